/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The room where the co-op decides.
 * Thread: main. */
#include "moot-moot-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-columns.h"
#include "moot-comment-post.h"
#include "moot-discussion-row.h"
#include "moot-election-row.h"
#include "moot-list-rows.h"
#include "moot-page-loader.h"
#include "moot-proposal-row.h"
#include "moot-room.h"
#include "moot-task-row.h"
#include "moot-waiting-list.h"
#include "moot-ways.h"

struct _MootMootPage
{
  GtkWidget parent_instance;

  MootStatePage *state;
  GtkLabel *clock_notice;
  GtkListBox *open_list;
  GtkWidget *open_none;
  GtkWidget *elections_heading;
  GtkListBox *elections_list;
  GtkListBox *discussions_list;
  GtkWidget *discussions_none;
  GtkWidget *below;
  GtkWidget *tasks_heading;
  GtkListBox *tasks_list;
  GtkListBox *ways;
  MootWaitingList *waiting_list;
  GtkWidget *over;
  GtkListBox *over_list;
  GtkWidget *more_discussions_button;
  GtkWidget *more_over_button;
  GtkWidget *new_proposal_button;
  GtkWidget *new_discussion_button;

  MootPageLoader *loader;
  guint n_pages;      /* of what is long, behind the first */
  GPtrArray *waiting; /* (nullable): of MootUnsentItem */
};

G_DEFINE_FINAL_TYPE (MootMootPage, moot_moot_page, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_OPEN_PROPOSAL,
  SIGNAL_OPEN_DISCUSSION,
  SIGNAL_OPEN_ELECTION,
  SIGNAL_NEW_PROPOSAL,
  SIGNAL_NEW_DISCUSSION,
  N_SIGNALS,
} MootMootPageSignal;

static guint signals[N_SIGNALS];

static void
proposal_activated_cb (MootMootPage  *self,
                       GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_PROPOSAL], 0,
                 moot_proposal_row_get_id (MOOT_PROPOSAL_ROW (row)));
}

static void
discussion_activated_cb (MootMootPage  *self,
                         GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_DISCUSSION], 0,
                 moot_discussion_row_get_id (MOOT_DISCUSSION_ROW (row)));
}

static void
election_activated_cb (MootMootPage  *self,
                       GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_ELECTION], 0,
                 moot_election_row_get_id (GTK_WIDGET (row)));
}

static void
new_proposal_clicked_cb (MootMootPage *self)
{
  g_signal_emit (self, signals[SIGNAL_NEW_PROPOSAL], 0);
}

static void
new_discussion_clicked_cb (MootMootPage *self)
{
  g_signal_emit (self, signals[SIGNAL_NEW_DISCUSSION], 0);
}

static void
more_clicked_cb (MootMootPage *self)
{
  g_autofree char *pages = g_strdup_printf ("%u", ++self->n_pages + 1);

  moot_page_loader_set_id (self->loader, pages);
}

static MootUnsentItem *
find_waiting (MootMootPage *self,
              gint64        id)
{
  for (guint i = 0; i < self->waiting->len; i++)
    if (((MootUnsentItem *) g_ptr_array_index (self->waiting, i))->id == id)
      return g_ptr_array_index (self->waiting, i);
  return NULL;
}

static void
discard_cb (MootMootPage *self,
            gint64        id)
{
  MootUnsentItem *item = find_waiting (self, id);

  if (item == NULL)
    return;
  moot_comment_post_forget (moot_page_loader_get_client (self->loader), id);
  g_ptr_array_remove (self->waiting, item);
  moot_waiting_list_set_items (self->waiting_list, self->waiting);
}

static void
again_cb (MootMootPage *self,
          gint64        id)
{
  MootUnsentItem *item = find_waiting (self, id);
  g_autofree char *title = item != NULL ? moot_unsent_item_dup_title (item) : NULL;
  g_autofree char *text = item != NULL ? moot_unsent_item_dup_text (item) : NULL;

  if (item == NULL)
    return;
  discard_cb (self, id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.rewrite-discussion", "(ss)",
                              title != NULL ? title : "", text != NULL ? text : "");
}

