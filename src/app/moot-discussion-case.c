/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Loads a discussion with all that belongs to it.
 * Thread: a worker while it loads, then whoever holds it. */
#include "moot-discussion-case.h"

#include "moot-powers.h"

/* One that cannot be read is left out. */
static void
add_proposals (MootDiscussionCase *self,
               MootPageSource     *source,
               GCancellable       *cancellable)
{
  GStrv ids = self->discussion->proposal_ids;

  for (guint i = 0; ids != NULL && ids[i] != NULL && i < MOOT_DISCUSSION_PROPOSALS_MAX; i++)
    {
      gpointer proposal = moot_page_source_ask_entity (source, "proposal", MOOT_CALL_PROPOSAL,
                                                       ids[i], cancellable, NULL);

      if (proposal != NULL)
        g_ptr_array_add (self->proposals, proposal);
    }
}

/**
 * moot_discussion_case_load:
 * @source: where documents come from
 * @id: of the discussion
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Thread: a worker.
 *
 * Returns: (transfer full): a #MootDiscussionCase
 */
gpointer
moot_discussion_case_load (MootPageSource  *source,
                           const char      *id,
                           GCancellable    *cancellable,
                           GError         **error)
{
  g_autoptr (MootDiscussionCase) self = g_new0 (MootDiscussionCase, 1);

  moot_talk_send_waiting (source, cancellable);
  self->discussion = moot_page_source_ask_entity (source, "discussion", MOOT_CALL_DISCUSSION, id,
                                                  cancellable, error);
  if (self->discussion == NULL)
    return NULL;
  self->names = moot_page_source_ask_names (source, cancellable, error);
  if (self->names == NULL)
    return NULL;
  self->talk = moot_talk_load (source, self->discussion, cancellable, error);
  if (self->talk == NULL)
    return NULL;

  self->me = moot_page_source_ask_entity (source, "membership", MOOT_CALL_MY_MEMBERSHIP, NULL,
                                          cancellable, NULL);
  if (self->discussion->circle_id != NULL)
    self->circle = moot_page_source_ask_entity (source, "circle", MOOT_CALL_CIRCLE,
                                                self->discussion->circle_id, cancellable, NULL);
  self->proposals = g_ptr_array_new_with_free_func (g_object_unref);
  add_proposals (self, source, cancellable);
  return g_steal_pointer (&self);
}

/**
 * moot_discussion_case_free:
 * @self: (nullable): a case
 */
void
moot_discussion_case_free (MootDiscussionCase *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->discussion);
  g_clear_object (&self->me);
  g_clear_object (&self->circle);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->talk, moot_talk_free);
  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  g_free (self);
}

/** moot_discussion_case_leads: whether this account may lock and pin it, as far as one can tell
 * from here */
gboolean
moot_discussion_case_leads (const MootDiscussionCase *self)
{
  return moot_powers_member_leads (self->me) ||
         (self->circle != NULL && g_strcmp0 (self->circle->my_role, "coordinator") == 0);
}
