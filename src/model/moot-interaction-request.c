/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Somebody asks for leave.
 * Spec: GoToSocial client API, interaction_requests. */
#include "moot-interaction-request.h"

/* clang-format off */
static const MootField request_fields[] = {
  MOOT_STRING (MootInteractionRequest, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootInteractionRequest, type, MOOT_FIELD_REQUIRED),
  MOOT_TIME (MootInteractionRequest, created_at, MOOT_FIELD_PLAIN),
  MOOT_ENTITY (MootInteractionRequest, account, MootAccount, MOOT_FIELD_PLAIN, moot_account_get_type),
  MOOT_ENTITY (MootInteractionRequest, status, MootStatus, MOOT_FIELD_PLAIN, moot_status_get_type),
  MOOT_ENTITY (MootInteractionRequest, reply, MootStatus, MOOT_FIELD_PLAIN, moot_status_get_type),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootInteractionRequest, moot_interaction_request, request_fields)
