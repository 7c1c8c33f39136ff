/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The groups on Loomio in the moot: what waits and what is talked about in each, in the rows the
 * co-op's own has, under the name of where it comes from.  Copies first, then what the server says.
 * Thread: main. */
#include "config.h"

#include "moot-loomio-list.h"

#include "moot-discussion-row.h"
#include "moot-empty.h"
#include "moot-error-text.h"
#include "moot-proposal-row.h"
#include "moot-room.h"

#include <glib/gi18n.h>

#define ROWS_MAX 5 /* of a kind; the page of the group has all */

struct _MootLoomioList
{
  GtkWidget parent_instance;

  GtkWidget *box;
  MootLoomioLinks *links;
  GPtrArray *groups; /* of Group */
};

G_DEFINE_FINAL_TYPE (MootLoomioList, moot_loomio_list, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_OPEN_PROPOSAL,
  SIGNAL_OPEN_DISCUSSION,
  SIGNAL_OPEN_GROUP,
  SIGNAL_RENEW,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* One group; what is loading holds it too. */
typedef struct
{
  gatomicrefcount references;
  MootLoomioList *list; /* borrowed, NULL once it is gone */
  MootClient *client;
  char *key;
  GCancellable *cancellable;
  GtkWidget *box;
  GtkLabel *problem;
  GtkWidget *renew;
  GtkListBox *rows;
  gboolean fresh;
} Group;

static void
group_unref (gpointer data)
{
  Group *group = data;

  if (!g_atomic_ref_count_dec (&group->references))
    return;

  g_clear_object (&group->client);
  g_clear_object (&group->cancellable);
  g_clear_object (&group->box);
  g_free (group->key);
  g_free (group);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Group, group_unref)

static Group *
group_ref (Group *group)
{
  g_atomic_ref_count_inc (&group->references);
  return group;
}

static void
group_leave (gpointer data)
{
  Group *group = data;

  group->list = NULL;
  g_signal_handlers_disconnect_by_data (group->client, group);
  g_cancellable_cancel (group->cancellable);
  group_unref (group);
}

/* Loading ------------------------------------------------------------------------------------ */

typedef struct
{
  MootPageSource source;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->source.cache, moot_cache_unref);
  g_free (job->source.account);
  g_free (job);
}

static gpointer
run_job (MootConnection  *connection,
         gpointer         data,
         GCancellable    *cancellable,
         GError         **error)
{
  Job *job = data;

  job->source.connection = connection;
  return moot_room_load (&job->source, NULL, cancellable, error);
}

static void
start (Group               *group,
       gboolean             from_copies,
       GAsyncReadyCallback  callback)
{
  Job *job = g_new0 (Job, 1);
  const char *account = NULL;
  MootCache *cache = moot_client_get_keep (group->client, &account);

  job->source.cache = cache != NULL ? moot_cache_ref (cache) : NULL;
  job->source.account = g_strdup (account);
  job->source.from_copies = from_copies;
  moot_client_run_async (group->client, run_job, job, job_free, (GDestroyNotify) moot_room_free,
                         group->cancellable, callback, group_ref (group));
}

static void
fill (Group    *group,
      MootRoom *room)
{
  moot_empty_list (group->rows);
  for (guint i = 0; i < room->open->len && i < ROWS_MAX; i++)
    gtk_list_box_append (group->rows,
                         moot_proposal_row_new (g_ptr_array_index (room->open, i), NULL, NULL));
  for (guint i = 0; i < room->discussions->len && i < ROWS_MAX; i++)
    {
      MootDiscussion *discussion = g_ptr_array_index (room->discussions, i);

      gtk_list_box_append (group->rows,
                           moot_discussion_row_new (discussion, moot_room_find_name (
                                                                  room, discussion->author_id)));
    }
  gtk_widget_set_visible (GTK_WIDGET (group->rows),
                          gtk_list_box_get_row_at_index (group->rows, 0) != NULL);
}

