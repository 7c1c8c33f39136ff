/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What members do with statuses: favourite, boost, bookmark, pin, mute a thread; and who did.
 * Each answers with the status as it is now; doing it again changes nothing.
 * Spec: Mastodon client API, statuses.
 * Thread: a request worker. */
#include "moot-interaction-routes.h"

#include "moot-clock.h"
#include "moot-consents.h"
#include "moot-error.h"
#include "moot-interaction-store.h"
#include "moot-policy-store.h"
#include "moot-publish.h"
#include "moot-sql.h"
#include "moot-status-reply.h"

typedef struct
{
  MootExchange *exchange;
  MootInteraction what;
  gboolean wanted;
  gint64 account_id;
  gint64 status_id;
  MootVisibility visibility;
  gint64 now;
  gint64 boost_id;
  gboolean asks; /* the author wants to be asked */
} Deed;

/* The status of the route, or the one it boosts; answers by itself when there is none. */
static gboolean
begin (MootExchange *exchange,
       Deed         *out_deed)
{
  MootStatusView view = moot_status_view_of (exchange);
  g_autoptr (GError) error = NULL;
  MootStatusLine line;

  if (!moot_status_view_find (&view, moot_exchange_get_id (exchange), &line, &error))
    {
      if (error != NULL)
        moot_exchange_fail (exchange, error);
      else
        moot_exchange_not_found (exchange);
      return FALSE;
    }
  *out_deed = (Deed){ .exchange = exchange,
                      .account_id = exchange->viewer_id,
                      .status_id = line.reblog_id != 0 ? line.reblog_id : line.id,
                      .now = view.now };
  return TRUE;
}

/* Nobody interacts with whom they blocked. */
static gboolean
check_block (MootExchange  *exchange,
             const Deed    *deed,
             GError       **error)
{
  MootStatusFacts facts;
  gboolean blocking = FALSE;

  if (!moot_status_get_facts (exchange->db, deed->status_id, &facts, error) ||
      !moot_account_is_blocking (exchange->db, deed->account_id, facts.account_id, &blocking,
                                 error))
    return FALSE;
  if (blocking)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "the author is blocked");
  return !blocking;
}

/* What an author does not want is not done, and the member learns why. */
static gboolean
check_policy (MootExchange  *exchange,
              Deed          *deed,
              const char    *interaction,
              const char    *words,
              GError       **error)
{
  MootPermission permission = MOOT_MAY_NOT;

  if (!moot_policy_judge (exchange->db, deed->status_id, interaction, deed->account_id,
                          &permission, error))
    return FALSE;
  if (permission == MOOT_MAY_NOT)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                 "Validation failed: The author does not allow this post to be %s", words);
  deed->asks = permission == MOOT_MAY_ASK;
  return permission != MOOT_MAY_NOT;
}

/* Instead of doing it. */
static gboolean
ask (MootDb      *db,
     const Deed  *deed,
     const char  *interaction,
     GError     **error)
{
  const MootWish wish = { .interaction = interaction,
                          .account_id = deed->account_id,
                          .status_id = deed->status_id,
                          .visibility = deed->visibility };

  return moot_consents_ask (db, deed->exchange->services->site, &wish, deed->now, error);
}

/* What waits is not wanted any more. */
static gboolean
stop_asking (MootDb      *db,
             const Deed  *deed,
             const char  *interaction,
             GError     **error)
{
  g_auto (MootConsent) consent = { 0 };

  return moot_consent_find_between (db, deed->account_id, deed->status_id, interaction, &consent,
                                    error) &&
         (consent.id == 0 || moot_consent_drop (db, &consent, error));
}

/* The favourite of a status of another server that is there already, 0 for none. */
static gboolean
get_like (MootDb      *db,
          const Deed  *deed,
          gint64      *out_id,
          GError     **error)
{
  return deed->what != MOOT_INTERACTION_FAVOURITE ||
         moot_db_get_int (db, &moot_sql_favourite_of,
                          MOOT_BINDS (MOOT_INT ("account_id", deed->account_id),
                                      MOOT_INT ("status_id", deed->status_id)),
                          out_id, error);
}

