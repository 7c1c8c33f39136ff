/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The co-operative itself, as a member or a visitor sees it.
 * Spec: co-op API, Coop. */
#include "moot-coop.h"

/* clang-format off */
static const MootField coop_fields[] = {
  MOOT_STRING (MootCoop, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootCoop, name, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootCoop, handle, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCoop, actor_uri, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCoop, currency, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCoop, time_zone, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCoop, locale, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCoop, members_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCoop, members_active_count, MOOT_FIELD_PLAIN),
  MOOT_STRINGS (MootCoop, my_role, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCoop, bylaws_version, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootCoop, circles, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootCoop, rules, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCoop, dues_plan_id, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootCoop, contact, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootCoop, log, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootCoop, features, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCoop, clock_error, MOOT_FIELD_OPTIONAL),
  MOOT_TIME (MootCoop, created_at, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootCoop, moot_coop, coop_fields)
