/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What pages ask of a co-op, asked of a Loomio group.  Each call of the co-op API that a page of
 * the moot uses has a row here; the others, such as voting, have no way there and are refused.
 * Thread: workers.
 * Spec: Loomio's API b2; co-op API. */
#include "moot-loomio-private.h"

#include <string.h>

#define API "/api/b2/"
#define PAGES_MAX 40      /* of the members: 2,000 */
#define LIST_MAX 200      /* of a list at once */
#define SKIP_MAX 100000   /* of a list that is read on */
#define POLL_TALK "poll-" /* begins the id of what is said about a poll that stands alone */

typedef gboolean (*Answer) (MootLoomioCall  *call,
                            MootJsonWriter  *json,
                            GError         **error);

/* Lists -------------------------------------------------------------------------------------- */

typedef struct
{
  guint limit;
  guint skip;
} Part;

/* The cursor of the co-op API is opaque; here it is a number of things to leave out. */
static void
read_part (const char *name,
           const char *value,
           gpointer    data)
{
  Part *part = data;

  if (g_str_equal (name, "limit"))
    part->limit = (guint) CLAMP (g_ascii_strtoll (value, NULL, 10), 1, LIST_MAX);
  else if (g_str_equal (name, "max_id"))
    part->skip = (guint) CLAMP (g_ascii_strtoll (value, NULL, 10), 0, SKIP_MAX);
}

/**
 * moot_loomio_answer_list:
 * @call: a question about the group
 * @table: what is listed
 * @status: which of them
 * @write: how one becomes an entity
 * @json: gets the list
 * @error: return location
 *
 * Asks for as many at once as its documentation has it, until there are as many as a page wants;
 * where there are more, the answer says so.
 *
 * Returns: whether it was answered
 */
gboolean
moot_loomio_answer_list (MootLoomioCall   *call,
                         const char       *table,
                         const char       *status,
                         MootLoomioWrite   write,
                         MootJsonWriter   *json,
                         GError          **error)
{
  Part part = { MOOT_LOOMIO_AT_ONCE, 0 };

  moot_request_foreach (call->request, read_part, &part);
  call->next = part.skip;
  moot_json_begin_array (json);
  for (guint n_left = part.limit; n_left > 0 && (n_left == part.limit || call->next > 0);)
    {
      const guint wanted = MIN (n_left, MOOT_LOOMIO_AT_ONCE);
      g_autoptr (JsonNode) node = moot_loomio_ask (
        call, error, API "%s?group_id=%s&status=%s&limit=%u&offset=%u", table,
        moot_loomio_get_group_id (call), status, wanted, call->next);
      JsonObject *root = node != NULL ? json_node_get_object (node) : NULL;
      JsonArray *all = moot_json_get_array (root, table);
      const guint n = all != NULL ? json_array_get_length (all) : 0;

      if (node == NULL)
        return FALSE;
      for (guint i = 0; i < n; i++)
        if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (all, i)))
          write (call->loomio, root, json_array_get_object_element (all, i), json);
      n_left -= MIN (n, n_left);
      call->next = n < wanted ? 0 : call->next + n;
    }
  moot_json_end_array (json);
  return TRUE;
}

/* The group -------------------------------------------------------------------------------- */

static gboolean
answer_group (MootLoomioCall  *call,
              MootJsonWriter  *json,
              GError         **error)
{
  g_autoptr (JsonNode) node =
    moot_loomio_ask (call, error, API "groups/%s", moot_loomio_get_group_id (call));
  JsonObject *group;

  if (node == NULL)
    return FALSE;
  group = moot_loomio_first (json_node_get_object (node), "groups");
  if (group == NULL)
    return moot_loomio_miss (error);
  moot_loomio_write_group (moot_loomio_get_link (call->loomio), group, json);
  return TRUE;
}

/* Members are read whole: pages need their names. */
static gboolean
answer_members (MootLoomioCall  *call,
                MootJsonWriter  *json,
                GError         **error)
{
  moot_json_begin_array (json);
  for (guint page = 0; page < PAGES_MAX; page++)
    {
      g_autoptr (JsonNode) node = moot_loomio_ask (
        call, error, API "memberships?group_id=%s&limit=%d&offset=%u",
        moot_loomio_get_group_id (call), MOOT_LOOMIO_AT_ONCE, page * MOOT_LOOMIO_AT_ONCE);
      JsonObject *root = node != NULL ? json_node_get_object (node) : NULL;
      JsonArray *members = moot_json_get_array (root, "memberships");
      const guint n = members != NULL ? json_array_get_length (members) : 0;

      if (node == NULL)
        return FALSE;
      for (guint i = 0; i < n; i++)
        if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (members, i)))
          moot_loomio_write_member (moot_loomio_get_link (call->loomio), root,
                                    json_array_get_object_element (members, i), json);
      if (n < MOOT_LOOMIO_AT_ONCE)
        break;
    }
  moot_json_end_array (json);
  return TRUE;
}

