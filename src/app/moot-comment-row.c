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
#include "moot-reaction-bar.h"
#include "moot-talk-media.h"
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
  MootMediaGrid *media;
  GtkWidget *actions;
  GtkWidget *reply_button;
  MootReactionBar *reactions;
  GtkWidget *more_button;
  GtkPopover *more_menu;
  GtkWidget *edit_button;
  GtkWidget *remove_button;

  MootComment *comment;
  MootStatus *attached; /* (nullable): what hangs on it */
  char *author;
};

G_DEFINE_FINAL_TYPE (MootCommentRow, moot_comment_row, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_REPLY,
  SIGNAL_QUOTE,
  SIGNAL_EDIT,
  SIGNAL_REMOVE,
  SIGNAL_REACT,
  SIGNAL_OPEN_MEDIA,
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
  gtk_popover_popdown (self->more_menu);
  g_signal_emit (self, signals[SIGNAL_EDIT], 0);
}

static void
remove_clicked_cb (MootCommentRow *self)
{
  gtk_popover_popdown (self->more_menu);
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static void
quote_clicked_cb (MootCommentRow *self)
{
  gtk_popover_popdown (self->more_menu);
  g_signal_emit (self, signals[SIGNAL_QUOTE], 0);
}

static void
react_cb (MootCommentRow *self,
          const char     *name,
          gboolean        present)
{
  g_signal_emit (self, signals[SIGNAL_REACT], 0, name, present);
}

static void
media_opened_cb (MootCommentRow *self,
                 guint           index)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_MEDIA], 0, self->attached, index);
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
  g_clear_object (&self->attached);
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
  /** MootCommentRow::quote: somebody wants to answer this comment and repeat its words */
  signals[SIGNAL_QUOTE] =
    g_signal_new ("quote", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /** MootCommentRow::open-media: one of its pictures was chosen, with all of them and its index */
  signals[SIGNAL_OPEN_MEDIA] =
    g_signal_new ("open-media", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                  MOOT_TYPE_STATUS, G_TYPE_UINT);
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
  g_type_ensure (MOOT_TYPE_MEDIA_GRID);
  g_type_ensure (MOOT_TYPE_REACTION_BAR);
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
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, edit_button);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, media);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, remove_button);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, more_button);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, more_menu);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, news);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, reactions);
  gtk_widget_class_bind_template_child (widget_class, MootCommentRow, actions);
  gtk_widget_class_bind_template_callback (widget_class, edit_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, media_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, quote_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, react_cb);
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
  moot_reaction_bar_set_reactions (self->reactions, self->comment->reactions);
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
  const gboolean reacted = self->comment->reactions->len > 0;

  g_return_if_fail (MOOT_IS_COMMENT_ROW (self));

  gtk_widget_set_visible (self->actions,
                          (answerable || reacted) && self->comment->deleted_at == 0);
  gtk_widget_set_visible (self->reply_button, answerable);
  gtk_widget_set_visible (self->more_button, answerable);
  gtk_widget_set_visible (self->edit_button, own);
  gtk_widget_set_visible (self->remove_button, own);
  moot_reaction_bar_set_open (self->reactions, answerable);
}

/**
 * moot_comment_row_show_media:
 * @self: a row
 * @media: (nullable): what hangs on its comment
 * @loader: (nullable): where pictures come from; needed when something does
 */
void
moot_comment_row_show_media (MootCommentRow  *self,
                             MootStatus      *media,
                             MootImageLoader *loader)
{
  g_return_if_fail (MOOT_IS_COMMENT_ROW (self));

  g_set_object (&self->attached, media);
  moot_talk_media_show (self->media, media, loader);
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
  if (!reactable)
    moot_reaction_bar_set_open (self->reactions, FALSE);
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
