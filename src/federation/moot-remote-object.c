/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Reads objects of other servers: notes, polls, articles, and what there is besides.
 *
 * Reading believes nothing: ids, authors and counts are claims until moot-acceptance has looked at
 * them, HTML is a stranger's until moot_html_sanitise() has.
 * Spec: Activity Streams Vocabulary; Mastodon, "Object".
 * Thread: any. */
#include "moot-remote-object.h"

#include "moot-error.h"
#include "moot-uri.h"
#include "moot-wild-json.h"

#include <string.h>

#define MAX_LANGUAGE 35 /* characters of a language tag, RFC 5646 section 4.4.1 */
#define MAX_AUTHORS 16
#define MAX_LINKS 16
#define MAX_TYPE 64

static const char *const kinds[] = {
  [MOOT_OBJECT_NOTE] = "Note",
  [MOOT_OBJECT_QUESTION] = "Question",
  [MOOT_OBJECT_ARTICLE] = "Article",
  [MOOT_OBJECT_PAGE] = "Page",
  [MOOT_OBJECT_IMAGE] = "Image",
  [MOOT_OBJECT_VIDEO] = "Video",
  [MOOT_OBJECT_AUDIO] = "Audio",
  [MOOT_OBJECT_EVENT] = "Event",
  [MOOT_OBJECT_CHAT_MESSAGE] = "ChatMessage",
  [MOOT_OBJECT_TOMBSTONE] = "Tombstone",
  [MOOT_OBJECT_OTHER] = NULL,
};

/* Where servers write what is quoted, the standard first. */
static const char *const quote_names[] = { "quote", "_misskey_quote", "quoteUrl", "quoteUri" };

static const char *const actor_types[] = { "Person", NULL };

/* The author: the only one, or of several a person on the server of the object, or anybody there.
 */
static char *
dup_author (JsonObject *object,
            const char *id)
{
  g_autoptr (GPtrArray) objects = moot_wild_get_objects (object, "attributedTo", MAX_AUTHORS);
  g_auto (GStrv) ids = moot_wild_dup_ids (object, "attributedTo", MAX_AUTHORS);

  for (guint i = 0; i < objects->len; i++)
    {
      JsonObject *one = g_ptr_array_index (objects, i);
      int person;

      moot_wild_get_type (one, actor_types, &person);
      if (person >= 0 && moot_uri_same_origin (moot_wild_get_own_id (one), id))
        return g_strdup (moot_wild_get_own_id (one));
    }
  for (guint i = 0; ids[i] != NULL; i++)
    if (moot_uri_same_origin (ids[i], id))
      return g_strdup (ids[i]);
  return g_strdup (ids[0]);
}

/* The page for people: HTML if there is a choice, and on the server of the object. */
static char *
dup_page (JsonObject *object,
          const char *id)
{
  g_autoptr (GPtrArray) links = moot_wild_get_objects (object, "url", MAX_LINKS);
  g_auto (GStrv) uris = moot_wild_dup_ids (object, "url", MAX_LINKS);

  for (guint i = 0; i < links->len; i++)
    {
      JsonObject *link = g_ptr_array_index (links, i);
      const char *href = moot_wild_get_id (link, "href");

      if (g_strcmp0 (moot_wild_get_text (link, "mediaType"), "text/html") == 0 &&
          moot_uri_same_origin (href, id))
        return g_strdup (href);
    }
  for (guint i = 0; uris[i] != NULL; i++)
    if (moot_uri_same_origin (uris[i], id))
      return g_strdup (uris[i]);
  return NULL;
}

static gboolean
is_language (const char *text)
{
  gsize length = strlen (text);

  return length >= 2 && length <= MAX_LANGUAGE && g_ascii_isalpha (*text) &&
         strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-") == length;
}

/* The language whose text is @content, or else the first of a map; *inout_content is filled when it
 * is only there. */
