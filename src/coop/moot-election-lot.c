/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The lot of an election.  Before the voting each scrutineer's device draws a number and commits to
 * it; when nobody can vote any more, and before anything is counted, each shows it.  The seed is
 * made of all of them, so one honest scrutineer is enough that nobody chose it.  Who shows nothing
 * for two days is left out, and the log says so. Spec: governance rules, deterministic lot; sealed
 * ballots, rule 5. Thread: the writer's. */
#include "moot-election-lot.h"

#include "moot-audit.h"
#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-talk-store.h"

static gboolean
write_log (const MootCoopContext  *context,
           const char             *type,
           gint64                  member_id,
           gint64                  election_id,
           const char             *name,
           const char             *digits,
           GError                **error)
{
  return moot_audit_append (context,
                            &(MootAuditEvent){ .type = type,
                                               .actor_id = member_id,
                                               .subject_type = "election",
                                               .subject_id = election_id,
                                               .facts = { { name, digits, 0 } } },
                            NULL, error);
}

static const MootScrutineerRecord *
find_share (GPtrArray *list,
            gint64     member_id)
{
  for (guint i = 0; i < list->len; i++)
    {
      const MootScrutineerRecord *one = g_ptr_array_index (list, i);

      if (one->member_id == member_id)
        return one;
    }
  return NULL;
}

static guint
count_missing (GPtrArray *list)
{
  guint n = 0;

  for (guint i = 0; i < list->len; i++)
    {
      const MootScrutineerRecord *one = g_ptr_array_index (list, i);

      n += one->lot_commit != NULL && one->lot_nonce == NULL;
    }
  return n;
}

static gboolean
refuse_digits (const char  *field,
               GError     **error)
{
  return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, field, "64 hexadecimal digits");
}

/**
 * moot_election_lot_commit:
 * @context: a context inside a transaction
 * @actor: a scrutineer
 * @election: before its voting
 * @lot_commit: SHA-256 of what will be shown, as moot_lot_hash_nonce() makes it
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_INVALID, _CLOSED once the voting has begun, _EXISTS for a second one.
 *
 * Returns: whether it was written
 */
gboolean
moot_election_lot_commit (const MootCoopContext     *context,
                          const MootActor           *actor,
                          const MootElectionRecord  *election,
                          const char                *lot_commit,
                          GError                   **error)
{
  static const char *const states[] = { "draft", "nominations", "review", NULL };
  g_autoptr (GPtrArray) list =
    moot_election_store_list_scrutineers (context->db, election->id, error);
  const MootScrutineerRecord *mine = list != NULL ? find_share (list, actor->id) : NULL;
  MootDigest digest;

  if (list == NULL)
    return FALSE;
  if (!moot_digest_from_hex (lot_commit, &digest))
    return refuse_digits ("lot_commit", error);
  if (mine == NULL || mine->lot_commit != NULL)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_EXISTS, "lot_commit",
                             "what one has committed to stays");
  if (!g_strv_contains (states, election->state) || context->now >= election->opens_at)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_CLOSED, "lot_commit",
                             "scrutineers commit to their part of the lot before the voting");
  return moot_election_store_commit_lot (context->db, election->id, actor->id, lot_commit,
                                         error) &&
         write_log (context, "election.lot_committed", actor->id, election->id, "commit",
                    lot_commit, error);
}

static gboolean
check_nonce (const MootScrutineerRecord  *share,
             const char                  *lot_nonce,
             GError                     **error)
{
  MootDigest nonce;
  MootDigest expected;
  g_autofree char *hex = NULL;

  if (share == NULL || share->lot_commit == NULL)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "you have not committed to a part of the lot");
  if (lot_nonce == NULL || !moot_digest_from_hex (lot_nonce, &nonce))
    return refuse_digits ("lot_nonce", error);
  moot_lot_hash_nonce (&nonce, &expected);
  hex = moot_digest_to_hex (&expected);
  if (!g_str_equal (hex, share->lot_commit))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "lot_nonce",
                             "that is not what you committed to");
  return share->lot_nonce == NULL ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_EXISTS, "lot_nonce", "you have shown it");
}

/**
 * moot_election_lot_reveal:
 * @context: a context inside a transaction
 * @actor: a scrutineer who has committed to a number
 * @id: an election whose count waits for it
 * @lot_nonce: the number, 64 hexadecimal digits
 * @error: return location
 *
 * With the last one the count goes on.
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _STATE while votes can come or after the count, _FORBIDDEN,
 * _INVALID, _EXISTS.
 *
 * Returns: whether it was written
 */
