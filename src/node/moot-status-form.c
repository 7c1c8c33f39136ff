/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* From the parameters of a request to a status that can be stored: limits, defaults of the author,
 * text to HTML, mentions, tags, poll.  Refusals carry the words for the client.
 * Spec: Mastodon client API, POST and PUT statuses.
 * Thread: a request worker. */
#include "moot-status-form.h"

#include "moot-account-store.h"
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-id.h"
#include "moot-limits.h"
#include "moot-sql.h"
#include "moot-status-reply.h"

#include <string.h>

/* What the author prefers when the request does not say. */
typedef struct
{
  MootVisibility visibility;
  gboolean sensitive;
  char *language;
} Defaults;

static void
defaults_clear (Defaults *self)
{
  g_free (self->language);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Defaults, defaults_clear)

static gboolean
refuse (GError     **error,
        const char  *reason)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "Validation failed: %s", reason);
  return FALSE;
}

static gboolean
load_defaults (const MootExchange  *exchange,
               Defaults            *out_defaults,
               GError             **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (exchange->db, &moot_sql_posting_defaults,
                   MOOT_BINDS (MOOT_INT ("id", exchange->viewer_id)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return FALSE;
  out_defaults->visibility = (MootVisibility) moot_rows_get_int (rows, "default_privacy");
  out_defaults->sensitive = moot_rows_get_int (rows, "default_sensitive") != 0;
  out_defaults->language = g_strdup (moot_rows_get_text (rows, "default_language"));
  return TRUE;
}

/* Text ---------------------------------------------------------------------------------------- */

static gboolean
resolve_mention (const char  *username,
                 const char  *domain,
                 char       **out_url,
                 char       **out_acct,
                 gpointer     data)
{
  const MootExchange *exchange = data;
  g_autofree char *name = domain != NULL ? g_strconcat (username, "@", domain, NULL)
                                         : g_strdup (username);
  g_autoptr (MootAccount) account =
    moot_account_find_by_acct (exchange->db, exchange->services->site, name, NULL);

  if (account == NULL || account->suspended)
    return FALSE;
  *out_url = g_steal_pointer (&account->url);
  *out_acct = g_steal_pointer (&account->acct);
  return TRUE;
}

static gboolean
read_text (MootStatusForm      *self,
           const MootExchange  *exchange,
           GError             **error)
{
  const char *text = moot_params_get (exchange->params, "status");
  const char *spoiler = moot_params_get (exchange->params, "spoiler_text");
  guint n_characters;

  self->text = g_strstrip (g_strdup (text != NULL ? text : ""));
  self->spoiler_text = g_strstrip (g_strdup (spoiler != NULL ? spoiler : ""));
  if (*self->text == '\0' && *self->spoiler_text != '\0')
    {
      g_free (self->text); /* a warning alone is the text, as elsewhere */
      self->text = g_steal_pointer (&self->spoiler_text);
      self->spoiler_text = g_strdup ("");
    }
  n_characters = moot_text_count (self->text) + moot_text_count (self->spoiler_text);
  if (n_characters > MOOT_MAX_STATUS_CHARACTERS)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "Validation failed: Text character limit of %d exceeded",
                   MOOT_MAX_STATUS_CHARACTERS);
      return FALSE;
    }
  return TRUE;
}

static gboolean
understand_text (MootStatusForm  *self,
                 MootExchange    *exchange,
                 GError         **error)
{
  const MootSite *site = exchange->services->site;

  self->understood = moot_text_to_html (self->text, site->base_url, resolve_mention, exchange);
  self->mention_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->understood->mentions->len; i++)
    {
      const char *acct = g_ptr_array_index (self->understood->mentions, i);
      gint64 id = 0;

      if (!moot_account_find_id (exchange->db, site, acct, &id, error))
        return FALSE;
      if (id != 0)
        g_array_append_val (self->mention_ids, id);
    }
  g_ptr_array_add (self->understood->tags, NULL);
  self->draft.text = self->text;
  self->draft.spoiler_text = self->spoiler_text;
  self->draft.content = self->understood->html;
  self->draft.tags = (const char *const *) self->understood->tags->pdata;
  self->draft.mention_ids = (const gint64 *) (gconstpointer) self->mention_ids->data;
  self->draft.n_mentions = self->mention_ids->len;
  return TRUE;
}

