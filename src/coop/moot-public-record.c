/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the co-op decides, told in the fediverse: its group posts each public proposal once, as a
 * poll that everybody can read, and what became of it once, as an answer below.
 *
 * Whoever votes in that poll says what they think: it is counted apart and decides nothing. Members
 * vote through the API of the co-op alone, and what they voted never travels.  All of it is written
 * in the transaction that opens or closes the vote, so that nothing is said twice or not at all.
 * Spec: ActivityPub section 8; co-op API, timeline integration; conformance 76 to 79.
 * Thread: the writer's. */
#include "moot-public-record.h"

#include "moot-clock.h"
#include "moot-coop-due.h"
#include "moot-coop-posts.h"
#include "moot-error.h"
#include "moot-group-relay.h"
#include "moot-interaction-store.h"
#include "moot-json.h"
#include "moot-limits.h"
#include "moot-proposal-kinds.h"
#include "moot-proposal-store.h"
#include "moot-public-private.h"
#include "moot-publish.h"
#include "moot-sql.h"
#include "moot-status-store.h"

#define OPTION_MAX 50 /* characters that others show of an option */

/* What everybody may be asked as well, because one poll means the same: one choice, or some. */
static const struct
{
  const char *kind;
  gboolean multiple;
} polls[] = {
  { "proposal", FALSE },
  { "check", FALSE },
  { "count", FALSE },
  { "choose", FALSE },
  { "approval", TRUE },
  { "time", TRUE },
};

/* Facts --------------------------------------------------------------------------------------- */

/** moot_public_facts_load: what is said with every statement; @out_public: whether anything is */
gboolean
moot_public_facts_load (const MootCoopContext     *context,
                        const MootProposalRecord  *proposal,
                        MootPublicFacts           *facts,
                        gboolean                  *out_public,
                        GError                   **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (context->db, &moot_sql_coop_post_facts,
                   MOOT_BINDS (MOOT_INT ("author_id", proposal->author_id),
                               MOOT_INT ("discussion_id", proposal->discussion_id)),
                   error);

  *out_public = FALSE;
  if (rows == NULL)
    return FALSE;
  if (!moot_rows_next (rows, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return error == NULL || *error == NULL;
    }
  facts->context = context;
  facts->proposal = proposal;
  facts->account_id = moot_rows_get_int (rows, "account_id");
  facts->actor = g_strdup (moot_rows_get_text (rows, "actor"));
  facts->proposer = g_strdup (moot_rows_get_text (rows, "proposer"));
  facts->page = g_strdup (moot_rows_get_text (rows, "page"));
  facts->name = g_strdup (moot_rows_get_text (rows, "name"));
  facts->locale = g_strdup (moot_rows_get_text (rows, "locale"));
  g_clear_pointer (&rows, moot_rows_free);
  facts->options = moot_proposal_store_list_options (context->db, proposal->id, error);
  if (facts->options != NULL)
    facts->signer = moot_signer_load_writing (context->db, facts->account_id, error);
  *out_public = facts->signer != NULL;
  return *out_public;
}

/** moot_public_find_post: the first post of that part about a proposal; 0 for none */
gboolean
moot_public_find_post (const MootCoopContext  *context,
                       gint64                  proposal_id,
                       const char             *part,
                       gint64                 *out_status_id,
                       GError                **error)
{
  *out_status_id = 0;
  return moot_db_get_int (context->db, &moot_sql_coop_post_find,
                          MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id),
                                      MOOT_TEXT ("part", part)),
                          out_status_id, error);
}

/** moot_public_add_row: notes what a post is; @record, @document and @sha256 may be %NULL */
gboolean
moot_public_add_row (const MootCoopContext  *context,
                     gint64                  status_id,
                     gint64                  proposal_id,
                     const char             *part,
                     const char             *record,
                     const char             *document,
                     const char             *sha256,
                     GError                **error)
{
  return moot_db_run (context->db, &moot_sql_coop_post_add,
                      MOOT_BINDS (MOOT_INT ("status_id", status_id),
                                  MOOT_INT ("proposal_id", proposal_id), MOOT_TEXT ("part", part),
                                  MOOT_TEXT ("record", record), MOOT_TEXT ("document", document),
                                  MOOT_TEXT ("sha256", sha256), MOOT_INT ("now", context->now)),
                      error);
}