static gboolean
answer_me (MootLoomioCall  *call,
           MootJsonWriter  *json,
           GError         **error)
{
  MootLoomioLink *link = moot_loomio_get_link (call->loomio);
  g_autoptr (JsonObject) membership = json_object_new ();

  if (link->user_id == NULL)
    return moot_loomio_miss (error);
  json_object_set_string_member (membership, "user_id", link->user_id);
  moot_loomio_write_member (link, membership, membership, json);
  return TRUE;
}

/* Discussions -------------------------------------------------------------------------------- */

static void
write_if_there (MootLoomio     *loomio,
                JsonObject     *root,
                JsonObject     *discussion,
                MootJsonWriter *json)
{
  if (moot_json_get_string (discussion, "discarded_at") == NULL)
    moot_loomio_write_discussion (loomio, root, discussion, json);
}

static gboolean
answer_discussions (MootLoomioCall  *call,
                    MootJsonWriter  *json,
                    GError         **error)
{
  return moot_loomio_answer_list (call, "discussions", "all", write_if_there, json, error);
}

/* Either a discussion or a poll that stands alone; both have a topic. */
static JsonNode *
get_talk (MootLoomioCall  *call,
          const char      *id,
          JsonObject     **out_thing,
          GError         **error)
{
  const gboolean is_poll = g_str_has_prefix (id, POLL_TALK);
  const char *number = is_poll ? id + strlen (POLL_TALK) : id;
  const char *table = is_poll ? "polls" : "discussions";
  g_autoptr (JsonNode) node = NULL;

  if (moot_loomio_is_id (number))
    node = moot_loomio_ask (call, error, API "%s/%s", table, number);
  else
    moot_loomio_miss (error);
  if (node == NULL)
    return NULL;
  *out_thing = moot_loomio_first (json_node_get_object (node), table);
  if (*out_thing != NULL)
    return g_steal_pointer (&node);
  moot_loomio_miss (error);
  return NULL;
}

static gboolean
answer_discussion (MootLoomioCall  *call,
                   MootJsonWriter  *json,
                   GError         **error)
{
  JsonObject *thing;
  g_autoptr (JsonNode) node = get_talk (call, call->id, &thing, error);

  if (node == NULL)
    return FALSE;
  if (g_str_has_prefix (call->id, POLL_TALK))
    moot_loomio_write_poll_talk (call->loomio, json_node_get_object (node), thing, json);
  else
    moot_loomio_write_discussion (call->loomio, json_node_get_object (node), thing, json);
  return TRUE;
}

static gboolean
begin_discussion (MootLoomioCall  *call,
                  MootJsonWriter  *json,
                  GError         **error)
{
  return moot_loomio_refuse (error, "discussions are begun on Loomio");
}

/* How far one has read stays here: the API cannot be told. */
static gboolean
read_discussion (MootLoomioCall  *call,
                 MootJsonWriter  *json,
                 GError         **error)
{
  g_autofree char *name = g_strconcat ("loomio-read-", call->id, NULL);
  const char *text = moot_request_get_json (call->request);
  g_autoptr (JsonNode) body = text != NULL ? moot_json_parse (text, -1, NULL) : NULL;
  JsonNode *ranges = body != NULL && JSON_NODE_HOLDS_OBJECT (body)
                       ? json_object_get_member (json_node_get_object (body), "ranges")
                       : NULL;
  g_autofree char *kept = ranges != NULL ? moot_json_node_to_text (ranges) : NULL;

  if (kept != NULL && moot_loomio_get_cache (call->loomio) != NULL)
    moot_cache_put_document (moot_loomio_get_cache (call->loomio),
                             moot_loomio_get_link (call->loomio)->key, name, kept, NULL);
  return answer_discussion (call, json, error);
}

/* Comments ----------------------------------------------------------------------------------- */

static JsonNode *
get_items (MootLoomioCall  *call,
           gint64           topic_id,
           GError         **error)
{
  return moot_loomio_ask (call, error, API "threads/%" G_GINT64_FORMAT "/items", topic_id);
}