/* A language tag such as `en` or `pt-BR`; anything else is taken as not known. */
static char *
dup_language (const char *text)
{
  gsize length = text != NULL ? strspn (text, "abcdefghijklmnopqrstuvwxyz") : 0;

  if (length < 2 || length > 3 || strlen (text) > 35)
    return NULL;
  if (text[length] != '\0' && text[length] != '-')
    return NULL;
  for (const char *at = text + length; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && *at != '-')
      return NULL;
  return g_strdup (text);
}

static gboolean
read_manner (MootStatusForm      *self,
             const MootExchange  *exchange,
             gboolean             is_edit,
             GError             **error)
{
  g_auto (Defaults) defaults = { 0 };
  const char *visibility = moot_params_get (exchange->params, "visibility");
  const char *language = moot_params_get (exchange->params, "language");

  if (!load_defaults (exchange, &defaults, error))
    return FALSE;
  self->draft.visibility = defaults.visibility;
  if (!is_edit && visibility != NULL && *visibility != '\0' &&
      !moot_visibility_from_text (visibility, &self->draft.visibility))
    return refuse (error, "Visibility is not included in the list");
  self->draft.sensitive = moot_params_get_boolean (exchange->params, "sensitive",
                                                   !is_edit && defaults.sensitive) ||
                          *self->spoiler_text != '\0';
  self->language = dup_language (language);
  if (self->language == NULL && !is_edit && (language == NULL || *language == '\0'))
    self->language = g_strdup (defaults.language);
  self->draft.language = self->language;
  return TRUE;
}

/* Media and poll ------------------------------------------------------------------------------ */

static gboolean
read_media (MootStatusForm      *self,
            const MootExchange  *exchange,
            GError             **error)
{
  g_auto (GStrv) ids = moot_params_dup_list (exchange->params, "media_ids");

  self->attachment_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      gint64 id = 0;

      if (*ids[i] == '\0')
        continue;
      if (i == MOOT_MAX_ATTACHMENTS)
        return refuse (error, "Cannot attach more than 4 files");
      moot_id_parse (ids[i], &id);
      for (guint k = 0; k < self->attachment_ids->len; k++)
        if (g_array_index (self->attachment_ids, gint64, k) == id)
          return refuse (error, "Media attachments contain duplicate items");
      g_array_append_val (self->attachment_ids, id);
    }
  self->draft.attachment_ids = (const gint64 *) (gconstpointer) self->attachment_ids->data;
  self->draft.n_attachments = self->attachment_ids->len;
  return TRUE;
}

/* `media_attributes[][id|description|focus]` of an edit. */
static gboolean
read_notes (MootStatusForm      *self,
            const MootExchange  *exchange,
            GError             **error)
{
  self->notes = moot_params_dup_objects (exchange->params, "media_attributes");
  self->media_notes = g_array_new (FALSE, FALSE, sizeof (MootMediaNote));
  for (guint i = 0; i < self->notes->len && i < MOOT_MAX_ATTACHMENTS; i++)
    {
      const MootParams *object = g_ptr_array_index (self->notes, i);
      MootMediaNote note = { moot_params_get_id (object, "id"),
                             moot_params_get (object, "description"),
                             moot_params_get (object, "focus") };

      if (note.description != NULL &&
          g_utf8_strlen (note.description, -1) > MOOT_MAX_DESCRIPTION_CHARACTERS)
        return refuse (error, "Description is too long");
      g_array_append_val (self->media_notes, note);
    }
  self->draft.media_notes = (const MootMediaNote *) (gconstpointer) self->media_notes->data;
  self->draft.n_media_notes = self->media_notes->len;
  return TRUE;
}

static const char *
find_fault_of_options (GStrv options)
{
  guint n_options = g_strv_length (options);

  if (n_options < 2)
    return "Options must have more than one item";
  if (n_options > MOOT_MAX_POLL_OPTIONS)
    return "Options can't contain more than 10 items";
  for (guint i = 0; i < n_options; i++)
    {
      g_strstrip (options[i]);
      if (*options[i] == '\0')
        return "Options can't be blank";
      if (g_utf8_strlen (options[i], -1) > MOOT_MAX_POLL_OPTION_CHARACTERS)
        return "Options cannot be longer than 100 characters each";
      for (guint k = 0; k < i; k++)
        if (g_str_equal (options[i], options[k]))
          return "Options contain duplicate items";
    }
  return NULL;
}

