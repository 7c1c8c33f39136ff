/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Somebody who wants to become a member: what they say, who knows them, what was asked and
 * answered.  Members vouch, those who admit ask, admit, or refuse with a reason.
 * Spec: governance rules, admission; co-op API, applications.
 * Thread: main. */
#include "moot-application-card.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-flow.h"
#include "moot-json.h"
#include "moot-moment-text.h"
#include "moot-text-field.h"

#define WORDS_MAX 2000 /* characters of a question or a reason, as the server has it */

struct _MootApplicationCard
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *words; /* (nullable): for those who admit */

  MootCasePage *page; /* (transfer none): the card is a part of it */
  MootMarkedLabel *problem;
  MootMember *applicant;
};

G_DEFINE_FINAL_TYPE (MootApplicationCard, moot_application_card, GTK_TYPE_WIDGET)

/* Doing ---------------------------------------------------------------------------------------- */

static void
say_problem (MootApplicationCard *self,
             const char          *text)
{
  moot_marked_label_set_text (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static MootRequest *
make_request (MootApplicationCard *self,
              MootCall             what,
              const char          *name)
{
  MootRequest *request = moot_request_new_for (what, self->applicant->id);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *text =
    name != NULL ? moot_text_field_dup_text (MOOT_TEXT_FIELD (self->words)) : NULL;

  moot_json_begin_object (&json);
  if (text != NULL && *g_strstrip (text) != '\0')
    moot_json_put_string (&json, name, text);
  moot_json_end_object (&json);
  moot_request_set_json (request, moot_json_writer_steal (&json));
  return request;
}

/* Whether something stands in the field, where that is needed, and not too much. */
static gboolean
has_words (MootApplicationCard *self,
           const char          *missing)
{
  MootTextField *words = MOOT_TEXT_FIELD (self->words);

  if (moot_text_field_fits (words) && (missing == NULL || !moot_text_field_is_empty (words)))
    return TRUE;
  if (moot_text_field_is_empty (words))
    say_problem (self, missing);
  moot_text_field_focus (words);
  return FALSE;
}

static void
vouch_clicked_cb (MootApplicationCard *self)
{
  moot_case_page_send (self->page, make_request (self, MOOT_CALL_VOUCH, NULL), self->problem);
}

static void
admit_clicked_cb (MootApplicationCard *self)
{
  if (has_words (self, NULL))
    moot_case_page_send (self->page, make_request (self, MOOT_CALL_ADMIT, "reason"),
                         self->problem);
}

static void
ask_clicked_cb (MootApplicationCard *self)
{
  if (has_words (self, _("Write what you want to know.")))
    moot_case_page_send (self->page, make_request (self, MOOT_CALL_ASK_APPLICANT, "text"),
                         self->problem);
}

static void
refuse_clicked_cb (MootApplicationCard *self)
{
  g_autofree char *heading = NULL;
  MootCaseQuestion question = {
    .body = _("They are told why, in the words that you wrote.  They can apply again."),
    /* Translators: a button: somebody is not made a member. */
    .action = _("_Refuse"),
  };

  if (!has_words (self, _("Write why: whoever is not admitted hears it.")))
    return;
  /* Translators: %s is somebody who wants to become a member. */
  heading = g_strdup_printf (_("Refuse %s?"), self->applicant->name);
  question.heading = heading;
  moot_case_page_ask_send (self->page, make_request (self, MOOT_CALL_REFUSE, "reason"),
                           self->problem, &question);
}

/* Showing -------------------------------------------------------------------------------------- */

static void
add_line (MootApplicationCard *self,
          const char          *text,
          const char          *style)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "selectable", TRUE, NULL);

  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (self->box), label);
}

static const char *
find_name (const MootDirectory *directory,
           const char          *id)
{
  for (guint i = 0; i < directory->members->len; i++)
    {
      const MootMember *member = g_ptr_array_index (directory->members, i);

      if (g_strcmp0 (member->id, id) == 0)
        return member->name;
    }
  return _("A former member");
}

/* Names of a list of ids, or of deeds that say `by` whom. */
static char *
dup_names (const MootDirectory *directory,
           JsonArray           *list)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      const char *id = JSON_NODE_HOLDS_OBJECT (node)
                         ? moot_json_get_string (json_node_get_object (node), "by")
                       : JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node)
                                                      : NULL;

      g_ptr_array_add (names, (gpointer) find_name (directory, id));
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  /* Translators: between names, as in “Ada, Bo”. */
  return g_strjoinv (_(", "), (char **) names->pdata);
}

static void
add_named (MootApplicationCard *self,
           const MootDirectory *directory,
           JsonArray           *list,
           const char          *pattern)
{
  g_autofree char *names = dup_names (directory, list);
  g_autoptr (GString) text = names != NULL ? g_string_new (pattern) : NULL;

  if (text == NULL)
    return;
  g_string_replace (text, "%s", names, 1);
  add_line (self, text->str, "moot-quiet");
}

