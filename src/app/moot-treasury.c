/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a treasurer looks at, and how a file of the bank comes to the server.
 * Thread: a worker while it loads, then whoever holds it. */
#include "moot-treasury.h"

#include "moot-file-read.h"

static gboolean
load_members (MootTreasury    *self,
              MootPageSource  *source,
              GCancellable    *cancellable,
              GError         **error)
{
  self->members = moot_page_source_ask_all (source, "members", MOOT_CALL_MEMBERSHIPS, NULL,
                                            cancellable, error);
  if (self->members == NULL)
    return FALSE;
  self->names = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->members->len; i++)
    {
      const MootMember *member = g_ptr_array_index (self->members, i);

      g_hash_table_insert (self->names, member->id, member->name);
    }
  return TRUE;
}

/** moot_treasury_load: (transfer full): a #MootTreasury with all files and how members stand */
gpointer
moot_treasury_load (MootPageSource  *source,
                    const char      *id,
                    GCancellable    *cancellable,
                    GError         **error)
{
  g_autoptr (MootTreasury) self = g_new0 (MootTreasury, 1);

  self->imports = moot_page_source_ask_all (source, "bank-imports", MOOT_CALL_BANK_IMPORTS, NULL,
                                            cancellable, error);
  if (self->imports == NULL)
    return NULL;
  self->statuses = moot_page_source_ask_all (source, "dues-statuses", MOOT_CALL_DUES_STATUSES,
                                             NULL, cancellable, error);
  if (self->statuses == NULL)
    return NULL;
  self->plan = moot_page_source_ask_entity (source, "dues-plan", MOOT_CALL_DUES_PLAN, NULL,
                                            cancellable, error);
  if (self->plan == NULL || !load_members (self, source, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

/** moot_treasury_load_import: (transfer full): a #MootTreasury with one file */
gpointer
moot_treasury_load_import (MootPageSource  *source,
                           const char      *id,
                           GCancellable    *cancellable,
                           GError         **error)
{
  g_autoptr (MootTreasury) self = g_new0 (MootTreasury, 1);
  g_autofree char *lines = g_strconcat ("bank-lines-", id, NULL);

  self->import = moot_page_source_ask_entity (source, "bank-import", MOOT_CALL_BANK_IMPORT, id,
                                              cancellable, error);
  if (self->import == NULL)
    return NULL;
  self->lines = moot_page_source_ask_all (source, lines, MOOT_CALL_BANK_LINES, id, cancellable,
                                          error);
  if (self->lines == NULL || !load_members (self, source, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

/** moot_treasury_free: releases @self, which may be %NULL */
void
moot_treasury_free (MootTreasury *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->plan);
  g_clear_object (&self->import);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->imports, g_ptr_array_unref);
  g_clear_pointer (&self->statuses, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self);
}

/** moot_treasury_find_name: (nullable): what a member is called */
const char *
moot_treasury_find_name (const MootTreasury *self,
                         const char         *member_id)
{
  return member_id != NULL ? g_hash_table_lookup (self->names, member_id) : NULL;
}

/* Bringing a file ------------------------------------------------------------------------------ */

static gpointer
send_file (MootConnection  *connection,
           gpointer         data,
           GCancellable    *cancellable,
           GError         **error)
{
  g_autoptr (GBytes) bytes = moot_file_read (data, MOOT_BANK_FILE_MAX, cancellable, error);
  g_autoptr (MootRequest) request = NULL;
  g_autoptr (MootReply) reply = NULL;

  if (bytes == NULL)
    return NULL;
  request = moot_request_new (MOOT_CALL_ADD_BANK_IMPORT);
  moot_request_add_file (request, "file", "statement", "application/octet-stream", bytes);
  reply = moot_connection_call (connection, request, cancellable, error);
  return reply != NULL ? moot_reply_take_entity (reply) : NULL;
}

/**
 * moot_treasury_bring_async:
 * @client: the server
 * @file: what the bank gave
 * @cancellable: (nullable): calls it off
 * @callback: told when it is there
 * @user_data: for @callback
 *
 * Sends a file of the bank; no payment is made of it yet.
 */
void
moot_treasury_bring_async (MootClient          *client,
                           GFile               *file,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  moot_client_run_async (client, send_file, g_object_ref (file), g_object_unref, g_object_unref,
                         cancellable, callback, user_data);
}

/**
 * moot_treasury_bring_finish:
 * @client: the server
 * @result: of moot_treasury_bring_async()
 * @error: return location
 *
 * Errors: those of moot_file_read(), #MootClientError.
 *
 * Returns: (transfer full): the import; the one it was when the file was brought before
 */
MootBankImport *
moot_treasury_bring_finish (MootClient    *client,
                            GAsyncResult  *result,
                            GError       **error)
{
  return moot_client_run_finish (client, result, error);
}
