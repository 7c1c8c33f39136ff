/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Objects of other servers as statuses here.  What is written was accepted before; what is HTML was
 * cleaned; who is mentioned may read it only if it is addressed to them.
 * Spec: ActivityPub section 6; Mastodon, "Object"; GoToSocial on attachments.
 * Thread: the writer's, inside a transaction. */
#include "moot-posts.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-group-relay.h"
#include "moot-people.h"
#include "moot-policy-store.h"
#include "moot-quotes.h"
#include "moot-record-check.h"
#include "moot-remote-actor.h"
#include "moot-sql.h"
#include "moot-text.h"

#include <string.h>

#define MAX_WARNING 500 /* characters of a content warning */

/* Everything a draft borrows. */
typedef struct
{
  MootRemoteStatusDraft draft;
  char *content;
  char *emojis;
  char *warning;
  GArray *mentions;    /* of gint64 */
  GPtrArray *tags;     /* of char *, NULL at the end */
  GArray *attachments; /* of MootAttachmentDraft */
  GPtrArray *texts;    /* what those borrow */
  MootPollDraft poll;
  GArray *votes; /* of gint64 */
} Parts;

static void
parts_clear (Parts *self)
{
  g_free (self->content);
  g_free (self->emojis);
  g_free (self->warning);
  g_array_unref (self->mentions);
  g_ptr_array_unref (self->tags);
  g_array_unref (self->attachments);
  g_ptr_array_unref (self->texts);
  g_strfreev (self->poll.options);
  g_array_unref (self->votes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static gboolean
add_mention (MootDb      *db,
             const char  *uri,
             gboolean     local_only,
             const char  *base_url,
             GArray      *ids,
             GError     **error)
{
  gint64 id = 0;

  if (local_only && !moot_uri_same_origin (uri, base_url))
    return TRUE;
  if (!moot_account_find_id_by_uri (db, uri, &id, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  if (id != 0)
    g_array_append_val (ids, id);
  return TRUE;
}

static gsize
count_named (const MootRemoteObject *object)
{
  gsize n = 0;

  for (guint i = 0; i < object->tags->len; i++)
    n += ((const MootRemoteTag *) g_ptr_array_index (object->tags, i))->kind ==
         MOOT_REMOTE_TAG_MENTION;
  return n;
}

/* Mentioned is who is named and addressed; the co-op need not be named, because Lemmy addresses
 * groups and names them nowhere; a direct message mentions everybody it is for, named or not,
 * because nobody else can read it. */
static gboolean
find_mentions (MootDb                *db,
               const MootFederation  *federation,
               const MootPost        *post,
               MootVisibility         visibility,
               GArray                *ids,
               GError               **error)
{
  const MootRemoteObject *object = post->object;
  char **lists[] = { object->audience.to, object->audience.cc };

  for (guint i = 0; i < object->tags->len; i++)
    {
      const MootRemoteTag *tag = g_ptr_array_index (object->tags, i);

      if (tag->kind == MOOT_REMOTE_TAG_MENTION && tag->href != NULL &&
          moot_audience_names (&object->audience, tag->href) &&
          !add_mention (db, tag->href, FALSE, NULL, ids, error))
        return FALSE;
    }
  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; lists[l][i] != NULL; i++)
      if ((visibility == MOOT_VISIBILITY_DIRECT ||
           moot_group_is_named (federation->site, lists[l][i])) &&
          !add_mention (db, lists[l][i], TRUE, federation->site->base_url, ids, error))
        return FALSE;
  if (visibility == MOOT_VISIBILITY_DIRECT && post->recipient_id != 0 && ids->len == 0)
    g_array_append_val (ids, post->recipient_id);
  return TRUE;
}

static void
find_tags (const MootRemoteObject *object,
           GPtrArray              *tags)
{
  for (guint i = 0; i < object->tags->len; i++)
    {
      const MootRemoteTag *tag = g_ptr_array_index (object->tags, i);
      char *name = tag->kind == MOOT_REMOTE_TAG_HASHTAG && tag->name != NULL
                     ? moot_text_normalise_tag (tag->name)
                     : NULL;

      if (name != NULL)
        g_ptr_array_add (tags, name);
    }
  g_ptr_array_add (tags, NULL);
}

static char *
write_meta (const MootRemoteAttachment *file)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  if (file->width > 0 && file->height > 0)
    {
      moot_json_name (&json, "original");
      moot_json_begin_object (&json);
      moot_json_put_int (&json, "width", file->width);
      moot_json_put_int (&json, "height", file->height);
      moot_json_name (&json, "aspect");
      moot_json_add_double (&json, (double) file->width / file->height);
      moot_json_end_object (&json);
    }
  if (file->has_focus)
    {
      moot_json_name (&json, "focus");
      moot_json_begin_object (&json);
      moot_json_name (&json, "x");
      moot_json_add_double (&json, file->focus_x);
      moot_json_name (&json, "y");
      moot_json_add_double (&json, file->focus_y);
      moot_json_end_object (&json);
    }
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

static void
find_attachments (const MootPost *post,
                  Parts          *parts)
{
  for (guint i = 0; i < post->object->attachments->len; i++)
    {
      const MootRemoteAttachment *file = g_ptr_array_index (post->object->attachments, i);
      MootAttachmentDraft draft = {
        .account_id = post->author_id,
        .type = file->type,
        .mime = file->media_type != NULL ? file->media_type : "application/octet-stream",
        .remote_url = file->uri,
        .remote_preview_url = file->preview,
        .description = file->description,
        .blurhash = file->blurhash,
      };
      char *meta;

      if (file->is_link || file->uri == NULL)
        continue;
      meta = write_meta (file);
      g_ptr_array_add (parts->texts, meta);
      draft.meta = meta;
      g_array_append_val (parts->attachments, draft);
    }
}

static gboolean
has_twins (GPtrArray *options)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < options->len; i++)
    if (!g_hash_table_add (seen, ((MootRemoteOption *) g_ptr_array_index (options, i))->title))
      return TRUE;
  return FALSE;
}

/* A poll in which two choices are called the same cannot be voted in: it is shown as a text. */
static void
find_poll (const MootPost *post,
           Parts          *parts)
{
  const MootRemotePoll *poll = post->object->poll;
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();

  if (poll == NULL || poll->options->len < 2 || has_twins (poll->options))
    return;
  for (guint i = 0; i < poll->options->len; i++)
    {
      const MootRemoteOption *option = g_ptr_array_index (poll->options, i);

      g_strv_builder_add (titles, option->title);
      g_array_append_val (parts->votes, option->n_votes);
    }
  parts->poll.options = g_strv_builder_end (titles);
  parts->poll.multiple = poll->multiple;
  parts->poll.expires_at = poll->ends_at;
  parts->draft.status.poll = &parts->poll;
  parts->draft.votes = (const gint64 *) (gpointer) parts->votes->data;
  parts->draft.n_votes = parts->votes->len;
  parts->draft.n_voters = poll->n_voters;
  parts->draft.closed_at = poll->closed ? post->received_at : 0;
}

static void
fill_draft (const MootPost *post,
            Parts          *parts)
{
  const MootRemoteObject *object = post->object;
  MootStatusDraft *status = &parts->draft.status;

  status->account_id = post->author_id;
  status->uri = object->id;
  status->url = object->uri != NULL ? object->uri : object->id;
  status->language = object->language;
  status->text = object->source != NULL ? object->source : "";
  status->content = parts->content;
  status->spoiler_text = parts->warning;
  status->sensitive = object->sensitive || parts->warning != NULL;
  status->emojis = parts->emojis;
  status->in_reply_to_uri = object->in_reply_to;
  status->created_at = object->published > 0 ? MIN (object->published, post->received_at)
                                             : post->received_at;
  status->mention_ids = (const gint64 *) (gpointer) parts->mentions->data;
  status->n_mentions = parts->mentions->len;
  status->n_named = count_named (object);
  status->tags = (const char *const *) parts->tags->pdata;
  parts->draft.attachments = (const MootAttachmentDraft *) (gpointer) parts->attachments->data;
  parts->draft.n_attachments = parts->attachments->len;
  parts->draft.type = object->type_name;
  parts->draft.replies_uri = object->replies;
  parts->draft.context_uri = object->context;
  parts->draft.updated_at = object->updated;
  parts->draft.n_favourites = object->likes_count;
  parts->draft.n_reblogs = object->shares_count;
  parts->draft.n_replies = object->replies_count;
}

static char *
dup_warning (const MootRemoteObject *object)
{
  if (object->warning == NULL || *object->warning == '\0')
    return NULL;
  if (g_utf8_strlen (object->warning, -1) <= MAX_WARNING)
    return g_strdup (object->warning);
  return g_utf8_substring (object->warning, 0, MAX_WARNING);
}

static gboolean
read_parts (MootDb                *db,
            const MootFederation  *federation,
            const MootPost        *post,
            Parts                 *parts,
            GError               **error)
{
  const MootRemoteObject *object = post->object;
  MootVisibility visibility = moot_audience_get_visibility (&object->audience, post->followers_uri);

  *parts = (Parts){ .content = moot_remote_object_dup_html (object),
                    .emojis = moot_emojis_write (object->tags),
                    .warning = dup_warning (object),
                    .mentions = g_array_new (FALSE, FALSE, sizeof (gint64)),
                    .tags = g_ptr_array_new_with_free_func (g_free),
                    .attachments = g_array_new (FALSE, FALSE, sizeof (MootAttachmentDraft)),
                    .texts = g_ptr_array_new_with_free_func (g_free),
                    .votes = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  if (!find_mentions (db, federation, post, visibility, parts->mentions, error))
    return FALSE;
  find_tags (object, parts->tags);
  find_attachments (post, parts);
  find_poll (post, parts);
  fill_draft (post, parts);
  parts->draft.status.visibility = visibility;
  return object->in_reply_to == NULL ||
         moot_db_get_int (db, &moot_sql_status_id_by_uri,
                          MOOT_BINDS (MOOT_TEXT ("uri", object->in_reply_to)),
                          &parts->draft.status.in_reply_to_id, error);
}

/* Who may do what with it, as far as its author said. */
static gboolean
put_policies (MootDb          *db,
              const MootPost  *post,
              gint64           id,
              GError         **error)
{
  static const char *const names[MOOT_N_INTERACTIONS] = {
    [MOOT_INTERACTION_LIKE] = MOOT_POLICY_LIKE,
    [MOOT_INTERACTION_REPLY] = MOOT_POLICY_REPLY,
    [MOOT_INTERACTION_ANNOUNCE] = MOOT_POLICY_ANNOUNCE,
    [MOOT_INTERACTION_QUOTE] = MOOT_POLICY_QUOTE,
  };

  for (guint i = 0; i < MOOT_N_INTERACTIONS; i++)
    {
      const MootRemotePolicy *policy = &post->object->policies[i];
      g_autofree char *automatic = moot_quotes_dup_words (post, policy->automatic);
      g_autofree char *manual = moot_quotes_dup_words (post, policy->manual);

      if (policy->automatic == NULL && policy->manual == NULL)
        continue;
      if (!moot_policy_put (db, id, names[i], automatic, manual, error))
        return FALSE;
    }
  return TRUE;
}

/** moot_posts_is_status: whether @object is anything that is shown as a status */
gboolean
moot_posts_is_status (const MootRemoteObject *object)
{
  return object->kind != MOOT_OBJECT_TOMBSTONE && object->attributed_to != NULL &&
         !moot_object_is_actor (object->json);
}

/**
 * moot_posts_add:
 * @db: the writer
 * @federation: federation
 * @post: what was accepted
 * @out_id: (out): the status; 0 when it was deleted before it came
 * @error: return location
 *
 * Makes a status of an object; one that is there already stays as it is.
 *
 * Returns: whether the database answered
 */
gboolean
moot_posts_add (MootDb                *db,
                const MootFederation  *federation,
                const MootPost        *post,
                gint64                *out_id,
                GError               **error)
{
  g_auto (Parts) parts = { 0 };
  gint64 gone = 0;

  *out_id = 0;
  if (!read_parts (db, federation, post, &parts, error) ||
      !moot_db_get_int (db, &moot_sql_status_id_by_uri,
                        MOOT_BINDS (MOOT_TEXT ("uri", post->object->id)), out_id, error))
    return FALSE;
  if (*out_id != 0)
    return TRUE;
  if (!moot_db_get_int (db, &moot_sql_gone_is,
                        MOOT_BINDS (MOOT_TEXT ("uri", post->object->id),
                                    MOOT_TEXT ("actor", post->object->attributed_to),
                                    MOOT_INT ("now", moot_clock_now ())),
                        &gone, error))
    return FALSE;
  if (gone != 0)
    return TRUE;
  return moot_remote_status_add (db, federation->site, &parts.draft, post->received_at, out_id,
                                 error) &&
         put_policies (db, post, *out_id, error) &&
         moot_quotes_take (db, federation, post, *out_id, error) &&
         moot_record_take (db, federation, post, *out_id, error);
}

/**
 * moot_posts_update:
 * @db: the writer
 * @federation: federation
 * @post: the object as it is now
 * @known: the status we have of it
 * @error: return location
 *
 * A newer word of the author's makes an edit with history; the same word again brings counts and
 * votes only; an older one nothing at all.  Who may read it never grows.
 *
 * Returns: whether the database answered
 */
gboolean
moot_posts_update (MootDb                 *db,
                   const MootFederation   *federation,
                   const MootPost         *post,
                   const MootStatusByUri  *known,
                   GError                **error)
{
  g_auto (Parts) parts = { 0 };
  gint64 updated = post->object->updated;

  if (!read_parts (db, federation, post, &parts, error))
    return FALSE;
  parts.draft.status.id = known->id;
  if (updated != 0 && updated < known->updated_at)
    return TRUE;
  if (updated > known->updated_at)
    return moot_remote_status_edit (db, federation->site, &parts.draft,
                                    MIN (updated, post->received_at), error) &&
           put_policies (db, post, known->id, error) &&
           moot_quotes_take (db, federation, post, known->id, error) &&
           moot_record_take (db, federation, post, known->id, error);
  moot_db_announce (db, MOOT_NEWS_STATUS_EDIT, known->id, 0);
  return moot_remote_status_counts (db, known->id, &parts.draft, error) &&
         put_policies (db, post, known->id, error) &&
         moot_quotes_take (db, federation, post, known->id, error) &&
         moot_record_take (db, federation, post, known->id, error);
}
