/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Which rule of the bylaws decides.  All classes are offered, also those nothing can be proposed in
 * yet: these say why.
 * Thread: main. */
#include "moot-class-choice.h"

#include "config.h"

#include "moot-bylaws-json.h"
#include "moot-class-text.h"
#include "moot-decision-text.h"
#include "moot-marked-label.h"
#include "moot-name-choice.h"

struct _MootClassChoice
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkDropDown *choice;
  GtkLabel *meaning;
  GtkLabel *rules;
  MootMarkedLabel *obstacle;

  MootBylaws *bylaws; /* (nullable) */
  char *currency;
  MootDecisionKind kind;
};

G_DEFINE_FINAL_TYPE (MootClassChoice, moot_class_choice, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
} MootClassChoiceSignal;

static guint signals[N_SIGNALS];

static char *
dup_rules (MootClassChoice         *self,
           const MootDecisionClass *class)
{
  MootDecisionClass adapted = *class;
  g_auto (GStrv) sentences = NULL;

  moot_decision_class_adapt (&adapted, self->kind);
  sentences = moot_class_text_dup_sentences (&adapted, self->currency);
  return g_strjoinv ("\n", sentences);
}

static void
show_class (MootClassChoice *self)
{
  const MootDecisionClass *class = moot_class_choice_get_class (self);
  const char *meaning = class != NULL ? moot_decision_text_get_class_meaning (class->id) : NULL;
  const char *obstacle = class != NULL ? moot_class_text_get_obstacle (class) : NULL;
  g_autofree char *rules = class != NULL ? dup_rules (self, class) : NULL;

  gtk_label_set_text (self->meaning, meaning != NULL ? meaning : "");
  gtk_widget_set_visible (GTK_WIDGET (self->meaning), meaning != NULL);
  gtk_label_set_text (self->rules, rules != NULL ? rules : "");
  moot_marked_label_set_text (self->obstacle, obstacle != NULL ? obstacle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->obstacle), obstacle != NULL);
}

static void
selected_cb (MootClassChoice *self)
{
  show_class (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
moot_class_choice_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_CLASS_CHOICE);

  G_OBJECT_CLASS (moot_class_choice_parent_class)->dispose (object);
}

static void
moot_class_choice_finalize (GObject *object)
{
  MootClassChoice *self = MOOT_CLASS_CHOICE (object);

  g_clear_pointer (&self->bylaws, moot_bylaws_free);
  g_free (self->currency);

  G_OBJECT_CLASS (moot_class_choice_parent_class)->finalize (object);
}

static void
moot_class_choice_class_init (MootClassChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_class_choice_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_class_choice_finalize;

  /** MootClassChoice::changed: another class is chosen */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", MOOT_TYPE_CLASS_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-class-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, MootClassChoice, content);
  gtk_widget_class_bind_template_child (widget_class, MootClassChoice, choice);
  gtk_widget_class_bind_template_child (widget_class, MootClassChoice, meaning);
  gtk_widget_class_bind_template_child (widget_class, MootClassChoice, rules);
  gtk_widget_class_bind_template_child (widget_class, MootClassChoice, obstacle);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
moot_class_choice_init (MootClassChoice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_name_choice_dress (self->choice);
}

/**
 * moot_class_choice_new:
 *
 * Returns: (transfer floating): a choice among nothing yet
 */
GtkWidget *
moot_class_choice_new (void)
{
  return g_object_new (MOOT_TYPE_CLASS_CHOICE, NULL);
}

/**
 * moot_class_choice_get_class:
 * @self: a choice
 *
 * Returns: (transfer none) (nullable): the chosen class, %NULL without bylaws
 */
const MootDecisionClass *
moot_class_choice_get_class (MootClassChoice *self)
{
  guint selected;

  g_return_val_if_fail (MOOT_IS_CLASS_CHOICE (self), NULL);

  selected = gtk_drop_down_get_selected (self->choice);
  return self->bylaws != NULL && selected < self->bylaws->n_classes
           ? &self->bylaws->classes[selected]
           : NULL;
}

/**
 * moot_class_choice_set_bylaws:
 * @self: a choice
 * @bylaws: with the classes to choose among
 * @currency: (nullable): of the co-op
 *
 * What is chosen stays chosen while the bylaws have it.
 */
void
moot_class_choice_set_bylaws (MootClassChoice  *self,
                              const MootBylaws *bylaws,
                              const char       *currency)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *chosen = NULL;
  const MootDecisionClass *class;

  g_return_if_fail (MOOT_IS_CLASS_CHOICE (self) && bylaws != NULL);

  class = moot_class_choice_get_class (self);
  chosen = class != NULL ? g_strdup (class->id) : NULL;
  for (guint i = 0; i < bylaws->n_classes; i++)
    gtk_string_list_append (names, moot_decision_text_get_class (bylaws->classes[i].id));
  g_clear_pointer (&self->bylaws, moot_bylaws_free);
  self->bylaws = moot_bylaws_copy (bylaws);
  g_free (self->currency);
  self->currency = g_strdup (currency);
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (names));
  moot_class_choice_select (self, chosen != NULL ? chosen : "ordinary");
  selected_cb (self);
}

/**
 * moot_class_choice_select:
 * @self: a choice
 * @class_id: as the bylaws call it; one they do not know changes nothing
 */
void
moot_class_choice_select (MootClassChoice *self,
                          const char      *class_id)
{
  g_return_if_fail (MOOT_IS_CLASS_CHOICE (self));

  for (guint i = 0; self->bylaws != NULL && i < self->bylaws->n_classes; i++)
    if (g_strcmp0 (self->bylaws->classes[i].id, class_id) == 0)
      gtk_drop_down_set_selected (self->choice, i);
}

/**
 * moot_class_choice_set_kind:
 * @self: a choice
 * @kind: what is asked; the words say what a class means for it
 */
void
moot_class_choice_set_kind (MootClassChoice  *self,
                            MootDecisionKind  kind)
{
  g_return_if_fail (MOOT_IS_CLASS_CHOICE (self));

  self->kind = kind;
  show_class (self);
}

/**
 * moot_class_choice_is_possible:
 * @self: a choice
 *
 * Returns: whether something can be proposed in the chosen class
 */
gboolean
moot_class_choice_is_possible (MootClassChoice *self)
{
  const MootDecisionClass *class = moot_class_choice_get_class (self);

  return class != NULL && moot_class_text_get_obstacle (class) == NULL;
}
