/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What members do not want to read: kept as words, and looked for in statuses as they are written
 * for one who has filters.
 * Spec: Mastodon client API, Filter, FilterResult.
 * Thread: the connection's. */
#include "moot-word-filter.h"

#include "moot-clock.h"
#include "moot-html.h"
#include "moot-sql.h"

#include <string.h>

static const struct
{
  const char *word;
  MootFilterContext context;
} contexts[] = {
  { "home", MOOT_FILTER_HOME },
  { "notifications", MOOT_FILTER_NOTIFICATIONS },
  { "public", MOOT_FILTER_PUBLIC },
  { "thread", MOOT_FILTER_THREAD },
  { "account", MOOT_FILTER_ACCOUNT },
};

/* Loading ------------------------------------------------------------------------------------- */

static void
keyword_free (gpointer data)
{
  MootFilterKeyword *self = data;

  g_free (self->keyword);
  g_free (self->folded);
  g_free (self);
}

static void
filter_free (gpointer data)
{
  MootWordFilter *self = data;

  g_free (self->title);
  g_free (self->action);
  g_ptr_array_unref (self->keywords);
  g_array_unref (self->statuses);
  g_free (self);
}

/** moot_filter_contexts_read: the bits of @words; %FALSE for a word that is none, or none at all */
gboolean
moot_filter_contexts_read (const char *const *words,
                           guint             *out_contexts)
{
  *out_contexts = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint k = 0;

      while (k < G_N_ELEMENTS (contexts) && !g_str_equal (contexts[k].word, words[i]))
        k++;
      if (k == G_N_ELEMENTS (contexts))
        return FALSE;
      *out_contexts |= contexts[k].context;
    }
  return *out_contexts != 0;
}

/** moot_filter_contexts_dup: (transfer full): the words of @bits, as they are kept */
char *
moot_filter_contexts_dup (guint bits)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (contexts); i++)
    if ((bits & contexts[i].context) != 0)
      g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", contexts[i].word);
  return g_string_free (words, FALSE);
}

static MootWordFilter *
find (GPtrArray *filters,
      gint64     id)
{
  for (guint i = 0; i < filters->len; i++)
    if (((MootWordFilter *) g_ptr_array_index (filters, i))->id == id)
      return g_ptr_array_index (filters, i);
  return NULL;
}

static void
read_filter (GPtrArray *filters,
             MootRows  *rows)
{
  MootWordFilter *self = g_new0 (MootWordFilter, 1);
  g_auto (GStrv) words = g_strsplit (moot_rows_get_text (rows, "contexts"), " ", -1);

  self->id = moot_rows_get_int (rows, "id");
  self->title = g_strdup (moot_rows_get_text (rows, "title"));
  self->action = g_strdup (moot_rows_get_text (rows, "action"));
  self->expires_at = moot_rows_get_int (rows, "expires_at");
  self->keywords = g_ptr_array_new_with_free_func (keyword_free);
  self->statuses = g_array_new (FALSE, FALSE, sizeof (MootFilterStatus));
  moot_filter_contexts_read ((const char *const *) words, &self->contexts);
  g_ptr_array_add (filters, self);
}

static void
read_keyword (GPtrArray *filters,
              MootRows  *rows)
{
  MootWordFilter *filter = find (filters, moot_rows_get_int (rows, "filter_id"));
  MootFilterKeyword *self = g_new0 (MootFilterKeyword, 1);

  self->id = moot_rows_get_int (rows, "id");
  self->keyword = g_strdup (moot_rows_get_text (rows, "keyword"));
  self->folded = g_utf8_casefold (self->keyword, -1);
  self->whole_word = moot_rows_get_int (rows, "whole_word") != 0;
  g_ptr_array_add (filter->keywords, self);
}

static void
read_status (GPtrArray *filters,
             MootRows  *rows)
{
  MootWordFilter *filter = find (filters, moot_rows_get_int (rows, "filter_id"));
  MootFilterStatus self = { .id = moot_rows_get_int (rows, "id"),
                            .status_id = moot_rows_get_int (rows, "status_id") };

  g_array_append_val (filter->statuses, self);
}