static gboolean
answer_comments (MootLoomioCall  *call,
                 MootJsonWriter  *json,
                 GError         **error)
{
  JsonObject *thing;
  g_autoptr (JsonNode) node = get_talk (call, call->id, &thing, error);
  g_autoptr (JsonNode) items =
    node != NULL ? get_items (call, moot_json_get_int (thing, "topic_id"), error) : NULL;

  if (items == NULL)
    return FALSE;
  moot_loomio_write_comments (call->loomio, json_node_get_object (items), call->id, call->request,
                              json);
  return TRUE;
}

/* Whom a new comment answers: a comment, a vote or an outcome, else the discussion or the poll. */
static void
put_answered (MootJsonWriter *json,
              const char     *id,
              gint64          number,
              const char     *parent_id)
{
  static const struct
  {
    const char *prefix;
    const char *type;
  } kinds[] = {
    { "stance-", "Stance" },
    { "outcome-", "Outcome" },
    { POLL_TALK, "Poll" },
  };
  const char *answered = parent_id != NULL ? parent_id : id;
  const char *type = parent_id != NULL ? "Comment" : "Discussion";
  gint64 parent = parent_id != NULL ? g_ascii_strtoll (parent_id, NULL, 10) : number;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (answered, kinds[i].prefix))
      {
        parent = g_ascii_strtoll (answered + strlen (kinds[i].prefix), NULL, 10);
        type = kinds[i].type;
        break;
      }
  moot_json_put_string (json, "parent_type", type);
  moot_json_put_int (json, "parent_id", parent);
}

static JsonNode *
read_request (MootLoomioCall *call)
{
  const char *text = moot_request_get_json (call->request);
  JsonNode *node = text != NULL ? moot_json_parse (text, -1, NULL) : NULL;

  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    g_clear_pointer (&node, json_node_unref);
  return node;
}

static gboolean
write_comment (MootLoomioCall  *call,
               JsonNode        *node,
               const char      *discussion_id,
               MootJsonWriter  *json,
               GError         **error)
{
  JsonObject *root = json_node_get_object (node);
  JsonObject *comment = moot_loomio_first (root, "comments");

  if (comment == NULL)
    return moot_loomio_miss (error);
  moot_loomio_write_comment (call->loomio, root, comment, discussion_id, 0, json);
  return TRUE;
}

static gboolean
create_comment (MootLoomioCall  *call,
                MootJsonWriter  *json,
                GError         **error)
{
  g_autoptr (JsonNode) wanted = read_request (call);
  JsonObject *object = wanted != NULL ? json_node_get_object (wanted) : NULL;
  const char *body = moot_json_get_string (object, "body");
  g_auto (MootJsonWriter) out = MOOT_JSON_WRITER_INIT;
  g_autofree char *text = NULL;
  JsonObject *thing;
  g_autoptr (JsonNode) talk = get_talk (call, call->id, &thing, error);
  g_autoptr (JsonNode) node = NULL;

  if (talk == NULL)
    return FALSE;
  moot_json_begin_object (&out);
  put_answered (&out, call->id, moot_json_get_int (thing, "id"),
                moot_json_get_string (object, "parent_id"));
  if (!g_str_has_prefix (call->id, POLL_TALK))
    moot_json_put_int (&out, "discussion_id", moot_json_get_int (thing, "id"));
  moot_json_put_string (&out, "body", body != NULL ? body : "");
  moot_json_put_string (&out, "body_format", "md");
  moot_json_end_object (&out);
  text = moot_json_writer_steal (&out);
  node = moot_loomio_send (call->loomio, call->connection, "POST", API "comments", text,
                           call->cancellable, error);
  return node != NULL && write_comment (call, node, call->id, json, error);
}

static gboolean
change_comment (MootLoomioCall  *call,
                MootJsonWriter  *json,
                GError         **error)
{
  g_autoptr (JsonNode) wanted = read_request (call);
  const char *body =
    wanted != NULL ? moot_json_get_string (json_node_get_object (wanted), "body") : NULL;
  g_auto (MootJsonWriter) out = MOOT_JSON_WRITER_INIT;
  g_autofree char *target = g_strconcat (API "comments/", call->id, NULL);
  g_autofree char *text = NULL;
  g_autofree char *discussion_id = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (!moot_loomio_is_id (call->id))
    return moot_loomio_refuse (error, "votes and outcomes are changed on Loomio");
  moot_json_begin_object (&out);
  moot_json_put_string (&out, "body", body != NULL ? body : "");
  moot_json_put_string (&out, "body_format", "md");
  moot_json_end_object (&out);
  text = moot_json_writer_steal (&out);
  node = moot_loomio_send (call->loomio, call->connection, "PATCH", target, text,
                           call->cancellable, error);
  if (node == NULL)
    return FALSE;
  discussion_id = g_strdup_printf (
    "%" G_GINT64_FORMAT,
    moot_json_get_int (moot_loomio_first (json_node_get_object (node), "comments"),
                       "discussion_id"));
  return write_comment (call, node, discussion_id, json, error);
}

