/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a client says of a filter.  What it does not name stays as it was.
 * Spec: Mastodon client API, filters v1 and v2.
 * Thread: a request worker. */
#include "moot-filter-form.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-id.h"
#include "moot-limits.h"
#include "moot-sql.h"

static gboolean
invalid (const char  *words,
         GError     **error)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "Validation failed: %s", words);
  return FALSE;
}

/* What a new filter has if nothing is said. */
static MootWordFilter *
find (MootDb                *db,
      const MootFilterForm  *form,
      GPtrArray            **out_list,
      GError               **error)
{
  *out_list = moot_word_filters_load (db, form->exchange->viewer_id, form->filter_id, error);
  if (*out_list == NULL)
    return NULL;
  if ((*out_list)->len > 0)
    return g_ptr_array_index (*out_list, 0);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no such filter");
  return NULL;
}

static const char *
read_title (const MootFilterForm *form)
{
  const char *title = moot_params_get (form->exchange->params, "title");

  return title != NULL ? title : form->phrase;
}

static const char *
read_action (const MootFilterForm *form,
             const char           *before)
{
  static const char *const actions[] = { "warn", "hide", "blur", NULL };
  const MootParams *params = form->exchange->params;
  const char *action = moot_params_get (params, "filter_action");

  if (form->phrase != NULL && moot_params_has (params, "irreversible"))
    return moot_params_get_boolean (params, "irreversible", FALSE) ? "hide" : "warn";
  if (action == NULL)
    return before != NULL ? before : "warn";
  return g_strv_contains (actions, action) ? action : "warn";
}

static gint64
read_end (const MootParams *params,
          gint64            before)
{
  gint64 seconds;

  if (!moot_params_has (params, "expires_in"))
    return before;
  seconds = moot_params_get_int (params, "expires_in", 0);
  return seconds > 0 ? moot_clock_now () + MIN (seconds, G_MAXINT32) * MOOT_SECOND : 0;
}

static gboolean
read_contexts (const MootParams  *params,
               guint             *contexts,
               GError           **error)
{
  g_auto (GStrv) words = moot_params_dup_list (params, "context");

  if (words[0] == NULL && *contexts != 0)
    return TRUE;
  if (words[0] == NULL)
    return invalid ("Context can't be blank", error);
  return moot_filter_contexts_read ((const char *const *) words, contexts) ||
         invalid ("Context None or invalid context supplied", error);
}

/** moot_filter_has_room: whether a filter takes one more keyword or status */
gboolean
moot_filter_has_room (MootDb  *db,
                      gint64   filter_id,
                      GError **error)
{
  gint64 n_parts = 0;

  return moot_db_get_int (db, &moot_sql_filter_parts_count,
                          MOOT_BINDS (MOOT_INT ("id", filter_id)), &n_parts, error) &&
         (n_parts < MOOT_MAX_FILTER_KEYWORDS || invalid ("The filter is full", error));
}

/**
 * moot_filter_keyword_put:
 * @db: the writer
 * @params: say whether it is a whole word
 * @word: (nullable): what is looked for
 * @filter_id: where
 * @id: (inout): of the keyword, 0 for a new one
 * @error: return location
 *
 * Returns: whether it is written
 */
gboolean
moot_filter_keyword_put (MootDb            *db,
                         const MootParams  *params,
                         const char        *word,
                         gint64             filter_id,
                         gint64            *id,
                         GError           **error)
{
  g_autofree char *keyword = g_strstrip (g_strdup (word != NULL ? word : ""));

  if (*keyword == '\0')
    return invalid ("Keyword can't be blank", error);
  if (g_utf8_strlen (keyword, -1) > MOOT_MAX_FILTER_KEYWORD_CHARACTERS)
    return invalid ("Keyword is too long", error);
  if (*id == 0 && !moot_filter_has_room (db, filter_id, error))
    return FALSE;
  if (*id == 0)
    *id = moot_id_next ();
  return moot_db_run (db, &moot_sql_filter_keyword_put,
                      MOOT_BINDS (MOOT_INT ("id", *id), MOOT_INT ("filter", filter_id),
                                  MOOT_TEXT ("keyword", keyword),
                                  MOOT_INT ("whole_word", moot_params_get_boolean (
                                                            params, "whole_word", FALSE))),
                      error);
}

