/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Checks here what the devices of the voters have signed, with the code the node checks with.
 * Thread: any. */
#include "moot-signature-check.h"

#include "moot-clock.h"
#include "moot-id.h"
#include "moot-json.h"

typedef struct
{
  JsonArray *keys;
  gint64 cast_at;
  gint64 log_seq;
} Finding;

/* A key counts from its place in the log, that no clock can change, to the time it was revoked. */
static const char *
find_key (const char *key_id,
          gpointer    data)
{
  const Finding *finding = data;
  const guint n = finding->keys != NULL ? json_array_get_length (finding->keys) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (finding->keys, i);
      JsonObject *key = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *revoked = key != NULL ? moot_json_get_string (key, "revoked_at") : NULL;
      gint64 until = G_MAXINT64;

      if (key == NULL || g_strcmp0 (moot_json_get_string (key, "id"), key_id) != 0)
        continue;
      if (moot_json_get_int (key, "log_seq") < finding->log_seq &&
          (revoked == NULL || moot_time_parse_iso (revoked, &until)) && finding->cast_at <= until)
        return moot_json_get_string (key, "ed25519");
    }
  return NULL;
}

/**
 * moot_ballot_read_statement:
 * @ballot: a ballot
 * @out_statement: (out): what it says, with strings of @ballot
 *
 * Returns: whether its ids are those of a node of ours
 */
gboolean
moot_ballot_read_statement (MootBallot          *ballot,
                            MootBallotStatement *out_statement)
{
  *out_statement = (MootBallotStatement){ .version = ballot->proposal_version,
                                          .reason = ballot->reason_source,
                                          .at = ballot->cast_at };
  if (ballot->proposal_id == NULL ||
      !moot_id_parse (ballot->proposal_id, &out_statement->proposal_id) ||
      ballot->choices->len > G_N_ELEMENTS (out_statement->choices))
    return FALSE;
  for (guint i = 0; i < ballot->choices->len; i++)
    {
      const MootBallotChoice *choice = g_ptr_array_index (ballot->choices, i);

      if (!moot_id_parse (choice->option_id, &out_statement->choices[i].option_id))
        return FALSE;
      out_statement->choices[i].value = choice->value;
    }
  out_statement->n_choices = ballot->choices->len;
  return TRUE;
}

/**
 * moot_signature_check_one:
 * @ballot: a named ballot
 * @member: (nullable): whose it is said to be
 *
 * Returns: what its signature is worth
 */
MootBallotSignature
moot_signature_check_one (MootBallot *ballot,
                          MootMember *member)
{
  g_autoptr (JsonNode) node = member != NULL && member->device_keys != NULL
                                ? moot_json_parse (member->device_keys, -1, NULL)
                                : NULL;
  Finding finding = { NULL, ballot->cast_at, ballot->log_seq };
  MootBallotStatement statement;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    finding.keys = json_node_get_array (node);
  if (!moot_ballot_read_statement (ballot, &statement))
    return ballot->signature != NULL ? MOOT_BALLOT_SIGNATURE_OTHER : MOOT_BALLOT_SIGNATURE_MISSING;
  return moot_ballot_statement_check (&statement, ballot->signature, find_key, &finding);
}

/**
 * moot_signature_check_new:
 * @ballots: (element-type MootBallot): named ballots
 * @members: (element-type utf8 MootMember): members by their id
 *
 * Returns: (transfer full): what their signatures are worth
 */
MootSignatureCheck *
moot_signature_check_new (GPtrArray  *ballots,
                          GHashTable *members)
{
  MootSignatureCheck *self = g_new0 (MootSignatureCheck, 1);

  self->n_ballots = ballots->len;
  self->false_voters = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < ballots->len; i++)
    {
      MootBallot *ballot = g_ptr_array_index (ballots, i);
      MootMember *member =
        ballot->member_id != NULL ? g_hash_table_lookup (members, ballot->member_id) : NULL;

      switch (moot_signature_check_one (ballot, member))
        {
        case MOOT_BALLOT_SIGNATURE_HOLDS:
          self->n_signed++;
          break;
        case MOOT_BALLOT_SIGNATURE_MISSING:
          break;
        case MOOT_BALLOT_SIGNATURE_MALFORMED:
        case MOOT_BALLOT_SIGNATURE_KEY_UNKNOWN:
        case MOOT_BALLOT_SIGNATURE_OTHER:
        case MOOT_BALLOT_SIGNATURE_FALSE:
          g_ptr_array_add (self->false_voters,
                           g_strdup (member != NULL ? member->name : ballot->member_id));
          break;
        }
    }
  return self;
}

/** moot_signature_check_free: @self may be %NULL */
void
moot_signature_check_free (MootSignatureCheck *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->false_voters);
  g_free (self);
}
