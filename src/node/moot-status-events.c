/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* From what the store announces after a commit to events of streams: which channels hear of it, and
 * what each of them is given.
 * Spec: Mastodon client API, streaming: channels and events.
 * Thread: the one that committed. */
#include "moot-status-events.h"

#include "moot-clock.h"
#include "moot-notification-store.h"
#include "moot-notification-view.h"
#include "moot-relationship-store.h"
#include "moot-sql.h"
#include "moot-status-store.h"
#include "moot-stream-hub.h"

typedef struct
{
  const MootServices *services;
  MootStatusView view;
  const MootDbNews *news;
} Telling;

static void
publish (const Telling *self,
         const char    *channel,
         const char    *argument,
         gint64         account_id,
         gint64         author_id,
         const char    *event,
         const char    *payload)
{
  moot_stream_hub_publish (self->services->hub, channel, argument, account_id, author_id, event,
                           payload);
}

/* The status as somebody sees it who was given it. */
static char *
dup_json (const Telling  *self,
          gint64          viewer_id,
          GError        **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  MootStatusView view = self->view;
  MootStatusLine line;

  view.viewer_id = viewer_id;
  if (!moot_status_view_find_unchecked (&view, self->news->id, &line, error) ||
      !moot_status_view_write (&view, &line, &json, error))
    return NULL;
  return moot_json_writer_steal (&json);
}

/* Everybody who has it at home and listens, each with the own flags. */
static gboolean
tell_readers (const Telling  *self,
              const char     *event,
              GError        **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (self->view.db, &moot_sql_event_readers,
                   MOOT_BINDS (MOOT_INT ("status", self->news->id),
                               MOOT_INT ("now", self->view.now)),
                   error);

  while (rows != NULL && moot_rows_next (rows, error))
    {
      gint64 reader = moot_rows_int_at (rows, 0);
      g_autofree char *json = NULL;

      if (!moot_stream_hub_is_heard_by (self->services->hub, reader))
        continue;
      json = dup_json (self, reader, error);
      if (json == NULL)
        return FALSE;
      publish (self, "user", NULL, reader, 0, event, json);
    }
  return rows != NULL && (error == NULL || *error == NULL);
}

static gboolean
tell_tags (const Telling  *self,
           gboolean        local,
           gint64          author_id,
           const char     *event,
           const char     *json,
           GError        **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (self->view.db, &moot_sql_event_tags,
                   MOOT_BINDS (MOOT_INT ("status", self->news->id)), error);

  while (rows != NULL && moot_rows_next (rows, error))
    {
      const char *tag = moot_rows_text_at (rows, 0);

      publish (self, "hashtag", tag, 0, author_id, event, json);
      if (local)
        publish (self, "hashtag:local", tag, 0, author_id, event, json);
    }
  return rows != NULL && (error == NULL || *error == NULL);
}

/* Public places show it to strangers, with no flags at all. */
static gboolean
tell_public (const Telling  *self,
             const char     *event,
             GError        **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (self->view.db, &moot_sql_event_status,
                   MOOT_BINDS (MOOT_INT ("status", self->news->id)), error);
  g_autofree char *json = NULL;
  gboolean local;
  gint64 author_id;

  if (rows == NULL || !moot_rows_next (rows, error))
    return error == NULL || *error == NULL;
  json = dup_json (self, 0, error);
  if (json == NULL)
    return FALSE;
  local = moot_rows_get_int (rows, "local") != 0;
  author_id = moot_rows_get_int (rows, "account_id");
  if (moot_rows_get_int (rows, "listed") != 0)
    {
      publish (self, "public", NULL, 0, author_id, event, json);
      publish (self, local ? "public:local" : "public:remote", NULL, 0, author_id, event, json);
      if (moot_rows_get_int (rows, "with_media") != 0)
        {
          publish (self, "public:media", NULL, 0, author_id, event, json);
          publish (self, local ? "public:local:media" : "public:remote:media", NULL, 0, author_id,
                   event, json);
        }
    }
  return tell_tags (self, local, author_id, event, json, error);
}

static gboolean
tell_new (const Telling  *self,
          GError        **error)
{
  return tell_readers (self, "update", error) && tell_public (self, "update", error);
}

static gboolean
tell_edit (const Telling  *self,
           GError        **error)
{
  return tell_readers (self, "status.update", error) && tell_public (self, "status.update", error);
}

