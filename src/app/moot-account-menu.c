/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The menu of who is signed in: to change to another account, to add one, and the way out.
 * Thread: main. */
#include "config.h"

#include "moot-account-menu.h"

#include "moot-account-list.h"
#include "moot-server-name.h"

#include <glib/gi18n.h>
#include <string.h>

/* In a menu an underline marks a letter; two are one. */
static char *
dup_label (MootSavedAccount *account)
{
  g_autofree char *host = moot_server_dup_host (account->server);
  g_autofree char *address = g_strdup_printf ("@%s@%s", account->acct, host);
  g_autofree char *label = NULL;
  g_auto (GStrv) parts = NULL;

  if (account->display_name != NULL && *account->display_name != '\0')
    /* Translators: %1$s is a name, %2$s an address such as @ada@coop.example */
    label = g_strdup_printf (C_ ("account", "%1$s (%2$s)"), account->display_name, address);
  parts = g_strsplit (label != NULL ? label : address, "_", -1);
  return g_strjoinv ("__", parts);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const MootSavedAccount *left = *(MootSavedAccount *const *) a;
  const MootSavedAccount *right = *(MootSavedAccount *const *) b;

  return strcmp (left->key, right->key);
}

/**
 * moot_account_menu_new:
 * @accounts: (element-type MootSavedAccount): who is signed in
 *
 * Returns: (transfer full): a menu; its actions are `app.switch-account` with the key of an
 *   account, `win.open-self`, `win.move-account`, `win.open-loomio`, `win.sign-in` and
 * `win.sign-out`
 */
GMenuModel *
moot_account_menu_new (GPtrArray *accounts)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GPtrArray) sorted = g_ptr_array_new (); /* of borrowed ones */
  g_autoptr (GMenu) people = g_menu_new ();
  g_autoptr (GMenu) own = g_menu_new ();
  g_autoptr (GMenuItem) move = g_menu_item_new (_("_Move My Account"), "win.move-account");
  g_autoptr (GMenu) ways = g_menu_new ();

  g_ptr_array_extend (sorted, accounts, NULL, NULL);
  g_ptr_array_sort (sorted, compare);
  for (guint i = 0; i < sorted->len; i++)
    {
      MootSavedAccount *account = g_ptr_array_index (sorted, i);
      g_autofree char *label = dup_label (account);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "app.switch-account", "s", account->key);
      g_menu_append_item (people, item);
    }
  g_menu_append (own, _("My P_rofile"), "win.open-self");
  g_menu_item_set_attribute (move, "hidden-when", "s", "action-disabled");
  g_menu_append_item (own, move);
  g_menu_append (own, _("_Groups on Loomio"), "win.open-loomio");
  g_menu_append (ways, _("_Add Account…"), "win.sign-in");
  g_menu_append (ways, _("Sign _Out…"), "win.sign-out");
  g_menu_append_section (menu, _("Accounts"), G_MENU_MODEL (people));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (own));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (ways));
  return G_MENU_MODEL (menu);
}
