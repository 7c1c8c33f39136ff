/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who belongs to the co-op.
 * Thread: main. */
#include "moot-members-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-application-card.h"
#include "moot-directory.h"
#include "moot-election-text.h"
#include "moot-empty.h"
#include "moot-marked-label.h"
#include "moot-table.h"

struct _MootMembersPage
{
  MootCasePage parent_instance;

  MootStatePage *state;
  GtkLabel *summary;
  GtkWidget *applications_heading;
  GtkBox *applications;
  MootMarkedLabel *problem;
  MootTable *members;
};

G_DEFINE_FINAL_TYPE (MootMembersPage, moot_members_page, MOOT_TYPE_CASE_PAGE)

/* clang-format off */
static const MootTableKind members_kind = {
  .title = N_("Members"),
  .file_name = "members",
  .none = N_("Nobody belongs to the co-op yet."),
  .action = "win.open-account",
  .columns = {
    /* Translators: heading of a column: what somebody is called */
    { N_("Name"),          18, FALSE },
    /* Translators: heading of a column: the number of a member */
    { N_("Number"),        12, FALSE },
    /* Translators: heading of a column: what somebody was elected for */
    { N_("Offices"),       18, FALSE },
    /* Translators: heading of a column: working groups somebody is in */
    { N_("Circles"),       18, FALSE },
    /* Translators: heading of a column: a day */
    { N_("Member Since"),  19, FALSE },
    /* Translators: heading of a column: whether somebody is a member now */
    { N_("Status"),        12, FALSE },
  },
};

static const struct
{
  const char *state;
  const char *words;
} states[] = {
  /* Translators: of somebody who asked to become a member */
  { "applied",   N_("Applied") },
  /* Translators: of somebody who may become a member once they paid */
  { "approved",  N_("Approved") },
  /* Translators: of a member with all rights */
  { "active",    N_("Active") },
  /* Translators: of a member who has not paid for long */
  { "lapsed",    N_("Resting") },
  /* Translators: of a member who may not do anything for a while */
  { "suspended", N_("Suspended") },
  /* Translators: of somebody who was a member */
  { "left",      N_("Left") },
  /* Translators: of somebody who was a member and had to go */
  { "expelled",  N_("Expelled") },
};
/* clang-format on */

static const char *
find_state (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].state, state) == 0)
      return _ (states[i].words);
  return state;
}

static char *
dup_offices (const MootMember *member)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < member->roles->len; i++)
    {
      const MootMemberRole *role = g_ptr_array_index (member->roles, i);

      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                              moot_election_text_get_role (role->role));
    }
  return g_string_free (text, FALSE);
}

static void
show_applications (MootMembersPage     *self,
                   const MootDirectory *data)
{
  const guint n = data->applications != NULL ? data->applications->len : 0;

  moot_empty_box (self->applications);
  for (guint i = 0; i < n; i++)
    gtk_box_append (self->applications,
                    moot_application_card_new (g_ptr_array_index (data->applications, i), data,
                                               MOOT_CASE_PAGE (self), self->problem));
  gtk_widget_set_visible (self->applications_heading, n > 0);
}

static void
show_members (GtkWidget *page,
              gpointer   result)
{
  MootMembersPage *self = MOOT_MEMBERS_PAGE (page);
  const MootDirectory *data = result;
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_table_row_free);
  g_autofree char *summary = NULL;
  guint n_active = 0;

  for (guint i = 0; i < data->members->len; i++)
    {
      MootMember *member = g_ptr_array_index (data->members, i);
      MootTableRow *row = moot_table_row_new (member->account_id, member);
      g_autofree char *offices = dup_offices (member);
      g_autofree char *circles = moot_directory_dup_circles (data, member);

      moot_table_row_put_text (row, member->name);
      moot_table_row_put_text (row, member->member_no);
      moot_table_row_put_text (row, offices);
      moot_table_row_put_text (row, circles);
      moot_table_row_put_day (row, member->joined_on);
      moot_table_row_put_text (row, find_state (member->state));
      n_active += g_strcmp0 (member->state, "active") == 0;
      g_ptr_array_add (rows, row);
    }
  summary = g_strdup_printf (ngettext ("The co-op has %u active member.",
                                       "The co-op has %u active members.", n_active),
                             n_active);
  gtk_label_set_text (self->summary, summary);
  moot_table_set_rows (self->members, rows);
  show_applications (self, data);
  moot_state_page_show_content (self->state);
}

static const MootPageKind kind = {
  .load = moot_directory_load,
  .show = show_members,
  .free_result = (GDestroyNotify) moot_directory_free,
};

static void
moot_members_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_MEMBERS_PAGE);

  G_OBJECT_CLASS (moot_members_page_parent_class)->dispose (object);
}

static void
moot_members_page_class_init (MootMembersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_members_page_dispose;
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  g_type_ensure (MOOT_TYPE_TABLE);
  moot_case_page_class_set_template (widget_class,
                                     "/coop/folkmoot/Folkmoot/ui/moot-members-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootMembersPage, state);
  gtk_widget_class_bind_template_child (widget_class, MootMembersPage, summary);
  gtk_widget_class_bind_template_child (widget_class, MootMembersPage, members);
  gtk_widget_class_bind_template_child (widget_class, MootMembersPage, applications_heading);
  gtk_widget_class_bind_template_child (widget_class, MootMembersPage, applications);
  gtk_widget_class_bind_template_child (widget_class, MootMembersPage, problem);
}

static void
moot_members_page_init (MootMembersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_table_set_kind (self->members, &members_kind);
}

/**
 * moot_members_page_new:
 * @client: a server with a co-op
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_members_page_new (MootClient *client)
{
  MootMembersPage *self = g_object_new (MOOT_TYPE_MEMBERS_PAGE, NULL);

  moot_case_page_load (MOOT_CASE_PAGE (self), self->state, client, NULL, &kind);
  return GTK_WIDGET (self);
}
