/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a member is writing: kept while they write, sent in one blocking function.
 * Thread: a draft belongs to one thread at a time; sending happens on a worker. */
#include "moot-draft.h"

#include "moot-client-media.h"
#include "moot-crypto.h"
#include "moot-json.h"
#include "moot-reply.h"
#include "moot-request.h"
#include "moot-text.h"

#include <string.h>

static void
picture_free (gpointer data)
{
  MootDraftPicture *picture = data;

  g_free (picture->path);
  g_free (picture->description);
  g_free (picture);
}

/**
 * moot_draft_new:
 *
 * Returns: (transfer full): an empty draft with a key of its own
 */
MootDraft *
moot_draft_new (void)
{
  MootDraft *self = g_new0 (MootDraft, 1);

  self->text = g_strdup ("");
  self->visibility = g_strdup ("public");
  self->pictures = g_ptr_array_new_with_free_func (picture_free);
  self->media_ids = g_ptr_array_new_with_free_func (g_free);
  self->key = moot_random_token ();
  return self;
}

/**
 * moot_draft_new_reply:
 * @parent: the status to answer
 * @own_acct: who answers
 *
 * An answer goes to whom it answers, is no wider than the question, and keeps its warning.
 *
 * Returns: (transfer full): the beginning of an answer
 */
MootDraft *
moot_draft_new_reply (const MootStatus *parent,
                      const char       *own_acct)
{
  MootDraft *self = moot_draft_new ();
  GString *text = g_string_new (NULL);

  if (g_strcmp0 (parent->account->acct, own_acct) != 0)
    g_string_append_printf (text, "@%s ", parent->account->acct);
  for (guint i = 0; i < parent->mentions->len; i++)
    {
      const MootMention *mention = g_ptr_array_index (parent->mentions, i);

      if (g_strcmp0 (mention->acct, own_acct) != 0 &&
          g_strcmp0 (mention->acct, parent->account->acct) != 0)
        g_string_append_printf (text, "@%s ", mention->acct);
    }
  g_free (self->text);
  self->text = g_string_free (text, FALSE);
  g_free (self->visibility);
  self->visibility = g_strdup (parent->visibility != NULL ? parent->visibility : "public");
  if (parent->spoiler_text != NULL && *parent->spoiler_text != '\0')
    self->warning = g_strdup (parent->spoiler_text);
  self->parent_id = g_strdup (parent->id);
  return self;
}

/** moot_draft_free: frees @self, which may be %NULL */
void
moot_draft_free (MootDraft *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->warning);
  g_free (self->visibility);
  g_free (self->parent_id);
  g_free (self->quoted_id);
  g_free (self->quote_policy);
  g_free (self->key);
  g_ptr_array_unref (self->pictures);
  g_ptr_array_unref (self->media_ids);
  g_free (self->edited_id);
  g_free (self);
}

static gpointer
copy_id (gconstpointer id,
         gpointer      data)
{
  return g_strdup (id);
}

/** moot_draft_copy: (transfer full): the same draft, with the same key */
MootDraft *
moot_draft_copy (const MootDraft *self)
{
  MootDraft *copy = g_new0 (MootDraft, 1);

  copy->text = g_strdup (self->text);
  copy->warning = g_strdup (self->warning);
  copy->visibility = g_strdup (self->visibility);
  copy->parent_id = g_strdup (self->parent_id);
  copy->quoted_id = g_strdup (self->quoted_id);
  copy->quote_policy = g_strdup (self->quote_policy);
  copy->key = g_strdup (self->key);
  copy->edited_id = g_strdup (self->edited_id);
  copy->media_ids = g_ptr_array_copy (self->media_ids, copy_id, NULL);
  g_ptr_array_set_free_func (copy->media_ids, g_free);
  copy->pictures = g_ptr_array_new_with_free_func (picture_free);
  for (guint i = 0; i < self->pictures->len; i++)
    {
      const MootDraftPicture *picture = g_ptr_array_index (self->pictures, i);

      moot_draft_add_picture (copy, picture->path, picture->description);
    }
  return copy;
}

/** moot_draft_add_picture: adds a file of this computer with its (nullable) description */
void
moot_draft_add_picture (MootDraft  *self,
                        const char *path,
                        const char *description)
{
  MootDraftPicture *picture = g_new0 (MootDraftPicture, 1);

  picture->path = g_strdup (path);
  picture->description = g_strdup (description != NULL ? description : "");
  g_ptr_array_add (self->pictures, picture);
}

/**
 * moot_draft_set_edited:
 * @self: a draft
 * @status: whose words it replaces; what it has of pictures stays
 */
void
moot_draft_set_edited (MootDraft  *self,
                       MootStatus *status)
{
  g_free (self->edited_id);
  self->edited_id = g_strdup (status->id);
  g_ptr_array_set_size (self->media_ids, 0);
  for (guint i = 0; i < status->media_attachments->len; i++)
    {
      const MootAttachment *attachment = g_ptr_array_index (status->media_attachments, i);

      g_ptr_array_add (self->media_ids, g_strdup (attachment->id));
    }
}

/** moot_draft_is_empty: whether there is nothing that anybody would miss */
gboolean
moot_draft_is_empty (const MootDraft *self)
{
  g_autofree char *text = g_strstrip (g_strdup (self->text));

  return *text == '\0' && self->pictures->len == 0 &&
         (self->warning == NULL || *self->warning == '\0');
}

