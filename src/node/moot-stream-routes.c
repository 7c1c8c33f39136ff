/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Where streams begin: who may hear what is decided here, before anything is upgraded.
 * Spec: Mastodon client API, streaming.
 * Thread: a request worker. */
#include "moot-stream-routes.h"

#include "moot-clock.h"
#include "moot-sql.h"
#include "moot-stream-hub.h"

#include <string.h>

static GArray *
load_hidden (MootExchange  *exchange,
             GError       **error)
{
  g_autoptr (MootRows) rows = moot_db_query (
    exchange->db, &moot_sql_hidden_accounts,
    MOOT_BINDS (MOOT_INT ("viewer", exchange->viewer_id), MOOT_INT ("now", moot_clock_now ())),
    error);
  g_autoptr (GArray) hidden = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    {
      gint64 id = moot_rows_int_at (rows, 0);

      g_array_append_val (hidden, id);
    }
  if (local == NULL)
    return g_steal_pointer (&hidden);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static const char *
get_argument (MootExchange *exchange)
{
  const char *tag = moot_params_get (exchange->params, "tag");

  return tag != NULL ? tag : moot_params_get (exchange->params, "list");
}

static void
agree (MootExchange *exchange,
       const char   *channel,
       gboolean      socket)
{
  const char *argument = get_argument (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) hidden = NULL;
  const char *words = NULL;
  guint status =
    channel != NULL ? moot_stream_check_channel (channel, argument, exchange->scopes, &words) : 0;

  if (status != 0)
    {
      moot_exchange_refuse (exchange, status, "%s", words);
      return;
    }
  hidden = load_hidden (exchange, &error);
  if (hidden == NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  exchange->stream = g_new0 (MootStreamRequest, 1);
  exchange->stream->channel = g_strdup (channel);
  exchange->stream->argument = argument != NULL ? g_utf8_strdown (argument, -1) : NULL;
  exchange->stream->hidden = g_steal_pointer (&hidden);
  exchange->stream->socket = socket;
  exchange->status = socket ? 101 : 200;
}

static void
open_socket (MootExchange *exchange)
{
  const char *upgrade = moot_exchange_get_header (exchange, "upgrade");
  g_auto (GStrv) list = moot_params_dup_list (exchange->params, "stream");

  if (upgrade == NULL || g_ascii_strcasecmp (upgrade, "websocket") != 0)
    moot_exchange_not_found (exchange);
  else
    agree (exchange, list[0], TRUE);
}

/* `/api/v1/streaming/public/local` is the channel `public:local`. */
static void
open_events (MootExchange *exchange)
{
  g_autofree char *channel = g_strdup (exchange->path + strlen ("/api/v1/streaming/"));

  g_strdelimit (channel, "/", ':');
  if (g_str_has_suffix (channel, ":"))
    channel[strlen (channel) - 1] = '\0';
  if (g_str_has_prefix (channel, "public") &&
      moot_params_get_boolean (exchange->params, "only_media", FALSE))
    {
      g_autofree char *plain = g_steal_pointer (&channel);

      channel = g_strconcat (plain, ":media", NULL);
    }
  agree (exchange, channel, FALSE);
}

static void
answer_health (MootExchange *exchange)
{
  moot_exchange_reply_text (exchange, 200, "text/plain; charset=utf-8", "OK");
}

static void
unknown_channel (MootExchange *exchange)
{
  moot_exchange_refuse (exchange, 400, "Unknown channel requested");
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET", "/api/v1/streaming",                   "",                   open_socket },
  { "GET", "/api/v1/streaming/health",            NULL,                 answer_health },
  { "GET", "/api/v1/streaming/user",              "",                   open_events },
  { "GET", "/api/v1/streaming/user/notification", "",                   open_events },
  { "GET", "/api/v1/streaming/public",            "",                   open_events },
  { "GET", "/api/v1/streaming/public/local",      "",                   open_events },
  { "GET", "/api/v1/streaming/public/remote",     "",                   open_events },
  { "GET", "/api/v1/streaming/hashtag",           "",                   open_events },
  { "GET", "/api/v1/streaming/hashtag/local",     "",                   open_events },
  { "GET", "/api/v1/streaming/list",              "",                   open_events },
  { "GET", "/api/v1/streaming/direct",            "",                   open_events },
  { "GET", "/api/v1/streaming/coop",              "read:governance",    open_events },
  { "GET", "/api/v1/streaming/:channel",          NULL,                 unknown_channel },
};
/* clang-format on */

const MootRouteTable moot_stream_routes = { routes, G_N_ELEMENTS (routes) };
