/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Posts that wait for their hour: the list of one's own, moving and dropping one, and the job that
 * publishes them.  What is kept is what the author sent; it is read once more when the hour has
 * come, by the same rules as a post that is published at once.
 * Spec: Mastodon client API, scheduled_statuses.
 * Thread: a request worker, and the scheduler's. */
#include "moot-scheduled-routes.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-page.h"
#include "moot-publish.h"
#include "moot-scheduled-store.h"
#include "moot-status-reply.h"
#include "moot-status-terms.h"

#define DEFAULT_LIMIT 20
#define MAX_LIMIT 40
#define DUE_AT_ONCE 20 /* more are published a moment later */
#define PATH "/api/v1/scheduled_statuses"

/**
 * moot_scheduled_read_time:
 * @exchange: a request that may carry `scheduled_at`
 * @now: UTC milliseconds
 * @out_at: (out): when, 0 for at once
 *
 * Returns: whether it is far enough in the future; if not, the request has been answered
 */
gboolean
moot_scheduled_read_time (MootExchange *exchange,
                          gint64        now,
                          gint64       *out_at)
{
  const char *text = moot_params_get (exchange->params, "scheduled_at");

  *out_at = 0;
  if (text == NULL || *text == '\0')
    return TRUE;
  if (moot_time_parse_iso (text, out_at) && *out_at >= now + MOOT_SCHEDULED_MIN_AHEAD_MS)
    return TRUE;
  moot_exchange_refuse (exchange, 422,
                        "Validation failed: Scheduled at The scheduled date must be in the future");
  return FALSE;
}

static void
put_poll (MootJsonWriter      *json,
          const MootExchange  *exchange,
          const MootPollDraft *poll)
{
  moot_json_name (json, "poll");
  if (poll == NULL)
    {
      moot_json_add_null (json);
      return;
    }
  moot_json_begin_object (json);
  moot_json_name (json, "options");
  moot_json_begin_array (json);
  for (guint i = 0; poll->options[i] != NULL; i++)
    moot_json_add_string (json, poll->options[i]);
  moot_json_end_array (json);
  moot_json_put_int (json, "expires_in",
                     moot_params_get_int (exchange->params, "poll[expires_in]", 0));
  moot_json_put_boolean (json, "multiple", poll->multiple);
  moot_json_put_boolean (json, "hide_totals", poll->hide_totals);
  moot_json_end_object (json);
}

static void
put_media (MootJsonWriter        *json,
           const MootStatusDraft *draft)
{
  moot_json_name (json, "media_ids");
  if (draft->n_attachments == 0)
    {
      moot_json_add_null (json);
      return;
    }
  moot_json_begin_array (json);
  for (gsize i = 0; i < draft->n_attachments; i++)
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, draft->attachment_ids[i]);

      moot_json_add_string (json, id);
    }
  moot_json_end_array (json);
}

/**
 * moot_scheduled_dup_params:
 * @exchange: a request for a post
 * @form: what was understood of it
 *
 * Returns: (transfer full): what has to be known to publish it later, JSON as clients see it
 */
char *
moot_scheduled_dup_params (const MootExchange   *exchange,
                           const MootStatusForm *form)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  const MootStatusDraft *draft = &form->draft;
  const char *reply = moot_params_get (exchange->params, "in_reply_to_id");

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "text", draft->text);
  put_media (&json, draft);
  moot_json_put_boolean (&json, "sensitive", draft->sensitive);
  moot_json_put_string (&json, "spoiler_text", draft->spoiler_text);
  moot_json_put_string (&json, "visibility", moot_visibility_to_text (draft->visibility));
  moot_json_put_string (&json, "language", draft->language);
  moot_json_put_null (&json, "scheduled_at");
  put_poll (&json, exchange, draft->poll);
  moot_json_put_null (&json, "idempotency");
  moot_json_put_boolean (&json, "with_rate_limit", FALSE);
  moot_json_put_string (&json, "in_reply_to_id",
                        draft->in_reply_to_id != 0 ? reply : NULL);
  moot_json_put_int (&json, "application_id", draft->application_id);
  moot_json_put_string (&json, "quoted_status_id",
                        moot_params_get (exchange->params, "quoted_status_id"));
  moot_json_put_string (&json, "quote_approval_policy",
                        moot_params_get (exchange->params, "quote_approval_policy"));
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

