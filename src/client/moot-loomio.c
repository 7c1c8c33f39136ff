/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Speaking with a Loomio server: with an API key that may be changed at any time, never faster than
 * it allows, and with the reasons it gives.
 * Thread: any; it waits.
 * Spec: Loomio's API b2. */
#include "moot-loomio-private.h"

#include "moot-client-error.h"
#include "moot-clock.h"
#include "moot-entity-file.h"
#include "moot-pacing.h"

#include <string.h>

#define BUSY_S 60 /* when it asks for patience without saying how much */
#define ID_MAX 32
#define NO_KEY "not authorized to access this page" /* what it says to a key it does not know */

/* clang-format off */
static const MootField fields[] = {
  MOOT_STRING (MootLoomioLink, key, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootLoomioLink, server, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootLoomioLink, group_id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootLoomioLink, group_key, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootLoomioLink, name, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootLoomioLink, user_id, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootLoomioLink, moot_loomio_link, fields)

typedef struct
{
  char *target;
  GBytes *body;
  gint64 at; /* monotonic, milliseconds */
} Memory;

struct _MootLoomio
{
  MootLoomioLink *link;
  MootCache *cache; /* (nullable) */
  MootPacing *pacing;

  GMutex lock; /* of all below */
  char *api_key;
  gint64 not_before; /* monotonic, milliseconds: it asked to be left alone until then */
  GQueue memories;   /* of Memory, newest first */
};

static void
memory_free (gpointer data)
{
  Memory *memory = data;

  g_bytes_unref (memory->body);
  g_free (memory->target);
  g_free (memory);
}

/** moot_loomio_new: (transfer full): a group; nothing is asked yet */
MootLoomio *
moot_loomio_new (MootLoomioLink *link,
                 const char     *api_key,
                 MootCache      *cache)
{
  MootLoomio *self = g_new0 (MootLoomio, 1);

  self->link = g_object_ref (link);
  self->cache = cache != NULL ? moot_cache_ref (cache) : NULL;
  self->api_key = g_strdup (api_key);
  self->pacing = moot_pacing_new (MOOT_LOOMIO_PACE_MAX, MOOT_LOOMIO_PERIOD_MS, 1);
  g_mutex_init (&self->lock);
  g_queue_init (&self->memories);
  return self;
}

/** moot_loomio_free: ends with its connection */
void
moot_loomio_free (MootLoomio *self)
{
  g_queue_clear_full (&self->memories, memory_free);
  g_mutex_clear (&self->lock);
  moot_pacing_unref (self->pacing);
  g_clear_pointer (&self->cache, moot_cache_unref);
  g_object_unref (self->link);
  g_free (self->api_key);
  g_free (self);
}

/** moot_loomio_get_link: (transfer none): which group it is */
MootLoomioLink *
moot_loomio_get_link (MootLoomio *self)
{
  return self->link;
}

/** moot_loomio_get_cache: (transfer none) (nullable): where copies are kept */
MootCache *
moot_loomio_get_cache (MootLoomio *self)
{
  return self->cache;
}

/** moot_loomio_forget: what was remembered for a moment, since something has changed */
void
moot_loomio_forget (MootLoomio *self)
{
  g_mutex_lock (&self->lock);
  g_queue_clear_full (&self->memories, memory_free);
  g_mutex_unlock (&self->lock);
}

/** moot_loomio_change_key: from the next question on */
void
moot_loomio_change_key (MootLoomio *self,
                        const char *api_key)
{
  g_mutex_lock (&self->lock);
  g_free (self->api_key);
  self->api_key = g_strdup (api_key);
  g_queue_clear_full (&self->memories, memory_free);
  g_mutex_unlock (&self->lock);
}

static gint64
get_now (void)
{
  return g_get_monotonic_time () / 1000;
}

/* Memory ------------------------------------------------------------------------------------- */

static GBytes *
recall (MootLoomio *self,
        const char *target)
{
  const gint64 now = get_now ();
  GBytes *body = NULL;

  g_mutex_lock (&self->lock);
  for (GList *l = self->memories.head; l != NULL && body == NULL; l = l->next)
    {
      const Memory *memory = l->data;

      if (g_str_equal (memory->target, target) && now - memory->at < MOOT_LOOMIO_MEMORY_MS)
        body = g_bytes_ref (memory->body);
    }
  g_mutex_unlock (&self->lock);
  return body;
}

static void
remember (MootLoomio *self,
          const char *target,
          GBytes     *body)
{
  Memory *memory = g_new0 (Memory, 1);

  memory->target = g_strdup (target);
  memory->body = g_bytes_ref (body);
  memory->at = get_now ();
  g_mutex_lock (&self->lock);
  g_queue_push_head (&self->memories, memory);
  while (g_queue_get_length (&self->memories) > MOOT_LOOMIO_MEMORY_MAX)
    memory_free (g_queue_pop_tail (&self->memories));
  g_mutex_unlock (&self->lock);
}

/* Patience ----------------------------------------------------------------------------------- */

static gboolean
may_ask (MootLoomio  *self,
         GError     **error)
{
  const gint64 now = get_now ();
  gint64 wait;
  MootPace pace;

  g_mutex_lock (&self->lock);
  wait = self->not_before - now;
  g_mutex_unlock (&self->lock);
  if (wait <= 0 && moot_pacing_take (self->pacing, "loomio", now, &pace))
    return TRUE;
  if (wait <= 0)
    wait = pace.wait_ms;
  g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_LIMITED,
               "'%s' is left alone for %" G_GINT64_FORMAT " more seconds", self->link->server,
               (wait + 999) / 1000);
  return FALSE;
}

