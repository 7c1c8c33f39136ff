/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Around what members say: earlier texts, news for members, search, and what happened lately.
 * Thread: the connection's. */
#include "moot-talk-store.h"

#include <string.h>

#include "moot-clock.h"
#include "moot-sql.h"

#define HITS_MAX 400        /* looked at of one search, those nearest to the words */
#define DIGEST_ITEMS_MAX 40 /* of each sort in one digest */

/** moot_talk_store_list_context_versions: (transfer full) (element-type MootTextVersion): of an
 * opening text, the latest first */
GPtrArray *
moot_talk_store_list_context_versions (MootDb  *db,
                                       gint64   discussion_id,
                                       GError **error)
{
  return moot_records_list (
    db, &moot_sql_discussion_versions,
    MOOT_BINDS (MOOT_INT ("id", discussion_id), MOOT_INT ("limit", MOOT_TEXT_VERSIONS_MAX)),
    MOOT_TYPE_TEXT_VERSION, error);
}

/** moot_talk_store_list_comment_versions: (transfer full) (element-type MootTextVersion): the same
 * of a comment */
GPtrArray *
moot_talk_store_list_comment_versions (MootDb  *db,
                                       gint64   comment_id,
                                       GError **error)
{
  return moot_records_list (
    db, &moot_sql_comment_versions,
    MOOT_BINDS (MOOT_INT ("id", comment_id), MOOT_INT ("limit", MOOT_TEXT_VERSIONS_MAX)),
    MOOT_TYPE_TEXT_VERSION, error);
}

/** moot_talk_store_set_notify: how closely a member follows a discussion */
gboolean
moot_talk_store_set_notify (MootDb      *db,
                            gint64       discussion_id,
                            gint64       member_id,
                            const char  *notify,
                            gint64       now,
                            GError     **error)
{
  return moot_db_run (db, &moot_sql_discussion_notify_put,
                      MOOT_BINDS (MOOT_INT ("discussion_id", discussion_id),
                                  MOOT_INT ("member_id", member_id), MOOT_TEXT ("notify", notify),
                                  MOOT_INT ("now", now)),
                      error);
}

/** moot_talk_store_find_username: the member behind an account of this node; 0 for none */
gboolean
moot_talk_store_find_username (MootDb      *db,
                               const char  *username,
                               gint64      *out_member_id,
                               GError     **error)
{
  *out_member_id = 0;
  return moot_db_get_int (db, &moot_sql_member_by_username,
                          MOOT_BINDS (MOOT_TEXT ("username", username)), out_member_id, error);
}

/**
 * moot_talk_store_attach:
 * @db: the writer
 * @discussion_id: where
 * @comment_id: below this comment; 0 for the opening text
 * @account_id: its author
 * @ids: (array length=n_ids): media of the author, in the order in which they are shown
 * @n_ids: how many
 * @out_found: (out): whether all of them are the author's and hang nowhere else
 * @error: return location
 *
 * Makes @ids the media of a text, and nothing else.
 *
 * Returns: whether the database answered
 */
gboolean
moot_talk_store_attach (MootDb        *db,
                        gint64         discussion_id,
                        gint64         comment_id,
                        gint64         account_id,
                        const gint64  *ids,
                        gsize          n_ids,
                        gboolean      *out_found,
                        GError       **error)
{
  *out_found = TRUE;
  if (!moot_db_run (db, &moot_sql_talk_attachment_clear,
                    MOOT_BINDS (MOOT_INT ("discussion_id", discussion_id),
                                MOOT_INT ("comment_id", comment_id)),
                    error))
    return FALSE;
  for (gsize i = 0; i < n_ids && *out_found; i++)
    {
      gint64 n_changed = 0;

      if (!moot_db_run_counted (
            db, &moot_sql_talk_attachment_add,
            MOOT_BINDS (MOOT_INT ("id", ids[i]), MOOT_INT ("account", account_id),
                        MOOT_INT ("discussion_id", discussion_id),
                        MOOT_INT ("comment_id", comment_id), MOOT_INT ("position", (gint64) i)),
            &n_changed, error))
        return FALSE;
      *out_found = n_changed > 0;
    }
  return TRUE;
}

/** moot_talk_store_tell: one member hears of it */
gboolean
moot_talk_store_tell (MootDb              *db,
                      gint64               member_id,
                      const MootCoopNews  *news,
                      gint64               now,
                      GError             **error)
{
  return moot_db_run (db, &moot_sql_coop_notification_add,
                      MOOT_BINDS (MOOT_INT ("member_id", member_id), MOOT_TEXT ("type", news->type),
                                  MOOT_ID ("actor_id", news->actor_id),
                                  MOOT_ID ("discussion_id", news->discussion_id),
                                  MOOT_ID ("comment_id", news->comment_id),
                                  MOOT_ID ("proposal_id", news->proposal_id),
                                  MOOT_ID ("circle_id", news->circle_id), MOOT_INT ("now", now)),
                      error);
}

