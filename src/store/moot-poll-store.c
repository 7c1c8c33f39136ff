/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Polls under statuses.  A poll looks different to each viewer and ends by the clock, so it is
 * never kept rendered.
 * Spec: Mastodon client API, Poll.
 * Thread: the connection's. */
#include "moot-poll-store.h"

#include "moot-error.h"
#include "moot-notification-store.h"
#include "moot-sql.h"

#define DUE_AT_ONCE 100 /* polls that one transaction announces */

typedef struct
{
  gint64 status_id;
  gint64 author_id;
  gint64 expires_at;
  gint64 voters_count;
  gboolean multiple;
  gboolean hide_totals;
} Facts;

/* FALSE without an error when there is no such poll. */
static gboolean
get_facts (MootDb  *db,
           gint64   id,
           Facts   *out_facts,
           GError **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_poll_by_id, MOOT_BINDS (MOOT_INT ("id", id)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return FALSE;
  *out_facts = (Facts){
    .status_id = moot_rows_get_int (rows, "status_id"),
    .author_id = moot_rows_get_int (rows, "account_id"),
    .expires_at = moot_rows_get_int (rows, "expires_at"),
    .voters_count = moot_rows_get_int (rows, "voters_count"),
    .multiple = moot_rows_get_int (rows, "multiple") != 0,
    .hide_totals = moot_rows_get_int (rows, "hide_totals") != 0,
  };
  return TRUE;
}

static GPtrArray *
load_options (MootDb  *db,
              gint64   id,
              GError **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_poll_options, MOOT_BINDS (MOOT_INT ("poll", id)), error);
  g_autoptr (GPtrArray) options = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    g_ptr_array_add (options, moot_rows_read_entity (rows, MOOT_TYPE_POLL_OPTION));
  if (local == NULL)
    return g_steal_pointer (&options);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* The viewer's choices as a JSON array, and whether there are any. */
static char *
dup_own_votes (MootDb    *db,
               gint64     id,
               gint64     viewer_id,
               gboolean  *out_voted,
               GError   **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_poll_votes_of,
                   MOOT_BINDS (MOOT_INT ("poll", id), MOOT_INT ("account", viewer_id)), error);
  g_autoptr (GError) local = NULL;

  *out_voted = FALSE;
  if (rows == NULL)
    return NULL;
  moot_json_begin_array (&json);
  while (moot_rows_next (rows, &local))
    {
      moot_json_add_int (&json, moot_rows_get_int (rows, "position"));
      *out_voted = TRUE;
    }
  moot_json_end_array (&json);
  if (local == NULL)
    return moot_json_writer_steal (&json);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * moot_poll_find:
 * @db: a connection
 * @id: a poll
 * @viewer_id: who looks, 0 for a stranger
 * @now: UTC milliseconds
 * @error: return location
 *
 * The caller knows that the viewer may see the status of the poll.
 *
 * Returns: (transfer full) (nullable): the poll; %NULL without @error when there is none
 */
MootPoll *
moot_poll_find (MootDb  *db,
                gint64   id,
                gint64   viewer_id,
                gint64   now,
                GError **error)
{
  g_autoptr (MootPoll) poll = NULL;
  gboolean voted = FALSE;
  Facts facts;

  if (!get_facts (db, id, &facts, error))
    return NULL;
  poll = g_object_new (MOOT_TYPE_POLL, NULL);
  poll->id = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  poll->expires_at = facts.expires_at;
  poll->expired = facts.expires_at != 0 && facts.expires_at <= now;
  poll->multiple = facts.multiple;
  poll->voters_count = facts.voters_count;
  g_ptr_array_unref (poll->options);
  poll->options = load_options (db, id, error);
  if (poll->options == NULL)
    return NULL;
  for (guint i = 0; i < poll->options->len; i++)
    {
      MootPollOption *option = g_ptr_array_index (poll->options, i);

      poll->votes_count += option->votes_count;
      if (facts.hide_totals && !poll->expired)
        option->votes_count = -1;
    }
  if (viewer_id == 0)
    return g_steal_pointer (&poll);
  poll->own_votes = dup_own_votes (db, id, viewer_id, &voted, error);
  poll->voted = voted || viewer_id == facts.author_id;
  return poll->own_votes != NULL ? g_steal_pointer (&poll) : NULL;
}

/**
 * moot_poll_find_id:
 * @db: a connection
 * @status_id: a status
 * @out_id: (out): its poll, 0 when it has none
 * @error: return location
 *
 * Returns: whether the database answered
 */
gboolean
moot_poll_find_id (MootDb  *db,
                   gint64   status_id,
                   gint64  *out_id,
                   GError **error)
{
  *out_id = 0;
  return moot_db_get_int (db, &moot_sql_poll_id_of_status,
                          MOOT_BINDS (MOOT_INT ("status", status_id)), out_id, error);
}

/** moot_poll_get_status: the status of a poll in @out_status_id; %FALSE without @error for none */
gboolean
moot_poll_get_status (MootDb  *db,
                      gint64   id,
                      gint64  *out_status_id,
                      GError **error)
{
  Facts facts;

  if (!get_facts (db, id, &facts, error))
    return FALSE;
  *out_status_id = facts.status_id;
  return TRUE;
}

/**
 * moot_poll_add:
 * @db: the writer
 * @status_id: a status without a poll
 * @draft: the poll, already checked
 * @error: return location
 *
 * Returns: whether it is there
 */
gboolean
moot_poll_add (MootDb               *db,
               gint64                status_id,
               const MootPollDraft  *draft,
               GError              **error)
{
  gint64 id;

  if (!moot_db_run (db, &moot_sql_poll_add,
                    MOOT_BINDS (MOOT_INT ("status", status_id),
                                MOOT_INT ("multiple", draft->multiple),
                                MOOT_INT ("hide_totals", draft->hide_totals),
                                MOOT_INT ("expires_at", draft->expires_at)),
                    error))
    return FALSE;
  id = moot_db_get_last_id (db);
  for (guint i = 0; draft->options[i] != NULL; i++)
    if (!moot_db_run (db, &moot_sql_poll_option_add,
                      MOOT_BINDS (MOOT_INT ("poll", id), MOOT_INT ("position", i),
                                  MOOT_TEXT ("title", draft->options[i])),
                      error))
      return FALSE;
  return TRUE;
}

static gboolean
has_same_options (GPtrArray *options,
                  GStrv      titles)
{
  if (options->len != g_strv_length (titles))
    return FALSE;
  for (guint i = 0; i < options->len; i++)
    {
      const MootPollOption *option = g_ptr_array_index (options, i);

      if (!g_str_equal (option->title, titles[i]))
        return FALSE;
    }
  return TRUE;
}

/** moot_poll_is_same: whether @draft has the choices of the poll @id, in their order, and is
 * counted in the same way */
gboolean
moot_poll_is_same (MootDb               *db,
                   gint64                id,
                   const MootPollDraft  *draft,
                   gboolean             *out_same,
                   GError              **error)
{
  g_autoptr (GPtrArray) options = load_options (db, id, error);
  Facts facts = { 0 };

  if (options == NULL || !get_facts (db, id, &facts, error))
    return FALSE;
  *out_same = facts.multiple == draft->multiple && has_same_options (options, draft->options);
  return TRUE;
}

/**
 * moot_poll_replace:
 * @db: the writer
 * @status_id: a status that is being edited
 * @draft: (nullable): the poll it has from now on, %NULL for none
 * @out_changed: (out): whether it is another poll now
 * @error: return location
 *
 * Other options or another way of counting make another poll, without votes; the end alone may be
 * moved.
 *
 * Returns: whether the database answered
 */
gboolean
moot_poll_replace (MootDb               *db,
                   gint64                status_id,
                   const MootPollDraft  *draft,
                   gboolean             *out_changed,
                   GError              **error)
{
  gboolean same;
  gint64 id;

  *out_changed = FALSE;
  if (!moot_poll_find_id (db, status_id, &id, error))
    return FALSE;
  if (id == 0 && draft == NULL)
    return TRUE;
  if (id != 0 && draft != NULL)
    {
      if (!moot_poll_is_same (db, id, draft, &same, error))
        return FALSE;
      if (same)
        return moot_db_run (db, &moot_sql_poll_set_end,
                            MOOT_BINDS (MOOT_INT ("id", id),
                                        MOOT_INT ("hide_totals", draft->hide_totals),
                                        MOOT_INT ("expires_at", draft->expires_at)),
                            error);
    }
  *out_changed = TRUE;
  return moot_db_run (db, &moot_sql_poll_delete,
                      MOOT_BINDS (MOOT_INT ("status", status_id)), error) &&
         (draft == NULL || moot_poll_add (db, status_id, draft, error));
}

static gboolean
refuse_vote (const char  *reason,
             GError     **error)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "Validation failed: %s", reason);
  return FALSE;
}

