/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A task that follows from a decision: whose it is, until when, and whether it is done.
 * Spec: co-op API, tasks.
 * Thread: main. */
#include "moot-task-row.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-clock.h"
#include "moot-error-text.h"
#include "moot-json.h"
#include "moot-moment-text.h"

/* What a row does its work with, as long as it is there. */
typedef struct
{
  MootClient *client;
  GCancellable *cancellable;
  char *id;
  GtkWidget *row; /* borrowed */
  GtkWidget *check;
  GtkWidget *calendar;
  gboolean done; /* as the server has it */
} Work;

#define WORK_KEY "moot-work"

static void
work_free (gpointer data)
{
  Work *work = data;

  g_cancellable_cancel (work->cancellable);
  g_object_unref (work->cancellable);
  g_object_unref (work->client);
  g_free (work->id);
  g_free (work);
}

static Work *
get_work (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), WORK_KEY);
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GtkWidget) row = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  Work *work = get_work (row);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (row, TRUE);
  if (reply == NULL)
    {
      g_autofree char *sentence = moot_error_text_dup_sentence (error);

      gtk_check_button_set_active (GTK_CHECK_BUTTON (work->check), work->done);
      gtk_widget_activate_action (row, "win.toast", "s", sentence);
    }
  else if (!gtk_widget_activate_action (row, "page.refresh", NULL))
    gtk_widget_activate_action (row, "win.refresh", NULL);
}

static void
ask (GtkWidget   *row,
     MootRequest *request)
{
  Work *work = get_work (row);

  gtk_widget_set_sensitive (row, FALSE);
  moot_client_call_async (work->client, request, work->cancellable, changed_cb,
                          g_object_ref (row));
}

static void
done_cb (GtkWidget *row)
{
  Work *work = get_work (row);
  const gboolean done = gtk_check_button_get_active (GTK_CHECK_BUTTON (work->check));

  if (done != work->done)
    ask (row, moot_request_new_for (done ? MOOT_CALL_FINISH_TASK : MOOT_CALL_REOPEN_TASK,
                                    work->id));
}

static void
change (GtkWidget  *row,
        const char *name,
        const char *value)
{
  MootRequest *request = moot_request_new_for (MOOT_CALL_CHANGE_TASK, get_work (row)->id);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, name, value);
  moot_json_end_object (&json);
  moot_request_set_json (request, moot_json_writer_steal (&json));
  ask (row, request);
}

static void
take_cb (GtkWidget *row,
         GtkWidget *button)
{
  change (row, "owner_id", g_object_get_data (G_OBJECT (button), "me"));
}

static void
day_cb (GtkWidget *row)
{
  Work *work = get_work (row);
  g_autoptr (GDateTime) day = gtk_calendar_get_date (GTK_CALENDAR (work->calendar));
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  gtk_popover_popdown (
    GTK_POPOVER (gtk_widget_get_ancestor (work->calendar, GTK_TYPE_POPOVER)));
  change (row, "due_on", text);
}

/* Words ---------------------------------------------------------------------------------------- */

static char *
dup_when (const MootTask *task)
{
  g_autofree char *day = NULL;

  if (task->done_at != 0)
    {
      day = moot_moment_text_dup_moment (task->done_at);
      /* Translators: of a task; %s is a moment, as in “Fri 4 Nov, 18:00”. */
      return g_strdup_printf (_("done %s"), day);
    }
  if (task->due_on == 0)
    return g_strdup (_("without a day"));
  day = moot_moment_text_dup_day (task->due_on);
  if (task->due_on + MOOT_DAY <= moot_clock_now ())
    /* Translators: of a task; %s is a day that is over, as in “4 November 2022”. */
    return g_strdup_printf (_("was due on %s"), day);
  /* Translators: of a task; %s is a day, as in “4 November 2022”. */
  return g_strdup_printf (_("due on %s"), day);
}

static char *
dup_facts (const MootTask *task,
           const MootLook *look)
{
  const char *owner = moot_look_find_name (look, task->owner_id);
  g_autofree char *when = dup_when (task);

  if (look->me != NULL && g_strcmp0 (look->me->id, task->owner_id) == 0)
    /* Translators: %s says when a task is due or was done. */
    return g_strdup_printf (_("Yours, %s"), when);
  /* Translators: %1$s is the member who does a task, %2$s says when it is due or was done. */
  return g_strdup_printf (_("%1$s, %2$s"), owner != NULL ? owner : _("Nobody"), when);
}

