/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One version of the bylaws, as the members see it.
 * Spec: co-op API, Bylaws. */
#include "moot-bylaws-version.h"

/* clang-format off */
static const MootField bylaws_version_fields[] = {
  MOOT_STRING (MootBylawsVersion, version, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootBylawsVersion, preset, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootBylawsVersion, rules, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootBylawsVersion, in_force_from, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootBylawsVersion, in_force_until, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBylawsVersion, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootBylawsVersion, sha256, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootBylawsVersion, log_seq, MOOT_FIELD_ZERO_IS_NULL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootBylawsVersion, moot_bylaws_version, bylaws_version_fields)