/**
 * moot_poll_check_edit:
 * @db: a connection
 * @status_id: a status of ours
 * @draft: (nullable): the poll that an edit brings
 * @error: return location
 *
 * Who votes votes for what stands there, and other servers may have it already: its options never
 * change.  Conformance 49.
 *
 * Errors: %MOOT_ERROR_INVALID with the words for the client.
 *
 * Returns: whether it may be edited so
 */
gboolean
moot_poll_check_edit (MootDb               *db,
                      gint64                status_id,
                      const MootPollDraft  *draft,
                      GError              **error)
{
  gboolean same;
  gint64 id;

  if (!moot_poll_find_id (db, status_id, &id, error))
    return FALSE;
  if (id == 0 || draft == NULL)
    return TRUE;
  if (!moot_poll_is_same (db, id, draft, &same, error))
    return FALSE;
  return same || refuse_vote ("The options of a poll cannot be changed", error);
}

static gboolean
check_vote (MootDb        *db,
            gint64         id,
            const Facts   *facts,
            gint64         account_id,
            const gint64  *choices,
            gsize          n_choices,
            gint64         now,
            GError       **error)
{
  g_autoptr (GPtrArray) options = load_options (db, id, error);
  g_autofree char *own = NULL;
  gboolean voted;

  if (options == NULL)
    return FALSE;
  own = dup_own_votes (db, id, account_id, &voted, error);
  if (own == NULL)
    return FALSE;
  if (facts->expires_at != 0 && facts->expires_at <= now)
    return refuse_vote ("The poll has already ended", error);
  if (facts->author_id == account_id)
    return refuse_vote ("You cannot vote in your own polls", error);
  if (voted)
    return refuse_vote ("You have already voted on this poll", error);
  if (n_choices == 0 || (n_choices > 1 && !facts->multiple))
    return refuse_vote ("You can choose exactly one option of this poll", error);
  for (gsize i = 0; i < n_choices; i++)
    if (choices[i] < 0 || choices[i] >= (gint64) options->len)
      return refuse_vote ("The chosen vote option does not exist", error);
  return TRUE;
}

