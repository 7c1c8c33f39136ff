/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Every page of the app, in one table: who adds a page adds it here, and it is looked at in each
 * shape and language.
 * Thread: main. */
#include "window-fixture.h"

#include "moot-search-page.h"
#include "moot-shell-page.h"
#include "moot-window-private.h"

static void
search_for (WindowFixture *self,
            const char    *text)
{
  GtkWidget *shell = moot_window_get_page (self->window);
  GtkWidget *page = moot_shell_page_get_body (MOOT_SHELL_PAGE (shell));

  gtk_editable_set_text (GTK_EDITABLE (window_find_id (page, "entry")), text);
  moot_search_page_search (MOOT_SEARCH_PAGE (page), text);
}

static void
search_nothing (WindowFixture *self)
{
  search_for (self, "");
}

static void
search_river (WindowFixture *self)
{
  search_for (self, "река");
  WINDOW_WAIT (window_find_text (GTK_WIDGET (self->window), "#река") != NULL);
}

static void
search_in_vain (WindowFixture *self)
{
  search_for (self, "ничего");
}

static void
show_servers (WindowFixture *self)
{
  GtkWidget *shell = moot_window_get_page (self->window);
  GtkWidget *page = moot_shell_page_get_body (MOOT_SHELL_PAGE (shell));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (window_find_id (page, "servers_tab")), TRUE);
}

/* Each template has a form of its own; this one has a choice, words and days. */
static void
fill_template (WindowFixture *self)
{
  GtkWidget *shell = moot_window_get_page (self->window);
  GtkWidget *page = moot_shell_page_get_body (MOOT_SHELL_PAGE (shell));

  WINDOW_WAIT (window_find_id (page, "template_choice") != NULL &&
               gtk_widget_get_mapped (window_find_id (page, "template_choice")));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (window_find_id (page, "template_choice")), 1);
}

static void
call_election (WindowFixture *self)
{
  GtkWidget *shell = moot_window_get_page (self->window);
  GtkWidget *page = moot_shell_page_get_body (MOOT_SHELL_PAGE (shell));

  WINDOW_WAIT (window_find_id (page, "call_button") != NULL &&
               gtk_widget_get_mapped (window_find_id (page, "call_button")));
  g_signal_emit_by_name (window_find_id (page, "call_button"), "clicked");
}

/* clang-format off */
const WindowPage window_pages[] = {
  { "home",           "win.go",              "'home'",              NULL           },
  { "local",          "win.go",              "'local'",             NULL           },
  { "thread",         "win.open-thread",     "STATUS",              NULL           },
  { "history",        "win.open-history",    "STATUS",              NULL           },
  { "account",        "win.open-account",    "AUTHOR",              NULL           },
  { "quotes",         "win.open-quotes",     "STATUS",              NULL           },
  { "quoting",        "win.quote",           "STATUS",              NULL           },
  { "moved",          "win.open-account",    "MOVED",               NULL           },
  { "tag",            "win.open-tag",        "'река'",              NULL           },
  { "pictures",       "win.open-media",      "(MEDIA, uint32 0)",   NULL           },
  { "notifications",  "win.go",              "'notifications'",     NULL           },
  { "search",         "win.go",              "'search'",            search_nothing },
  { "found",          "win.go",              "'search'",            search_river   },
  { "not-found",      "win.go",              "'search'",            search_in_vain },
  { "self",           "win.open-self",       NULL,                  NULL           },
  { "edit-profile",   "win.edit-profile",    NULL,                  NULL           },
  { "favourites",     "win.open-list",       "('favourites', '')",  NULL           },
  { "bookmarks",      "win.open-list",       "('bookmarks', '')",   NULL           },
  { "requests",       "win.open-list",       "('requests', '')",    NULL           },
  { "permissions",    "win.open-permissions", NULL,                 NULL           },
  { "followers",      "win.open-list",       "('followers', SELF)", NULL           },
  { "mutes",          "win.open-list",       "('mutes', '')",       NULL           },
  { "blocks",         "win.open-list",       "('blocks', '')",      NULL           },
  { "blocked-servers", "win.open-list",      "('blocked-servers', '')", NULL       },
  { "move-account",   "win.move-account",    NULL,                  NULL           },
  { "desk",           "win.open-desk",       NULL,                  NULL           },
  { "desk-servers",   "win.open-desk",       NULL,                  show_servers   },
  { "desk-report",    "win.open-report",     "REPORT",              NULL           },
  { "new-rule",       "win.change-rule",     "''",                  NULL           },
  { "rule",           "win.change-rule",     "RULE",                NULL           },
  { "allow-server",   "win.allow-server",    NULL,                  NULL           },
  { "report",         "win.report-status",   "STATUS",              NULL           },
  { "moot",           "win.go",              "'moot'",              NULL           },
  { "decided",        "win.open-proposal",   "'1'",                 NULL           },
  { "open",           "win.open-proposal",   "'2'",                 NULL           },
  { "discussion",     "win.open-discussion", "'1'",                 NULL           },
  { "new-discussion", "win.new-discussion",  NULL,                  NULL           },
  { "new-proposal",   "win.new-proposal",    "''",                  NULL           },
  { "new-proposal-template", "win.new-proposal", "''",              fill_template  },
  { "proposal-versions", "win.open-proposal-versions", "'1'",       NULL           },
  { "bylaws",         "win.open-bylaws",     NULL,                  NULL           },
  { "calendar",       "win.open-calendar",   NULL,                  NULL           },
  { "circles",        "win.open-circles",    NULL,                  NULL           },
  { "call-election",  "win.open-circles",    NULL,                  call_election  },
  { "devices",        "win.open-devices",    NULL,                  NULL           },
  { "invites",        "win.open-invites",    NULL,                  NULL           },
  { "log",            "win.open-log",        NULL,                  NULL           },
  { "news",           "win.open-news",       NULL,                  NULL           },
  { "rulebook",       "win.open-rulebook",   NULL,                  NULL           },
  { "search-moot",    "win.search-moot",     NULL,                  NULL           },
  { "tasks",          "win.open-tasks",      NULL,                  NULL           },
  { "versions",       "win.open-discussion-versions", "'1'",        NULL           },
  { "dues",           "win.go",              "'dues'",              NULL           },
  { "money",          "win.open-money",      NULL,                  NULL           },
  { "members",        "win.open-members",    NULL,                  NULL           },
  { "treasurer",      "win.open-treasurer",  NULL,                  NULL           },
  { "loomio",         "win.open-loomio",     NULL,                  NULL           },
  { "link-loomio",    "win.link-loomio",     NULL,                  NULL           },
  { "composer",       "win.compose",         NULL,                  NULL           },
  { "shortcuts",      "win.show-shortcuts",  NULL,                  NULL           },
};
/* clang-format on */