static void
add_questions (MootApplicationCard *self,
               JsonArray           *questions)
{
  for (guint i = 0; questions != NULL && i < json_array_get_length (questions); i++)
    {
      JsonNode *node = json_array_get_element (questions, i);
      JsonObject *one = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *text = one != NULL ? moot_json_get_string (one, "text") : NULL;
      const char *answer = one != NULL ? moot_json_get_string (one, "answer") : NULL;
      g_autofree char *asked = NULL;

      if (text == NULL)
        continue;
      /* Translators: %s is what those who admit asked somebody who applied. */
      asked = g_strdup_printf (_("Asked: %s"), text);
      add_line (self, asked, "moot-quiet");
      add_line (self, answer != NULL ? answer : _("There is no answer yet."), NULL);
    }
}

static gboolean
has_vouched (const MootDirectory *directory,
             JsonArray           *vouches)
{
  for (guint i = 0; vouches != NULL && i < json_array_get_length (vouches); i++)
    {
      JsonNode *node = json_array_get_element (vouches, i);

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          g_strcmp0 (moot_json_get_string (json_node_get_object (node), "by"),
                     directory->me->id) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
show_words (MootApplicationCard *self,
            const MootDirectory *directory,
            JsonObject          *said)
{
  g_autofree char *day = moot_moment_text_dup_day (self->applicant->state_since);
  /* Translators: %s is a day. */
  g_autofree char *since = g_strdup_printf (_("Waits since %s"), day);
  const char *reason = said != NULL ? moot_json_get_string (said, "reason") : NULL;

  add_line (self, self->applicant->name, "heading");
  add_line (self, since, "moot-quiet");
  if (said == NULL)
    return;
  if (reason != NULL && *reason != '\0')
    add_line (self, reason, NULL);
  /* Translators: %s are members whom somebody who applied says they know. */
  add_named (self, directory, moot_json_get_array (said, "known_by"), _("Says they know: %s"));
  /* Translators: %s are members who answer for somebody who applied. */
  add_named (self, directory, moot_json_get_array (said, "vouches"), _("Vouched for by: %s"));
  add_questions (self, moot_json_get_array (said, "questions"));
}

static void
add_button (MootApplicationCard *self,
            GtkWidget           *row,
            const char          *label,
            GCallback            callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_widget_insert_before (button, row, NULL);
}

static void
add_deeds (MootApplicationCard *self,
           const MootDirectory *directory,
           JsonObject          *said)
{
  GtkWidget *row = g_object_new (MOOT_TYPE_FLOW, NULL);

  if (moot_directory_may_admit (directory))
    {
      self->words = g_object_new (MOOT_TYPE_TEXT_FIELD, "label", _("Your Question or Your Reason"),
                                  "max-characters", WORDS_MAX, NULL);
      gtk_box_append (GTK_BOX (self->box), self->words);
      /* Translators: a button: somebody becomes a member. */
      add_button (self, row, _("_Admit"), G_CALLBACK (admit_clicked_cb));
      /* Translators: a button: sends a question to somebody who applied. */
      add_button (self, row, _("As_k"), G_CALLBACK (ask_clicked_cb));
      /* Translators: a button: asks whether somebody is not to become a member. */
      add_button (self, row, _("_Refuse…"), G_CALLBACK (refuse_clicked_cb));
    }
  if (directory->me != NULL && directory->me->can != NULL && directory->me->can->propose &&
      !has_vouched (directory, said != NULL ? moot_json_get_array (said, "vouches") : NULL))
    /* Translators: a button: says that one answers for somebody who applied. */
    add_button (self, row, _("_Vouch"), G_CALLBACK (vouch_clicked_cb));
  gtk_box_append (GTK_BOX (self->box), row);
  gtk_widget_set_visible (row, gtk_widget_get_first_child (row) != NULL);
}

static void
moot_application_card_dispose (GObject *object)
{
  MootApplicationCard *self = MOOT_APPLICATION_CARD (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->problem);
  g_clear_object (&self->applicant);

  G_OBJECT_CLASS (moot_application_card_parent_class)->dispose (object);
}

static void
moot_application_card_class_init (MootApplicationCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_application_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
moot_application_card_init (MootApplicationCard *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->box, "card");
  gtk_widget_add_css_class (self->box, "moot-panel");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * moot_application_card_new:
 * @applicant: who applied
 * @directory: who belongs to the co-op, and who looks
 * @page: the page the card stands on
 * @problem: a label of it
 *
 * Returns: (transfer floating): a card
 */
GtkWidget *
moot_application_card_new (MootMember          *applicant,
                           const MootDirectory *directory,
                           MootCasePage        *page,
                           MootMarkedLabel     *problem)
{
  MootApplicationCard *self = g_object_new (MOOT_TYPE_APPLICATION_CARD, NULL);
  g_autoptr (JsonNode) node =
    applicant->application != NULL ? moot_json_parse (applicant->application, -1, NULL) : NULL;
  JsonObject *said =
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  self->page = page;
  self->problem = g_object_ref (problem);
  self->applicant = g_object_ref (applicant);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  applicant->name, -1);
  show_words (self, directory, said);
  add_deeds (self, directory, said);
  return GTK_WIDGET (self);
}
