/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What hangs on an object of another server: files, tags, a poll, rules for interaction.
 *
 * A part that makes no sense is left out; it never makes the whole unreadable.
 * Spec: Activity Streams Vocabulary; Mastodon, GoToSocial and Misskey for what it leaves open.
 * Thread: any. */
#include "moot-remote-part.h"

#include "moot-blurhash.h"
#include "moot-uri.h"
#include "moot-wild-json.h"

#include <string.h>

#define MAX_OWN_LINKS 16

#define MAX_BLURHASH 100 /* characters; nine by nine components take 166, four by three 28 */
#define MAX_MEDIA_TYPE 128
#define MAX_SHORTCODE 128
#define MAX_POLICY_ENTRIES 64

static const char *const attachment_types[] = {
  "Document", "Image", "Video", "Audio", "Link", NULL
};

/* Objects that are a file themselves. */
static const char *const own_types[] = { "Image", "Video", "Audio", NULL };

/* The kind that goes with each of attachment_types when the media type says nothing. */
static const char *const attachment_kinds[] = { "unknown", "image", "video", "audio", "unknown" };

static const char *const tag_types[] = { "Mention", "Hashtag", "Emoji", "Link", NULL };

/**
 * moot_remote_media_uri:
 * @object: (nullable): an object
 * @name: a member: an address, an image, a link, or several
 * @out_media_type: (out) (optional) (transfer full) (nullable): what it says it is
 *
 * Returns: (transfer full) (nullable): where the file is
 */
char *
moot_remote_media_uri (JsonObject  *object,
                       const char  *name,
                       char       **out_media_type)
{
  JsonObject *inside = moot_wild_get_object (object, name);
  char *uri = inside != NULL ? moot_wild_dup_uri (inside, "url") : moot_wild_dup_uri (object, name);

  if (uri == NULL && inside != NULL)
    uri = moot_remote_media_uri (inside, "url", out_media_type);
  if (uri == NULL && inside != NULL)
    uri = moot_wild_dup_uri (inside, "href");
  if (uri != NULL && inside != NULL && out_media_type != NULL && *out_media_type == NULL)
    *out_media_type = moot_wild_dup_text (inside, "mediaType", MAX_MEDIA_TYPE);
  return uri;
}

/** moot_remote_attachment_free: frees a file */
void
moot_remote_attachment_free (MootRemoteAttachment *attachment)
{
  g_free (attachment->uri);
  g_free (attachment->preview);
  g_free (attachment->media_type);
  g_free (attachment->description);
  g_free (attachment->blurhash);
  g_free (attachment->duration);
  g_free (attachment);
}

static const char *
kind_of (const char *media_type,
         int         type)
{
  static const char *const kinds[] = { "image", "video", "audio" };

  for (guint i = 0; media_type != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (media_type, kinds[i]) && media_type[strlen (kinds[i])] == '/')
      return kinds[i];
  return attachment_kinds[type];
}

static int
read_pixels (JsonObject *object,
             const char *name)
{
  gint64 number = moot_wild_get_number (object, name);

  return number > 0 && number <= MOOT_REMOTE_MAX_PIXELS ? (int) number : 0;
}

static gboolean
read_coordinate (JsonArray *point,
                 guint      i,
                 double    *out_value)
{
  JsonNode *node = json_array_get_element (point, i);

  if (!JSON_NODE_HOLDS_VALUE (node) || (json_node_get_value_type (node) != G_TYPE_DOUBLE &&
                                        json_node_get_value_type (node) != G_TYPE_INT64))
    return FALSE;
  *out_value = CLAMP (json_node_get_double (node), -1.0, 1.0);
  return TRUE;
}

static void
read_focus (JsonObject           *object,
            MootRemoteAttachment *self)
{
  JsonArray *point = moot_json_get_array (object, "focalPoint");

  self->has_focus = point != NULL && json_array_get_length (point) == 2 &&
                    read_coordinate (point, 0, &self->focus_x) &&
                    read_coordinate (point, 1, &self->focus_y);
  if (!self->has_focus)
    self->focus_x = self->focus_y = 0;
}

