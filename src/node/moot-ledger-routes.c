/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The books: whole for the treasurer, in sums for every member; the budget.
 * Spec: co-op API, LedgerEntry.
 * Thread: a request worker. */
#include "moot-ledger-routes.h"

#include "moot-books-journal.h"
#include "moot-books.h"
#include "moot-clock.h"
#include "moot-coop-request.h"
#include "moot-money.h"
#include "moot-texts.h"

#define DESCRIPTION_MAX 200 /* characters */

static gpointer
load_entry (const MootCoopContext  *context,
            const MootActor        *viewer,
            gint64                  id,
            GError                **error)
{
  g_autoptr (GError) local = NULL;
  MootLedgerEntry *entry = moot_books_load_entry (context->db, id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (entry == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such entry");
  return entry;
}

static gboolean
read_days (MootExchange  *exchange,
           gint64        *out_from,
           gint64        *out_to,
           GError       **error)
{
  *out_from = 0;
  *out_to = moot_coop_day_to_time (MOOT_DAY_MAX);
  return moot_coop_request_read_date (exchange, "from", out_from, error) &&
         moot_coop_request_read_date (exchange, "to", out_to, error);
}

static GPtrArray *
list_entries (const MootCoopContext  *context,
              const MootActor        *viewer,
              MootExchange           *exchange,
              const MootRange        *range,
              GError                **error)
{
  const char *account = moot_params_get (exchange->params, "account");
  gint64 from;
  gint64 to;

  if (!read_days (exchange, &from, &to, error))
    return NULL;
  return moot_books_list (context->db, from, to, account != NULL ? account : "", range, error);
}

static void
reply_public (MootExchange          *exchange,
              const MootCoopContext *context,
              const MootActor       *viewer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  gint64 from;
  gint64 to;

  if (moot_actor_require (viewer, MOOT_RIGHT_READ, &error) &&
      read_days (exchange, &from, &to, &error))
    lines = moot_books_list_public (context->db, from, to, &error);
  if (lines != NULL)
    moot_exchange_reply_list (exchange, lines);
  else
    moot_coop_request_fail (exchange, error);
}

static void
index_ledger (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) viewer = NULL;
  MootCoopContext context;

  if (moot_coop_context_init (&context, exchange->db, exchange->services->site, moot_clock_now (),
                              &error))
    viewer = moot_actor_load (&context, exchange->viewer_id, &error);
  if (viewer == NULL)
    moot_coop_request_fail (exchange, error);
  else if (moot_coop_request_is_officer (exchange, "admin:dues", viewer->is_treasurer))
    moot_coop_request_list (exchange, list_entries);
  else
    reply_public (exchange, &context, viewer);
}

static gpointer
load_budget (const MootCoopContext  *context,
             const MootActor        *viewer,
             gint64                  year,
             GError                **error)
{
  return moot_actor_require (viewer, MOOT_RIGHT_READ, error)
           ? moot_books_load_budget (context, (int) year, viewer->is_treasurer, error)
           : NULL;
}

static void
show_budget (MootExchange *exchange)
{
  gint64 year = moot_params_get_int (exchange->params, "year", 0);

  moot_coop_request_show (exchange, CLAMP (year, 0, 9999), load_budget);
}

static gboolean
read_postings (GPtrArray      *postings,
               MootBookEntry  *entry,
               GError        **error)
{
  if (postings->len > MOOT_BOOK_POSTINGS_MAX)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, "postings", "at most %d postings",
                             MOOT_BOOK_POSTINGS_MAX);
  for (guint i = 0; i < postings->len; i++)
    {
      const MootParams *posting = g_ptr_array_index (postings, i);
      const char *account = moot_params_get (posting, "account");
      const char *amount = moot_params_get (posting, "amount_minor");
      gint64 amount_minor;

      if (account == NULL || amount == NULL ||
          !g_ascii_string_to_signed (amount, 10, -MOOT_MONEY_MAX, MOOT_MONEY_MAX, &amount_minor,
                                     NULL))
        return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "postings",
                                 "a posting has an account and an amount_minor");
      if (moot_params_has (posting, "currency") &&
          g_strcmp0 (moot_params_get (posting, "currency"), entry->currency) != 0)
        return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "postings",
                                 "an entry has one currency");
      if (g_str_equal (account, "Assets:Receivable:Dues"))
        return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "postings",
                                 "dues are booked by recording a payment");
      entry->postings[entry->n_postings++] = (MootBookPosting){ account, amount_minor, 0 };
    }
  return TRUE;
}

