/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"
#include "moot-signing-key.h"

G_BEGIN_DECLS

#define MOOT_SIGNERS_MAX 256 /* kept at once; an actor more is read again */

typedef struct _MootSigner MootSigner;

MootSigners *moot_signers_new  (MootDbPool  *pool) G_GNUC_WARN_UNUSED_RESULT;
void         moot_signers_free (MootSigners *self);

MootSigner *moot_signers_get     (MootSigners     *self,
                                  gint64           account_id,
                                  GError         **error) G_GNUC_WARN_UNUSED_RESULT;
MootSigner *moot_signers_get_for (MootSigners     *self,
                                  gint64           account_id,
                                  gint64           number,
                                  GError         **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    moot_signers_rotate  (MootSigners     *self,
                                  const MootSite  *site,
                                  gint64           account_id,
                                  GError         **error);

MootSigner *moot_signer_load_writing  (MootDb            *db,
                                       gint64             account_id,
                                       GError           **error) G_GNUC_WARN_UNUSED_RESULT;
char       *moot_signer_sign_document (const MootSigner  *self,
                                       JsonObject        *document,
                                       gint64             now,
                                       GError           **error) G_GNUC_WARN_UNUSED_RESULT;

const MootPrivateKey *moot_signer_get_key     (const MootSigner *self);
const MootPrivateKey *moot_signer_get_ed25519 (const MootSigner *self);

gboolean moot_signer_sign  (MootHttpMessage      *message,
                            MootSignatureScheme   scheme,
                            gpointer              signer,
                            GError              **error);
void     moot_signer_unref (MootSigner           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSigner, moot_signer_unref)

G_END_DECLS