/* Asking -------------------------------------------------------------------------------------- */

/**
 * moot_scheduled_reply:
 * @exchange: a request
 * @id: a post of the one who asks
 *
 * Answers with a post that waits, or that there is none.
 */
void
moot_scheduled_reply (MootExchange *exchange,
                      gint64        id)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootScheduled) self =
    moot_scheduled_find (exchange->db, id, exchange->viewer_id, &error);

  if (self != NULL &&
      moot_scheduled_write (exchange->db, exchange->services->site, self, &json, &error))
    moot_exchange_reply (exchange, &json);
  else if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
}

static void
show_one (MootExchange *exchange)
{
  moot_scheduled_reply (exchange, moot_exchange_get_id (exchange));
}

static gboolean
write_list (MootExchange     *exchange,
            const GPtrArray  *list,
            MootJsonWriter   *json,
            GError          **error)
{
  moot_json_begin_array (json);
  for (guint i = 0; i < list->len; i++)
    if (!moot_scheduled_write (exchange->db, exchange->services->site,
                               g_ptr_array_index (list, i), json, error))
      return FALSE;
  moot_json_end_array (json);
  return TRUE;
}

static void
list_all (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  MootPage page = moot_page_read (exchange, DEFAULT_LIMIT, MAX_LIMIT);
  MootPostRange range = moot_page_get_range (&page);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list =
    moot_scheduled_list (exchange->db, exchange->viewer_id, &range, &error);

  if (list == NULL || !write_list (exchange, list, &json, &error))
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  if (list->len > 0)
    moot_page_add_links (
      exchange, &page, ((const MootScheduled *) g_ptr_array_index (list, 0))->id,
      ((const MootScheduled *) g_ptr_array_index (list, list->len - 1))->id);
  moot_exchange_reply (exchange, &json);
}

/* Changing ------------------------------------------------------------------------------------ */

typedef struct
{
  gint64 id;
  gint64 account_id;
  gint64 at;
  gint64 now;
  gboolean removed;
} Change;

static gboolean
move (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  const Change *change = data;

  return moot_scheduled_move (db, change->id, change->account_id, change->at, change->now, error);
}

static void
move_one (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  Change change = { .id = moot_exchange_get_id (exchange),
                    .account_id = exchange->viewer_id,
                    .now = moot_clock_now () };
  g_autoptr (MootScheduled) self =
    moot_scheduled_find (exchange->db, change.id, change.account_id, &error);

  if (self == NULL && error == NULL)
    moot_exchange_not_found (exchange);
  else if (self == NULL)
    moot_exchange_fail (exchange, error);
  else if (!moot_scheduled_read_time (exchange, change.now, &change.at))
    return;
  else if (change.at == 0 || moot_exchange_write (exchange, move, &change, &error))
    moot_scheduled_reply (exchange, change.id);
  else
    moot_exchange_fail (exchange, error);
}

static gboolean
drop (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  Change *change = data;

  return moot_scheduled_remove (db, change->id, change->account_id, &change->removed, error);
}

static void
drop_one (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  Change change = { .id = moot_exchange_get_id (exchange), .account_id = exchange->viewer_id };

  if (!moot_exchange_write (exchange, drop, &change, &error))
    moot_exchange_fail (exchange, error);
  else if (change.removed)
    moot_exchange_reply_empty (exchange);
  else
    moot_exchange_not_found (exchange);
}

/* Publishing ---------------------------------------------------------------------------------- */

