/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Quotes with the consent of who is quoted: of ours by ours, of others by ours, of ours by others,
 * and of others by others, whose stamps are asked for where they must be.
 * Spec: FEP-044f; conformance 50.
 * Thread: moot_quotes_verify() a worker of the errands, the others the writer's. */
#include "moot-quotes.h"

#include "moot-actor-uri.h"
#include "moot-errands.h"
#include "moot-error.h"
#include "moot-policy-store.h"
#include "moot-publish.h"
#include "moot-sql.h"
#include "moot-stamps.h"

#include <string.h>

#define MAX_ENTRY 512 /* bytes of one id in a policy */

/* Policies ------------------------------------------------------------------------------------ */

static const char *
find_word (const MootPost *post,
           const char     *entry)
{
  static const char *const public[] = { MOOT_PUBLIC_COLLECTION, "as:Public", "Public", NULL };

  if (g_strv_contains (public, entry))
    return "public";
  if (g_strcmp0 (entry, post->followers_uri) == 0)
    return "followers";
  if (g_strcmp0 (entry, post->object->attributed_to) == 0)
    return "author";
  return strlen (entry) <= MAX_ENTRY && strchr (entry, ' ') == NULL ? entry : NULL;
}

/** moot_quotes_dup_words: (transfer full): the ids of a policy as they are kept */
char *
moot_quotes_dup_words (const MootPost *post,
                       GStrv           entries)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; entries != NULL && entries[i] != NULL && i < MOOT_POLICY_WORDS_MAX; i++)
    {
      const char *word = find_word (post, entries[i]);

      if (word == NULL)
        continue;
      if (words->len > 0)
        g_string_append_c (words, ' ');
      g_string_append (words, word);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* Quotes by ours ------------------------------------------------------------------------------ */

static gboolean
find_facts (MootDb     *db,
            gint64      quoted_id,
            MootQuote  *quote,
            GError    **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, &moot_sql_quoted_facts,
                                             MOOT_BINDS (MOOT_INT ("id", quoted_id)), error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    {
      quote->quoted_id = quoted_id;
      quote->quoted_uri = g_strdup (moot_rows_get_text (rows, "uri"));
      quote->quoted_author = g_strdup (moot_rows_get_text (rows, "author"));
      quote->quoted_account_id = moot_rows_get_int (rows, "account_id");
      quote->quoted_is_ours = moot_rows_get_int (rows, "local") != 0;
      return TRUE;
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no status to quote");
  return FALSE;
}

static gboolean
grant (MootDb     *db,
       MootQuote  *quote,
       gint64      now,
       GError    **error)
{
  g_auto (MootStamp) stamp = { 0 };

  if (!moot_stamp_put (db, quote->quoted_id, quote->quoting_uri, now, &stamp, error))
    return FALSE;
  quote->authorization_uri =
    moot_actor_uri_part (quote->quoted_author, MOOT_PART_QUOTE_AUTHORIZATION, stamp.id);
  return TRUE;
}

/**
 * moot_quotes_begin:
 * @db: the writer, inside the transaction that made the status
 * @site: the node
 * @status_id: a new status of ours
 * @quoted_id: what it quotes, which its author may see
 * @now: UTC milliseconds
 * @out_quote: (out): what became of it; one that is pending and of another server is to be asked
 *   for with moot_publish_quote_request() when the status is published
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID with the words for the client when the author does not allow it.
 *
 * Returns: whether it was written
 */
gboolean
moot_quotes_begin (MootDb          *db,
                   const MootSite  *site,
                   gint64           status_id,
                   gint64           quoted_id,
                   gint64           now,
                   MootQuote       *out_quote,
                   GError         **error)
{
  MootQuote own = { 0 };
  MootPermission permission = MOOT_MAY_NOT;
  gboolean self;

  *out_quote = (MootQuote){ .status_id = status_id };
  if (!find_facts (db, status_id, &own, error))
    return FALSE;
  out_quote->quoting_uri = g_steal_pointer (&own.quoted_uri);
  out_quote->quoting_author = g_steal_pointer (&own.quoted_author);
  out_quote->quoting_account_id = own.quoted_account_id;
  out_quote->quoting_is_ours = TRUE;
  if (!find_facts (db, quoted_id, out_quote, error) ||
      !moot_policy_judge (db, quoted_id, MOOT_POLICY_QUOTE, own.quoted_account_id, &permission,
                          error))
    return FALSE;
  if (permission == MOOT_MAY_NOT)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "Validation failed: The author does not allow this post to be quoted");
      return FALSE;
    }
  self = out_quote->quoted_account_id == out_quote->quoting_account_id;
  out_quote->state = g_strdup (self || (out_quote->quoted_is_ours && permission == MOOT_MAY)
                                 ? MOOT_QUOTE_ACCEPTED
                                 : MOOT_QUOTE_PENDING);
  if (!self && out_quote->quoted_is_ours && permission == MOOT_MAY &&
      !grant (db, out_quote, now, error))
    return FALSE;
  if (!out_quote->quoted_is_ours)
    out_quote->request_uri = moot_actor_uri_part (out_quote->quoting_author,
                                                  MOOT_PART_STATUS_QUOTE_REQUEST, status_id);
  return moot_quote_put (db, out_quote, now, error);
}

