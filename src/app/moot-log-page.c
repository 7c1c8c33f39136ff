/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The co-op's log.
 * Thread: main; entries are proved on a worker. */
#include "config.h"

#include "moot-log-page.h"

#include <glib/gi18n.h>

#include "moot-adaptive.h"
#include "moot-client-load.h"
#include "moot-empty.h"
#include "moot-error-text.h"
#include "moot-log-text.h"
#include "moot-marked-label.h"
#include "moot-member.h"
#include "moot-moment-text.h"
#include "moot-state-page.h"

#define PAGE_SIZE 40

struct _MootLogPage
{
  GtkWidget parent_instance;

  MootStatePage *state;
  MootMarkedLabel *finding;
  GtkLabel *heads;
  GtkWidget *accept_button;
  GtkDropDown *filter;
  GtkListBox *list;
  GtkWidget *none;
  GtkWidget *older_button;

  MootClient *client;
  MootLogWatch *watch;
  GCancellable *cancellable;
  GHashTable *names; /* id -> MootMember */
  char *max_id;      /* (nullable): where the next page begins */
};

G_DEFINE_FINAL_TYPE (MootLogPage, moot_log_page, GTK_TYPE_WIDGET)

/* In the order of the choices in the template. */
static const char *const filters[] = {
  "",
  "proposal.*",
  "vote.*",
  "outcome.*",
  "membership.*",
  "role.*",
  "bylaw.*",
  "dues.*",
  "ledger.*",
};

/* What was found out ------------------------------------------------------------------------- */

static void
show_finding (MootLogPage *self)
{
  const MootLogFinding *finding = moot_log_watch_get_finding (self->watch);
  const gboolean alarm = finding != NULL && moot_log_text_get_alarm (finding->state) != NULL;
  g_autofree char *text = finding != NULL ? moot_log_text_dup_finding (finding) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->finding), finding != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->heads), alarm);
  gtk_widget_set_visible (self->accept_button, alarm);
  if (finding == NULL)
    return;

  moot_marked_label_set_text (self->finding, text);
  moot_marked_label_set_icon_name (self->finding,
                                   alarm ? "dialog-warning-symbolic" : "emblem-ok-symbolic");
  if (alarm)
    {
      g_autofree char *ours = moot_log_text_dup_head (finding->ours);
      g_autofree char *theirs = moot_log_text_dup_head (finding->theirs);
      /* Translators: two states of a log, one below the other. */
      g_autofree char *both = g_strdup_printf (_("Seen here: %1$s\nShown by the server: %2$s"),
                                               ours, theirs);

      gtk_widget_add_css_class (GTK_WIDGET (self->finding), "moot-problem");
      gtk_label_set_text (self->heads, both);
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->finding), "moot-problem");
}

static void
accept_answered_cb (gboolean accepted,
                    gpointer data)
{
  MootLogPage *self = data;

  if (accepted && self->watch != NULL)
    moot_log_watch_accept (self->watch);
}

static void
accept_clicked_cb (MootLogPage *self)
{
  moot_ask (GTK_WIDGET (self), _("Go On with This Log?"),
            _("From now on the log is compared with what the server shows today. Do this when the "
               "members know why it changed."),
            _("Go On"), TRUE, accept_answered_cb, g_object_ref (self), g_object_unref);
}

/* Proving an entry --------------------------------------------------------------------------- */

typedef struct
{
  gint64 seq;
  char *leaf;
} Proof;

static void
proof_free (gpointer data)
{
  g_free (((Proof *) data)->leaf);
  g_free (data);
}

/* The entry as it was hashed, or "" when the log does not have it. */
static gpointer
prove (MootConnection  *connection,
       gpointer         data,
       GCancellable    *cancellable,
       GError         **error)
{
  const Proof *proof = data;
  g_autoptr (MootLogHead) head = moot_log_ask_head (connection, cancellable, error);
  g_autofree char *text = NULL;
  g_autofree char *hex = NULL;
  gboolean included = FALSE;
  MootDigest leaf;

  if (head != NULL)
    text = moot_log_ask_entry (connection, proof->seq, head, &included, cancellable, error);
  if (text == NULL)
    return NULL;
  moot_merkle_hash_leaf (text, strlen (text), &leaf);
  hex = moot_digest_to_hex (&leaf);
  return included && g_strcmp0 (hex, proof->leaf) == 0 ? g_steal_pointer (&text) : g_strdup ("");
}

static void
proved_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GtkWidget) mark = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = moot_client_run_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (text == NULL)
    sentence = moot_error_text_dup_sentence (error);
  else if (*text == '\0')
    sentence = g_strdup (_("The server cannot prove this entry. Tell the other members."));
  else
    sentence = g_strdup_printf (_("Proved: the log has just this.\n%s"), text);
  moot_marked_label_set_icon_name (MOOT_MARKED_LABEL (mark),
                                   text != NULL && *text != '\0' ? "emblem-ok-symbolic"
                                                                 : "dialog-warning-symbolic");
  moot_marked_label_set_text (MOOT_MARKED_LABEL (mark), sentence);
  gtk_widget_set_visible (mark, TRUE);
}

static void
row_activated_cb (MootLogPage   *self,
                  GtkListBoxRow *row)
{
  GtkWidget *mark = g_object_get_data (G_OBJECT (row), "mark");
  MootAuditEntry *entry = g_object_get_data (G_OBJECT (row), "entry");
  Proof *proof = g_new0 (Proof, 1);

  proof->seq = entry->seq;
  proof->leaf = g_strdup (entry->leaf);
  moot_client_run_async (self->client, prove, proof, proof_free, g_free, self->cancellable,
                         proved_cb, g_object_ref (mark));
}