static const char *
find_verdict (gpointer data,
              gpointer item)
{
  MootRoom *room = data;

  return g_hash_table_lookup (room->verdicts, MOOT_PROPOSAL (item)->id);
}

static const char *
find_author (gpointer data,
             gpointer item)
{
  MootRoom *room = data;

  return moot_room_find_name (room, MOOT_DISCUSSION (item)->author_id);
}

static GtkWidget *
make_proposal (gpointer    data,
               gpointer    item,
               const char *extra)
{
  return moot_proposal_row_new (item, ((MootRoom *) data)->bylaws, extra);
}

static GtkWidget *
make_discussion (gpointer    data,
                 gpointer    item,
                 const char *extra)
{
  return moot_discussion_row_new (item, extra);
}

static GtkWidget *
make_election (gpointer    data,
               gpointer    item,
               const char *extra)
{
  return moot_election_row_new (item);
}

static const MootRowKind election_rows = { NULL, make_election };
static const MootRowKind proposal_rows = { find_verdict, make_proposal };
static const MootRowKind task_rows = { NULL, moot_task_row_make };
static const MootRowKind discussion_rows = { find_author, make_discussion };

static void
show_tasks (MootMootPage *self,
            MootRoom     *room)
{
  MootLook look = { .items = room->tasks,
                    .names = room->names,
                    .me = room->me,
                    .client = moot_page_loader_get_client (self->loader) };

  moot_list_rows_fill (self->tasks_list, room->tasks, &task_rows, &look);
  gtk_widget_set_visible (self->tasks_heading, room->tasks->len > 0);
}

/* Votes end and dues fall due by that clock. */
static void
show_clock (MootMootPage *self,
            gint64        error)
{
  const gint64 minutes = ABS (error) / 60;
  g_autofree char *text = NULL;

  if (error > 0)
    text = g_strdup_printf (ngettext ("The clock of the co-op’s computer is %d minute slow. "
                                      "Times here are wrong until somebody sets it.",
                                      "The clock of the co-op’s computer is %d minutes slow. "
                                      "Times here are wrong until somebody sets it.",
                                      (gulong) minutes),
                            (int) minutes);
  else if (error < 0)
    text = g_strdup_printf (ngettext ("The clock of the co-op’s computer is %d minute fast. "
                                      "Times here are wrong until somebody sets it.",
                                      "The clock of the co-op’s computer is %d minutes fast. "
                                      "Times here are wrong until somebody sets it.",
                                      (gulong) minutes),
                            (int) minutes);
  gtk_label_set_label (self->clock_notice, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->clock_notice), text != NULL);
}

static void
show_room (GtkWidget *page,
           gpointer   result)
{
  MootMootPage *self = MOOT_MOOT_PAGE (page);
  MootRoom *room = result;
  const MootMemberRights *can = room->me != NULL ? room->me->can : NULL;
  const gboolean may_talk = can != NULL && can->comment;

  show_clock (self, room->clock_error);
  gtk_widget_set_visible (self->new_proposal_button, can != NULL && can->propose);
  gtk_widget_set_visible (self->new_discussion_button, may_talk);
  moot_list_rows_fill (self->open_list, room->open, &proposal_rows, room);
  moot_list_rows_fill (self->over_list, room->over, &proposal_rows, room);
  moot_list_rows_fill (self->discussions_list, room->discussions, &discussion_rows, room);
  moot_list_rows_fill (self->elections_list, room->elections, &election_rows, room);
  gtk_widget_set_visible (self->elections_heading, room->elections->len > 0);
  show_tasks (self, room);
  gtk_widget_set_visible (self->open_none, room->open->len == 0);
  gtk_widget_set_visible (self->discussions_none, room->discussions->len == 0);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  self->waiting = g_ptr_array_ref (room->waiting);
  moot_waiting_list_set_items (self->waiting_list, self->waiting);
  gtk_widget_set_visible (self->over, room->over->len > 0);
  gtk_widget_set_visible (self->more_discussions_button, room->more_discussions);
  gtk_widget_set_visible (self->more_over_button, room->more_over);

  if (room->open->len + room->over->len + room->discussions->len + room->elections->len +
        room->waiting->len >
      0)
    moot_state_page_show_content (self->state);
  else
    moot_state_page_show_empty (self->state, "system-users-symbolic", _("Nothing to Decide Yet"),
                                _("Discussions and proposals of the co-op appear here."),
                                may_talk ? _("Start a Discussion") : NULL);
}