/**
 * moot_quotes_revoke:
 * @db: the writer, in a transaction
 * @site: the node
 * @quoted_id: a status of ours
 * @quoting_id: what quotes it
 * @now: UTC milliseconds
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND when it does not.
 *
 * Returns: whether it is taken back, and everybody told
 */
gboolean
moot_quotes_revoke (MootDb          *db,
                    const MootSite  *site,
                    gint64           quoted_id,
                    gint64           quoting_id,
                    gint64           now,
                    GError         **error)
{
  g_auto (MootQuote) quote = { 0 };
  g_auto (MootStamp) stamp = { 0 };

  if (!moot_quote_load (db, quoting_id, &quote, error))
    return FALSE;
  if (quote.status_id == 0 || quote.quoted_id != quoted_id)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no such quote");
      return FALSE;
    }
  if (!moot_stamp_find (db, quoted_id, quote.quoting_uri, &stamp, error) ||
      !moot_quote_settle (db, &quote, MOOT_QUOTE_REVOKED, quote.authorization_uri, error))
    return FALSE;
  if (stamp.id == 0 || stamp.revoked)
    return TRUE;
  return moot_stamp_revoke (db, stamp.id, now, error) &&
         moot_publish_stamp_gone (db, site, &stamp, quote.quoting_account_id, now, error) &&
         (!quote.quoting_is_ours || moot_publish_edit (db, site, quoting_id, now, error));
}

/* Quotes by others ---------------------------------------------------------------------------- */

typedef struct
{
  MootErrands *errands;
  gint64 status_id;
} Doubt;

static void
look_into (gpointer data)
{
  const Doubt *doubt = data;

  moot_errands_run (doubt->errands, moot_quotes_verify, doubt->status_id);
}

/* One of ours is quoted: what counts is what we granted. */
static gboolean
look_up_stamp (MootDb     *db,
               MootQuote  *quote,
               gboolean   *out_granted,
               GError    **error)
{
  g_auto (MootStamp) stamp = { 0 };

  if (!moot_stamp_find (db, quote->quoted_id, quote->quoting_uri, &stamp, error))
    return FALSE;
  *out_granted = stamp.id != 0 && !stamp.revoked;
  if (*out_granted)
    {
      g_free (quote->authorization_uri);
      quote->authorization_uri =
        moot_actor_uri_part (stamp.author, MOOT_PART_QUOTE_AUTHORIZATION, stamp.id);
    }
  return TRUE;
}

static gboolean
fill_quoted (MootDb     *db,
             MootQuote  *quote,
             gboolean   *out_granted,
             GError    **error)
{
  gint64 quoted_id = 0;
  g_autofree char *uri = g_strdup (quote->quoted_uri);

  *out_granted = FALSE;
  if (!moot_db_get_int (db, &moot_sql_status_id_by_uri, MOOT_BINDS (MOOT_TEXT ("uri", uri)),
                        &quoted_id, error))
    return FALSE;
  if (quoted_id == 0)
    return TRUE;
  g_clear_pointer (&quote->quoted_uri, g_free);
  if (!find_facts (db, quoted_id, quote, error))
    return FALSE;
  if (quote->quoted_account_id == quote->quoting_account_id)
    *out_granted = TRUE;
  else if (quote->quoted_is_ours)
    return look_up_stamp (db, quote, out_granted, error);
  return TRUE;
}

