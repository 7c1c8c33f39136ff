/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_ERROR (moot_error_quark ())

/**
 * MootError:
 * @MOOT_ERROR_FAILED: nothing the caller did; try again or report it
 * @MOOT_ERROR_NOT_FOUND: there is no such thing, or the asker may not know of it
 * @MOOT_ERROR_INVALID: what was sent makes no sense; the message says which part
 * @MOOT_ERROR_FORBIDDEN: known, but not allowed
 * @MOOT_ERROR_UNAUTHORIZED: who is asking is not known
 * @MOOT_ERROR_CONFLICT: somebody else was faster
 * @MOOT_ERROR_GONE: it was there once
 * @MOOT_ERROR_TOO_LARGE: over a limit of size
 * @MOOT_ERROR_LIMITED: too often; later it will work
 * @MOOT_ERROR_UNAVAILABLE: the other side is away
 *
 * What went wrong, as far as a caller would act differently.
 */
typedef enum
{
  MOOT_ERROR_FAILED,
  MOOT_ERROR_NOT_FOUND,
  MOOT_ERROR_INVALID,
  MOOT_ERROR_FORBIDDEN,
  MOOT_ERROR_UNAUTHORIZED,
  MOOT_ERROR_CONFLICT,
  MOOT_ERROR_GONE,
  MOOT_ERROR_TOO_LARGE,
  MOOT_ERROR_LIMITED,
  MOOT_ERROR_UNAVAILABLE,
} MootError;

GQuark moot_error_quark (void);

G_END_DECLS
