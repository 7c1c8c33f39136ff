/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Statuses as JSON for one viewer: fragments that are the same for everybody, with what is the
 * viewer's own in between.
 * Spec: Mastodon client API, Status and visibility rules.
 * Thread: the connection's. */
#include "moot-status-view.h"

#include "moot-error.h"
#include "moot-poll-store.h"
#include "moot-quote-view.h"
#include "moot-sql.h"
#include "moot-status-load.h"
#include "moot-word-filter.h"

#include <string.h>

/* The columns of @status_line@ in its order, and what pages are counted by. */
enum
{
  COLUMN_ID,
  COLUMN_REVISION,
  COLUMN_ACCOUNT,
  COLUMN_ACCOUNT_REVISION,
  COLUMN_REBLOG,
  COLUMN_REBLOG_REVISION,
  COLUMN_REBLOG_ACCOUNT,
  COLUMN_REBLOG_ACCOUNT_REVISION,
  COLUMN_FAVOURITED,
  COLUMN_REBLOGGED,
  COLUMN_MUTED,
  COLUMN_BOOKMARKED,
  COLUMN_PINNED,
  COLUMN_CURSOR,
};

/** moot_status_line_read: the line of the row that @rows are on; see moot_status_lines_read() */
MootStatusLine
moot_status_line_read (MootRows *rows)
{
  return (MootStatusLine){
    .id = moot_rows_int_at (rows, COLUMN_ID),
    .revision = moot_rows_int_at (rows, COLUMN_REVISION),
    .account_id = moot_rows_int_at (rows, COLUMN_ACCOUNT),
    .account_revision = moot_rows_int_at (rows, COLUMN_ACCOUNT_REVISION),
    .reblog_id = moot_rows_int_at (rows, COLUMN_REBLOG),
    .reblog_revision = moot_rows_int_at (rows, COLUMN_REBLOG_REVISION),
    .reblog_account_id = moot_rows_int_at (rows, COLUMN_REBLOG_ACCOUNT),
    .reblog_account_revision = moot_rows_int_at (rows, COLUMN_REBLOG_ACCOUNT_REVISION),
    .cursor = moot_rows_int_at (rows, COLUMN_CURSOR),
    .favourited = moot_rows_int_at (rows, COLUMN_FAVOURITED) != 0,
    .reblogged = moot_rows_int_at (rows, COLUMN_REBLOGGED) != 0,
    .muted = moot_rows_int_at (rows, COLUMN_MUTED) != 0,
    .bookmarked = moot_rows_int_at (rows, COLUMN_BOOKMARKED) != 0,
    .pinned = moot_rows_int_at (rows, COLUMN_PINNED) != 0,
  };
}

/**
 * moot_status_lines_read:
 * @rows: of a statement whose columns are @status_line@ and `cursor`
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootStatusLine): all rows
 */
GArray *
moot_status_lines_read (MootRows  *rows,
                        GError   **error)
{
  g_autoptr (GArray) lines = g_array_sized_new (FALSE, FALSE, sizeof (MootStatusLine), 40);
  g_autoptr (GError) local = NULL;

  while (moot_rows_next (rows, &local))
    {
      MootStatusLine line = moot_status_line_read (rows);

      g_array_append_val (lines, line);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&lines);
}

