/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the co-op's rules refuse, and how a client is told: one table.
 * Spec: co-op API, conventions.
 * Thread: any. */
#include "moot-coop-error.h"

typedef struct
{
  char *field; /* (nullable): of the request */
} MootCoopErrorPrivate;

static void
moot_coop_error_private_init (MootCoopErrorPrivate *self)
{
  self->field = NULL;
}

static void
moot_coop_error_private_copy (const MootCoopErrorPrivate *from,
                              MootCoopErrorPrivate       *to)
{
  to->field = g_strdup (from->field);
}

static void
moot_coop_error_private_clear (MootCoopErrorPrivate *self)
{
  g_free (self->field);
}

G_DEFINE_EXTENDED_ERROR (MootCoopError, moot_coop_error)

/* clang-format off */
static const MootCoopErrorRow rows[] = {
  { MOOT_COOP_ERROR_NOT_MEMBER,      403, "ERR_NOT_MEMBER" },
  { MOOT_COOP_ERROR_FORBIDDEN,       403, "ERR_FORBIDDEN" },
  { MOOT_COOP_ERROR_NOT_ELIGIBLE,    403, "ERR_NOT_ELIGIBLE" },
  { MOOT_COOP_ERROR_HIDDEN,          403, "ERR_HIDDEN" },
  { MOOT_COOP_ERROR_NOT_FOUND,       404, "ERR_NOT_FOUND" },
  { MOOT_COOP_ERROR_STATE,           409, "ERR_STATE" },
  { MOOT_COOP_ERROR_TOO_EARLY,       409, "ERR_TOO_EARLY" },
  { MOOT_COOP_ERROR_VERSION,         409, "ERR_VERSION" },
  { MOOT_COOP_ERROR_EXISTS,          409, "ERR_EXISTS" },
  { MOOT_COOP_ERROR_VOTED,           409, "ERR_VOTED" },
  { MOOT_COOP_ERROR_CLOSED,          410, "ERR_CLOSED" },
  { MOOT_COOP_ERROR_MODIFIED,        412, "ERR_MODIFIED" },
  { MOOT_COOP_ERROR_BLANK,           422, "ERR_BLANK" },
  { MOOT_COOP_ERROR_TOO_LONG,        422, "ERR_TOO_LONG" },
  { MOOT_COOP_ERROR_TOO_MANY,        422, "ERR_TOO_MANY" },
  { MOOT_COOP_ERROR_INVALID,         422, "ERR_INVALID" },
  { MOOT_COOP_ERROR_REASON_REQUIRED, 422, "ERR_REASON_REQUIRED" },
  { MOOT_COOP_ERROR_CLASS,           422, "ERR_CLASS" },
  { MOOT_COOP_ERROR_KIND,            422, "ERR_KIND" },
  { MOOT_COOP_ERROR_BALLOT_LEVEL,    422, "ERR_BALLOT_LEVEL" },
  { MOOT_COOP_ERROR_SIGNATURE,       422, "ERR_SIGNATURE" },
  { MOOT_COOP_ERROR_SIGNATURE_REQUIRED, 422, "ERR_SIGNATURE_REQUIRED" },
  { MOOT_COOP_ERROR_AMOUNT,          422, "ERR_AMOUNT" },
  { MOOT_COOP_ERROR_WAIVER,          422, "ERR_WAIVER" },
  { MOOT_COOP_ERROR_UNBALANCED,      422, "ERR_UNBALANCED" },
  { MOOT_COOP_ERROR_IDEMPOTENCY,     422, "ERR_IDEMPOTENCY" },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (rows) == MOOT_COOP_N_ERRORS);

/**
 * moot_coop_error_get_row:
 * @code: a code of %MOOT_COOP_ERROR
 *
 * Returns: (transfer none): its status and word
 */
const MootCoopErrorRow *
moot_coop_error_get_row (MootCoopError code)
{
  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (rows), &rows[MOOT_COOP_ERROR_INVALID]);

  return &rows[code];
}

/**
 * moot_coop_error_get_field:
 * @error: an error
 *
 * Returns: (transfer none) (nullable): the field of the request it is about
 */
const char *
moot_coop_error_get_field (const GError *error)
{
  return error->domain == MOOT_COOP_ERROR ? moot_coop_error_get_private (error)->field : NULL;
}

/**
 * moot_coop_refuse:
 * @error: return location
 * @code: what is wrong
 * @field: (nullable): the field of the request it is about
 * @format: why, in English, for people who write clients
 * @...: its arguments
 *
 * Returns: always %FALSE
 */
gboolean
moot_coop_refuse (GError **error,
                  MootCoopError code,
                  const char *field,
                  const char *format,
                  ...)
{
  GError *refusal;
  va_list arguments;

  if (error == NULL)
    return FALSE;
  va_start (arguments, format);
  refusal = g_error_new_valist (MOOT_COOP_ERROR, code, format, arguments);
  va_end (arguments);
  moot_coop_error_get_private (refusal)->field = g_strdup (field);
  g_propagate_error (error, refusal);
  return FALSE;
}
