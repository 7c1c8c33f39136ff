/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The node itself as an actor, and what stands behind the ids of our actors: outbox, featured,
 * followers, following.
 *
 * Pages go by ids, not by numbers: whatever is added meanwhile, a walk meets each item once.
 * Spec: ActivityPub section 5; FEP-8fcf; conformance 13 to 16. Thread: a request worker. */
#include "moot-actor-routes.h"

#include "moot-activity-reply.h"
#include "moot-actor-uri.h"
#include "moot-actor-writer.h"
#include "moot-clock.h"
#include "moot-id.h"
#include "moot-limits.h"
#include "moot-sql.h"
#include "moot-tag-store.h"

#define OUTBOX_PAGE 20
#define FOLLOW_PAGE 40
#define MAX_MODERATORS 100
#define MAX_SYNCHRONISED 10000 /* followers on one server that are listed at once */
#define NODE_MAX_AGE 3600      /* seconds; it hardly ever changes */
#define PAGE_MAX_AGE 60

/* The actor of the route and who asks for it. */
typedef struct
{
  MootOwnActor *actor;
  MootPeer peer;
  gboolean is_follower;
} Visit;

static void
visit_clear (Visit *self)
{
  moot_own_actor_free (self->actor);
  moot_peer_clear (&self->peer);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Visit, visit_clear)

/* Answers by itself when there is nothing to go on with. */
static gboolean
begin (MootExchange *exchange,
       Visit        *out_visit)
{
  g_autoptr (GError) error = NULL;
  gint64 found = 0;

  *out_visit = (Visit){ 0 };
  if (!moot_peer_identify (exchange, moot_peer_must_sign (exchange), &out_visit->peer))
    return FALSE;
  out_visit->actor =
    moot_activity_load_actor (exchange, moot_exchange_get_param (exchange, "name"), &error);
  if (out_visit->actor != NULL && out_visit->peer.account_id != 0 &&
      moot_db_get_int (exchange->db, &moot_sql_is_follower,
                       MOOT_BINDS (MOOT_INT ("account_id", out_visit->peer.account_id),
                                   MOOT_INT ("target_id", out_visit->actor->account_id)),
                       &found, &error))
    out_visit->is_follower = found != 0;
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else if (out_visit->actor == NULL || out_visit->actor->suspended)
    moot_exchange_not_found (exchange);
  else
    return TRUE;
  return FALSE;
}

