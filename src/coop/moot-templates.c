/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Templates for common decisions: what is to be filled in, and what the bylaws in force say about
 * such a decision.  A template is a proposal with gaps: whoever fills them in gets one whose effect
 * the node carries out. Spec: co-op API, Proposal. Thread: the connection's. */
#include "moot-templates.h"

#include "moot-bylaws-change.h"
#include "moot-bylaws-json.h"
#include "moot-effects.h"
#include "moot-json.h"

#define FIELDS_MAX 4

/* @type: `text`, `domain`, `member`, `role`, `account`, `year`, `amount`, `date`, `choice`,
 * `bylaws`. */
typedef struct
{
  const char *name;
  const char *type;
  const char *label;
  const char *choices; /* of a choice, separated by blanks */
  gboolean required;
} Field;

/* clang-format off */
static const struct
{
  const char *id;
  const char *name;
  const char *class; /* the first that the bylaws know: of the effect, this, or any */
  const char *effect;
  const char *title; /* {name} stands for what is filled in */
  const char *body;
  Field fields[FIELDS_MAX];
} templates[] = {
  { "domain_block", "Limit or block a server", "ordinary", "domain_block", "Limit {domain}",
    "What happened, and why it cannot be solved otherwise:",
    { { "domain", "domain", "Server", NULL, TRUE },
      { "severity", "choice", "How far", "silence suspend", TRUE },
      { "public_comment", "text", "Reason that everybody may read", NULL, FALSE },
      { "review_on", "date", "Looked at again on", NULL, FALSE } } },
  { "role_grant", "Give an office to somebody", "ordinary", "role_grant",
    "{member_id} becomes {role}", "Why this member, and what the office is to do:",
    { { "member_id", "member", "Member", NULL, TRUE },
      { "role", "role", "Office", NULL, TRUE },
      { "from", "date", "From", NULL, FALSE },
      { "to", "date", "Until", NULL, FALSE } } },
  { "budget_line", "Set a line of the budget", "spending", "budget_line",
    "Budget {year}: {account}", "What it is for, and where the money comes from:",
    { { "year", "year", "Year", NULL, TRUE },
      { "account", "text", "Account", NULL, TRUE },
      { "amount_minor", "amount", "Amount", NULL, TRUE } } },
  { "bylaws", "Change the bylaws", "bylaw", "bylaws", "Change of the bylaws",
    "What is to change, and why:",
    { { "patch", "bylaws", "What changes", NULL, TRUE } } },
  { "admission", "Admit somebody as a member", "ordinary", "task", "Admit {name}",
    "Who they are, and who knows them:",
    { { "name", "text", "Name", NULL, TRUE },
      { "title", "text", "What is to be done then", NULL, TRUE },
      { "owner_id", "member", "Who does it", NULL, FALSE },
      { "due_on", "date", "Until", NULL, FALSE } } },
};
/* clang-format on */

static const MootDecisionClass *
find_class (const MootBylaws *bylaws,
            const char       *effect,
            const char       *wanted)
{
  const char *bound = moot_effect_kind_find (effect)->class;
  const MootDecisionClass *class = bound != NULL ? moot_bylaws_find_class (bylaws, bound) : NULL;

  if (class == NULL)
    class = moot_bylaws_find_class (bylaws, wanted);
  return class != NULL || bylaws->n_classes == 0 ? class : &bylaws->classes[0];
}

static void
write_fields (const Field    *fields,
              MootJsonWriter *json)
{
  moot_json_name (json, "fields");
  moot_json_begin_array (json);
  for (guint i = 0; i < FIELDS_MAX && fields[i].name != NULL; i++)
    {
      moot_json_begin_object (json);
      moot_json_put_string (json, "name", fields[i].name);
      moot_json_put_string (json, "type", fields[i].type);
      moot_json_put_string (json, "label", fields[i].label);
      moot_json_put_boolean (json, "required", fields[i].required);
      if (fields[i].choices != NULL)
        {
          g_auto (GStrv) words = g_strsplit (fields[i].choices, " ", -1);

          moot_json_name (json, "choices");
          moot_json_begin_array (json);
          for (guint k = 0; words[k] != NULL; k++)
            moot_json_add_string (json, words[k]);
          moot_json_end_array (json);
        }
      moot_json_end_object (json);
    }
  moot_json_end_array (json);
}

static void
write_class (const MootDecisionClass *class,
             MootJsonWriter          *json)
{
  moot_json_put_string (json, "class", class->id);
  moot_json_put_int (json, "min_discussion_days", class->min_discussion_days);
  moot_json_put_int (json, "min_voting_days", class->min_voting_days);
  moot_json_put_int (json, "challenge_days", class->challenge_days);
  moot_json_name (json, "rule");
  moot_decision_rule_write (class, json);
}

/**
 * moot_templates_write:
 * @context: a context
 * @viewer: a member
 * @error: return location
 *
 * `GET /templates`.  Shape: `[{"id":"domain_block","name":"Limit or block a
 * server","kind":"proposal",
 * "class":"ordinary","min_discussion_days":4,"min_voting_days":7,"challenge_days":7,"rule":{…},
 * "title":"Limit {domain}","body":"What happened,
 * …","effect":"domain_block","fields":[{"name":"domain",
 * "type":"domain","label":"Server","required":true},{"name":"severity","type":"choice",…,
 * "choices":["silence","suspend"]}]}]`.
 *
 * A client puts what is filled in for `{name}` into the title, and all fields into the `params` of
 * the effect: `POST /proposals
 * {"class":…,"kind":…,"title":…,"body":…,"effect":{"type":"domain_block",
 * "params":{"domain":"bad.example","severity":"suspend"}}}`.
 *
 * Returns: (transfer full): JSON
 */
char *
moot_templates_write (const MootCoopContext  *context,
                      const MootActor        *viewer,
                      GError                **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (MootBylaws) bylaws = NULL;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  bylaws = moot_bylaws_load_in_force (context->db, NULL, error);
  if (bylaws == NULL)
    return NULL;
  moot_json_begin_array (&json);
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    {
      const MootDecisionClass *class =
        find_class (bylaws, templates[i].effect, templates[i].class);

      if (class == NULL)
        continue;
      moot_json_begin_object (&json);
      moot_json_put_string (&json, "id", templates[i].id);
      moot_json_put_string (&json, "name", templates[i].name);
      moot_json_put_string (&json, "kind", "proposal");
      write_class (class, &json);
      moot_json_put_string (&json, "title", templates[i].title);
      moot_json_put_string (&json, "body", templates[i].body);
      moot_json_put_string (&json, "effect", templates[i].effect);
      write_fields (templates[i].fields, &json);
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}
