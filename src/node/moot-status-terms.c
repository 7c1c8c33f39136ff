/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a new status quotes, and who may like, answer, boost and quote it.
 * Spec: Mastodon client API, `quoted_status_id` and `quote_approval_policy`; GoToSocial client API,
 * `interaction_policy`.
 * Thread: a request worker. */
#include "moot-status-terms.h"

#include "moot-consents.h"
#include "moot-error.h"
#include "moot-group.h"
#include "moot-id.h"
#include "moot-policy-store.h"
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
    {
      g_clear_pointer (&self->words[i], g_free);
      g_clear_pointer (&self->asking[i], g_free);
    }
}

static gboolean
refuse (GError     **error,
        const char  *reason)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "Validation failed: %s", reason);
  return FALSE;
}

/* One list of a rule in the words of a policy, beginning with @first. */
static char *
read_words (GStrv        names,
            const char  *first,
            GError     **error)
{
  static const char *const known[] = { "public", "followers", "following", "author", NULL };
  g_autoptr (GString) words = g_string_new (first);

  for (guint i = 0; names[i] != NULL && i < MOOT_POLICY_WORDS_MAX; i++)
    {
      if (g_str_equal (names[i], "me") || g_str_equal (names[i], "mentioned"))
        continue; /* they always may */
      if (!g_strv_contains (known, names[i]))
        {
          refuse (error, "Interaction policy is not included in the list");
          return NULL;
        }
      g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", names[i]);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static gboolean
read_rule (MootStatusTerms     *self,
           const MootExchange  *exchange,
           guint                which,
           GError             **error)
{
  g_auto (GStrv) always = moot_params_dup_list (exchange->params, terms_table[which].always);
  g_auto (GStrv) asking = moot_params_dup_list (exchange->params, terms_table[which].with_approval);

  if (always[0] == NULL && asking[0] == NULL)
    return TRUE;
  self->words[which] = read_words (always, "author", error);
  self->asking[which] = read_words (asking, "", error);
  return self->words[which] != NULL && self->asking[which] != NULL;
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
check_reply (MootStatusTerms        *self,
             MootExchange           *exchange,
             const MootStatusDraft  *draft,
             GError                **error)
{
  MootPermission permission = MOOT_MAY_NOT;
  gint64 closed_by = 0;

  if (draft->in_reply_to_id == 0)
    return TRUE;
  if (!moot_db_get_int (exchange->db, &moot_sql_thread_locked_by,
                        MOOT_BINDS (MOOT_INT ("status", draft->in_reply_to_id)), &closed_by,
                        error))
    return FALSE;
  if (closed_by != 0)
    return refuse (error, "The moderators of the group have closed this discussion");
  if (!moot_policy_judge (exchange->db, draft->in_reply_to_id, MOOT_POLICY_REPLY,
                          exchange->viewer_id, &permission, error))
    return FALSE;
  self->asks_id = permission == MOOT_MAY_ASK ? draft->in_reply_to_id : 0;
  return permission != MOOT_MAY_NOT ||
         refuse (error, "The author does not allow you to reply to this post");
}

/* Nobody sees what waits for leave. */
static gboolean
veil (MootStatusTerms *self,
      MootStatusDraft *draft)
{
  if (self->asks_id == 0)
    return TRUE;
  self->visibility = draft->visibility;
  self->mention_ids = draft->mention_ids;
  self->n_mentions = draft->n_mentions;
  draft->visibility = MOOT_VISIBILITY_DIRECT;
  draft->n_mentions = 0;
  return TRUE;
}

/**
 * moot_status_terms_read:
 * @self: zeroed
 * @exchange: the request
 * @draft: what else was asked for; its visibility is narrowed to that of what it quotes, and to its
 *   author alone if it needs leave
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
  return check_reply (self, exchange, draft, error) &&
         read_quoted (self, exchange, draft, error) &&
         read_quote_policy (self, exchange, draft, error) && veil (self, draft);
}

/* To everybody, or the question whether it may be. */
static gboolean
publish (const MootStatusTerms  *self,
         MootDb                 *db,
         const MootSite         *site,
         gint64                  status_id,
         gint64                  account_id,
         gint64                  now,
         GError                **error)
{
  const MootWish wish = { .interaction = MOOT_POLICY_REPLY,
                          .account_id = account_id,
                          .status_id = self->asks_id,
                          .deed_id = status_id,
                          .visibility = self->visibility,
                          .mention_ids = self->mention_ids,
                          .n_mentions = self->n_mentions };

  if (self->asks_id != 0)
    return moot_consents_ask (db, site, &wish, now, error);
  return moot_publish_status (db, site, status_id, now, error) &&
         moot_group_share (db, site, status_id, NULL, now, error);
}

/* Others are asked in their own way, ours find it among what waits for them. */
static gboolean
ask_quoted (MootDb           *db,
            const MootSite   *site,
            const MootQuote  *quote,
            gint64            now,
            GError          **error)
{
  const MootWish wish = { .interaction = MOOT_POLICY_QUOTE,
                          .account_id = quote->quoting_account_id,
                          .status_id = quote->quoted_id,
                          .deed_id = quote->status_id };

  if (quote->request_uri != NULL)
    return moot_publish_quote_request (db, site, quote, now, error);
  return g_strcmp0 (quote->state, MOOT_QUOTE_PENDING) != 0 ||
         moot_consents_ask (db, site, &wish, now, error);
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
  MootStatusFacts facts;

  if (!moot_status_get_facts (db, status_id, &facts, error))
    return FALSE;
  for (guint i = 0; i < MOOT_N_TERMS; i++)
    if (self->words[i] != NULL &&
        !moot_policy_put (db, status_id, terms_table[i].interaction, self->words[i],
                          self->asking[i] != NULL ? self->asking[i] : "", error))
      return FALSE;
  if (self->quoted_id != 0 &&
      !moot_quotes_begin (db, site, status_id, self->quoted_id, now, &quote, error))
    return FALSE;
  return publish (self, db, site, status_id, facts.account_id, now, error) &&
         ask_quoted (db, site, &quote, now, error);
}
