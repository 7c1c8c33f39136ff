/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How something is asked: the kind of the vote, its options and their order, the one number that
 * some kinds have, and when the result can be seen. Thread: main. */
#include "moot-kind-form.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "moot-clock.h"
#include "moot-kind-text.h"
#include "moot-name-choice.h"
#include "moot-text-field.h"

struct _MootKindForm
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkDropDown *kind_choice;
  GtkLabel *kind_meaning;
  MootTextField *options;
  GtkWidget *order_row;
  GtkDropDown *order_choice;
  GtkWidget *number_row;
  GtkLabel *number_label;
  GtkSpinButton *number;
  GtkDropDown *visible_choice;
};

G_DEFINE_FINAL_TYPE (MootKindForm, moot_kind_form, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
} MootKindFormSignal;

static guint signals[N_SIGNALS];

/* The one number of a kind. */
/* clang-format off */
static const struct
{
  MootDecisionKind kind;
  const char *name; /* as the API calls it */
  const char *label;
  int min;
  int max;
  int usual;
} numbers[] = {
  { MOOT_ASK_COUNT, "target",           N_("How Many Are Wanted"),         1, 1000, 5  },
  { MOOT_ASK_SCORE, "max_score",        N_("Most Points for One Option"),  1, 100,  5  },
  { MOOT_ASK_DOT,   "dots",             N_("Dots for Each Member"),        1, 100,  8  },
  { MOOT_ASK_STV,   "seats",            N_("How Many Win"),                1, 39,   2  },
  { MOOT_ASK_TIME,  "duration_minutes", N_("How Long It Takes, in Minutes"), 5, 1440, 60 },
};

static const struct
{
  const char *value;
  const char *label;
} sights[] = {
  { "after_vote",  N_("Once one has voted")   },
  { "always",      N_("At any time")          },
  { "after_close", N_("When voting has ended") },
};
/* clang-format on */

static int
find_number (MootDecisionKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (numbers[i].kind == kind)
      return (int) i;
  return -1;
}

/* Times stand in the order of time. */
static gboolean
has_order (MootDecisionKind kind)
{
  return moot_decision_kind_takes_options (kind) && kind != MOOT_ASK_TIME;
}

static gboolean
is_shuffled (MootKindForm *self)
{
  return has_order (moot_kind_form_get_kind (self)) &&
         gtk_drop_down_get_selected (self->order_choice) == 1;
}

static void
changed_cb (MootKindForm *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
show_number (MootKindForm *self)
{
  const int n = find_number (moot_kind_form_get_kind (self));

  gtk_widget_set_visible (self->number_row, n >= 0);
  if (n < 0)
    return;
  gtk_label_set_text (self->number_label, _ (numbers[n].label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->number), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (numbers[n].label), -1);
  gtk_spin_button_set_range (self->number, numbers[n].min, numbers[n].max);
  gtk_spin_button_set_value (self->number, numbers[n].usual);
}

static void
kind_selected_cb (MootKindForm *self)
{
  const MootDecisionKind kind = moot_kind_form_get_kind (self);

  gtk_label_set_text (self->kind_meaning, moot_kind_text_get_meaning (kind));
  gtk_widget_set_visible (GTK_WIDGET (self->options), moot_decision_kind_takes_options (kind));
  gtk_widget_set_visible (self->order_row, has_order (kind));
  moot_text_field_set_label (self->options, kind == MOOT_ASK_TIME
                                              ? _("Times, One a Line, like 2026-11-30 18:00")
                                              : _("Options, One a Line"));
  show_number (self);
  changed_cb (self);
}

static void
moot_kind_form_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_KIND_FORM);

  G_OBJECT_CLASS (moot_kind_form_parent_class)->dispose (object);
}

