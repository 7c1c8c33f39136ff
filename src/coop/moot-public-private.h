/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-public-wire.h"

G_BEGIN_DECLS

gboolean  moot_public_facts_load   (const MootCoopContext     *context,
                                    const MootProposalRecord  *proposal,
                                    MootPublicFacts           *facts,
                                    gboolean                  *out_public,
                                    GError                   **error);
gboolean  moot_public_find_post    (const MootCoopContext     *context,
                                    gint64                     proposal_id,
                                    const char                *part,
                                    gint64                    *out_status_id,
                                    GError                   **error);
gboolean  moot_public_add_row      (const MootCoopContext     *context,
                                    gint64                     status_id,
                                    gint64                     proposal_id,
                                    const char                *part,
                                    const char                *record,
                                    const char                *document,
                                    const char                *sha256,
                                    GError                   **error);
gboolean  moot_public_set_pin      (const MootCoopContext     *context,
                                    gint64                     account_id,
                                    gint64                     status_id,
                                    gboolean                   wanted,
                                    GError                   **error);
gboolean  moot_public_publish      (const MootCoopContext     *context,
                                    gint64                     status_id,
                                    GError                   **error);
char     *moot_public_write_coop   (const char                *type,
                                    const MootProposalRecord  *proposal,
                                    const char                *state) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_public_say_state    (const MootCoopContext     *context,
                                    gint64                     status_id,
                                    const MootProposalRecord  *proposal,
                                    GError                   **error);
gboolean  moot_public_set_poll_end (const MootCoopContext     *context,
                                    gint64                     status_id,
                                    gint64                     ends_at,
                                    GError                   **error);

G_END_DECLS