static void
show_node (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = moot_federation_dup_public_pem (exchange->services->federation, &error);
  g_autoptr (MootOwnActor) actor =
    pem != NULL ? moot_own_actor_of_node (exchange->services->site, pem, &error) : NULL;
  g_autofree char *json = NULL;

  if (actor == NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  json = moot_actor_to_json (actor->document);
  moot_activity_reply (exchange, json, NODE_MAX_AGE);
}

static void
reply_root (MootExchange *exchange,
            const char   *id,
            gint64        total,
            gboolean      has_pages)
{
  g_autofree char *json = moot_collection_write (id, total, has_pages);

  moot_activity_reply (exchange, json, PAGE_MAX_AGE);
}

static void
show_node_outbox (MootExchange *exchange)
{
  g_autofree char *id = moot_site_url (exchange->services->site, "/actor/outbox");

  reply_root (exchange, id, 0, FALSE);
}

/* Outbox -------------------------------------------------------------------------------------- */

static GArray *
load_ids (MootRows  *rows,
          GError   **error)
{
  g_autoptr (MootRows) owned = rows;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;

  if (owned == NULL)
    return NULL;
  while (moot_rows_next (owned, &local))
    {
      gint64 id = moot_rows_get_int (owned, "id");

      g_array_append_val (ids, id);
    }
  if (local == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static void
reverse (GArray *ids)
{
  gint64 *list = (gint64 *) (gpointer) ids->data;

  for (guint i = 0; i < ids->len / 2; i++)
    {
      gint64 other = list[i];

      list[i] = list[ids->len - 1 - i];
      list[ids->len - 1 - i] = other;
    }
}

/* One more than a page holds, so that it shows whether there is another; newest first. */
static GArray *
load_outbox (MootExchange  *exchange,
             const Visit   *visit,
             gint64         max_id,
             gint64         min_id,
             GError       **error)
{
  gboolean newer = moot_params_has (exchange->params, "min_id");
  GArray *ids =
    newer
      ? load_ids (moot_db_query (exchange->db, &moot_sql_outbox_newer,
                                 MOOT_BINDS (MOOT_INT ("account_id", visit->actor->account_id),
                                             MOOT_INT ("min_id", min_id),
                                             MOOT_INT ("is_follower", visit->is_follower),
                                             MOOT_INT ("viewer", visit->peer.account_id),
                                             MOOT_INT ("limit", OUTBOX_PAGE + 1)),
                                 error),
                  error)
      : load_ids (moot_db_query (exchange->db, &moot_sql_outbox_older,
                                 MOOT_BINDS (MOOT_INT ("account_id", visit->actor->account_id),
                                             MOOT_INT ("max_id", max_id),
                                             MOOT_INT ("is_follower", visit->is_follower),
                                             MOOT_INT ("viewer", visit->peer.account_id),
                                             MOOT_INT ("limit", OUTBOX_PAGE + 1)),
                                 error),
                  error);

  if (ids != NULL && newer)
    reverse (ids);
  return ids;
}

static GPtrArray *
render (MootExchange  *exchange,
        const Visit   *visit,
        const gint64  *ids,
        guint          n_ids,
        GError       **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (MootOwnStatus) status = moot_own_status_load (
        exchange->db, exchange->services->site, ids[i], moot_clock_now (), &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (status != NULL && moot_peer_may_see (exchange, &visit->peer, status))
        g_ptr_array_add (items, moot_own_status_dup_activity (status));
    }
  return g_steal_pointer (&items);
}

static void
reply_outbox_page (MootExchange *exchange,
                   const Visit  *visit)
{
  const char *outbox = visit->actor->document->outbox;
  gint64 max_id = moot_params_get_id (exchange->params, "max_id");
  gint64 min_id = moot_params_get_id (exchange->params, "min_id");
  gboolean newer = moot_params_has (exchange->params, "min_id");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids =
    load_outbox (exchange, visit, max_id > 0 ? max_id : G_MAXINT64, min_id, &error);
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *id = NULL;
  g_autofree char *next = NULL;
  g_autofree char *prev = NULL;
  g_autofree char *json = NULL;
  const gint64 *list = ids != NULL ? (const gint64 *) (gpointer) ids->data : NULL;
  guint n = ids != NULL ? MIN (ids->len, OUTBOX_PAGE) : 0;
  gboolean more = ids != NULL && ids->len > OUTBOX_PAGE;

  if (newer && more)
    list++; /* the extra one is the newest here */
  if (ids != NULL)
    items = render (exchange, visit, list, n, &error);
  if (items == NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  if (newer)
    id = g_strdup_printf ("%s?min_id=%" G_GINT64_FORMAT "&page=true", outbox, min_id);
  else if (max_id > 0)
    id = g_strdup_printf ("%s?max_id=%" G_GINT64_FORMAT "&page=true", outbox, max_id);
  else
    id = g_strconcat (outbox, "?page=true", NULL);
  if (n > 0 && (newer ? min_id > 0 : more))
    next = g_strdup_printf ("%s?max_id=%" G_GINT64_FORMAT "&page=true", outbox, list[n - 1]);
  if (n > 0)
    prev = g_strdup_printf ("%s?min_id=%" G_GINT64_FORMAT "&page=true", outbox, list[0]);
  json = moot_collection_page_write (&(MootOutgoingPage){
    .id = id, .part_of = outbox, .next = next, .prev = prev, .items = items });
  moot_activity_reply (exchange, json, visit->is_follower ? 0 : PAGE_MAX_AGE);
}

static void
show_outbox (MootExchange *exchange)
{
  g_auto (Visit) visit = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 total = 0;

  if (!begin (exchange, &visit))
    return;
  if (moot_params_has (exchange->params, "page"))
    reply_outbox_page (exchange, &visit);
  else if (moot_db_get_int (exchange->db, &moot_sql_outbox_count_statuses,
                            MOOT_BINDS (MOOT_INT ("account_id", visit.actor->account_id)), &total,
                            &error))
    reply_root (exchange, visit.actor->document->outbox, total, TRUE);
  else
    moot_exchange_fail (exchange, error);
}

/* Featured ------------------------------------------------------------------------------------ */

static void
show_featured (MootExchange *exchange)
{
  g_auto (Visit) visit = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (!begin (exchange, &visit))
    return;
  ids = load_ids (moot_db_query (exchange->db, &moot_sql_own_pins,
                                 MOOT_BINDS (MOOT_INT ("account_id", visit.actor->account_id),
                                             MOOT_INT ("limit", MOOT_MAX_PINNED_STATUSES)),
                                 &error),
                  &error);
  if (ids == NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  moot_json_begin_object (&json);
  moot_json_put_raw (&json, "@context", moot_wire_context_get (MOOT_CONTEXT_FULL));
  moot_json_put_string (&json, "id", visit.actor->document->featured);
  moot_json_put_string (&json, "type", "OrderedCollection");
  moot_json_put_int (&json, "totalItems", ids->len);
  moot_json_name (&json, "orderedItems");
  moot_json_begin_array (&json);
  for (guint i = 0; i < ids->len && error == NULL; i++)
    {
      g_autoptr (MootOwnStatus) status =
        moot_own_status_load (exchange->db, exchange->services->site,
                              g_array_index (ids, gint64, i), moot_clock_now (), &error);

      if (status != NULL && status->object != NULL)
        moot_object_write (status->object, FALSE, &json);
    }
  moot_json_end_array (&json);
  moot_json_end_object (&json);
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_activity_reply (exchange, json.text->str, PAGE_MAX_AGE);
}

/* The tags on the profile. */
static void
show_featured_tags (MootExchange *exchange)
{
  g_auto (Visit) visit = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows = NULL;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (!begin (exchange, &visit))
    return;
  rows = moot_db_query (exchange->db, &moot_sql_featured_tags,
                        MOOT_BINDS (MOOT_INT ("account", visit.actor->account_id),
                                    MOOT_INT ("limit", MOOT_MAX_FEATURED_TAGS)),
                        &error);
  moot_json_begin_object (&json);
  moot_json_put_raw (&json, "@context", moot_wire_context_get (MOOT_CONTEXT_FULL));
  moot_json_put_string (&json, "id", visit.actor->document->featured_tags);
  moot_json_put_string (&json, "type", "Collection");
  moot_json_name (&json, "items");
  moot_json_begin_array (&json);
  while (rows != NULL && moot_rows_next (rows, &error))
    moot_hashtag_write (exchange->services->site, moot_rows_get_text (rows, "name"), &json);
  moot_json_end_array (&json);
  moot_json_end_object (&json);
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_activity_reply (exchange, json.text->str, PAGE_MAX_AGE);
}

/* Followers and following --------------------------------------------------------------------- */

static void
reply_follow_page (MootExchange  *exchange,
                   const Visit   *visit,
                   const char    *collection,
                   const MootSql *sql)
{
  gint64 max_id = moot_params_get_id (exchange->params, "max_id");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MootRows) rows = moot_db_query (
    exchange->db, sql,
    MOOT_BINDS (MOOT_INT ("account_id", visit->actor->account_id),
                MOOT_INT ("max_id", max_id > 0 ? max_id : G_MAXINT64),
                MOOT_INT ("limit", FOLLOW_PAGE + 1)),
    &error);
  g_autofree char *id = NULL;
  g_autofree char *next = NULL;
  g_autofree char *json = NULL;
  gint64 last = 0;

  while (rows != NULL && moot_rows_next (rows, &error))
    {
      if (items->len == FOLLOW_PAGE)
        {
          next = g_strdup_printf ("%s?max_id=%" G_GINT64_FORMAT "&page=true", collection, last);
          break;
        }
      last = moot_rows_get_int (rows, "_cursor");
      g_ptr_array_add (items, g_strdup (moot_rows_get_text (rows, "uri")));
    }
  if (error != NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  id = max_id > 0
         ? g_strdup_printf ("%s?max_id=%" G_GINT64_FORMAT "&page=true", collection, max_id)
         : g_strconcat (collection, "?page=true", NULL);
  json = moot_collection_page_write (
    &(MootOutgoingPage){ .id = id, .part_of = collection, .next = next, .items = items });
  moot_activity_reply (exchange, json, PAGE_MAX_AGE);
}

/* Whom somebody follows is told to nobody who wants it hidden; how many is. */
static void
show_follows (MootExchange  *exchange,
              const char    *count,
              const MootSql *sql)
{
  g_auto (Visit) visit = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) counts = NULL;
  const char *collection;

  if (!begin (exchange, &visit))
    return;
  collection = sql == &moot_sql_own_followers_page ? visit.actor->document->followers
                                                   : visit.actor->document->following;
  if (moot_params_has (exchange->params, "page"))
    {
      if (visit.actor->hides_collections)
        moot_exchange_not_found (exchange);
      else
        reply_follow_page (exchange, &visit, collection, sql);
      return;
    }
  counts = moot_db_query (exchange->db, &moot_sql_own_follow_counts,
                          MOOT_BINDS (MOOT_INT ("account_id", visit.actor->account_id)), &error);
  if (counts == NULL || !moot_rows_next (counts, &error))
    moot_exchange_fail (exchange, error);
  else
    {
      g_autofree char *first = g_strconcat (collection, "?page=true", NULL);
      g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

      moot_json_begin_object (&json);
      moot_json_put_raw (&json, "@context", moot_wire_context_get (MOOT_CONTEXT_PLAIN));
      moot_json_put_string (&json, "id", collection);
      moot_json_put_string (&json, "type", "OrderedCollection");
      moot_json_put_int (&json, "totalItems", moot_rows_get_int (counts, count));
      if (!visit.actor->hides_collections)
        moot_json_put_string (&json, "first", first);
      moot_json_end_object (&json);
      moot_activity_reply (exchange, json.text->str, PAGE_MAX_AGE);
    }
}

static void
show_followers (MootExchange *exchange)
{
  show_follows (exchange, "followers", &moot_sql_own_followers_page);
}

static void
show_following (MootExchange *exchange)
{
  show_follows (exchange, "following", &moot_sql_own_following_page);
}

/* Those followers that live where the question comes from. */
static void
show_synchronisation (MootExchange *exchange)
{
  g_auto (Visit) visit = { 0 };
  g_autofree char *origin = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows = NULL;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  guint n = 0;

  if (!begin (exchange, &visit))
    return;
  if (visit.peer.actor == NULL)
    {
      moot_exchange_refuse (exchange, 401, "Request not signed");
      return;
    }
  origin = moot_uri_dup_origin (visit.peer.actor);
  id = moot_actor_uri_part (visit.actor->document->id, MOOT_PART_FOLLOWERS_SYNCHRONIZATION, 0);
  rows = moot_db_query (exchange->db, &moot_sql_followers_at,
                        MOOT_BINDS (MOOT_INT ("account_id", visit.actor->account_id),
                                    MOOT_TEXT ("origin", origin)),
                        &error);
  moot_json_begin_object (&json);
  moot_json_put_raw (&json, "@context", moot_wire_context_get (MOOT_CONTEXT_PLAIN));
  moot_json_put_string (&json, "id", id);
  moot_json_put_string (&json, "type", "OrderedCollection");
  moot_json_name (&json, "orderedItems");
  moot_json_begin_array (&json);
  for (; rows != NULL && n < MAX_SYNCHRONISED && moot_rows_next (rows, &error); n++)
    moot_json_add_string (&json, moot_rows_get_text (rows, "uri"));
  moot_json_end_array (&json);
  moot_json_end_object (&json);
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_activity_reply (exchange, json.text->str, 0);
}

/* Who may take something back that the group passed on.  Spec: FEP-1b12. */
static void
show_moderators (MootExchange *exchange)
{
  g_auto (Visit) visit = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows = NULL;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (!begin (exchange, &visit))
    return;
  rows = moot_db_query (exchange->db, &moot_sql_group_moderators,
                        MOOT_BINDS (MOOT_INT ("today", moot_clock_now () / MOOT_DAY * MOOT_DAY),
                                    MOOT_INT ("limit", MAX_MODERATORS)),
                        &error);
  moot_json_begin_object (&json);
  moot_json_put_raw (&json, "@context", moot_wire_context_get (MOOT_CONTEXT_PLAIN));
  moot_json_put_string (&json, "id", visit.actor->document->moderators);
  moot_json_put_string (&json, "type", "OrderedCollection");
  moot_json_name (&json, "orderedItems");
  moot_json_begin_array (&json);
  while (rows != NULL && moot_rows_next (rows, &error))
    moot_json_add_string (&json, moot_rows_get_text (rows, "uri"));
  moot_json_end_array (&json);
  moot_json_end_object (&json);
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_activity_reply (exchange, json.text->str, PAGE_MAX_AGE);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET", "/actor",                                 MOOT_SCOPE_NOBODY, show_node },
  { "GET", "/actor/outbox",                          MOOT_SCOPE_NOBODY, show_node_outbox },
  { "GET", "/users/:name/outbox",                    MOOT_SCOPE_NOBODY, show_outbox },
  { "GET", "/users/:name/featured",                  MOOT_SCOPE_NOBODY, show_featured },
  { "GET", "/users/:name/collections/tags",          MOOT_SCOPE_NOBODY, show_featured_tags },
  { "GET", "/users/:name/followers",                 MOOT_SCOPE_NOBODY, show_followers },
  { "GET", "/users/:name/following",                 MOOT_SCOPE_NOBODY, show_following },
  { "GET", "/users/:name/followers_synchronization", MOOT_SCOPE_NOBODY, show_synchronisation },
  { "GET", "/groups/:name/outbox",                   MOOT_SCOPE_NOBODY, show_outbox },
  { "GET", "/groups/:name/featured",                 MOOT_SCOPE_NOBODY, show_featured },
  { "GET", "/groups/:name/collections/tags",         MOOT_SCOPE_NOBODY, show_featured_tags },
  { "GET", "/groups/:name/followers",                MOOT_SCOPE_NOBODY, show_followers },
  { "GET", "/groups/:name/following",                MOOT_SCOPE_NOBODY, show_following },
  { "GET", "/groups/:name/followers_synchronization", MOOT_SCOPE_NOBODY, show_synchronisation },
  { "GET", "/groups/:name/moderators",               MOOT_SCOPE_NOBODY, show_moderators },
};
/* clang-format on */

const MootRouteTable moot_actor_routes = { routes, G_N_ELEMENTS (routes) };
