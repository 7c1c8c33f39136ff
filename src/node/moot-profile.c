/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A member's own profile: what they typed, what others see of it, and how it is changed.  An absent
 * parameter changes nothing; pictures are cut to size and stored before the row points at them.
 * Spec: Mastodon client API, CredentialAccount and update_credentials.
 * Thread: a request worker. */
#include "moot-profile.h"

#include "moot-clock.h"
#include "moot-enums.h"
#include "moot-error.h"
#include "moot-image.h"
#include "moot-like.h"
#include "moot-limits.h"
#include "moot-media-files.h"
#include "moot-publish.h"
#include "moot-report-view.h"
#include "moot-sql.h"
#include "moot-status-terms.h"
#include "moot-text.h"

#include <string.h>

typedef struct
{
  char *display_name;
  char *note;
  char *note_source;
  char *fields;
  char *fields_source;
  char *avatar;
  char *avatar_description;
  char *header;
  char *header_description;
  gboolean locked;
  gboolean bot;
  gboolean discoverable;
  gboolean indexable;
  gboolean hide_collections;
  gint64 default_privacy;
  gboolean default_sensitive;
  char *default_language;
  char *default_quote_policy;
  gint64 follow_requests_count;
} Settings;

static void
settings_clear (Settings *self)
{
  g_free (self->display_name);
  g_free (self->note);
  g_free (self->note_source);
  g_free (self->fields);
  g_free (self->fields_source);
  g_free (self->avatar);
  g_free (self->avatar_description);
  g_free (self->header);
  g_free (self->header_description);
  g_free (self->default_language);
  g_free (self->default_quote_policy);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Settings, settings_clear)

/* clang-format off */
static const struct { const char *name; gsize offset; } texts[] = {
  { "display_name",       G_STRUCT_OFFSET (Settings, display_name) },
  { "note",               G_STRUCT_OFFSET (Settings, note) },
  { "note_source",        G_STRUCT_OFFSET (Settings, note_source) },
  { "fields",             G_STRUCT_OFFSET (Settings, fields) },
  { "fields_source",      G_STRUCT_OFFSET (Settings, fields_source) },
  { "avatar",             G_STRUCT_OFFSET (Settings, avatar) },
  { "avatar_description", G_STRUCT_OFFSET (Settings, avatar_description) },
  { "header",             G_STRUCT_OFFSET (Settings, header) },
  { "header_description", G_STRUCT_OFFSET (Settings, header_description) },
  { "default_language",   G_STRUCT_OFFSET (Settings, default_language) },
  { "default_quote_policy", G_STRUCT_OFFSET (Settings, default_quote_policy) },
};

static const struct { const char *column; const char *param; gsize offset; } switches[] = {
  { "locked",            "locked",            G_STRUCT_OFFSET (Settings, locked) },
  { "bot",               "bot",               G_STRUCT_OFFSET (Settings, bot) },
  { "discoverable",      "discoverable",      G_STRUCT_OFFSET (Settings, discoverable) },
  { "indexable",         "indexable",         G_STRUCT_OFFSET (Settings, indexable) },
  { "hide_collections",  "hide_collections",  G_STRUCT_OFFSET (Settings, hide_collections) },
  { "default_sensitive", "source[sensitive]", G_STRUCT_OFFSET (Settings, default_sensitive) },
};
/* clang-format on */

static gboolean
settings_load (MootDb    *db,
               gint64     account_id,
               Settings  *out_settings,
               GError   **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_account_settings, MOOT_BINDS (MOOT_INT ("id", account_id)), error);

  if (rows == NULL)
    return FALSE;
  if (!moot_rows_next (rows, error))
    {
      if (*error == NULL)
        g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no user %" G_GINT64_FORMAT,
                     account_id);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    G_STRUCT_MEMBER (char *, out_settings, texts[i].offset) =
      g_strdup (moot_rows_get_text (rows, texts[i].name));
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    G_STRUCT_MEMBER (gboolean, out_settings, switches[i].offset) =
      moot_rows_get_int (rows, switches[i].column) != 0;
  out_settings->default_privacy = moot_rows_get_int (rows, "default_privacy");
  out_settings->follow_requests_count = moot_rows_get_int (rows, "follow_requests_count");
  return TRUE;
}

/* Showing ---------------------------------------------------------------------------------- */

