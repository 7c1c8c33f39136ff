/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The effects of a proposal that is being written.
 * Thread: main. */
#include "moot-effect-list.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-decision-text.h"
#include "moot-effect-form.h"
#include "moot-empty.h"
#include "moot-name-choice.h"

struct _MootEffectList
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkBox *forms;
  GtkDropDown *choice;
  MootEffectSetting *setting; /* (nullable): until it is known */
};

G_DEFINE_FINAL_TYPE (MootEffectList, moot_effect_list, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_ADDED,
  N_SIGNALS,
} MootEffectListSignal;

static guint signals[N_SIGNALS];

static MootEffectForm *
get_first (MootEffectList *self)
{
  GtkWidget *form = gtk_widget_get_first_child (GTK_WIDGET (self->forms));

  return form != NULL ? MOOT_EFFECT_FORM (form) : NULL;
}

static MootEffectForm *
get_next (MootEffectForm *form)
{
  GtkWidget *next = gtk_widget_get_next_sibling (GTK_WIDGET (form));

  return next != NULL ? MOOT_EFFECT_FORM (next) : NULL;
}

static void
tell (MootEffectList *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->choice),
                            self->setting != NULL &&
                              moot_effect_list_count (self) < MOOT_EFFECTS_SHOWN_MAX);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* The focus goes where the next thing can be done. */
static void
removed_cb (MootEffectList *self,
            MootEffectForm *form)
{
  gtk_box_remove (self->forms, GTK_WIDGET (form));
  tell (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->choice));
}

static void
chosen_cb (MootEffectList *self)
{
  const guint line = gtk_drop_down_get_selected (self->choice);
  guint n;
  const MootEffectSort *sorts = moot_effect_sorts_get_all (&n);
  GtkWidget *form;

  if (line == 0 || line > n)
    return;
  gtk_drop_down_set_selected (self->choice, 0);
  moot_effect_list_add (self, sorts[line - 1].type, NULL);
  form = gtk_widget_get_last_child (GTK_WIDGET (self->forms));
  gtk_widget_child_focus (form, GTK_DIR_TAB_FORWARD);
  g_signal_emit (self, signals[SIGNAL_ADDED], 0, &sorts[line - 1]);
}

