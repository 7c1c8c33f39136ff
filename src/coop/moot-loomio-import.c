/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Brings the threads of a Loomio group in as closed discussions: a record to be read, searched and
 * linked to, in which nobody votes again.  Who is a member here keeps their words; of others the
 * name is written above them.  Brought in twice, it changes nothing. Thread: the writer's, in one
 * transaction. */
#include "moot-loomio-import.h"

#include "moot-audit.h"
#include "moot-discussion-store.h"
#include "moot-html.h"
#include "moot-imported-store.h"
#include "moot-loomio-record.h"
#include "moot-talk-store.h"
#include "moot-texts.h"

#include <string.h>

typedef struct
{
  const MootCoopContext *context;
  const MootActor *importer;
  MootLoomioExport *exported;
  GHashTable *people; /* (element-type utf8 gint64): members by e-mail or user name */
  MootLoomioCounts *counts;
  GHashTable *threads; /* of Thread, by kind and number */
  GPtrArray *order;    /* of Thread, as the file has them */
} Import;

typedef struct
{
  const char *table;
  JsonObject *record;
  gint64 at;
} Said;

typedef struct
{
  const char *kind; /* `discussion`, or `poll` of one that stands alone */
  JsonObject *record;
  gint64 id;
  GArray *said; /* of Said */
} Thread;

static void
thread_free (gpointer data)
{
  Thread *thread = data;

  g_array_unref (thread->said);
  g_free (thread);
}

/* People ------------------------------------------------------------------------------------- */

static JsonObject *
find_author (Import     *self,
             JsonObject *record)
{
  const gint64 id = moot_json_get_int (record, "author_id");

  return moot_loomio_export_find (self->exported, "users",
                                  id != 0 ? id : moot_json_get_int (record, "user_id"));
}

/* 0 for somebody who is no member here. */
static gint64
find_member (Import     *self,
             JsonObject *user)
{
  static const char *const names[] = { "email", "username" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *name = moot_json_get_string (user, names[i]);
      g_autofree char *key = name != NULL ? g_ascii_strdown (name, -1) : NULL;
      const gint64 *member = key != NULL ? g_hash_table_lookup (self->people, key) : NULL;

      if (member != NULL)
        return *member;
    }
  return 0;
}

/* The author, and the text with the name above it where the author is no member. */
static gint64
sign (Import         *self,
      JsonObject     *record,
      MootLoomioText *text)
{
  JsonObject *user = find_author (self, record);
  const gint64 member = find_member (self, user);
  g_autofree char *name = NULL;

  if (member != 0)
    return member;
  name = moot_loomio_record_dup_name (user);
  moot_loomio_text_put_name (text, name);
  return self->importer->id;
}

/* Reading ------------------------------------------------------------------------------------ */

static Thread *
get_thread (Import     *self,
            const char *kind,
            gint64      id,
            JsonObject *record)
{
  g_autofree char *key = g_strdup_printf ("%s-%" G_GINT64_FORMAT, kind, id);
  Thread *thread = g_hash_table_lookup (self->threads, key);

  if (thread != NULL || record == NULL)
    return thread;
  thread = g_new0 (Thread, 1);
  thread->kind = kind;
  thread->record = record;
  thread->id = id;
  thread->said = g_array_new (FALSE, FALSE, sizeof (Said));
  g_hash_table_insert (self->threads, g_steal_pointer (&key), thread);
  g_ptr_array_add (self->order, thread);
  return thread;
}

static gboolean
is_gone (JsonObject *record)
{
  return moot_json_get_string (record, "discarded_at") != NULL;
}

static void
gather_threads (Import *self)
{
  GPtrArray *discussions = moot_loomio_export_list (self->exported, "discussions");
  GPtrArray *polls = moot_loomio_export_list (self->exported, "polls");

  for (guint i = 0; i < discussions->len; i++)
    {
      JsonObject *record = g_ptr_array_index (discussions, i);

      if (!is_gone (record) && moot_json_get_int (record, "id") != 0)
        get_thread (self, "discussion", moot_json_get_int (record, "id"), record);
    }
  for (guint i = 0; i < polls->len; i++)
    {
      JsonObject *record = g_ptr_array_index (polls, i);
      const char *kind;
      gint64 id;

      if (!is_gone (record) &&
          moot_loomio_export_place (self->exported, "polls", record, &kind, &id) &&
          g_str_equal (kind, "poll"))
        get_thread (self, kind, id, record);
    }
}