static gboolean
find_line (const MootStatusView  *self,
           const MootSql         *sql,
           const MootBind        *binds,
           MootStatusLine        *out_line,
           GError               **error)
{
  g_autoptr (MootRows) rows = moot_db_query (self->db, sql, binds, error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return FALSE;
  *out_line = moot_status_line_read (rows);
  return TRUE;
}

/**
 * moot_status_view_find:
 * @self: a view
 * @id: a status
 * @out_line: (out): its line
 * @error: return location
 *
 * Returns: whether there is such a status that the viewer may see; %FALSE without @error otherwise
 */
gboolean
moot_status_view_find (const MootStatusView  *self,
                       gint64                 id,
                       MootStatusLine        *out_line,
                       GError               **error)
{
  return find_line (self, &moot_sql_status_line_by_id,
                    MOOT_BINDS (MOOT_INT ("viewer", self->viewer_id), MOOT_INT ("id", id)),
                    out_line, error);
}

/** moot_status_view_find_unchecked: the same for somebody who may see it for another reason */
gboolean
moot_status_view_find_unchecked (const MootStatusView  *self,
                                 gint64                 id,
                                 MootStatusLine        *out_line,
                                 GError               **error)
{
  return find_line (self, &moot_sql_status_line_unchecked,
                    MOOT_BINDS (MOOT_INT ("viewer", self->viewer_id), MOOT_INT ("id", id)),
                    out_line, error);
}

/**
 * moot_status_view_find_these:
 * @self: a view of somebody who may see them all
 * @ids: a JSON array of numbers
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type MootStatusLine): those that are there, in no
 *   order
 */
GArray *
moot_status_view_find_these (const MootStatusView  *self,
                             const char            *ids,
                             GError               **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (self->db, &moot_sql_status_lines_of_ids,
                   MOOT_BINDS (MOOT_INT ("viewer", self->viewer_id), MOOT_TEXT ("ids", ids)),
                   error);

  return rows != NULL ? moot_status_lines_read (rows, error) : NULL;
}

/* Rendering ---------------------------------------------------------------------------------- */

typedef struct
{
  guint32 holes[MOOT_N_HOLES];
  guint32 base;
} Holes;

static const struct
{
  const char *name;
  int hole; /* -1: written into the hole before it */
} holes_of_status[] = {
  { "reblog", MOOT_HOLE_REBLOG },
  { "account", MOOT_HOLE_ACCOUNT },
  { "poll", MOOT_HOLE_POLL },
  { "quote", MOOT_HOLE_QUOTE },
  { "quote_approval", -1 },
  { "favourited", MOOT_HOLE_FLAGS },
  { "reblogged", -1 },
  { "muted", -1 },
  { "bookmarked", -1 },
  { "pinned", -1 },
  { "text", -1 }, /* what the author typed is for the author's editor */
};

static gboolean
leave_hole (const MootField *field,
            MootJsonWriter  *json,
            gpointer         data)
{
  Holes *holes = data;

  for (guint i = 0; i < G_N_ELEMENTS (holes_of_status); i++)
    if (g_str_equal (field->name, holes_of_status[i].name))
      {
        if (holes_of_status[i].hole < 0)
          return TRUE;
        if (holes_of_status[i].hole != MOOT_HOLE_FLAGS)
          moot_json_name (json, field->name);
        holes->holes[holes_of_status[i].hole] = (guint32) json->text->len;
        json->separate = TRUE;
        return TRUE;
      }
  return FALSE;
}

static MootFragment *
render_status (const MootStatusView  *self,
               gint64                 id,
               GError               **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (MootStatus) status = moot_status_load (self->db, self->site, id, error);
  MootFragment *fragment;
  Holes holes = { 0 };

  if (status == NULL)
    return NULL;
  moot_entity_to_json_with (status, &json, leave_hole, &holes);
  fragment = moot_fragment_new (json.text->str, json.text->len);
  memcpy (fragment->holes, holes.holes, sizeof holes.holes);
  fragment->pinnable = g_strcmp0 (status->visibility, "direct") != 0;
  if (moot_poll_find_id (self->db, id, &fragment->poll_id, error) &&
      moot_quote_view_prepare (self, id, fragment, error))
    return fragment;
  moot_fragment_unref (fragment);
  return NULL;
}

static MootFragment *
render_account (const MootStatusView  *self,
                gint64                 id,
                GError               **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) local = NULL;
  g_autoptr (MootAccount) account = moot_account_find (self->db, self->site, id, &local);

  if (account == NULL)
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no account %" G_GINT64_FORMAT, id);
      return NULL;
    }
  moot_entity_to_json (account, &json);
  return moot_fragment_new (json.text->str, json.text->len);
}

static MootFragment *
get_fragment (const MootStatusView  *self,
              MootFragmentKind       kind,
              gint64                 id,
              gint64                 revision,
              GError               **error)
{
  MootFragment *fragment = NULL;

  if (self->cache != NULL)
    fragment = moot_status_cache_find (self->cache, kind, id, revision);
  if (fragment != NULL)
    return fragment;
  fragment = kind == MOOT_FRAGMENT_STATUS ? render_status (self, id, error)
                                          : render_account (self, id, error);
  if (fragment != NULL && self->cache != NULL)
    moot_status_cache_keep (self->cache, kind, id, revision, fragment);
  return fragment;
}

