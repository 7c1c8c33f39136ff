/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is neither a post nor somebody in a list; each kind of entity has its words in a table.
 * Thread: main. */
#include "moot-entry-row.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-clock.h"
#include "moot-desk-text.h"
#include "moot-domain-block.h"
#include "moot-flow.h"
#include "moot-report.h"
#include "moot-sentence.h"
#include "moot-time-text.h"

struct _MootEntryRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *text;
  GtkLabel *detail;
  GtkWidget *button;
  GtkWidget *other;

  gpointer item; /* (nullable): referenced */
};

G_DEFINE_FINAL_TYPE (MootEntryRow, moot_entry_row, GTK_TYPE_WIDGET)

/* A text of an entity, which is the caller's. */
typedef char *(*DupText) (gpointer item);

/**
 * EntryKind:
 * @type: of the entity
 * @id: where its id is, which is the target of both actions
 * @dup_title: what it is called
 * @dup_text: (nullable): what it says
 * @dup_detail: (nullable): what is less important
 * @open: (nullable): the action of a press on the row
 * @button: what the button says
 * @words: the same for those who hear it: %s is the title
 * @action: of the button
 * @other: (nullable): what the other button says, whose words and action follow
 */
typedef struct
{
  GType (*type) (void);
  gsize id;
  DupText dup_title;
  DupText dup_text;
  DupText dup_detail;
  const char *open;
  const char *button;
  const char *words;
  const char *action;
  const char *other;
  const char *other_words;
  const char *other_action;
} EntryKind;

static char *
dup_server_title (gpointer item)
{
  return g_strdup (MOOT_BLOCKED_SERVER (item)->id);
}

static char *
dup_rule_title (gpointer item)
{
  return g_strdup (MOOT_DOMAIN_BLOCK (item)->domain);
}

static char *
dup_rule_text (gpointer item)
{
  return moot_desk_text_dup_rule (item);
}

static char *
dup_rule_detail (gpointer item)
{
  const MootDomainBlock *block = item;

  return g_strdup (block->public_comment != NULL && *block->public_comment != '\0'
                     ? block->public_comment
                     : block->private_comment);
}

static char *
dup_allow_title (gpointer item)
{
  return g_strdup (MOOT_DOMAIN_ALLOW (item)->domain);
}

static char *
dup_pending_title (gpointer item)
{
  return g_strdup (MOOT_PENDING_SERVER (item)->id);
}

static char *
dup_pending_detail (gpointer item)
{
  const MootPendingServer *server = item;
  g_autofree char *age = moot_time_text_spoken (server->last_seen_at, moot_clock_now ());

  /* Translators: a server knocked; %1$d is how often, %2$s an age, as in “5 minutes ago” */
  return g_strdup_printf (ngettext ("Knocked %1$d time, last %2$s",
                                    "Knocked %1$d times, last %2$s", (gulong) server->times),
                          (int) server->times, age);
}

static char *
dup_report_title (gpointer item)
{
  return moot_desk_text_dup_report_title (item);
}

static char *
dup_report_text (gpointer item)
{
  return g_strdup (MOOT_ADMIN_REPORT (item)->comment);
}

static char *
dup_report_detail (gpointer item)
{
  g_autofree char *detail = moot_desk_text_dup_report_detail (item);
  g_autofree char *standing = moot_desk_text_dup_report_standing (item);

  return g_strdup_printf ("%s\n%s", detail, standing);
}

static char *
dup_held_title (gpointer item)
{
  return g_strdup (MOOT_HELD_POST (item)->actor);
}

static char *
dup_held_text (gpointer item)
{
  return g_strdup (MOOT_HELD_POST (item)->text);
}

static char *
dup_held_detail (gpointer item)
{
  return moot_desk_text_dup_held_detail (item);
}

/* clang-format off */
static const EntryKind kinds[] = {
  { moot_blocked_server_get_type, G_STRUCT_OFFSET (MootBlockedServer, id), dup_server_title, NULL, NULL, NULL,
    /* Translators: read out for a button; %s is the name of a server */
    N_("Unblock"), N_("No longer block %s"), "account.unblock-server", NULL, NULL, NULL },
  { moot_domain_block_get_type, G_STRUCT_OFFSET (MootDomainBlock, id), dup_rule_title, dup_rule_text, dup_rule_detail, "win.change-rule",
    /* Translators: read out for a button; %s is the name of a server */
    N_("Change…"), N_("Change the rule about %s"), "win.change-rule", NULL, NULL, NULL },
  { moot_domain_allow_get_type, G_STRUCT_OFFSET (MootDomainAllow, id), dup_allow_title, NULL, NULL, NULL,
    /* Translators: read out for a button; %s is the name of a server */
    N_("No Longer Allow"), N_("No longer allow %s"), "account.disallow-server", NULL, NULL, NULL },
  { moot_pending_server_get_type, G_STRUCT_OFFSET (MootPendingServer, id), dup_pending_title, NULL, dup_pending_detail, NULL,
    /* Translators: read out for a button; %s is the name of a server */
    N_("Allow…"), N_("Allow %s"), "account.allow-server", NULL, NULL, NULL },
  { moot_admin_report_get_type, G_STRUCT_OFFSET (MootAdminReport, id), dup_report_title, dup_report_text, dup_report_detail, "win.open-report",
    /* Translators: read out for a button; %s is what a report is about, as in “About @ada” */
    N_("Open Report"), N_("Open report: %s"), "win.open-report", NULL, NULL, NULL },
  { moot_held_post_get_type, G_STRUCT_OFFSET (MootHeldPost, id), dup_held_title, dup_held_text, dup_held_detail, NULL,
    /* Translators: read out for a button; %s is the address of who wrote a post */
    N_("Let In"), N_("Let in what %s wrote"), "account.let-post-in",
    /* Translators: read out for a button; %s is the address of who wrote a post */
    N_("Drop…"), N_("Drop what %s wrote"), "account.drop-post" },
};
/* clang-format on */