static int
compare_said (gconstpointer a,
              gconstpointer b)
{
  const Said *left = a;
  const Said *right = b;

  if (left->at != right->at)
    return left->at < right->at ? -1 : 1;
  return moot_json_get_int (left->record, "id") < moot_json_get_int (right->record, "id") ? -1 : 1;
}

/* What belongs to a thread that is not in the file, or was taken back, is left out. */
static void
gather_said (Import     *self,
             const char *table)
{
  GPtrArray *all = moot_loomio_export_list (self->exported, table);

  for (guint i = 0; i < all->len; i++)
    {
      JsonObject *record = g_ptr_array_index (all, i);
      Said said = { table, record, moot_loomio_export_get_time (record, "created_at") };
      const char *kind;
      gint64 id;
      Thread *thread;

      if (is_gone (record) || moot_json_get_int (record, "id") == 0 ||
          !moot_loomio_export_place (self->exported, table, record, &kind, &id))
        continue;
      thread = get_thread (self, kind, id, NULL);
      if (thread != NULL && thread->record != record)
        g_array_append_val (thread->said, said);
    }
}

/* Writing ------------------------------------------------------------------------------------ */

static MootImported
name_it (Import     *self,
         const char *kind,
         JsonObject *record)
{
  return (MootImported){ .origin = moot_loomio_export_get_origin (self->exported),
                         .kind = kind,
                         .source_id = moot_json_get_int (record, "id") };
}

static gboolean
add_discussion (Import        *self,
                const Thread  *thread,
                MootImported  *imported,
                GError       **error)
{
  static const char *const no_tags[] = { NULL };
  const gboolean is_poll = g_str_equal (thread->kind, "poll");
  g_autoptr (MootDiscussionRecord) record = g_object_new (MOOT_TYPE_DISCUSSION_RECORD, NULL);
  g_autoptr (MootLoomioText) text =
    is_poll ? moot_loomio_record_describe_poll (self->exported, thread->record,
                                                self->context->site)
            : moot_loomio_text_new (moot_json_get_string (thread->record, "description"),
                                    moot_json_get_string (thread->record, "description_format"),
                                    self->context->site);

  record->title = moot_loomio_record_dup_title (thread->record);
  record->author_id = sign (self, thread->record, text);
  record->tags = g_strdup ("[]");
  record->context_version = 1;
  record->visibility = g_strdup ("members");
  record->created_at = moot_loomio_export_get_time (thread->record, "created_at");
  record->source = g_strdup (text->source);
  record->html = g_strdup (text->html);
  if (!moot_discussion_store_add (self->context->db, record, error) ||
      !moot_discussion_store_set_tags (self->context->db, record->id, no_tags, error))
    return FALSE;
  imported->discussion_id = record->id;
  self->counts->n_discussions++;
  self->counts->n_polls += is_poll;
  return moot_imported_store_add (self->context->db, imported, error);
}

static gboolean
find_parent (Import      *self,
             const Said  *said,
             gint64       discussion_id,
             gint64      *out_parent,
             GError     **error)
{
  const char *type = moot_json_get_string (said->record, "parent_type");
  const gboolean is_comment = g_strcmp0 (type, "Comment") == 0;
  MootImported parent = { .origin = moot_loomio_export_get_origin (self->exported),
                          .kind = is_comment ? "comment" : "poll",
                          .source_id = moot_json_get_int (said->record, "parent_id") };
  gboolean found = FALSE;

  *out_parent = 0;
  if (!is_comment && g_strcmp0 (type, "Poll") != 0)
    return TRUE;
  if (!moot_imported_store_find (self->context->db, &parent, &found, error))
    return FALSE;
  if (found && parent.discussion_id == discussion_id)
    *out_parent = parent.comment_id;
  return TRUE;
}