static MootRemoteAttachment *
read_attachment (JsonObject *object)
{
  MootRemoteAttachment *self;
  char *media_type = NULL;
  char *uri;
  int type;

  if (moot_wild_get_type (object, attachment_types, &type) == NULL || type < 0)
    return NULL;
  media_type = moot_wild_dup_text (object, "mediaType", MAX_MEDIA_TYPE);
  uri = moot_remote_media_uri (object, "url", &media_type);
  if (uri == NULL)
    uri = moot_wild_dup_uri (object, "href");
  if (uri == NULL)
    {
      g_free (media_type);
      return NULL;
    }

  self = g_new0 (MootRemoteAttachment, 1);
  self->is_link = strcmp (attachment_types[type], "Link") == 0;
  self->type = kind_of (media_type, type);
  self->uri = uri;
  self->preview = moot_remote_media_uri (object, "icon", NULL);
  self->media_type = media_type;
  self->description = moot_wild_dup_plain (object, "summary");
  if (self->description == NULL)
    self->description = moot_wild_dup_text (object, "name", MOOT_WILD_MAX_SUMMARY);
  self->blurhash = moot_wild_dup_text (object, "blurhash", MAX_BLURHASH);
  if (self->blurhash != NULL && !moot_blurhash_is_valid (self->blurhash))
    g_clear_pointer (&self->blurhash, g_free);
  self->duration = moot_wild_dup_text (object, "duration", 32);
  self->width = read_pixels (object, "width");
  self->height = read_pixels (object, "height");
  read_focus (object, self);
  return self;
}

/* The file that an Image, Video or Audio is itself: the first of its links of that kind, or of the
 * links below one, where PeerTube has what a player needs. */
static MootRemoteAttachment *
read_own_file (JsonObject *object)
{
  g_autoptr (GPtrArray) links = moot_wild_get_objects (object, "url", MAX_OWN_LINKS);
  int type;

  if (moot_wild_get_type (object, own_types, &type) == NULL || type < 0)
    return NULL;
  for (guint i = 0; i < links->len; i++)
    {
      g_autoptr (GPtrArray) below =
        moot_wild_get_objects (g_ptr_array_index (links, i), "tag", MAX_OWN_LINKS);

      g_ptr_array_insert (below, 0, g_ptr_array_index (links, i));
      for (guint k = 0; k < below->len; k++)
        {
          MootRemoteAttachment *file = read_attachment (g_ptr_array_index (below, k));

          if (file != NULL && g_ascii_strcasecmp (file->type, own_types[type]) == 0)
            {
              if (file->preview == NULL)
                file->preview = moot_remote_media_uri (object, "icon", NULL);
              return file;
            }
          g_clear_pointer (&file, moot_remote_attachment_free);
        }
    }
  return NULL;
}

/**
 * moot_remote_attachments_read:
 * @object: an object
 *
 * Limits: %MOOT_REMOTE_MAX_ATTACHMENTS.
 *
 * Returns: (transfer full) (element-type MootRemoteAttachment): its files in order
 */
GPtrArray *
moot_remote_attachments_read (JsonObject *object)
{
  g_autoptr (GPtrArray) objects =
    moot_wild_get_objects (object, "attachment", 4 * MOOT_REMOTE_MAX_ATTACHMENTS);
  GPtrArray *attachments =
    g_ptr_array_new_with_free_func ((GDestroyNotify) moot_remote_attachment_free);

  for (guint i = 0; i < objects->len && attachments->len < MOOT_REMOTE_MAX_ATTACHMENTS; i++)
    {
      MootRemoteAttachment *attachment = read_attachment (g_ptr_array_index (objects, i));

      if (attachment != NULL)
        g_ptr_array_add (attachments, attachment);
    }
  if (attachments->len == 0)
    {
      MootRemoteAttachment *own = read_own_file (object);

      if (own != NULL)
        g_ptr_array_add (attachments, own);
    }
  return attachments;
}

