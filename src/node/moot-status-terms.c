/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a new status quotes, and who may like, answer, boost and quote it.
 * Spec: Mastodon client API, `quoted_status_id` and `quote_approval_policy`; GoToSocial client API,
 * `interaction_policy`.
 * Thread: a request worker. */
#include "moot-status-terms.h"

#include "moot-error.h"
#include "moot-group.h"
#include "moot-id.h"
#include "moot-policy-store.h"
#include "moot-publish.h"
#include "moot-quotes.h"
#include "moot-sql.h"
#include "moot-status-reply.h"

static const struct
{
  const char *name;  /* of Mastodon's client API */
  const char *words; /* of a policy */
} quote_policies[] = {
  { "public", "public" },
  { "followers", "followers" },
  { "nobody", "author" },
};

/* GoToSocial's names; the last one has Mastodon's own parameter. */
static const struct
{
  const char *interaction;
  const char *always;
  const char *with_approval;
} terms_table[MOOT_N_TERMS] = {
  { MOOT_POLICY_LIKE, "interaction_policy[can_favourite][always]",
    "interaction_policy[can_favourite][with_approval]" },
  { MOOT_POLICY_REPLY, "interaction_policy[can_reply][always]",
    "interaction_policy[can_reply][with_approval]" },
  { MOOT_POLICY_ANNOUNCE, "interaction_policy[can_reblog][always]",
    "interaction_policy[can_reblog][with_approval]" },
  { MOOT_POLICY_QUOTE, "interaction_policy[can_quote][always]",
    "interaction_policy[can_quote][with_approval]" },
};

/** moot_quote_policy_get_words: (nullable): what `public`, `followers` or `nobody` is kept as */
const char *
moot_quote_policy_get_words (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (quote_policies); i++)
    if (g_strcmp0 (quote_policies[i].name, name) == 0)
      return quote_policies[i].words;
  return NULL;
}

/** moot_status_terms_clear: frees what @self holds */
void
moot_status_terms_clear (MootStatusTerms *self)
{
  for (guint i = 0; i < MOOT_N_TERMS; i++)
    g_clear_pointer (&self->words[i], g_free);
}

static gboolean
refuse (GError     **error,
        const char  *reason)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "Validation failed: %s", reason);
  return FALSE;
}

/* Nobody is asked one by one: who is not let in at once is not let in. */
static gboolean
read_rule (MootStatusTerms     *self,
           const MootExchange  *exchange,
           guint                which,
           GError             **error)
{
  static const char *const known[] = { "public", "followers", "following", "author", NULL };
  g_auto (GStrv) always = moot_params_dup_list (exchange->params, terms_table[which].always);
  g_auto (GStrv) asking = moot_params_dup_list (exchange->params, terms_table[which].with_approval);
  g_autoptr (GString) words = g_string_new ("author");

  if (asking[0] != NULL)
    return refuse (error, "Interactions with approval are not available here");
  for (guint i = 0; always[i] != NULL && i < MOOT_POLICY_WORDS_MAX; i++)
    {
      if (g_str_equal (always[i], "me") || g_str_equal (always[i], "mentioned"))
        continue; /* they always may */
      if (!g_strv_contains (known, always[i]))
        return refuse (error, "Interaction policy is not included in the list");
      g_string_append_printf (words, " %s", always[i]);
    }
  if (always[0] != NULL)
    self->words[which] = g_string_free (g_steal_pointer (&words), FALSE);
  return TRUE;
}

static gboolean
read_quote_policy (MootStatusTerms        *self,
                   const MootExchange     *exchange,
                   const MootStatusDraft  *draft,
                   GError                **error)
{
  const char *name = moot_params_get (exchange->params, "quote_approval_policy");
  g_autoptr (MootRows) rows = NULL;

  if (self->words[MOOT_N_TERMS - 1] != NULL)
    return TRUE;
  rows = moot_db_query (exchange->db, &moot_sql_posting_defaults,
                        MOOT_BINDS (MOOT_INT ("id", exchange->viewer_id)), error);
  if (rows == NULL || !moot_rows_next (rows, error))
    return FALSE;
  if (name == NULL || *name == '\0')
    name = moot_rows_get_text (rows, "default_quote_policy");
  if (moot_quote_policy_get_words (name) == NULL)
    return refuse (error, "Quote approval policy is not included in the list");
  self->words[MOOT_N_TERMS - 1] = g_strdup (
    draft->visibility > MOOT_VISIBILITY_UNLISTED ? "author" : moot_quote_policy_get_words (name));
  return TRUE;
}