static gboolean
read_all (GPtrArray *filters,
          void (*read) (GPtrArray *, MootRows *),
          MootDb *db,
          const MootSql *sql,
          const MootBind *binds,
          GError **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, sql, binds, error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    read (filters, rows);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_word_filters_load:
 * @db: a connection
 * @account_id: a member
 * @filter_id: one of theirs, 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootWordFilter): their filters, expired ones too
 */
GPtrArray *
moot_word_filters_load (MootDb  *db,
                        gint64   account_id,
                        gint64   filter_id,
                        GError **error)
{
  g_autoptr (GPtrArray) filters = g_ptr_array_new_with_free_func (filter_free);
  const MootBind *binds =
    MOOT_BINDS (MOOT_INT ("viewer", account_id), MOOT_INT ("filter", filter_id));

  if (!read_all (filters, read_filter, db, &moot_sql_filter_all, binds, error))
    return NULL;
  if (filters->len > 0 &&
      (!read_all (filters, read_keyword, db, &moot_sql_filter_keywords, binds, error) ||
       !read_all (filters, read_status, db, &moot_sql_filter_statuses, binds, error)))
    return NULL;
  return g_steal_pointer (&filters);
}

/* Writing ------------------------------------------------------------------------------------- */

/** moot_filter_keyword_write: as the API has it */
void
moot_filter_keyword_write (const MootFilterKeyword *self,
                           MootJsonWriter          *json)
{
  moot_json_begin_object (json);
  moot_json_put_id (json, "id", self->id);
  moot_json_put_string (json, "keyword", self->keyword);
  moot_json_put_boolean (json, "whole_word", self->whole_word);
  moot_json_end_object (json);
}

/** moot_filter_status_write: as the API has it */
void
moot_filter_status_write (const MootFilterStatus *self,
                          MootJsonWriter         *json)
{
  moot_json_begin_object (json);
  moot_json_put_id (json, "id", self->id);
  moot_json_put_id (json, "status_id", self->status_id);
  moot_json_end_object (json);
}

/** moot_filter_contexts_write: an array of words as the next member, `context` */
void
moot_filter_contexts_write (guint           bits,
                            MootJsonWriter *json)
{
  moot_json_name (json, "context");
  moot_json_begin_array (json);
  for (guint i = 0; i < G_N_ELEMENTS (contexts); i++)
    if ((bits & contexts[i].context) != 0)
      moot_json_add_string (json, contexts[i].word);
  moot_json_end_array (json);
}

/** moot_word_filter_write: as the API has it; what matched has its parts beside it, not in it */
void
moot_word_filter_write (const MootWordFilter *self,
                        gboolean              with_parts,
                        MootJsonWriter       *json)
{
  g_autofree char *expires =
    self->expires_at != 0 ? moot_time_format_iso (self->expires_at) : NULL;

  moot_json_begin_object (json);
  moot_json_put_id (json, "id", self->id);
  moot_json_put_string (json, "title", self->title);
  moot_filter_contexts_write (self->contexts, json);
  moot_json_put_string (json, "expires_at", expires);
  moot_json_put_string (json, "filter_action", self->action);
  moot_json_name (json, "keywords");
  moot_json_begin_array (json);
  for (guint i = 0; with_parts && i < self->keywords->len; i++)
    moot_filter_keyword_write (g_ptr_array_index (self->keywords, i), json);
  moot_json_end_array (json);
  moot_json_name (json, "statuses");
  moot_json_begin_array (json);
  for (guint i = 0; with_parts && i < self->statuses->len; i++)
    moot_filter_status_write (&g_array_index (self->statuses, MootFilterStatus, i), json);
  moot_json_end_array (json);
  moot_json_end_object (json);
}

/* Looking ------------------------------------------------------------------------------------- */