static void
moot_kind_form_class_init (MootKindFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_kind_form_dispose;

  /** MootKindForm::changed: it is asked in another way */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MOOT_TYPE_KIND_FORM, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (MOOT_TYPE_TEXT_FIELD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-kind-form.ui");
  gtk_widget_class_bind_template_child (widget_class, MootKindForm, content);
  gtk_widget_class_bind_template_child (widget_class, MootKindForm, kind_choice);
  gtk_widget_class_bind_template_child (widget_class, MootKindForm, kind_meaning);
  gtk_widget_class_bind_template_child (widget_class, MootKindForm, options);
  gtk_widget_class_bind_template_child (widget_class, MootKindForm, order_row);
  gtk_widget_class_bind_template_child (widget_class, MootKindForm, order_choice);
  gtk_widget_class_bind_template_child (widget_class, MootKindForm, number_row);
  gtk_widget_class_bind_template_child (widget_class, MootKindForm, number_label);
  gtk_widget_class_bind_template_child (widget_class, MootKindForm, number);
  gtk_widget_class_bind_template_child (widget_class, MootKindForm, visible_choice);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_selected_cb);
}

static void
moot_kind_form_init (MootKindForm *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) times = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  moot_name_choice_dress (self->kind_choice);
  moot_name_choice_dress (self->order_choice);
  moot_name_choice_dress (self->visible_choice);
  for (guint i = 0; i < MOOT_N_KINDS; i++)
    gtk_string_list_append (kinds, moot_kind_text_get_name ((MootDecisionKind) i));
  for (guint i = 0; i < G_N_ELEMENTS (sights); i++)
    gtk_string_list_append (times, _ (sights[i].label));
  gtk_drop_down_set_model (self->kind_choice, G_LIST_MODEL (kinds));
  gtk_drop_down_set_model (self->visible_choice, G_LIST_MODEL (times));
  kind_selected_cb (self);
}

/**
 * moot_kind_form_new:
 *
 * Returns: (transfer floating): a form that asks for agreement
 */
GtkWidget *
moot_kind_form_new (void)
{
  return g_object_new (MOOT_TYPE_KIND_FORM, NULL);
}

/** moot_kind_form_get_kind: what is asked */
MootDecisionKind
moot_kind_form_get_kind (MootKindForm *self)
{
  guint selected;

  g_return_val_if_fail (MOOT_IS_KIND_FORM (self), MOOT_ASK_PROPOSAL);

  selected = gtk_drop_down_get_selected (self->kind_choice);
  return selected < MOOT_N_KINDS ? (MootDecisionKind) selected : MOOT_ASK_PROPOSAL;
}

/** moot_kind_form_set_kind: chooses what is asked */
void
moot_kind_form_set_kind (MootKindForm     *self,
                         MootDecisionKind  kind)
{
  g_return_if_fail (MOOT_IS_KIND_FORM (self));

  gtk_drop_down_set_selected (self->kind_choice, kind);
}

/* A time may be written as people write it here; it travels in UTC. */
static char *
dup_option (const char       *line,
            MootDecisionKind  kind)
{
  g_autofree char *stripped = g_strstrip (g_strdup (line));
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autoptr (GDateTime) time = NULL;

  if (kind != MOOT_ASK_TIME)
    return g_steal_pointer (&stripped);
  g_strdelimit (stripped, " ", 'T');
  if (strlen (stripped) == strlen ("2026-11-30T18:00"))
    {
      g_autofree char *whole = g_strconcat (stripped, ":00", NULL);

      time = g_date_time_new_from_iso8601 (whole, here);
    }
  return time != NULL ? moot_time_format_iso (g_date_time_to_unix (time) * 1000)
                      : g_steal_pointer (&stripped);
}

static GStrv
dup_options (MootKindForm *self)
{
  g_autofree char *text = moot_text_field_dup_text (self->options);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GStrvBuilder) options = g_strv_builder_new ();
  const MootDecisionKind kind = moot_kind_form_get_kind (self);

  for (guint i = 0; moot_decision_kind_takes_options (kind) && lines[i] != NULL; i++)
    {
      g_autofree char *option = dup_option (lines[i], kind);

      if (*option != '\0')
        g_strv_builder_add (options, option);
    }
  return g_strv_builder_end (options);
}

/**
 * moot_kind_form_fix_kind:
 * @self: a form
 * @proposal: one that is there already
 *
 * Shows how it is asked; that cannot be changed any more.
 */