/* Nothing that was settled is opened again by an update, unless it brings another stamp. */
static gboolean
is_settled (const MootQuote        *known,
            const MootRemoteObject *object)
{
  if (known->status_id == 0 || g_strcmp0 (known->quoted_uri, object->quoted) != 0)
    return FALSE;
  if (strcmp (known->state, MOOT_QUOTE_PENDING) == 0)
    return FALSE;
  return object->quote_authorization == NULL ||
         g_strcmp0 (known->authorization_uri, object->quote_authorization) == 0;
}

/**
 * moot_quotes_take:
 * @db: the writer
 * @federation: federation
 * @post: a status of another server
 * @status_id: what was made of it
 * @error: return location
 *
 * Keeps what it quotes.  That is a claim until it is its author's own, or has a stamp: which is
 * asked for after the transaction.
 *
 * Returns: whether it was written
 */
gboolean
moot_quotes_take (MootDb                *db,
                  const MootFederation  *federation,
                  const MootPost        *post,
                  gint64                 status_id,
                  GError               **error)
{
  const MootRemoteObject *object = post->object;
  g_auto (MootQuote) known = { 0 };
  g_auto (MootQuote) quote = { .status_id = status_id,
                               .quoted_uri = g_strdup (object->quoted),
                               .quoting_uri = g_strdup (object->id),
                               .quoting_account_id = post->author_id,
                               .authorization_uri = g_strdup (object->quote_authorization) };
  gboolean granted = FALSE;

  if (object->quoted == NULL)
    return TRUE;
  if (!moot_quote_load (db, status_id, &known, error))
    return FALSE;
  if (is_settled (&known, object))
    return TRUE;
  if (!fill_quoted (db, &quote, &granted, error))
    return FALSE;
  quote.state = g_strdup (granted ? MOOT_QUOTE_ACCEPTED : MOOT_QUOTE_PENDING);
  if (!moot_quote_put (db, &quote, post->received_at, error) ||
      !moot_db_run (db, &moot_sql_status_touch, MOOT_BINDS (MOOT_INT ("id", status_id)), error))
    return FALSE;
  if (!granted && !quote.quoted_is_ours && federation->errands != NULL &&
      (quote.authorization_uri != NULL || moot_uri_same_origin (object->quoted, object->id)))
    {
      Doubt *doubt = g_new (Doubt, 1);

      *doubt = (Doubt){ federation->errands, status_id };
      moot_db_after_commit (db, look_into, doubt, g_free);
    }
  return TRUE;
}

/**
 * moot_quotes_take_instrument:
 * @db: the writer
 * @federation: federation
 * @consent: that somebody on another server may quote one of ours
 * @body: the quoting status, if it came along
 * @received_at: UTC milliseconds
 * @error: return location
 *
 * Keeps the quoting status if it is of who asked; what we have of it already only begins to show.
 *
 * Returns: whether it was written
 */
gboolean
moot_quotes_take_instrument (MootDb                *db,
                             const MootFederation  *federation,
                             const MootConsent     *consent,
                             JsonObject            *body,
                             gint64                 received_at,
                             GError               **error)
{
  g_autoptr (MootRemoteObject) object = moot_remote_object_read (body, NULL);
  g_auto (MootRemoteAccount) author = { 0 };
  g_auto (MootQuote) quote = { 0 };
  gint64 id = 0;

  if (!moot_remote_account_find (db, consent->actor, &author, error))
    return FALSE;
  if (object != NULL && moot_posts_is_status (object) && strcmp (object->id, consent->uri) == 0 &&
      g_strcmp0 (object->attributed_to, consent->actor) == 0 &&
      !moot_posts_add (db, federation,
                       &(MootPost){ .object = object,
                                    .author_id = consent->account_id,
                                    .followers_uri = author.followers_uri,
                                    .received_at = received_at },
                       &id, error))
    return FALSE;
  if (!moot_db_get_int (db, &moot_sql_status_id_by_uri,
                        MOOT_BINDS (MOOT_TEXT ("uri", consent->uri)), &id, error))
    return FALSE;
  if (id == 0 || !moot_quote_load (db, id, &quote, error))
    return id == 0;
  if (quote.status_id == 0 || strcmp (quote.state, MOOT_QUOTE_ACCEPTED) == 0 ||
      g_strcmp0 (quote.quoted_uri, consent->target_uri) != 0)
    return TRUE;
  return moot_quote_settle (db, &quote, MOOT_QUOTE_ACCEPTED, quote.authorization_uri, error);
}

