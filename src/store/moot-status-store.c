/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Making and deleting statuses and boosts, with everything that goes along in the same transaction:
 * counters, mentions, tags, media, poll, home timelines, notifications.  Who may do it is decided
 * by the caller.
 * Spec: Mastodon client API, statuses.
 * Thread: the writer's, inside a transaction, unless a function says otherwise. */
#include "moot-status-store.h"

#include "moot-attachment-store.h"
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-id.h"
#include "moot-notification-store.h"
#include "moot-records.h"
#include "moot-sql.h"
#include "moot-status-private.h"
#include "moot-timeline-store.h"

/**
 * moot_status_get_facts:
 * @db: a connection
 * @id: a status
 * @out_facts: (out): what is known of it
 * @error: return location
 *
 * Returns: whether it exists; %FALSE without @error otherwise
 */
gboolean
moot_status_get_facts (MootDb           *db,
                       gint64            id,
                       MootStatusFacts  *out_facts,
                       GError          **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_status_facts, MOOT_BINDS (MOOT_INT ("id", id)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return FALSE;
  *out_facts = (MootStatusFacts){
    .id = id,
    .account_id = moot_rows_get_int (rows, "account_id"),
    .thread_id = moot_rows_get_int (rows, "thread_id"),
    .reblog_of_id = moot_rows_get_int (rows, "reblog_of_id"),
    .in_reply_to_id = moot_rows_get_int (rows, "in_reply_to_id"),
    .created_at = moot_rows_get_int (rows, "created_at"),
    .visibility = (MootVisibility) moot_rows_get_int (rows, "visibility"),
    .local = moot_rows_get_int (rows, "local") != 0,
  };
  return TRUE;
}

/** moot_status_require_facts: the same, with %MOOT_ERROR_NOT_FOUND when there is no such status */
gboolean
moot_status_require_facts (MootDb           *db,
                           gint64            id,
                           MootStatusFacts  *out_facts,
                           GError          **error)
{
  g_autoptr (GError) local = NULL;

  if (moot_status_get_facts (db, id, out_facts, &local))
    return TRUE;
  if (local == NULL)
    g_set_error (&local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no status %" G_GINT64_FORMAT, id);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
count (MootDb         *db,
       const MootSql  *sql,
       gint64          id,
       gint64          by,
       GError        **error)
{
  return moot_db_run (db, sql, MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("by", by)), error);
}

/* A direct message is no part of the public tally of an account. */
static gboolean
count_status (MootDb          *db,
              gint64           account_id,
              MootVisibility   visibility,
              gint64           by,
              gint64           at,
              GError         **error)
{
  if (visibility == MOOT_VISIBILITY_DIRECT)
    return TRUE;
  return moot_db_run (db, &moot_sql_account_count_statuses,
                      MOOT_BINDS (MOOT_INT ("id", account_id), MOOT_INT ("by", by),
                                  MOOT_INT ("at", at)),
                      error);
}

static gboolean
count_reply (MootDb                 *db,
             const MootStatusFacts  *facts,
             gint64                  by,
             GError                **error)
{
  if (facts->in_reply_to_id == 0 || facts->visibility > MOOT_VISIBILITY_UNLISTED)
    return TRUE;
  return count (db, &moot_sql_status_count_replies, facts->in_reply_to_id, by, error);
}

/** moot_status_count: counts a status for its author and under what it answers, up or down */
gboolean
moot_status_count (MootDb                 *db,
                   const MootStatusFacts  *facts,
                   gint64                  by,
                   gint64                  at,
                   GError                **error)
{
  return count_status (db, facts->account_id, facts->visibility, by, at, error) &&
         count_reply (db, facts, by, error);
}

/* Where a status of this node can be found. */
static gboolean
make_addresses (MootDb          *db,
                const MootSite  *site,
                gint64           account_id,
                gint64           id,
                const char      *suffix,
                char           **out_uri,
                char           **out_url,
                GError         **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_account_names, MOOT_BINDS (MOOT_INT ("id", account_id)), error);

  if (rows == NULL)
    return FALSE;
  if (!moot_rows_next (rows, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no account %" G_GINT64_FORMAT,
                     account_id);
      return FALSE;
    }
  *out_uri = g_strdup_printf ("%s/statuses/%" G_GINT64_FORMAT "%s",
                              moot_rows_get_text (rows, "uri"), id, suffix);
  *out_url = moot_site_url (site, "/@%s/%" G_GINT64_FORMAT, moot_rows_get_text (rows, "username"),
                            id);
  return TRUE;
}

/* Whoever is named along with a crowd hears of it only from somebody they follow. */
static gboolean
tell_mentioned (MootDb                 *db,
                gint64                  id,
                gint64                  account_id,
                const MootStatusDraft  *draft,
                gint64                  at,
                GError                **error)
{
  gint64 follows = 0;

  if (draft->n_named > MOOT_NOTIFICATION_CROWD &&
      !moot_db_get_int (db, &moot_sql_is_follower,
                        MOOT_BINDS (MOOT_INT ("account_id", account_id),
                                    MOOT_INT ("target_id", draft->account_id)),
                        &follows, error))
    return FALSE;
  return (draft->n_named > MOOT_NOTIFICATION_CROWD && follows == 0) ||
         moot_notification_raise_at (db, account_id, "mention", draft->account_id, id, at, error);
}

/** moot_status_write_mentions: makes @draft's mentions those of the status; tells the new ones of
 * what happened at @at */
gboolean
moot_status_write_mentions (MootDb                 *db,
                            gint64                  id,
                            const MootStatusDraft  *draft,
                            gint64                  at,
                            GError                **error)
{
  for (gsize i = 0; i < draft->n_mentions; i++)
    if (!moot_db_run (
          db, &moot_sql_status_mention_add,
          MOOT_BINDS (MOOT_INT ("status", id), MOOT_INT ("account", draft->mention_ids[i])),
          error) ||
        !tell_mentioned (db, id, draft->mention_ids[i], draft, at, error))
      return FALSE;
  return TRUE;
}

/** moot_status_write_tags: makes @draft's tags those of the status */
gboolean
moot_status_write_tags (MootDb                 *db,
                        gint64                  id,
                        const MootStatusDraft  *draft,
                        GError                **error)
{
  for (gsize i = 0; draft->tags != NULL && draft->tags[i] != NULL; i++)
    if (!moot_db_run (db, &moot_sql_tag_ensure,
                      MOOT_BINDS (MOOT_TEXT ("name", draft->tags[i])), error) ||
        !moot_db_run (db, &moot_sql_status_tag_add,
                      MOOT_BINDS (MOOT_INT ("status", id), MOOT_TEXT ("name", draft->tags[i])),
                      error))
      return FALSE;
  return TRUE;
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static gboolean
add_row (MootDb                 *db,
         const MootStatusDraft  *draft,
         const MootStatusFacts  *facts,
         gint64                  reply_to_account,
         const char             *uri,
         const char             *url,
         GError                **error)
{
  gboolean listed = facts->visibility == MOOT_VISIBILITY_PUBLIC && facts->reblog_of_id == 0 &&
                    (reply_to_account == 0 || reply_to_account == facts->account_id) &&
                    (reply_to_account != 0 || draft->in_reply_to_uri == NULL);

  return moot_db_run (db, &moot_sql_status_add,
                      MOOT_BINDS (MOOT_INT ("id", facts->id),
                                  MOOT_INT ("account", facts->account_id),
                                  MOOT_ID ("reblog_of", facts->reblog_of_id),
                                  MOOT_INT ("thread", facts->thread_id),
                                  MOOT_INT ("visibility", facts->visibility),
                                  MOOT_INT ("local", facts->local), MOOT_INT ("listed", listed),
                                  MOOT_ID ("in_reply_to", facts->in_reply_to_id),
                                  MOOT_ID ("in_reply_to_account", reply_to_account),
                                  MOOT_TEXT ("in_reply_to_uri", draft->in_reply_to_uri),
                                  MOOT_INT ("created_at", facts->created_at),
                                  MOOT_INT ("sensitive", draft->sensitive),
                                  MOOT_TEXT ("language", draft->language),
                                  MOOT_ID ("application", draft->application_id),
                                  MOOT_TEXT ("uri", uri), MOOT_TEXT ("url", url),
                                  MOOT_TEXT ("spoiler_text", or_empty (draft->spoiler_text)),
                                  MOOT_TEXT ("content", or_empty (draft->content)),
                                  MOOT_TEXT ("text", or_empty (draft->text)),
                                  MOOT_TEXT ("emojis", draft->emojis)),
                      error);
}

/* Followers who asked to hear of every post. */
static gboolean
notify_followers (MootDb                 *db,
                  const MootStatusFacts  *facts,
                  gint64                  reply_to_account,
                  GError                **error)
{
  g_autoptr (GArray) readers = NULL;

  if (facts->visibility > MOOT_VISIBILITY_PRIVATE ||
      (reply_to_account != 0 && reply_to_account != facts->account_id))
    return TRUE;
  readers = moot_records_list_ids (
    db, &moot_sql_status_followers_to_notify,
    MOOT_BINDS (MOOT_INT ("author", facts->account_id), MOOT_INT ("status", facts->id)), error);
  if (readers == NULL)
    return FALSE;
  for (guint i = 0; i < readers->len; i++)
    if (!moot_notification_raise_at (db, g_array_index (readers, gint64, i), "status",
                                     facts->account_id, facts->id, facts->created_at, error))
      return FALSE;
  return TRUE;
}

/* Where the new status stands: its thread, and whom it answers. */
static gboolean
find_place (MootDb                 *db,
            const MootStatusDraft  *draft,
            MootStatusFacts        *facts,
            gint64                 *out_reply_to_account,
            GError                **error)
{
  MootStatusFacts parent;

  facts->thread_id = facts->id;
  *out_reply_to_account = 0;
  if (draft->in_reply_to_id == 0)
    return TRUE;
  if (!moot_status_require_facts (db, draft->in_reply_to_id, &parent, error))
    return FALSE;
  if (parent.reblog_of_id != 0 &&
      !moot_status_require_facts (db, parent.reblog_of_id, &parent, error))
    return FALSE;
  facts->in_reply_to_id = parent.id;
  facts->thread_id = parent.thread_id;
  *out_reply_to_account = parent.account_id;
  return TRUE;
}

/* What is late by hours is found where it belongs, and interrupts nobody. */
static void
announce_new (MootDb                *db,
              const MootStatusFacts *facts,
              gint64                 now)
{
  if (now - facts->created_at < MOOT_NOTIFICATION_QUIET_MS)
    moot_db_announce (db, MOOT_NEWS_STATUS, facts->id, 0);
}

/**
 * moot_status_create:
 * @db: the writer
 * @site: the node
 * @draft: what to make
 * @now: UTC milliseconds
 * @out_id: (out): its id
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID for media that cannot be taken, %MOOT_ERROR_NOT_FOUND when what it
 * answers is gone.
 *
 * Returns: whether it is there
 */
gboolean
moot_status_create (MootDb                 *db,
                    const MootSite         *site,
                    const MootStatusDraft  *draft,
                    gint64                  now,
                    gint64                 *out_id,
                    GError                **error)
{
  g_autofree char *uri = g_strdup (draft->uri);
  g_autofree char *url = g_strdup (draft->url);
  gint64 reply_to_account;
  MootStatusFacts facts = {
    .id = draft->id != 0 ? draft->id : moot_id_next (),
    .account_id = draft->account_id,
    .created_at = draft->created_at != 0 ? draft->created_at : now,
    .visibility = draft->visibility,
    .local = draft->uri == NULL,
  };

  *out_id = facts.id;
  if (!find_place (db, draft, &facts, &reply_to_account, error))
    return FALSE;
  if (facts.local &&
      !make_addresses (db, site, facts.account_id, facts.id, "", &uri, &url, error))
    return FALSE;
  if (!add_row (db, draft, &facts, reply_to_account, uri, url, error) ||
      !moot_status_write_tags (db, facts.id, draft, error) ||
      (draft->n_attachments > 0 &&
       !moot_attachments_attach (db, facts.id, facts.account_id, draft->attachment_ids,
                                 draft->n_attachments, error)) ||
      (draft->poll != NULL && !moot_poll_add (db, facts.id, draft->poll, error)))
    return FALSE;
  if (!moot_status_count (db, &facts, 1, facts.created_at, error) ||
      !moot_home_deliver (db, &facts, reply_to_account, error) ||
      !moot_status_write_mentions (db, facts.id, draft, facts.created_at, error) ||
      !notify_followers (db, &facts, reply_to_account, error))
    return FALSE;
  announce_new (db, &facts, now);
  return TRUE;
}

static gboolean
add_boost (MootDb                 *db,
           const MootStatusFacts  *facts,
           const char             *uri,
           GError                **error)
{
  const MootStatusDraft empty = { 0 };
  MootStatusFacts original;

  if (!moot_status_require_facts (db, facts->reblog_of_id, &original, error) ||
      !add_row (db, &empty, facts, 0, uri, NULL, error) ||
      !count (db, &moot_sql_status_count_reblogs, facts->reblog_of_id, 1, error) ||
      !count_status (db, facts->account_id, facts->visibility, 1, facts->created_at, error) ||
      !moot_home_deliver (db, facts, 0, error) ||
      !moot_notification_raise_at (db, original.account_id, "reblog", facts->account_id,
                                   facts->reblog_of_id, facts->created_at, error))
    return FALSE;
  announce_new (db, facts, moot_clock_now ());
  return TRUE;
}

static gboolean
find_boost (MootDb  *db,
            gint64   account_id,
            gint64   status_id,
            gint64  *out_id,
            GError **error)
{
  *out_id = 0;
  return moot_db_get_int (db, &moot_sql_status_boost_of,
                          MOOT_BINDS (MOOT_INT ("id", status_id),
                                      MOOT_INT ("account", account_id)),
                          out_id, error);
}

/** moot_status_boost: moot_status_boost_as() with an id of its own */
gboolean
moot_status_boost (MootDb          *db,
                   const MootSite  *site,
                   gint64           account_id,
                   gint64           status_id,
                   MootVisibility   visibility,
                   gint64           now,
                   gint64          *out_id,
                   GError         **error)
{
  return moot_status_boost_as (db, site, moot_id_next (), account_id, status_id, visibility, now,
                               out_id, error);
}

/**
 * moot_status_boost_as:
 * @db: the writer
 * @site: the node
 * @id: what it is to be called
 * @account_id: who boosts
 * @status_id: what, not itself a boost
 * @visibility: of the boost
 * @now: UTC milliseconds
 * @out_id: (out): the boost; the one that is there already if it is
 * @error: return location
 *
 * Returns: whether there is a boost
 */
gboolean
moot_status_boost_as (MootDb          *db,
                      const MootSite  *site,
                      gint64           id,
                      gint64           account_id,
                      gint64           status_id,
                      MootVisibility   visibility,
                      gint64           now,
                      gint64          *out_id,
                      GError         **error)
{
  g_autofree char *uri = NULL;
  g_autofree char *url = NULL;
  MootStatusFacts facts = {
    .id = id,
    .account_id = account_id,
    .reblog_of_id = status_id,
    .created_at = now,
    .visibility = visibility,
    .local = TRUE,
  };

  if (!find_boost (db, account_id, status_id, out_id, error))
    return FALSE;
  if (*out_id != 0)
    return TRUE;
  *out_id = facts.thread_id = facts.id;
  return make_addresses (db, site, account_id, facts.id, "/activity", &uri, &url, error) &&
         add_boost (db, &facts, uri, error);
}

/**
 * moot_status_boost_from:
 * @db: the writer
 * @site: the node
 * @boost: by somebody on another server
 * @now: UTC milliseconds
 * @out_id: (out): the boost; the one that is there already if it is
 * @error: return location
 *
 * Returns: whether there is a boost
 */
gboolean
moot_status_boost_from (MootDb                 *db,
                        const MootSite         *site,
                        const MootRemoteBoost  *boost,
                        gint64                  now,
                        gint64                 *out_id,
                        GError                **error)
{
  MootStatusFacts facts = {
    .id = moot_id_next (),
    .account_id = boost->account_id,
    .reblog_of_id = boost->status_id,
    .created_at = boost->created_at > 0 ? MIN (boost->created_at, now) : now,
    .visibility = boost->visibility,
  };

  if (!find_boost (db, boost->account_id, boost->status_id, out_id, error))
    return FALSE;
  if (*out_id != 0)
    return TRUE;
  *out_id = facts.thread_id = facts.id;
  return add_boost (db, &facts, boost->uri, error);
}

static gboolean
announce_each (MootDb         *db,
               const char     *topic,
               gint64          id,
               const MootSql  *sql,
               GError        **error)
{
  g_autoptr (GArray) others =
    moot_records_list_ids (db, sql, MOOT_BINDS (MOOT_INT ("status", id)), error);

  if (others == NULL)
    return FALSE;
  for (guint i = 0; i < others->len; i++)
    moot_db_announce (db, topic, id, g_array_index (others, gint64, i));
  return TRUE;
}

/** moot_status_announce_gone: to who has it in the home timeline, and to public places */
gboolean
moot_status_announce_gone (MootDb                 *db,
                           const MootStatusFacts  *facts,
                           GError                **error)
{
  if (!announce_each (db, MOOT_NEWS_STATUS_GONE, facts->id, &moot_sql_home_readers, error))
    return FALSE;
  if (facts->visibility != MOOT_VISIBILITY_PUBLIC || facts->reblog_of_id != 0)
    return TRUE;
  moot_db_announce (db, MOOT_NEWS_STATUS_UNLISTED, facts->id, facts->local);
  return announce_each (db, MOOT_NEWS_STATUS_UNTAGGED, facts->id, &moot_sql_status_tag_ids, error);
}

static gboolean
delete_one (MootDb                 *db,
            const MootStatusFacts  *facts,
            GError                **error)
{
  return moot_status_announce_gone (db, facts, error) &&
         moot_status_count (db, facts, -1, 0, error) &&
         moot_db_run (db, &moot_sql_status_orphan_replies,
                      MOOT_BINDS (MOOT_INT ("id", facts->id)), error) &&
         moot_db_run (db, &moot_sql_status_delete, MOOT_BINDS (MOOT_INT ("id", facts->id)), error);
}

/**
 * moot_status_delete:
 * @db: the writer
 * @id: a status or boost
 * @error: return location
 *
 * Deletes a status with all boosts of it; its media stay for another status of the author.
 *
 * Errors: %MOOT_ERROR_NOT_FOUND.
 *
 * Returns: whether it is gone
 */
gboolean
moot_status_delete (MootDb  *db,
                    gint64   id,
                    GError **error)
{
  g_autoptr (GArray) boosts = NULL;
  MootStatusFacts facts;

  if (!moot_status_require_facts (db, id, &facts, error))
    return FALSE;
  boosts = moot_records_list_ids (db, &moot_sql_status_boosts, MOOT_BINDS (MOOT_INT ("id", id)),
                                  error);
  if (boosts == NULL)
    return FALSE;
  for (guint i = 0; i < boosts->len; i++)
    {
      MootStatusFacts boost;

      if (!moot_status_require_facts (db, g_array_index (boosts, gint64, i), &boost, error) ||
          !delete_one (db, &boost, error))
        return FALSE;
    }
  if (facts.reblog_of_id != 0 &&
      (!count (db, &moot_sql_status_count_reblogs, facts.reblog_of_id, -1, error) ||
       !moot_notification_withdraw (db, "reblog", facts.account_id, facts.reblog_of_id, error)))
    return FALSE;
  return delete_one (db, &facts, error);
}

/**
 * moot_status_unboost:
 * @db: the writer
 * @account_id: who boosted
 * @status_id: what
 * @error: return location
 *
 * Returns: whether there is no boost any more
 */
gboolean
moot_status_unboost (MootDb  *db,
                     gint64   account_id,
                     gint64   status_id,
                     GError **error)
{
  gint64 id = 0;

  if (!moot_db_get_int (db, &moot_sql_status_boost_of,
                        MOOT_BINDS (MOOT_INT ("id", status_id), MOOT_INT ("account", account_id)),
                        &id, error))
    return FALSE;
  return id == 0 || moot_status_delete (db, id, error);
}
