/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The program `folkmoot`. */
#include "config.h"

#include "moot-application.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int    argc,
      char **argv)
{
  const char *locale_folder = g_getenv ("FOLKMOOT_LOCALE_DIR"); /* for the run in a pseudo-locale */
  g_autoptr (MootApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_folder != NULL ? locale_folder : MOOT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = moot_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