static gboolean
is_word_char (gunichar c)
{
  return c == '_' || g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* A word ends where a letter meets none; a phrase that ends in no letter ends anywhere. */
static gboolean
stands_alone (const char *text,
              const char *at,
              const char *phrase,
              gsize       length)
{
  const char *end = at + length;
  gunichar first = g_utf8_get_char (phrase);
  gunichar last = g_utf8_get_char (g_utf8_prev_char (phrase + length));

  if (at > text && is_word_char (first) && is_word_char (g_utf8_get_char (g_utf8_prev_char (at))))
    return FALSE;
  return *end == '\0' || !is_word_char (last) || !is_word_char (g_utf8_get_char (end));
}

static gboolean
is_in (const MootFilterKeyword *keyword,
       const char              *folded)
{
  const gsize length = strlen (keyword->folded);

  if (length == 0)
    return FALSE;
  for (const char *at = strstr (folded, keyword->folded); at != NULL;
       at = strstr (g_utf8_next_char (at), keyword->folded))
    if (!keyword->whole_word || stands_alone (folded, at, keyword->folded, length))
      return TRUE;
  return FALSE;
}

/* All that the filters look at, for comparing. */
static char *
dup_folded (MootDb  *db,
            gint64   status_id,
            GError **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, &moot_sql_filter_text,
                                             MOOT_BINDS (MOOT_INT ("id", status_id)), error);
  g_autofree char *plain = NULL;
  g_autofree char *all = NULL;
  const char *options;
  const char *media;

  if (rows == NULL || !moot_rows_next (rows, error))
    return NULL;
  options = moot_rows_get_text (rows, "options");
  media = moot_rows_get_text (rows, "media");
  plain = moot_html_to_text (moot_rows_get_text (rows, "content"));
  all = g_strjoin ("\n\n", moot_rows_get_text (rows, "spoiler_text"), plain,
                   options != NULL ? options : "", media != NULL ? media : "", NULL);
  return g_utf8_casefold (all, -1);
}

static gboolean
append_result (const MootWordFilter *filter,
               const char           *folded,
               gint64                status_id,
               MootJsonWriter       *json)
{
  g_auto (MootJsonWriter) words = MOOT_JSON_WRITER_INIT;
  gboolean by_word = FALSE;
  gboolean by_status = FALSE;

  moot_json_begin_array (&words);
  for (guint i = 0; i < filter->keywords->len; i++)
    {
      const MootFilterKeyword *keyword = g_ptr_array_index (filter->keywords, i);

      if (!is_in (keyword, folded))
        continue;
      moot_json_add_string (&words, keyword->keyword);
      by_word = TRUE;
    }
  moot_json_end_array (&words);
  for (guint i = 0; i < filter->statuses->len; i++)
    by_status |= g_array_index (filter->statuses, MootFilterStatus, i).status_id == status_id;
  if (!by_word && !by_status)
    return FALSE;
  moot_json_begin_object (json);
  moot_json_name (json, "filter");
  moot_word_filter_write (filter, FALSE, json);
  moot_json_name (json, "keyword_matches");
  moot_json_add_raw (json, by_word ? words.text->str : "null");
  moot_json_name (json, "status_matches");
  if (by_status)
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, status_id);

      moot_json_begin_array (json);
      moot_json_add_string (json, id);
      moot_json_end_array (json);
    }
  else
    moot_json_add_null (json);
  moot_json_end_object (json);
  return TRUE;
}

/**
 * moot_word_filters_append:
 * @filters: (element-type MootWordFilter): of who looks
 * @where: bits of #MootFilterContext: where they look
 * @db: a connection
 * @status_id: what is looked at
 * @now: UTC milliseconds
 * @json: where to
 * @error: return location
 *
 * Writes an array of what matches as the next value.
 *
 * Returns: whether the database answered
 */
gboolean
moot_word_filters_append (GPtrArray       *filters,
                          guint            where,
                          MootDb          *db,
                          gint64           status_id,
                          gint64           now,
                          MootJsonWriter  *json,
                          GError         **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *folded = dup_folded (db, status_id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  moot_json_begin_array (json);
  for (guint i = 0; folded != NULL && i < filters->len; i++)
    {
      const MootWordFilter *filter = g_ptr_array_index (filters, i);

      if ((filter->contexts & where) != 0 &&
          (filter->expires_at == 0 || filter->expires_at > now))
        append_result (filter, folded, status_id, json);
    }
  moot_json_end_array (json);
  return TRUE;
}