static gboolean
tell_others (MootDb      *db,
             const Deed  *deed,
             gboolean     was_liked,
             GError     **error)
{
  const MootSite *site = deed->exchange->services->site;

  if (deed->what == MOOT_INTERACTION_PIN)
    return moot_publish_pin (db, site, deed->status_id, deed->wanted, deed->now, error);
  if (deed->what != MOOT_INTERACTION_FAVOURITE || !deed->wanted || was_liked)
    return TRUE;
  return moot_publish_like (db, site, deed->account_id, deed->status_id, deed->now, error);
}

static gboolean
set (MootDb    *db,
     gpointer   data,
     GError   **error)
{
  const Deed *deed = data;
  gint64 before = 0;

  if (!get_like (db, deed, &before, error))
    return FALSE;
  if (deed->asks && before == 0)
    return ask (db, deed, MOOT_POLICY_LIKE, error);
  if (deed->what == MOOT_INTERACTION_FAVOURITE && !deed->wanted &&
      !stop_asking (db, deed, MOOT_POLICY_LIKE, error))
    return FALSE;
  if (before != 0 && !deed->wanted &&
      !moot_publish_unlike (db, deed->exchange->services->site, deed->account_id, deed->status_id,
                            deed->now, error))
    return FALSE;
  return moot_interaction_set (db, deed->what, deed->account_id, deed->status_id, deed->wanted,
                               deed->now, error) &&
         tell_others (db, deed, before != 0, error);
}

static void
interact (MootExchange    *exchange,
          MootInteraction  what,
          gboolean         wanted)
{
  g_autoptr (GError) error = NULL;
  Deed deed;

  if (!begin (exchange, &deed))
    return;
  deed.what = what;
  deed.wanted = wanted;
  if ((what == MOOT_INTERACTION_FAVOURITE && wanted &&
       (!check_block (exchange, &deed, &error) ||
        !check_policy (exchange, &deed, MOOT_POLICY_LIKE, "favourited", &error))) ||
      !moot_exchange_write (exchange, set, &deed, &error))
    moot_exchange_fail (exchange, error);
  else
    moot_reply_status (exchange, deed.status_id);
}

static void
favourite (MootExchange *exchange)
{
  interact (exchange, MOOT_INTERACTION_FAVOURITE, TRUE);
}

static void
unfavourite (MootExchange *exchange)
{
  interact (exchange, MOOT_INTERACTION_FAVOURITE, FALSE);
}

static void
bookmark (MootExchange *exchange)
{
  interact (exchange, MOOT_INTERACTION_BOOKMARK, TRUE);
}

static void
unbookmark (MootExchange *exchange)
{
  interact (exchange, MOOT_INTERACTION_BOOKMARK, FALSE);
}

static void
pin (MootExchange *exchange)
{
  interact (exchange, MOOT_INTERACTION_PIN, TRUE);
}

static void
unpin (MootExchange *exchange)
{
  interact (exchange, MOOT_INTERACTION_PIN, FALSE);
}

static void
mute (MootExchange *exchange)
{
  interact (exchange, MOOT_INTERACTION_MUTE_THREAD, TRUE);
}

static void
unmute (MootExchange *exchange)
{
  interact (exchange, MOOT_INTERACTION_MUTE_THREAD, FALSE);
}

/* Boosts -------------------------------------------------------------------------------------- */

static gboolean
get_boost (MootDb      *db,
           const Deed  *deed,
           gint64      *out_id,
           GError     **error)
{
  return moot_db_get_int (
    db, &moot_sql_status_boost_of,
    MOOT_BINDS (MOOT_INT ("id", deed->status_id), MOOT_INT ("account", deed->account_id)), out_id,
    error);
}

static gboolean
add_boost (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  Deed *deed = data;
  const MootSite *site = deed->exchange->services->site;
  gint64 before = 0;

  if (!get_boost (db, deed, &before, error))
    return FALSE;
  if (deed->asks && before == 0)
    return ask (db, deed, MOOT_POLICY_ANNOUNCE, error);
  if (!moot_status_boost (db, site, deed->account_id, deed->status_id, deed->visibility, deed->now,
                          &deed->boost_id, error))
    return FALSE;
  return before != 0 || moot_publish_status (db, site, deed->boost_id, deed->now, error);
}

static gboolean
remove_boost (MootDb    *db,
              gpointer   data,
              GError   **error)
{
  const Deed *deed = data;
  gint64 boost_id = 0;

  return get_boost (db, deed, &boost_id, error) &&
         stop_asking (db, deed, MOOT_POLICY_ANNOUNCE, error) &&
         (boost_id == 0 || moot_publish_going (db, deed->exchange->services->site, boost_id,
                                               deed->now, error)) &&
         moot_status_unboost (db, deed->account_id, deed->status_id, error);
}

