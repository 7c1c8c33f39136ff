/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What went wrong in words for people, in one table: what happened and what can be done.  A
 * server's own words are added where only it knows the reason.
 * Thread: any. */
#include "moot-error-text.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-client-error.h"
#include "moot-db.h"

typedef struct
{
  GQuark (*domain) (void);
  int code; /* -1: every other one of the domain */
  const char *icon;
  const char *title;
  const char *sentence;
  gboolean quotes; /* the server's words follow */
} ErrorText;

static GQuark
io_error_quark (void)
{
  return G_IO_ERROR;
}

/* clang-format off */
static const ErrorText texts[] = {
  { moot_client_error_quark, MOOT_CLIENT_ERROR_OFFLINE, "network-offline-symbolic", N_("Not Connected"),
    N_("The server cannot be reached.  Check your connection and try again."), FALSE },
  { moot_client_error_quark, MOOT_CLIENT_ERROR_UNAUTHORIZED, "dialog-password-symbolic", N_("Signed Out"),
    N_("The server does not know this sign-in any more.  Sign in again."), FALSE },
  { moot_client_error_quark, MOOT_CLIENT_ERROR_FORBIDDEN, "changes-prevent-symbolic", N_("Not Permitted"),
    N_("This account may not do that."), TRUE },
  { moot_client_error_quark, MOOT_CLIENT_ERROR_NOT_FOUND, "edit-find-symbolic", N_("Not Found"),
    N_("It is not there, or not for this account."), FALSE },
  { moot_client_error_quark, MOOT_CLIENT_ERROR_GONE, "edit-delete-symbolic", N_("Over or Removed"),
    N_("It is over, or was removed."), TRUE },
  { moot_client_error_quark, MOOT_CLIENT_ERROR_CONFLICT, "dialog-warning-symbolic", N_("Changed Meanwhile"),
    N_("It does not fit what is there now.  Look at it again."), TRUE },
  { moot_client_error_quark, MOOT_CLIENT_ERROR_REFUSED, "dialog-warning-symbolic", N_("Not Accepted"),
    N_("The server did not accept this."), TRUE },
  { moot_client_error_quark, MOOT_CLIENT_ERROR_LIMITED, "dialog-warning-symbolic", N_("Too Often"),
    N_("The server asks for a pause.  Try again in a few minutes."), FALSE },
  { moot_client_error_quark, MOOT_CLIENT_ERROR_SERVER, "dialog-error-symbolic", N_("Server Fault"),
    N_("The server has a fault.  Try again later, and tell whoever runs it."), FALSE },
  { moot_client_error_quark, MOOT_CLIENT_ERROR_UNREADABLE, "dialog-error-symbolic", N_("Strange Answer"),
    N_("The server’s answer makes no sense to this version."), FALSE },
  { moot_client_error_quark, MOOT_CLIENT_ERROR_TOO_LARGE, "dialog-warning-symbolic", N_("Too Large"),
    N_("It is larger than the server allows."), FALSE },
  { moot_client_error_quark, MOOT_CLIENT_ERROR_INSECURE, "security-low-symbolic", N_("Not Secure"),
    N_("The address would send your sign-in unprotected."), FALSE },
  { moot_client_error_quark, MOOT_CLIENT_ERROR_BAD_ADDRESS, "dialog-warning-symbolic", N_("No Server"),
    N_("That is not the address of a server."), FALSE },
  { moot_client_error_quark, MOOT_CLIENT_ERROR_DENIED, "dialog-warning-symbolic", N_("Declined"),
    N_("Access was declined."), FALSE },
  { moot_db_error_quark, MOOT_DB_ERROR_FULL, "drive-harddisk-symbolic", N_("No Room Left"),
    N_("There is no room left on the disk."), FALSE },
  { moot_db_error_quark, MOOT_DB_ERROR_TOO_NEW, "dialog-warning-symbolic", N_("Newer Than This Folkmoot"),
    N_("What was saved here comes from a newer Folkmoot.  Update it."), FALSE },
  { moot_db_error_quark, -1, "dialog-error-symbolic", N_("Saved Posts Cannot Be Read"),
    N_("The file with the saved posts is damaged or in use."), FALSE },
  { io_error_quark, G_IO_ERROR_NO_SPACE, "drive-harddisk-symbolic", N_("No Room Left"),
    N_("There is no room left on the disk."), FALSE },
  { io_error_quark, G_IO_ERROR_PERMISSION_DENIED, "changes-prevent-symbolic", N_("Not Permitted"),
    N_("You may not read or write this file."), FALSE },
  { io_error_quark, G_IO_ERROR_NOT_FOUND, "edit-find-symbolic", N_("No Such File"),
    N_("The file was moved or deleted."), FALSE },
};
/* clang-format on */

static const ErrorText unknown = { NULL, -1, "dialog-error-symbolic", N_ ("Something Went Wrong"),
                                   N_ ("That did not work.  Try again."), TRUE };

static const ErrorText *
find_text (const GError *error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (error->domain == texts[i].domain () &&
        (texts[i].code == -1 || texts[i].code == error->code))
      return &texts[i];
  return &unknown;
}

/**
 * moot_error_text_get_icon:
 * @error: why something did not work
 *
 * Returns: (transfer none): the name of an icon
 */
const char *
moot_error_text_get_icon (const GError *error)
{
  return find_text (error)->icon;
}

/**
 * moot_error_text_get_title:
 * @error: why something did not work
 *
 * Returns: (transfer none): a few words
 */
const char *
moot_error_text_get_title (const GError *error)
{
  return _ (find_text (error)->title);
}

/**
 * moot_error_text_dup_sentence:
 * @error: why something did not work
 *
 * Returns: (transfer full): what happened and what to do
 */
char *
moot_error_text_dup_sentence (const GError *error)
{
  const ErrorText *text = find_text (error);

  if (!text->quotes || error->message == NULL || *error->message == '\0')
    return g_strdup (_ (text->sentence));

  /* Translators: %1$s is a whole sentence, as in “The server did not accept this.”; %2$s is what
   * the server said, in the server's language. */
  return g_strdup_printf (_("%1$s  It says: “%2$s”"), _ (text->sentence), error->message);
}
