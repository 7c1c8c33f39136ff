/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Taking one's lists elsewhere, and bringing them along.  Mastodon has no client API for it.
 * Spec: src/node/README.md, "Lists that move".
 * Thread: a request worker. */
#include "moot-transfer-routes.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-transfer.h"

#include <string.h>

typedef struct
{
  MootExchange *exchange;
  MootTransfer transfer;
  const char *csv;
} Import;

/* Answers by itself when there is no such list. */
static gboolean
read_transfer (MootExchange *exchange,
               MootTransfer *out_transfer)
{
  *out_transfer = (MootTransfer){ .account_id = exchange->viewer_id,
                                  .list = moot_exchange_get_param (exchange, "list"),
                                  .now = moot_clock_now () };
  if (moot_transfer_has_list (out_transfer->list))
    return TRUE;
  moot_exchange_not_found (exchange);
  return FALSE;
}

static void
export_list (MootExchange *exchange)
{
  MootTransfer transfer;
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *disposition = NULL;

  if (!read_transfer (exchange, &transfer))
    return;
  csv = moot_transfer_export (exchange->db, exchange->services->site, exchange->viewer_id,
                              transfer.list, &error);
  if (csv == NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  disposition =
    g_strdup_printf ("attachment; filename=\"%s\"", moot_transfer_get_file (transfer.list));
  moot_exchange_add_header (exchange, "Content-Disposition", disposition);
  moot_exchange_reply_text (exchange, 200, "text/csv; charset=utf-8", csv);
}

static void
reply_report (MootExchange       *exchange,
              const MootTransfer *transfer)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;

  if (moot_transfer_report (exchange->db, transfer, &json, &error))
    moot_exchange_reply (exchange, &json);
  else
    moot_exchange_fail (exchange, error);
}

static void
show_import (MootExchange *exchange)
{
  MootTransfer transfer;

  if (read_transfer (exchange, &transfer))
    reply_report (exchange, &transfer);
}

static gboolean
do_import (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  const Import *self = data;

  return moot_transfer_import (db, self->exchange->services->site, &self->transfer, self->csv,
                               error);
}

/* A file of a form, or the text itself as `data`. */
static char *
dup_csv (MootExchange  *exchange,
         GError       **error)
{
  const MootUpload *file = moot_params_get_upload (exchange->params, "data");
  const char *text = moot_params_get (exchange->params, "data");
  gsize size;
  const char *bytes;

  if (file == NULL && text != NULL)
    return g_strdup (text);
  bytes = file != NULL ? g_bytes_get_data (file->bytes, &size) : NULL;
  if (bytes != NULL && g_utf8_validate (bytes, (gssize) size, NULL))
    return g_strndup (bytes, size);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
               bytes != NULL ? "Validation failed: Data is no UTF-8"
                             : "Validation failed: Data can't be blank");
  return NULL;
}

static void
import_list (MootExchange *exchange)
{
  Import import = { .exchange = exchange };
  const char *mode = moot_params_get (exchange->params, "mode");
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = NULL;

  if (!read_transfer (exchange, &import.transfer))
    return;
  import.transfer.overwrite = g_strcmp0 (mode, "overwrite") == 0;
  if (mode != NULL && !import.transfer.overwrite && !g_str_equal (mode, "merge"))
    {
      moot_exchange_refuse (exchange, 422,
                            "Validation failed: Mode is not included in the list");
      return;
    }
  import.csv = csv = dup_csv (exchange, &error);
  if (csv == NULL || !moot_exchange_write (exchange, do_import, &import, &error) ||
      !moot_transfer_go_on (exchange->services->federation, import.transfer.now, &error))
    moot_exchange_fail (exchange, error);
  else
    reply_report (exchange, &import.transfer);
}

/**
 * moot_transfer_job:
 * @services: the node's parts
 * @now: UTC milliseconds
 * @error: return location
 *
 * Goes on with lists that somebody brought.  Thread: the scheduler's.
 *
 * Returns: whether it went well
 */
gboolean
moot_transfer_job (const MootServices  *services,
                   gint64               now,
                   GError             **error)
{
  return moot_transfer_go_on (services->federation, now, error);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",  "/api/folkmoot/v1/exports/:list", "read",  export_list },
  { "GET",  "/api/folkmoot/v1/imports/:list", "read",  show_import },
  { "POST", "/api/folkmoot/v1/imports/:list", "write", import_list },
};
/* clang-format on */

const MootRouteTable moot_transfer_routes = { routes, G_N_ELEMENTS (routes) };
