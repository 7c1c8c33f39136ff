/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Polls of a Loomio server as proposals of the co-op API: what is asked, the votes and what came of
 * it.  Options go by their icon: their names are in the language of whoever wrote them.
 * Thread: any. */
#include "moot-loomio-private.h"

#include "moot-clock.h"
#include "moot-html.h"

#include <string.h>

/* clang-format off */
static const struct
{
  const char *poll_type;
  const char *kind;
} poll_types[] = {
  { "proposal", "proposal" },
  { "check", "check" },
  { "count", "count" },
  { "question", "question" },
  { "poll", "choose" },
  { "score", "score" },
  { "dot_vote", "dot" },
  { "ranked_choice", "rank" },
  { "meeting", "time" },
  { "stv", "stv" },
};

/* The four that verdicts know, and what means the same. */
static const struct
{
  const char *icon;
  const char *key;
} icons[] = {
  { "agree", "agree" },
  { "consent", "agree" },
  { "abstain", "abstain" },
  { "disagree", "disagree" },
  { "block", "block" },
  { "veto", "block" },
};
/* clang-format on */

static const char *
find_key (JsonObject *option)
{
  const char *icon = moot_json_get_string (option, "icon");

  for (guint i = 0; icon != NULL && i < G_N_ELEMENTS (icons); i++)
    if (g_str_equal (icons[i].icon, icon))
      return icons[i].key;
  return NULL;
}

static int
compare_options (gconstpointer a,
                 gconstpointer b)
{
  const gint64 left = moot_json_get_int (*(JsonObject *const *) a, "priority");
  const gint64 right = moot_json_get_int (*(JsonObject *const *) b, "priority");

  return left < right ? -1 : left > right;
}

static GPtrArray *
list_options (JsonObject *root,
              gint64      poll_id)
{
  GPtrArray *options = g_ptr_array_new ();
  JsonArray *all = moot_json_get_array (root, "poll_options");

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      JsonNode *node = json_array_get_element (all, i);

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          moot_json_get_int (json_node_get_object (node), "poll_id") == poll_id)
        g_ptr_array_add (options, json_node_get_object (node));
    }
  g_ptr_array_sort (options, compare_options);
  return options;
}

/* A proposal with answers of its own is a choice between them. */
static const char *
find_proposal_kind (JsonObject *root,
                    JsonObject *poll)
{
  g_autoptr (GPtrArray) options = list_options (root, moot_json_get_int (poll, "id"));
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < options->len; i++)
    {
      const char *key = find_key (g_ptr_array_index (options, i));

      if (key == NULL || !g_hash_table_add (keys, (gpointer) key))
        return "choose";
    }
  return "proposal";
}

/** moot_loomio_find_kind: (transfer none): what the co-op API calls a poll of this type */
const char *
moot_loomio_find_kind (JsonObject *root,
                       JsonObject *poll)
{
  const char *type = moot_json_get_string (poll, "poll_type");

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (poll_types); i++)
    if (g_str_equal (poll_types[i].poll_type, type))
      {
        if (g_str_equal (type, "poll") && moot_json_get_int (poll, "maximum_stance_choices") > 1)
          return "approval";
        return g_str_equal (type, "proposal") ? find_proposal_kind (root, poll)
                                              : poll_types[i].kind;
      }
  return "choose";
}

static const char *
find_state (JsonObject *poll)
{
  if (moot_json_get_string (poll, "discarded_at") != NULL)
    return "withdrawn";
  if (moot_json_get_string (poll, "closed_at") != NULL)
    return moot_json_get_int (poll, "current_outcome_id") != 0 ? "decided" : "closed";
  if (moot_json_get_string (poll, "opened_at") != NULL)
    return "open";
  return moot_json_get_string (poll, "opening_at") != NULL ? "scheduled" : "draft";
}

static void
put_options (MootJsonWriter *json,
             JsonObject     *root,
             gint64          poll_id)
{
  g_autoptr (GPtrArray) options = list_options (root, poll_id);

  moot_json_name (json, "options");
  moot_json_begin_array (json);
  for (guint i = 0; i < options->len; i++)
    {
      JsonObject *option = g_ptr_array_index (options, i);
      const char *name = moot_json_get_string (option, "name");

      moot_json_begin_object (json);
      moot_json_put_id (json, "id", moot_json_get_int (option, "id"));
      if (find_key (option) != NULL)
        moot_json_put_string (json, "key", find_key (option));
      moot_json_put_string (json, "title", name != NULL ? name : "");
      if (moot_json_get_string (option, "meaning") != NULL)
        moot_json_put_string (json, "meaning", moot_json_get_string (option, "meaning"));
      moot_json_put_int (json, "position", i);
      moot_json_end_object (json);
    }
  moot_json_end_array (json);
}