/** moot_remote_tag_free: frees a tag */
void
moot_remote_tag_free (MootRemoteTag *tag)
{
  g_free (tag->id);
  g_free (tag->href);
  g_free (tag->name);
  g_free (tag->uri);
  g_free (tag->media_type);
  g_free (tag->rel);
  g_free (tag);
}

/* `:bread:` as `bread`; NULL when it is no shortcode. */
static char *
read_shortcode (const char *name)
{
  gsize length = name != NULL ? strlen (name) : 0;
  const char *inside = name;

  if (length > 2 && name[0] == ':' && name[length - 1] == ':')
    {
      inside++;
      length -= 2;
    }
  if (length < 2 || length > MAX_SHORTCODE ||
      strspn (inside, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_") < length)
    return NULL;
  return g_strndup (inside, length);
}

static gboolean
read_tag_inside (MootRemoteTag *self,
                 JsonObject    *object)
{
  g_autofree char *name = moot_wild_dup_line (object, "name");

  self->id = g_strdup (moot_wild_get_own_id (object));
  self->href = moot_wild_dup_uri (object, "href");
  switch (self->kind)
    {
    case MOOT_REMOTE_TAG_MENTION:
      self->name = g_steal_pointer (&name);
      return self->href != NULL;
    case MOOT_REMOTE_TAG_HASHTAG:
      if (name == NULL)
        return FALSE;
      self->name = g_strdup (*name == '#' ? name + 1 : name);
      return *self->name != '\0';
    case MOOT_REMOTE_TAG_EMOJI:
      self->name = read_shortcode (name);
      self->uri = moot_remote_media_uri (object, "icon", &self->media_type);
      self->updated = moot_wild_get_time (object, "updated");
      return self->name != NULL && self->uri != NULL;
    case MOOT_REMOTE_TAG_LINK:
      self->name = g_steal_pointer (&name);
      self->rel = moot_wild_dup_text (object, "rel", MOOT_WILD_MAX_ID);
      self->media_type = moot_wild_dup_text (object, "mediaType", MAX_MEDIA_TYPE);
      return self->href != NULL;
    }
  return FALSE;
}

/**
 * moot_remote_tags_read:
 * @object: an object or actor
 *
 * Limits: %MOOT_REMOTE_MAX_TAGS.
 *
 * Returns: (transfer full) (element-type MootRemoteTag): its mentions, hashtags, emojis and links
 */
GPtrArray *
moot_remote_tags_read (JsonObject *object)
{
  g_autoptr (GPtrArray) objects = moot_wild_get_objects (object, "tag", MOOT_REMOTE_MAX_TAGS);
  GPtrArray *tags = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_remote_tag_free);

  for (guint i = 0; i < objects->len; i++)
    {
      MootRemoteTag *tag = g_new0 (MootRemoteTag, 1);
      int kind;

      moot_wild_get_type (g_ptr_array_index (objects, i), tag_types, &kind);
      tag->kind = (MootRemoteTagKind) MAX (kind, 0);
      if (kind >= 0 && read_tag_inside (tag, g_ptr_array_index (objects, i)))
        g_ptr_array_add (tags, tag);
      else
        moot_remote_tag_free (tag);
    }
  return tags;
}

/** moot_remote_option_free: frees a choice */
void
moot_remote_option_free (MootRemoteOption *option)
{
  g_free (option->title);
  g_free (option);
}

/* Votes are matched by the text of an option, so two with one text make no poll. */
static gboolean
read_options (MootRemotePoll *self,
              GPtrArray      *objects)
{
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < objects->len; i++)
    {
      JsonObject *object = g_ptr_array_index (objects, i);
      MootRemoteOption *option = g_new0 (MootRemoteOption, 1);

      g_ptr_array_add (self->options, option);
      option->title = moot_wild_dup_text (object, "name", MOOT_WILD_MAX_NAME);
      if (option->title == NULL)
        option->title = moot_wild_dup_text (object, "content", MOOT_WILD_MAX_NAME);
      option->n_votes =
        moot_wild_get_number (moot_wild_get_object (object, "replies"), "totalItems");
      if (option->title == NULL || *option->title == '\0' ||
          !g_hash_table_add (titles, option->title))
        return FALSE;
    }
  return objects->len > 0;
}