static gboolean
append_account (const MootStatusView  *self,
                gint64                 id,
                gint64                 revision,
                GString               *out,
                GError               **error)
{
  g_autoptr (MootFragment) account =
    get_fragment (self, MOOT_FRAGMENT_ACCOUNT, id, revision, error);

  if (account == NULL)
    return FALSE;
  g_string_append_len (out, account->text, account->length);
  return TRUE;
}

static gboolean
is_pinnable (const MootStatusView *self,
             const MootStatusLine *line,
             const MootFragment   *fragment)
{
  return fragment->pinnable && line->reblog_id == 0 && line->account_id == self->viewer_id;
}

static void
append_flags (const MootStatusLine *line,
              gboolean              with_pinned,
              GString              *out)
{
  static const char *const words[] = { "false", "true" };

  g_string_append (out, ",\"favourited\":");
  g_string_append (out, words[line->favourited]);
  g_string_append (out, ",\"reblogged\":");
  g_string_append (out, words[line->reblogged]);
  g_string_append (out, ",\"muted\":");
  g_string_append (out, words[line->muted]);
  g_string_append (out, ",\"bookmarked\":");
  g_string_append (out, words[line->bookmarked]);
  if (with_pinned)
    {
      g_string_append (out, ",\"pinned\":");
      g_string_append (out, words[line->pinned]);
    }
}