static gboolean
delete_comment (MootLoomioCall  *call,
                MootJsonWriter  *json,
                GError         **error)
{
  g_autofree char *target = g_strconcat (API "comments/", call->id, NULL);
  g_autoptr (JsonNode) node = NULL;

  if (!moot_loomio_is_id (call->id))
    return moot_loomio_refuse (error, "votes and outcomes are changed on Loomio");
  node = moot_loomio_send (call->loomio, call->connection, "DELETE", target, NULL,
                           call->cancellable, error);
  return node != NULL;
}

static gboolean
answer_none (MootLoomioCall  *call,
             MootJsonWriter  *json,
             GError         **error)
{
  moot_json_begin_array (json);
  moot_json_end_array (json);
  return TRUE;
}

/* clang-format off */
static const struct
{
  MootCall call;
  Answer answer;
} answers[] = {
  { MOOT_CALL_COOP,               answer_group },
  { MOOT_CALL_MEMBERSHIPS,        answer_members },
  { MOOT_CALL_MY_MEMBERSHIP,      answer_me },
  { MOOT_CALL_DISCUSSIONS,        answer_discussions },
  { MOOT_CALL_DISCUSSION,         answer_discussion },
  { MOOT_CALL_CREATE_DISCUSSION,  begin_discussion },
  { MOOT_CALL_READ_DISCUSSION,    read_discussion },
  { MOOT_CALL_COMMENTS,           answer_comments },
  { MOOT_CALL_CREATE_COMMENT,     create_comment },
  { MOOT_CALL_CHANGE_COMMENT,     change_comment },
  { MOOT_CALL_DELETE_COMMENT,     delete_comment },
  { MOOT_CALL_PROPOSALS,          moot_loomio_answer_polls },
  { MOOT_CALL_PROPOSAL,           moot_loomio_answer_poll },
  { MOOT_CALL_TALLY,              moot_loomio_answer_tally },
  { MOOT_CALL_MY_BALLOT,          moot_loomio_answer_my_ballot },
  { MOOT_CALL_OUTCOME,            moot_loomio_answer_outcome },
  { MOOT_CALL_OUTCOMES,           moot_loomio_answer_outcomes },
  { MOOT_CALL_ELECTIONS,          answer_none },
};
/* clang-format on */

static Answer
find_answer (MootCall call)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (answers[i].call == call)
      return answers[i].answer;
  return NULL;
}

static MootReply *
answer (MootConnection  *connection,
        gpointer         data,
        MootRequest     *request,
        GCancellable    *cancellable,
        GError         **error)
{
  const MootCallInfo *info = moot_request_get_info (request);
  const Answer find = find_answer (info->call);
  MootLoomioCall call = {
    data, connection, request, moot_request_get_id (request), cancellable, 0
  };
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *link = NULL;
  g_autoptr (GBytes) body = NULL;

  if (find == NULL)
    {
      moot_loomio_refuse (error, "this is done on Loomio");
      return NULL;
    }
  if (!find (&call, &json, error))
    return NULL;
  body = moot_json_writer_steal_bytes (&json);
  if (call.next > 0)
    link = g_strdup_printf ("<?max_id=%u>; rel=\"next\"", call.next);
  return moot_reply_new (info, 200, body, link, error);
}

static void
free_data (gpointer data)
{
  moot_loomio_free (data);
}

const MootConnectionOther moot_loomio_other = { answer, free_data };

/**
 * moot_loomio_connection_new:
 * @link: a group
 * @api_key: (nullable): of the member; without one nothing is answered until there is one
 * @cache: (nullable): where it is kept how far was read
 *
 * Returns: (transfer full): a connection that answers as a co-op's server would
 */
MootConnection *
moot_loomio_connection_new (MootLoomioLink *link,
                            const char     *api_key,
                            MootCache      *cache)
{
  return moot_connection_new_other (link->server, &moot_loomio_other,
                                    moot_loomio_new (link, api_key, cache));
}

/**
 * moot_loomio_set_api_key:
 * @connection: of a group
 * @api_key: the new one
 *
 * Pages that are open go on with it: nothing that was being written is lost.
 */
void
moot_loomio_set_api_key (MootConnection *connection,
                         const char     *api_key)
{
  MootLoomio *loomio = moot_connection_get_other (connection, &moot_loomio_other);

  g_return_if_fail (loomio != NULL);

  moot_loomio_change_key (loomio, api_key);
}