/* `closed` is a time or simply true. */
static gboolean
is_closed (JsonObject *object)
{
  return moot_wild_get_time (object, "closed") != 0 || moot_json_get_boolean (object, "closed");
}

/**
 * moot_remote_poll_read:
 * @object: a Question
 *
 * Limits: %MOOT_REMOTE_MAX_OPTIONS.
 *
 * Returns: (transfer full) (nullable): the poll, %NULL when nobody could vote in it
 */
MootRemotePoll *
moot_remote_poll_read (JsonObject *object)
{
  gboolean multiple = moot_wild_count (object, "oneOf") == 0;
  const char *name = multiple ? "anyOf" : "oneOf";
  g_autoptr (GPtrArray) objects =
    moot_wild_get_objects (object, name, MOOT_REMOTE_MAX_OPTIONS + 1);
  MootRemotePoll *self;

  if (objects->len == 0 || objects->len > MOOT_REMOTE_MAX_OPTIONS)
    return NULL;
  self = g_new0 (MootRemotePoll, 1);
  self->multiple = multiple;
  self->options = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_remote_option_free);
  self->n_voters = moot_wild_get_number (object, "votersCount");
  self->closed = is_closed (object);
  self->ends_at = moot_wild_get_time (object, "endTime");
  if (self->ends_at == 0)
    self->ends_at = moot_wild_get_time (object, "closed");
  if (!read_options (self, objects))
    g_clear_pointer (&self, moot_remote_poll_free);
  return self;
}

/**
 * moot_remote_poll_free:
 * @self: (nullable): a poll
 */
void
moot_remote_poll_free (MootRemotePoll *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->options, g_ptr_array_unref);
  g_free (self);
}

/* The entries under the first of two names that is there. */
static GStrv
read_entries (JsonObject *rule,
              const char *name,
              const char *older)
{
  if (json_object_has_member (rule, name))
    return moot_wild_dup_ids (rule, name, MAX_POLICY_ENTRIES);
  if (json_object_has_member (rule, older))
    return moot_wild_dup_ids (rule, older, MAX_POLICY_ENTRIES);
  return g_new0 (char *, 1);
}

/**
 * moot_remote_policies_read:
 * @object: an object
 * @out_policies: (out caller-allocates): one for each interaction
 *
 * Spec: GoToSocial interaction policies, with the names it used before 0.20.
 */
void
moot_remote_policies_read (JsonObject       *object,
                           MootRemotePolicy  out_policies[MOOT_N_INTERACTIONS])
{
  static const char *const names[MOOT_N_INTERACTIONS] = {
    [MOOT_INTERACTION_LIKE] = "canLike",
    [MOOT_INTERACTION_REPLY] = "canReply",
    [MOOT_INTERACTION_ANNOUNCE] = "canAnnounce",
    [MOOT_INTERACTION_QUOTE] = "canQuote",
  };
  JsonObject *policy = moot_wild_get_object (object, "interactionPolicy");

  for (guint i = 0; i < MOOT_N_INTERACTIONS; i++)
    {
      JsonObject *rule = moot_wild_get_object (policy, names[i]);

      out_policies[i] = (MootRemotePolicy){ NULL, NULL };
      if (rule == NULL)
        continue;
      out_policies[i].automatic = read_entries (rule, "automaticApproval", "always");
      out_policies[i].manual = read_entries (rule, "manualApproval", "approvalRequired");
    }
}

/** moot_remote_policies_clear: frees what moot_remote_policies_read() filled */
void
moot_remote_policies_clear (MootRemotePolicy policies[MOOT_N_INTERACTIONS])
{
  for (guint i = 0; i < MOOT_N_INTERACTIONS; i++)
    {
      g_clear_pointer (&policies[i].automatic, g_strfreev);
      g_clear_pointer (&policies[i].manual, g_strfreev);
    }
}