/* Making --------------------------------------------------------------------------------------- */

static gboolean
may_change (const MootTask *task,
            const MootLook *look)
{
  if (look->me == NULL)
    return FALSE;
  if (g_strcmp0 (look->me->id, task->owner_id) == 0)
    return TRUE;
  for (guint i = 0; look->me->roles != NULL && i < look->me->roles->len; i++)
    {
      MootMemberRole *role = g_ptr_array_index (look->me->roles, i);

      if (g_strcmp0 (role->role, "facilitator") == 0 || g_strcmp0 (role->role, "admin") == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_label (GtkWidget  *box,
           const char *text,
           const char *style)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
}

static GtkWidget *
make_day_button (GtkWidget *row,
                 MootTask  *task)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *calendar = gtk_calendar_new ();
  GtkWidget *set = gtk_button_new_with_label (_("Set the Day"));

  if (task->due_on != 0)
    {
      g_autoptr (GDateTime) day = g_date_time_new_from_unix_utc (task->due_on / 1000);

      gtk_calendar_select_day (GTK_CALENDAR (calendar), day);
    }
  get_work (row)->calendar = calendar;
  gtk_box_append (GTK_BOX (box), calendar);
  gtk_box_append (GTK_BOX (box), set);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  /* Translators: changes the day on which a task is due. */
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Change the Day"));
  g_signal_connect_object (set, "clicked", G_CALLBACK (day_cb), row, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_take_button (GtkWidget      *row,
                  const MootLook *look)
{
  /* Translators: makes a task of somebody else one’s own. */
  GtkWidget *button = gtk_button_new_with_label (_("Take It Over"));

  g_object_set_data_full (G_OBJECT (button), "me", g_strdup (look->me->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (take_cb), row, G_CONNECT_SWAPPED);
  return button;
}

static void
add_buttons (GtkWidget      *row,
             GtkWidget      *texts,
             MootTask       *task,
             const MootLook *look)
{
  GtkWidget *button = NULL;

  if (task->done_at != 0 || look->me == NULL)
    return;
  if (may_change (task, look))
    button = make_day_button (row, task);
  else if (look->me->can != NULL && look->me->can->comment)
    button = make_take_button (row, look);
  if (button == NULL)
    return;
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (texts), button);
}

static void
set_work (GtkWidget      *row,
          MootTask       *task,
          const MootLook *look)
{
  Work *work = g_new0 (Work, 1);

  work->client = g_object_ref (look->client);
  work->cancellable = g_cancellable_new ();
  work->id = g_strdup (task->id);
  work->row = row;
  work->done = task->done_at != 0;
  g_object_set_data_full (G_OBJECT (row), WORK_KEY, work, work_free);
}

/**
 * moot_task_row_new:
 * @task: a task
 * @look: what was found with it
 *
 * Returns: (transfer floating): a row that leads to the proposal it follows from
 */
GtkWidget *
moot_task_row_new (MootTask       *task,
                   const MootLook *look)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *facts = dup_facts (task, look);
  g_autofree char *spoken = g_strdup_printf ("%s\n%s", task->title, facts);
  /* Translators: name of a check box; %s is what is to be done. */
  g_autofree char *name = g_strdup_printf (_("Done: %s"), task->title);

  set_work (row, task, look);
  get_work (row)->check = check;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), task->done_at != 0);
  gtk_widget_set_sensitive (check, may_change (task, look));
  gtk_widget_set_valign (check, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (done_cb), row, G_CONNECT_SWAPPED);
  add_label (texts, task->title, "heading");
  add_label (texts, facts, "moot-quiet");
  if (task->note != NULL && *task->note != '\0')
    add_label (texts, task->note, NULL);
  add_buttons (row, texts, task, look);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_add_css_class (box, "moot-row");
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  moot_list_rows_set_target (row, "win.open-proposal", task->proposal_id);
  return row;
}

/** moot_task_row_make: (transfer floating): moot_task_row_new() as a #MootRowKind wants it */
GtkWidget *
moot_task_row_make (gpointer    look,
                    gpointer    task,
                    const char *extra)
{
  return moot_task_row_new (task, look);
}