static gboolean
read_poll (MootStatusForm      *self,
           const MootExchange  *exchange,
           gint64               now,
           GError             **error)
{
  gint64 seconds = moot_params_get_int (exchange->params, "poll[expires_in]", 0);
  const char *fault;

  if (!moot_params_has (exchange->params, "poll[options]") &&
      !moot_params_has (exchange->params, "poll[options][]") && seconds == 0)
    return TRUE;
  self->poll.options = moot_params_dup_list (exchange->params, "poll[options]");
  fault = find_fault_of_options (self->poll.options);
  if (fault == NULL && seconds == 0)
    fault = "Expires at can't be blank";
  else if (fault == NULL && seconds < MOOT_MIN_POLL_SECONDS)
    fault = "Expires at is too soon";
  else if (fault == NULL && seconds > MOOT_MAX_POLL_SECONDS)
    fault = "Expires at is too far into the future";
  if (fault != NULL)
    return refuse (error, fault);
  self->poll.expires_at = now + seconds * MOOT_SECOND;
  self->poll.multiple = moot_params_get_boolean (exchange->params, "poll[multiple]", FALSE);
  self->poll.hide_totals = moot_params_get_boolean (exchange->params, "poll[hide_totals]", FALSE);
  self->draft.poll = &self->poll;
  return TRUE;
}

/* What it answers must be there for the author; a boost stands for what was boosted. */
static gboolean
read_parent (MootStatusForm  *self,
             MootExchange    *exchange,
             GError         **error)
{
  const char *text = moot_params_get (exchange->params, "in_reply_to_id");
  MootStatusView view = moot_status_view_of (exchange);
  MootStatusLine line;
  g_autoptr (GError) local = NULL;
  gint64 id = 0;

  if (text == NULL || *text == '\0')
    return TRUE;
  moot_id_parse (text, &id);
  if (moot_status_view_find (&view, id, &line, &local))
    {
      self->draft.in_reply_to_id = line.reblog_id != 0 ? line.reblog_id : line.id;
      return TRUE;
    }
  if (local == NULL)
    g_set_error (&local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no status to answer");
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_status_form_read:
 * @self: zeroed
 * @exchange: the request
 * @status_id: the status to change, 0 for a new one
 * @now: UTC milliseconds
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID with the words for the client; %MOOT_ERROR_NOT_FOUND when what it
 * answers is not there for the author.
 *
 * Returns: whether @self can be stored
 */
gboolean
moot_status_form_read (MootStatusForm  *self,
                       MootExchange    *exchange,
                       gint64           status_id,
                       gint64           now,
                       GError         **error)
{
  gboolean is_edit = status_id != 0;

  self->draft.id = status_id;
  self->draft.account_id = exchange->viewer_id;
  self->draft.application_id = exchange->application_id;
  if (!read_text (self, exchange, error) || !read_manner (self, exchange, is_edit, error) ||
      !read_media (self, exchange, error) || !read_poll (self, exchange, now, error) ||
      (is_edit && !read_notes (self, exchange, error)) ||
      (!is_edit && !read_parent (self, exchange, error)))
    return FALSE;
  if (*self->text == '\0' && self->draft.n_attachments == 0 && self->draft.poll == NULL)
    return refuse (error, "Text can't be blank");
  return understand_text (self, exchange, error);
}

/** moot_status_form_clear: frees what @self holds */
void
moot_status_form_clear (MootStatusForm *self)
{
  g_free (self->text);
  g_free (self->spoiler_text);
  g_free (self->language);
  g_strfreev (self->poll.options);
  g_clear_pointer (&self->understood, moot_text_free);
  g_clear_pointer (&self->mention_ids, g_array_unref);
  g_clear_pointer (&self->attachment_ids, g_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->media_notes, g_array_unref);
}

static void
add_to_digest (const char *name,
               const char *value,
               gpointer    data)
{
  GChecksum *digest = data;

  g_checksum_update (digest, (const guchar *) name, (gssize) strlen (name) + 1);
  g_checksum_update (digest, (const guchar *) value, (gssize) strlen (value) + 1);
}

/**
 * moot_status_form_dup_digest:
 * @exchange: a request
 *
 * Returns: (transfer full): SHA-256 over its parameters, to know a repetition by
 */
char *
moot_status_form_dup_digest (const MootExchange *exchange)
{
  g_autoptr (GChecksum) digest = g_checksum_new (G_CHECKSUM_SHA256);

  moot_params_foreach (exchange->params, add_to_digest, digest);
  return g_strdup (g_checksum_get_string (digest));
}
