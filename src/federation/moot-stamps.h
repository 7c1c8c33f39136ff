/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"

G_BEGIN_DECLS

/**
 * MootStampClaim:
 * @interaction: one of the words of moot-policy-store.h
 * @uri: (nullable): of the stamp
 * @author: (nullable): who is said to have given it
 * @interacting: what it allows
 * @target: what that is about
 * @reader_id: one of ours, who asks for it; 0 for the node itself
 *
 * What a stamp is said to say.  Nothing is owned.
 */
typedef struct
{
  const char *interaction;
  const char *uri;
  const char *author;
  const char *interacting;
  const char *target;
  gint64 reader_id;
} MootStampClaim;

gboolean    moot_stamp_holds    (MootFederation        *federation,
                                 const MootStampClaim  *claim,
                                 GError               **error);
const char *moot_stamp_get_type (const char            *interaction);

G_END_DECLS
