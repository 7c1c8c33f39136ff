/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Answers that consist of statuses, with the Link header of pages.
 * Thread: a request worker. */
#include "moot-status-reply.h"

#include "moot-account-store.h"
#include "moot-clock.h"
#include "moot-relationship-store.h"
#include "moot-word-filter.h"

#define PAGE_BYTES (96 * 1024) /* what forty statuses take: one allocation for most pages */

/* Where a route shows statuses; what is asked for by itself is shown with every filter. */
static guint
get_filter_contexts (const MootExchange *exchange)
{
  static const struct
  {
    const char *start;
    const char *end;
    MootFilterContext context;
  } places[] = {
    { "/api/v1/timelines/home", "", MOOT_FILTER_HOME },
    { "/api/v1/timelines/list/", "", MOOT_FILTER_HOME },
    { "/api/v1/timelines/", "", MOOT_FILTER_PUBLIC },
    { "/api/v1/notifications", "", MOOT_FILTER_NOTIFICATIONS },
    { "/api/v2/notifications", "", MOOT_FILTER_NOTIFICATIONS },
    { "/api/v1/statuses/", "/context", MOOT_FILTER_THREAD },
    { "/api/v1/accounts/", "/statuses", MOOT_FILTER_ACCOUNT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_has_prefix (exchange->path, places[i].start) &&
        g_str_has_suffix (exchange->path, places[i].end))
      return places[i].context;
  return MOOT_FILTER_ANYWHERE;
}

/* Without them a status is shown as it is: rather that than nothing. */
static void
load_filters (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;

  exchange->knows_filters = TRUE;
  exchange->filters = moot_word_filters_load (exchange->db, exchange->viewer_id, 0, &error);
  if (error != NULL && !moot_db_gave_up (exchange->db))
    g_message ("%s: filters: %s", exchange->path, error->message);
  if (exchange->filters != NULL && exchange->filters->len == 0)
    g_clear_pointer (&exchange->filters, g_ptr_array_unref);
  for (guint i = 0; exchange->filters != NULL && i < exchange->filters->len; i++)
    {
      const MootWordFilter *filter = g_ptr_array_index (exchange->filters, i);

      if (filter->expires_at > exchange->asked_at)
        exchange->changes_at = MIN (exchange->changes_at, filter->expires_at);
    }
}

/** moot_status_view_of: how the one who asks looks at statuses */
MootStatusView
moot_status_view_of (MootExchange *exchange)
{
  if (exchange->viewer_id != 0 && !exchange->knows_filters)
    load_filters (exchange);
  return (MootStatusView){ .db = exchange->db,
                           .site = exchange->services->site,
                           .cache = exchange->services->status_cache,
                           .viewer_id = exchange->viewer_id,
                           .now = moot_clock_now (),
                           .filters = exchange->filters,
                           .filter_contexts = get_filter_contexts (exchange),
                           .changes_at = &exchange->changes_at };
}

/**
 * moot_reply_lasting:
 * @exchange: a request that only read, answered through a view of moot_status_view_of()
 *
 * Lets the node repeat the answer until the database changes, a poll on it is over or a mute of the
 * one who asks ends.
 */
void
moot_reply_lasting (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;

  exchange->lasting =
    exchange->status == 200 &&
    (exchange->viewer_id == 0 || moot_mute_next_end (exchange->db, exchange->viewer_id,
                                                     exchange->asked_at, &exchange->changes_at,
                                                     &error));
  if (error != NULL && !moot_db_gave_up (exchange->db))
    g_message ("%s: the end of mutes: %s", exchange->path, error->message);
}

/** moot_page_get_range: the same page in the words of the store */
MootPostRange
moot_page_get_range (const MootPage *self)
{
  return (MootPostRange){ .max_id = self->max_id,
                          .floor = moot_page_get_floor (self),
                          .ascending = moot_page_is_ascending (self),
                          .limit = self->limit };
}

/**
 * moot_reply_status:
 * @exchange: a request
 * @id: a status, which the one who asks may see for sure
 *
 * Answers with a status, or that there is none.
 */
void
moot_reply_status (MootExchange *exchange,
                   gint64        id)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  MootStatusView view = moot_status_view_of (exchange);
  g_autoptr (GError) error = NULL;
  MootStatusLine line;

  if (moot_status_view_find_unchecked (&view, id, &line, &error) &&
      moot_status_view_write (&view, &line, &json, &error))
    moot_exchange_reply (exchange, &json);
  else if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
}

/**
 * moot_reply_lines:
 * @exchange: a request
 * @lines: (nullable) (element-type MootStatusLine): statuses, %NULL when they could not be read
 * @error: (nullable): why not
 *
 * Answers with a list of statuses.
 */
void
moot_reply_lines (MootExchange *exchange,
                  GArray       *lines,
                  const GError *error)
{
  g_auto (MootJsonWriter) json = { g_string_sized_new (PAGE_BYTES), FALSE };
  MootStatusView view = moot_status_view_of (exchange);
  g_autoptr (GError) local = NULL;

  if (lines == NULL)
    moot_exchange_fail (exchange, error);
  else if (moot_status_view_write_all (&view, lines, &json, &local))
    {
      moot_exchange_reply (exchange, &json);
      moot_reply_lasting (exchange);
    }
  else
    moot_exchange_fail (exchange, local);
}

/**
 * moot_reply_page:
 * @exchange: a request
 * @page: what it asked for
 * @lines: (nullable) (element-type MootStatusLine): the page, %NULL when it could not be read
 * @error: (nullable): why not
 *
 * Answers with a page of statuses and the way to its neighbours.
 */
void
moot_reply_page (MootExchange   *exchange,
                 const MootPage *page,
                 GArray         *lines,
                 const GError   *error)
{
  if (lines != NULL && lines->len > 0)
    moot_page_add_links (exchange, page, g_array_index (lines, MootStatusLine, 0).cursor,
                         g_array_index (lines, MootStatusLine, lines->len - 1).cursor);
  moot_reply_lines (exchange, lines, error);
}

/**
 * moot_reply_accounts:
 * @exchange: a request
 * @page: what it asked for
 * @rows: (nullable): @account_columns@ and `_cursor`, one more than the page has if there are more
 * @error: (nullable): why there are no rows
 *
 * Answers with a page of accounts and the way to its neighbours.
 */
void
moot_reply_accounts (MootExchange   *exchange,
                     const MootPage *page,
                     MootRows       *rows,
                     const GError   *error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local = NULL;
  gint64 newest = 0;
  gint64 oldest = 0;
  gboolean more = FALSE;

  while (rows != NULL && moot_rows_next (rows, &local))
    {
      more = (int) list->len == page->limit;
      if (more)
        break;
      oldest = moot_rows_get_int (rows, "_cursor");
      newest = list->len == 0 ? oldest : newest;
      g_ptr_array_add (list, moot_account_read (rows, exchange->services->site));
    }
  if (rows == NULL || local != NULL)
    {
      moot_exchange_fail (exchange, local != NULL ? local : error);
      return;
    }
  moot_page_add_links (exchange, page, newest, more ? oldest : 0);
  moot_exchange_reply_list (exchange, list);
}