/** moot_public_set_pin: five at most are at the top; what comes later then is not */
gboolean
moot_public_set_pin (const MootCoopContext  *context,
                     gint64                  account_id,
                     gint64                  status_id,
                     gboolean                wanted,
                     GError                **error)
{
  g_autoptr (GError) local = NULL;
  gint64 pinned = 0;

  if (!moot_db_get_int (context->db, &moot_sql_coop_post_is_pinned,
                        MOOT_BINDS (MOOT_INT ("status_id", status_id)), &pinned, error))
    return FALSE;
  if ((pinned != 0) == wanted)
    return TRUE;
  if (moot_interaction_set (context->db, MOOT_INTERACTION_PIN, account_id, status_id, wanted,
                            context->now, &local))
    return moot_publish_pin (context->db, context->site, status_id, wanted, context->now, error);
  if (g_error_matches (local, MOOT_ERROR, MOOT_ERROR_INVALID))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/** moot_public_publish: to followers, and as a whole to servers of groups */
gboolean
moot_public_publish (const MootCoopContext  *context,
                     gint64                  status_id,
                     GError                **error)
{
  g_autoptr (MootOwnStatus) status = NULL;
  g_autofree char *activity = NULL;

  if (!moot_publish_status (context->db, context->site, status_id, context->now, error))
    return FALSE;
  status = moot_own_status_load (context->db, context->site, status_id, context->now, error);
  if (status == NULL)
    return FALSE;
  activity = moot_own_status_dup_activity (status);
  return moot_group_relay (context->db, context->site, status_id, 0, activity, context->now, error);
}

/** moot_public_write_coop: (transfer full): the member `coop` of a status: `{"type":"proposal",
 * "id":"512","state":"open","closes_at":"…","advisory":true}` */
char *
moot_public_write_coop (const char               *type,
                        const MootProposalRecord *proposal,
                        const char               *state)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "type", type);
  moot_json_put_id (&json, "id", proposal->id);
  moot_json_put_string (&json, "state", state);
  moot_json_put_time (&json, "closes_at", proposal->closes_at);
  moot_json_put_boolean (&json, "advisory", TRUE);
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

/** moot_public_say_state: what the post of a proposal is told by has changed */
gboolean
moot_public_say_state (const MootCoopContext     *context,
                       gint64                     status_id,
                       const MootProposalRecord  *proposal,
                       GError                   **error)
{
  g_autofree char *coop = moot_public_write_coop ("proposal", proposal, proposal->state);

  return moot_db_run (context->db, &moot_sql_coop_post_say,
                      MOOT_BINDS (MOOT_INT ("status_id", status_id), MOOT_TEXT ("coop", coop)),
                      error);
}

/* Opening ------------------------------------------------------------------------------------- */

static gboolean
has_poll (const MootPublicFacts *facts,
          gboolean              *out_multiple)
{
  if (facts->options->len < 2 || facts->options->len > MOOT_MAX_POLL_OPTIONS)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (polls); i++)
    if (g_str_equal (polls[i].kind, facts->proposal->kind))
      {
        *out_multiple = polls[i].multiple;
        return TRUE;
      }
  return FALSE;
}

/* Votes name an option by its title, so two must not become the same. */
static GStrv
dup_titles (const MootPublicFacts *facts)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();

  for (guint i = 0; i < facts->options->len; i++)
    {
      const MootOptionRecord *option = g_ptr_array_index (facts->options, i);
      g_autofree char *start = g_utf8_substring (
        option->title, 0, MIN (g_utf8_strlen (option->title, -1), OPTION_MAX - 6));
      g_autofree char *title =
        g_utf8_strlen (option->title, -1) <= OPTION_MAX
          ? g_strdup (option->title)
          : g_strdup_printf ("%u. %s\342\200\246", i + 1, start);

      g_strv_builder_add (titles, title);
    }
  return g_strv_builder_end (titles);
}

