/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The fields of one effect, made from its row of the table.
 * Thread: main. */
#include "moot-effect-form.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-decision-text.h"
#include "moot-election-text.h"
#include "moot-member.h"
#include "moot-name-choice.h"
#include "moot-text-field.h"

struct _MootEffectForm
{
  GtkWidget parent_instance;

  GtkWidget *box;
  const MootEffectSort *sort;
  MootEffectSetting *setting;
  GtkWidget *controls[MOOT_EFFECT_FIELDS_MAX];
  GPtrArray *values[MOOT_EFFECT_FIELDS_MAX]; /* of char *: of a choice, by its lines */
};

G_DEFINE_FINAL_TYPE (MootEffectForm, moot_effect_form, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_REMOVED,
  N_SIGNALS,
} MootEffectFormSignal;

static guint signals[N_SIGNALS];

static void
changed_cb (MootEffectForm *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
remove_clicked_cb (MootEffectForm *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

/* Choices -------------------------------------------------------------------------------------- */

static void
add_line (GtkStringList *labels,
          GPtrArray     *values,
          const char    *value,
          const char    *label)
{
  gtk_string_list_append (labels, label);
  g_ptr_array_add (values, g_strdup (value));
}

static void
fill_lines (const MootEffectField   *field,
            const MootEffectSetting *setting,
            GtkStringList           *labels,
            GPtrArray               *values)
{
  if (field->input == MOOT_EFFECT_MEMBER)
    for (guint i = 0; i < setting->members->len; i++)
      {
        const MootMember *member = g_ptr_array_index (setting->members, i);

        add_line (labels, values, member->id, member->name);
      }
  else if (field->input == MOOT_EFFECT_ROLE)
    for (guint i = 0; i < setting->bylaws->n_roles; i++)
      add_line (labels, values, setting->bylaws->roles[i].id,
                moot_election_text_get_role (setting->bylaws->roles[i].id));
  else if (field->input == MOOT_EFFECT_CLASS)
    for (guint i = 0; i < setting->bylaws->n_classes; i++)
      add_line (labels, values, setting->bylaws->classes[i].id,
                moot_decision_text_get_class (setting->bylaws->classes[i].id));
  else if (field->input == MOOT_EFFECT_BOOK)
    for (guint i = 0; setting->books != NULL && setting->books[i] != NULL; i++)
      add_line (labels, values, setting->books[i], setting->books[i]);
  else
    for (guint i = 0; i < MOOT_EFFECT_CHOICES_MAX && field->choices[i].value != NULL; i++)
      add_line (labels, values, field->choices[i].value, _ (field->choices[i].label));
}

/* What an empty field means: of a change, that this part of it stays. */
static const char *
get_empty (MootEffectForm        *self,
           const MootEffectField *field)
{
  if (self->sort->group != NULL && !field->required)
    return _("Stays as it is");
  /* Translators: the first line of a choice, before anything is chosen. */
  return _("Choose…");
}

static GtkWidget *
make_choice (MootEffectForm        *self,
             guint                  n,
             const MootEffectField *field)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *choice;

  self->values[n] = g_ptr_array_new_with_free_func (g_free);
  add_line (labels, self->values[n], "", get_empty (self, field));
  fill_lines (field, self->setting, labels, self->values[n]);
  choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL);
  moot_name_choice_dress (GTK_DROP_DOWN (choice));
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return choice;
}

static GtkWidget *
make_entry (MootEffectForm        *self,
            const MootEffectField *field)
{
  GtkWidget *entry = gtk_entry_new ();
  const char *hint = NULL;

  if (field->input == MOOT_EFFECT_DAY)
    hint = _("2026-11-30"); /* a day as it must be written */
  else if (field->input == MOOT_EFFECT_DOMAIN)
    hint = _("example.org");
  else if (field->input == MOOT_EFFECT_ACCOUNT)
    hint = _("name@example.org");
  else if (self->sort->group != NULL && !field->required)
    hint = get_empty (self, field);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), hint);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 12);
  if (field->input == MOOT_EFFECT_LINE || field->input == MOOT_EFFECT_DOMAIN)
    gtk_entry_set_max_length (GTK_ENTRY (entry), field->max);
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return entry;
}

static GtkWidget *
make_words (MootEffectForm        *self,
            const MootEffectField *field)
{
  GtkWidget *words = g_object_new (MOOT_TYPE_TEXT_FIELD, "label", _ (field->label),
                                   "max-characters", field->max, NULL);

  g_signal_connect_object (words, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return words;
}

static GtkWidget *
make_control (MootEffectForm        *self,
              guint                  n,
              const MootEffectField *field)
{
  switch (field->input)
    {
    case MOOT_EFFECT_MEMBER:
    case MOOT_EFFECT_ROLE:
    case MOOT_EFFECT_BOOK:
    case MOOT_EFFECT_CLASS:
    case MOOT_EFFECT_CHOICE:
      return make_choice (self, n, field);
    case MOOT_EFFECT_WORDS:
      return make_words (self, field);
    case MOOT_EFFECT_LINE:
    case MOOT_EFFECT_DOMAIN:
    case MOOT_EFFECT_ACCOUNT:
    case MOOT_EFFECT_DAY:
    case MOOT_EFFECT_MONEY:
    case MOOT_EFFECT_NUMBER:
    case MOOT_EFFECT_SHARE:
    case MOOT_EFFECT_QUORUM:
      break;
    }
  return make_entry (self, field);
}

static void
add_field (MootEffectForm        *self,
           guint                  n,
           const MootEffectField *field)
{
  GtkWidget *control = make_control (self, n, field);
  GtkWidget *label;

  self->controls[n] = control;
  if (field->input != MOOT_EFFECT_WORDS)
    {
      label = g_object_new (GTK_TYPE_LABEL, "label", _ (field->label), "xalign", 0.0, "wrap", TRUE,
                            "wrap-mode", PANGO_WRAP_WORD_CHAR, "mnemonic-widget", control, NULL);
      gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ (field->label), -1);
      gtk_box_append (GTK_BOX (self->box), label);
    }
  gtk_box_append (GTK_BOX (self->box), control);
}

