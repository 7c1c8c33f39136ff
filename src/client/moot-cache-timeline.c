/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Timelines in the cache: what a page of the server changes in them.  A page is a contiguous
 * stretch as the server sees it; what we hold inside that stretch and the page lacks is gone, and
 * where a page does not reach what we hold there is a gap, shown to the reader instead of hidden.
 * Spec: Mastodon client API, timelines, gaps, markers.
 * Thread: workers. */
#include "moot-cache-order.h"

typedef struct
{
  MootCacheOrder order;
  GPtrArray *statuses;
  gboolean has_older;
  const char *gap;
  gboolean upward;
  gboolean ended;
  guint n_new;
} PageWork;

static gboolean
begin (PageWork  *work,
       MootDb    *db,
       GError   **error)
{
  work->order.db = db;
  return moot_cache_begin_version (db, &work->order.version, error);
}

static MootStatus *
nth (PageWork *work,
     guint     i)
{
  return g_ptr_array_index (work->statuses, i);
}

/* Which statuses of the page are there already, and in the page's order.  Those in another order
 * are taken out, to be put in again. */
static gboolean
find_known (PageWork  *work,
            gboolean  *known,
            guint     *out_n_known,
            GError   **error)
{
  gint64 last = G_MAXINT64;

  *out_n_known = 0;
  for (guint i = 0; i < work->statuses->len; i++)
    {
      MootStatus *status = nth (work, i);
      gint64 position = 0;
      gboolean duplicate = FALSE;

      for (guint j = 0; j < i && !duplicate; j++)
        duplicate = g_str_equal (nth (work, j)->id, status->id);
      if (duplicate)
        {
          g_ptr_array_remove_index (work->statuses, i--);
          continue;
        }
      if (!moot_cache_order_find (&work->order, status->id, &known[i], &position, error))
        return FALSE;
      if (known[i] && position >= last)
        {
          if (!moot_cache_order_delete (&work->order, position, error))
            return FALSE;
          known[i] = FALSE;
        }
      if (known[i])
        {
          last = position;
          *out_n_known += 1;
          if (!moot_cache_write_status (work->order.db, work->order.account, status,
                                        work->order.version, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* The run above the first known status; what came live meanwhile stays above it. */
static gboolean
insert_first (PageWork  *work,
              guint      count,
              GError   **error)
{
  const char *below = nth (work, count)->id;
  g_auto (MootCacheRow) above = { 0 };
  gint64 position = 0;
  gboolean found;

  return moot_cache_order_find (&work->order, below, &found, &position, error) &&
         moot_cache_order_next (&work->order, position, FALSE, &above, error) &&
         moot_cache_order_insert (&work->order, work->statuses, 0, count, above.key, below, error);
}

/* Puts each run of unknown statuses under the known one above it. */
static gboolean
insert_runs (PageWork        *work,
             const gboolean  *known,
             GError         **error)
{
  const char *above = NULL;

  for (guint i = 0; i < work->statuses->len;)
    {
      guint end = i;
      g_auto (MootCacheRow) below = { 0 };
      gint64 position = G_MAXINT64;
      gboolean found;

      while (end < work->statuses->len && !known[end])
        end++;
      if (end > i)
        {
          if (above != NULL &&
              !moot_cache_order_find (&work->order, above, &found, &position, error))
            return FALSE;
          if (!(above == NULL
                  ? insert_first (work, end, error)
                  : moot_cache_order_next (&work->order, position, TRUE, &below, error) &&
                      moot_cache_order_insert (&work->order, work->statuses, i, end - i, above,
                                               below.key, error)))
            return FALSE;
          work->n_new += end - i;
        }
      if (end < work->statuses->len)
        above = nth (work, end)->id;
      i = end + 1;
    }
  return TRUE;
}

/* What lies inside the page's stretch and is not on it has been deleted, or was a gap. */
static gboolean
delete_strangers (PageWork  *work,
                  GError   **error)
{
  gint64 high;
  gint64 low;
  gboolean found;
  g_autoptr (GHashTable) own = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < work->statuses->len; i++)
    g_hash_table_add (own, nth (work, i)->id);
  if (!moot_cache_order_find (&work->order, nth (work, 0)->id, &found, &high, error) ||
      !moot_cache_order_find (&work->order, nth (work, work->statuses->len - 1)->id, &found, &low,
                              error))
    return FALSE;
  {
    g_autoptr (MootRows) rows = moot_db_query (
      work->order.db, &moot_cache_sql_entry_between,
      MOOT_BINDS (MOOT_TEXT ("account", work->order.account),
                  MOOT_TEXT ("timeline", work->order.timeline), MOOT_INT ("high", high),
                  MOOT_INT ("low", low)),
      error);

    if (rows == NULL)
      return FALSE;
    while (moot_rows_next (rows, error))
      {
        gint64 position = moot_rows_get_int (rows, "position");

        if (!g_hash_table_contains (own, moot_rows_get_text (rows, "key")))
          g_array_append_val (gone, position);
      }
  }
  for (guint i = 0; i < gone->len; i++)
    if (!moot_cache_order_delete (&work->order, g_array_index (gone, gint64, i), error))
      return FALSE;
  return TRUE;
}

/* Nothing of the page is known: it goes on top, with a gap below unless the server has no more. */
static gboolean
put_on_top (PageWork  *work,
            GError   **error)
{
  g_auto (MootCacheRow) top = { 0 };

  if (!moot_cache_order_next (&work->order, G_MAXINT64, TRUE, &top, error) ||
      !moot_cache_order_insert (&work->order, work->statuses, 0, work->statuses->len, NULL, top.key,
                                error))
    return FALSE;
  work->n_new += work->statuses->len;
  return top.key == NULL || !work->has_older || top.is_gap ||
         moot_cache_order_put_gap (&work->order, nth (work, work->statuses->len - 1)->id, top.key,
                                   error);
}

static gboolean
merge_newest (MootDb    *db,
              gpointer   data,
              GError   **error)
{
  PageWork *work = data;
  g_autofree gboolean *known = g_new0 (gboolean, work->statuses->len);
  guint n_known;

  if (!begin (work, db, error) || !find_known (work, known, &n_known, error))
    return FALSE;
  if (n_known == 0)
    return put_on_top (work, error);
  return insert_runs (work, known, error) && delete_strangers (work, error);
}

/* The list without repetitions: one's own post comes from the answer and from the stream, and some
 * servers say a thing twice on a page. */
static GPtrArray *
copy_list (GPtrArray *statuses)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < statuses->len; i++)
    {
      MootStatus *status = g_ptr_array_index (statuses, i);

      if (g_hash_table_add (seen, status->id))
        g_ptr_array_add (copy, g_object_ref (status));
    }
  return copy;
}

static gboolean
run_page_work (MootCache   *self,
               const char  *account,
               const char  *timeline,
               GPtrArray   *statuses,
               PageWork    *work,
               MootDbWork   func,
               GError     **error)
{
  g_autoptr (GPtrArray) copy = copy_list (statuses);

  work->order.account = account;
  work->order.timeline = timeline;
  work->statuses = copy;
  return moot_db_pool_write (self->pool, func, work, error);
}

/**
 * moot_cache_merge_newest:
 * @self: a cache
 * @account: whose view
 * @timeline: which timeline
 * @statuses: (element-type MootStatus): the newest page, newest first
 * @has_older: whether the server has more below the page
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_cache_merge_newest (MootCache   *self,
                         const char  *account,
                         const char  *timeline,
                         GPtrArray   *statuses,
                         gboolean     has_older,
                         GError     **error)
{
  PageWork work = { .has_older = has_older };

  return statuses->len == 0 ||
         run_page_work (self, account, timeline, statuses, &work, merge_newest, error);
}

static gboolean
add_live (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  PageWork *work = data;
  g_auto (MootCacheRow) top = { 0 };

  if (!begin (work, db, error))
    return FALSE;
  for (guint i = 0; i < work->statuses->len;)
    {
      MootStatus *status = nth (work, i);
      gboolean found;
      gint64 position;

      if (!moot_cache_order_find (&work->order, status->id, &found, &position, error))
        return FALSE;
      if (!found)
        {
          i++;
          continue;
        }
      if (!moot_cache_write_status (db, work->order.account, status, work->order.version, error))
        return FALSE;
      g_ptr_array_remove_index (work->statuses, i);
    }
  return moot_cache_order_next (&work->order, G_MAXINT64, TRUE, &top, error) &&
         moot_cache_order_insert (&work->order, work->statuses, 0, work->statuses->len, NULL,
                                  top.key, error);
}

/**
 * moot_cache_add_live:
 * @self: a cache
 * @account: whose view
 * @timeline: which timeline
 * @statuses: (element-type MootStatus): what the stream brought, newest first
 * @error: return location
 *
 * Puts on top what is not there yet; what is there already is brought up to date in its place.
 *
 * Returns: whether it was written
 */
gboolean
moot_cache_add_live (MootCache   *self,
                     const char  *account,
                     const char  *timeline,
                     GPtrArray   *statuses,
                     GError     **error)
{
  PageWork work = { 0 };

  return statuses->len == 0 ||
         run_page_work (self, account, timeline, statuses, &work, add_live, error);
}

static gboolean
append_older (MootDb    *db,
              gpointer   data,
              GError   **error)
{
  PageWork *work = data;
  g_autofree gboolean *known = g_new0 (gboolean, work->statuses->len);
  g_auto (MootCacheRow) bottom = { 0 };
  guint n_known;

  if (!begin (work, db, error) || !find_known (work, known, &n_known, error))
    return FALSE;
  for (guint i = work->statuses->len; i > 0; i--)
    if (known[i - 1])
      g_ptr_array_remove_index (work->statuses, i - 1);
  return moot_cache_order_next (&work->order, G_MININT64, FALSE, &bottom, error) &&
         moot_cache_order_insert (&work->order, work->statuses, 0, work->statuses->len, bottom.key,
                                  NULL, error);
}

/**
 * moot_cache_append_older:
 * @self: a cache
 * @account: whose view
 * @timeline: which timeline
 * @statuses: (element-type MootStatus): the page below the oldest entry, newest first
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_cache_append_older (MootCache   *self,
                         const char  *account,
                         const char  *timeline,
                         GPtrArray   *statuses,
                         GError     **error)
{
  PageWork work = { 0 };

  return statuses->len == 0 ||
         run_page_work (self, account, timeline, statuses, &work, append_older, error);
}

/* Fills from one side; the gap closes when the page meets the other side or the server has no more.
 */
static gboolean
fill_gap (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  PageWork *work = data;
  g_autofree gboolean *known = g_new0 (gboolean, MAX (work->statuses->len, 1));
  g_auto (MootCacheRow) newer = { 0 };
  g_auto (MootCacheRow) older = { 0 };
  gboolean found;
  gboolean met = work->ended;
  gint64 position;
  guint n_known;
  const char *newest_below;

  if (!begin (work, db, error) ||
      !moot_cache_order_find (&work->order, work->gap, &found, &position, error))
    return FALSE;
  if (!found)
    return TRUE; /* somebody closed it meanwhile */
  if (!moot_cache_order_next (&work->order, position, FALSE, &newer, error) ||
      !moot_cache_order_next (&work->order, position, TRUE, &older, error) ||
      !find_known (work, known, &n_known, error))
    return FALSE;

  /* Some servers do not know min_id and send the newest page instead: that tells nothing here. */
  if (work->upward && n_known > 0 && known[work->statuses->len - 1] &&
      g_strcmp0 (nth (work, work->statuses->len - 1)->id, newer.key) != 0)
    return TRUE;

  met = met || n_known > 0;
  for (guint i = work->statuses->len; i > 0; i--)
    if (known[i - 1])
      g_ptr_array_remove_index (work->statuses, i - 1);
  work->n_new = work->statuses->len;
  if (!moot_cache_order_delete (&work->order, position, error) ||
      !moot_cache_order_insert (&work->order, work->statuses, 0, work->n_new, newer.key, older.key,
                                error))
    return FALSE;
  if (met || newer.key == NULL || older.key == NULL)
    return TRUE;

  if (work->upward)
    {
      newest_below = work->n_new > 0 ? nth (work, 0)->id : older.key;
      return moot_cache_order_put_gap (&work->order, newer.key, newest_below, error);
    }
  return moot_cache_order_put_gap (
    &work->order, work->n_new > 0 ? nth (work, work->n_new - 1)->id : newer.key, older.key, error);
}

/**
 * moot_cache_fill_gap:
 * @self: a cache
 * @account: whose view
 * @timeline: which timeline
 * @gap: its key
 * @statuses: (element-type MootStatus): a page next to one side of it, newest first
 * @upward: whether the page lies on the lower side
 * @ended: whether the server has nothing more in that direction
 * @out_n_new: (out): how many were missing
 * @error: return location
 *
 * A page that does not lie next to the gap, as servers without `min_id` send it, changes nothing.
 *
 * Returns: whether it was written
 */
gboolean
moot_cache_fill_gap (MootCache   *self,
                     const char  *account,
                     const char  *timeline,
                     const char  *gap,
                     GPtrArray   *statuses,
                     gboolean     upward,
                     gboolean     ended,
                     guint       *out_n_new,
                     GError     **error)
{
  PageWork work = { .gap = gap, .upward = upward, .ended = ended || statuses->len == 0 };
  gboolean done = run_page_work (self, account, timeline, statuses, &work, fill_gap, error);

  if (done)
    *out_n_new = work.n_new;
  return done;
}
