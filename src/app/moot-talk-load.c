/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Loads what was said, from before the first comment that is new; and before that, sends what was
 * said here while the server was away.
 * Thread: a worker while it loads, then whoever holds it. */
#include "moot-talk-load.h"

static GPtrArray *
ask_part (MootPageSource  *source,
          const char      *id,
          const char      *bound,
          const char      *comment_id,
          GCancellable    *cancellable,
          GError         **error)
{
  MootRequest *request = moot_request_new_for (MOOT_CALL_COMMENTS, id);
  g_autofree char *name =
    g_strdup_printf ("comments-%s-%s", id, bound != NULL ? bound : "last");
  g_autoptr (MootReply) reply = NULL;

  moot_request_add_int (request, "limit", MOOT_TALK_PAGE);
  if (bound != NULL)
    moot_request_add (request, bound, comment_id);
  reply = moot_page_source_ask (source, name, request, cancellable, error);
  return reply != NULL ? moot_reply_take_items (reply) : NULL;
}

/* The one that is new and those after it; and a page of those before it, for the sense of it. */
static gboolean
ask_around (MootTalk        *self,
            MootPageSource  *source,
            const char      *id,
            const char      *first_id,
            GCancellable    *cancellable,
            GError         **error)
{
  g_autoptr (GPtrArray) before =
    ask_part (source, id, "max_id", first_id, cancellable, error);
  g_autoptr (GPtrArray) after = NULL;

  if (before == NULL)
    return FALSE;
  after = ask_part (source, id, "min_id",
                    before->len > 0 ? MOOT_COMMENT (g_ptr_array_index (before, 0))->id : "0",
                    cancellable, error);
  if (after == NULL)
    return FALSE;
  self->has_later = after->len == MOOT_TALK_PAGE;
  self->comments = g_steal_pointer (&before);
  g_ptr_array_extend_and_steal (self->comments, g_steal_pointer (&after));
  return TRUE;
}

/* The copies are those of the last look, whatever was new then. */
static gboolean
read_copies (MootTalk        *self,
             MootPageSource  *source,
             const char      *id,
             GError         **error)
{
  static const char *const parts[] = { "max_id", "min_id", NULL };

  self->comments = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GError) local = NULL;
      GPtrArray *part = ask_part (source, id, parts[i], NULL, NULL, &local);

      if (part != NULL)
        g_ptr_array_extend_and_steal (self->comments, part);
      else if (parts[i] == NULL && self->comments->len == 0)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

/** moot_talk_list_waiting: (transfer full) (element-type MootUnsentItem): what the server does not
 * have of what was written in a place */
GPtrArray *
moot_talk_list_waiting (MootPageSource *source,
                        const char     *place)
{
  GPtrArray *waiting = source->cache != NULL
                         ? moot_unsent_list (source->cache, source->account, place, NULL)
                         : NULL;

  return waiting != NULL
           ? waiting
           : g_ptr_array_new_with_free_func ((GDestroyNotify) moot_unsent_item_free);
}

/** moot_talk_send_waiting: before anything is asked, the server hears what was said meanwhile */
void
moot_talk_send_waiting (MootPageSource *source,
                        GCancellable   *cancellable)
{
  if (!source->from_copies && source->cache != NULL)
    moot_unsent_send (source->connection, source->cache, source->account, NULL, NULL, cancellable,
                      NULL);
}

/**
 * moot_talk_load:
 * @source: where documents come from
 * @discussion: whose talk
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Thread: a worker.
 *
 * Returns: (transfer full): what is shown of it first
 */
MootTalk *
moot_talk_load (MootPageSource        *source,
                const MootDiscussion  *discussion,
                GCancellable          *cancellable,
                GError               **error)
{
  g_autoptr (MootTalk) self = g_new0 (MootTalk, 1);
  const char *first =
    discussion->read != NULL ? discussion->read->first_unread_id : NULL;
  gboolean found;

  if (source->from_copies)
    found = read_copies (self, source, discussion->id, error);
  else if (first != NULL)
    found = ask_around (self, source, discussion->id, first, cancellable, error);
  else
    {
      self->comments = ask_part (source, discussion->id, NULL, NULL, cancellable, error);
      found = self->comments != NULL;
    }
  if (!found)
    return NULL;
  self->waiting = moot_talk_list_waiting (source, discussion->id);
  return g_steal_pointer (&self);
}

/**
 * moot_talk_free:
 * @self: (nullable): a talk
 */
void
moot_talk_free (MootTalk *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->comments, g_ptr_array_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_free (self);
}