static void
be_patient (MootLoomio                 *self,
            const MootConnectionAnswer *answer)
{
  const gint64 wait_ms = (answer->wait_s > 0 ? MIN (answer->wait_s, 24 * 3600) : BUSY_S) * 1000;

  g_mutex_lock (&self->lock);
  self->not_before = get_now () + MIN (wait_ms, MOOT_LOOMIO_WAIT_MAX_MS);
  g_mutex_unlock (&self->lock);
}

/* Reasons ------------------------------------------------------------------------------------ */

/* `{"errors":{"title":["can't be blank"]}}` */
static char *
dup_field_errors (JsonObject *errors)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GList) names = errors != NULL ? json_object_get_members (errors) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonArray *reasons = moot_json_get_array (errors, l->data);

      for (guint i = 0; reasons != NULL && i < json_array_get_length (reasons); i++)
        {
          JsonNode *reason = json_array_get_element (reasons, i);

          if (JSON_NODE_HOLDS_VALUE (reason) && json_node_get_value_type (reason) == G_TYPE_STRING)
            g_string_append_printf (text, "%s%s %s", text->len > 0 ? "; " : "",
                                    (const char *) l->data, json_node_get_string (reason));
        }
    }
  return text->len > 0 ? g_utf8_substring (text->str, 0, MIN (300, g_utf8_strlen (text->str, -1)))
                       : NULL;
}

static void
set_error (const MootConnectionAnswer  *answer,
           GError                     **error)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (answer->body, &size);
  g_autoptr (JsonNode) root = size > 0 ? moot_json_parse (text, (gssize) size, NULL) : NULL;
  g_autofree char *reasons = NULL;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    reasons = dup_field_errors (moot_json_get_object (json_node_get_object (root), "errors"));
  if (reasons != NULL)
    g_set_error_literal (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_REFUSED, reasons);
  else
    moot_client_error_from_status (answer->status, answer->body, error);
}

static gboolean
exchange (MootLoomio            *self,
          MootConnection        *connection,
          const char            *method,
          const char            *target,
          const char            *json,
          MootConnectionAnswer  *out_answer,
          GCancellable          *cancellable,
          GError               **error)
{
  g_autofree char *api_key = NULL;

  if (!may_ask (self, error))
    return FALSE;
  g_mutex_lock (&self->lock);
  api_key = g_strdup (self->api_key);
  g_mutex_unlock (&self->lock);
  return moot_connection_ask (connection, api_key, method, target, json, out_answer, cancellable,
                              error);
}

/* A key it does not know and a page somebody may not see get the same answer; a known key may
 * always list its groups. */
static gboolean
is_key_known (MootLoomio     *self,
              MootConnection *connection,
              GCancellable   *cancellable)
{
  MootConnectionAnswer answer = { 0 };
  gboolean known = TRUE;

  if (exchange (self, connection, "GET", "/api/b2/groups", NULL, &answer, cancellable, NULL))
    known = answer.status != 403 && answer.status != 401;
  g_clear_pointer (&answer.body, g_bytes_unref);
  return known;
}

