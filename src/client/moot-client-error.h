/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MOOT_CLIENT_ERROR (moot_client_error_quark ())

/**
 * MootClientError:
 * @MOOT_CLIENT_ERROR_OFFLINE: the server could not be reached
 * @MOOT_CLIENT_ERROR_UNAUTHORIZED: the token is no longer good: sign in again
 * @MOOT_CLIENT_ERROR_FORBIDDEN: known, but not allowed; the message has the server's reason
 * @MOOT_CLIENT_ERROR_NOT_FOUND: there is no such thing for this account
 * @MOOT_CLIENT_ERROR_GONE: it was there once, or the time for it is over
 * @MOOT_CLIENT_ERROR_CONFLICT: it changed meanwhile: load it again
 * @MOOT_CLIENT_ERROR_REFUSED: the server does not accept what was sent; the message says why
 * @MOOT_CLIENT_ERROR_LIMITED: too often; later it will work
 * @MOOT_CLIENT_ERROR_SERVER: the server has a fault of its own
 * @MOOT_CLIENT_ERROR_UNREADABLE: the answer is not what the API promises
 * @MOOT_CLIENT_ERROR_TOO_LARGE: what was sent or would be received is over a limit
 * @MOOT_CLIENT_ERROR_INSECURE: an address that would send the token in the clear
 * @MOOT_CLIENT_ERROR_BAD_ADDRESS: what was typed is no address of a server
 * @MOOT_CLIENT_ERROR_DENIED: the person said no on the consent page
 *
 * Why a call had no result.  The message is the server's own words where it sent some.
 */
typedef enum
{
  MOOT_CLIENT_ERROR_OFFLINE,
  MOOT_CLIENT_ERROR_UNAUTHORIZED,
  MOOT_CLIENT_ERROR_FORBIDDEN,
  MOOT_CLIENT_ERROR_NOT_FOUND,
  MOOT_CLIENT_ERROR_GONE,
  MOOT_CLIENT_ERROR_CONFLICT,
  MOOT_CLIENT_ERROR_REFUSED,
  MOOT_CLIENT_ERROR_LIMITED,
  MOOT_CLIENT_ERROR_SERVER,
  MOOT_CLIENT_ERROR_UNREADABLE,
  MOOT_CLIENT_ERROR_TOO_LARGE,
  MOOT_CLIENT_ERROR_INSECURE,
  MOOT_CLIENT_ERROR_BAD_ADDRESS,
  MOOT_CLIENT_ERROR_DENIED,
} MootClientError;

GQuark moot_client_error_quark (void);

void moot_client_error_from_status    (guint          status,
                                       GBytes        *body,
                                       GError       **error);
void moot_client_error_from_transport (const GError  *cause,
                                       const char    *server,
                                       GError       **error);

G_END_DECLS
