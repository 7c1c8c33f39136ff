/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Serving the pictures and films of other servers from here: members' computers ask nobody else.
 * Only addresses that carry our signature are answered, so this is no proxy for anything else.
 * Thread: a worker of its own pool, since it may have to be fetched first. */
#include "moot-remote-media-routes.h"

#include "moot-error.h"
#include "moot-film-answer.h"
#include "moot-media-address.h"
#include "moot-range.h"

#define RETRY_AFTER "300" /* seconds: as long as a failure is remembered at first */

static const char *
get (const MootExchange *exchange,
     const char         *name)
{
  return moot_exchange_get_param (exchange, name);
}

/* What is not there and what is not shown look the same; what may be there later does not. */
static void
refuse (MootExchange *exchange,
        const GError *error)
{
  moot_exchange_add_header (exchange, "Cache-Control", "no-store");
  if (g_error_matches (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE) ||
      g_error_matches (error, MOOT_ERROR, MOOT_ERROR_LIMITED))
    {
      moot_exchange_add_header (exchange, "Retry-After", RETRY_AFTER);
      moot_exchange_refuse (exchange, 503, "Remote data could not be fetched");
    }
  else if (error->domain != MOOT_ERROR)
    {
      moot_exchange_fail (exchange, error);
    }
  else
    {
      moot_exchange_not_found (exchange);
    }
}

static void
serve (MootExchange *exchange)
{
  g_auto (MootMediaAddress) address = { 0 };
  g_auto (MootMediaFile) file = { NULL, NULL, NULL };
  MootFilm *film = NULL;
  g_autoptr (GError) error = NULL;

  if (!moot_media_address_read (exchange->services->site, get (exchange, "what"),
                                get (exchange, "signature"), &address))
    {
      moot_exchange_not_found (exchange);
      return;
    }
  if (!moot_media_cache_get (exchange->services->media, &address, &file, &film, &error))
    {
      g_debug ("media: '%.200s': %s", address.url, error->message);
      refuse (exchange, error);
      return;
    }
  moot_exchange_add_header (exchange, "Cache-Control", "private, max-age=86400");
  moot_exchange_add_header (exchange, "Content-Security-Policy", "default-src 'none'; sandbox");
  if (film != NULL)
    moot_film_answer (exchange, film);
  else
    moot_range_answer (exchange, file.mime, file.bytes, file.tag);
}

/**
 * moot_remote_media_job:
 * @services: the node's parts
 * @now: UTC milliseconds
 * @error: return location
 *
 * Keeps the cache within its limits.  Thread: the scheduler's.
 *
 * Returns: whether it went well
 */
gboolean
moot_remote_media_job (const MootServices  *services,
                       gint64               now,
                       GError             **error)
{
  return moot_media_cache_tidy (services->media, now, error);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET", MOOT_REMOTE_MEDIA_PATH ":what/:signature", MOOT_SCOPE_NOBODY, serve },
};
/* clang-format on */

const MootRouteTable moot_remote_media_routes = { routes, G_N_ELEMENTS (routes) };