/* Entries ------------------------------------------------------------------------------------ */

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_entry (MootLogPage    *self,
           MootAuditEntry *entry)
{
  g_autofree char *words = moot_log_text_dup_entry (entry, self->names);
  g_autofree char *when = moot_moment_text_dup_moment (entry->at);
  g_autofree char *line = NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *mark = moot_marked_label_new ("emblem-ok-symbolic", "");
  GtkWidget *row = gtk_list_box_row_new ();

  /* Translators: %1$d is the number of an entry of the log, %2$s a moment. */
  line = g_strdup_printf (_("Entry %1$d · %2$s"), (int) entry->seq, when);
  gtk_widget_add_css_class (box, "moot-row");
  gtk_box_append (GTK_BOX (box), make_label (words, NULL));
  gtk_box_append (GTK_BOX (box), make_label (line, "moot-quiet"));
  gtk_widget_set_visible (mark, FALSE);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _("Choose it to have it proved"), -1);
  g_object_set_data (G_OBJECT (row), "mark", mark);
  g_object_set_data_full (G_OBJECT (row), "entry", g_object_ref (entry), g_object_unref);
  gtk_list_box_append (self->list, row);
}

static void
entries_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MootLogPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->state == NULL)
    return;
  if (reply == NULL)
    {
      sentence = moot_error_text_dup_sentence (error);
      moot_state_page_show_problem (self->state, moot_error_text_get_icon (error),
                                    moot_error_text_get_title (error), sentence);
      return;
    }
  if (self->max_id == NULL)
    moot_empty_list (self->list);
  for (guint i = 0; i < reply->items->len; i++)
    add_entry (self, g_ptr_array_index (reply->items, i));
  g_free (self->max_id);
  self->max_id = g_strdup (reply->next_max_id);
  gtk_widget_set_visible (self->older_button, self->max_id != NULL);
  gtk_widget_set_visible (self->none, gtk_list_box_get_row_at_index (self->list, 0) == NULL);
  moot_state_page_show_content (self->state);
}

static void
load_page (MootLogPage *self)
{
  const guint chosen = gtk_drop_down_get_selected (self->filter);
  MootRequest *request = moot_request_new (MOOT_CALL_AUDIT);

  moot_request_add_int (request, "limit", PAGE_SIZE);
  if (chosen < G_N_ELEMENTS (filters) && *filters[chosen] != '\0')
    moot_request_add (request, "type", filters[chosen]);
  if (self->max_id != NULL)
    moot_request_add (request, "max_id", self->max_id);
  moot_client_call_async (self->client, request, self->cancellable, entries_cb,
                          g_object_ref (self));
}

static void
refresh (MootLogPage *self)
{
  g_clear_pointer (&self->max_id, g_free);
  load_page (self);
}

static void
filter_cb (MootLogPage *self)
{
  if (self->client != NULL)
    refresh (self);
}

static void
show_names (MootReply    *reply,
            gint64        fetched_at,
            const GError *error,
            gpointer      data)
{
  MootLogPage *self = data;

  for (guint i = 0; reply != NULL && self->state != NULL && i < reply->items->len; i++)
    {
      MootMember *member = g_ptr_array_index (reply->items, i);

      g_hash_table_replace (self->names, g_strdup (member->id), g_object_ref (member));
    }
  if (self->state != NULL)
    refresh (self);
}

static void
moot_log_page_dispose (GObject *object)
{
  MootLogPage *self = MOOT_LOG_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_LOG_PAGE);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->watch);
  g_clear_object (&self->client);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->max_id, g_free);

  G_OBJECT_CLASS (moot_log_page_parent_class)->dispose (object);
}

static void
moot_log_page_class_init (MootLogPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_log_page_dispose;
  g_type_ensure (MOOT_TYPE_STATE_PAGE);
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-log-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootLogPage, state);
  gtk_widget_class_bind_template_child (widget_class, MootLogPage, finding);
  gtk_widget_class_bind_template_child (widget_class, MootLogPage, heads);
  gtk_widget_class_bind_template_child (widget_class, MootLogPage, accept_button);
  gtk_widget_class_bind_template_child (widget_class, MootLogPage, filter);
  gtk_widget_class_bind_template_child (widget_class, MootLogPage, list);
  gtk_widget_class_bind_template_child (widget_class, MootLogPage, none);
  gtk_widget_class_bind_template_child (widget_class, MootLogPage, older_button);
  gtk_widget_class_bind_template_callback (widget_class, accept_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, load_page);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
moot_log_page_init (MootLogPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_log_page_new:
 * @client: a server with a co-op
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_log_page_new (MootClient *client)
{
  MootLogPage *self = g_object_new (MOOT_TYPE_LOG_PAGE, NULL);

  self->client = g_object_ref (client);
  self->watch = g_object_ref (moot_log_watch_for (client));
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (show_finding), self,
                           G_CONNECT_SWAPPED);
  show_finding (self);
  moot_log_watch_check (self->watch);
  moot_client_load (client, "members", moot_request_new (MOOT_CALL_MEMBERSHIPS), self->cancellable,
                    show_names, g_object_ref (self), g_object_unref);
  return GTK_WIDGET (self);
}
