/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A count of ranked ballots, stage by stage: who had how much, whose votes went on, who was elected
 * or went out, and how ties were told apart.  Built when somebody opens it.
 * Thread: main. */
#include "moot-stage-list.h"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "moot-ballot-sheet.h"
#include "moot-bar-chart.h"
#include "moot-empty.h"
#include "moot-json.h"
#include "moot-proposal-limits.h"

#define DECIMALS_MAX 9 /* of a vote, in what a server says */

struct _MootStageList
{
  GtkWidget parent_instance;

  GtkWidget *expander;
  GtkBox *stages;

  MootProposal *proposal; /* (nullable) */
  JsonNode *stv;          /* (nullable) */
  gboolean filled;
};

G_DEFINE_FINAL_TYPE (MootStageList, moot_stage_list, GTK_TYPE_WIDGET)

/* Words -------------------------------------------------------------------------------------- */

static char *
dup_name (MootStageList *self,
          const char    *id)
{
  const int option = moot_proposal_limits_find (self->proposal, id);

  return option >= 0 ? moot_ballot_sheet_dup_option (self->proposal, (guint) option)
                     : g_strdup (id != NULL ? id : "");
}

static char *
dup_names (MootStageList *self,
           JsonArray     *ids)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      g_autofree char *name = dup_name (self, json_array_get_string_element (ids, i));

      /* Translators: between the names of options, as in “Red, Blue”. */
      g_string_append_printf (names, "%s%s", i > 0 ? _(", ") : "", name);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* Votes as people read them here: without zeros that say nothing. */
static char *
dup_votes (const char *text)
{
  g_autoptr (GString) votes = g_string_new (text);

  if (strchr (votes->str, '.') == NULL)
    return g_string_free (g_steal_pointer (&votes), FALSE);
  while (votes->str[votes->len - 1] == '0')
    g_string_truncate (votes, votes->len - 1);
  if (votes->str[votes->len - 1] == '.')
    g_string_truncate (votes, votes->len - 1);
  g_string_replace (votes, ".", localeconv ()->decimal_point, 1);
  return g_string_free (g_steal_pointer (&votes), FALSE);
}

/* For the length of a bar only. */
static gint64
read_units (const char *text)
{
  const char *point = strchr (text, '.');
  gint64 units = CLAMP (g_ascii_strtoll (text, NULL, 10), 0, G_MAXINT32);

  for (guint i = 1; i <= DECIMALS_MAX; i++)
    {
      if (point != NULL && *point != '\0')
        point++;
      units = units * 10 + (point != NULL && g_ascii_isdigit (*point) ? *point - '0' : 0);
    }
  return units;
}

static char *
dup_title (MootStageList *self,
           JsonObject    *stage)
{
  const int n = (int) moot_json_get_int (stage, "n");
  const char *action = moot_json_get_string (stage, "action");
  g_autofree char *name = dup_name (self, moot_json_get_string (stage, "candidate"));

  if (g_strcmp0 (action, "surplus") == 0)
    /* Translators: %1$d counts the stages of an election, %2$s is a name. */
    return g_strdup_printf (_("Stage %1$d: What %2$s Has Too Much Goes On"), n, name);
  if (g_strcmp0 (action, "exclude") == 0)
    /* Translators: %1$d counts the stages of an election, %2$s is a name. */
    return g_strdup_printf (_("Stage %1$d: %2$s Is Out"), n, name);
  if (g_strcmp0 (action, "first") == 0)
    return g_strdup_printf (_("Stage %d: First Preferences"), n);
  if (g_strcmp0 (action, "compare") == 0)
    return g_strdup (_("How Many of the Others Each One Beats"));
  return g_strdup_printf (_("Stage %d"), n);
}

static char *
dup_tie (MootStageList *self,
         JsonObject    *tie)
{
  g_autofree char *between = dup_names (self, moot_json_get_array (tie, "between"));
  g_autofree char *picked = dup_name (self, moot_json_get_string (tie, "picked"));
  const int by_stage = (int) moot_json_get_int (tie, "by_stage");

  if (by_stage > 0)
    /* Translators: %1$s are several names, %2$s is the one who is picked, %3$d counts stages. */
    return g_strdup_printf (_("As many votes: %1$s.  Stage %3$d tells them apart: %2$s."), between,
                            picked, by_stage);
  /* Translators: %1$s are several names, %2$s is the one whom the lot picks. */
  return g_strdup_printf (_("As many votes: %1$s.  The lot picks %2$s."), between, picked);
}

/* Stages ------------------------------------------------------------------------------------- */