/* What is for few is quoted for no more. */
static gboolean
read_quoted (MootStatusTerms  *self,
             MootExchange     *exchange,
             MootStatusDraft  *draft,
             GError          **error)
{
  const char *text = moot_params_get (exchange->params, "quoted_status_id");
  MootStatusView view = moot_status_view_of (exchange);
  MootStatusFacts facts;
  MootStatusLine line;
  gint64 id = 0;

  if (text == NULL || *text == '\0')
    text = moot_params_get (exchange->params, "quote_id");
  if (text == NULL || *text == '\0')
    return TRUE;
  moot_id_parse (text, &id);
  if (!moot_status_view_find (&view, id, &line, error))
    return (error != NULL && *error != NULL) ? FALSE
                                             : refuse (error, "The quoted post does not exist");
  self->quoted_id = line.reblog_id != 0 ? line.reblog_id : line.id;
  if (!moot_status_get_facts (exchange->db, self->quoted_id, &facts, error))
    return FALSE;
  if (facts.visibility == MOOT_VISIBILITY_DIRECT)
    return refuse (error, "A direct post cannot be quoted");
  if (draft->poll != NULL || draft->n_attachments > 0)
    return refuse (error, "A quote can have neither a poll nor media");
  draft->visibility = MAX (draft->visibility, facts.visibility);
  return TRUE;
}

static gboolean
check_reply (MootExchange           *exchange,
             const MootStatusDraft  *draft,
             GError                **error)
{
  MootPermission permission = MOOT_MAY_NOT;

  if (draft->in_reply_to_id == 0)
    return TRUE;
  if (!moot_policy_judge (exchange->db, draft->in_reply_to_id, MOOT_POLICY_REPLY,
                          exchange->viewer_id, &permission, error))
    return FALSE;
  return permission != MOOT_MAY_NOT ||
         refuse (error, "The author does not allow you to reply to this post");
}

/**
 * moot_status_terms_read:
 * @self: zeroed
 * @exchange: the request
 * @draft: what else was asked for; its visibility is narrowed to that of what it quotes
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID with the words for the client.
 *
 * Returns: whether it can be done
 */
gboolean
moot_status_terms_read (MootStatusTerms  *self,
                        MootExchange     *exchange,
                        MootStatusDraft  *draft,
                        GError          **error)
{
  for (guint i = 0; i < MOOT_N_TERMS; i++)
    if (!read_rule (self, exchange, i, error))
      return FALSE;
  return check_reply (exchange, draft, error) && read_quoted (self, exchange, draft, error) &&
         read_quote_policy (self, exchange, draft, error);
}

/**
 * moot_status_terms_publish:
 * @self: what the author said
 * @db: the writer, inside the transaction that made the status
 * @site: the node
 * @status_id: the status
 * @now: UTC milliseconds
 * @error: return location
 *
 * Keeps it, tells other servers of the status, passes on what is for the co-op to pass on, and asks
 * who is quoted.
 *
 * Returns: whether it was written
 */
gboolean
moot_status_terms_publish (const MootStatusTerms  *self,
                           MootDb                 *db,
                           const MootSite         *site,
                           gint64                  status_id,
                           gint64                  now,
                           GError                **error)
{
  g_auto (MootQuote) quote = { 0 };

  for (guint i = 0; i < MOOT_N_TERMS; i++)
    if (self->words[i] != NULL &&
        !moot_policy_put (db, status_id, terms_table[i].interaction, self->words[i], "", error))
      return FALSE;
  if (self->quoted_id != 0 &&
      !moot_quotes_begin (db, site, status_id, self->quoted_id, now, &quote, error))
    return FALSE;
  return moot_publish_status (db, site, status_id, now, error) &&
         moot_group_share (db, site, status_id, now, error) &&
         (quote.request_uri == NULL || moot_publish_quote_request (db, site, &quote, now, error));
}
