/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_BYLAWS_VERSION (moot_bylaws_version_get_type ())

G_DECLARE_FINAL_TYPE (MootBylawsVersion, moot_bylaws_version, MOOT, BYLAWS_VERSION, GObject)

/**
 * MootBylawsVersion:
 *
 * `rules` is the whole text as JSON; `proposal_id` names the decision that put it in force.
 */
struct _MootBylawsVersion
{
  GObject parent_instance;

  char *version;
  char *preset;
  char *rules;
  gint64 in_force_from;
  gint64 in_force_until;
  char *proposal_id;
  char *sha256;
  gint64 log_seq;
};

G_END_DECLS
