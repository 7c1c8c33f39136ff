/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Loads what the page of the dues shows.
 * Thread: a worker while it loads, then whoever holds it. */
#include "moot-dues-case.h"

#include "moot-json.h"

static gpointer
ask (MootPageSource  *source,
     const char      *name,
     MootCall         call,
     GCancellable    *cancellable,
     GError         **error)
{
  g_autoptr (MootReply) reply =
    moot_page_source_ask (source, name, moot_request_new (call), cancellable, error);

  return reply != NULL ? moot_reply_take_entity (reply) : NULL;
}

static JsonArray *
ask_notices (MootPageSource *source,
             GCancellable   *cancellable)
{
  g_autoptr (MootReply) reply = moot_page_source_ask (
    source, "dues-ways", moot_request_new (MOOT_CALL_DUES_WAYS), cancellable, NULL);
  JsonObject *ways = reply != NULL ? moot_reply_get_object (reply) : NULL;
  JsonArray *notices = ways != NULL ? moot_json_get_array (ways, "notices") : NULL;

  return notices != NULL ? json_array_ref (notices) : NULL;
}

/** moot_dues_case_load: (transfer full): a #MootDuesCase; the budget may be missing */
gpointer
moot_dues_case_load (MootPageSource  *source,
                     const char      *id,
                     GCancellable    *cancellable,
                     GError         **error)
{
  g_autoptr (MootDuesCase) self = g_new0 (MootDuesCase, 1);

  self->status = ask (source, "dues-status", MOOT_CALL_DUES_STATUS, cancellable, error);
  if (self->status == NULL)
    return NULL;
  self->plan = ask (source, "dues-plan", MOOT_CALL_DUES_PLAN, cancellable, error);
  if (self->plan == NULL)
    return NULL;

  self->budget = ask (source, "budget", MOOT_CALL_BUDGET, cancellable, NULL);
  self->charges = moot_page_source_ask_all (source, "dues-charges", MOOT_CALL_DUES_CHARGES, NULL,
                                            cancellable, NULL);
  self->payments = moot_page_source_ask_all (source, "payments", MOOT_CALL_PAYMENTS, NULL,
                                             cancellable, NULL);
  self->notices = ask_notices (source, cancellable);
  self->me = ask (source, "membership", MOOT_CALL_MY_MEMBERSHIP, cancellable, NULL);
  return g_steal_pointer (&self);
}

/** moot_dues_case_free: releases @self, which may be %NULL */
void
moot_dues_case_free (MootDuesCase *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->status);
  g_clear_object (&self->plan);
  g_clear_object (&self->budget);
  g_clear_object (&self->me);
  g_clear_pointer (&self->charges, g_ptr_array_unref);
  g_clear_pointer (&self->payments, g_ptr_array_unref);
  g_clear_pointer (&self->notices, json_array_unref);
  g_free (self);
}

/** moot_dues_case_is_treasurer: whether this account keeps the books */
gboolean
moot_dues_case_is_treasurer (const MootDuesCase *self)
{
  for (guint i = 0; self->me != NULL && i < self->me->roles->len; i++)
    {
      const MootMemberRole *role = g_ptr_array_index (self->me->roles, i);

      if (g_strcmp0 (role->role, "treasurer") == 0)
        return TRUE;
    }
  return FALSE;
}
