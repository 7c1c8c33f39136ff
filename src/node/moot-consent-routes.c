/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What waits for a member's leave, their yes or no, and what was granted, for other servers to see.
 * Spec: GoToSocial client API, interaction_requests; GoToSocial interaction policies.
 * Thread: a request worker. */
#include "moot-consent-routes.h"

#include "moot-activity-reply.h"
#include "moot-activity-writer.h"
#include "moot-actor-uri.h"
#include "moot-clock.h"
#include "moot-consents.h"
#include "moot-policy-store.h"
#include "moot-remote-object.h"
#include "moot-sql.h"
#include "moot-stamps.h"
#include "moot-status-reply.h"
#include "moot-status.h"

#include <string.h>

#define DEFAULT_LIMIT 40
#define MAX_LIMIT 80
#define AUTHORIZATION_MAX_AGE 60

/* Showing ------------------------------------------------------------------------------------- */

static const char *
get_type (const MootConsent *consent)
{
  static const struct
  {
    const char *interaction;
    const char *type;
  } types[] = {
    { MOOT_POLICY_LIKE, "favourite" },
    { MOOT_POLICY_REPLY, "reply" },
    { MOOT_POLICY_ANNOUNCE, "reblog" },
    { MOOT_POLICY_QUOTE, "quote" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].interaction, consent->interaction))
      return types[i].type;
  g_return_val_if_reached ("");
}

static void
put_time (MootJsonWriter *json,
          const char     *name,
          gint64          time)
{
  g_autofree char *text = time != 0 ? moot_time_format_iso (time) : NULL;

  moot_json_put_string (json, name, text);
}

/* A page and what its consents are about; all of it is asked for at once. */
typedef struct
{
  MootStatusView view;
  GArray *lines; /* of MootStatusLine */
} Showing;

static void
add_id (GString *ids,
        gint64   id)
{
  if (id != 0)
    g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, ids->len > 1 ? "," : "", id);
}

static gboolean
showing_init (Showing            *self,
              MootExchange       *exchange,
              const MootConsent  *consents,
              guint               n_consents,
              GError            **error)
{
  g_autoptr (GString) ids = g_string_new ("[");

  self->view = moot_status_view_of (exchange);
  for (guint i = 0; i < n_consents; i++)
    {
      add_id (ids, consents[i].status_id);
      add_id (ids, consents[i].deed_id);
    }
  g_string_append_c (ids, ']');
  self->lines = moot_status_view_find_these (&self->view, ids->str, error);
  return self->lines != NULL;
}