/**
 * moot_poll_vote:
 * @db: the writer
 * @id: a poll that exists
 * @account_id: who votes
 * @choices: (array length=n_choices): positions of options, each once
 * @n_choices: how many
 * @now: UTC milliseconds
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID with the words for the client; %MOOT_ERROR_NOT_FOUND.
 *
 * Returns: whether the vote counts
 */
gboolean
moot_poll_vote (MootDb        *db,
                gint64         id,
                gint64         account_id,
                const gint64  *choices,
                gsize          n_choices,
                gint64         now,
                GError       **error)
{
  g_autoptr (GError) local = NULL;
  Facts facts;

  if (!get_facts (db, id, &facts, &local))
    {
      if (local == NULL)
        g_set_error (&local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no poll %" G_GINT64_FORMAT, id);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!check_vote (db, id, &facts, account_id, choices, n_choices, now, error))
    return FALSE;
  for (gsize i = 0; i < n_choices; i++)
    if (!moot_db_run (db, &moot_sql_poll_vote_add,
                      MOOT_BINDS (MOOT_INT ("poll", id), MOOT_INT ("account", account_id),
                                  MOOT_INT ("position", choices[i]), MOOT_INT ("now", now)),
                      error) ||
        !moot_db_run (db, &moot_sql_poll_option_count,
                      MOOT_BINDS (MOOT_INT ("poll", id), MOOT_INT ("position", choices[i])), error))
      return FALSE;
  return moot_db_run (db, &moot_sql_poll_voted,
                      MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("now", now)), error) &&
         moot_db_run (db, &moot_sql_poll_voters_count, MOOT_BINDS (MOOT_INT ("poll", id)), error);
}

typedef struct
{
  gint64 id;
  gint64 status_id;
  gint64 author_id;
} Due;

static gboolean
announce (MootDb     *db,
          const Due  *due,
          GError    **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_poll_voters, MOOT_BINDS (MOOT_INT ("poll", due->id)), error);
  g_autoptr (GArray) voters = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  g_array_append_val (voters, due->author_id);
  while (moot_rows_next (rows, &local))
    {
      gint64 voter = moot_rows_int_at (rows, 0);

      g_array_append_val (voters, voter);
    }
  g_clear_pointer (&rows, moot_rows_free);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < voters->len; i++)
    if (!moot_notification_raise (db, g_array_index (voters, gint64, i), "poll", due->author_id,
                                  due->status_id, error))
      return FALSE;
  return moot_db_run (db, &moot_sql_poll_announced, MOOT_BINDS (MOOT_INT ("id", due->id)), error);
}

/**
 * moot_poll_announce_due:
 * @db: the writer
 * @now: UTC milliseconds
 * @out_n_announced: (out): how many polls ended
 * @error: return location
 *
 * Tells author and voters of polls that are over.
 *
 * Returns: whether it went well
 */
gboolean
moot_poll_announce_due (MootDb  *db,
                        gint64   now,
                        guint   *out_n_announced,
                        GError **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_poll_due,
                   MOOT_BINDS (MOOT_INT ("now", now), MOOT_INT ("limit", DUE_AT_ONCE)), error);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Due));
  g_autoptr (GError) local = NULL;

  *out_n_announced = 0;
  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    {
      Due due = { moot_rows_get_int (rows, "id"), moot_rows_get_int (rows, "status_id"),
                  moot_rows_get_int (rows, "account_id") };

      g_array_append_val (found, due);
    }
  g_clear_pointer (&rows, moot_rows_free);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < found->len; i++)
    if (!announce (db, &g_array_index (found, Due, i), error))
      return FALSE;
  *out_n_announced = found->len;
  return TRUE;
}
