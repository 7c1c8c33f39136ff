/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Statuses: making, reading, changing, deleting; what is around and what was before.
 * Spec: Mastodon client API, statuses.
 * Thread: a request worker. */
#include "moot-status-routes.h"

#include "moot-account-store.h"
#include "moot-attachment-store.h"
#include "moot-clock.h"
#include "moot-errands.h"
#include "moot-error.h"
#include "moot-id.h"
#include "moot-media-files.h"
#include "moot-polls.h"
#include "moot-publish.h"
#include "moot-record-check.h"
#include "moot-scheduled-routes.h"
#include "moot-scheduled-store.h"
#include "moot-status-form.h"
#include "moot-status-load.h"
#include "moot-status-reply.h"
#include "moot-status-terms.h"
#include "moot-thread-fetch.h"
#include "moot-thread-store.h"

#include <string.h>

#define MAX_LISTED 40     /* statuses asked for by their ids at once */
#define MAX_KEY_BYTES 255 /* of an Idempotency-Key */

/* The status of the route as the one who asks sees it; answers by itself when there is none. */
static gboolean
find_status (MootExchange   *exchange,
             MootStatusLine *out_line)
{
  MootStatusView view = moot_status_view_of (exchange);
  g_autoptr (GError) error = NULL;

  if (moot_status_view_find (&view, moot_exchange_get_id (exchange), out_line, &error))
    return TRUE;
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
  return FALSE;
}

/* The status of the route if the one who asks wrote it; answers by itself when not. */
static gboolean
find_own_status (MootExchange    *exchange,
                 MootStatusFacts *out_facts)
{
  g_autoptr (GError) error = NULL;
  gboolean found =
    moot_status_get_facts (exchange->db, moot_exchange_get_id (exchange), out_facts, &error);

  if (found && out_facts->account_id == exchange->viewer_id)
    return TRUE;
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
  return FALSE;
}

/* What another server counts or states is asked for when a member looks. */
static void
look_into (MootExchange *exchange,
           gint64        status_id,
           gint64        now)
{
  moot_poll_look (exchange->services->federation, exchange->db, status_id, now);
  moot_record_look (exchange->services->federation, exchange->db, status_id, now);
}

static void
show_status (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  MootStatusView view = moot_status_view_of (exchange);
  g_autoptr (GError) error = NULL;
  MootStatusLine line;

  if (!find_status (exchange, &line))
    return;
  if (exchange->viewer_id != 0)
    look_into (exchange, line.reblog_id != 0 ? line.reblog_id : line.id, view.now);
  if (moot_status_view_write (&view, &line, &json, &error))
    {
      moot_exchange_reply (exchange, &json);
      moot_reply_lasting (exchange);
    }
  else
    moot_exchange_fail (exchange, error);
}

/* `GET /statuses?id[]=1&id[]=2`: what is not there is left out */
static void
list_statuses (MootExchange *exchange)
{
  g_auto (GStrv) ids = moot_params_dup_list (exchange->params, "id");
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (MootStatusLine));
  MootStatusView view = moot_status_view_of (exchange);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; ids[i] != NULL && i < MAX_LISTED && error == NULL; i++)
    {
      MootStatusLine line;
      gint64 id = 0;

      if (moot_id_parse (ids[i], &id) && moot_status_view_find (&view, id, &line, &error))
        g_array_append_val (lines, line);
    }
  moot_reply_lines (exchange, error == NULL ? lines : NULL, error);
}

/* Making -------------------------------------------------------------------------------------- */

typedef struct
{
  const MootSite *site;
  const MootStatusForm *form;
  const MootStatusTerms *terms;
  const char *key; /* (nullable) */
  const char *digest;
  MootScheduled later; /* when it shall be published at some time */
  gint64 now;
  gint64 id;
} Creation;

static gboolean
make (MootDb    *db,
      Creation  *creation,
      GError   **error)
{
  const MootStatusDraft *draft = &creation->form->draft;

  if (creation->later.scheduled_at != 0)
    return moot_scheduled_add (db, &creation->later, draft->attachment_ids, draft->n_attachments,
                               creation->now, &creation->id, error);
  return moot_status_create (db, creation->site, draft, creation->now, &creation->id, error) &&
         moot_status_terms_publish (creation->terms, db, creation->site, creation->id,
                                    creation->now, error);
}

static gboolean
create (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  Creation *creation = data;
  gint64 account_id = creation->form->draft.account_id;

  if (creation->key != NULL &&
      !moot_idempotency_find (db, account_id, creation->key, creation->digest, creation->now,
                              &creation->id, error))
    return FALSE;
  if (creation->id != 0)
    return TRUE;
  return make (db, creation, error) &&
         (creation->key == NULL ||
          moot_idempotency_keep (db, account_id, creation->key, creation->digest, creation->id,
                                 creation->now, error));
}