static gboolean
check_words (const MootBookEntry  *entry,
             GError              **error)
{
  static const char *const visibilities[] = { "public", "members", "treasurer", NULL };

  if (!moot_text_check ("description", entry->description, DESCRIPTION_MAX, TRUE, error) ||
      !moot_text_check ("payee", entry->payee, DESCRIPTION_MAX, FALSE, error) ||
      !moot_text_check ("code", entry->code, DESCRIPTION_MAX, FALSE, error))
    return FALSE;
  return g_strv_contains (visibilities, entry->visibility) ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "visibility",
                           "'%.40s' is none of the choices", entry->visibility);
}

static gboolean
record (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  g_autoptr (GPtrArray) postings = moot_params_dup_objects (exchange->params, "postings");
  const char *visibility = moot_params_get (exchange->params, "visibility");
  const char *currency = moot_params_get (exchange->params, "currency");
  g_autoptr (MootBudget) budget = NULL;
  MootBookEntry entry = { .date = moot_coop_get_today (context),
                          .state = "cleared",
                          .description = moot_params_get (exchange->params, "description"),
                          .payee = moot_params_get (exchange->params, "payee"),
                          .code = moot_params_get (exchange->params, "code"),
                          .visibility = visibility != NULL ? visibility : "members",
                          .source_kind = "manual",
                          .created_by = actor->id };

  if (!actor->is_treasurer)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "only a treasurer writes into the books");
  budget = currency == NULL ? moot_books_load_budget (context, 0, TRUE, error) : NULL;
  if (currency == NULL && budget == NULL)
    return FALSE;
  entry.currency = currency != NULL ? currency : budget->currency;
  if (!moot_coop_request_read_date (exchange, "date", &entry.date, error) ||
      !check_words (&entry, error) || !read_postings (postings, &entry, error))
    return FALSE;
  if (entry.date > moot_coop_get_today (context))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "date", "this day has not come yet");
  if (!moot_books_add (context, &entry, 1, actor->id, error))
    return FALSE;
  *out_id = entry.id;
  return TRUE;
}

static void
record_entry (MootExchange *exchange)
{
  moot_coop_request_act (exchange, record, load_entry);
}

/* Exporting ----------------------------------------------------------------------------------- */

static gboolean
read_export (MootExchange       *exchange,
             const MootActor    *viewer,
             MootJournalFormat  *out_format,
             MootBooksAudience  *out_audience,
             GError            **error)
{
  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return FALSE;
  if (!moot_journal_format_from_text (moot_params_get (exchange->params, "format"), out_format))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "format",
                             "hledger, beancount or csv");
  if (moot_params_get_boolean (exchange->params, "public", FALSE))
    *out_audience = MOOT_BOOKS_FOR_ALL;
  else if (moot_coop_request_is_officer (exchange, "admin:dues", viewer->is_treasurer))
    *out_audience = MOOT_BOOKS_FOR_TREASURER;
  else
    *out_audience = MOOT_BOOKS_FOR_MEMBERS;
  return TRUE;
}

static void
export_books (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) viewer = NULL;
  g_autofree char *journal = NULL;
  MootCoopContext context;
  MootBooksAudience audience = MOOT_BOOKS_FOR_ALL;
  MootJournalFormat format = MOOT_JOURNAL_HLEDGER;
  gint64 from = 0;
  gint64 to = 0;

  if (moot_coop_request_begin (exchange, &context, &viewer, &error) &&
      read_export (exchange, viewer, &format, &audience, &error) &&
      read_days (exchange, &from, &to, &error))
    journal = moot_books_dup_journal (context.db, format, audience, from, to, &error);
  if (journal == NULL)
    {
      moot_coop_request_fail (exchange, error);
      return;
    }
  moot_exchange_add_header (exchange, "Cache-Control", "no-store");
  moot_exchange_reply_text (exchange, 200,
                            format == MOOT_JOURNAL_CSV ? "text/csv; charset=utf-8"
                                                       : "text/plain; charset=utf-8",
                            journal);
}

static const MootRoute routes[] = {
  { "GET", "/api/coop/v1/ledger", "read:governance", index_ledger },
  { "GET", "/api/coop/v1/ledger/export", "read:governance", export_books },
  { "GET", "/api/coop/v1/budget", "read:governance", show_budget },
  { "POST", "/api/coop/v1/admin/ledger", "admin:dues", record_entry },
};

const MootRouteTable moot_ledger_routes = { routes, G_N_ELEMENTS (routes) };