static char *
write_source (const Settings *settings)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "note", settings->note_source);
  moot_json_put_raw (&json, "fields", settings->fields_source);
  moot_json_put_string (&json, "privacy",
                        moot_visibility_to_text ((MootVisibility) settings->default_privacy));
  moot_json_put_boolean (&json, "sensitive", settings->default_sensitive);
  moot_json_put_string (&json, "language",
                        settings->default_language != NULL ? settings->default_language : "");
  moot_json_put_string (&json, "quote_policy", settings->default_quote_policy);
  moot_json_put_int (&json, "follow_requests_count", settings->follow_requests_count);
  moot_json_put_boolean (&json, "hide_collections", settings->hide_collections);
  moot_json_put_boolean (&json, "discoverable", settings->discoverable);
  moot_json_put_boolean (&json, "indexable", settings->indexable);
  moot_json_put_raw (&json, "attribution_domains", "[]");
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

/**
 * moot_profile_load:
 * @db: a connection
 * @site: the node
 * @account_id: a member
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND when nobody signs in with it.
 *
 * Returns: (transfer full): the account as only it may see itself
 */
MootAccount *
moot_profile_load (MootDb          *db,
                   const MootSite  *site,
                   gint64           account_id,
                   GError         **error)
{
  g_auto (Settings) settings = { 0 };
  g_autoptr (MootAccount) account = NULL;

  if (!settings_load (db, account_id, &settings, error))
    return NULL;
  account = moot_account_find (db, site, account_id, error);
  if (account == NULL)
    return NULL;
  account->source = write_source (&settings);
  account->role = moot_role_dup_json (db, account_id, moot_clock_now (), error);
  if (account->role == NULL)
    return NULL;
  return g_steal_pointer (&account);
}

/* Changing --------------------------------------------------------------------------------- */

static void
replace (char **text,
         char  *with)
{
  g_free (*text);
  *text = with;
}

static gboolean
check_length (const char  *value,
              glong        limit,
              const char  *what,
              GError     **error)
{
  if (g_utf8_strlen (value, -1) <= limit)
    return TRUE;
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
               "Validation failed: %s is too long (maximum is %ld characters)", what, limit);
  return FALSE;
}

static char *
to_html (MootDb         *db,
         const MootSite *site,
         const char     *source)
{
  MootProfileContext context = { db, site };
  g_autoptr (MootText) text =
    moot_text_to_html (source, site->base_url, moot_profile_resolve, &context);

  return g_strdup (text->html);
}

/* A field is one line of a table: no paragraphs. */
static char *
to_inline_html (MootDb         *db,
                const MootSite *site,
                const char     *source)
{
  MootProfileContext context = { db, site };
  g_autoptr (MootText) text = moot_text_new ();
  g_autoptr (GString) html = g_string_new (NULL);

  moot_text_append_inline (text, html, source, site->base_url, moot_profile_resolve, &context);
  return g_string_free (g_steal_pointer (&html), FALSE);
}

/* The whole list is replaced; rows that are empty on both sides are dropped. */
static gboolean
edit_fields (MootDb            *db,
             const MootSite    *site,
             Settings          *settings,
             const MootParams  *params,
             GError           **error)
{
  g_autoptr (GPtrArray) fields = moot_params_dup_objects (params, "fields_attributes");
  g_auto (MootJsonWriter) html = MOOT_JSON_WRITER_INIT;
  g_auto (MootJsonWriter) source = MOOT_JSON_WRITER_INIT;
  int n_fields = 0;

  moot_json_begin_array (&html);
  moot_json_begin_array (&source);
  for (guint i = 0; i < fields->len; i++)
    {
      const char *name = moot_params_get (g_ptr_array_index (fields, i), "name");
      const char *value = moot_params_get (g_ptr_array_index (fields, i), "value");
      g_autofree char *shown = NULL;

      name = name != NULL ? name : "";
      value = value != NULL ? value : "";
      if (*name == '\0' && *value == '\0')
        continue;
      if (++n_fields > MOOT_MAX_PROFILE_FIELDS)
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                       "Validation failed: Fields can be %d at most", MOOT_MAX_PROFILE_FIELDS);
          return FALSE;
        }
      if (!check_length (name, MOOT_MAX_PROFILE_FIELD_CHARACTERS, "Field name", error) ||
          !check_length (value, MOOT_MAX_PROFILE_FIELD_CHARACTERS, "Field value", error))
        return FALSE;
      shown = to_inline_html (db, site, value);
      for (int side = 0; side < 2; side++)
        {
          MootJsonWriter *json = side == 0 ? &html : &source;

          moot_json_begin_object (json);
          moot_json_put_string (json, "name", name);
          moot_json_put_string (json, "value", side == 0 ? shown : value);
          moot_json_put_null (json, "verified_at");
          moot_json_end_object (json);
        }
    }
  moot_json_end_array (&html);
  moot_json_end_array (&source);
  replace (&settings->fields, moot_json_writer_steal (&html));
  replace (&settings->fields_source, moot_json_writer_steal (&source));
  return TRUE;
}