static void
add_heading (MootEffectForm *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", _ (self->sort->label), "xalign", 0.0,
                                   "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "hexpand",
                                   TRUE, NULL);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  /* Translators: of a button; %s is an effect of a proposal, as in “Limit or Block a Server”. */
  g_autofree char *spoken = g_strdup_printf (_("Remove: %s"), _ (self->sort->label));

  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), button);
  gtk_box_append (GTK_BOX (self->box), row);
}

static void
moot_effect_form_dispose (GObject *object)
{
  g_clear_pointer (&MOOT_EFFECT_FORM (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (moot_effect_form_parent_class)->dispose (object);
}

static void
moot_effect_form_finalize (GObject *object)
{
  MootEffectForm *self = MOOT_EFFECT_FORM (object);

  for (guint i = 0; i < MOOT_EFFECT_FIELDS_MAX; i++)
    g_clear_pointer (&self->values[i], g_ptr_array_unref);
  g_clear_pointer (&self->setting, moot_effect_setting_unref);

  G_OBJECT_CLASS (moot_effect_form_parent_class)->finalize (object);
}

static void
moot_effect_form_class_init (MootEffectFormClass *klass)
{
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_effect_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_effect_form_finalize;
  /** MootEffectForm::changed: something else stands in it */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /** MootEffectForm::removed: the effect is not wanted any more */
  signals[SIGNAL_REMOVED] =
    g_signal_new ("removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
moot_effect_form_init (MootEffectForm *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_add_css_class (self->box, "card");
  gtk_widget_add_css_class (self->box, "moot-panel");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * moot_effect_form_new:
 * @sort: a row of the table
 * @setting: what it can be about
 *
 * Returns: (transfer floating): an empty form
 */
GtkWidget *
moot_effect_form_new (const MootEffectSort *sort,
                      MootEffectSetting    *setting)
{
  MootEffectForm *self = g_object_new (MOOT_TYPE_EFFECT_FORM, NULL);

  self->sort = sort;
  self->setting = moot_effect_setting_ref (setting);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (sort->label), -1);
  add_heading (self);
  for (guint i = 0; i < MOOT_EFFECT_FIELDS_MAX && sort->fields[i].name != NULL; i++)
    add_field (self, i, &sort->fields[i]);
  return GTK_WIDGET (self);
}

/**
 * moot_effect_form_get_sort:
 * @self: a form
 *
 * Returns: (transfer none): the row it was made from
 */
const MootEffectSort *
moot_effect_form_get_sort (MootEffectForm *self)
{
  g_return_val_if_fail (MOOT_IS_EFFECT_FORM (self), NULL);

  return self->sort;
}

static char *
dup_value (MootEffectForm *self,
           guint           n)
{
  GtkWidget *control = self->controls[n];

  if (MOOT_IS_TEXT_FIELD (control))
    return g_strstrip (moot_text_field_dup_text (MOOT_TEXT_FIELD (control)));
  if (GTK_IS_DROP_DOWN (control))
    {
      const guint line = gtk_drop_down_get_selected (GTK_DROP_DOWN (control));

      return g_strdup (line < self->values[n]->len ? g_ptr_array_index (self->values[n], line)
                                                   : "");
    }
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (control))));
}

/**
 * moot_effect_form_dup_values:
 * @self: a form
 *
 * Returns: (transfer full) (element-type utf8 utf8): what stands in it, by the names of its fields
 */
GHashTable *
moot_effect_form_dup_values (MootEffectForm *self)
{
  GHashTable *values = moot_effect_values_new ();

  g_return_val_if_fail (MOOT_IS_EFFECT_FORM (self), values);

  for (guint i = 0; i < MOOT_EFFECT_FIELDS_MAX && self->controls[i] != NULL; i++)
    g_hash_table_insert (values, g_strdup (self->sort->fields[i].name), dup_value (self, i));
  return values;
}

static void
set_value (MootEffectForm *self,
           guint           n,
           const char     *value)
{
  GtkWidget *control = self->controls[n];

  if (MOOT_IS_TEXT_FIELD (control))
    moot_text_field_set_text (MOOT_TEXT_FIELD (control), value);
  else if (!GTK_IS_DROP_DOWN (control))
    gtk_editable_set_text (GTK_EDITABLE (control), value);
  else
    for (guint i = 0; i < self->values[n]->len; i++)
      if (g_str_equal (g_ptr_array_index (self->values[n], i), value))
        gtk_drop_down_set_selected (GTK_DROP_DOWN (control), i);
}

/**
 * moot_effect_form_set_values:
 * @self: a form
 * @values: (element-type utf8 utf8): what is to stand in it
 */
void
moot_effect_form_set_values (MootEffectForm *self,
                             GHashTable     *values)
{
  g_return_if_fail (MOOT_IS_EFFECT_FORM (self) && values != NULL);

  for (guint i = 0; i < MOOT_EFFECT_FIELDS_MAX && self->controls[i] != NULL; i++)
    {
      const char *value = g_hash_table_lookup (values, self->sort->fields[i].name);

      if (value != NULL)
        set_value (self, i, value);
    }
}