/** moot_talk_store_tell_loud: whoever wants to hear everything hears of a comment, unless they
 * were told already */
gboolean
moot_talk_store_tell_loud (MootDb              *db,
                           const MootCoopNews  *news,
                           gint64               now,
                           GError             **error)
{
  return moot_db_run (db, &moot_sql_coop_notification_add_loud,
                      MOOT_BINDS (MOOT_INT ("discussion_id", news->discussion_id),
                                  MOOT_INT ("actor_id", news->actor_id),
                                  MOOT_INT ("comment_id", news->comment_id), MOOT_INT ("now", now)),
                      error);
}

/** moot_talk_store_tell_everybody: all who belong to the co-op hear of what concerns each of them,
 * whoever did it too */
gboolean
moot_talk_store_tell_everybody (MootDb              *db,
                                const MootCoopNews  *news,
                                gint64               now,
                                GError             **error)
{
  return moot_db_run (db, &moot_sql_coop_notification_add_everybody,
                      MOOT_BINDS (MOOT_TEXT ("type", news->type),
                                  MOOT_ID ("actor_id", news->actor_id), MOOT_INT ("now", now)),
                      error);
}

/** moot_talk_store_tell_followers: members whose level is in @levels, `,loud,normal,`, hear of
 * what happens in a discussion; of a circle's only its members */
gboolean
moot_talk_store_tell_followers (MootDb              *db,
                                const MootCoopNews  *news,
                                const char          *levels,
                                gint64               now,
                                GError             **error)
{
  return moot_db_run (db, &moot_sql_coop_notification_add_followers,
                      MOOT_BINDS (MOOT_TEXT ("type", news->type),
                                  MOOT_ID ("actor_id", news->actor_id),
                                  MOOT_INT ("discussion_id", news->discussion_id),
                                  MOOT_ID ("proposal_id", news->proposal_id),
                                  MOOT_TEXT ("levels", levels), MOOT_INT ("now", now)),
                      error);
}

/** moot_talk_store_tell_voters: those on the roll of a proposal who have not voted, unless they
 * heard the same after @since */
gboolean
moot_talk_store_tell_voters (MootDb              *db,
                             const MootCoopNews  *news,
                             gint64               since,
                             gint64               now,
                             GError             **error)
{
  return moot_db_run (db, &moot_sql_coop_notification_add_voters,
                      MOOT_BINDS (MOOT_TEXT ("type", news->type),
                                  MOOT_INT ("proposal_id", news->proposal_id),
                                  MOOT_INT ("since", since), MOOT_INT ("now", now)),
                      error);
}

