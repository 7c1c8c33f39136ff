/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Proposals with gaps, as the server has them: in the reader's language where this version knows
 * them, else as the server says it.
 * Spec: co-op API, templates.
 * Thread: main. */
#include "moot-proposal-templates.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-json.h"

#define TEMPLATES_MAX 40 /* more nobody chooses among */

/* TRANSLATORS: words in braces, as in {domain}, are replaced by what a member fills in and must
 * stay as they are. */
static const struct
{
  const char *id;
  const char *name;
  const char *title;
  const char *body;
} known[] = {
  { "domain_block", N_ ("Limit or block a server"), N_ ("Limit {domain}"),
    N_ ("What happened, and why it cannot be solved otherwise:") },
  { "role_grant", N_ ("Give an office to somebody"), N_ ("{member_id} becomes {role}"),
    N_ ("Why this member, and what the office is to do:") },
  { "budget_line", N_ ("Set a line of the budget"), N_ ("Budget {year}: {account}"),
    N_ ("What it is for, and where the money comes from:") },
  { "bylaws", N_ ("Change the bylaws"), N_ ("Change of the bylaws"),
    N_ ("What is to change, and why:") },
  { "admission", N_ ("Admit somebody as a member"), N_ ("Admit {name}"),
    N_ ("Who they are, and who knows them:") },
};

static void
template_free (gpointer data)
{
  MootProposalTemplate *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->class);
  g_free (self->effect);
  g_free (self->title);
  g_free (self->body);
  g_free (self);
}

static char *
dup_member (JsonObject *object,
            const char *name,
            const char *known_text)
{
  const char *text = moot_json_get_string (object, name);

  return g_strdup (known_text != NULL ? known_text : text != NULL ? text
                                                                  : "");
}

static MootProposalTemplate *
read_template (JsonObject *object)
{
  MootProposalTemplate *self;
  const char *id = moot_json_get_string (object, "id");
  int row = -1;

  if (id == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].id, id))
      row = (int) i;
  self = g_new0 (MootProposalTemplate, 1);
  self->id = g_strdup (id);
  self->class = g_strdup (moot_json_get_string (object, "class"));
  self->effect = g_strdup (moot_json_get_string (object, "effect"));
  self->name = dup_member (object, "name", row >= 0 ? _ (known[row].name) : NULL);
  self->title = dup_member (object, "title", row >= 0 ? _ (known[row].title) : NULL);
  self->body = dup_member (object, "body", row >= 0 ? _ (known[row].body) : NULL);
  return self;
}

/**
 * moot_proposal_templates_read:
 * @node: (nullable): what the server answered
 *
 * Returns: (transfer full) (element-type MootProposalTemplate): those that made sense
 */
GPtrArray *
moot_proposal_templates_read (JsonNode *node)
{
  GPtrArray *templates = g_ptr_array_new_with_free_func (template_free);
  JsonArray *array =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  const guint n = array != NULL ? MIN (json_array_get_length (array), TEMPLATES_MAX) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      MootProposalTemplate *one =
        JSON_NODE_HOLDS_OBJECT (element) ? read_template (json_node_get_object (element)) : NULL;

      if (one != NULL)
        g_ptr_array_add (templates, one);
    }
  return templates;
}
