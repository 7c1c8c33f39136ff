/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the co-op decides as documents that other moots can check: the text with its digest, what is
 * proposed as a part of the poll that everybody can read, and the signed decision, each of which
 * names the one before it.
 * Spec: ActivityPub sections 8.3 and 8.5; FEP-8b32; conformance 76, 78.
 * Thread: the writer's. */
#include "moot-public-wire.h"

#include "moot-actor-uri.h"
#include "moot-bylaws-json.h"
#include "moot-integrity-proof.h"
#include "moot-json.h"
#include "moot-object-writer.h"

#define CONTEXT \
  "[\"https://www.w3.org/ns/activitystreams\",{\"folkmoot\":\"" MOOT_NAMESPACE "\"}]"

/** moot_public_facts_clear: frees what @self owns */
void
moot_public_facts_clear (MootPublicFacts *self)
{
  g_clear_pointer (&self->actor, g_free);
  g_clear_pointer (&self->proposer, g_free);
  g_clear_pointer (&self->page, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->locale, g_free);
  g_clear_pointer (&self->options, g_ptr_array_unref);
  g_clear_pointer (&self->signer, moot_signer_unref);
}

/** moot_public_text_clear: frees what @self owns */
void
moot_public_text_clear (MootPublicText *self)
{
  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->document, g_free);
  g_clear_pointer (&self->sha256, g_free);
}

/**
 * moot_public_wire_hash:
 * @document: an object as JSON
 * @error: return location
 *
 * Returns: (transfer full): `sha-256:` and the digest of its canonical form without its proof
 */
char *
moot_public_wire_hash (const char  *document,
                       GError     **error)
{
  g_autoptr (JsonNode) node = moot_json_parse (document, -1, error);

  return node != NULL ? moot_integrity_proof_dup_digest (json_node_get_object (node), error) : NULL;
}

static char *
sign (const MootPublicFacts  *facts,
      const char             *json,
      GError                **error)
{
  g_autoptr (JsonNode) node = moot_json_parse (json, -1, error);

  return node != NULL
           ? moot_signer_sign_document (facts->signer, json_node_get_object (node),
                                        facts->context->now, error)
           : NULL;
}

static void
put_everybody (const MootPublicFacts *facts,
               MootJsonWriter        *json)
{
  g_autofree char *followers = moot_actor_uri_part (facts->actor, MOOT_PART_FOLLOWERS, 0);

  moot_json_name (json, "to");
  moot_json_begin_array (json);
  moot_json_add_string (json, MOOT_PUBLIC_COLLECTION);
  moot_json_end_array (json);
  moot_json_name (json, "cc");
  moot_json_begin_array (json);
  moot_json_add_string (json, followers);
  moot_json_end_array (json);
}

static void
put_content (const MootPublicFacts *facts,
             const char            *content,
             MootJsonWriter        *json)
{
  moot_json_put_string (json, "content", content);
  if (facts->locale == NULL || *facts->locale == '\0')
    return;
  moot_json_name (json, "contentMap");
  moot_json_begin_object (json);
  moot_json_put_string (json, facts->locale, content);
  moot_json_end_object (json);
}

/**
 * moot_public_wire_text:
 * @facts: what is proposed
 * @out_text: (out): the text as an Article
 * @error: return location
 *
 * Returns: whether it could be signed
 */
gboolean
moot_public_wire_text (const MootPublicFacts  *facts,
                       MootPublicText         *out_text,
                       GError                **error)
{
  const MootProposalRecord *proposal = facts->proposal;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  out_text->uri =
    moot_site_url (facts->context->site, "/coop/p/%" G_GINT64_FORMAT "/texts/%" G_GINT64_FORMAT,
                   proposal->id, proposal->version);
  moot_json_begin_object (&json);
  moot_json_put_raw (&json, "@context", CONTEXT);
  moot_json_put_string (&json, "id", out_text->uri);
  moot_json_put_string (&json, "type", "Article");
  moot_json_put_string (&json, "attributedTo", facts->actor);
  moot_json_put_string (&json, "url", out_text->uri);
  moot_json_put_string (&json, "name", proposal->title);
  put_content (facts, proposal->html, &json);
  moot_json_name (&json, "source");
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "content", proposal->source);
  moot_json_put_string (&json, "mediaType", "text/markdown");
  moot_json_end_object (&json);
  moot_write_time (&json, "published", facts->context->now);
  put_everybody (facts, &json);
  moot_json_end_object (&json);
  out_text->document = sign (facts, json.text->str, error);
  if (out_text->document != NULL)
    out_text->sha256 = moot_public_wire_hash (out_text->document, error);
  return out_text->sha256 != NULL;
}

/**
 * moot_public_wire_proposal:
 * @facts: what is proposed, open now
 * @decision: what the bylaws say about it
 * @text: the text that is voted on
 *
 * Its options stand in the order of those of the poll.  Votes in that poll are advisory.
 *
 * Shape: `{"number":12,"revision":1,"proposer":"https://…","text":"https://…",
 * "textHash":"sha-256:…","kind":"proposal","class":"ordinary","rule":{…},"quorum":{…},
 * "ballot":"open","externalVotes":"advisory","roll":{"size":23,"at":"…"},"opens":"…","closes":"…",
 * "options":["agree",…],"supersedes":null}`.
 *
 * Returns: (transfer full): the value of `folkmoot:proposal`
 */
