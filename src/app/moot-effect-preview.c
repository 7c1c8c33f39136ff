/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What will happen when a proposal is adopted, in sentences: before it is proposed, and on its
 * page.
 * Thread: main. */
#include "moot-effect-preview.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-empty.h"
#include "moot-marked-label.h"

static void
add (GtkBox     *box,
     const char *icon_name,
     const char *text)
{
  gtk_box_append (box, moot_marked_label_new (icon_name, text));
}

static char *
dup_when (int days)
{
  if (days == 0)
    return g_strdup (_("As soon as it is adopted, the server does this by itself:"));
  return g_strdup_printf (ngettext ("When it is adopted and the %d day for a challenge is over, "
                                    "the server does this by itself:",
                                    "When it is adopted and the %d days for a challenge are over, "
                                    "the server does this by itself:",
                                    (gulong) days),
                          days);
}

/**
 * moot_effect_preview_write:
 * @box: gets the lines, in place of those it has
 * @sentences: what would happen
 * @challenge_days: how long it can be challenged first
 */
void
moot_effect_preview_write (GtkBox            *box,
                           const char *const *sentences,
                           int                challenge_days)
{
  g_autofree char *when = dup_when (challenge_days);

  moot_empty_box (box);
  add (box, "alarm-symbolic", when);
  for (guint i = 0; sentences[i] != NULL; i++)
    {
      GtkWidget *line = moot_marked_label_new (NULL, sentences[i]);

      moot_marked_label_set_mark (MOOT_MARKED_LABEL (line), "•");
      gtk_box_append (box, line);
    }
}

/**
 * moot_effect_preview_fill:
 * @box: gets the lines, in place of those it has
 * @effects: (nullable): %NULL for a question that can have none
 * @class: (nullable): of decisions
 */
void
moot_effect_preview_fill (GtkBox                  *box,
                          MootEffectList          *effects,
                          const MootDecisionClass *class)
{
  g_auto (GStrv) sentences = NULL;

  if (effects != NULL && moot_effect_list_count (effects) > 0)
    {
      sentences = moot_effect_list_dup_sentences (effects);
      moot_effect_preview_write (box, (const char *const *) sentences,
                                 class != NULL ? class->challenge_days : 0);
      return;
    }
  moot_empty_box (box);
  add (box, "dialog-information-symbolic",
       effects != NULL ? _("It is recorded as decided. Nothing else happens by itself: the members "
                            "carry it out.")
                       : _("The result is counted and recorded. Nothing else happens by itself."));
}

static void
add_sentence (GStrvBuilder            *sentences,
              JsonNode                *node,
              const MootEffectSetting *setting)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *type = object != NULL ? moot_json_get_string (object, "type") : NULL;
  const MootEffectSort *sort = moot_effect_sort_find (type);
  JsonObject *params = object != NULL ? moot_json_get_object (object, "params") : NULL;
  g_autoptr (GHashTable) values = NULL;
  g_autofree char *sentence = NULL;

  if (type == NULL)
    return;
  if (sort == NULL || params == NULL)
    {
      /* Translators: %s is a word of the server for something this version does not know. */
      sentence = g_strdup_printf (_("Something this version does not know: %s"), type);
      g_strv_builder_add (sentences, sentence);
      return;
    }
  values = moot_effect_sort_read (sort, params, setting);
  sentence = moot_effect_sort_dup_sentence (sort, values, setting);
  g_strv_builder_add (sentences, sentence);
}

/**
 * moot_effect_preview_show:
 * @box: gets the lines, in place of those it has
 * @effect: (nullable): JSON, as a proposal has it
 * @setting: what it can be about
 * @challenge_days: how long it can be challenged first
 *
 * Returns: how many effects there are
 */
guint
moot_effect_preview_show (GtkBox            *box,
                          const char        *effect,
                          MootEffectSetting *setting,
                          int                challenge_days)
{
  g_autoptr (JsonNode) node = effect != NULL ? moot_json_parse (effect, -1, NULL) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) sentences = NULL;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      add_sentence (builder, json_array_get_element (json_node_get_array (node), i), setting);
  else if (node != NULL)
    add_sentence (builder, node, setting);
  sentences = g_strv_builder_end (builder);
  if (sentences[0] != NULL)
    moot_effect_preview_write (box, (const char *const *) sentences, challenge_days);
  else
    moot_empty_box (box);
  return g_strv_length (sentences);
}
