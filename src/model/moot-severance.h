/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_SEVERANCE (moot_severance_get_type ())

G_DECLARE_FINAL_TYPE (MootSeverance, moot_severance, MOOT, SEVERANCE, GObject)

/**
 * MootSeverance:
 *
 * Follows that a decision ended: its `type` says whose, `target_name` about whom.
 */
struct _MootSeverance
{
  GObject parent_instance;

  char *id;
  char *type;
  gboolean purged;
  char *target_name;
  gint64 followers_count;
  gint64 following_count;
  gint64 created_at;
};

G_END_DECLS