static void
add_line (MootStageList *self,
          const char    *text)
{
  gtk_box_append (self->stages,
                  g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE,
                                "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL));
}

static void
add_result (MootStageList *self,
            JsonObject    *stage)
{
  JsonArray *elected = moot_json_get_array (stage, "elected");
  JsonObject *tie = moot_json_get_object (stage, "tie");

  if (elected != NULL && json_array_get_length (elected) > 0)
    {
      g_autofree char *names = dup_names (self, elected);
      /* Translators: %s is the name of who is elected, or several. */
      g_autofree char *text = g_strdup_printf (_("Elected: %s"), names);

      add_line (self, text);
    }
  if (tie != NULL)
    {
      g_autofree char *text = dup_tie (self, tie);

      add_line (self, text);
    }
}

static void
note_elected (GHashTable *elected,
              JsonObject *stage)
{
  JsonArray *ids = moot_json_get_array (stage, "elected");

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    if (json_array_get_string_element (ids, i) != NULL)
      g_hash_table_add (elected, (gpointer) json_array_get_string_element (ids, i));
}

static void
add_stage (MootStageList *self,
           JsonObject    *stage,
           GHashTable    *elected)
{
  JsonObject *votes = moot_json_get_object (stage, "votes");
  const char *lost = moot_json_get_string (stage, "non_transferable");
  GtkWidget *chart = moot_bar_chart_new ();
  g_autofree char *title = dup_title (self, stage);

  moot_bar_chart_set_title (MOOT_BAR_CHART (chart), title, _("Option"), _("Votes"));
  note_elected (elected, stage);
  for (guint i = 0; votes != NULL && i < self->proposal->options->len; i++)
    {
      const char *id = MOOT_PROPOSAL_OPTION (g_ptr_array_index (self->proposal->options, i))->id;
      const char *text = moot_json_get_string (votes, id);
      const gint64 units = text != NULL ? read_units (text) : 0;
      g_autofree char *name = dup_name (self, id);
      g_autofree char *value = dup_votes (text != NULL ? text : "0");

      if (units > 0)
        moot_bar_chart_add (MOOT_BAR_CHART (chart), name, units, value,
                            g_hash_table_contains (elected, id) ? MOOT_BAR_SOLID
                                                                : MOOT_BAR_STRIPES);
    }
  if (lost != NULL && read_units (lost) > 0)
    {
      g_autofree char *value = dup_votes (lost);

      /* Translators: votes on ballots that name nobody who is still in the count. */
      moot_bar_chart_add (MOOT_BAR_CHART (chart), _("For nobody any more"), read_units (lost),
                          value, MOOT_BAR_DOTS);
    }
  gtk_box_append (self->stages, chart);
  add_result (self, stage);
}

static void
add_facts (MootStageList *self,
           JsonObject    *stv)
{
  const char *quota = moot_json_get_string (stv, "quota");
  JsonObject *lot = moot_json_get_object (stv, "lot");
  JsonArray *lots = moot_json_get_array (stv, "lots");

  if (quota != NULL)
    {
      g_autofree char *votes = dup_votes (quota);
      /* Translators: %s is how many votes elect somebody. */
      g_autofree char *text = g_strdup_printf (_("Votes that elect: %s"), votes);

      add_line (self, text);
    }
  if (lot != NULL && lots != NULL && json_array_get_length (lots) > 0)
    {
      g_autofree char *names = dup_names (self, moot_json_get_array (lot, "order"));
      /* Translators: %1$s are names in an order, %2$d counts entries of the log. */
      g_autofree char *text =
        g_strdup_printf (_("The lot, drawn from the log's first %2$d entries: %1$s"), names,
                         (int) moot_json_get_int (lot, "tree_size"));

      add_line (self, text);
    }
}

static void
fill (MootStageList *self)
{
  JsonObject *stv = json_node_get_object (self->stv);
  JsonArray *stages = moot_json_get_array (stv, "stages");
  g_autoptr (GHashTable) elected = g_hash_table_new (g_str_hash, g_str_equal);

  self->filled = TRUE;
  add_facts (self, stv);
  for (guint i = 0; stages != NULL && i < json_array_get_length (stages); i++)
    {
      JsonNode *stage = json_array_get_element (stages, i);

      if (JSON_NODE_HOLDS_OBJECT (stage))
        add_stage (self, json_node_get_object (stage), elected);
    }
}

static void
expanded_cb (MootStageList *self)
{
  if (self->stv != NULL && !self->filled &&
      gtk_expander_get_expanded (GTK_EXPANDER (self->expander)))
    fill (self);
}

static void
moot_stage_list_dispose (GObject *object)
{
  MootStageList *self = MOOT_STAGE_LIST (object);

  g_clear_pointer (&self->expander, gtk_widget_unparent);
  g_clear_object (&self->proposal);
  g_clear_pointer (&self->stv, json_node_unref);

  G_OBJECT_CLASS (moot_stage_list_parent_class)->dispose (object);
}

static void
moot_stage_list_class_init (MootStageListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_stage_list_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
moot_stage_list_init (MootStageList *self)
{
  self->stages = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_widget_set_margin_top (GTK_WIDGET (self->stages), 12);
  self->expander = gtk_expander_new (_("The Count, Stage by Stage"));
  gtk_expander_set_child (GTK_EXPANDER (self->expander), GTK_WIDGET (self->stages));
  g_signal_connect_swapped (self->expander, "notify::expanded", G_CALLBACK (expanded_cb), self);
  gtk_widget_set_parent (self->expander, GTK_WIDGET (self));
}

/**
 * moot_stage_list_new:
 *
 * Returns: (transfer floating): a list without stages
 */
GtkWidget *
moot_stage_list_new (void)
{
  return g_object_new (MOOT_TYPE_STAGE_LIST, NULL);
}

/**
 * moot_stage_list_set_tally:
 * @self: a list
 * @proposal: what was voted on
 * @tally: the count; without stages the list hides itself
 */
void
moot_stage_list_set_tally (MootStageList *self,
                           MootProposal  *proposal,
                           MootTally     *tally)
{
  g_return_if_fail (MOOT_IS_STAGE_LIST (self) && MOOT_IS_PROPOSAL (proposal));

  moot_empty_box (self->stages);
  g_clear_pointer (&self->stv, json_node_unref);
  g_set_object (&self->proposal, proposal);
  self->filled = FALSE;
  if (tally->stv != NULL)
    self->stv = moot_json_parse (tally->stv, -1, NULL);
  if (self->stv != NULL && !JSON_NODE_HOLDS_OBJECT (self->stv))
    g_clear_pointer (&self->stv, json_node_unref);
  gtk_widget_set_visible (GTK_WIDGET (self), self->stv != NULL);
  expanded_cb (self);
}