const guint window_n_pages = G_N_ELEMENTS (window_pages);

static GVariant *
read_parameter (WindowFixture *self,
                const char    *text)
{
  g_autofree char *author = g_strdup_printf ("%" G_GINT64_FORMAT, self->coop->accounts[1]);
  g_autofree char *own = g_strdup_printf ("%" G_GINT64_FORMAT, self->coop->accounts[0]);
  const struct
  {
    const char *word;
    const char *id;
  } ids[] = {
    { "AUTHOR", author },
    { "MEDIA", self->media_id },
    { "MOVED", self->moved_id },
    { "REPORT", self->report_id },
    { "RULE", self->rule_id },
    { "SELF", own },
    { "STATUS", self->status_id },
  };
  g_autoptr (GString) variant = g_string_new (text);
  g_autoptr (GError) error = NULL;
  GVariant *parameter;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *quoted = g_strdup_printf ("'%s'", ids[i].id);

      g_string_replace (variant, ids[i].word, quoted, 0);
    }
  parameter = g_variant_parse (NULL, variant->str, NULL, NULL, &error);
  g_assert_no_error (error);
  return parameter;
}

/**
 * window_fixture_open:
 * @self: a fixture that was filled
 * @page: what is wanted
 *
 * Opens a page and waits until it is there.
 */
void
window_fixture_open (WindowFixture    *self,
                     const WindowPage *page)
{
  g_autoptr (GVariant) parameter =
    page->parameter != NULL ? read_parameter (self, page->parameter) : NULL;
  GtkWidget *before;
  guint n_windows = g_list_model_get_n_items (gtk_window_get_toplevels ());

  if (moot_window_get_page (self->window) != NULL)
    moot_pages_pop_to_root (moot_window_get_pages (self->window));
  before = moot_window_get_page (self->window);
  if (page->action != NULL)
    g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (self->window), page->action,
                                                       parameter));
  if (g_strcmp0 (page->action, "win.go") == 0)
    moot_pages_pop_to_root (moot_window_get_pages (self->window));
  if (page->body != NULL)
    page->body (self);
  window_fixture_settle (self);
  if (page->action != NULL && !g_str_equal (page->action, "win.go"))
    g_assert_true (moot_window_get_page (self->window) != before ||
                   g_list_model_get_n_items (gtk_window_get_toplevels ()) > n_windows);
}
