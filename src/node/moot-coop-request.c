/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What all routes of the co-op API share: who asks, one transaction, the same answer to the same
 * request, errors in the API's words, pages, and the event afterwards.
 * Spec: co-op API, conventions.
 * Thread: a request worker. */
#include "moot-coop-request.h"

#include <string.h>

#include "moot-clock.h"
#include "moot-crypto.h"
#include "moot-enums.h"
#include "moot-error.h"
#include "moot-id.h"
#include "moot-json.h"
#include "moot-status-store.h"
#include "moot-stream-hub.h"
#include "moot-talk-store.h"

#define PAGE_DEFAULT 20
#define KEY_MAX 255 /* bytes of an Idempotency-Key */

/**
 * moot_coop_publish:
 * @event: see #MootCoopListener
 * @id: what changed
 * @account_id: the only account that may hear of it; 0 for all members
 * @hub: a MootStreamHub
 *
 * Tells open streams that something changed; what it is now they ask for.
 */
void
moot_coop_publish (const char *event,
                   gint64      id,
                   gint64      account_id,
                   gpointer    hub)
{
  g_autofree char *payload = g_strdup_printf ("{\"id\":\"%" G_GINT64_FORMAT "\"}", id);

  moot_stream_hub_publish (hub, "coop", NULL, account_id, 0, event, payload);
}

/**
 * moot_coop_request_fail:
 * @exchange: a request
 * @error: what went wrong
 *
 * Answers `{"error":"ERR_…","error_description":…,"details":{field:[…]}}` for what the co-op's
 * rules refuse, and like moot_exchange_fail() for everything else.
 */
void
moot_coop_request_fail (MootExchange *exchange,
                        const GError *error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  const MootCoopErrorRow *row;
  const char *field;

  if (error == NULL || error->domain != MOOT_COOP_ERROR)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  row = moot_coop_error_get_row ((MootCoopError) error->code);
  field = moot_coop_error_get_field (error);
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "error", row->word);
  moot_json_put_string (&json, "error_description", error->message);
  if (field != NULL)
    {
      moot_json_name (&json, "details");
      moot_json_begin_object (&json);
      moot_json_name (&json, field);
      moot_json_begin_array (&json);
      moot_json_begin_object (&json);
      moot_json_put_string (&json, "error", row->word);
      moot_json_put_string (&json, "description", error->message);
      moot_json_end_object (&json);
      moot_json_end_array (&json);
      moot_json_end_object (&json);
    }
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
  exchange->status = row->status;
}

/** moot_coop_request_is_officer: whether an office is held and the token may use it */
gboolean
moot_coop_request_is_officer (const MootExchange *exchange,
                              const char         *scope,
                              gboolean            holds_office)
{
  return holds_office && moot_scopes_cover (exchange->scopes, scope);
}

/**
 * moot_coop_request_begin:
 * @exchange: a request
 * @context: (out): for a reader, now
 * @out_actor: (out) (transfer full): who asks
 * @error: return location
 *
 * Returns: whether @out_actor is somebody
 */
gboolean
moot_coop_request_begin (MootExchange     *exchange,
                         MootCoopContext  *context,
                         MootActor       **out_actor,
                         GError          **error)
{
  if (!moot_coop_context_init (context, exchange->db, exchange->services->site, moot_clock_now (),
                               error))
    return FALSE;
  *out_actor = moot_actor_load (context, exchange->viewer_id, error);
  return *out_actor != NULL;
}

/* Entities with versions say which one they are, for If-Match. */
static void
add_etag (MootExchange *exchange,
          gpointer      entity)
{
  g_autofree char *etag = NULL;
  guint n_fields;
  const MootField *fields = moot_entity_get_fields (G_OBJECT_TYPE (entity), &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (fields[i].kind == MOOT_KIND_INT && (g_str_equal (fields[i].name, "version") ||
                                            g_str_equal (fields[i].name, "context_version")))
      etag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"",
                              G_STRUCT_MEMBER (gint64, entity, fields[i].offset));
  if (etag != NULL)
    moot_exchange_add_header (exchange, "ETag", etag);
}