static const EntryKind *
find_kind (gpointer item)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (G_TYPE_CHECK_INSTANCE_TYPE (item, kinds[i].type ()))
      return &kinds[i];
  return NULL;
}

static const char *
get_id (gpointer         item,
        const EntryKind *kind)
{
  return G_STRUCT_MEMBER (char *, item, kind->id);
}

static void
pressed_cb (MootEntryRow *self,
            int           n_press,
            double        x,
            double        y)
{
  if (self->item != NULL && gtk_widget_contains (GTK_WIDGET (self), x, y))
    moot_entry_open (self->item, GTK_WIDGET (self));
}

static void
moot_entry_row_dispose (GObject *object)
{
  MootEntryRow *self = MOOT_ENTRY_ROW (object);

  g_clear_object (&self->item);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_ENTRY_ROW);

  G_OBJECT_CLASS (moot_entry_row_parent_class)->dispose (object);
}

static void
moot_entry_row_class_init (MootEntryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_entry_row_dispose;

  g_type_ensure (MOOT_TYPE_FLOW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "entryrow");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-entry-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MootEntryRow, box);
  gtk_widget_class_bind_template_child (widget_class, MootEntryRow, title);
  gtk_widget_class_bind_template_child (widget_class, MootEntryRow, text);
  gtk_widget_class_bind_template_child (widget_class, MootEntryRow, detail);
  gtk_widget_class_bind_template_child (widget_class, MootEntryRow, button);
  gtk_widget_class_bind_template_child (widget_class, MootEntryRow, other);
}

static void
moot_entry_row_init (MootEntryRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (click, "released", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * moot_entry_row_new:
 *
 * Returns: (transfer floating): a row for nothing yet
 */
GtkWidget *
moot_entry_row_new (void)
{
  return g_object_new (MOOT_TYPE_ENTRY_ROW, NULL);
}

static void
show_line (GtkLabel *label,
           DupText   dup,
           gpointer  item)
{
  g_autofree char *text = dup != NULL ? dup (item) : NULL;
  gboolean shown = text != NULL && *text != '\0';

  gtk_label_set_text (label, shown ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), shown);
}

static void
set_button (GtkWidget  *button,
            const char *label,
            const char *words,
            const char *action,
            const char *title,
            const char *id)
{
  g_autofree char *spoken = moot_sentence_dup (_ (words), title);

  gtk_button_set_label (GTK_BUTTON (button), _ (label));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

/**
 * moot_entry_row_set_item:
 * @self: a row
 * @item: an entity, see moot_entry_is_one()
 */
void
moot_entry_row_set_item (MootEntryRow *self,
                         gpointer      item)
{
  const EntryKind *kind = find_kind (item);
  g_autofree char *title = kind->dup_title (item);

  g_set_object (&self->item, item);
  gtk_label_set_text (self->title, title);
  show_line (self->text, kind->dup_text, item);
  show_line (self->detail, kind->dup_detail, item);
  set_button (self->button, kind->button, kind->words, kind->action, title, get_id (item, kind));
  gtk_widget_set_visible (self->other, kind->other != NULL);
  if (kind->other != NULL)
    set_button (self->other, kind->other, kind->other_words, kind->other_action, title,
                get_id (item, kind));
}

/** moot_entry_is_one: whether @item is an entity that #MootEntryRow shows */
gboolean
moot_entry_is_one (gpointer item)
{
  return find_kind (item) != NULL;
}

/** moot_entry_dup_key: (transfer full): what a feed knows @item by */
char *
moot_entry_dup_key (gpointer item)
{
  return g_strdup_printf ("%s/%s", G_OBJECT_TYPE_NAME (item), get_id (item, find_kind (item)));
}

static void
say_line (GString  *speech,
          DupText   dup,
          gpointer  item)
{
  g_autofree char *text = dup != NULL ? dup (item) : NULL;

  if (text != NULL && *text != '\0')
    g_string_append_printf (speech, "%s%s", speech->len > 0 ? ". " : "", text);
}

/** moot_entry_dup_description: (transfer full): what a screen reader says of @item */
char *
moot_entry_dup_description (gpointer item)
{
  const EntryKind *kind = find_kind (item);
  GString *speech = g_string_new (NULL);

  say_line (speech, kind->dup_title, item);
  say_line (speech, kind->dup_text, item);
  say_line (speech, kind->dup_detail, item);
  return g_string_free (speech, FALSE);
}

/**
 * moot_entry_open:
 * @item: an entity, see moot_entry_is_one()
 * @widget: asks the window
 *
 * Opens it, when there is more of it to see.
 */
void
moot_entry_open (gpointer   item,
                 GtkWidget *widget)
{
  const EntryKind *kind = find_kind (item);

  if (kind->open != NULL)
    gtk_widget_activate_action (widget, kind->open, "s", get_id (item, kind));
}
