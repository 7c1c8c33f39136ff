/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Loads what the room shows, in the order it is shown.
 * Thread: a worker while it loads, then whoever holds it. */
#include "moot-room.h"

#include "moot-bylaws-json.h"
#include "moot-coop.h"
#include "moot-discussion.h"
#include "moot-outcome.h"
#include "moot-proposal-stage.h"
#include "moot-talk-load.h"

#define LIST_MAX 80 /* of a page of the API; the room is for what is new */

/* The first page is kept for reading without the server; those behind it are asked for when
 * somebody wants to see them. */
static GPtrArray *
ask_pages (MootPageSource  *source,
           MootCall         call,
           const char      *name,
           const char      *states,
           guint            n_pages,
           gboolean        *out_more,
           GCancellable    *cancellable,
           GError         **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *max_id = NULL;

  for (guint n = 0; n < n_pages && (n == 0 || max_id != NULL); n++)
    {
      MootRequest *request = moot_request_new (call);
      g_autoptr (MootReply) reply = NULL;

      if (states != NULL)
        moot_request_add (request, "state", states);
      moot_request_add_int (request, "limit", LIST_MAX);
      if (max_id != NULL)
        moot_request_add (request, "max_id", max_id);
      if (n == 0)
        reply = moot_page_source_ask (source, name, request, cancellable, error);
      else
        {
          reply = moot_connection_call (source->connection, request, cancellable, error);
          moot_request_free (request);
        }
      if (reply == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (all, moot_reply_take_items (reply));
      g_free (max_id);
      max_id = g_steal_pointer (&reply->next_max_id);
    }
  *out_more = max_id != NULL && n_pages < MOOT_ROOM_PAGES_MAX;
  return g_steal_pointer (&all);
}

/* A server without elections has a room all the same. */
static GPtrArray *
ask_elections (MootPageSource *source,
               GCancellable   *cancellable)
{
  MootRequest *request = moot_request_new (MOOT_CALL_ELECTIONS);
  g_autoptr (MootReply) reply = NULL;

  moot_request_add_int (request, "limit", LIST_MAX);
  reply = moot_page_source_ask (source, "elections", request, cancellable, NULL);
  return reply != NULL ? moot_reply_take_items (reply)
                       : g_ptr_array_new_with_free_func (g_object_unref);
}

static GPtrArray *
ask_tasks (MootPageSource *source,
           GCancellable   *cancellable)
{
  MootRequest *request = moot_request_new (MOOT_CALL_TASKS);
  g_autoptr (MootReply) reply = NULL;

  moot_request_add (request, "mine", "true");
  moot_request_add (request, "state", "open");
  moot_request_add_int (request, "limit", LIST_MAX);
  reply = moot_page_source_ask (source, "tasks-mine", request, cancellable, NULL);
  return reply != NULL ? moot_reply_take_items (reply)
                       : g_ptr_array_new_with_free_func (g_object_unref);
}

/* Without the outcomes the list still says that something was decided, only not how. */
static GHashTable *
ask_verdicts (MootPageSource *source,
              GCancellable   *cancellable)
{
  GHashTable *verdicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  MootRequest *request = moot_request_new (MOOT_CALL_OUTCOMES);
  g_autoptr (MootReply) reply = NULL;

  moot_request_add_int (request, "limit", LIST_MAX);
  reply = moot_page_source_ask (source, "outcomes", request, cancellable, NULL);
  for (guint i = 0; reply != NULL && i < reply->items->len; i++)
    {
      MootOutcome *outcome = g_ptr_array_index (reply->items, i);

      if (outcome->proposal_id != NULL && outcome->verdict != NULL)
        g_hash_table_replace (verdicts, g_strdup (outcome->proposal_id),
                              g_strdup (outcome->verdict));
    }
  return verdicts;
}

/* 0 waits for my vote, 1 is open, 2 comes later. */
static int
get_urgency (MootProposal *proposal)
{
  if (!moot_proposal_stage_is_open (proposal))
    return 2;
  return proposal->my != NULL && proposal->my->eligible && !proposal->my->voted ? 0 : 1;
}

static gint64
get_deadline (MootProposal *proposal)
{
  MootDeadline deadline;
  gint64 time_ms;

  return moot_proposal_stage_find_deadline (proposal, NULL, &deadline, &time_ms) ? time_ms
                                                                                 : G_MAXINT64;
}

static int
compare_urgency (gconstpointer a,
                 gconstpointer b)
{
  MootProposal *left = *(MootProposal *const *) a;
  MootProposal *right = *(MootProposal *const *) b;
  const int difference = get_urgency (left) - get_urgency (right);
  const gint64 left_ends = get_deadline (left);
  const gint64 right_ends = get_deadline (right);

  if (difference != 0)
    return difference;
  return left_ends < right_ends ? -1 : left_ends > right_ends;
}

static int
compare_closed (gconstpointer a,
                gconstpointer b)
{
  const MootProposal *left = *(MootProposal *const *) a;
  const MootProposal *right = *(MootProposal *const *) b;

  return left->closed_at > right->closed_at ? -1 : left->closed_at < right->closed_at;
}

static gboolean
has_news (const MootDiscussion *discussion)
{
  return discussion->read != NULL && discussion->read->unread_count > 0;
}

static int
compare_activity (gconstpointer a,
                  gconstpointer b)
{
  const MootDiscussion *left = *(MootDiscussion *const *) a;
  const MootDiscussion *right = *(MootDiscussion *const *) b;

  if (has_news (left) != has_news (right))
    return has_news (right) - has_news (left);
  return left->last_activity_at > right->last_activity_at
           ? -1
           : left->last_activity_at < right->last_activity_at;
}

static void
ask_coop (MootRoom       *self,
          MootPageSource *source,
          GCancellable   *cancellable)
{
  g_autoptr (MootCoop) coop =
    moot_page_source_ask_entity (source, "coop", MOOT_CALL_COOP, NULL, cancellable, NULL);

  if (coop == NULL)
    return;
  self->clock_error = coop->clock_error;
  self->bylaws = coop->rules != NULL ? moot_bylaws_from_text (coop->rules, NULL) : NULL;
}

/**
 * moot_room_load:
 * @source: where documents come from
 * @id: (nullable): how many pages of what is long; %NULL for one
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Thread: a worker.
 *
 * Returns: (transfer full): a #MootRoom
 */
gpointer
moot_room_load (MootPageSource  *source,
                const char      *id,
                GCancellable    *cancellable,
                GError         **error)
{
  g_autoptr (MootRoom) self = g_new0 (MootRoom, 1);
  const guint n_pages =
    id != NULL ? (guint) CLAMP (g_ascii_strtoll (id, NULL, 10), 1, MOOT_ROOM_PAGES_MAX) : 1;
  gboolean more_open = FALSE;

  moot_talk_send_waiting (source, cancellable);
  self->open = ask_pages (source, MOOT_CALL_PROPOSALS, "proposals-open",
                          "open,scheduled,discussion,draft", 1, &more_open, cancellable, error);
  if (self->open == NULL)
    return NULL;
  self->over = ask_pages (source, MOOT_CALL_PROPOSALS, "proposals-over",
                          "decided,closed,not_quorate,withdrawn", n_pages, &self->more_over,
                          cancellable, error);
  if (self->over == NULL)
    return NULL;
  self->discussions = ask_pages (source, MOOT_CALL_DISCUSSIONS, "discussions", NULL, n_pages,
                                 &self->more_discussions, cancellable, error);
  if (self->discussions == NULL)
    return NULL;
  self->names = moot_page_source_ask_names (source, cancellable, error);
  if (self->names == NULL)
    return NULL;

  self->elections = ask_elections (source, cancellable);
  self->tasks = ask_tasks (source, cancellable);
  self->verdicts = ask_verdicts (source, cancellable);
  ask_coop (self, source, cancellable);
  self->waiting = moot_talk_list_waiting (source, MOOT_UNSENT_NEW);
  /* a visitor has no membership: the room can be read all the same */
  self->me = moot_page_source_ask_entity (source, "membership", MOOT_CALL_MY_MEMBERSHIP, NULL,
                                          cancellable, NULL);
  g_ptr_array_sort (self->open, compare_urgency);
  g_ptr_array_sort (self->over, compare_closed);
  g_ptr_array_sort (self->discussions, compare_activity);
  return g_steal_pointer (&self);
}

/**
 * moot_room_free:
 * @self: (nullable): a room
 */
void
moot_room_free (MootRoom *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_clear_pointer (&self->over, g_ptr_array_unref);
  g_clear_pointer (&self->discussions, g_ptr_array_unref);
  g_clear_pointer (&self->elections, g_ptr_array_unref);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->verdicts, g_hash_table_unref);
  g_clear_pointer (&self->bylaws, moot_bylaws_free);
  g_clear_object (&self->me);
  g_free (self);
}

/**
 * moot_room_find_name:
 * @self: a room
 * @member_id: (nullable): of a member
 *
 * Returns: (transfer none) (nullable): what the member is called
 */
const char *
moot_room_find_name (MootRoom   *self,
                     const char *member_id)
{
  MootMember *member = member_id != NULL ? g_hash_table_lookup (self->names, member_id) : NULL;

  return member != NULL ? member->name : NULL;
}