static gboolean
append_poll (const MootStatusView  *self,
             const MootFragment    *fragment,
             MootJsonWriter        *json,
             GError               **error)
{
  g_autoptr (MootPoll) poll = NULL;
  g_autoptr (GError) local = NULL;

  if (fragment->poll_id == 0)
    {
      g_string_append (json->text, "null");
      return TRUE;
    }
  poll = moot_poll_find (self->db, fragment->poll_id, self->viewer_id, self->now, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (poll != NULL && poll->expires_at > self->now && self->changes_at != NULL)
    *self->changes_at = MIN (*self->changes_at, poll->expires_at);
  json->separate = FALSE;
  if (poll != NULL)
    moot_entity_to_json (poll, json);
  else
    moot_json_add_null (json);
  return TRUE;
}

/* What somebody wrote is never kept from them; a boost is looked at as what it boosts. */
static gboolean
append_filtered (const MootStatusView  *self,
                 const MootStatusLine  *line,
                 MootJsonWriter        *json,
                 GError               **error)
{
  const gboolean boost = line->reblog_id != 0;

  if (self->filters == NULL)
    return TRUE;
  g_string_append (json->text, ",\"filtered\":");
  json->separate = FALSE;
  if ((boost ? line->reblog_account_id : line->account_id) != self->viewer_id)
    return moot_word_filters_append (self->filters, self->filter_contexts, self->db,
                                     boost ? line->reblog_id : line->id, self->now, json, error);
  moot_json_begin_array (json);
  moot_json_end_array (json);
  return TRUE;
}

/* The boosted status of a line as a line of its own. */
static MootStatusLine
get_reblog_line (const MootStatusLine *line)
{
  MootStatusLine inner = *line;

  inner.id = line->reblog_id;
  inner.revision = line->reblog_revision;
  inner.account_id = line->reblog_account_id;
  inner.account_revision = line->reblog_account_revision;
  inner.reblog_id = 0;
  return inner;
}

/* The text up to each hole, then what belongs into it. */
static gboolean
append_line (const MootStatusView  *self,
             const MootStatusLine  *line,
             MootJsonWriter        *json,
             GError               **error)
{
  g_autoptr (MootFragment) fragment =
    get_fragment (self, MOOT_FRAGMENT_STATUS, line->id, line->revision, error);
  GString *out = json->text;
  guint32 at = 0;

  if (fragment == NULL)
    return FALSE;
  for (guint hole = 0; hole < MOOT_N_HOLES; hole++)
    {
      gboolean done = TRUE;

      g_string_append_len (out, fragment->text + at, fragment->holes[hole] - at);
      at = fragment->holes[hole];
      switch ((MootFragmentHole) hole)
        {
        case MOOT_HOLE_REBLOG:
          if (line->reblog_id != 0)
            {
              MootStatusLine inner = get_reblog_line (line);

              done = append_line (self, &inner, json, error);
            }
          else
            g_string_append (out, "null");
          break;
        case MOOT_HOLE_ACCOUNT:
          done = append_account (self, line->account_id, line->account_revision, out, error);
          break;
        case MOOT_HOLE_POLL:
          done = append_poll (self, fragment, json, error);
          break;
        case MOOT_HOLE_QUOTE:
          done = moot_quote_view_append (self, fragment, line, json, error);
          break;
        case MOOT_HOLE_FLAGS:
          append_flags (line, is_pinnable (self, line, fragment), out);
          done = append_filtered (self, line, json, error);
          break;
        case MOOT_N_HOLES:
          break;
        }
      if (!done)
        return FALSE;
    }
  g_string_append_len (out, fragment->text + at, fragment->length - at);
  return TRUE;
}

/**
 * moot_status_view_write:
 * @self: a view
 * @line: what to write
 * @json: where to
 * @error: return location
 *
 * Writes a status as the next value.
 *
 * Returns: whether the database answered
 */
gboolean
moot_status_view_write (const MootStatusView  *self,
                        const MootStatusLine  *line,
                        MootJsonWriter        *json,
                        GError               **error)
{
  gboolean done;

  if (json->separate)
    g_string_append_c (json->text, ',');
  done = append_line (self, line, json, error);
  json->separate = TRUE;
  return done;
}

/**
 * moot_status_view_write_all:
 * @self: a view
 * @lines: (element-type MootStatusLine): a page
 * @json: where to
 * @error: return location
 *
 * Writes an array of statuses as the next value.  One that was deleted since the page was read is
 * left out.
 *
 * Returns: whether the database answered
 */
gboolean
moot_status_view_write_all (const MootStatusView  *self,
                            GArray                *lines,
                            MootJsonWriter        *json,
                            GError               **error)
{
  moot_json_begin_array (json);
  for (guint i = 0; i < lines->len; i++)
    {
      g_autoptr (GError) local = NULL;
      MootJsonWriter before = *json;
      gsize length = json->text->len;

      if (moot_status_view_write (self, &g_array_index (lines, MootStatusLine, i), json, &local))
        continue;
      if (!g_error_matches (local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      g_string_truncate (json->text, length);
      json->separate = before.separate;
    }
  moot_json_end_array (json);
  return TRUE;
}

/**
 * moot_status_view_write_account:
 * @self: a view
 * @account_id: an account that exists
 * @json: where to
 * @error: return location
 *
 * Writes an account as the next value.
 *
 * Returns: whether the database answered
 */
gboolean
moot_status_view_write_account (const MootStatusView  *self,
                                gint64                 account_id,
                                MootJsonWriter        *json,
                                GError               **error)
{
  gint64 revision = 0;

  if (!moot_db_get_int (self->db, &moot_sql_account_revision,
                        MOOT_BINDS (MOOT_INT ("id", account_id)), &revision, error))
    return FALSE;
  return moot_status_view_write_author (self, account_id, revision, json, error);
}

/** moot_status_view_write_author: the same for somebody whose @revision is known already */
gboolean
moot_status_view_write_author (const MootStatusView  *self,
                               gint64                 account_id,
                               gint64                 revision,
                               MootJsonWriter        *json,
                               GError               **error)
{
  if (json->separate)
    g_string_append_c (json->text, ',');
  json->separate = TRUE;
  return append_account (self, account_id, revision, json->text, error);
}

/**
 * moot_status_view_dup_json:
 * @self: a view
 * @id: a status
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the status as JSON on one line; %NULL without @error when
 *   the viewer may not see it
 */
char *
moot_status_view_dup_json (const MootStatusView  *self,
                           gint64                 id,
                           GError               **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  MootStatusLine line;

  if (!moot_status_view_find (self, id, &line, error) ||
      !moot_status_view_write (self, &line, &json, error))
    return NULL;
  return moot_json_writer_steal (&json);
}