static gboolean
add_said (Import      *self,
          const Said  *said,
          gint64       discussion_id,
          GError     **error)
{
  const gboolean is_poll = g_str_equal (said->table, "polls");
  MootImported imported = name_it (self, is_poll ? "poll" : "comment", said->record);
  g_autoptr (MootCommentRecord) comment = NULL;
  g_autoptr (MootLoomioText) text = NULL;
  gboolean found = FALSE;

  if (!moot_imported_store_find (self->context->db, &imported, &found, error))
    return FALSE;
  if (found)
    return TRUE;
  text = is_poll ? moot_loomio_record_describe_poll (self->exported, said->record,
                                                     self->context->site)
                 : moot_loomio_text_new (moot_json_get_string (said->record, "body"),
                                         moot_json_get_string (said->record, "body_format"),
                                         self->context->site);
  comment = g_object_new (MOOT_TYPE_COMMENT_RECORD, NULL);
  comment->discussion_id = discussion_id;
  comment->author_id = sign (self, said->record, text);
  comment->source = g_strdup (text->source);
  comment->html = g_strdup (text->html);
  comment->created_at = said->at;
  if (!find_parent (self, said, discussion_id, &comment->parent_id, error) ||
      !moot_comment_store_add (self->context->db, comment, error))
    return FALSE;
  imported.discussion_id = discussion_id;
  imported.comment_id = comment->id;
  self->counts->n_polls += is_poll;
  self->counts->n_comments += !is_poll;
  return moot_imported_store_add (self->context->db, &imported, error);
}

static gboolean
import_thread (Import        *self,
               const Thread  *thread,
               GError       **error)
{
  MootImported imported = name_it (self, thread->kind, thread->record);
  gint64 last = moot_loomio_export_get_time (thread->record, "created_at");
  gboolean found = FALSE;

  if (!moot_imported_store_find (self->context->db, &imported, &found, error) ||
      (!found && !add_discussion (self, thread, &imported, error)))
    return FALSE;
  g_array_sort (thread->said, compare_said);
  for (guint i = 0; i < thread->said->len; i++)
    {
      const Said *said = &g_array_index (thread->said, Said, i);

      if (!add_said (self, said, imported.discussion_id, error))
        return FALSE;
      last = MAX (last, said->at);
    }
  return moot_imported_store_lock (self->context->db, imported.discussion_id, last, error);
}

static gboolean
note (Import      *self,
      const char  *sha256,
      GError     **error)
{
  const MootLoomioCounts *counts = self->counts;
  const MootAuditEvent event = { .type = "loomio.imported",
                                 .actor_id = self->importer->id,
                                 .subject_type = "coop",
                                 .facts = { { "discussions", NULL, counts->n_discussions },
                                            { "comments", NULL, counts->n_comments },
                                            { "polls", NULL, counts->n_polls },
                                            { "sha256", sha256, 0 } } };
  gint64 seq;

  if (counts->n_discussions + counts->n_comments + counts->n_polls == 0)
    return TRUE;
  return moot_audit_append (self->context, &event, &seq, error);
}

/**
 * moot_loomio_import:
 * @context: a context inside a transaction
 * @importer: a member, in whose name the words of those who are no members are kept
 * @exported: what was read
 * @people: (element-type utf8 gint64): members by e-mail or user name on Loomio, in small letters
 * @sha256: of the file, for the log
 * @out_counts: (out): what is new
 * @error: return location
 *
 * Returns: whether all of it is there now
 */
gboolean
moot_loomio_import (const MootCoopContext  *context,
                    const MootActor        *importer,
                    MootLoomioExport       *exported,
                    GHashTable             *people,
                    const char             *sha256,
                    MootLoomioCounts       *out_counts,
                    GError                **error)
{
  g_autoptr (GHashTable) threads =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, thread_free);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  Import self = { context, importer, exported, people, out_counts, threads, order };

  memset (out_counts, 0, sizeof *out_counts);
  gather_threads (&self);
  gather_said (&self, "comments");
  gather_said (&self, "polls");
  for (guint i = 0; i < order->len; i++)
    if (!import_thread (&self, g_ptr_array_index (order, i), error))
      return FALSE;
  return moot_talk_store_index (context->db, error) && note (&self, sha256, error);
}