/** moot_draft_count: how many characters a server counts, the warning's among them */
guint
moot_draft_count (const MootDraft *self)
{
  return moot_text_count (self->text) +
         (self->warning != NULL ? moot_text_count (self->warning) : 0);
}

/** moot_draft_to_text: (transfer full): the draft as JSON, for the cache */
char *
moot_draft_to_text (const MootDraft *self)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "text", self->text);
  moot_json_put_string (&json, "warning", self->warning);
  moot_json_put_string (&json, "visibility", self->visibility);
  moot_json_put_string (&json, "parent_id", self->parent_id);
  moot_json_put_string (&json, "quoted_id", self->quoted_id);
  moot_json_put_string (&json, "quote_policy", self->quote_policy);
  moot_json_put_string (&json, "key", self->key);
  moot_json_name (&json, "pictures");
  moot_json_begin_array (&json);
  for (guint i = 0; i < self->pictures->len; i++)
    {
      const MootDraftPicture *picture = g_ptr_array_index (self->pictures, i);

      moot_json_begin_object (&json);
      moot_json_put_string (&json, "path", picture->path);
      moot_json_put_string (&json, "description", picture->description);
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

static void
take (char       **field,
      JsonObject  *object,
      const char  *name)
{
  const char *value = moot_json_get_string (object, name);

  if (value == NULL)
    return;
  g_free (*field);
  *field = g_strdup (value);
}

/**
 * moot_draft_from_text:
 * @json: what moot_draft_to_text() wrote
 *
 * Pictures whose file is gone are left out.
 *
 * Returns: (transfer full) (nullable): the draft; %NULL when it cannot be read
 */
MootDraft *
moot_draft_from_text (const char *json)
{
  g_autoptr (JsonNode) node = moot_json_parse (json, -1, NULL);
  JsonObject *object =
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *pictures = object != NULL ? moot_json_get_array (object, "pictures") : NULL;
  MootDraft *self;

  if (object == NULL)
    return NULL;
  self = moot_draft_new ();
  take (&self->text, object, "text");
  take (&self->warning, object, "warning");
  take (&self->visibility, object, "visibility");
  take (&self->parent_id, object, "parent_id");
  take (&self->quoted_id, object, "quoted_id");
  take (&self->quote_policy, object, "quote_policy");
  take (&self->key, object, "key");
  for (guint i = 0; pictures != NULL && i < json_array_get_length (pictures); i++)
    {
      JsonNode *item = json_array_get_element (pictures, i);
      const char *path = JSON_NODE_HOLDS_OBJECT (item)
                           ? moot_json_get_string (json_node_get_object (item), "path")
                           : NULL;

      if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
        moot_draft_add_picture (self, path,
                                moot_json_get_string (json_node_get_object (item), "description"));
    }
  return self;
}

/* Who may see an edited status, and what it answers or quotes, cannot be changed. */
static MootRequest *
make_request (const MootDraft *self)
{
  MootRequest *request = self->edited_id != NULL
                           ? moot_request_new_for (MOOT_CALL_EDIT_STATUS, self->edited_id)
                           : moot_request_new (MOOT_CALL_CREATE_STATUS);

  moot_request_add (request, "status", self->text);
  if (self->warning != NULL && *self->warning != '\0')
    {
      moot_request_add (request, "spoiler_text", self->warning);
      moot_request_add_boolean (request, "sensitive", TRUE);
    }
  else if (self->edited_id != NULL)
    moot_request_add (request, "spoiler_text", "");
  for (guint i = 0; i < self->media_ids->len; i++)
    moot_request_add (request, "media_ids[]", g_ptr_array_index (self->media_ids, i));
  if (self->quote_policy != NULL)
    moot_request_add (request, "quote_approval_policy", self->quote_policy);
  if (self->edited_id != NULL)
    return request;
  if (self->quoted_id != NULL)
    moot_request_add (request, "quoted_status_id", self->quoted_id);
  moot_request_add (request, "visibility", self->visibility);
  if (self->parent_id != NULL)
    moot_request_add (request, "in_reply_to_id", self->parent_id);
  moot_request_set_idempotency_key (request, self->key);
  return request;
}

/**
 * moot_draft_send:
 * @self: a draft
 * @connection: the account's way to its server
 * @cancellable: (nullable): stops between two pictures
 * @error: return location
 *
 * Uploads the pictures, then posts.  Trying again after a failure does not post twice: the key goes
 * along.  Thread: a worker.
 *
 * Errors: #MootClientError.
 *
 * Returns: (transfer full): what was posted
 */
MootStatus *
moot_draft_send (const MootDraft  *self,
                 MootConnection   *connection,
                 GCancellable     *cancellable,
                 GError          **error)
{
  g_autoptr (MootRequest) request = make_request (self);
  g_autoptr (MootReply) reply = NULL;

  for (guint i = 0; i < self->pictures->len; i++)
    {
      const MootDraftPicture *picture = g_ptr_array_index (self->pictures, i);
      g_autoptr (MootAttachment) attachment =
        moot_client_upload (connection, picture->path, picture->description, cancellable, error);

      if (attachment == NULL)
        return NULL;
      moot_request_add (request, "media_ids[]", attachment->id);
    }
  reply = moot_connection_call (connection, request, cancellable, error);
  return reply != NULL ? moot_reply_take_entity (reply) : NULL;
}