static char *
word_opening (const MootPublicFacts *facts,
              const MootPublicText  *text,
              GStrv                  titles,
              gboolean               is_poll)
{
  const MootProposalRecord *proposal = facts->proposal;
  g_autofree char *title = g_markup_escape_text (proposal->title, -1);
  g_autofree char *name = g_markup_escape_text (facts->name, -1);
  g_autofree char *page = g_markup_escape_text (facts->page, -1);
  g_autofree char *closes = moot_time_format_iso (proposal->closes_at);
  GString *html = g_string_new (NULL);

  g_string_append_printf (html, "<p><strong>Proposal %" G_GINT64_FORMAT ": %s</strong></p>",
                          proposal->id, title);
  g_string_append_printf (html,
                          "<p>Proposed by <a href=\"%s\">%s</a>. Full text: <a href=\"%s\">%s</a>. "
                          "Members vote until %.10s.",
                          page, name, text->uri, text->uri, closes);
  if (is_poll)
    g_string_append (html, " This poll is advisory: only votes of members in the moot decide.</p>");
  else if (titles[0] != NULL)
    {
      g_string_append (html, " They choose between:</p><ul>");
      for (guint i = 0; titles[i] != NULL; i++)
        {
          g_autofree char *option = g_markup_escape_text (titles[i], -1);

          g_string_append_printf (html, "<li>%s</li>", option);
        }
      g_string_append (html, "</ul>");
    }
  else
    g_string_append (html, "</p>");
  return g_string_free (html, FALSE);
}

static gboolean
post_proposal (const MootPublicFacts    *facts,
               const MootPublicText     *text,
               const MootDecisionClass  *decision,
               gint64                   *out_status_id,
               GError                  **error)
{
  const MootProposalRecord *proposal = facts->proposal;
  g_autofree char *record = moot_public_wire_proposal (facts, decision, text);
  g_autofree char *coop = moot_public_write_coop ("proposal", proposal, proposal->state);
  g_auto (GStrv) titles = dup_titles (facts);
  MootPollDraft poll = { .options = titles, .expires_at = proposal->closes_at };
  const gboolean is_poll = has_poll (facts, &poll.multiple);
  g_autofree char *html = word_opening (facts, text, titles, is_poll);
  const MootCoopPost post = { .source = proposal->title,
                              .html = html,
                              .poll = is_poll ? &poll : NULL,
                              .coop = coop,
                              .in_homes = TRUE };

  return moot_coop_post_create (facts->context, &post, out_status_id, error) &&
         moot_public_add_row (facts->context, *out_status_id, proposal->id, "proposal", record,
                              NULL, NULL, error);
}

/**
 * moot_public_record_open:
 * @context: a context inside the transaction that opens the vote
 * @proposal: what is voted on, its roll and times set
 * @error: return location
 *
 * Posts it, unless it is for members or a circle alone, or was posted before.
 *
 * Returns: whether it was written, or nothing was to be said
 */
gboolean
moot_public_record_open (const MootCoopContext     *context,
                         const MootProposalRecord  *proposal,
                         GError                   **error)
{
  g_auto (MootPublicFacts) facts = { 0 };
  g_auto (MootPublicText) text = { 0 };
  MootDecisionClass decision;
  gboolean is_public;
  gint64 status_id;

  if (!moot_public_facts_load (context, proposal, &facts, &is_public, error) ||
      !moot_public_find_post (context, proposal->id, "proposal", &status_id, error))
    return FALSE;
  if (!is_public || status_id != 0)
    return TRUE;
  return moot_proposal_kinds_load_class (context->db, proposal, &decision, error) &&
         moot_public_wire_text (&facts, &text, error) &&
         moot_db_run (context->db, &moot_sql_coop_text_put,
                      MOOT_BINDS (MOOT_INT ("proposal_id", proposal->id),
                                  MOOT_INT ("version", proposal->version),
                                  MOOT_TEXT ("document", text.document),
                                  MOOT_TEXT ("sha256", text.sha256)),
                      error) &&
         post_proposal (&facts, &text, &decision, &status_id, error) &&
         moot_public_publish (context, status_id, error) &&
         moot_public_set_pin (context, facts.account_id, status_id, TRUE, error);
}

/* Moving the end ------------------------------------------------------------------------------ */

/** moot_public_set_poll_end: moves the end of the poll, if there is one, and tells others */
gboolean
moot_public_set_poll_end (const MootCoopContext  *context,
                          gint64                  status_id,
                          gint64                  ends_at,
                          GError                **error)
{
  g_autoptr (MootRows) rows = moot_db_query (
    context->db, &moot_sql_coop_post_poll, MOOT_BINDS (MOOT_INT ("status_id", status_id)), error);
  gint64 id;

  if (rows == NULL || !moot_rows_next (rows, error))
    return rows != NULL && (error == NULL || *error == NULL);
  if (moot_rows_get_int (rows, "expires_at") == ends_at)
    return TRUE;
  id = moot_rows_get_int (rows, "id");
  g_clear_pointer (&rows, moot_rows_free);
  return moot_db_run (context->db, &moot_sql_poll_set_end,
                      MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("expires_at", ends_at),
                                  MOOT_INT ("hide_totals", 0)),
                      error) &&
         moot_publish_edit (context->db, context->site, status_id, context->now, error);
}

