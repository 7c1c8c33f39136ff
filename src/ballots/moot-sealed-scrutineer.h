/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-sealed-record.h"

G_BEGIN_DECLS

#define MOOT_SEALED_WITNESSED_MAX 1000 /* ballots that one scrutineer keeps for their voters */
#define MOOT_SEALED_CLOCK_SLACK (10 * MOOT_MINUTE)

typedef struct _MootSealedScrutineer MootSealedScrutineer;

MootSealedScrutineer *
moot_sealed_scrutineer_new (const char *member,
                            const guint8 *secret,
                            MootTokenSecret *token_secret) G_GNUC_WARN_UNUSED_RESULT;
void moot_sealed_scrutineer_free (MootSealedScrutineer *self);

MootSealedRecord *moot_sealed_scrutineer_get_record   (MootSealedScrutineer *self);
const char       *moot_sealed_scrutineer_get_distrust (MootSealedScrutineer *self);

JsonObject *moot_sealed_scrutineer_make_card     (MootSealedScrutineer  *self) G_GNUC_WARN_UNUSED_RESULT;
char       *moot_sealed_scrutineer_sign_manifest (MootSealedScrutineer  *self,
                                                  const char            *manifest,
                                                  MootSealedRoll        *roll,
                                                  GError               **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean  moot_sealed_scrutineer_follow    (MootSealedScrutineer  *self,
                                            MootSealedLine        *line,
                                            gint64                 now,
                                            GError               **error);
gboolean  moot_sealed_scrutineer_take_head (MootSealedScrutineer  *self,
                                            const char            *head,
                                            GError               **error);
char     *moot_sealed_scrutineer_cosign    (MootSealedScrutineer  *self,
                                            const char            *head,
                                            GError               **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_sealed_scrutineer_answer  (MootSealedScrutineer    *self,
                                           const MootSealedRandom  *random) G_GNUC_WARN_UNUSED_RESULT;
char      *moot_sealed_scrutineer_witness (MootSealedScrutineer    *self,
                                           const char              *ballot,
                                           gint64                   now,
                                           GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *
moot_sealed_scrutineer_list_missing (MootSealedScrutineer *self) G_GNUC_WARN_UNUSED_RESULT;
char *moot_sealed_scrutineer_agree   (MootSealedScrutineer  *self,
                                      gint64                 now,
                                      GError               **error) G_GNUC_WARN_UNUSED_RESULT;
char *moot_sealed_scrutineer_release (MootSealedScrutineer  *self,
                                      gint64                 now,
                                      GError               **error) G_GNUC_WARN_UNUSED_RESULT;
char *moot_sealed_scrutineer_move    (MootSealedScrutineer  *self,
                                      const guint8          *host,
                                      gint64                 size,
                                      gint64                 now,
                                      GError               **error) G_GNUC_WARN_UNUSED_RESULT;

char                 *moot_sealed_scrutineer_save (MootSealedScrutineer  *self) G_GNUC_WARN_UNUSED_RESULT;
MootSealedScrutineer *moot_sealed_scrutineer_load (const char            *state,
                                                   GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSealedScrutineer, moot_sealed_scrutineer_free)

G_END_DECLS
