/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A discussion in the list of the room.
 * Thread: main. */
#include "moot-discussion-row.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-clock.h"
#include "moot-marked-label.h"
#include "moot-time-text.h"

struct _MootDiscussionRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *title;
  GtkLabel *author;
  GtkLabel *comments;
  MootMarkedLabel *unread;

  MootDiscussion *discussion;
};

G_DEFINE_FINAL_TYPE (MootDiscussionRow, moot_discussion_row, GTK_TYPE_LIST_BOX_ROW)

static void
moot_discussion_row_dispose (GObject *object)
{
  MootDiscussionRow *self = MOOT_DISCUSSION_ROW (object);

  g_clear_object (&self->discussion);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_DISCUSSION_ROW);

  G_OBJECT_CLASS (moot_discussion_row_parent_class)->dispose (object);
}

static void
moot_discussion_row_class_init (MootDiscussionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_discussion_row_dispose;
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-discussion-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionRow, title);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionRow, author);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionRow, comments);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionRow, unread);
}

static void
moot_discussion_row_init (MootDiscussionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_comments (MootDiscussion *discussion)
{
  const int n = (int) discussion->comments_count;
  g_autofree char *age = NULL;

  if (n == 0)
    return g_strdup (_("Nobody has answered yet"));
  age = moot_time_text_spoken (discussion->last_activity_at, moot_clock_now ());
  /* Translators: %1$d counts comments, %2$s is an age, as in “5 minutes ago”. */
  return g_strdup_printf (ngettext ("%1$d comment, the last %2$s", "%1$d comments, the last %2$s",
                                    (gulong) n),
                          n, age);
}

static void
show (MootDiscussionRow *self,
      const char        *author)
{
  const int n_unread = self->discussion->read != NULL ? (int) self->discussion->read->unread_count
                                                      : 0;
  g_autofree char *by = NULL;
  g_autofree char *comments = dup_comments (self->discussion);
  g_autofree char *unread = NULL;
  g_autofree char *spoken = NULL;

  /* Translators: %s is the name of the member who began a discussion. */
  by = author != NULL ? g_strdup_printf (_("by %s"), author) : NULL;
  unread = n_unread > 0
             /* Translators: comments that were not read yet. */
             ? g_strdup_printf (ngettext ("%d new comment", "%d new comments", (gulong) n_unread),
                                n_unread)
             : NULL;
  gtk_label_set_text (self->title, self->discussion->title);
  gtk_label_set_text (self->author, by != NULL ? by : "");
  gtk_widget_set_visible (GTK_WIDGET (self->author), by != NULL);
  gtk_label_set_text (self->comments, comments);
  moot_marked_label_set_text (self->unread, unread);
  gtk_widget_set_visible (GTK_WIDGET (self->unread), unread != NULL);
  spoken = g_strjoin (". ", self->discussion->title, comments, unread, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

/**
 * moot_discussion_row_new:
 * @discussion: what it shows
 * @author: (nullable): who began it
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
moot_discussion_row_new (MootDiscussion *discussion,
                         const char     *author)
{
  MootDiscussionRow *self = g_object_new (MOOT_TYPE_DISCUSSION_ROW, NULL);

  self->discussion = g_object_ref (discussion);
  show (self, author);
  return GTK_WIDGET (self);
}

/**
 * moot_discussion_row_get_id:
 * @self: a row
 *
 * Returns: (transfer none): of the discussion
 */
const char *
moot_discussion_row_get_id (MootDiscussionRow *self)
{
  g_return_val_if_fail (MOOT_IS_DISCUSSION_ROW (self), NULL);

  return self->discussion->id;
}
