/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-elections.h"

G_BEGIN_DECLS

/**
 * MootCandidacyDraft:
 *
 * Who stands and why; %NULL and 0 leave a thing as it is.
 */
typedef struct
{
  gint64 member_id; /* 0: oneself */
  const char *statement;
  const char *interests;
  const char *state; /* `accepted` or `withdrawn` */
} MootCandidacyDraft;

gint64   moot_candidacies_nominate (const MootCoopContext     *context,
                                    const MootActor           *actor,
                                    gint64                     election_id,
                                    const MootCandidacyDraft  *draft,
                                    GError                   **error);
gboolean moot_candidacies_change   (const MootCoopContext     *context,
                                    const MootActor           *actor,
                                    gint64                     id,
                                    const MootCandidacyDraft  *draft,
                                    GError                   **error);

MootCandidacy *moot_candidacies_load (const MootCoopContext  *context,
                                      const MootActor        *viewer,
                                      gint64                  id,
                                      GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray     *moot_candidacies_list (const MootCoopContext  *context,
                                      gint64                  election_id,
                                      GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
