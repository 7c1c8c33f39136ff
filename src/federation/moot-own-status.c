/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Our statuses as other servers see them, and the activity that makes them known.
 * Spec: ActivityPub section 6.2; conformance 52. Thread: any. */
#include "moot-own-status.h"

#include "moot-actor-uri.h"
#include "moot-clock.h"
#include "moot-json.h"
#include "moot-policy-store.h"
#include "moot-sql.h"

#include <string.h>

/** moot_own_status_free: frees @self, which may be %NULL */
void
moot_own_status_free (MootOwnStatus *self)
{
  if (self == NULL)
    return;

  g_free (self->uri);
  g_free (self->actor);
  g_free (self->boosted);
  g_free (self->boost_authorization);
  g_clear_pointer (&self->audience, moot_audience_free);
  g_clear_pointer (&self->object, moot_remote_object_free);
  g_free (self);
}

static char *
dup_text (MootRows   *rows,
          const char *column)
{
  const char *text = moot_rows_get_text (rows, column);

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static MootRemoteTag *
add_tag (MootRemoteObject  *object,
         MootRemoteTagKind  kind,
         const char        *name,
         char              *href)
{
  MootRemoteTag *tag = g_new0 (MootRemoteTag, 1);

  tag->kind = kind;
  tag->name = g_strdup (name);
  tag->href = href;
  g_ptr_array_add (object->tags, tag);
  return tag;
}

/* Who mentions our group in public speaks to all that follow it (FEP-1b12). */
static void
add_group (MootRemoteObject *object,
           const char       *uri,
           GStrvBuilder     *mentioned)
{
  g_autofree char *followers = moot_actor_uri_part (uri, MOOT_PART_FOLLOWERS, 0);

  g_free (object->group);
  object->group = g_strdup (uri);
  g_strv_builder_add (mentioned, followers);
}

static gboolean
add_mentions (MootRemoteObject  *object,
              MootDb            *db,
              const MootSite    *site,
              gint64             id,
              gboolean           is_public,
              GStrv             *out_mentioned,
              GError           **error)
{
  g_autoptr (GStrvBuilder) mentioned = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_own_status_mentions,
                   MOOT_BINDS (MOOT_INT ("id", id), MOOT_TEXT ("domain", site->domain)), error);

  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    {
      const char *uri = moot_rows_get_text (rows, "uri");
      g_autofree char *name = g_strconcat ("@", moot_rows_get_text (rows, "acct"), NULL);

      g_strv_builder_add (mentioned, uri);
      add_tag (object, MOOT_REMOTE_TAG_MENTION, name, g_strdup (uri));
      if (is_public && moot_rows_get_int (rows, "is_group") != 0)
        add_group (object, uri, mentioned);
    }
  *out_mentioned = g_strv_builder_end (mentioned);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
add_hashtags (MootRemoteObject  *object,
              MootDb            *db,
              const MootSite    *site,
              gint64             id,
              GError           **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_status_tags, MOOT_BINDS (MOOT_INT ("id", id)), error);

  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    {
      const char *name = moot_rows_text_at (rows, 0);
      g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);

      add_tag (object, MOOT_REMOTE_TAG_HASHTAG, name, moot_site_url (site, "/tags/%s", escaped));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
read_meta (MootRemoteAttachment *attachment,
           const char           *text)
{
  g_autoptr (JsonNode) node = moot_json_parse (text, -1, NULL);
  JsonObject *meta =
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject *original = meta != NULL ? moot_json_get_object (meta, "original") : NULL;
  JsonObject *focus = meta != NULL ? moot_json_get_object (meta, "focus") : NULL;

  if (original != NULL)
    {
      attachment->width = (int) moot_json_get_int (original, "width");
      attachment->height = (int) moot_json_get_int (original, "height");
    }
  if (focus != NULL)
    {
      attachment->has_focus = TRUE;
      attachment->focus_x = json_object_get_double_member_with_default (focus, "x", 0);
      attachment->focus_y = json_object_get_double_member_with_default (focus, "y", 0);
    }
}

static gboolean
add_attachments (MootRemoteObject  *object,
                 MootDb            *db,
                 const MootSite    *site,
                 gint64             id,
                 GError           **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_own_status_attachments, MOOT_BINDS (MOOT_INT ("id", id)), error);

  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    {
      MootRemoteAttachment *attachment;
      char *uri = moot_rows_is_null (rows, "file")
                    ? dup_text (rows, "remote_url")
                    : moot_site_media_url (site, moot_rows_get_text (rows, "file"));

      if (uri == NULL)
        continue;
      attachment = g_new0 (MootRemoteAttachment, 1);
      attachment->uri = uri;
      attachment->media_type = dup_text (rows, "mime");
      attachment->description = dup_text (rows, "description");
      attachment->blurhash = dup_text (rows, "blurhash");
      read_meta (attachment, moot_rows_get_text (rows, "meta"));
      g_ptr_array_add (object->attachments, attachment);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
add_options (MootRemotePoll  *poll,
             MootDb          *db,
             gint64           poll_id,
             gboolean         hidden,
             GError         **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_poll_options, MOOT_BINDS (MOOT_INT ("poll", poll_id)), error);

  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    {
      MootRemoteOption *option = g_new0 (MootRemoteOption, 1);

      option->title = g_strdup (moot_rows_get_text (rows, "title"));
      option->n_votes = hidden ? 0 : moot_rows_get_int (rows, "votes_count");
      g_ptr_array_add (poll->options, option);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
add_poll (MootRemoteObject  *object,
          MootDb            *db,
          gint64             id,
          gint64             now,
          GError           **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_own_status_poll, MOOT_BINDS (MOOT_INT ("id", id)), error);
  MootRemotePoll *poll;
  gboolean hidden;

  if (rows == NULL)
    return FALSE;
  if (!moot_rows_next (rows, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return error == NULL || *error == NULL;
    }
  object->kind = MOOT_OBJECT_QUESTION;
  object->poll = poll = g_new0 (MootRemotePoll, 1);
  poll->options = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_remote_option_free);
  poll->multiple = moot_rows_get_int (rows, "multiple") != 0;
  poll->ends_at = moot_rows_get_int (rows, "expires_at");
  poll->closed = poll->ends_at > 0 && poll->ends_at <= now;
  poll->n_voters = moot_rows_get_int (rows, "voters_count");
  hidden = moot_rows_get_int (rows, "hide_totals") != 0 && !poll->closed;
  if (hidden)
    poll->n_voters = -1;
  return add_options (poll, db, moot_rows_get_int (rows, "id"), hidden, error);
}

/* The ids that a word of a policy stands for; the author alone where there is none. */
static GStrv
dup_entries (const MootOwnStatus *self,
             const char          *words)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *followers = moot_actor_uri_part (self->actor, MOOT_PART_FOLLOWERS, 0);
  g_autofree char *following = moot_actor_uri_part (self->actor, MOOT_PART_FOLLOWING, 0);

  for (guint i = 0; list[i] != NULL; i++)
    {
      if (*list[i] == '\0')
        continue;
      g_strv_builder_add (builder, g_str_equal (list[i], "public")      ? MOOT_PUBLIC_COLLECTION
                                   : g_str_equal (list[i], "followers") ? followers
                                   : g_str_equal (list[i], "following") ? following
                                   : g_str_equal (list[i], "author")    ? self->actor
                                                                        : list[i]);
    }
  return g_strv_builder_end (builder);
}

/* Everybody may like, answer and quote what they see, unless the author said otherwise; what is not
 * public is not spread. */
static gboolean
set_policies (MootOwnStatus  *self,
              MootDb         *db,
              GError        **error)
{
  static const char *const names[MOOT_N_INTERACTIONS] = {
    [MOOT_INTERACTION_LIKE] = MOOT_POLICY_LIKE,
    [MOOT_INTERACTION_REPLY] = MOOT_POLICY_REPLY,
    [MOOT_INTERACTION_ANNOUNCE] = MOOT_POLICY_ANNOUNCE,
    [MOOT_INTERACTION_QUOTE] = MOOT_POLICY_QUOTE,
  };
  MootRemotePolicy *policies = self->object->policies;
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (db, &moot_sql_policies_of_status,
                                             MOOT_BINDS (MOOT_INT ("status", self->id)), error);
  gboolean is_open = self->visibility <= MOOT_VISIBILITY_UNLISTED;

  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    for (guint i = 0; i < MOOT_N_INTERACTIONS; i++)
      if (g_str_equal (names[i], moot_rows_get_text (rows, "interaction")))
        {
          policies[i].automatic = dup_entries (self, moot_rows_get_text (rows, "automatic"));
          policies[i].manual = dup_entries (self, moot_rows_get_text (rows, "manual"));
        }
  for (guint i = 0; i < MOOT_N_INTERACTIONS; i++)
    {
      gboolean spreads = i == MOOT_INTERACTION_ANNOUNCE || i == MOOT_INTERACTION_QUOTE;

      if (policies[i].automatic == NULL || (spreads && !is_open))
        {
          g_clear_pointer (&policies[i].automatic, g_strfreev);
          policies[i].automatic = dup_entries (self, spreads && !is_open ? "author" : "public");
        }
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Who does not know of quotes finds the address below the text. */
static char *
dup_content (MootRows *rows)
{
  const char *content = moot_rows_get_text (rows, "content");
  const char *quoted = moot_rows_get_text (rows, "quoted_page");
  g_autofree char *address = quoted != NULL ? g_markup_escape_text (quoted, -1) : NULL;

  if (address == NULL)
    return g_strdup (content);
  return g_strdup_printf ("%s<p class=\"quote-inline\">RE: <a href=\"%s\">%s</a></p>", content,
                          address, address);
}

static void
fill_texts (MootRemoteObject *object,
            MootRows         *rows)
{
  object->warning = dup_text (rows, "spoiler_text");
  object->sensitive = moot_rows_get_int (rows, "sensitive") != 0;
  object->content = dup_content (rows);
  object->language = dup_text (rows, "language");
  object->source = dup_text (rows, "text");
  object->quoted = dup_text (rows, "quoted_uri");
  object->quote_authorization = dup_text (rows, "authorization_uri");
  object->reply_authorization = dup_text (rows, "reply_authorization");
}

/* What the co-op decides is for other moots to read as well, and what it decided stays as it was
 * signed. */
static gboolean
add_record (MootOwnStatus  *self,
            MootDb         *db,
            GError        **error)
{
  MootRemoteObject *object = self->object;
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_coop_post_of_status, MOOT_BINDS (MOOT_INT ("status_id", self->id)), error);

  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    {
      object->record = dup_text (rows, "record");
      object->document = dup_text (rows, "document");
      g_free (object->group);
      object->group = g_strdup (self->actor);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
fill_object (MootOwnStatus   *self,
             MootRows        *rows,
             MootDb          *db,
             const MootSite  *site,
             gint64           now,
             GStrv           *out_mentioned,
             GError         **error)
{
  MootRemoteObject *object = self->object = g_new0 (MootRemoteObject, 1);

  object->kind = MOOT_OBJECT_NOTE;
  object->id = g_strdup (self->uri);
  object->attributed_to = g_strdup (self->actor);
  object->in_reply_to = dup_text (rows, "in_reply_to");
  object->uri = dup_text (rows, "url");
  object->context = moot_context_uri (site->base_url, moot_rows_get_int (rows, "thread_id"));
  object->conversation = g_strdup (object->context);
  object->replies = moot_actor_uri_part (self->actor, MOOT_PART_STATUS_REPLIES, self->id);
  object->published = self->created_at;
  object->updated = self->edited_at;
  object->likes_count = moot_rows_get_int (rows, "favourites_count");
  object->shares_count = moot_rows_get_int (rows, "reblogs_count");
  object->replies_count = -1;
  object->direct_message = self->visibility == MOOT_VISIBILITY_DIRECT;
  object->tags = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_remote_tag_free);
  object->attachments =
    g_ptr_array_new_with_free_func ((GDestroyNotify) moot_remote_attachment_free);
  fill_texts (object, rows);
  if (!set_policies (self, db, error) ||
      !add_mentions (object, db, site, self->id, self->visibility == MOOT_VISIBILITY_PUBLIC,
                     out_mentioned, error) ||
      !add_hashtags (object, db, site, self->id, error) ||
      !add_attachments (object, db, site, self->id, error) ||
      !add_poll (object, db, self->id, now, error) || !add_record (self, db, error))
    return FALSE;
  object->type_name = g_strdup (object->kind == MOOT_OBJECT_QUESTION ? "Question" : "Note");
  return TRUE;
}

/* Whom it is for.  A boost also names whom it boosts. */
static void
address (MootOwnStatus *self,
         MootRows      *rows,
         GStrv          mentioned)
{
  g_autofree char *followers = moot_actor_uri_part (self->actor, MOOT_PART_FOLLOWERS, 0);
  const char *author[] = { moot_rows_get_text (rows, "boosted_actor"), NULL };

  self->audience =
    moot_audience_new_for (self->visibility, followers,
                           mentioned != NULL ? (const char *const *) mentioned : author);
  if (self->object != NULL)
    self->object->audience = (MootAudience){ .to = g_strdupv (self->audience->to),
                                             .cc = g_strdupv (self->audience->cc) };
}

/**
 * moot_own_status_load:
 * @db: a connection
 * @site: the node
 * @id: a status or boost
 * @now: UTC milliseconds; decides whether a poll is over
 * @error: return location
 *
 * Returns: (transfer full) (nullable): it; %NULL without @error when there is none of ours
 */
MootOwnStatus *
moot_own_status_load (MootDb          *db,
                      const MootSite  *site,
                      gint64           id,
                      gint64           now,
                      GError         **error)
{
  g_autoptr (MootOwnStatus) self = NULL;
  g_auto (GStrv) mentioned = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_own_status, MOOT_BINDS (MOOT_INT ("id", id)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return NULL;
  self = g_new0 (MootOwnStatus, 1);
  self->id = id;
  self->account_id = moot_rows_get_int (rows, "account_id");
  self->created_at = moot_rows_get_int (rows, "created_at");
  self->edited_at = moot_rows_get_int (rows, "edited_at");
  self->visibility = (MootVisibility) moot_rows_get_int (rows, "visibility");
  self->suspended = moot_rows_get_int (rows, "suspended") != 0;
  self->uri = g_strdup (moot_rows_get_text (rows, "uri"));
  self->actor = g_strdup (moot_rows_get_text (rows, "actor"));
  self->boosted = dup_text (rows, "boosted");
  self->boost_authorization = dup_text (rows, "boost_authorization");
  if (self->boosted == NULL && !fill_object (self, rows, db, site, now, &mentioned, error))
    return NULL;
  address (self, rows, mentioned);
  return g_steal_pointer (&self);
}

/** moot_own_status_dup_activity_id: (transfer full): of its Create or Announce */
char *
moot_own_status_dup_activity_id (const MootOwnStatus *self)
{
  return moot_actor_uri_part (self->actor, MOOT_PART_STATUS_ACTIVITY, self->id);
}

/** moot_own_status_dup_activity: (transfer full): its Create or Announce as a document */
char *
moot_own_status_dup_activity (const MootOwnStatus *self)
{
  g_autofree char *id = moot_own_status_dup_activity_id (self);
  const MootOutgoing activity = {
    .type = self->boosted != NULL ? MOOT_ACTIVITY_ANNOUNCE : MOOT_ACTIVITY_CREATE,
    .id = id,
    .actor = self->actor,
    .published = self->created_at,
    .audience = self->audience,
    .object = self->boosted,
    .note = self->object,
    .authorization = self->boost_authorization,
  };

  return moot_activity_write (&activity);
}