/** moot_talk_store_list_news: (transfer full) (element-type MootCoopNotification): a page */
GPtrArray *
moot_talk_store_list_news (MootDb           *db,
                           gint64            viewer_id,
                           const MootRange  *range,
                           GError          **error)
{
  return moot_records_list (
    db,
    range->ascending ? &moot_sql_coop_notification_list_ascending
                     : &moot_sql_coop_notification_list,
    MOOT_BINDS (MOOT_INT ("viewer_id", viewer_id), MOOT_INT ("max_id", range->below),
                MOOT_INT ("min_id", range->above), MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_COOP_NOTIFICATION, error);
}

/** moot_talk_store_clear_news: takes away what was read, all of it when @up_to is 0 */
gboolean
moot_talk_store_clear_news (MootDb  *db,
                            gint64   member_id,
                            gint64   up_to,
                            GError **error)
{
  return moot_db_run (db, &moot_sql_coop_notification_clear,
                      MOOT_BINDS (MOOT_INT ("member_id", member_id), MOOT_INT ("up_to", up_to)),
                      error);
}

/** moot_talk_store_forget_news: drops what nobody looked at for long */
gboolean
moot_talk_store_forget_news (MootDb  *db,
                             gint64   before,
                             GError **error)
{
  return moot_db_run (db, &moot_sql_coop_notification_forget,
                      MOOT_BINDS (MOOT_INT ("before", before)), error);
}

/** moot_talk_store_index: makes findable what this transaction, or one before it, has changed */
gboolean
moot_talk_store_index (MootDb  *db,
                       GError **error)
{
  gint64 n_due = 0;

  if (!moot_db_get_int (db, &moot_sql_talk_search_count_due, NULL, &n_due, error))
    return FALSE;
  return n_due == 0 || (moot_db_run (db, &moot_sql_talk_search_forget, NULL, error) &&
                        moot_db_run (db, &moot_sql_talk_search_fill, NULL, error) &&
                        moot_db_run (db, &moot_sql_talk_search_done, NULL, error));
}

/**
 * moot_talk_store_search:
 * @db: a connection
 * @words: in the language of the index
 * @type: `discussion`, `comment`, `proposal` or `outcome`; empty for all
 * @viewer_id: who asks
 * @limit: how many at most
 * @offset: how many to leave out
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootTalkHit): the nearest first
 */
GPtrArray *
moot_talk_store_search (MootDb      *db,
                        const char  *words,
                        const char  *type,
                        gint64       viewer_id,
                        int          limit,
                        int          offset,
                        GError     **error)
{
  return moot_records_list (
    db, &moot_sql_talk_search,
    MOOT_BINDS (MOOT_TEXT ("words", words), MOOT_TEXT ("type", type),
                MOOT_INT ("viewer_id", viewer_id), MOOT_INT ("most", HITS_MAX),
                MOOT_INT ("limit", limit), MOOT_INT ("offset", offset)),
    MOOT_TYPE_TALK_HIT, error);
}

static void
read_terms (MootRows *rows,
            gpointer  out)
{
  MootDigestTerms *terms = out;

  g_strlcpy (terms->frequency, moot_rows_get_text (rows, "frequency"), sizeof (terms->frequency));
  terms->told_until = moot_rows_get_int (rows, "told_until");
  terms->seen_until = moot_rows_get_int (rows, "seen_until");
}

/** moot_digest_store_load: untouched for a member who never said anything about it */
gboolean
moot_digest_store_load (MootDb           *db,
                        gint64            member_id,
                        MootDigestTerms  *out_terms,
                        GError          **error)
{
  return moot_records_read_first (db, &moot_sql_digest_get,
                                  MOOT_BINDS (MOOT_INT ("member_id", member_id)), read_terms,
                                  out_terms, error);
}

/** moot_digest_store_save: what a member chose, and when they looked */
gboolean
moot_digest_store_save (MootDb      *db,
                        gint64       member_id,
                        const char  *frequency,
                        gint64       seen_until,
                        gint64       now,
                        GError     **error)
{
  return moot_db_run (db, &moot_sql_digest_put,
                      MOOT_BINDS (MOOT_INT ("member_id", member_id),
                                  MOOT_TEXT ("frequency", frequency), MOOT_INT ("now", now),
                                  MOOT_INT ("seen_until", seen_until)),
                      error);
}

/** moot_digest_store_told: a member was told up to now */
gboolean
moot_digest_store_told (MootDb  *db,
                        gint64   member_id,
                        gint64   seen_until,
                        gint64   now,
                        GError **error)
{
  return moot_db_run (db, &moot_sql_digest_told,
                      MOOT_BINDS (MOOT_INT ("member_id", member_id), MOOT_INT ("now", now),
                                  MOOT_INT ("seen_until", seen_until)),
                      error);
}

/** moot_digest_store_find_due: the next member after @after whose day or week is over; 0 for none
 */
gboolean
moot_digest_store_find_due (MootDb  *db,
                            gint64   after,
                            gint64   now,
                            gint64  *out_member_id,
                            gint64  *out_told_until,
                            GError **error)
{
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_digest_due,
    MOOT_BINDS (MOOT_INT ("after", after), MOOT_INT ("now", now), MOOT_INT ("day", MOOT_DAY)),
    error);
  g_autoptr (GError) local = NULL;

  *out_member_id = 0;
  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    {
      *out_member_id = moot_rows_get_int (rows, "member_id");
      *out_told_until = moot_rows_get_int (rows, "told_until");
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/** moot_digest_store_build: (transfer full): what happened between two times, for one reader */
MootTalkDigest *
moot_digest_store_build (MootDb  *db,
                         gint64   viewer_id,
                         gint64   since,
                         gint64   until,
                         GError **error)
{
  const MootBind *binds =
    MOOT_BINDS (MOOT_INT ("viewer_id", viewer_id), MOOT_INT ("since", since),
                MOOT_INT ("until", until), MOOT_INT ("limit", DIGEST_ITEMS_MAX));
  g_autoptr (GPtrArray) discussions =
    moot_records_list (db, &moot_sql_digest_discussions, binds, MOOT_TYPE_DIGEST_ITEM, error);
  g_autoptr (GPtrArray) proposals =
    discussions != NULL ? moot_records_list (db, &moot_sql_digest_proposals, binds,
                                             MOOT_TYPE_DIGEST_ITEM, error)
                        : NULL;
  MootTalkDigest *digest;

  if (proposals == NULL)
    return NULL;
  digest = g_object_new (MOOT_TYPE_TALK_DIGEST, NULL);
  digest->since = since;
  digest->until = until;
  g_ptr_array_unref (digest->discussions);
  g_ptr_array_unref (digest->proposals);
  digest->discussions = g_steal_pointer (&discussions);
  digest->proposals = g_steal_pointer (&proposals);
  return digest;
}