static void
reply_shown (MootExchange          *exchange,
             const MootCoopContext *context,
             const MootActor       *viewer,
             gint64                 id,
             MootCoopShow           show)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) entity = show (context, viewer, id, &error);

  if (entity == NULL)
    {
      moot_coop_request_fail (exchange, error);
      return;
    }
  add_etag (exchange, entity);
  moot_exchange_reply_entity (exchange, entity);
}

/**
 * moot_coop_request_show:
 * @exchange: a request of a member
 * @id: what they want to see
 * @show: finds it
 *
 * Answers with one entity.
 */
void
moot_coop_request_show (MootExchange *exchange,
                        gint64        id,
                        MootCoopShow  show)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) viewer = NULL;
  MootCoopContext context;

  if (moot_coop_request_begin (exchange, &context, &viewer, &error))
    reply_shown (exchange, &context, viewer, id, show);
  else
    moot_coop_request_fail (exchange, error);
}

/**
 * moot_coop_request_write:
 * @exchange: a request of a member
 * @write: writes the answer
 *
 * Answers with what the use case itself writes as JSON.
 */
void
moot_coop_request_write (MootExchange  *exchange,
                         MootCoopWrite  write)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) viewer = NULL;
  g_autofree char *json = NULL;
  MootCoopContext context;

  if (moot_coop_request_begin (exchange, &context, &viewer, &error))
    json = write (&context, viewer, moot_exchange_get_id (exchange), &error);
  if (json != NULL)
    moot_exchange_reply_text (exchange, 200, "application/json; charset=utf-8", json);
  else
    moot_coop_request_fail (exchange, error);
}

/* The cursor of an entity: its id, or what stands for it. */
static gint64
get_cursor (gpointer entity)
{
  static const char *const names[] = { "id", "seq", "member_id" };
  guint n_fields;
  const MootField *fields = moot_entity_get_fields (G_OBJECT_TYPE (entity), &n_fields);

  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    for (guint i = 0; i < n_fields; i++)
      if (g_str_equal (fields[i].name, names[n]))
        {
          gint64 id = 0;

          if (fields[i].kind == MOOT_KIND_INT)
            return G_STRUCT_MEMBER (gint64, entity, fields[i].offset);
          moot_id_parse (G_STRUCT_MEMBER (char *, entity, fields[i].offset), &id);
          return id;
        }
  return 0;
}

/**
 * moot_coop_request_list:
 * @exchange: a request of a member
 * @list: finds a page of entities that have ids
 *
 * Answers with a page, newest first, and its links.
 */
void
moot_coop_request_list (MootExchange *exchange,
                        MootCoopList  list)
{
  MootPage page = moot_page_read (exchange, PAGE_DEFAULT, MOOT_STORE_PAGE_MAX);
  MootRange range = { .above = moot_page_get_floor (&page),
                      .below = page.max_id,
                      .ascending = moot_page_is_ascending (&page),
                      .limit = page.limit };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) viewer = NULL;
  g_autoptr (GPtrArray) entities = NULL;
  MootCoopContext context;

  if (moot_coop_request_begin (exchange, &context, &viewer, &error))
    entities = list (&context, viewer, exchange, &range, &error);
  if (entities == NULL)
    {
      moot_coop_request_fail (exchange, error);
      return;
    }
  if (range.ascending)
    moot_records_reverse (entities);
  if (entities->len > 0)
    moot_page_add_links (exchange, &page, get_cursor (g_ptr_array_index (entities, 0)),
                         (int) entities->len == page.limit
                           ? get_cursor (g_ptr_array_index (entities, entities->len - 1))
                           : 0);
  moot_exchange_reply_list (exchange, entities);
}

/**
 * moot_coop_request_list_all:
 * @exchange: a request of a member
 * @list: finds all of a short list, or what `limit` asks for; its range has no other bounds
 *
 * Answers with a list that has no pages.
 */
void
moot_coop_request_list_all (MootExchange *exchange,
                            MootCoopList  list)
{
  MootPage page = moot_page_read (exchange, PAGE_DEFAULT, MOOT_STORE_PAGE_MAX);
  const MootRange range = { .above = 0, .below = G_MAXINT64, .limit = page.limit };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) viewer = NULL;
  g_autoptr (GPtrArray) entities = NULL;
  MootCoopContext context;

  if (moot_coop_request_begin (exchange, &context, &viewer, &error))
    entities = list (&context, viewer, exchange, &range, &error);
  if (entities != NULL)
    moot_exchange_reply_list (exchange, entities);
  else
    moot_coop_request_fail (exchange, error);
}