static const MootPageKind room_kind = {
  .load = moot_room_load,
  .show = show_room,
  .free_result = (GDestroyNotify) moot_room_free,
};

static void
moot_moot_page_dispose (GObject *object)
{
  MootMootPage *self = MOOT_MOOT_PAGE (object);

  if (self->loader != NULL)
    moot_page_loader_stop (self->loader);
  g_clear_object (&self->loader);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_MOOT_PAGE);

  G_OBJECT_CLASS (moot_moot_page_parent_class)->dispose (object);
}

static void
add_signals (GType type)
{
  /** MootMootPage::open-proposal: one was chosen, by its id */
  signals[SIGNAL_OPEN_PROPOSAL] = g_signal_new ("open-proposal", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /** MootMootPage::open-discussion: one was chosen, by its id */
  signals[SIGNAL_OPEN_DISCUSSION] = g_signal_new ("open-discussion", type, G_SIGNAL_RUN_LAST, 0,
                                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /** MootMootPage::open-election: one was chosen, by its id */
  signals[SIGNAL_OPEN_ELECTION] = g_signal_new ("open-election", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /** MootMootPage::new-proposal: somebody wants to write one */
  signals[SIGNAL_NEW_PROPOSAL] = g_signal_new ("new-proposal", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 0);
  /** MootMootPage::new-discussion: somebody wants to begin one */
  signals[SIGNAL_NEW_DISCUSSION] = g_signal_new ("new-discussion", type, G_SIGNAL_RUN_LAST, 0,
                                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
moot_moot_page_class_init (MootMootPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_moot_page_dispose;
  add_signals (G_TYPE_FROM_CLASS (klass));
  g_type_ensure (MOOT_TYPE_COLUMNS);
  g_type_ensure (MOOT_TYPE_STATE_PAGE);
  g_type_ensure (MOOT_TYPE_WAITING_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-moot-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, state);
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, clock_notice);
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, open_list);
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, open_none);
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, elections_heading);
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, elections_list);
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, discussions_list);
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, discussions_none);
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, below);
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, tasks_heading);
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, tasks_list);
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, ways);
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, waiting_list);
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, over);
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, over_list);
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, more_discussions_button);
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, more_over_button);
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, new_proposal_button);
  gtk_widget_class_bind_template_child (widget_class, MootMootPage, new_discussion_button);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
  gtk_widget_class_bind_template_callback (widget_class, proposal_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, discussion_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, election_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_proposal_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_discussion_clicked_cb);
}

static void
moot_moot_page_init (MootMootPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_ways_fill (self->ways);
}

/**
 * moot_moot_page_new:
 * @client: a server with a co-op
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_moot_page_new (MootClient *client)
{
  MootMootPage *self;

  g_return_val_if_fail (MOOT_IS_CLIENT (client), NULL);

  self = g_object_new (MOOT_TYPE_MOOT_PAGE, NULL);
  self->loader = moot_page_loader_new (GTK_WIDGET (self), self->state, client, NULL, &room_kind);
  moot_page_loader_refresh (self->loader);
  return GTK_WIDGET (self);
}

/**
 * moot_moot_page_refresh:
 * @self: a page
 *
 * Loads the page again, after something of the co-op changed.
 */
void
moot_moot_page_refresh (MootMootPage *self)
{
  g_return_if_fail (MOOT_IS_MOOT_PAGE (self));

  moot_page_loader_refresh (self->loader);
}

/**
 * moot_moot_page_set_others:
 * @self: a page
 * @others: (transfer floating): what is decided elsewhere, shown below what is decided here
 */
void
moot_moot_page_set_others (MootMootPage *self,
                           GtkWidget    *others)
{
  g_return_if_fail (MOOT_IS_MOOT_PAGE (self));

  gtk_box_append (GTK_BOX (self->below), others);
}