static void
say (Group        *group,
     const GError *error)
{
  const gboolean unknown =
    g_error_matches (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNAUTHORIZED);
  g_autofree char *text = NULL;

  if (unknown)
    text = g_strdup (_("Loomio does not know the API key any more. Keys change with a password; "
                        "your profile there shows the new one. Nothing you wrote here is lost."));
  else if (error != NULL)
    text = moot_error_text_dup_sentence (error);
  gtk_label_set_text (group->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (group->problem), text != NULL);
  gtk_widget_set_visible (group->renew, unknown);
}

static void
copies_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (Group) group = user_data;
  g_autoptr (MootRoom) room = moot_client_run_finish (MOOT_CLIENT (source), result, NULL);

  if (room != NULL && group->list != NULL && !group->fresh)
    fill (group, room);
}

static void
server_answered_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (Group) group = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRoom) room = moot_client_run_finish (MOOT_CLIENT (source), result, &error);

  if (group->list == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  say (group, error);
  if (room == NULL)
    return;
  group->fresh = TRUE;
  fill (group, room);
}

static void
load (Group *group)
{
  if (!group->fresh)
    start (group, TRUE, copies_read_cb);
  start (group, FALSE, server_answered_cb);
}

static void
signed_in_cb (MootClient *client,
              GParamSpec *pspec,
              gpointer    data)
{
  Group *group = data;

  if (moot_client_get_signed_in (client))
    load (group);
}

/* Showing ------------------------------------------------------------------------------------ */

static void
row_activated_cb (GtkListBox    *box,
                  GtkListBoxRow *row,
                  Group         *group)
{
  if (MOOT_IS_PROPOSAL_ROW (row))
    g_signal_emit (group->list, signals[SIGNAL_OPEN_PROPOSAL], 0, group->client,
                   moot_proposal_row_get_id (MOOT_PROPOSAL_ROW (row)));
  else
    g_signal_emit (group->list, signals[SIGNAL_OPEN_DISCUSSION], 0, group->client,
                   moot_discussion_row_get_id (MOOT_DISCUSSION_ROW (row)));
}

static void
all_clicked_cb (GtkButton *button,
                Group     *group)
{
  g_signal_emit (group->list, signals[SIGNAL_OPEN_GROUP], 0, group->client);
}

static void
renew_clicked_cb (GtkButton *button,
                  Group     *group)
{
  g_signal_emit (group->list, signals[SIGNAL_RENEW], 0, group->key);
}

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_button (const char *label,
             GCallback   callback,
             Group      *group)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_wrap (GTK_LABEL (child), TRUE);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect (button, "clicked", callback, group);
  return button;
}