typedef struct
{
  MootExchange *exchange;
  MootCoopAct act;
  const char *key;
  char *digest;
  gint64 now;
  gint64 id;
} Work;

/* The same key with the same request gives what it gave before; with another one it is refused. */
static gboolean
find_repeat (MootDb  *db,
             Work    *work,
             GError **error)
{
  g_autoptr (GError) local = NULL;
  gint64 since = work->now - (MOOT_DAY - MOOT_IDEMPOTENCY_MS); /* keys of this API live for a day */

  if (moot_idempotency_find (db, work->exchange->viewer_id, work->key, work->digest, since,
                             &work->id, &local))
    return TRUE;
  if (g_error_matches (local, MOOT_ERROR, MOOT_ERROR_INVALID))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_IDEMPOTENCY, NULL,
                             "this Idempotency-Key was used for another request");
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
run_act (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  Work *work = data;
  MootExchange *exchange = work->exchange;
  g_autoptr (MootActor) actor = NULL;
  MootCoopContext context;

  if (work->key != NULL && !find_repeat (db, work, error))
    return FALSE;
  if (work->id != 0)
    return TRUE;
  if (!moot_coop_context_init (&context, db, exchange->services->site, work->now, error))
    return FALSE;
  context.listener = moot_coop_publish;
  context.listener_data = exchange->services->hub;
  actor = moot_actor_load (&context, exchange->viewer_id, error);
  return actor != NULL && work->act (&context, actor, exchange, &work->id, error) &&
         moot_talk_store_index (db, error) &&
         (work->key == NULL || moot_idempotency_keep (db, exchange->viewer_id, work->key,
                                                      work->digest, work->id, work->now, error));
}

static char *
hash_request (const MootExchange *exchange)
{
  g_autoptr (GByteArray) text = g_byte_array_new ();
  gsize size = 0;
  const guint8 *body = exchange->body != NULL ? g_bytes_get_data (exchange->body, &size) : NULL;

  g_byte_array_append (text, (const guint8 *) exchange->method,
                       (guint) strlen (exchange->method) + 1);
  g_byte_array_append (text, (const guint8 *) exchange->path, (guint) strlen (exchange->path) + 1);
  if (size > 0)
    g_byte_array_append (text, body, (guint) size);
  return moot_sha256_hex (text->data, text->len);
}

/**
 * moot_coop_request_get_key:
 * @exchange: a request
 *
 * Returns: (transfer none) (nullable): its Idempotency-Key, which only POST has
 */
const char *
moot_coop_request_get_key (const MootExchange *exchange)
{
  return g_str_equal (exchange->method, "POST")
           ? moot_exchange_get_header (exchange, "idempotency-key")
           : NULL;
}

/**
 * moot_coop_request_do:
 * @exchange: a request of a member
 * @act: does it, in one transaction
 * @out_id: (out): the id @act gave, now or the first time
 *
 * Does something once, however often a request with an Idempotency-Key is repeated.  What fails is
 * answered.
 *
 * Returns: whether it was done, now or before
 */
gboolean
moot_coop_request_do (MootExchange *exchange,
                      MootCoopAct   act,
                      gint64       *out_id)
{
  Work work = { .exchange = exchange, .act = act, .now = moot_clock_now () };
  g_autofree char *digest = hash_request (exchange);
  g_autoptr (GError) error = NULL;

  work.key = moot_coop_request_get_key (exchange);
  work.digest = digest;
  if (work.key != NULL && strlen (work.key) > KEY_MAX)
    moot_coop_refuse (&error, MOOT_COOP_ERROR_TOO_LONG, NULL,
                      "an Idempotency-Key has %d bytes at most", KEY_MAX);
  if (error != NULL || !moot_exchange_write (exchange, run_act, &work, &error))
    {
      moot_coop_request_fail (exchange, error);
      return FALSE;
    }
  *out_id = work.id;
  return TRUE;
}