static gboolean
edit_picture (const MootSite    *site,
              const MootParams  *params,
              gboolean           avatar,
              char             **file,
              GError           **error)
{
  const MootUpload *upload = moot_params_get_upload (params, avatar ? "avatar" : "header");
  g_autoptr (MootPicture) picture = NULL;
  char *saved;

  if (upload == NULL || g_bytes_get_size (upload->bytes) == 0)
    return TRUE;
  picture =
    moot_image_crop (upload->bytes, avatar ? MOOT_IMAGE_AVATAR_SIDE : MOOT_IMAGE_HEADER_WIDTH,
                     avatar ? MOOT_IMAGE_AVATAR_SIDE : MOOT_IMAGE_HEADER_HEIGHT, error);
  if (picture == NULL)
    {
      g_clear_error (error);
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "Validation failed: %s content type is invalid", avatar ? "Avatar" : "Header");
      return FALSE;
    }
  saved = moot_media_file_save (site, avatar ? "avatars" : "headers", picture->extension,
                                picture->bytes, error);
  if (saved == NULL)
    return FALSE;
  replace (file, saved);
  return TRUE;
}

static gboolean
edit_texts (MootDb            *db,
            const MootSite    *site,
            Settings          *settings,
            const MootParams  *params,
            GError           **error)
{
  const char *display_name = moot_params_get (params, "display_name");
  const char *note = moot_params_get (params, "note");
  const char *privacy = moot_params_get (params, "source[privacy]");
  const char *language = moot_params_get (params, "source[language]");
  const char *quote_policy = moot_params_get (params, "source[quote_policy]");
  MootVisibility visibility;

  if (display_name != NULL)
    {
      if (!check_length (display_name, MOOT_MAX_DISPLAY_NAME_CHARACTERS, "Display name", error))
        return FALSE;
      replace (&settings->display_name, g_strstrip (g_strdup (display_name)));
    }
  if (note != NULL)
    {
      if (!check_length (note, MOOT_MAX_NOTE_CHARACTERS, "Note", error))
        return FALSE;
      replace (&settings->note_source, g_strdup (note));
      replace (&settings->note, *note != '\0' ? to_html (db, site, note) : g_strdup (""));
    }
  if (privacy != NULL && *privacy != '\0')
    {
      if (!moot_visibility_from_text (privacy, &visibility))
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                       "Validation failed: Privacy is not included in the list");
          return FALSE;
        }
      settings->default_privacy = visibility;
    }
  if (quote_policy != NULL)
    {
      if (moot_quote_policy_get_words (quote_policy) == NULL)
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                       "Validation failed: Quote policy is not included in the list");
          return FALSE;
        }
      replace (&settings->default_quote_policy, g_strdup (quote_policy));
    }
  if (language != NULL)
    {
      if (!check_length (language, 12, "Language", error))
        return FALSE;
      replace (&settings->default_language, *language != '\0' ? g_strdup (language) : NULL);
    }
  return TRUE;
}

static gboolean
settings_save (MootDb          *db,
               gint64           account_id,
               const Settings  *settings,
               GError         **error)
{
  return moot_db_run (
    db, &moot_sql_account_edit,
    MOOT_BINDS (
      MOOT_INT ("id", account_id), MOOT_TEXT ("display_name", settings->display_name),
      MOOT_TEXT ("note", settings->note), MOOT_TEXT ("note_source", settings->note_source),
      MOOT_TEXT ("fields", settings->fields), MOOT_TEXT ("fields_source", settings->fields_source),
      MOOT_TEXT ("avatar", settings->avatar),
      MOOT_TEXT ("avatar_description", settings->avatar_description),
      MOOT_TEXT ("header", settings->header),
      MOOT_TEXT ("header_description", settings->header_description),
      MOOT_INT ("locked", settings->locked), MOOT_INT ("bot", settings->bot),
      MOOT_INT ("discoverable", settings->discoverable),
      MOOT_INT ("indexable", settings->indexable),
      MOOT_INT ("hide_collections", settings->hide_collections),
      MOOT_INT ("default_privacy", settings->default_privacy),
      MOOT_INT ("default_sensitive", settings->default_sensitive),
      MOOT_TEXT ("default_language", settings->default_language),
      MOOT_TEXT ("default_quote_policy", settings->default_quote_policy)),
    error);
}

/**
 * moot_profile_edit:
 * @db: the writer
 * @site: the node
 * @account_id: a member
 * @params: as of update_credentials
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID with the words for the client.
 *
 * Returns: whether it was written
 */