/* Spec: the visibility table of the client API, column "boostable". */
static gboolean
decide_visibility (const MootExchange  *exchange,
                   Deed                *deed,
                   GError             **error)
{
  const char *wanted = moot_params_get (exchange->params, "visibility");
  MootStatusFacts facts;

  if (!moot_status_get_facts (exchange->db, deed->status_id, &facts, error))
    return FALSE;
  if (facts.visibility == MOOT_VISIBILITY_DIRECT ||
      (facts.visibility == MOOT_VISIBILITY_PRIVATE && facts.account_id != deed->account_id))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "it is not for everybody");
      return FALSE;
    }
  if (wanted == NULL || !moot_visibility_from_text (wanted, &deed->visibility) ||
      deed->visibility == MOOT_VISIBILITY_DIRECT)
    deed->visibility = MOOT_VISIBILITY_PUBLIC;
  deed->visibility = MAX (deed->visibility, facts.visibility);
  return TRUE;
}

static void
reblog (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  Deed deed;

  if (!begin (exchange, &deed))
    return;
  if (!decide_visibility (exchange, &deed, &error) || !check_block (exchange, &deed, &error) ||
      !check_policy (exchange, &deed, MOOT_POLICY_ANNOUNCE, "boosted", &error) ||
      !moot_exchange_write (exchange, add_boost, &deed, &error))
    moot_exchange_fail (exchange, error);
  else
    moot_reply_status (exchange, deed.boost_id != 0 ? deed.boost_id : deed.status_id);
}

static void
unreblog (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  Deed deed;

  if (!begin (exchange, &deed))
    return;
  if (moot_exchange_write (exchange, remove_boost, &deed, &error))
    moot_reply_status (exchange, deed.status_id);
  else
    moot_exchange_fail (exchange, error);
}

/* Who did it ---------------------------------------------------------------------------------- */

static void
list_accounts (MootExchange  *exchange,
               const MootSql *sql)
{
  MootPage page = moot_page_read (exchange, 40, 80);
  g_autoptr (MootRows) rows = NULL;
  g_autoptr (GError) error = NULL;
  Deed deed;

  if (!begin (exchange, &deed))
    return;
  rows = moot_db_query (exchange->db, sql,
                        MOOT_BINDS (MOOT_INT ("status", deed.status_id),
                                    MOOT_INT ("viewer", exchange->viewer_id),
                                    MOOT_INT ("now", deed.now), MOOT_INT ("max_id", page.max_id),
                                    MOOT_INT ("floor", moot_page_get_floor (&page)),
                                    MOOT_INT ("limit", page.limit + 1)),
                        &error);
  moot_reply_accounts (exchange, &page, rows, error);
}

static void
list_favouriters (MootExchange *exchange)
{
  list_accounts (exchange, &moot_sql_favourited_by);
}

static void
list_boosters (MootExchange *exchange)
{
  list_accounts (exchange, &moot_sql_reblogged_by);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "POST", "/api/v1/statuses/:id/favourite",     "write:favourites", favourite },
  { "POST", "/api/v1/statuses/:id/unfavourite",   "write:favourites", unfavourite },
  { "POST", "/api/v1/statuses/:id/reblog",        "write:statuses",   reblog },
  { "POST", "/api/v1/statuses/:id/unreblog",      "write:statuses",   unreblog },
  { "POST", "/api/v1/statuses/:id/bookmark",      "write:bookmarks",  bookmark },
  { "POST", "/api/v1/statuses/:id/unbookmark",    "write:bookmarks",  unbookmark },
  { "POST", "/api/v1/statuses/:id/pin",           "write:accounts",   pin },
  { "POST", "/api/v1/statuses/:id/unpin",         "write:accounts",   unpin },
  { "POST", "/api/v1/statuses/:id/mute",          "write:mutes",      mute },
  { "POST", "/api/v1/statuses/:id/unmute",        "write:mutes",      unmute },
  { "GET",  "/api/v1/statuses/:id/favourited_by", NULL,               list_favouriters },
  { "GET",  "/api/v1/statuses/:id/reblogged_by",  NULL,               list_boosters },
};
/* clang-format on */

const MootRouteTable moot_interaction_routes = { routes, G_N_ELEMENTS (routes) };