/**
 * moot_coop_request_act:
 * @exchange: a request of a member
 * @act: see moot_coop_request_do()
 * @show: (nullable): finds what to answer with, by the id @act gave
 *
 * Does something and answers.
 */
void
moot_coop_request_act (MootExchange *exchange,
                       MootCoopAct   act,
                       MootCoopShow  show)
{
  gint64 id = 0;

  if (!moot_coop_request_do (exchange, act, &id))
    return;
  if (show == NULL)
    moot_exchange_reply_empty (exchange);
  else
    moot_coop_request_show (exchange, id, show);
}

/**
 * moot_coop_request_read_int:
 * @exchange: a request
 * @name: a parameter
 * @required: whether it must be there
 * @out_value: (out): its number; untouched when it is not there
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_BLANK, %MOOT_COOP_ERROR_INVALID for what is no whole number.
 *
 * Returns: whether it can be used
 */
gboolean
moot_coop_request_read_int (const MootExchange  *exchange,
                            const char          *name,
                            gboolean             required,
                            gint64              *out_value,
                            GError             **error)
{
  const char *text = moot_params_get (exchange->params, name);
  gint64 value;

  if (text == NULL || *text == '\0')
    return !required ||
           moot_coop_refuse (error, MOOT_COOP_ERROR_BLANK, name, "'%s' is missing", name);
  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, name, "'%s' is no whole number", name);
  *out_value = value;
  return TRUE;
}

/** moot_coop_request_read_time: an ISO 8601 time, or a day; untouched when it is not there */
gboolean
moot_coop_request_read_time (const MootExchange  *exchange,
                             const char          *name,
                             gint64              *out_time,
                             GError             **error)
{
  const char *text = moot_params_get (exchange->params, name);
  gint64 time;

  if (text == NULL || *text == '\0')
    return TRUE;
  if (!moot_time_parse_iso (text, &time))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, name, "'%s' is no time", name);
  *out_time = time;
  return TRUE;
}

/** moot_coop_request_read_date: a day as `2026-01-31`, as the database keeps days; untouched when
 * it is not there */
gboolean
moot_coop_request_read_date (const MootExchange  *exchange,
                             const char          *name,
                             gint64              *out_day,
                             GError             **error)
{
  const char *text = moot_params_get (exchange->params, name);
  MootDay day;

  if (text == NULL || *text == '\0')
    return TRUE;
  if (!moot_day_parse (text, &day))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, name, "'%s' is no day", name);
  *out_day = moot_coop_day_to_time (day);
  return TRUE;
}

/** moot_coop_request_read_version: what If-Match names; untouched when there is none, or any will
 * do */
gboolean
moot_coop_request_read_version (const MootExchange  *exchange,
                                gint64              *out_version,
                                GError             **error)
{
  const char *text = moot_exchange_get_header (exchange, "if-match");
  g_autofree char *number = NULL;

  if (text == NULL || g_str_equal (text, "*"))
    return TRUE;
  if (g_str_has_prefix (text, "W/"))
    text += 2;
  number = g_strdup (*text == '"' ? text + 1 : text);
  if (g_str_has_suffix (number, "\""))
    number[strlen (number) - 1] = '\0';
  if (!g_ascii_string_to_signed (number, 10, 1, G_MAXINT64, out_version, NULL))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_MODIFIED, NULL,
                             "If-Match names no version of this");
  return TRUE;
}

/**
 * moot_coop_request_dup_json:
 * @exchange: a request
 * @name: a member of its JSON body, or a parameter that holds JSON as text
 *
 * Returns: (transfer full) (nullable): that JSON; %NULL when it was not given
 */
char *
moot_coop_request_dup_json (const MootExchange *exchange,
                            const char         *name)
{
  gsize size = 0;
  const char *body = exchange->body != NULL ? g_bytes_get_data (exchange->body, &size) : NULL;
  g_autoptr (JsonNode) node =
    size > 0 && *body == '{' ? moot_json_parse (body, (gssize) size, NULL) : NULL;
  JsonNode *member = NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    member = json_object_get_member (json_node_get_object (node), name);
  if (member == NULL || JSON_NODE_HOLDS_NULL (member))
    return member == NULL ? g_strdup (moot_params_get (exchange->params, name)) : NULL;
  return moot_json_node_to_text (member);
}