/* Verifying ----------------------------------------------------------------------------------- */

static gboolean
load (MootFederation *federation,
      gint64          status_id,
      MootQuote      *out_quote)
{
  MootDb *reader = moot_db_pool_borrow_reader (federation->pool, NULL);
  gboolean done = reader != NULL && moot_quote_load (reader, status_id, out_quote, NULL);

  moot_db_pool_return_reader (federation->pool, reader);
  return done && out_quote->status_id != 0;
}

static gboolean
stamp_holds (MootFederation  *federation,
             const MootQuote *quote)
{
  const MootStampClaim claim = { .interaction = MOOT_POLICY_QUOTE,
                                 .uri = quote->authorization_uri,
                                 .author = quote->quoted_author,
                                 .interacting = quote->quoting_uri,
                                 .target = quote->quoted_uri };

  return moot_stamp_holds (federation, &claim, NULL);
}

typedef struct
{
  gint64 status_id;
  gint64 quoted_id;
  const char *authorization_uri;
} Verdict;

static gboolean
accept (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  const Verdict *verdict = data;
  g_auto (MootQuote) quote = { 0 };
  MootQuote facts = { 0 };

  if (!moot_quote_load (db, verdict->status_id, &quote, error))
    return FALSE;
  if (quote.status_id == 0 || strcmp (quote.state, MOOT_QUOTE_PENDING) != 0 ||
      g_strcmp0 (quote.authorization_uri, verdict->authorization_uri) != 0)
    return TRUE;
  if (!find_facts (db, verdict->quoted_id, &facts, error))
    return FALSE;
  quote.quoted_id = facts.quoted_id;
  quote.quoted_account_id = facts.quoted_account_id;
  moot_quote_clear (&facts);
  return moot_quote_settle (db, &quote, MOOT_QUOTE_ACCEPTED, quote.authorization_uri, error);
}

/* Who wrote what is quoted, once we have it. */
static gboolean
find_quoted (MootFederation *federation,
             MootQuote      *quote)
{
  MootDb *reader;
  MootQuote facts = { 0 };
  gint64 quoted_id = quote->quoted_id;
  gboolean done;

  if (quoted_id == 0 && (!moot_posts_ensure (federation, quote->quoted_uri, &quoted_id, NULL) ||
                         quoted_id == 0))
    return FALSE;
  reader = moot_db_pool_borrow_reader (federation->pool, NULL);
  done = reader != NULL && find_facts (reader, quoted_id, &facts, NULL);
  moot_db_pool_return_reader (federation->pool, reader);
  if (!done)
    return FALSE;
  quote->quoted_id = quoted_id;
  quote->quoted_account_id = facts.quoted_account_id;
  g_free (quote->quoted_author);
  quote->quoted_author = g_steal_pointer (&facts.quoted_author);
  moot_quote_clear (&facts);
  return TRUE;
}

/**
 * moot_quotes_verify:
 * @federation: federation
 * @status_id: a status of another server that quotes
 *
 * Asks for what is quoted and for the stamp.  What does not hold stays a claim, and is not shown.
 */
void
moot_quotes_verify (MootFederation *federation,
                    gint64          status_id)
{
  g_auto (MootQuote) quote = { 0 };
  Verdict verdict;

  if (!load (federation, status_id, &quote) || strcmp (quote.state, MOOT_QUOTE_PENDING) != 0 ||
      !find_quoted (federation, &quote))
    return;
  if (quote.quoted_account_id != quote.quoting_account_id && !stamp_holds (federation, &quote))
    return;
  verdict = (Verdict){ status_id, quote.quoted_id, quote.authorization_uri };
  moot_db_pool_write (federation->pool, accept, &verdict, NULL);
}
