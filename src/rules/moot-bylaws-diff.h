/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"

G_BEGIN_DECLS

/**
 * MootBylawPart:
 *
 * What in the bylaws has changed.
 */
typedef enum
{
  MOOT_BYLAW_PART_DEFAULT,
  MOOT_BYLAW_PART_CLASS,
  MOOT_BYLAW_PART_ROLE,
  MOOT_BYLAW_PART_EMERGENCY,
  MOOT_BYLAW_PART_ADMISSION,
} MootBylawPart;

/**
 * MootBylawChange:
 * @part: of the bylaws
 * @id: of the class or the office, else empty
 * @field: (nullable): the member of its JSON; %NULL when all of it came or went
 * @was_there: in the older text
 * @is_there: in the newer text
 *
 * One difference between two texts.
 */
typedef struct
{
  MootBylawPart part;
  char id[MOOT_DECISION_ID_MAX];
  const char *field;
  gboolean was_there;
  gboolean is_there;
} MootBylawChange;

GArray *moot_bylaws_compare (const MootBylaws *before,
                             const MootBylaws *after) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