void
moot_kind_form_fix_kind (MootKindForm *self,
                         MootProposal *proposal)
{
  MootDecisionKind kind = MOOT_ASK_PROPOSAL;

  g_return_if_fail (MOOT_IS_KIND_FORM (self) && MOOT_IS_PROPOSAL (proposal));

  moot_decision_kind_from_text (proposal->kind, &kind);
  moot_kind_form_set_kind (self, kind);
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind_choice), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->options), FALSE);
  gtk_widget_set_visible (self->order_row, FALSE);
  gtk_widget_set_visible (self->number_row, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (sights); i++)
    if (g_strcmp0 (proposal->results_visible, sights[i].value) == 0)
      gtk_drop_down_set_selected (self->visible_choice, i);
}

/** moot_kind_form_is_filled: whether it could be asked like this */
gboolean
moot_kind_form_is_filled (MootKindForm *self)
{
  const MootDecisionKind kind = moot_kind_form_get_kind (self);
  g_auto (GStrv) options = dup_options (self);
  const guint n = g_strv_length (options);

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->kind_choice)))
    return TRUE;
  if (kind == MOOT_ASK_STV && (int) n <= gtk_spin_button_get_value_as_int (self->number))
    return FALSE;
  return !moot_decision_kind_takes_options (kind) || (n >= 2 && n <= MOOT_OPTIONS_MAX);
}

/**
 * moot_kind_form_write:
 * @self: a form
 * @json: gets the members of a proposal
 */
void
moot_kind_form_write (MootKindForm   *self,
                      MootJsonWriter *json)
{
  const MootDecisionKind kind = moot_kind_form_get_kind (self);
  const gboolean is_new = gtk_widget_get_sensitive (GTK_WIDGET (self->kind_choice));
  const int n = find_number (kind);
  g_auto (GStrv) options = dup_options (self);
  const guint sight = gtk_drop_down_get_selected (self->visible_choice);

  moot_json_put_string (json, "results_visible", sights[sight].value);
  if (!is_new)
    return;
  moot_json_put_string (json, "kind", moot_decision_kind_to_text (kind));
  if (n >= 0)
    moot_json_put_int (json, numbers[n].name, gtk_spin_button_get_value_as_int (self->number));
  if (!moot_decision_kind_takes_options (kind))
    return;
  if (is_shuffled (self))
    moot_json_put_boolean (json, "shuffle", TRUE);
  moot_json_name (json, "options");
  moot_json_begin_array (json);
  for (guint i = 0; options[i] != NULL; i++)
    moot_json_add_string (json, options[i]);
  moot_json_end_array (json);
}

/** moot_kind_form_write_draft: the same, whether or not it is right */
void
moot_kind_form_write_draft (MootKindForm   *self,
                            MootJsonWriter *json)
{
  g_autofree char *options = moot_text_field_dup_text (self->options);

  moot_json_put_string (json, "kind",
                        moot_decision_kind_to_text (moot_kind_form_get_kind (self)));
  moot_json_put_string (json, "options", options);
  moot_json_put_boolean (json, "shuffle", is_shuffled (self));
  moot_json_put_int (json, "number", gtk_spin_button_get_value_as_int (self->number));
  moot_json_put_string (json, "results_visible",
                        sights[gtk_drop_down_get_selected (self->visible_choice)].value);
}

/** moot_kind_form_read_draft: shows what was written */
void
moot_kind_form_read_draft (MootKindForm *self,
                           JsonObject   *draft)
{
  const char *options = moot_json_get_string (draft, "options");
  const char *sight = moot_json_get_string (draft, "results_visible");
  MootDecisionKind kind;

  if (moot_decision_kind_from_text (moot_json_get_string (draft, "kind"), &kind))
    moot_kind_form_set_kind (self, kind);
  if (options != NULL)
    moot_text_field_set_text (self->options, options);
  gtk_drop_down_set_selected (self->order_choice, moot_json_get_boolean (draft, "shuffle") ? 1 : 0);
  if (json_object_has_member (draft, "number"))
    gtk_spin_button_set_value (self->number, moot_json_get_int (draft, "number"));
  for (guint i = 0; i < G_N_ELEMENTS (sights); i++)
    if (g_strcmp0 (sight, sights[i].value) == 0)
      gtk_drop_down_set_selected (self->visible_choice, i);
}
