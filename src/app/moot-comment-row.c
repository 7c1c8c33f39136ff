/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A comment.
 * Thread: main. */
#include "moot-comment-row.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-clock.h"
#include "moot-html-view.h"
#include "moot-link.h"
#include "moot-moment-text.h"
#include "moot-time-text.h"

#define INDENT 18    /* px for each level */
#define INDENT_MAX 4 /* levels; deeper ones say whom they answer */

struct _MootCommentRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *news;
  GtkLabel *author_label;
  GtkLabel *age;
  GtkLabel *answers;
  MootHtmlView *body;
  GtkLabel *deleted;
  GtkFlowBox *reactions;
  GtkWidget *actions;
  GtkWidget *reply_button;
  GtkWidget *react_button;
  GtkPopover *emojis;
  GtkWidget *own_button;
  GtkPopover *own_menu;

  MootComment *comment;
  char *author;
};

G_DEFINE_FINAL_TYPE (MootCommentRow, moot_comment_row, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_REPLY,
  SIGNAL_EDIT,
  SIGNAL_REMOVE,
  SIGNAL_REACT,
  N_SIGNALS,
} MootCommentRowSignal;

static guint signals[N_SIGNALS];

static void
reply_clicked_cb (MootCommentRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REPLY], 0);
}

static void
edit_clicked_cb (MootCommentRow *self)
{
  gtk_popover_popdown (self->own_menu);
  g_signal_emit (self, signals[SIGNAL_EDIT], 0);
}

static void
remove_clicked_cb (MootCommentRow *self)
{
  gtk_popover_popdown (self->own_menu);
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static void
emoji_clicked_cb (GtkButton      *button,
                  MootCommentRow *self)
{
  gtk_popover_popdown (self->emojis);
  g_signal_emit (self, signals[SIGNAL_REACT], 0, gtk_button_get_label (button), TRUE);
}

/* Until the server has answered the button shows what there was. */
static void
reaction_clicked_cb (GtkButton      *button,
                     MootCommentRow *self)
{
  const MootReaction *reaction = g_object_get_data (G_OBJECT (button), "reaction");

  g_signal_emit (self, signals[SIGNAL_REACT], 0, reaction->name, !reaction->me);
}

static void
link_activated_cb (MootCommentRow *self,
                   const char     *uri)
{
  moot_link_open (GTK_WIDGET (self), uri);
}

static void
moot_comment_row_dispose (GObject *object)
{
  MootCommentRow *self = MOOT_COMMENT_ROW (object);

  g_clear_object (&self->comment);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_COMMENT_ROW);

  G_OBJECT_CLASS (moot_comment_row_parent_class)->dispose (object);
}

static void
moot_comment_row_finalize (GObject *object)
{
  g_free (MOOT_COMMENT_ROW (object)->author);

  G_OBJECT_CLASS (moot_comment_row_parent_class)->finalize (object);
}

static void
add_signals (GType type)
{
  /** MootCommentRow::reply: somebody wants to answer this comment */
  signals[SIGNAL_REPLY] =
    g_signal_new ("reply", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /** MootCommentRow::edit: its author wants to change it */
  signals[SIGNAL_EDIT] =
    g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /** MootCommentRow::remove: its author wants to take it back */
  signals[SIGNAL_REMOVE] =
    g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /** MootCommentRow::react: with an emoji, which is to be there afterwards or not */
  signals[SIGNAL_REACT] =
    g_signal_new ("react", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                  G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
moot_comment_row_class_init (MootCommentRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_comment_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_comment_row_finalize;

  add_signals (G_TYPE_FROM_CLASS (klass));
  g_type_ensure (MOOT_TYPE_HTML_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-comment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, box);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, author_label);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, age);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, answers);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, body);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, deleted);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, reply_button);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, react_button);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, emojis);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, own_button);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, own_menu);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, news);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, reactions);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, actions);
  gtk_widget_class_bind_template_callback (widget_class, edit_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, emoji_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, reply_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_activated_cb);
}

