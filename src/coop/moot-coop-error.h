/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MootCoopError:
 *
 * What the co-op's rules refuse.  Each has a status and a word that clients rely on, see
 * moot_coop_error_get_row().
 */
typedef enum
{
  MOOT_COOP_ERROR_NOT_MEMBER,
  MOOT_COOP_ERROR_FORBIDDEN,
  MOOT_COOP_ERROR_NOT_ELIGIBLE,
  MOOT_COOP_ERROR_HIDDEN,
  MOOT_COOP_ERROR_NOT_FOUND,
  MOOT_COOP_ERROR_STATE,
  MOOT_COOP_ERROR_TOO_EARLY,
  MOOT_COOP_ERROR_VERSION,
  MOOT_COOP_ERROR_EXISTS,
  MOOT_COOP_ERROR_VOTED,
  MOOT_COOP_ERROR_CLOSED,
  MOOT_COOP_ERROR_MODIFIED,
  MOOT_COOP_ERROR_BLANK,
  MOOT_COOP_ERROR_TOO_LONG,
  MOOT_COOP_ERROR_TOO_MANY,
  MOOT_COOP_ERROR_INVALID,
  MOOT_COOP_ERROR_REASON_REQUIRED,
  MOOT_COOP_ERROR_CLASS,
  MOOT_COOP_ERROR_KIND,
  MOOT_COOP_ERROR_BALLOT_LEVEL,
  MOOT_COOP_ERROR_SIGNATURE,
  MOOT_COOP_ERROR_SIGNATURE_REQUIRED,
  MOOT_COOP_ERROR_AMOUNT,
  MOOT_COOP_ERROR_WAIVER,
  MOOT_COOP_ERROR_UNBALANCED,
  MOOT_COOP_ERROR_IDEMPOTENCY,
} MootCoopError;

#define MOOT_COOP_N_ERRORS (MOOT_COOP_ERROR_IDEMPOTENCY + 1)

typedef struct
{
  MootCoopError code;
  guint status;     /* of HTTP */
  const char *word; /* for programs */
} MootCoopErrorRow;

#define MOOT_COOP_ERROR (moot_coop_error_quark ())

GQuark moot_coop_error_quark (void);

const MootCoopErrorRow *moot_coop_error_get_row   (MootCoopError  code);
const char             *moot_coop_error_get_field (const GError  *error);

gboolean moot_coop_refuse (GError **error,
                           MootCoopError code,
                           const char *field,
                           const char *format,
                           ...) G_GNUC_PRINTF (4, 5);

G_END_DECLS