static gboolean
tell_gone (const Telling  *self,
           GError        **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, self->news->id);

  publish (self, "user", NULL, self->news->other_id, 0, "delete", id);
  return TRUE;
}

static gboolean
tell_unlisted (const Telling  *self,
               GError        **error)
{
  gboolean local = self->news->other_id != 0;
  const char *channels[] = {
    "public",
    local ? "public:local" : "public:remote",
    "public:media",
    local ? "public:local:media" : "public:remote:media",
  };
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, self->news->id);

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    publish (self, channels[i], NULL, 0, 0, "delete", id);
  return TRUE;
}

static gboolean
tell_untagged (const Telling  *self,
               GError        **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, self->news->id);
  g_autoptr (MootRows) rows =
    moot_db_query (self->view.db, &moot_sql_event_tag_name,
                   MOOT_BINDS (MOOT_INT ("tag", self->news->other_id)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return error == NULL || *error == NULL;
  publish (self, "hashtag", moot_rows_text_at (rows, 0), 0, 0, "delete", id);
  publish (self, "hashtag:local", moot_rows_text_at (rows, 0), 0, 0, "delete", id);
  return TRUE;
}

static gboolean
tell_notification (const Telling  *self,
                   GError        **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_auto (MootNotice) notice = { 0 };
  MootStatusView view = self->view;
  g_autoptr (MootRows) rows =
    moot_db_query (view.db, &moot_sql_event_notification,
                   MOOT_BINDS (MOOT_INT ("id", self->news->id)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return error == NULL || *error == NULL;
  notice = moot_notice_read (rows);
  view.viewer_id = self->news->other_id;
  if (!moot_notice_write (&view, &notice, &json, error))
    return FALSE;
  publish (self, "user", NULL, view.viewer_id, 0, "notification", json.text->str);
  publish (self, "user:notification", NULL, view.viewer_id, 0, "notification", json.text->str);
  return TRUE;
}

/* Whoever blocked or muted somebody, or is blocked, is spared them from now on. */
static gboolean
tell_hidden (const Telling  *self,
             GError        **error)
{
  gint64 viewer_id = self->news->other_id;
  gint64 hidden = 0;

  if (!moot_db_get_int (self->view.db, &moot_sql_event_hidden,
                        MOOT_BINDS (MOOT_INT ("viewer", viewer_id),
                                    MOOT_INT ("account", self->news->id),
                                    MOOT_INT ("now", self->view.now)),
                        &hidden, error))
    return FALSE;
  moot_stream_hub_hide (self->services->hub, viewer_id, self->news->id, hidden != 0);
  return TRUE;
}

/* @always: whoever is about to listen has to know it, too. */
static const struct
{
  const char *topic;
  gboolean (*tell) (const Telling *self,
                    GError **error);
  gboolean always;
} topics[] = {
  { MOOT_NEWS_STATUS, tell_new, FALSE },
  { MOOT_NEWS_STATUS_EDIT, tell_edit, FALSE },
  { MOOT_NEWS_STATUS_GONE, tell_gone, FALSE },
  { MOOT_NEWS_STATUS_UNLISTED, tell_unlisted, FALSE },
  { MOOT_NEWS_STATUS_UNTAGGED, tell_untagged, FALSE },
  { MOOT_NEWS_NOTIFICATION, tell_notification, FALSE },
  { MOOT_NEWS_HIDDEN, tell_hidden, TRUE },
};

static gboolean
is_wanted (const Telling *self,
           guint          i)
{
  return g_str_equal (topics[i].topic, self->news->topic) &&
         (topics[i].always || moot_stream_hub_is_watched (self->services->hub));
}

/**
 * moot_status_events_tell:
 * @news: what was committed
 * @services: (type MootServices): the node's parts
 *
 * Publishes what streams should hear.  Costs next to nothing while nobody listens.
 */
void
moot_status_events_tell (const MootDbNews *news,
                         gpointer          services)
{
  Telling telling = { .services = services, .news = news };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    if (is_wanted (&telling, i))
      {
        telling.view = (MootStatusView){
          .db = moot_db_pool_borrow_reader (telling.services->pool, &error),
          .site = telling.services->site,
          .cache = telling.services->status_cache,
          .now = moot_clock_now (),
        };
        if (error == NULL)
          topics[i].tell (&telling, &error);
        moot_db_pool_return_reader (telling.services->pool, telling.view.db);
      }
  if (error != NULL)
    g_message ("streams were not told of '%s': %s", news->topic, error->message);
}