/* One of `keywords_attributes`: new, changed or taken away. */
static gboolean
put_attributes (MootDb                *db,
                const MootFilterForm  *form,
                const MootParams      *attributes,
                GError               **error)
{
  gint64 id = MAX (0, moot_params_get_id (attributes, "id"));
  gint64 owner = 0;

  if (id != 0 &&
      !moot_db_get_int (db, &moot_sql_filter_of_keyword,
                        MOOT_BINDS (MOOT_INT ("id", id),
                                    MOOT_INT ("viewer", form->exchange->viewer_id)),
                        &owner, error))
    return FALSE;
  if (id != 0 && owner != form->filter_id)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no such keyword");
      return FALSE;
    }
  if (moot_params_get_boolean (attributes, "_destroy", FALSE))
    return id == 0 || moot_db_run (db, &moot_sql_filter_keyword_remove,
                                   MOOT_BINDS (MOOT_INT ("id", id)), error);
  return moot_filter_keyword_put (db, attributes, moot_params_get (attributes, "keyword"),
                                  form->filter_id, &id, error);
}

static gboolean
put_keywords (MootDb          *db,
              MootFilterForm  *form,
              GError         **error)
{
  g_autoptr (GPtrArray) list =
    moot_params_dup_objects (form->exchange->params, "keywords_attributes");

  if (form->phrase != NULL)
    return moot_filter_keyword_put (db, form->exchange->params, form->phrase, form->filter_id,
                                    &form->keyword_id, error);
  for (guint i = 0; i < list->len; i++)
    if (!put_attributes (db, form, g_ptr_array_index (list, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
check_room (MootDb  *db,
            gint64   account_id,
            GError **error)
{
  gint64 n_filters = 0;

  return moot_db_get_int (db, &moot_sql_filter_count,
                          MOOT_BINDS (MOOT_INT ("viewer", account_id)), &n_filters, error) &&
         (n_filters < MOOT_MAX_FILTERS ||
          invalid ("You have reached the maximum number of filters", error));
}

/** moot_filter_form_write: a #MootWrite: a new filter, or a change of one */
gboolean
moot_filter_form_write (MootDb    *db,
                        gpointer   data,
                        GError   **error)
{
  MootFilterForm *form = data;
  const gint64 viewer = form->exchange->viewer_id;
  const gboolean new = form->filter_id == 0;
  g_autoptr (GPtrArray) list = NULL;
  MootWordFilter *before = new ? NULL : find (db, form, &list, error);
  guint contexts = before != NULL ? before->contexts : 0;
  const char *title = read_title (form);
  g_autofree char *words = NULL;

  if (!new &&before == NULL)
    return FALSE;
  if (title == NULL && before != NULL)
    title = before->title;
  if (title == NULL || *title == '\0')
    return invalid ("Title can't be blank", error);
  if (g_utf8_strlen (title, -1) > MOOT_MAX_FILTER_TITLE_CHARACTERS)
    return invalid ("Title is too long", error);
  if (!read_contexts (form->exchange->params, &contexts, error) ||
      (new && !check_room (db, viewer, error)))
    return FALSE;
  if (new)
    form->filter_id = moot_id_next ();
  words = moot_filter_contexts_dup (contexts);
  return moot_db_run (
           db, new ? &moot_sql_filter_add : &moot_sql_filter_change,
           MOOT_BINDS (
             MOOT_INT ("id", form->filter_id), MOOT_INT ("viewer", viewer),
             MOOT_TEXT ("title", title), MOOT_TEXT ("contexts", words),
             MOOT_TEXT ("action", read_action (form, before != NULL ? before->action : NULL)),
             MOOT_INT ("expires_at", read_end (form->exchange->params,
                                               before != NULL ? before->expires_at : 0))),
           error) &&
         put_keywords (db, form, error);
}
