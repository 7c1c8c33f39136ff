/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Elections, who stands, and terms of office in the database.
 * Thread: the connection's. */
#include "moot-election-store.h"

#include "moot-sql.h"

#define CHALLENGES_MAX 100 /* shown of one election */

/* clang-format off */
static const MootField election_record_fields[] = {
  MOOT_NUMBER (MootElectionRecord, id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootElectionRecord, title, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootElectionRecord, source, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootElectionRecord, html, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootElectionRecord, role, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, seats, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootElectionRecord, rule, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootElectionRecord, state, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootElectionRecord, outcome, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, author_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, discussion_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, nominators, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootElectionRecord, reopens, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootElectionRecord, is_confidence, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootElectionRecord, ballot_level, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, nominations_open_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, nominations_close_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, statements_close_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, roll_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, opens_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, closes_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, challenge_until, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, term_from, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, term_months, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, term_to, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, recall_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, recalled_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, due_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootElectionRecord, lot, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, lot_due_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, created_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootElectionRecord, log_seq, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootElectionRecord, moot_election_record, election_record_fields)

/* clang-format off */
static const MootField candidacy_record_fields[] = {
  MOOT_NUMBER (MootCandidacyRecord, id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCandidacyRecord, election_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCandidacyRecord, member_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCandidacyRecord, state, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCandidacyRecord, version, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCandidacyRecord, source, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCandidacyRecord, html, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCandidacyRecord, interests, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCandidacyRecord, comment_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCandidacyRecord, option_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCandidacyRecord, elected, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCandidacyRecord, elected_stage, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCandidacyRecord, created_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCandidacyRecord, accepted_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCandidacyRecord, withdrawn_at, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootCandidacyRecord, moot_candidacy_record, candidacy_record_fields)

/* clang-format off */
static const MootField scrutineer_record_fields[] = {
  MOOT_NUMBER (MootScrutineerRecord, member_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootScrutineerRecord, accepted_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootScrutineerRecord, lot_commit, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootScrutineerRecord, lot_nonce, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootScrutineerRecord, moot_scrutineer_record, scrutineer_record_fields)

/* clang-format off */
static const MootField challenge_record_fields[] = {
  MOOT_NUMBER (MootChallengeRecord, id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootChallengeRecord, member_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootChallengeRecord, source, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootChallengeRecord, created_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootChallengeRecord, decided_by, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootChallengeRecord, decided_at, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootChallengeRecord, upheld, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootChallengeRecord, answer, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootChallengeRecord, moot_challenge_record, challenge_record_fields)

/** moot_election_store_find: (transfer full) (nullable): an election */
MootElectionRecord *
moot_election_store_find (MootDb  *db,
                          gint64   id,
                          GError **error)
{
  return moot_records_find (db, &moot_sql_election_get, MOOT_BINDS (MOOT_INT ("id", id)),
                            MOOT_TYPE_ELECTION_RECORD, error);
}

/** moot_election_store_list: (transfer full) (element-type MootElectionRecord): a page */
GPtrArray *
moot_election_store_list (MootDb           *db,
                          const MootRange  *range,
                          GError          **error)
{
  return moot_records_list (
    db, range->ascending ? &moot_sql_election_list_ascending : &moot_sql_election_list,
    MOOT_BINDS (MOOT_INT ("max_id", range->below), MOOT_INT ("min_id", range->above),
                MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_ELECTION_RECORD, error);
}

/** moot_election_store_find_due: which election time moves on, 0 for none */
gboolean
moot_election_store_find_due (MootDb  *db,
                              gint64   now,
                              gint64  *out_id,
                              GError **error)
{
  *out_id = 0;
  return moot_db_get_int (db, &moot_sql_election_find_due, MOOT_BINDS (MOOT_INT ("now", now)),
                          out_id, error);
}

/** moot_election_store_find_by_proposal: whose vote a proposal is, 0 for no election */
gboolean
moot_election_store_find_by_proposal (MootDb  *db,
                                      gint64   proposal_id,
                                      gint64  *out_id,
                                      GError **error)
{
  *out_id = 0;
  return moot_db_get_int (db, &moot_sql_election_find_by_proposal,
                          MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id)), out_id, error);
}

/** moot_election_store_add: writes a new election and sets its id */
gboolean
moot_election_store_add (MootDb              *db,
                         MootElectionRecord  *election,
                         GError             **error)
{
  return moot_records_add (
    db, &moot_sql_election_add,
    MOOT_BINDS (
      MOOT_TEXT ("title", election->title), MOOT_TEXT ("source", election->source),
      MOOT_TEXT ("html", election->html), MOOT_TEXT ("role", election->role),
      MOOT_INT ("seats", election->seats), MOOT_TEXT ("rule", election->rule),
      MOOT_TEXT ("state", election->state), MOOT_INT ("author_id", election->author_id),
      MOOT_INT ("discussion_id", election->discussion_id),
      MOOT_INT ("nominators", election->nominators), MOOT_INT ("reopens", election->reopens),
      MOOT_TEXT ("ballot_level", election->ballot_level),
      MOOT_INT ("nominations_open_at", election->nominations_open_at),
      MOOT_INT ("nominations_close_at", election->nominations_close_at),
      MOOT_INT ("statements_close_at", election->statements_close_at),
      MOOT_INT ("roll_at", election->roll_at), MOOT_INT ("opens_at", election->opens_at),
      MOOT_INT ("closes_at", election->closes_at),
      MOOT_INT ("challenge_until", election->challenge_until),
      MOOT_INT ("term_from", election->term_from), MOOT_INT ("term_months", election->term_months),
      MOOT_INT ("term_to", election->term_to), MOOT_ID ("recall_id", election->recall_id),
      MOOT_ID ("recalled_id", election->recalled_id), MOOT_INT ("due_at", election->due_at),
      MOOT_INT ("created_at", election->created_at),
      MOOT_INT ("log_seq", election->log_seq)),
    &election->id, error);
}

/** moot_election_store_save: writes what changes in the life of an election */
gboolean
moot_election_store_save (MootDb                    *db,
                          const MootElectionRecord  *election,
                          GError                   **error)
{
  return moot_db_run (
    db, &moot_sql_election_update,
    MOOT_BINDS (MOOT_TEXT ("state", election->state), MOOT_TEXT ("outcome", election->outcome),
                MOOT_ID ("proposal_id", election->proposal_id),
                MOOT_INT ("is_confidence", election->is_confidence),
                MOOT_INT ("opens_at", election->opens_at),
                MOOT_INT ("closes_at", election->closes_at),
                MOOT_INT ("challenge_until", election->challenge_until),
                MOOT_INT ("term_from", election->term_from), MOOT_INT ("due_at", election->due_at),
                MOOT_TEXT ("lot", election->lot), MOOT_INT ("lot_due_at", election->lot_due_at),
                MOOT_INT ("log_seq", election->log_seq), MOOT_INT ("id", election->id)),
    error);
}

/** moot_election_store_add_scrutineer: appoints who watches over an election */
gboolean
moot_election_store_add_scrutineer (MootDb  *db,
                                    gint64   election_id,
                                    gint64   member_id,
                                    GError **error)
{
  return moot_db_run (
    db, &moot_sql_election_scrutineer_add,
    MOOT_BINDS (MOOT_INT ("election_id", election_id), MOOT_INT ("member_id", member_id)), error);
}

/** moot_election_store_accept_scrutineer: notes that who was appointed agrees */
gboolean
moot_election_store_accept_scrutineer (
  MootDb *db, gint64 election_id, gint64 member_id, gint64 now, GError **error)
{
  return moot_db_run (db, &moot_sql_election_scrutineer_accept,
                      MOOT_BINDS (MOOT_INT ("election_id", election_id),
                                  MOOT_INT ("member_id", member_id), MOOT_INT ("now", now)),
                      error);
}

/** moot_election_store_commit_lot: what a scrutineer's number will have to fit */
gboolean
moot_election_store_commit_lot (MootDb      *db,
                                gint64       election_id,
                                gint64       member_id,
                                const char  *lot_commit,
                                GError     **error)
{
  return moot_db_run (db, &moot_sql_election_scrutineer_commit,
                      MOOT_BINDS (MOOT_INT ("election_id", election_id),
                                  MOOT_INT ("member_id", member_id),
                                  MOOT_TEXT ("lot_commit", lot_commit)),
                      error);
}

/** moot_election_store_reveal_lot: a scrutineer's number */
gboolean
moot_election_store_reveal_lot (MootDb      *db,
                                gint64       election_id,
                                gint64       member_id,
                                const char  *lot_nonce,
                                GError     **error)
{
  return moot_db_run (db, &moot_sql_election_scrutineer_reveal,
                      MOOT_BINDS (MOOT_INT ("election_id", election_id),
                                  MOOT_INT ("member_id", member_id),
                                  MOOT_TEXT ("lot_nonce", lot_nonce)),
                      error);
}

/** moot_election_store_list_scrutineers: (transfer full) (element-type MootScrutineerRecord): who
 * watches */
GPtrArray *
moot_election_store_list_scrutineers (MootDb  *db,
                                      gint64   election_id,
                                      GError **error)
{
  return moot_records_list (db, &moot_sql_election_scrutineer_list,
                            MOOT_BINDS (MOOT_INT ("election_id", election_id)),
                            MOOT_TYPE_SCRUTINEER_RECORD, error);
}

/** moot_election_store_add_challenge: somebody does not believe the result */
gboolean
moot_election_store_add_challenge (
  MootDb *db, gint64 election_id, gint64 member_id, const char *source, gint64 now, GError **error)
{
  return moot_db_run (db, &moot_sql_election_challenge_add,
                      MOOT_BINDS (MOOT_INT ("election_id", election_id),
                                  MOOT_INT ("member_id", member_id), MOOT_TEXT ("source", source),
                                  MOOT_INT ("now", now)),
                      error);
}

/** moot_election_store_decide_challenges: answers all open challenges at once */
gboolean
moot_election_store_decide_challenges (MootDb      *db,
                                       gint64       election_id,
                                       gint64       member_id,
                                       gboolean     upheld,
                                       const char  *answer,
                                       gint64       now,
                                       GError     **error)
{
  return moot_db_run (db, &moot_sql_election_challenge_decide,
                      MOOT_BINDS (MOOT_INT ("election_id", election_id),
                                  MOOT_INT ("member_id", member_id), MOOT_INT ("upheld", upheld),
                                  MOOT_TEXT ("answer", answer), MOOT_INT ("now", now)),
                      error);
}

/** moot_election_store_list_challenges: (transfer full) (element-type MootChallengeRecord): the
 * oldest first */
GPtrArray *
moot_election_store_list_challenges (MootDb  *db,
                                     gint64   election_id,
                                     GError **error)
{
  return moot_records_list (
    db, &moot_sql_election_challenge_list,
    MOOT_BINDS (MOOT_INT ("election_id", election_id), MOOT_INT ("limit", CHALLENGES_MAX)),
    MOOT_TYPE_CHALLENGE_RECORD, error);
}

/** moot_candidacy_store_find: (transfer full) (nullable): a candidacy */
MootCandidacyRecord *
moot_candidacy_store_find (MootDb  *db,
                           gint64   id,
                           GError **error)
{
  return moot_records_find (db, &moot_sql_candidacy_get, MOOT_BINDS (MOOT_INT ("id", id)),
                            MOOT_TYPE_CANDIDACY_RECORD, error);
}

/** moot_candidacy_store_find_of: (transfer full) (nullable): a member's candidacy */
MootCandidacyRecord *
moot_candidacy_store_find_of (MootDb  *db,
                              gint64   election_id,
                              gint64   member_id,
                              GError **error)
{
  return moot_records_find (
    db, &moot_sql_candidacy_find,
    MOOT_BINDS (MOOT_INT ("election_id", election_id), MOOT_INT ("member_id", member_id)),
    MOOT_TYPE_CANDIDACY_RECORD, error);
}

/** moot_candidacy_store_list: (transfer full) (element-type MootCandidacyRecord): all of an
 * election */
GPtrArray *
moot_candidacy_store_list (MootDb  *db,
                           gint64   election_id,
                           GError **error)
{
  return moot_records_list (
    db, &moot_sql_candidacy_list,
    MOOT_BINDS (MOOT_INT ("election_id", election_id), MOOT_INT ("limit", MOOT_CANDIDACIES_MAX)),
    MOOT_TYPE_CANDIDACY_RECORD, error);
}

/** moot_candidacy_store_add: writes a new candidacy and sets its id */
gboolean
moot_candidacy_store_add (MootDb               *db,
                          MootCandidacyRecord  *candidacy,
                          GError              **error)
{
  return moot_records_add (
    db, &moot_sql_candidacy_add,
    MOOT_BINDS (MOOT_INT ("election_id", candidacy->election_id),
                MOOT_INT ("member_id", candidacy->member_id), MOOT_TEXT ("state", candidacy->state),
                MOOT_TEXT ("source", candidacy->source), MOOT_TEXT ("html", candidacy->html),
                MOOT_TEXT ("interests", candidacy->interests),
                MOOT_INT ("created_at", candidacy->created_at),
                MOOT_INT ("accepted_at", candidacy->accepted_at)),
    &candidacy->id, error);
}

/** moot_candidacy_store_save: writes what changes of a candidacy */
gboolean
moot_candidacy_store_save (MootDb                     *db,
                           const MootCandidacyRecord  *candidacy,
                           GError                    **error)
{
  return moot_db_run (
    db, &moot_sql_candidacy_update,
    MOOT_BINDS (
      MOOT_TEXT ("state", candidacy->state), MOOT_INT ("version", candidacy->version),
      MOOT_TEXT ("source", candidacy->source), MOOT_TEXT ("html", candidacy->html),
      MOOT_TEXT ("interests", candidacy->interests), MOOT_ID ("comment_id", candidacy->comment_id),
      MOOT_INT ("option_id", candidacy->option_id), MOOT_INT ("elected", candidacy->elected),
      MOOT_INT ("elected_stage", candidacy->elected_stage),
      MOOT_INT ("accepted_at", candidacy->accepted_at),
      MOOT_INT ("withdrawn_at", candidacy->withdrawn_at), MOOT_INT ("id", candidacy->id)),
    error);
}

/** moot_candidacy_store_add_version: keeps the words as they are now */
gboolean
moot_candidacy_store_add_version (MootDb                     *db,
                                  const MootCandidacyRecord  *candidacy,
                                  gint64                      now,
                                  GError                    **error)
{
  return moot_db_run (
    db, &moot_sql_candidacy_version_add,
    MOOT_BINDS (MOOT_INT ("candidacy_id", candidacy->id), MOOT_INT ("version", candidacy->version),
                MOOT_TEXT ("source", candidacy->source),
                MOOT_TEXT ("interests", candidacy->interests), MOOT_INT ("now", now)),
    error);
}

/** moot_candidacy_store_add_nominator: another one who proposes a candidate */
gboolean
moot_candidacy_store_add_nominator (
  MootDb *db, gint64 id, gint64 member_id, gint64 now, GError **error)
{
  return moot_db_run (db, &moot_sql_candidacy_nominator_add,
                      MOOT_BINDS (MOOT_INT ("candidacy_id", id), MOOT_INT ("member_id", member_id),
                                  MOOT_INT ("now", now)),
                      error);
}

/** moot_candidacy_store_list_nominators: (transfer full) (element-type gint64): who proposed a
 * candidate */
GArray *
moot_candidacy_store_list_nominators (MootDb  *db,
                                      gint64   id,
                                      GError **error)
{
  return moot_records_list_ids (db, &moot_sql_candidacy_nominator_list,
                                MOOT_BINDS (MOOT_INT ("candidacy_id", id)), error);
}

/** moot_office_store_find: (transfer full) (nullable): a term of office */
MootRoleRecord *
moot_office_store_find (MootDb  *db,
                        gint64   id,
                        GError **error)
{
  return moot_records_find (db, &moot_sql_office_get, MOOT_BINDS (MOOT_INT ("id", id)),
                            MOOT_TYPE_ROLE_RECORD, error);
}

/** moot_office_store_list: (transfer full) (element-type MootRoleRecord): a page of terms */
GPtrArray *
moot_office_store_list (MootDb           *db,
                        const MootRange  *range,
                        GError          **error)
{
  return moot_records_list (
    db, range->ascending ? &moot_sql_office_list_ascending : &moot_sql_office_list,
    MOOT_BINDS (MOOT_INT ("max_id", range->below), MOOT_INT ("min_id", range->above),
                MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_ROLE_RECORD, error);
}

/** moot_office_store_list_of_election: (transfer full) (element-type MootRoleRecord): the terms it
 * gave */
GPtrArray *
moot_office_store_list_of_election (MootDb  *db,
                                    gint64   election_id,
                                    GError **error)
{
  return moot_records_list (db, &moot_sql_office_list_of_election,
                            MOOT_BINDS (MOOT_INT ("election_id", election_id)),
                            MOOT_TYPE_ROLE_RECORD, error);
}

/** moot_office_store_was_held: whether somebody held an office on a day or later */
gboolean
moot_office_store_was_held (MootDb      *db,
                            gint64       member_id,
                            const char  *role,
                            gint64       since,
                            gboolean    *out_was_held,
                            GError     **error)
{
  gint64 n = 0;

  if (!moot_db_get_int (db, &moot_sql_office_was_held,
                        MOOT_BINDS (MOOT_INT ("member_id", member_id), MOOT_TEXT ("role", role),
                                    MOOT_INT ("since", since)),
                        &n, error))
    return FALSE;
  *out_was_held = n > 0;
  return TRUE;
}

/** moot_office_store_end: the last day of a term is another one */
gboolean
moot_office_store_end (MootDb  *db,
                       gint64   id,
                       gint64   to_on,
                       gint64   log_seq,
                       GError **error)
{
  return moot_db_run (
    db, &moot_sql_office_end,
    MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("to_on", to_on), MOOT_INT ("log_seq", log_seq)),
    error);
}

/** moot_recall_store_sign: somebody wants a recall, maybe with the successor elected beside it */
gboolean
moot_recall_store_sign (MootDb    *db,
                        gint64     office_id,
                        gint64     member_id,
                        gboolean   with_election,
                        gint64     now,
                        GError   **error)
{
  return moot_db_run (db, &moot_sql_recall_sign,
                      MOOT_BINDS (MOOT_INT ("office_id", office_id),
                                  MOOT_INT ("member_id", member_id), MOOT_INT ("now", now),
                                  MOOT_INT ("with_election", with_election)),
                      error);
}

/** moot_recall_store_count: how many signed since a time, and how many of them want an election */
gboolean
moot_recall_store_count (MootDb  *db,
                         gint64   office_id,
                         gint64   since,
                         gint64  *out_n_signed,
                         gint64  *out_n_elections,
                         GError **error)
{
  return moot_db_get_int (db, &moot_sql_recall_count,
                          MOOT_BINDS (MOOT_INT ("office_id", office_id), MOOT_INT ("since", since)),
                          out_n_signed, error) &&
         moot_db_get_int (db, &moot_sql_recall_count_elections,
                          MOOT_BINDS (MOOT_INT ("office_id", office_id), MOOT_INT ("since", since)),
                          out_n_elections, error);
}

/** moot_recall_store_clear: a petition has led to a vote */
gboolean
moot_recall_store_clear (MootDb  *db,
                         gint64   office_id,
                         GError **error)
{
  return moot_db_run (db, &moot_sql_recall_clear, MOOT_BINDS (MOOT_INT ("office_id", office_id)),
                      error);
}

/** moot_election_store_wake: an election that waits for a recall is looked at now */
gboolean
moot_election_store_wake (MootDb  *db,
                          gint64   recall_id,
                          gint64   now,
                          GError **error)
{
  return moot_db_run (db, &moot_sql_election_wake,
                      MOOT_BINDS (MOOT_INT ("recall_id", recall_id), MOOT_INT ("now", now)),
                      error);
}

/** moot_election_store_set_kind: how a vote that is not open yet is voted on */
gboolean
moot_election_store_set_kind (MootDb      *db,
                              gint64       proposal_id,
                              const char  *kind,
                              GError     **error)
{
  return moot_db_run (db, &moot_sql_election_set_kind,
                      MOOT_BINDS (MOOT_TEXT ("kind", kind), MOOT_INT ("id", proposal_id)), error);
}