/** moot_public_record_extend: the vote goes on for longer, and so does the poll */
gboolean
moot_public_record_extend (const MootCoopContext     *context,
                           const MootProposalRecord  *proposal,
                           GError                   **error)
{
  gint64 status_id;

  return moot_public_find_post (context, proposal->id, "proposal", &status_id, error) &&
         (status_id == 0 ||
          (moot_public_set_poll_end (context, status_id, proposal->closes_at, error) &&
           moot_public_say_state (context, status_id, proposal, error)));
}

/* Showing ------------------------------------------------------------------------------------- */

static gboolean
put_votes (const MootCoopContext  *context,
           gint64                  poll_id,
           GPtrArray              *options,
           MootJsonWriter         *json,
           GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (context->db, &moot_sql_poll_options,
                                             MOOT_BINDS (MOOT_INT ("poll", poll_id)), error);

  if (rows == NULL)
    return FALSE;
  moot_json_name (json, "options");
  moot_json_begin_array (json);
  for (guint i = 0; i < options->len && moot_rows_next (rows, &local); i++)
    {
      moot_json_begin_object (json);
      moot_json_put_id (json, "option_id",
                        ((MootOptionRecord *) g_ptr_array_index (options, i))->id);
      moot_json_put_int (json, "votes", moot_rows_get_int (rows, "votes_count"));
      moot_json_end_object (json);
    }
  moot_json_end_array (json);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_public_record_fill:
 * @context: a context
 * @record: a proposal
 * @proposal: gets the post, and what others said in its poll
 * @error: return location
 *
 * Shape of `outside_votes`: `{"advisory":true,"voters":3,"options":[{"option_id":"7","votes":2}]}`.
 *
 * Returns: whether it could be read
 */
gboolean
moot_public_record_fill (const MootCoopContext     *context,
                         const MootProposalRecord  *record,
                         MootProposal              *proposal,
                         GError                   **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GPtrArray) options = NULL;
  g_autoptr (MootRows) rows = NULL;
  gint64 status_id;
  gint64 poll_id;

  if (!moot_public_find_post (context, record->id, "proposal", &status_id, error))
    return FALSE;
  if (status_id == 0)
    return TRUE;
  proposal->status_id = g_strdup_printf ("%" G_GINT64_FORMAT, status_id);
  rows = moot_db_query (context->db, &moot_sql_coop_post_poll,
                        MOOT_BINDS (MOOT_INT ("status_id", status_id)), error);
  if (rows == NULL || !moot_rows_next (rows, error))
    return rows != NULL && (error == NULL || *error == NULL);
  poll_id = moot_rows_get_int (rows, "id");
  options = moot_proposal_store_list_options (context->db, record->id, error);
  if (options == NULL)
    return FALSE;
  moot_json_begin_object (&json);
  moot_json_put_boolean (&json, "advisory", TRUE);
  moot_json_put_int (&json, "voters", moot_rows_get_int (rows, "voters_count"));
  if (!put_votes (context, poll_id, options, &json, error))
    return FALSE;
  moot_json_end_object (&json);
  proposal->outside_votes = moot_json_writer_steal (&json);
  return TRUE;
}

/* The schedule -------------------------------------------------------------------------------- */

static gboolean
unpin_next (const MootCoopContext  *context,
            gint64                 *out_id,
            GError                **error)
{
  MootStatusFacts facts;

  return moot_db_get_int (
           context->db, &moot_sql_coop_post_next_unpinned,
           MOOT_BINDS (MOOT_INT ("before", context->now - MOOT_PUBLIC_PIN_DAYS * MOOT_DAY)),
           out_id, error) &&
         (*out_id == 0 ||
          (moot_status_get_facts (context->db, *out_id, &facts, error) &&
           moot_public_set_pin (context, facts.account_id, *out_id, FALSE, error)));
}

/** moot_public_record_run_due: takes down from the top what has been there for its days */
gboolean
moot_public_record_run_due (MootDbPool        *pool,
                            const MootSite    *site,
                            gint64             now,
                            MootCoopListener   listener,
                            gpointer           listener_data,
                            GError           **error)
{
  return moot_coop_run_due (pool, site, now, listener, listener_data, unpin_next, error);
}
