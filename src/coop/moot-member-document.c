/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What was said about one membership: the application and the answers to it, a suspension, an
 * appeal.  It is JSON in the row of the member: erasing that one column leaves nothing of it.
 * Thread: any. */
#include "moot-member-document.h"

#include "moot-clock.h"
#include "moot-json.h"

/** moot_member_document_read: (transfer full): what is there; empty when nothing was said */
JsonObject *
moot_member_document_read (const MootMemberRecord *member)
{
  g_autoptr (JsonNode) node =
    member->application != NULL ? moot_json_parse (member->application, -1, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node)
                                                       : json_object_new ();
}

/** moot_member_document_write: puts @document into the record, which is not saved by that */
void
moot_member_document_write (MootMemberRecord *member,
                            JsonObject       *document)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, document);
  g_free (member->application);
  member->application = moot_json_node_to_text (node);
}

/** moot_member_document_get_list: (transfer none): a list of @document, made when it is not there
 */
JsonArray *
moot_member_document_get_list (JsonObject *document,
                               const char *name)
{
  if (moot_json_get_array (document, name) == NULL)
    json_object_set_array_member (document, name, json_array_new ());
  return moot_json_get_array (document, name);
}

/** moot_member_document_set_id: an id, as the API writes them */
void
moot_member_document_set_id (JsonObject *object,
                             const char *name,
                             gint64      id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  json_object_set_string_member (object, name, text);
}

/** moot_member_document_set_time: a time, as the API writes them */
void
moot_member_document_set_time (JsonObject *object,
                               const char *name,
                               gint64      time)
{
  g_autofree char *text = moot_time_format_iso (time);

  json_object_set_string_member (object, name, text);
}

/** moot_member_document_add_deed: who did something now, with @text as @what unless that is %NULL
 */
void
moot_member_document_add_deed (const MootCoopContext *context,
                               JsonArray             *list,
                               gint64                 actor_id,
                               const char            *what,
                               const char            *text)
{
  JsonObject *deed = json_object_new ();

  moot_member_document_set_id (deed, "by", actor_id);
  moot_member_document_set_time (deed, "at", context->now);
  if (what != NULL)
    json_object_set_string_member (deed, what, text);
  json_array_add_object_element (list, deed);
}
