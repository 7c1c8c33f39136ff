/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-records.h"
#include "moot-records.h"

G_BEGIN_DECLS

MootBallotRecord *moot_ballot_store_find_latest (MootDb  *db,
                                                 gint64   proposal_id,
                                                 gint64   member_id,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_ballot_store_list (MootDb           *db,
                                   gint64            proposal_id,
                                   const MootRange  *range,
                                   GError          **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_ballot_store_list_choices (MootDb  *db,
                                           gint64   ballot_id,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_ballot_store_list_for_count (MootDb  *db,
                                             gint64   proposal_id,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_ballot_store_count_of_member (MootDb  *db,
                                            gint64   proposal_id,
                                            gint64   member_id,
                                            gint64  *out_count,
                                            GError **error);

gboolean moot_ballot_store_retire (MootDb            *db,
                                   gint64             proposal_id,
                                   gint64             member_id,
                                   GError           **error);
gboolean moot_ballot_store_add    (MootDb            *db,
                                   MootBallotRecord  *ballot,
                                   GPtrArray         *choices,
                                   GError           **error);

G_END_DECLS