static void
showing_clear (Showing *self)
{
  g_clear_pointer (&self->lines, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Showing, showing_clear)

static gboolean
write_status (const Showing   *showing,
              gint64           id,
              MootJsonWriter  *json,
              GError         **error)
{
  for (guint i = 0; i < showing->lines->len; i++)
    {
      const MootStatusLine *line = &g_array_index (showing->lines, MootStatusLine, i);

      if (line->id == id)
        return moot_status_view_write (&showing->view, line, json, error);
    }
  moot_json_add_null (json);
  return TRUE;
}

/* What came from elsewhere is no status yet: it is shown as what it would be. */
static MootStatus *
read_reply (const MootConsent *consent)
{
  g_autoptr (JsonNode) node = moot_json_parse (consent->body, -1, NULL);
  JsonObject *body =
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr (MootRemoteObject) object = moot_remote_object_read (body, NULL);
  MootVisibility visibility;
  MootStatus *status;

  if (object == NULL)
    return NULL;
  visibility = moot_audience_get_visibility (&object->audience, NULL);
  status = g_object_new (MOOT_TYPE_STATUS, NULL);
  status->id = g_strdup_printf ("%" G_GINT64_FORMAT, consent->id);
  status->created_at = object->published > 0 ? object->published : consent->created_at;
  status->in_reply_to_id = g_strdup_printf ("%" G_GINT64_FORMAT, consent->status_id);
  status->in_reply_to_account_id = g_strdup_printf ("%" G_GINT64_FORMAT, consent->author_id);
  status->visibility = g_strdup (moot_visibility_to_text (visibility));
  status->spoiler_text = g_strdup (object->warning != NULL ? object->warning : "");
  status->sensitive = object->sensitive;
  status->language = g_strdup (object->language);
  status->uri = g_strdup (object->id);
  status->url = g_strdup (object->uri != NULL ? object->uri : object->id);
  status->content = moot_remote_object_dup_html (object);
  return status;
}

typedef struct
{
  const Showing *showing;
  const MootConsent *consent;
  GError *error;
} Author;

static gboolean
write_author (const MootField *field,
              MootJsonWriter  *json,
              gpointer         data)
{
  Author *author = data;

  if (!g_str_equal (field->name, "account"))
    return FALSE;
  moot_json_name (json, field->name);
  if (author->error == NULL)
    moot_status_view_write_author (&author->showing->view, author->consent->account_id,
                                   author->consent->actor_revision, json, &author->error);
  return TRUE;
}

static gboolean
write_deed (const Showing      *showing,
            const MootConsent  *consent,
            MootJsonWriter     *json,
            GError            **error)
{
  gboolean is_text = g_str_equal (consent->interaction, MOOT_POLICY_REPLY) ||
                     g_str_equal (consent->interaction, MOOT_POLICY_QUOTE);
  Author author = { showing, consent, NULL };
  g_autoptr (MootStatus) reply = NULL;

  moot_json_name (json, "reply");
  if (consent->deed_id != 0)
    return write_status (showing, consent->deed_id, json, error);
  if (is_text)
    reply = read_reply (consent);
  if (reply != NULL)
    moot_entity_to_json_with (reply, json, write_author, &author);
  else
    moot_json_add_null (json);
  if (author.error == NULL)
    return TRUE;
  g_propagate_error (error, author.error);
  return FALSE;
}

static gboolean
write_consent (const Showing      *showing,
               const MootConsent  *consent,
               MootJsonWriter     *json,
               GError            **error)
{
  gboolean accepted = g_str_equal (consent->state, MOOT_CONSENT_ACCEPTED);
  gboolean rejected = g_str_equal (consent->state, MOOT_CONSENT_REJECTED);

  moot_json_begin_object (json);
  moot_json_put_id (json, "id", consent->id);
  moot_json_put_string (json, "type", get_type (consent));
  put_time (json, "created_at", consent->created_at);
  moot_json_put_string (json, "uri", consent->uri);
  put_time (json, "accepted_at", accepted ? consent->answered_at : 0);
  put_time (json, "rejected_at", rejected ? consent->answered_at : 0);
  moot_json_name (json, "account");
  if (!moot_status_view_write_author (&showing->view, consent->account_id,
                                      consent->actor_revision, json, error))
    return FALSE;
  moot_json_name (json, "status");
  if (!write_status (showing, consent->status_id, json, error) ||
      !write_deed (showing, consent, json, error))
    return FALSE;
  moot_json_end_object (json);
  return TRUE;
}

/* Listing ------------------------------------------------------------------------------------- */

static GArray *
load_page (MootExchange    *exchange,
           const MootPage  *page,
           GError         **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, TRUE, sizeof (MootConsent));
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (
    exchange->db, &moot_sql_consent_page,
    MOOT_BINDS (MOOT_INT ("viewer", exchange->viewer_id),
                MOOT_INT ("status", MAX (0, moot_params_get_id (exchange->params, "status_id"))),
                MOOT_INT ("max_id", page->max_id), MOOT_INT ("floor", moot_page_get_floor (page)),
                MOOT_INT ("limit", page->limit)),
    error);

  g_array_set_clear_func (list, (GDestroyNotify) moot_consent_clear);
  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    {
      MootConsent one = moot_consent_read (rows);

      g_array_append_val (list, one);
    }
  if (local == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static void
list_requests (MootExchange *exchange)
{
  MootPage page = moot_page_read (exchange, DEFAULT_LIMIT, MAX_LIMIT);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) list = load_page (exchange, &page, &error);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_auto (Showing) showing = { 0 };

  moot_json_begin_array (&json);
  if (list != NULL)
    showing_init (&showing, exchange, (const MootConsent *) (gpointer) list->data, list->len,
                  &error);
  for (guint i = 0; error == NULL && i < list->len; i++)
    write_consent (&showing, &g_array_index (list, MootConsent, i), &json, &error);
  moot_json_end_array (&json);
  if (error != NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  if (list->len > 0)
    moot_page_add_links (exchange, &page, g_array_index (list, MootConsent, 0).id,
                         g_array_index (list, MootConsent, list->len - 1).id);
  moot_exchange_reply (exchange, &json);
}

/* One of the member's own, whatever became of it. */
static void
reply_request (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_auto (MootConsent) consent = { 0 };
  g_auto (Showing) showing = { 0 };
  g_autoptr (GError) error = NULL;

  if (!moot_consent_load (exchange->db, moot_exchange_get_id (exchange), &consent, &error))
    moot_exchange_fail (exchange, error);
  else if (consent.id == 0 || consent.author_id != exchange->viewer_id)
    moot_exchange_not_found (exchange);
  else if (showing_init (&showing, exchange, &consent, 1, &error) &&
           write_consent (&showing, &consent, &json, &error))
    moot_exchange_reply (exchange, &json);
  else
    moot_exchange_fail (exchange, error);
}

/* Deciding ------------------------------------------------------------------------------------ */

typedef struct
{
  const MootFederation *federation;
  gint64 id;
  gint64 author_id;
  gboolean accept;
} Decision;

static gboolean
do_decide (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  const Decision *self = data;

  return moot_consents_decide (db, self->federation, self->id, self->author_id, self->accept,
                               moot_clock_now (), error);
}

static void
decide (MootExchange *exchange,
        gboolean      accept)
{
  g_autoptr (GError) error = NULL;
  Decision decision = { exchange->services->federation, moot_exchange_get_id (exchange),
                        exchange->viewer_id, accept };

  if (moot_exchange_write (exchange, do_decide, &decision, &error))
    reply_request (exchange);
  else
    moot_exchange_fail (exchange, error);
}

static void
authorize (MootExchange *exchange)
{
  decide (exchange, TRUE);
}

static void
reject (MootExchange *exchange)
{
  decide (exchange, FALSE);
}

/* What was granted ---------------------------------------------------------------------------- */

static gboolean
is_granted (MootExchange      *exchange,
            const MootConsent *consent)
{
  const char *base_url = exchange->services->site->base_url;
  g_autofree char *actor = moot_actor_uri_build (base_url, MOOT_ROOT_PERSON,
                                                 moot_exchange_get_param (exchange, "name"));

  return consent->id != 0 && g_str_equal (consent->state, MOOT_CONSENT_ACCEPTED) &&
         g_str_equal (consent->author, actor) &&
         !g_str_equal (consent->interaction, MOOT_POLICY_QUOTE);
}

/* Whoever may see what it is about may see that it is allowed. */
static void
show_authorization (MootExchange *exchange)
{
  const MootServices *services = exchange->services;
  g_auto (MootPeer) peer = { 0 };
  g_auto (MootConsent) consent = { 0 };
  g_autoptr (MootOwnStatus) target = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *json = NULL;

  if (!moot_peer_identify (exchange, moot_peer_must_sign (exchange), &peer))
    return;
  if (moot_consent_load (exchange->db, moot_exchange_get_id (exchange), &consent, &error) &&
      is_granted (exchange, &consent))
    target = moot_own_status_load (exchange->db, services->site, consent.status_id,
                                   moot_clock_now (), &error);
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else if (target == NULL || !moot_peer_may_see (exchange, &peer, target))
    moot_exchange_not_found (exchange);
  else
    {
      id = moot_actor_uri_part (consent.author, MOOT_PART_AUTHORIZATION, consent.id);
      json = moot_stamp_write (id, moot_stamp_get_type (consent.interaction), consent.author,
                               consent.uri, consent.target_uri);
      moot_activity_reply (exchange, json,
                           target->visibility <= MOOT_VISIBILITY_UNLISTED ? AUTHORIZATION_MAX_AGE
                                                                          : 0);
    }
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",  "/api/v1/interaction_requests",               "read:notifications",  list_requests },
  { "GET",  "/api/v1/interaction_requests/:id",           "read:notifications",  reply_request },
  { "POST", "/api/v1/interaction_requests/:id/authorize", "write:statuses",      authorize },
  { "POST", "/api/v1/interaction_requests/:id/reject",    "write:statuses",      reject },
  { "GET",  "/users/:name/authorizations/:id",            MOOT_SCOPE_NOBODY,     show_authorization },
};
/* clang-format on */

const MootRouteTable moot_consent_routes = { routes, G_N_ELEMENTS (routes) };