typedef struct
{
  const MootScheduled *self;
  const MootSite *site;
  const MootStatusDraft *draft; /* (nullable): it cannot be published any more */
  const MootStatusTerms *terms;
  gint64 now;
} Publication;

/* In one transaction: whatever happens, it is published once or still waits. */
static gboolean
publish (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  const Publication *publication = data;
  gboolean removed;
  gint64 id = 0;

  if (!moot_scheduled_remove (db, publication->self->id, publication->self->account_id, &removed,
                              error))
    return FALSE;
  if (!removed || publication->draft == NULL)
    return TRUE; /* somebody was faster, or it is dropped */
  return moot_status_create (db, publication->site, publication->draft, publication->now, &id,
                             error) &&
         moot_status_terms_publish (publication->terms, db, publication->site, id,
                                    publication->now, error);
}

/* What the author sent, as a request of the present. */
static MootExchange *
make_request (const MootServices   *services,
              MootDb               *reader,
              const MootScheduled  *self,
              GError              **error)
{
  MootExchange *exchange = moot_exchange_new (services, "POST", PATH);
  g_autoptr (GBytes) json = g_bytes_new (self->params, strlen (self->params));
  const char *text;

  exchange->db = reader;
  exchange->viewer_id = self->account_id;
  exchange->application_id = self->application_id;
  if (moot_params_add_json (exchange->params, json, error))
    {
      text = moot_params_get (exchange->params, "text");
      if (moot_params_add (exchange->params, "status", text != NULL ? text : "", error))
        return exchange;
    }
  moot_exchange_free (exchange);
  return NULL;
}

static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, MOOT_ERROR, MOOT_ERROR_INVALID) ||
         g_error_matches (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND) ||
         g_error_matches (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE);
}

/* One that the rules do not allow any more is dropped, as what it answers may be gone; one that the
 * database could not take waits. */
static gboolean
publish_one (const MootServices   *services,
             MootDb               *reader,
             const MootScheduled  *self,
             gint64                now,
             GError              **error)
{
  g_auto (MootStatusForm) form = { 0 };
  g_auto (MootStatusTerms) terms = { 0 };
  g_autoptr (GError) local = NULL;
  g_autoptr (MootExchange) request = make_request (services, reader, self, &local);
  Publication publication = {
    .self = self, .site = services->site, .terms = &terms, .now = now
  };

  if (request != NULL && moot_status_form_read (&form, request, 0, now, &local) &&
      moot_status_terms_read (&terms, request, &form.draft, &local))
    {
      publication.draft = &form.draft;
      if (moot_db_pool_write (services->pool, publish, &publication, &local))
        return TRUE;
    }
  if (!is_final (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_message ("a scheduled post could not be published: %s", local->message);
  publication.draft = NULL;
  return moot_db_pool_write (services->pool, publish, &publication, error);
}

/**
 * moot_scheduled_job:
 * @services: the node's parts
 * @now: UTC milliseconds
 * @error: return location
 *
 * Publishes the posts whose hour has come, also while the node was off.
 *
 * Returns: whether it went well
 */
gboolean
moot_scheduled_job (const MootServices  *services,
                    gint64               now,
                    GError             **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (services->pool, error);
  g_autoptr (GPtrArray) due =
    reader != NULL ? moot_scheduled_list_due (reader, now, DUE_AT_ONCE, error) : NULL;
  gboolean done = due != NULL;

  for (guint i = 0; done && i < due->len; i++)
    done = publish_one (services, reader, g_ptr_array_index (due, i), now, error);
  moot_db_pool_return_reader (services->pool, reader);
  return done;
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",    PATH,        "read:statuses",  list_all },
  { "GET",    PATH "/:id", "read:statuses",  show_one },
  { "PUT",    PATH "/:id", "write:statuses", move_one },
  { "DELETE", PATH "/:id", "write:statuses", drop_one },
};
/* clang-format on */

const MootRouteTable moot_scheduled_routes = { routes, G_N_ELEMENTS (routes) };