char *
moot_public_wire_proposal (const MootPublicFacts   *facts,
                           const MootDecisionClass *decision,
                           const MootPublicText    *text)
{
  const MootProposalRecord *proposal = facts->proposal;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_int (&json, "number", proposal->id);
  moot_json_put_int (&json, "revision", proposal->version);
  moot_json_put_string (&json, "proposer", facts->proposer);
  moot_json_put_string (&json, "text", text->uri);
  moot_json_put_string (&json, "textHash", text->sha256);
  moot_json_put_string (&json, "kind", proposal->kind);
  moot_json_put_string (&json, "class", proposal->class);
  moot_json_name (&json, "rule");
  moot_decision_rule_write (decision, &json);
  moot_json_name (&json, "quorum");
  moot_quorum_write (&decision->quorum, proposal->eligible_count, &json);
  moot_json_put_string (&json, "ballot",
                        g_str_equal (proposal->ballot_level, "L0") ? "open" : "secret");
  moot_json_put_string (&json, "externalVotes", "advisory");
  moot_json_name (&json, "roll");
  moot_json_begin_object (&json);
  moot_json_put_int (&json, "size", proposal->eligible_count);
  moot_write_time (&json, "at", proposal->opens_at);
  moot_json_end_object (&json);
  moot_write_time (&json, "opens", proposal->opens_at);
  moot_write_time (&json, "closes", proposal->closes_at);
  moot_json_name (&json, "options");
  moot_json_begin_array (&json);
  for (guint i = 0; i < facts->options->len; i++)
    moot_json_add_string (&json,
                          ((MootOptionRecord *) g_ptr_array_index (facts->options, i))->key);
  moot_json_end_array (&json);
  moot_json_put_null (&json, "supersedes");
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

static const MootOptionRecord *
find_option (const MootPublicFacts *facts,
             const MootTallyOption *line)
{
  for (guint i = 0; i < facts->options->len; i++)
    {
      const MootOptionRecord *option = g_ptr_array_index (facts->options, i);

      if (option->id == g_ascii_strtoll (line->option_id, NULL, 10))
        return option;
    }
  return NULL;
}

static void
put_tally (const MootPublicFacts *facts,
           const MootTally       *tally,
           MootJsonWriter        *json)
{
  moot_json_name (json, "tally");
  moot_json_begin_object (json);
  for (guint i = 0; i < tally->options->len; i++)
    {
      const MootTallyOption *line = g_ptr_array_index (tally->options, i);
      const MootOptionRecord *option = find_option (facts, line);

      if (option != NULL)
        moot_json_put_int (json, option->key, MAX (line->votes, line->score));
    }
  moot_json_end_object (json);
  moot_json_name (json, "chosen");
  moot_json_begin_array (json);
  for (guint i = 0; i < tally->options->len; i++)
    {
      const MootTallyOption *line = g_ptr_array_index (tally->options, i);
      const MootOptionRecord *option = line->chosen ? find_option (facts, line) : NULL;

      if (option != NULL)
        moot_json_add_string (json, option->key);
    }
  moot_json_end_array (json);
}

static void
put_decision (const MootPublicFacts    *facts,
              const MootPublicDecision *decision,
              MootJsonWriter           *json)
{
  const MootTally *tally = decision->tally;

  moot_json_name (json, "folkmoot:decision");
  moot_json_begin_object (json);
  moot_json_put_string (json, "proposal", decision->status->object->in_reply_to);
  moot_json_put_int (json, "revision", facts->proposal->version);
  moot_json_put_string (json, "outcome", decision->outcome->verdict);
  put_tally (facts, tally, json);
  moot_json_put_int (json, "eligible", tally->eligible);
  moot_json_put_int (json, "turnout", tally->cast);
  moot_json_put_boolean (json, "quorumMet", tally->quorum == NULL || tally->quorum->reached);
  moot_write_time (json, "closedAt", facts->proposal->closed_at);
  moot_json_put_string (json, "text", decision->text->uri);
  moot_json_put_string (json, "textHash", decision->text->sha256);
  moot_json_put_string (json, "ballotsRoot", decision->ballots_root);
  moot_json_put_string (json, "previous", decision->previous);
  moot_json_put_string (json, "previousHash", decision->previous_sha256);
  moot_write_time (json, "reviewOn", decision->outcome->review_on);
  if (decision->corrects != NULL)
    moot_json_put_string (json, "folkmoot:corrects", decision->corrects);
  moot_json_end_object (json);
}

/**
 * moot_public_wire_decision:
 * @facts: what was proposed
 * @decision: what was decided
 * @error: return location
 *
 * Returns: (transfer full): the Note with the proof of the co-op, as it will stay
 */
char *
moot_public_wire_decision (const MootPublicFacts     *facts,
                           const MootPublicDecision  *decision,
                           GError                   **error)
{
  const MootRemoteObject *object = decision->status->object;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_raw (&json, "@context", CONTEXT);
  moot_json_put_string (&json, "id", object->id);
  moot_json_put_string (&json, "type", "Note");
  moot_json_put_string (&json, "attributedTo", facts->actor);
  moot_json_put_string (&json, "inReplyTo", object->in_reply_to);
  moot_json_put_string (&json, "context", object->context);
  moot_json_put_string (&json, "audience", facts->actor);
  if (object->uri != NULL)
    moot_json_put_string (&json, "url", object->uri);
  moot_write_time (&json, "published", object->published);
  put_everybody (facts, &json);
  put_content (facts, object->content, &json);
  put_decision (facts, decision, &json);
  moot_json_end_object (&json);
  return sign (facts, json.text->str, error);
}
