/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The part of a post's menu in which its author chooses who may quote it.
 * Spec: Mastodon client API, quote_approval and quote_approval_policy.
 * Thread: main. */
#include "config.h"

#include "moot-quote-policy-menu.h"

#include "moot-json.h"

#include <glib/gi18n.h>

#define ID "moot-status-id"

static const struct
{
  const char *policy;
  const char *label;
} policies[] = {
  /* Translators: who can quote a post */
  { "public", N_ ("_Anyone") },
  /* Translators: who can quote a post */
  { "followers", N_ ("_Followers") },
  /* Translators: who can quote a post */
  { "nobody", N_ ("_Nobody") },
};

static JsonNode *
read_approval (MootStatus *status)
{
  g_autoptr (JsonNode) node =
    status->quote_approval != NULL ? moot_json_parse (status->quote_approval, -1, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

/** moot_quote_policy_is_known: whether the server says who may quote @status */
gboolean
moot_quote_policy_is_known (MootStatus *status)
{
  g_autoptr (JsonNode) approval = read_approval (status);

  return approval != NULL;
}

static const char *
find_policy (MootStatus *status)
{
  g_autoptr (JsonNode) approval = read_approval (status);
  JsonNode *automatic =
    approval != NULL ? json_object_get_member (json_node_get_object (approval), "automatic") : NULL;
  JsonArray *who =
    automatic != NULL && JSON_NODE_HOLDS_ARRAY (automatic) ? json_node_get_array (automatic) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    for (guint k = 0; who != NULL && k < json_array_get_length (who); k++)
      if (json_node_get_value_type (json_array_get_element (who, k)) == G_TYPE_STRING &&
          g_str_equal (json_array_get_string_element (who, k), policies[i].policy))
        return policies[i].policy;
  return "nobody";
}

/** moot_quote_policy_menu_new: (transfer full): the choices, for a popover that is attached later
 */
GMenuModel *
moot_quote_policy_menu_new (void)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (policies[i].label), NULL);

      g_menu_item_set_action_and_target (item, "policy.choose", "s", policies[i].policy);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static void
chosen_cb (GtkWidget     *row,
           GVariant      *parameter,
           GSimpleAction *action)
{
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (action));

  if (!g_variant_equal (state, parameter))
    gtk_widget_activate_action (row, "status.quote-policy", "(ss)",
                                g_object_get_data (G_OBJECT (action), ID),
                                g_variant_get_string (parameter, NULL));
}

/**
 * moot_quote_policy_menu_attach:
 * @popover: shows the menu
 * @row: asks the page
 * @status: whose policy it is
 *
 * Marks what holds now and does what is chosen.
 */
void
moot_quote_policy_menu_attach (GtkWidget  *popover,
                               GtkWidget  *row,
                               MootStatus *status)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action =
    g_simple_action_new_stateful ("choose", G_VARIANT_TYPE_STRING,
                                  g_variant_new_string (find_policy (status)));

  g_object_set_data_full (G_OBJECT (action), ID, g_strdup (status->id), g_free);
  g_signal_connect_object (action, "activate", G_CALLBACK (chosen_cb), row, G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (popover, "policy", G_ACTION_GROUP (group));
}
