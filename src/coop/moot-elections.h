/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-contest.h"
#include "moot-coop-context.h"
#include "moot-db-pool.h"
#include "moot-election-store.h"
#include "moot-membership.h"

G_BEGIN_DECLS

#define MOOT_ELECTION_CLASS "election" /* of the bylaws */
#define MOOT_RULE_SORTITION "sortition"
#define MOOT_SCRUTINEERS_MAX 9
#define MOOT_STATEMENT_MAX 4000 /* characters: some 500 words with their links */
#define MOOT_TERM_MONTHS_MAX 120
#define MOOT_NOMINATORS_MAX 20
#define MOOT_NOTICE_DAYS_MIN 9 /* seven for candidates, two for the roll */

/**
 * MootElectionDraft:
 *
 * A call; 0 and %NULL leave a thing to the bylaws, or to what is usual.
 */
typedef struct
{
  const char *title;
  const char *body;
  const char *role;
  const char *rule; /* only %MOOT_RULE_SORTITION, or what the bylaws say */
  gint64 seats;
  gint64 nominators;
  gboolean reopens;
  gint64 nominations_open_at;
  gint64 nominations_close_at;
  gint64 statements_close_at;
  gint64 roll_at;
  gint64 opens_at;
  gint64 closes_at;
  gint64 challenge_until;
  gint64 term_from;
  gint64 term_months;
  const gint64 *scrutineers;
  gsize n_scrutineers;
} MootElectionDraft;

gint64   moot_elections_call            (const MootCoopContext    *context,
                                         const MootActor          *actor,
                                         const MootElectionDraft  *draft,
                                         GError                  **error);
gint64   moot_elections_call_for_recall (const MootCoopContext    *context,
                                         const MootActor          *actor,
                                         const MootElectionDraft  *draft,
                                         const MootRoleRecord     *recalled,
                                         gint64                    recall_id,
                                         GError                  **error);
gboolean moot_elections_scrutinise      (const MootCoopContext    *context,
                                         const MootActor          *actor,
                                         gint64                    id,
                                         const char               *lot_commit,
                                         GError                  **error);
gboolean moot_elections_challenge       (const MootCoopContext    *context,
                                         const MootActor          *actor,
                                         gint64                    id,
                                         const char               *why,
                                         GError                  **error);
gboolean moot_elections_decide          (const MootCoopContext    *context,
                                         const MootActor          *actor,
                                         gint64                    id,
                                         gboolean                  upheld,
                                         const char               *answer,
                                         GError                  **error);

gboolean moot_elections_run_due (MootDbPool        *pool,
                                 const MootSite    *site,
                                 gint64             now,
                                 MootCoopListener   listener,
                                 gpointer           listener_data,
                                 GError           **error);

MootContest *moot_elections_load (const MootCoopContext  *context,
                                  const MootActor        *viewer,
                                  gint64                  id,
                                  GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray   *moot_elections_list (const MootCoopContext  *context,
                                  const MootActor        *viewer,
                                  const MootRange        *range,
                                  GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* for the files of this layer */
MootElectionRecord *moot_elections_find (const MootCoopContext *context,
                                         gint64 id,
                                         GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean moot_elections_move (const MootCoopContext  *context,
                              MootElectionRecord     *election,
                              gint64                  actor_id,
                              const char             *state,
                              gint64                  due_at,
                              GError                **error);
GPtrArray *moot_elections_list_candidates (const MootCoopContext *context,
                                           gint64 id,
                                           GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
gint64 moot_elections_get_last_day (const MootElectionRecord *election);
char *moot_elections_dup_name (const MootCoopContext *context,
                               gint64 member_id,
                               GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_election_vote_freeze_roll (const MootCoopContext  *context,
                                         MootElectionRecord     *election,
                                         GError                **error);
gboolean moot_election_vote_begin       (const MootCoopContext  *context,
                                         MootElectionRecord     *election,
                                         GPtrArray              *candidates,
                                         GError                **error);

gboolean  moot_election_result_declare (const MootCoopContext  *context,
                                        MootElectionRecord     *election,
                                        GError                **error);
char     *moot_elections_dup_uri       (const MootSite         *site,
                                        gint64                  id) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_election_result_draw  (const MootCoopContext  *context,
                                     MootElectionRecord     *election,
                                     GPtrArray              *candidates,
                                     GError                **error);
gboolean moot_election_result_annul (const MootCoopContext  *context,
                                     MootElectionRecord     *election,
                                     gint64                  actor_id,
                                     GError                **error);

G_END_DECLS