static void
moot_effect_list_dispose (GObject *object)
{
  g_clear_pointer (&MOOT_EFFECT_LIST (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (moot_effect_list_parent_class)->dispose (object);
}

static void
moot_effect_list_finalize (GObject *object)
{
  g_clear_pointer (&MOOT_EFFECT_LIST (object)->setting, moot_effect_setting_unref);

  G_OBJECT_CLASS (moot_effect_list_parent_class)->finalize (object);
}

static void
moot_effect_list_class_init (MootEffectListClass *klass)
{
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_effect_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_effect_list_finalize;
  /** MootEffectList::changed: something else would follow */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /** MootEffectList::added: somebody wants this to follow too */
  signals[SIGNAL_ADDED] = g_signal_new ("added", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
moot_effect_list_init (MootEffectList *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint n;
  const MootEffectSort *sorts = moot_effect_sorts_get_all (&n);

  /* Translators: the first line of a choice; each other line adds what would follow when a proposal
   * is adopted. */
  gtk_string_list_append (labels, _("Add What Follows…"));
  for (guint i = 0; i < n; i++)
    gtk_string_list_append (labels, _ (sorts[i].label));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->forms = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  self->choice = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL));
  moot_name_choice_dress (self->choice);
  gtk_widget_set_halign (GTK_WIDGET (self->choice), GTK_ALIGN_START);
  gtk_widget_set_sensitive (GTK_WIDGET (self->choice), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Add What Follows"), -1);
  g_signal_connect_object (self->choice, "notify::selected", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->forms));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->choice));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * moot_effect_list_new:
 *
 * Returns: (transfer floating): a list without effects
 */
GtkWidget *
moot_effect_list_new (void)
{
  return g_object_new (MOOT_TYPE_EFFECT_LIST, NULL);
}

/**
 * moot_effect_list_set_setting:
 * @self: a list
 * @setting: what effects can be about
 *
 * The forms that are there keep what they offer.
 */
void
moot_effect_list_set_setting (MootEffectList    *self,
                              MootEffectSetting *setting)
{
  g_return_if_fail (MOOT_IS_EFFECT_LIST (self) && setting != NULL);

  g_clear_pointer (&self->setting, moot_effect_setting_unref);
  self->setting = moot_effect_setting_ref (setting);
  tell (self);
}

/** moot_effect_list_has_setting: whether effects can be added yet */
gboolean
moot_effect_list_has_setting (MootEffectList *self)
{
  g_return_val_if_fail (MOOT_IS_EFFECT_LIST (self), FALSE);

  return self->setting != NULL;
}

/** moot_effect_list_count: how many effects there are */
guint
moot_effect_list_count (MootEffectList *self)
{
  guint n = 0;

  g_return_val_if_fail (MOOT_IS_EFFECT_LIST (self), 0);

  for (MootEffectForm *form = get_first (self); form != NULL; form = get_next (form))
    n++;
  return n;
}

/** moot_effect_list_clear: takes all effects away */
void
moot_effect_list_clear (MootEffectList *self)
{
  g_return_if_fail (MOOT_IS_EFFECT_LIST (self));

  moot_empty_box (self->forms);
  tell (self);
}

/**
 * moot_effect_list_add:
 * @self: a list with a setting
 * @type: as the API calls it; one this version does not know adds nothing
 * @values: (nullable) (element-type utf8 utf8): what stands in its form
 */
void
moot_effect_list_add (MootEffectList *self,
                      const char     *type,
                      GHashTable     *values)
{
  const MootEffectSort *sort = moot_effect_sort_find (type);
  GtkWidget *form;

  g_return_if_fail (MOOT_IS_EFFECT_LIST (self) && self->setting != NULL);

  if (sort == NULL || moot_effect_list_count (self) >= MOOT_EFFECTS_SHOWN_MAX)
    return;
  form = moot_effect_form_new (sort, self->setting);
  if (values != NULL)
    moot_effect_form_set_values (MOOT_EFFECT_FORM (form), values);
  g_signal_connect_object (form, "changed", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->forms, form);
  tell (self);
}

/* What it says --------------------------------------------------------------------------------- */

static char *
dup_class_problem (MootEffectList       *self,
                   const MootEffectSort *sort,
                   const char           *class_id)
{
  if (sort->class == NULL || g_strcmp0 (sort->class, class_id) == 0 ||
      moot_bylaws_find_class (self->setting->bylaws, sort->class) == NULL)
    return NULL;
  /* Translators: %1$s is an effect of a proposal, as in “Change the Bylaws”, %2$s a class of
   * decisions. */
  return g_strdup_printf (_("%1$s: the bylaws want this decided as “%2$s”."), _ (sort->label),
                          moot_decision_text_get_class (sort->class));
}

/**
 * moot_effect_list_dup_problem:
 * @self: a list
 * @class_id: (nullable): of the decisions the proposal is to be among
 *
 * Returns: (transfer full) (nullable): the first thing that keeps it from being proposed
 */
char *
moot_effect_list_dup_problem (MootEffectList *self,
                              const char     *class_id)
{
  char *problem = NULL;

  g_return_val_if_fail (MOOT_IS_EFFECT_LIST (self), NULL);

  for (MootEffectForm *form = get_first (self); form != NULL && problem == NULL;
       form = get_next (form))
    {
      const MootEffectSort *sort = moot_effect_form_get_sort (form);
      g_autoptr (GHashTable) values = moot_effect_form_dup_values (form);

      problem = moot_effect_sort_dup_problem (sort, values, self->setting);
      if (problem == NULL)
        problem = dup_class_problem (self, sort, class_id);
    }
  return problem;
}

/**
 * moot_effect_list_dup_sentences:
 * @self: a list
 *
 * Returns: (transfer full): what would happen, a line for each effect
 */
GStrv
moot_effect_list_dup_sentences (MootEffectList *self)
{
  g_autoptr (GStrvBuilder) sentences = g_strv_builder_new ();

  g_return_val_if_fail (MOOT_IS_EFFECT_LIST (self), NULL);

  for (MootEffectForm *form = get_first (self); form != NULL; form = get_next (form))
    {
      g_autoptr (GHashTable) values = moot_effect_form_dup_values (form);
      g_autofree char *sentence = moot_effect_sort_dup_sentence (
        moot_effect_form_get_sort (form), values, self->setting);

      g_strv_builder_add (sentences, sentence);
    }
  return g_strv_builder_end (sentences);
}

/**
 * moot_effect_list_fill_gaps:
 * @self: a list
 * @pattern: words with `{name}` in them
 *
 * Returns: (transfer full): the words, with what stands in the first form
 */
char *
moot_effect_list_fill_gaps (MootEffectList *self,
                            const char     *pattern)
{
  MootEffectForm *form = get_first (self);
  g_autoptr (GHashTable) values =
    form != NULL ? moot_effect_form_dup_values (form) : moot_effect_values_new ();

  return moot_effect_sort_fill_gaps (form != NULL ? moot_effect_form_get_sort (form) : NULL,
                                     pattern, values, self->setting);
}

/* To and from the server, and into a draft ----------------------------------------------------- */

/**
 * moot_effect_list_write:
 * @self: a list without a problem
 * @json: gets the array
 */
void
moot_effect_list_write (MootEffectList *self,
                        MootJsonWriter *json)
{
  g_return_if_fail (MOOT_IS_EFFECT_LIST (self));

  moot_json_begin_array (json);
  for (MootEffectForm *form = get_first (self); form != NULL; form = get_next (form))
    {
      g_autoptr (GHashTable) values = moot_effect_form_dup_values (form);

      moot_effect_sort_write (moot_effect_form_get_sort (form), values, self->setting, json);
    }
  moot_json_end_array (json);
}

/**
 * moot_effect_list_write_draft:
 * @self: a list
 * @json: gets the array: what stands in the forms, whether or not it is right
 */
void
moot_effect_list_write_draft (MootEffectList *self,
                              MootJsonWriter *json)
{
  g_return_if_fail (MOOT_IS_EFFECT_LIST (self));

  moot_json_begin_array (json);
  for (MootEffectForm *form = get_first (self); form != NULL; form = get_next (form))
    {
      g_autoptr (GHashTable) values = moot_effect_form_dup_values (form);
      GHashTableIter iter;
      gpointer name;
      gpointer value;

      moot_json_begin_object (json);
      moot_json_put_string (json, "type", moot_effect_form_get_sort (form)->type);
      g_hash_table_iter_init (&iter, values);
      while (g_hash_table_iter_next (&iter, &name, &value))
        moot_json_put_string (json, name, value);
      moot_json_end_object (json);
    }
  moot_json_end_array (json);
}

/**
 * moot_effect_list_read_draft:
 * @self: a list with a setting
 * @draft: as it was written
 */
void
moot_effect_list_read_draft (MootEffectList *self,
                             JsonArray      *draft)
{
  moot_effect_list_clear (self);
  for (guint i = 0; i < json_array_get_length (draft); i++)
    {
      JsonNode *node = json_array_get_element (draft, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autoptr (GList) names = object != NULL ? json_object_get_members (object) : NULL;
      g_autoptr (GHashTable) values = moot_effect_values_new ();

      for (GList *link = names; link != NULL; link = link->next)
        if (moot_json_get_string (object, link->data) != NULL)
          g_hash_table_insert (values, g_strdup (link->data),
                               g_strdup (moot_json_get_string (object, link->data)));
      if (object != NULL)
        moot_effect_list_add (self, moot_json_get_string (object, "type"), values);
    }
}

static void
read_effect (MootEffectList *self,
             JsonNode       *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const MootEffectSort *sort =
    object != NULL ? moot_effect_sort_find (moot_json_get_string (object, "type")) : NULL;
  JsonObject *params = sort != NULL ? moot_json_get_object (object, "params") : NULL;
  g_autoptr (GHashTable) values = NULL;

  if (params == NULL)
    return;
  values = moot_effect_sort_read (sort, params, self->setting);
  moot_effect_list_add (self, sort->type, values);
}

/**
 * moot_effect_list_read:
 * @self: a list with a setting
 * @effect: (nullable): JSON, as a proposal has it
 */
void
moot_effect_list_read (MootEffectList *self,
                       const char     *effect)
{
  g_autoptr (JsonNode) node = effect != NULL ? moot_json_parse (effect, -1, NULL) : NULL;
  JsonArray *array =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  moot_effect_list_clear (self);
  if (array == NULL && node != NULL)
    read_effect (self, node);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    read_effect (self, json_array_get_element (array, i));
}
