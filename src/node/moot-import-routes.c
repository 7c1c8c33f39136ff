/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Files from the bank: a treasurer brings one, looks at what was found, and confirms.
 * Spec: co-op API, Import and StatementLine.
 * Thread: a request worker. */
#include "moot-import-routes.h"

#include "moot-bank-imports.h"
#include "moot-coop-request.h"
#include "moot-payer-match.h"

static gpointer
load_import (const MootCoopContext  *context,
             const MootActor        *viewer,
             gint64                  id,
             GError                **error)
{
  return moot_bank_imports_load (context, viewer, id, error);
}

static gpointer
load_line (const MootCoopContext  *context,
           const MootActor        *viewer,
           gint64                  id,
           GError                **error)
{
  return moot_bank_lines_load (context, viewer, id, error);
}

/* How to read a table: `dates`, `currency`, `decimal`, `delimiter`, and `column_date` and its kin.
 */
static gboolean
read_mapping (const MootParams      *params,
              MootStatementMapping  *mapping,
              GError               **error)
{
  const char *dates = moot_params_get (params, "dates");
  const char *currency = moot_params_get (params, "currency");
  const char *decimal = moot_params_get (params, "decimal");
  const char *delimiter = moot_params_get (params, "delimiter");

  if (dates != NULL && !moot_date_order_from_text (dates, &mapping->order))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "dates", "dates are dmy, mdy or ymd");
  if (currency != NULL && !moot_currency_is_valid (currency))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "currency", "this is no currency");
  if (decimal != NULL && !g_str_equal (decimal, ".") && !g_str_equal (decimal, ","))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "decimal", "a dot or a comma");
  if (delimiter != NULL && (strlen (delimiter) != 1 || strchr (",;|\t#", *delimiter) == NULL))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "delimiter", "one of , ; | # and tab");
  if (currency != NULL)
    g_strlcpy (mapping->currency, currency, sizeof mapping->currency);
  mapping->decimal = decimal != NULL ? *decimal : '\0';
  mapping->delimiter = delimiter != NULL ? *delimiter : '\0';
  for (guint i = 0; i < MOOT_N_COLUMNS; i++)
    {
      g_autofree char *name = g_strdup_printf ("column_%s", moot_column_to_text (i));
      const char *heading = moot_params_get (params, name);

      if (heading != NULL)
        g_strlcpy (mapping->columns[i], heading, sizeof mapping->columns[i]);
    }
  return TRUE;
}

static gboolean
add (const MootCoopContext  *context,
     const MootActor        *actor,
     MootExchange           *exchange,
     gint64                 *out_id,
     GError                **error)
{
  const MootUpload *file = moot_params_get_upload (exchange->params, "file");
  MootStatementMapping mapping = { 0 };

  if (file == NULL)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_BLANK, "file", "'file' is missing");
  if (!read_mapping (exchange->params, &mapping, error))
    return FALSE;
  *out_id = moot_bank_imports_add (context, actor, file->bytes, &mapping, error);
  return *out_id != 0;
}

static void
add_import (MootExchange *exchange)
{
  moot_coop_request_act (exchange, add, load_import);
}

static gboolean
confirm (const MootCoopContext  *context,
         const MootActor        *actor,
         MootExchange           *exchange,
         gint64                 *out_id,
         GError                **error)
{
  gint64 min_score = MOOT_MATCH_CERTAIN;

  *out_id = moot_exchange_get_id (exchange);
  return moot_coop_request_read_int (exchange, "min_score", FALSE, &min_score, error) &&
         moot_bank_imports_confirm (context, actor, *out_id, min_score, error);
}

static void
confirm_import (MootExchange *exchange)
{
  moot_coop_request_act (exchange, confirm, load_import);
}

static gboolean
reverse (const MootCoopContext  *context,
         const MootActor        *actor,
         MootExchange           *exchange,
         gint64                 *out_id,
         GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_bank_imports_reverse (context, actor, *out_id, error);
}

static void
reverse_import (MootExchange *exchange)
{
  moot_coop_request_act (exchange, reverse, load_import);
}

static void
show_import (MootExchange *exchange)
{
  moot_coop_request_show (exchange, moot_exchange_get_id (exchange), load_import);
}

static GPtrArray *
list_imports (const MootCoopContext  *context,
              const MootActor        *viewer,
              MootExchange           *exchange,
              const MootRange        *range,
              GError                **error)
{
  return moot_bank_imports_list (context, viewer, range, error);
}

static void
index_imports (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_imports);
}

static GPtrArray *
list_lines (const MootCoopContext  *context,
            const MootActor        *viewer,
            MootExchange           *exchange,
            const MootRange        *range,
            GError                **error)
{
  const char *state = moot_params_get (exchange->params, "state");

  return moot_bank_imports_list_lines (context, viewer, moot_exchange_get_id (exchange),
                                       state != NULL ? state : "", range, error);
}

static void
index_lines (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_lines);
}

static gboolean
confirm_one (const MootCoopContext  *context,
             const MootActor        *actor,
             MootExchange           *exchange,
             gint64                 *out_id,
             GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_bank_lines_confirm (context, actor, *out_id,
                                  moot_params_get_id (exchange->params, "member_id"), error);
}

static void
confirm_line (MootExchange *exchange)
{
  moot_coop_request_act (exchange, confirm_one, load_line);
}

static gboolean
ignore (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_bank_lines_ignore (context, actor, *out_id, error);
}

static void
ignore_line (MootExchange *exchange)
{
  moot_coop_request_act (exchange, ignore, load_line);
}

static const MootRoute routes[] = {
  { "GET", "/api/coop/v1/admin/imports", "admin:dues", index_imports },
  { "POST", "/api/coop/v1/admin/imports", "admin:dues", add_import },
  { "GET", "/api/coop/v1/admin/imports/:id", "admin:dues", show_import },
  { "GET", "/api/coop/v1/admin/imports/:id/lines", "admin:dues", index_lines },
  { "POST", "/api/coop/v1/admin/imports/:id/confirm", "admin:dues", confirm_import },
  { "POST", "/api/coop/v1/admin/imports/:id/reverse", "admin:dues", reverse_import },
  { "POST", "/api/coop/v1/admin/lines/:id/confirm", "admin:dues", confirm_line },
  { "POST", "/api/coop/v1/admin/lines/:id/ignore", "admin:dues", ignore_line },
};

const MootRouteTable moot_import_routes = { routes, G_N_ELEMENTS (routes) };