static GBytes *
take_answer (MootLoomio            *self,
             MootConnection        *connection,
             MootConnectionAnswer  *answer,
             GCancellable          *cancellable,
             GError               **error)
{
  g_autoptr (GBytes) body = g_steal_pointer (&answer->body);
  g_autoptr (GError) local = NULL;

  if (SOUP_STATUS_IS_SUCCESSFUL (answer->status))
    return g_steal_pointer (&body);
  answer->body = body;
  set_error (answer, &local);
  answer->body = NULL;
  if (answer->status == 429)
    be_patient (self, answer);
  if (answer->status == 403 && strstr (local->message, NO_KEY) != NULL &&
      !is_key_known (self, connection, cancellable))
    local->code = MOOT_CLIENT_ERROR_UNAUTHORIZED;
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static JsonNode *
read_body (GBytes  *body,
           GError **error)
{
  g_autoptr (GError) local = NULL;
  gsize size = 0;
  const char *text = g_bytes_get_data (body, &size);
  JsonNode *root = moot_json_parse_sized (text, (gssize) size, size, &local);

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return root;
  g_clear_pointer (&root, json_node_unref);
  g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNREADABLE, "answer: %s",
               local != NULL ? local->message : "no object");
  return NULL;
}

/** moot_loomio_get: (transfer full): an object; what was asked a moment ago is not asked again */
JsonNode *
moot_loomio_get (MootLoomio      *self,
                 MootConnection  *connection,
                 const char      *target,
                 GCancellable    *cancellable,
                 GError         **error)
{
  g_autoptr (GBytes) body = recall (self, target);
  MootConnectionAnswer answer = { 0 };
  JsonNode *root;

  if (body != NULL)
    return read_body (body, error);
  if (!exchange (self, connection, "GET", target, NULL, &answer, cancellable, error))
    return NULL;
  body = take_answer (self, connection, &answer, cancellable, error);
  root = body != NULL ? read_body (body, error) : NULL;
  if (root != NULL)
    remember (self, target, body);
  return root;
}

/** moot_loomio_send: (transfer full): an object, empty where nothing comes back */
JsonNode *
moot_loomio_send (MootLoomio      *self,
                  MootConnection  *connection,
                  const char      *method,
                  const char      *target,
                  const char      *json,
                  GCancellable    *cancellable,
                  GError         **error)
{
  MootConnectionAnswer answer = { 0 };
  g_autoptr (GBytes) body = NULL;

  if (!exchange (self, connection, method, target, json, &answer, cancellable, error))
    return NULL;
  moot_loomio_forget (self);
  body = take_answer (self, connection, &answer, cancellable, error);
  if (body == NULL)
    return NULL;
  return g_bytes_get_size (body) > 0 ? read_body (body, error)
                                     : json_from_string ("{}", error);
}

/* For those who answer ----------------------------------------------------------------------- */

/** moot_loomio_ask: (transfer full): see moot_loomio_get() */
JsonNode *
moot_loomio_ask (MootLoomioCall *call,
                 GError **error,
                 const char *format,
                 ...)
{
  g_autofree char *target = NULL;
  va_list arguments;

  va_start (arguments, format);
  target = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return moot_loomio_get (call->loomio, call->connection, target, call->cancellable, error);
}

/** moot_loomio_refuse: sets what is not done from here; FALSE */
gboolean
moot_loomio_refuse (GError     **error,
                    const char  *words)
{
  g_set_error_literal (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_FORBIDDEN, words);
  return FALSE;
}

/** moot_loomio_miss: sets that there is no such thing; FALSE */
gboolean
moot_loomio_miss (GError **error)
{
  g_set_error_literal (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_NOT_FOUND,
                       "it is not on Loomio");
  return FALSE;
}

/** moot_loomio_get_group_id: (transfer none): of the group that is asked */
const char *
moot_loomio_get_group_id (MootLoomioCall *call)
{
  return call->loomio->link->group_id;
}

/** moot_loomio_is_id: whether it is a number or a key: nothing else has a way into an address */
gboolean
moot_loomio_is_id (const char *id)
{
  return id != NULL && *id != '\0' && strlen (id) < ID_MAX &&
         strspn (id, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS) == strlen (id);
}

/**
 * moot_loomio_links_load:
 * @path: the file; none is an empty list
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootLoomioLink): the groups that are linked
 */
GPtrArray *
moot_loomio_links_load (const char  *path,
                        GError     **error)
{
  return moot_entity_file_load (MOOT_TYPE_LOOMIO_LINK, path, error);
}