static void
fail_form (MootExchange *exchange,
           const GError *error)
{
  if (g_error_matches (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND))
    moot_exchange_refuse (exchange, 404,
                          "The post you are trying to reply to does not appear to exist.");
  else
    moot_exchange_fail (exchange, error);
}

static gboolean
write_creation (MootExchange  *exchange,
                Creation      *creation,
                GError       **error)
{
  g_autofree char *params = moot_scheduled_dup_params (exchange, creation->form);

  creation->later.account_id = exchange->viewer_id;
  creation->later.application_id = exchange->application_id;
  creation->later.params = params;
  return moot_exchange_write (exchange, create, creation, error);
}

static void
create_status (MootExchange *exchange)
{
  g_auto (MootStatusForm) form = { 0 };
  g_auto (MootStatusTerms) terms = { 0 };
  g_autofree char *digest = moot_status_form_dup_digest (exchange);
  g_autoptr (GError) error = NULL;
  Creation creation = { .site = exchange->services->site,
                        .form = &form,
                        .terms = &terms,
                        .key = moot_exchange_get_header (exchange, "idempotency-key"),
                        .digest = digest,
                        .now = moot_clock_now () };

  if (creation.key != NULL && *creation.key == '\0')
    creation.key = NULL;
  if (creation.key != NULL && strlen (creation.key) > MAX_KEY_BYTES)
    moot_exchange_refuse (exchange, 422, "Validation failed: Idempotency-Key is too long");
  else if (!moot_scheduled_read_time (exchange, creation.now, &creation.later.scheduled_at))
    return;
  else if (!moot_status_form_read (&form, exchange, 0, creation.now, &error) ||
           !moot_status_terms_read (&terms, exchange, &form.draft, &error) ||
           !write_creation (exchange, &creation, &error))
    fail_form (exchange, error);
  else if (creation.later.scheduled_at != 0)
    moot_scheduled_reply (exchange, creation.id);
  else
    moot_reply_status (exchange, creation.id);
}

/* Changing ------------------------------------------------------------------------------------ */

static gboolean
edit (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  Creation *creation = data;
  gboolean changed;

  return moot_poll_check_edit (db, creation->form->draft.id, creation->form->draft.poll, error) &&
         moot_status_edit (db, creation->site, &creation->form->draft, creation->now, &changed,
                           error) &&
         (!changed || moot_publish_edit (db, creation->site, creation->form->draft.id,
                                         creation->now, error));
}

static void
edit_status (MootExchange *exchange)
{
  g_auto (MootStatusForm) form = { 0 };
  g_autoptr (GError) error = NULL;
  Creation creation = { .site = exchange->services->site, .form = &form, .now = moot_clock_now () };
  MootStatusFacts facts;

  if (!find_own_status (exchange, &facts))
    return;
  if (facts.reblog_of_id != 0)
    moot_exchange_not_found (exchange);
  else if (!moot_status_form_read (&form, exchange, facts.id, creation.now, &error) ||
           !moot_exchange_write (exchange, edit, &creation, &error))
    moot_exchange_fail (exchange, error);
  else
    moot_reply_status (exchange, facts.id);
}

typedef struct
{
  const MootSite *site;
  gint64 id;
  gint64 account_id;
  gboolean with_media;
  GPtrArray *files;
} Deletion;

static gboolean delete (MootDb *db,
                        gpointer data,
                        GError **error)
{
  Deletion *deletion = data;

  if (!moot_publish_going (db, deletion->site, deletion->id, moot_clock_now (), error))
    return FALSE;
  if (deletion->with_media &&
      !moot_attachments_delete_of_status (db, deletion->id, deletion->account_id, deletion->files,
                                          error))
    return FALSE;
  return moot_status_delete (db, deletion->id, error);
}

static gboolean
leave_out_content (const MootField *field,
                   MootJsonWriter  *json,
                   gpointer         data)
{
  return g_str_equal (field->name, "content");
}

/* What is given back for writing it anew: the source instead of the HTML. */
static MootStatus *
load_deleted (MootExchange  *exchange,
              gint64         id,
              GError       **error)
{
  const MootSite *site = exchange->services->site;
  g_autoptr (MootStatus) status = moot_status_load (exchange->db, site, id, error);
  gint64 poll_id = 0;

  if (status == NULL)
    return NULL;
  status->account = moot_account_find (exchange->db, site, exchange->viewer_id, error);
  if (status->account == NULL || !moot_poll_find_id (exchange->db, id, &poll_id, error))
    return NULL;
  if (poll_id == 0)
    return g_steal_pointer (&status);
  status->poll =
    moot_poll_find (exchange->db, poll_id, exchange->viewer_id, moot_clock_now (), error);
  return status->poll != NULL ? g_steal_pointer (&status) : NULL;
}

