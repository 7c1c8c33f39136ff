/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-records.h"
#include "moot-records.h"

G_BEGIN_DECLS

#define MOOT_CANDIDACIES_MAX 39 /* of one election: a ballot has no more lines */

#define MOOT_TYPE_ELECTION_RECORD (moot_election_record_get_type ())

G_DECLARE_FINAL_TYPE (MootElectionRecord, moot_election_record, MOOT, ELECTION_RECORD, GObject)

/**
 * MootElectionRecord:
 *
 * An election with its calendar.
 */
struct _MootElectionRecord
{
  GObject parent_instance;

  gint64 id;
  char *title;
  char *source;
  char *html;
  char *role;
  gint64 seats;
  char *rule;
  char *state;
  char *outcome;
  gint64 author_id;
  gint64 discussion_id;
  gint64 proposal_id;
  gint64 nominators;
  gboolean reopens;
  gboolean is_confidence;
  char *ballot_level;
  gint64 nominations_open_at;
  gint64 nominations_close_at;
  gint64 statements_close_at;
  gint64 roll_at;
  gint64 opens_at;
  gint64 closes_at;
  gint64 challenge_until;
  gint64 term_from;
  gint64 term_months;
  gint64 term_to;     /* 0: after its months */
  gint64 recall_id;   /* the proposal that may free the seat; 0 for an election like others */
  gint64 recalled_id; /* the term that it may end */
  gint64 due_at;
  char *lot;
  gint64 lot_due_at;
  gint64 created_at;
  gint64 log_seq;
};

#define MOOT_TYPE_CANDIDACY_RECORD (moot_candidacy_record_get_type ())

G_DECLARE_FINAL_TYPE (MootCandidacyRecord, moot_candidacy_record, MOOT, CANDIDACY_RECORD, GObject)

/**
 * MootCandidacyRecord:
 *
 * Somebody who stands, or is asked to.
 */
struct _MootCandidacyRecord
{
  GObject parent_instance;

  gint64 id;
  gint64 election_id;
  gint64 member_id;
  char *state;
  gint64 version;
  char *source;
  char *html;
  char *interests;
  gint64 comment_id;
  gint64 option_id;
  gint64 elected;
  gint64 elected_stage;
  gint64 created_at;
  gint64 accepted_at;
  gint64 withdrawn_at;
};

#define MOOT_TYPE_SCRUTINEER_RECORD (moot_scrutineer_record_get_type ())

G_DECLARE_FINAL_TYPE (
  MootScrutineerRecord, moot_scrutineer_record, MOOT, SCRUTINEER_RECORD, GObject)

/**
 * MootScrutineerRecord:
 *
 * Who watches over an election.
 */
struct _MootScrutineerRecord
{
  GObject parent_instance;

  gint64 member_id;
  gint64 accepted_at;
  char *lot_commit;
  char *lot_nonce;
};

#define MOOT_TYPE_CHALLENGE_RECORD (moot_challenge_record_get_type ())

G_DECLARE_FINAL_TYPE (MootChallengeRecord, moot_challenge_record, MOOT, CHALLENGE_RECORD, GObject)

/**
 * MootChallengeRecord:
 *
 * Why somebody does not believe a result, and what the scrutineers say to it.
 */
struct _MootChallengeRecord
{
  GObject parent_instance;

  gint64 id;
  gint64 member_id;
  char *source;
  gint64 created_at;
  gint64 decided_by;
  gint64 decided_at;
  gboolean upheld;
  char *answer;
};