gboolean
moot_profile_edit (MootDb            *db,
                   const MootSite    *site,
                   gint64             account_id,
                   const MootParams  *params,
                   GError           **error)
{
  g_auto (Settings) settings = { 0 };
  const char *description;

  if (!settings_load (db, account_id, &settings, error) ||
      !edit_texts (db, site, &settings, params, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    if (switches[i].param != NULL)
      {
        gboolean *value = &G_STRUCT_MEMBER (gboolean, &settings, switches[i].offset);

        *value = moot_params_get_boolean (params, switches[i].param, *value);
      }
  if (moot_params_has (params, "fields_attributes") &&
      !edit_fields (db, site, &settings, params, error))
    return FALSE;
  description = moot_params_get (params, "avatar_description");
  if (description != NULL)
    replace (&settings.avatar_description,
             g_utf8_substring (description, 0, MIN (150, g_utf8_strlen (description, -1))));
  description = moot_params_get (params, "header_description");
  if (description != NULL)
    replace (&settings.header_description,
             g_utf8_substring (description, 0, MIN (150, g_utf8_strlen (description, -1))));
  return edit_picture (site, params, TRUE, &settings.avatar, error) &&
         edit_picture (site, params, FALSE, &settings.header, error) &&
         settings_save (db, account_id, &settings, error) &&
         moot_publish_profile (db, site, account_id, moot_clock_now (), error);
}

/**
 * moot_profile_drop_picture:
 * @db: the writer
 * @site: the node
 * @account_id: a member
 * @avatar: the avatar, else the header
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_profile_drop_picture (MootDb          *db,
                           const MootSite  *site,
                           gint64           account_id,
                           gboolean         avatar,
                           GError         **error)
{
  g_auto (Settings) settings = { 0 };
  g_autofree char *file = NULL;
  char **slot;

  if (!settings_load (db, account_id, &settings, error))
    return FALSE;
  slot = avatar ? &settings.avatar : &settings.header;
  file = g_steal_pointer (slot);
  if (!settings_save (db, account_id, &settings, error) ||
      !moot_publish_profile (db, site, account_id, moot_clock_now (), error))
    return FALSE;
  moot_media_file_remove (site, file);
  return TRUE;
}

/* Finding ---------------------------------------------------------------------------------- */

/**
 * moot_profile_search:
 * @db: a connection
 * @site: the node
 * @viewer_id: who asks
 * @query: the start of a name, or a handle
 * @following: only those the viewer follows
 * @limit: how many
 * @offset: how many to leave out
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootAccount): those who fit, followed ones first
 */
GPtrArray *
moot_profile_search (MootDb          *db,
                     const MootSite  *site,
                     gint64           viewer_id,
                     const char      *query,
                     gboolean         following,
                     int              limit,
                     int              offset,
                     GError         **error)
{
  g_autofree char *name = g_strstrip (g_strdup (*query == '@' ? query + 1 : query));
  char *at = strchr (name, '@');
  g_autofree char *domain = at != NULL && !moot_site_is_called (site, at + 1)
                              ? g_ascii_strdown (at + 1, -1)
                              : g_strdup ("");
  g_autofree char *prefix = NULL;
  g_autofree char *inside = NULL;
  g_autoptr (MootRows) rows = NULL;

  if (at != NULL)
    *at = '\0';
  if (*name == '\0')
    return g_ptr_array_new_with_free_func (g_object_unref);
  prefix = moot_like_pattern ("", name, "%");
  inside = moot_like_pattern (at != NULL ? "" : "%", name, at != NULL ? "" : "%");
  rows = moot_db_query (db, &moot_sql_account_search,
                        MOOT_BINDS (MOOT_TEXT ("prefix", prefix), MOOT_TEXT ("inside", inside),
                                    MOOT_TEXT ("domain", domain), MOOT_INT ("viewer", viewer_id),
                                    MOOT_INT ("following", following), MOOT_INT ("limit", limit),
                                    MOOT_INT ("offset", offset)),
                        error);
  return rows != NULL ? moot_accounts_read_all (rows, site, error) : NULL;
}

/**
 * moot_profile_resolve:
 * @username: as typed
 * @domain: (nullable): as typed
 * @out_url: (out): where the profile is
 * @out_acct: (out): the handle
 * @data: a #MootProfileContext
 *
 * A #MootTextResolve of the accounts this node knows.
 *
 * Returns: whether there is such an account
 */
gboolean
moot_profile_resolve (const char  *username,
                      const char  *domain,
                      char       **out_url,
                      char       **out_acct,
                      gpointer     data)
{
  const MootProfileContext *context = data;
  g_autofree char *handle =
    domain != NULL ? g_strdup_printf ("%s@%s", username, domain) : g_strdup (username);
  g_autoptr (MootAccount) account =
    moot_account_find_by_acct (context->db, context->site, handle, NULL);

  if (account == NULL)
    return FALSE;
  *out_url = g_strdup (account->url);
  *out_acct = g_strdup (account->acct);
  return TRUE;
}