static void
delete_status (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MootStatus) status = NULL;
  g_autoptr (GError) error = NULL;
  MootStatusFacts facts;
  Deletion deletion = { .site = exchange->services->site, .files = files };

  if (!find_own_status (exchange, &facts))
    return;
  deletion.id = facts.id;
  deletion.account_id = facts.account_id;
  deletion.with_media = moot_params_get_boolean (exchange->params, "delete_media", FALSE);
  status = load_deleted (exchange, facts.id, &error);
  if (status == NULL || !moot_exchange_write (exchange, delete, &deletion, &error))
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  for (guint i = 0; i < files->len; i++)
    moot_media_file_remove (exchange->services->site, g_ptr_array_index (files, i));
  moot_entity_to_json_with (status, &json, leave_out_content, NULL);
  moot_exchange_reply (exchange, &json);
}

/* Around and before --------------------------------------------------------------------------- */

static void
show_context (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  MootStatusView view = moot_status_view_of (exchange);
  g_autoptr (GArray) ancestors = NULL;
  g_autoptr (GArray) descendants = NULL;
  g_autoptr (GError) error = NULL;
  MootStatusLine line;

  if (!find_status (exchange, &line))
    return;
  if (exchange->viewer_id != 0)
    moot_errands_run (exchange->services->federation->errands, moot_thread_fill, line.id);
  moot_json_begin_object (&json);
  if (!moot_thread_read (&view, line.id, &ancestors, &descendants, &error))
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  moot_json_name (&json, "ancestors");
  if (moot_status_view_write_all (&view, ancestors, &json, &error))
    {
      moot_json_name (&json, "descendants");
      if (moot_status_view_write_all (&view, descendants, &json, &error))
        {
          moot_json_end_object (&json);
          moot_exchange_reply (exchange, &json);
          moot_reply_lasting (exchange);
          return;
        }
    }
  moot_exchange_fail (exchange, error);
}

static void
show_history (MootExchange *exchange)
{
  const MootSite *site = exchange->services->site;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (MootAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  MootStatusLine line;

  if (!find_status (exchange, &line))
    return;
  edits = moot_status_load_history (exchange->db, site, line.id, &error);
  if (edits != NULL)
    account = moot_account_find (exchange->db, site, line.account_id, &error);
  if (account == NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  for (guint i = 0; i < edits->len; i++)
    ((MootStatusEdit *) g_ptr_array_index (edits, i))->account = g_object_ref (account);
  moot_exchange_reply_list (exchange, edits);
}

static void
show_source (MootExchange *exchange)
{
  g_autoptr (MootStatus) status = NULL;
  g_autoptr (MootStatusSource) source = NULL;
  g_autoptr (GError) error = NULL;
  MootStatusLine line;

  if (!find_status (exchange, &line))
    return;
  if (line.account_id != exchange->viewer_id)
    {
      moot_exchange_refuse (exchange, 403, "This action is not allowed");
      return;
    }
  status = moot_status_load (exchange->db, exchange->services->site, line.id, &error);
  if (status == NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  source = g_object_new (MOOT_TYPE_STATUS_SOURCE, NULL);
  source->id = g_steal_pointer (&status->id);
  source->text = g_steal_pointer (&status->text);
  source->spoiler_text = g_steal_pointer (&status->spoiler_text);
  moot_exchange_reply_entity (exchange, source);
}

/* No translation: the answer clients expect of a server without. */
static void
refuse_translation (MootExchange *exchange)
{
  moot_exchange_not_found (exchange);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",    "/api/v1/statuses",               NULL,             list_statuses },
  { "POST",   "/api/v1/statuses",               "write:statuses", create_status },
  { "GET",    "/api/v1/statuses/:id",           NULL,             show_status },
  { "PUT",    "/api/v1/statuses/:id",           "write:statuses", edit_status },
  { "DELETE", "/api/v1/statuses/:id",           "write:statuses", delete_status },
  { "GET",    "/api/v1/statuses/:id/context",   NULL,             show_context },
  { "GET",    "/api/v1/statuses/:id/history",   NULL,             show_history },
  { "GET",    "/api/v1/statuses/:id/source",    "read:statuses",  show_source },
  { "POST",   "/api/v1/statuses/:id/translate", "read:statuses",  refuse_translation },
};
/* clang-format on */

const MootRouteTable moot_status_routes = { routes, G_N_ELEMENTS (routes) };