gboolean
moot_election_lot_reveal (const MootCoopContext  *context,
                          const MootActor        *actor,
                          gint64                  id,
                          const char             *lot_nonce,
                          GError                **error)
{
  g_autoptr (MootElectionRecord) election = moot_elections_find (context, id, error);
  g_autoptr (GPtrArray) list =
    election != NULL ? moot_election_store_list_scrutineers (context->db, id, error) : NULL;

  if (list == NULL || !check_nonce (find_share (list, actor->id), lot_nonce, error))
    return FALSE;
  if (election->lot_due_at <= context->now)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, "lot_nonce",
                             "it is shown after the voting and before the count");
  if (!moot_election_store_reveal_lot (context->db, id, actor->id, lot_nonce, error) ||
      !write_log (context, "election.lot_shown", actor->id, id, "nonce", lot_nonce, error))
    return FALSE;
  moot_coop_tell (context, "coop.election", id);
  if (count_missing (list) > 1)
    return TRUE;
  election->lot_due_at = election->due_at = context->now;
  return moot_election_store_save (context->db, election, error);
}

/* Who had two days and showed nothing. */
static gboolean
give_up_missing (const MootCoopContext     *context,
                 const MootElectionRecord  *election,
                 GPtrArray                 *list,
                 GError                   **error)
{
  for (guint i = 0; i < list->len; i++)
    {
      const MootScrutineerRecord *one = g_ptr_array_index (list, i);

      if (one->lot_commit != NULL && one->lot_nonce == NULL &&
          !write_log (context, "election.lot_forfeited", one->member_id, election->id, "commit",
                      one->lot_commit, error))
        return FALSE;
    }
  return TRUE;
}

/* Whoever has to show a number hears of it: the count waits for them. */
static gboolean
tell_missing (const MootCoopContext     *context,
              const MootElectionRecord  *election,
              GPtrArray                 *list,
              GError                   **error)
{
  const MootCoopNews news = { .type = "lot",
                              .discussion_id = election->discussion_id,
                              .proposal_id = election->proposal_id };

  for (guint i = 0; i < list->len; i++)
    {
      const MootScrutineerRecord *one = g_ptr_array_index (list, i);

      if (one->lot_commit != NULL && one->lot_nonce == NULL &&
          !moot_talk_store_tell (context->db, one->member_id, &news, context->now, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * moot_election_lot_hold:
 * @context: a context inside a transaction
 * @election: one whose votes are all there, or its volunteers
 * @out_waits: (out): whether numbers are missing and there is time to show them
 * @error: return location
 *
 * The time begins when the node comes to the count, so that a computer that slept takes none of it.
 *
 * Returns: whether it could be read and written
 */
gboolean
moot_election_lot_hold (const MootCoopContext  *context,
                        MootElectionRecord     *election,
                        gboolean               *out_waits,
                        GError                **error)
{
  g_autoptr (GPtrArray) list =
    moot_election_store_list_scrutineers (context->db, election->id, error);
  guint n_missing;

  *out_waits = FALSE;
  if (list == NULL)
    return FALSE;
  n_missing = count_missing (list);
  if (n_missing > 0 && election->lot_due_at == 0)
    {
      election->lot_due_at = context->now + MOOT_LOT_WAIT_DAYS * MOOT_DAY;
      moot_coop_tell (context, "coop.election", election->id);
      if (!tell_missing (context, election, list, error))
        return FALSE;
    }
  *out_waits = n_missing > 0 && context->now < election->lot_due_at;
  if (*out_waits)
    election->due_at = election->lot_due_at;
  return (*out_waits || n_missing == 0 || give_up_missing (context, election, list, error)) &&
         (n_missing == 0 || moot_election_store_save (context->db, election, error));
}

/** moot_election_lot_hold_vote: the same for the vote of an election; other votes wait for nothing
 */
gboolean
moot_election_lot_hold_vote (const MootCoopContext  *context,
                             gint64                  proposal_id,
                             gboolean               *out_waits,
                             GError                **error)
{
  g_autoptr (MootElectionRecord) election = NULL;
  gint64 id = 0;

  *out_waits = FALSE;
  if (!moot_election_store_find_by_proposal (context->db, proposal_id, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  election = moot_elections_find (context, id, error);
  return election != NULL && moot_election_lot_hold (context, election, out_waits, error);
}

/** moot_election_lot_fill: @lot gets what scrutineers committed to and showed; 0 for no election */
gboolean
moot_election_lot_fill (MootDb   *db,
                        gint64    election_id,
                        MootLot  *lot,
                        GError  **error)
{
  g_autoptr (GPtrArray) list =
    moot_election_store_list_scrutineers (db, election_id, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const MootScrutineerRecord *one = g_ptr_array_index (list, i);

      if (one->lot_commit != NULL &&
          !moot_lot_add_share (lot, one->member_id, one->lot_commit, one->lot_nonce))
        return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, NULL,
                                 "a scrutineer's part of the lot is not what was committed to");
    }
  return list != NULL;
}
