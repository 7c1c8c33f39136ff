/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Where other servers deliver: each member's inbox, the node's own, and one for all.
 * Spec: ActivityPub section 5.2 and 7; what we take is listed in FEDERATION.md.
 * Thread: a request worker for other servers. */
#include "moot-inbox-routes.h"

#include "moot-activity-reply.h"
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-inbox.h"
#include "moot-sql.h"

#define RETRY_SECONDS "30"

/* What a sender makes of each: 401 try another signature, 429 and 503 come back, the rest: never.
 */
static const struct
{
  MootError code;
  guint status;
  const char *words;
} answers[] = {
  { MOOT_ERROR_INVALID, 400, "This cannot be read" },
  { MOOT_ERROR_TOO_LARGE, 400, "This cannot be read" },
  { MOOT_ERROR_UNAUTHORIZED, 401, "The signature does not hold" },
  { MOOT_ERROR_FORBIDDEN, 403, "This action is not allowed" },
  { MOOT_ERROR_CONFLICT, 415, "This is no activity" },
  { MOOT_ERROR_LIMITED, 429, "Too many requests" },
};

static void
refuse (MootExchange *exchange,
        const GError *error)
{
  for (guint i = 0; error->domain == MOOT_ERROR && i < G_N_ELEMENTS (answers); i++)
    if (answers[i].code == (MootError) error->code)
      {
        if (answers[i].status == 401)
          moot_exchange_add_header (
            exchange, "Accept-Signature",
            "sig1=(\"@method\" \"@target-uri\" \"content-digest\");created;keyid");
        if (answers[i].status == 429)
          moot_exchange_add_header (exchange, "Retry-After", RETRY_SECONDS);
        g_debug ("inbox: %u: %s", answers[i].status, error->message);
        moot_exchange_refuse (exchange, answers[i].status, "%s", answers[i].words);
        return;
      }
  g_debug ("inbox: 503: %s", error->message);
  moot_exchange_add_header (exchange, "Retry-After", RETRY_SECONDS);
  moot_exchange_refuse (exchange, 503, "This cannot be taken now");
}

static void
take (MootExchange *exchange,
      gint64        recipient_id)
{
  const MootInboxPost post = { .message = exchange->message,
                               .content_type = moot_exchange_get_header (exchange, "content-type"),
                               .remote_address = exchange->remote_address,
                               .recipient_id = recipient_id,
                               .now = moot_clock_now () };
  g_autoptr (GError) error = NULL;

  if (moot_inbox_receive (exchange->services->federation->inbox, &post, &error))
    moot_exchange_reply_text (exchange, 202, "text/plain; charset=utf-8", "");
  else
    refuse (exchange, error);
}

static void
take_for_all (MootExchange *exchange)
{
  take (exchange, 0);
}

static void
take_for_one (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  if (!moot_db_get_int (exchange->db, &moot_sql_local_account_by_name,
                        MOOT_BINDS (MOOT_TEXT ("username",
                                               moot_exchange_get_param (exchange, "name")),
                                    MOOT_INT ("is_group", moot_activity_root (exchange) ==
                                                            MOOT_ROOT_GROUP)),
                        &id, &error))
    moot_exchange_fail (exchange, error);
  else if (id == 0)
    moot_exchange_not_found (exchange);
  else
    take (exchange, id);
}

/** moot_inbox_job: forgets what has outlived its use */
gboolean
moot_inbox_job (const MootServices  *services,
                gint64               now,
                GError             **error)
{
  return moot_inbox_upkeep (services->federation, now, error);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "POST", "/inbox",              MOOT_SCOPE_NOBODY, take_for_all },
  { "POST", "/actor/inbox",        MOOT_SCOPE_NOBODY, take_for_all },
  { "POST", "/users/:name/inbox",  MOOT_SCOPE_NOBODY, take_for_one },
  { "POST", "/groups/:name/inbox", MOOT_SCOPE_NOBODY, take_for_one },
};
/* clang-format on */

const MootRouteTable moot_inbox_routes = { routes, G_N_ELEMENTS (routes) };