static char *
read_language (JsonObject  *object,
               const char  *name,
               char       **inout_content)
{
  JsonObject *map = moot_wild_get_object (object, name);
  const char *plain = moot_wild_get_text (object, "content");
  g_autoptr (GList) languages = map != NULL ? json_object_get_members (map) : NULL;
  const char *best = NULL;

  for (GList *l = languages; l != NULL; l = l->next)
    {
      const char *text = moot_wild_get_text (map, l->data);

      if (text == NULL || !is_language (l->data))
        continue;
      if (best == NULL || g_strcmp0 (text, plain) == 0)
        best = l->data;
    }
  if (best != NULL && inout_content != NULL && *inout_content == NULL)
    *inout_content = moot_wild_dup_text (map, best, MOOT_WILD_MAX_HTML);
  return best != NULL ? g_ascii_strdown (best, -1) : NULL;
}

/* Lemmy and PeerTube say it in an object, Mobilizon in a word. */
static char *
dup_named_language (JsonObject *object)
{
  const char *code = moot_wild_get_text (moot_wild_get_object (object, "language"), "identifier");

  if (code == NULL)
    code = moot_wild_get_text (object, "inLanguage");
  return code != NULL && is_language (code) && g_ascii_strcasecmp (code, "und") != 0
           ? g_ascii_strdown (code, -1)
           : NULL;
}

static void
read_texts (MootRemoteObject *self,
            JsonObject       *object)
{
  gboolean is_short = self->kind == MOOT_OBJECT_NOTE || self->kind == MOOT_OBJECT_QUESTION ||
                      self->kind == MOOT_OBJECT_CHAT_MESSAGE;
  JsonObject *source = moot_wild_get_object (object, "source");

  self->name = moot_wild_dup_text (object, "name", MOOT_WILD_MAX_NAME);
  self->title = moot_wild_dup_line (object, "name");
  if (is_short)
    self->warning = moot_wild_dup_plain (object, "summary");
  else
    self->summary = moot_wild_dup_text (object, "summary", MOOT_WILD_MAX_SUMMARY);
  self->content = moot_wild_dup_text (object, "content", MOOT_WILD_MAX_HTML);
  self->language = read_language (object, "contentMap", &self->content);
  if (self->language == NULL)
    self->language = read_language (object, "nameMap", NULL);
  if (self->language == NULL)
    self->language = read_language (object, "summaryMap", NULL);
  if (self->language == NULL)
    self->language = dup_named_language (object);
  if (g_strcmp0 (moot_wild_get_text (source, "mediaType"), "text/markdown") == 0)
    self->source = moot_wild_dup_text (source, "content", MOOT_WILD_MAX_HTML);
}

static void
read_references (MootRemoteObject *self,
                 JsonObject       *object)
{
  self->attributed_to = dup_author (object, self->id);
  self->in_reply_to = moot_wild_dup_uri (object, "inReplyTo");
  self->uri = dup_page (object, self->id);
  self->context = moot_wild_dup_uri (object, "context");
  self->conversation = moot_wild_dup_text (object, "conversation", MOOT_WILD_MAX_ID);
  self->replies = moot_wild_dup_uri (object, "replies");
  self->group = moot_wild_dup_uri (object, "audience");
  self->quote_authorization = moot_wild_dup_uri (object, "quoteAuthorization");
  for (guint i = 0; i < G_N_ELEMENTS (quote_names) && self->quoted == NULL; i++)
    self->quoted = moot_wild_dup_uri (object, quote_names[i]);
}

/* FEP-e232: an object link is how some say that they quote. */
static char *
dup_linked (GPtrArray *tags)
{
  for (guint i = 0; i < tags->len; i++)
    {
      const MootRemoteTag *tag = g_ptr_array_index (tags, i);

      if (tag->kind == MOOT_REMOTE_TAG_LINK && tag->media_type != NULL &&
          (strstr (tag->media_type, "activitystreams") != NULL ||
           strcmp (tag->media_type, "application/activity+json") == 0))
        return g_strdup (tag->href);
    }
  return NULL;
}