static void
build (Group *group)
{
  GtkWidget *heading = make_label (moot_client_get_origin (group->client), "title-4");
  GtkWidget *rows = gtk_list_box_new ();
  GtkWidget *all = make_button (_("All of This Group…"), G_CALLBACK (all_clicked_cb), group);
  g_autofree char *spoken = NULL;

  /* Translators: %s is a group and its server, as in “Meadow on loomio.example”. */
  spoken = g_strdup_printf (_("All of %s"), moot_client_get_origin (group->client));
  gtk_accessible_update_property (GTK_ACCESSIBLE (all), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  group->box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  group->problem = GTK_LABEL (make_label (NULL, "warning"));
  group->renew = make_button (_("New Key…"), G_CALLBACK (renew_clicked_cb), group);
  group->rows = GTK_LIST_BOX (rows);
  gtk_list_box_set_selection_mode (group->rows, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (rows, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  moot_client_get_origin (group->client), -1);
  g_signal_connect (rows, "row-activated", G_CALLBACK (row_activated_cb), group);
  gtk_widget_set_visible (GTK_WIDGET (group->problem), FALSE);
  gtk_widget_set_visible (group->renew, FALSE);
  gtk_widget_set_visible (rows, FALSE);
  gtk_box_append (GTK_BOX (group->box), heading);
  gtk_box_append (GTK_BOX (group->box), GTK_WIDGET (group->problem));
  gtk_box_append (GTK_BOX (group->box), group->renew);
  gtk_box_append (GTK_BOX (group->box), rows);
  gtk_box_append (GTK_BOX (group->box), all);
}

static void
add_group (MootLoomioList *self,
           guint           i)
{
  Group *group = g_new0 (Group, 1);

  g_atomic_ref_count_init (&group->references);
  group->list = self;
  group->client = g_object_ref (moot_loomio_links_get_client (self->links, i));
  group->key = g_strdup (moot_loomio_links_get_link (self->links, i)->key);
  group->cancellable = g_cancellable_new ();
  build (group);
  g_signal_connect (group->client, "notify::signed-in", G_CALLBACK (signed_in_cb), group);
  g_ptr_array_add (self->groups, group);
  gtk_box_append (GTK_BOX (self->box), group->box);
  load (group);
}

static gboolean
has_group (MootLoomioList *self,
           guint           i,
           const char     *key)
{
  return i < self->groups->len &&
         g_str_equal (((Group *) g_ptr_array_index (self->groups, i))->key, key);
}

/* Groups that stay keep their rows, and with them the focus. */
static void
links_changed_cb (MootLoomioList *self)
{
  const guint n = moot_loomio_links_get_n (self->links);
  guint same = 0;

  while (same < n && has_group (self, same, moot_loomio_links_get_link (self->links, same)->key))
    same++;
  while (self->groups->len > same)
    {
      Group *group = g_ptr_array_index (self->groups, self->groups->len - 1);

      gtk_box_remove (GTK_BOX (self->box), group->box);
      g_ptr_array_remove_index (self->groups, self->groups->len - 1);
    }
  for (guint i = same; i < n; i++)
    add_group (self, i);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
moot_loomio_list_dispose (GObject *object)
{
  MootLoomioList *self = MOOT_LOOMIO_LIST (object);

  g_ptr_array_set_size (self->groups, 0);
  g_clear_object (&self->links);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (moot_loomio_list_parent_class)->dispose (object);
}

static void
moot_loomio_list_finalize (GObject *object)
{
  g_clear_pointer (&MOOT_LOOMIO_LIST (object)->groups, g_ptr_array_unref);

  G_OBJECT_CLASS (moot_loomio_list_parent_class)->finalize (object);
}

static void
moot_loomio_list_class_init (MootLoomioListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = moot_loomio_list_dispose;
  object_class->finalize = moot_loomio_list_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /** MootLoomioList::open-proposal: one was chosen, with its client and its id */
  signals[SIGNAL_OPEN_PROPOSAL] =
    g_signal_new ("open-proposal", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                  MOOT_TYPE_CLIENT, G_TYPE_STRING);
  /** MootLoomioList::open-discussion: one was chosen, with its client and its id */
  signals[SIGNAL_OPEN_DISCUSSION] =
    g_signal_new ("open-discussion", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                  MOOT_TYPE_CLIENT, G_TYPE_STRING);
  /** MootLoomioList::open-group: all of it is wanted, with its client */
  signals[SIGNAL_OPEN_GROUP] = g_signal_new ("open-group", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 1, MOOT_TYPE_CLIENT);
  /** MootLoomioList::renew: its key is to be typed anew, with the key of the link */
  signals[SIGNAL_RENEW] = g_signal_new ("renew", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
moot_loomio_list_init (MootLoomioList *self)
{
  self->groups = g_ptr_array_new_with_free_func (group_leave);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * moot_loomio_list_new:
 * @links: what is linked
 *
 * Returns: (transfer floating): a list that hides itself while nothing is linked
 */
GtkWidget *
moot_loomio_list_new (MootLoomioLinks *links)
{
  MootLoomioList *self = g_object_new (MOOT_TYPE_LOOMIO_LIST, NULL);

  self->links = g_object_ref (links);
  g_signal_connect_object (links, "changed", G_CALLBACK (links_changed_cb), self,
                           G_CONNECT_SWAPPED);
  links_changed_cb (self);
  return GTK_WIDGET (self);
}

/** moot_loomio_list_refresh: asks all groups again */
void
moot_loomio_list_refresh (MootLoomioList *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    load (g_ptr_array_index (self->groups, i));
}