/** moot_loomio_is_cast: a vote is there from the invitation on; it counts once it is cast */
gboolean
moot_loomio_is_cast (JsonObject *stance)
{
  return stance != NULL && moot_json_get_string (stance, "cast_at") != NULL &&
         moot_json_get_string (stance, "revoked_at") == NULL;
}

static void
put_mine (MootJsonWriter *json,
          JsonObject     *root,
          JsonObject     *poll)
{
  const gint64 id = moot_json_get_int (poll, "my_stance_id");
  JsonObject *stance = moot_loomio_find (root, "stances", id);
  const char *reason = moot_json_get_string (poll, "stance_reason_required");

  moot_json_name (json, "my");
  moot_json_begin_object (json);
  moot_json_put_boolean (json, "eligible", id != 0);
  moot_json_put_boolean (json, "voted", moot_loomio_is_cast (stance));
  if (id != 0)
    moot_json_put_id (json, "ballot_id", id);
  moot_json_put_boolean (json, "reason_required", g_strcmp0 (reason, "required") == 0);
  moot_json_end_object (json);
}

static void
put_limits (MootJsonWriter *json,
            JsonObject     *poll)
{
  static const struct
  {
    const char *name;
    const char *member;
  } limits[] = {
    { "min_choices", "minimum_stance_choices" },
    { "max_choices", "maximum_stance_choices" },
    { "min_score", "min_score" },
    { "max_score", "max_score" },
    { "dots", "dots_per_person" },
    { "seats", "stv_seats" },
    { "target", "agree_target" },
    { "duration_minutes", "meeting_duration" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (moot_json_get_int (poll, limits[i].member) != 0)
      moot_json_put_int (json, limits[i].name, moot_json_get_int (poll, limits[i].member));
  moot_json_put_boolean (json, "none_of_the_above",
                         moot_json_get_boolean (poll, "show_none_of_the_above"));
}

static void
put_times (MootJsonWriter *json,
           JsonObject     *poll)
{
  static const struct
  {
    const char *name;
    const char *members[2];
  } times[] = {
    { "opens_at", { "opened_at", "opening_at" } },
    { "closes_at", { "closing_at", NULL } },
    { "closed_at", { "closed_at", NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      const char *text = moot_json_get_string (poll, times[i].members[0]);

      if (text == NULL && times[i].members[1] != NULL)
        text = moot_json_get_string (poll, times[i].members[1]);
      if (text != NULL)
        moot_json_put_string (json, times[i].name, text);
    }
}

/* What stands alone has a talk of its own. */
static void
put_discussion (MootJsonWriter *json,
                JsonObject     *root,
                JsonObject     *poll)
{
  JsonObject *topic = moot_loomio_find (root, "topics", moot_json_get_int (poll, "topic_id"));
  gint64 id = moot_json_get_int (poll, "discussion_id");
  g_autofree char *own = NULL;

  if (id == 0 && g_strcmp0 (moot_json_get_string (topic, "topicable_type"), "Discussion") == 0)
    id = moot_json_get_int (topic, "topicable_id");
  own = id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id)
                : g_strdup_printf ("poll-%" G_GINT64_FORMAT, moot_json_get_int (poll, "id"));
  moot_json_put_string (json, "discussion_id", own);
}

static void
put_texts (MootJsonWriter *json,
           JsonObject     *poll,
           const char     *server)
{
  const char *title = moot_json_get_string (poll, "title");
  const char *key = moot_json_get_string (poll, "key");
  g_autofree char *escaped = key != NULL ? g_uri_escape_string (key, NULL, FALSE) : NULL;
  g_autofree char *uri = g_strdup_printf ("%s/p/%s", server, escaped != NULL ? escaped : "");
  g_autofree char *html = moot_loomio_dup_html (moot_json_get_string (poll, "details"),
                                                moot_json_get_string (poll, "details_format"),
                                                server);

  if (key != NULL)
    moot_json_put_string (json, "uri", uri);
  moot_json_put_string (json, "title", title != NULL ? title : "");
  moot_json_put_string (json, "body", html);
}

/** moot_loomio_write_poll: the rules it is judged by stay on Loomio; here are its numbers */
void
moot_loomio_write_poll (MootLoomio     *self,
                        JsonObject     *root,
                        JsonObject     *poll,
                        MootJsonWriter *json)
{
  const gint64 id = moot_json_get_int (poll, "id");
  const gint64 outcome = moot_json_get_int (poll, "current_outcome_id");

  moot_json_begin_object (json);
  moot_json_put_id (json, "id", id);
  put_texts (json, poll, moot_loomio_get_link (self)->server);
  put_discussion (json, root, poll);
  moot_json_put_string (json, "kind", moot_loomio_find_kind (root, poll));
  moot_json_put_int (json, "version", MAX (1, moot_json_get_int (poll, "versions_count")));
  if (moot_json_get_int (poll, "author_id") != 0)
    moot_json_put_id (json, "author_id", moot_json_get_int (poll, "author_id"));
  moot_json_put_string (json, "state", find_state (poll));
  put_options (json, root, id);
  moot_json_put_boolean (json, "anonymous", moot_json_get_boolean (poll, "anonymous"));
  moot_json_put_int (json, "eligible_count", moot_json_get_int (poll, "voters_count"));
  moot_json_put_int (json, "cast_count", moot_json_get_int (poll, "decided_voters_count"));
  put_times (json, poll);
  put_mine (json, root, poll);
  put_limits (json, poll);
  if (outcome != 0)
    moot_json_put_id (json, "outcome_id", outcome);
  moot_json_end_object (json);
}

/** moot_loomio_write_stance: a vote that was cast */
void
moot_loomio_write_stance (JsonObject     *stance,
                          const char     *server,
                          MootJsonWriter *json)
{
  JsonObject *scores = moot_json_get_object (stance, "option_scores");
  g_autoptr (GList) names = scores != NULL ? json_object_get_members (scores) : NULL;
  g_autofree char *html = moot_loomio_dup_html (moot_json_get_string (stance, "reason"),
                                                moot_json_get_string (stance, "reason_format"),
                                                server);
  g_autofree char *reason = moot_html_to_text (html);

  moot_json_begin_object (json);
  moot_json_put_id (json, "id", moot_json_get_int (stance, "id"));
  moot_json_put_id (json, "proposal_id", moot_json_get_int (stance, "poll_id"));
  moot_json_put_id (json, "member_id", moot_json_get_int (stance, "participant_id"));
  moot_json_name (json, "choices");
  moot_json_begin_array (json);
  for (GList *l = names; l != NULL; l = l->next)
    {
      moot_json_begin_object (json);
      moot_json_put_string (json, "option_id", l->data);
      moot_json_put_int (json, "value", moot_json_get_int (scores, l->data));
      moot_json_end_object (json);
    }
  moot_json_end_array (json);
  moot_json_put_string (json, "reason", reason);
  moot_json_put_string (json, "cast_at", moot_json_get_string (stance, "cast_at"));
  moot_json_put_boolean (json, "latest", TRUE);
  moot_json_put_string (json, "via", "loomio");
  moot_json_end_object (json);
}

/** moot_loomio_write_outcome: what people made of the numbers */
void
moot_loomio_write_outcome (JsonObject     *root,
                           JsonObject     *outcome,
                           MootJsonWriter *json)
{
  const gint64 poll_id = moot_json_get_int (outcome, "poll_id");
  const char *title =
    moot_json_get_string (moot_loomio_find (root, "polls", poll_id), "title");
  const char *created = moot_json_get_string (outcome, "created_at");
  const char *review = moot_json_get_string (outcome, "review_on");
  g_autofree char *day = created != NULL ? g_strndup (created, 10) : NULL;
  g_autofree char *html =
    moot_loomio_dup_html (moot_json_get_string (outcome, "statement"),
                          moot_json_get_string (outcome, "statement_format"), NULL);
  g_autofree char *text = moot_html_to_text (html);

  moot_json_begin_object (json);
  moot_json_put_id (json, "id", moot_json_get_int (outcome, "id"));
  moot_json_put_id (json, "proposal_id", poll_id);
  moot_json_put_string (json, "title", title != NULL ? title : "");
  moot_json_put_string (json, "statement", text);
  if (day != NULL)
    moot_json_put_string (json, "decided_on", day);
  if (review != NULL)
    moot_json_put_string (json, "review_on", review);
  moot_json_put_id (json, "author_id", moot_json_get_int (outcome, "author_id"));
  moot_json_end_object (json);
}