static void
read_rest (MootRemoteObject *self,
           JsonObject       *object)
{
  moot_audience_read (object, &self->audience);
  self->sensitive = moot_json_get_boolean (object, "sensitive");
  self->direct_message = moot_json_get_boolean (object, "directMessage");
  self->published = moot_wild_get_time (object, "published");
  self->updated = moot_wild_get_time (object, "updated");
  self->starts_at = moot_wild_get_time (object, "startTime");
  self->ends_at = moot_wild_get_time (object, "endTime");
  self->likes_count = moot_wild_get_number (moot_wild_get_object (object, "likes"), "totalItems");
  self->shares_count = moot_wild_get_number (moot_wild_get_object (object, "shares"), "totalItems");
  self->replies_count =
    moot_wild_get_number (moot_wild_get_object (object, "replies"), "totalItems");
  self->attachments = moot_remote_attachments_read (object);
  self->tags = moot_remote_tags_read (object);
  if (self->quoted == NULL)
    self->quoted = dup_linked (self->tags);
  self->poll = self->kind == MOOT_OBJECT_QUESTION ? moot_remote_poll_read (object) : NULL;
  moot_remote_policies_read (object, self->policies);
}

/**
 * moot_remote_object_is_by:
 * @object: from moot_document_parse(), or inside of what that gave
 * @author: an actor
 *
 * Asks what moot_remote_object_read() would tell, without reading the rest.
 *
 * Returns: whether it is an object, says that @author wrote it, and is on their server
 */
gboolean
moot_remote_object_is_by (JsonObject *object,
                          const char *author)
{
  const char *id = moot_wild_get_own_id (object);
  g_autofree char *found = NULL;
  int kind;

  if (!moot_uri_is_http (id) || moot_wild_get_type (object, kinds, &kind) == NULL)
    return FALSE;
  found = dup_author (object, id);
  return g_strcmp0 (found, author) == 0 && moot_uri_same_origin (id, author);
}

/**
 * moot_remote_object_read:
 * @object: from moot_document_parse(), or inside of what that gave
 * @error: return location
 *
 * Reads what any server calls an object.  Only an id is needed; the rest may be missing.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the object
 */
MootRemoteObject *
moot_remote_object_read (JsonObject  *object,
                         GError     **error)
{
  const char *id = moot_wild_get_own_id (object);
  MootRemoteObject *self;
  const char *type;
  int kind;

  type = moot_wild_get_type (object, kinds, &kind);
  if (!moot_uri_is_http (id) || type == NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "an object without id or type");
      return NULL;
    }

  self = g_new0 (MootRemoteObject, 1);
  self->kind = kind >= 0 ? (MootObjectKind) kind : MOOT_OBJECT_OTHER;
  self->type_name = g_strndup (type, MAX_TYPE);
  self->id = g_strdup (id);
  self->json = json_object_ref (object);
  read_references (self, object);
  read_texts (self, object);
  read_rest (self, object);
  return self;
}

static void
free_texts (MootRemoteObject *self)
{
  char **const texts[] = { &self->type_name, &self->id, &self->attributed_to, &self->in_reply_to,
                           &self->uri, &self->context, &self->conversation, &self->replies,
                           &self->name, &self->title, &self->warning, &self->summary,
                           &self->content, &self->language, &self->source, &self->group,
                           &self->quoted, &self->quote_authorization,
                           &self->reply_authorization, &self->record, &self->document };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
}

/**
 * moot_remote_object_free:
 * @self: (nullable): an object
 */
void
moot_remote_object_free (MootRemoteObject *self)
{
  if (self == NULL)
    return;

  free_texts (self);
  moot_audience_clear (&self->audience);
  g_clear_pointer (&self->attachments, g_ptr_array_unref);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  g_clear_pointer (&self->poll, moot_remote_poll_free);
  moot_remote_policies_clear (self->policies);
  g_clear_pointer (&self->json, json_object_unref);
  g_free (self);
}

/**
 * moot_remote_object_may_be_vote:
 * @self: an object
 *
 * Whether it has the shape of a vote: a note with a name that replies.  Whether it is one depends
 * on what it replies to, not on what else is in it: snac2 puts a line break into the content.
 *
 * Returns: whether to look for the poll
 */
gboolean
moot_remote_object_may_be_vote (const MootRemoteObject *self)
{
  return self->kind == MOOT_OBJECT_NOTE && self->name != NULL && *self->name != '\0' &&
         self->in_reply_to != NULL;
}