MootElectionRecord *
moot_election_store_find (MootDb *db, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_election_store_list             (MootDb                    *db,
                                                 const MootRange           *range,
                                                 GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_election_store_find_due         (MootDb                    *db,
                                                 gint64                     now,
                                                 gint64                    *out_id,
                                                 GError                   **error);
gboolean   moot_election_store_find_by_proposal (MootDb                    *db,
                                                 gint64                     proposal_id,
                                                 gint64                    *out_id,
                                                 GError                   **error);
gboolean   moot_election_store_add              (MootDb                    *db,
                                                 MootElectionRecord        *election,
                                                 GError                   **error);
gboolean   moot_election_store_save             (MootDb                    *db,
                                                 const MootElectionRecord  *election,
                                                 GError                   **error);

gboolean moot_election_store_wake     (MootDb      *db,
                                       gint64       recall_id,
                                       gint64       now,
                                       GError     **error);
gboolean moot_election_store_set_kind (MootDb      *db,
                                       gint64       proposal_id,
                                       const char  *kind,
                                       GError     **error);

gboolean   moot_election_store_add_scrutineer    (MootDb      *db,
                                                  gint64       election_id,
                                                  gint64       member_id,
                                                  GError     **error);
gboolean   moot_election_store_accept_scrutineer (MootDb      *db,
                                                  gint64       election_id,
                                                  gint64       member_id,
                                                  gint64       now,
                                                  GError     **error);
gboolean   moot_election_store_commit_lot        (MootDb      *db,
                                                  gint64       election_id,
                                                  gint64       member_id,
                                                  const char  *lot_commit,
                                                  GError     **error);
gboolean   moot_election_store_reveal_lot        (MootDb      *db,
                                                  gint64       election_id,
                                                  gint64       member_id,
                                                  const char  *lot_nonce,
                                                  GError     **error);
GPtrArray *moot_election_store_list_scrutineers  (MootDb      *db,
                                                  gint64       election_id,
                                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_election_store_add_challenge     (MootDb      *db,
                                                  gint64       election_id,
                                                  gint64       member_id,
                                                  const char  *source,
                                                  gint64       now,
                                                  GError     **error);
gboolean   moot_election_store_decide_challenges (MootDb      *db,
                                                  gint64       election_id,
                                                  gint64       member_id,
                                                  gboolean     upheld,
                                                  const char  *answer,
                                                  gint64       now,
                                                  GError     **error);
GPtrArray *moot_election_store_list_challenges   (MootDb      *db,
                                                  gint64       election_id,
                                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;

MootCandidacyRecord *
moot_candidacy_store_find (MootDb *db, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
MootCandidacyRecord *moot_candidacy_store_find_of       (MootDb                     *db,
                                                         gint64                      election_id,
                                                         gint64                      member_id,
                                                         GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray           *moot_candidacy_store_list          (MootDb                     *db,
                                                         gint64                      election_id,
                                                         GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean             moot_candidacy_store_add           (MootDb                     *db,
                                                         MootCandidacyRecord        *candidacy,
                                                         GError                    **error);
gboolean             moot_candidacy_store_save          (MootDb                     *db,
                                                         const MootCandidacyRecord  *candidacy,
                                                         GError                    **error);
gboolean             moot_candidacy_store_add_version   (MootDb                     *db,
                                                         const MootCandidacyRecord  *candidacy,
                                                         gint64                      now,
                                                         GError                    **error);
gboolean             moot_candidacy_store_add_nominator (MootDb                     *db,
                                                         gint64                      id,
                                                         gint64                      member_id,
                                                         gint64                      now,
                                                         GError                    **error);
GArray *moot_candidacy_store_list_nominators (MootDb *db,
                                              gint64 id,
                                              GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

MootRoleRecord *
moot_office_store_find (MootDb *db, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_office_store_list             (MootDb           *db,
                                               const MootRange  *range,
                                               GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_office_store_list_of_election (MootDb           *db,
                                               gint64            election_id,
                                               GError          **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_office_store_was_held         (MootDb           *db,
                                               gint64            member_id,
                                               const char       *role,
                                               gint64            since,
                                               gboolean         *out_was_held,
                                               GError          **error);
gboolean   moot_office_store_end              (MootDb           *db,
                                               gint64            id,
                                               gint64            to_on,
                                               gint64            log_seq,
                                               GError          **error);
gboolean   moot_recall_store_sign             (MootDb           *db,
                                               gint64            office_id,
                                               gint64            member_id,
                                               gboolean          with_election,
                                               gint64            now,
                                               GError          **error);
gboolean   moot_recall_store_count            (MootDb           *db,
                                               gint64            office_id,
                                               gint64            since,
                                               gint64           *out_n_signed,
                                               gint64           *out_n_elections,
                                               GError          **error);
gboolean   moot_recall_store_clear            (MootDb           *db,
                                               gint64            office_id,
                                               GError          **error);

G_END_DECLS