static void
moot_comment_row_init (MootCommentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_age (MootComment *comment)
{
  g_autofree char *age = moot_time_text_spoken (comment->created_at, moot_clock_now ());

  if (comment->edited_at == 0)
    return g_steal_pointer (&age);
  /* Translators: %s is the age of a comment that was changed later, as in “5 minutes ago”. */
  return g_strdup_printf (_("%s, edited"), age);
}

static void
add_reaction (MootCommentRow *self,
              MootReaction   *reaction)
{
  const int n = (int) reaction->count;
  g_autofree char *text = g_strdup_printf ("%s %d", reaction->name, n);
  /* Translators: %1$s is an emoji, %2$d how many members answered with it. */
  g_autofree char *spoken = g_strdup_printf (ngettext ("%1$s from %2$d member",
                                                       "%1$s from %2$d members", (gulong) n),
                                             reaction->name, n);
  GtkWidget *button = gtk_button_new_with_label (text);

  if (reaction->me)
    gtk_widget_add_css_class (button, "moot-chosen");
  gtk_widget_add_css_class (button, "moot-reaction");
  gtk_widget_set_tooltip_text (button, reaction->me ? _("Take your reaction back")
                                                    : _("React in the same way"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "reaction", g_object_ref (reaction), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (reaction_clicked_cb), self, 0);
  gtk_flow_box_insert (self->reactions, button, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

static void
show_reactions (MootCommentRow *self)
{
  for (guint i = 0; i < self->comment->reactions->len; i++)
    add_reaction (self, g_ptr_array_index (self->comment->reactions, i));
  gtk_widget_set_visible (GTK_WIDGET (self->reactions), self->comment->reactions->len > 0 &&
                                                          self->comment->deleted_at == 0);
}

static void
show (MootCommentRow *self,
      const char     *answers)
{
  const gboolean gone = self->comment->deleted_at != 0;
  g_autoptr (MootHtmlBlocks) blocks = moot_html_blocks_parse (self->comment->body, NULL);
  g_autofree char *age = dup_age (self->comment);
  g_autofree char *zones = moot_moment_text_dup_zones (self->comment->created_at);
  g_autofree char *text = moot_html_blocks_dup_text (blocks);
  g_autofree char *spoken = NULL;
  g_autofree char *named = NULL;

  gtk_label_set_text (self->author_label, self->author);
  gtk_label_set_text (self->age, age);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->age), zones);
  moot_html_view_set_blocks (self->body, blocks);
  gtk_widget_set_visible (GTK_WIDGET (self->body), !gone);
  gtk_widget_set_visible (GTK_WIDGET (self->deleted), gone);
  gtk_widget_set_visible (GTK_WIDGET (self->answers), answers != NULL);
  if (answers != NULL)
    {
      /* Translators: %s is the name of the member whose comment is answered. */
      g_autofree char *line = g_strdup_printf (_("In answer to %s"), answers);

      gtk_label_set_text (self->answers, line);
    }
  show_reactions (self);
  spoken = g_strjoin (". ", self->author, age,
                      gone ? gtk_label_get_text (self->deleted) : text, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  /* Translators: what a button does; %s is the name of a member. */
  named = g_strdup_printf (_("Reply to %s"), self->author);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reply_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, named, -1);
}

/**
 * moot_comment_row_new:
 * @comment: what it shows
 * @author: (nullable): who wrote it
 * @answers: (nullable): whom it answers, where indentation does not show it
 * @depth: how many comments it is an answer to an answer to
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
moot_comment_row_new (MootComment *comment,
                      const char  *author,
                      const char  *answers,
                      guint        depth)
{
  MootCommentRow *self = g_object_new (MOOT_TYPE_COMMENT_ROW, NULL);

  self->comment = g_object_ref (comment);
  /* Translators: the author of a comment, who is no member any more. */
  self->author = g_strdup (author != NULL ? author : _("Former member"));
  gtk_widget_set_margin_start (self->box, (int) MIN (depth, INDENT_MAX) * INDENT);
  show (self, depth > INDENT_MAX ? answers : NULL);
  return GTK_WIDGET (self);
}

/**
 * moot_comment_row_get_comment:
 * @self: a row
 *
 * Returns: (transfer none): what it shows
 */
MootComment *
moot_comment_row_get_comment (MootCommentRow *self)
{
  g_return_val_if_fail (MOOT_IS_COMMENT_ROW (self), NULL);

  return self->comment;
}

/**
 * moot_comment_row_get_author:
 * @self: a row
 *
 * Returns: (transfer none): who wrote it
 */
const char *
moot_comment_row_get_author (MootCommentRow *self)
{
  g_return_val_if_fail (MOOT_IS_COMMENT_ROW (self), NULL);

  return self->author;
}

/**
 * moot_comment_row_set_rights:
 * @self: a row
 * @answerable: whether this account may comment here
 * @own: whether this account wrote it
 */
void
moot_comment_row_set_rights (MootCommentRow *self,
                             gboolean        answerable,
                             gboolean        own)
{
  g_return_if_fail (MOOT_IS_COMMENT_ROW (self));

  gtk_widget_set_visible (self->actions, answerable && self->comment->deleted_at == 0);
  gtk_widget_set_visible (self->own_button, own);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reactions), answerable);
}

/**
 * moot_comment_row_set_reactable:
 * @self: a row
 * @reactable: whether there is a way to react from here
 */
void
moot_comment_row_set_reactable (MootCommentRow *self,
                                gboolean        reactable)
{
  gtk_widget_set_visible (self->react_button, reactable);
  if (!reactable)
    gtk_widget_set_sensitive (GTK_WIDGET (self->reactions), FALSE);
}

/**
 * moot_comment_row_set_news:
 * @self: a row
 * @news: whether it is the first one this member has not read
 */
void
moot_comment_row_set_news (MootCommentRow *self,
                           gboolean        news)
{
  g_return_if_fail (MOOT_IS_COMMENT_ROW (self));

  gtk_widget_set_visible (self->news, news);
}

/**
 * moot_comment_row_get_news:
 * @self: a row
 *
 * Returns: whether it is the first one this member has not read
 */
gboolean
moot_comment_row_get_news (MootCommentRow *self)
{
  g_return_val_if_fail (MOOT_IS_COMMENT_ROW (self), FALSE);

  return gtk_widget_get_visible (self->news);
}
