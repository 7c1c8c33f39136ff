/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_RELATIONSHIP (moot_relationship_get_type ())

G_DECLARE_FINAL_TYPE (MootRelationship, moot_relationship, MOOT, RELATIONSHIP, GObject)

/**
 * MootRelationship:
 *
 * All from the viewer's side.
 */
struct _MootRelationship
{
  GObject parent_instance;

  char *id;
  gboolean following;
  gboolean showing_reblogs;
  gboolean notifying;
  GStrv languages;
  gboolean followed_by;
  gboolean blocking;
  gboolean blocked_by;
  gboolean muting;
  gboolean muting_notifications;
  gint64 muting_expires_at;
  gboolean requested;
  gboolean requested_by;
  gboolean domain_blocking;
  gboolean endorsed;
  char *note;
};

G_END_DECLS
