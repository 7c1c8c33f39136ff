/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_COOP (moot_coop_get_type ())

G_DECLARE_FINAL_TYPE (MootCoop, moot_coop, MOOT, COOP, GObject)

/**
 * MootCoop:
 *
 * `rules` holds the decision classes of the bylaws in force as JSON, as moot_bylaws_from_text()
 * reads them; `clock_error` is how many seconds the clock of the node is behind that of other
 * servers, negative when it is ahead; `circles`, `contact`, `log` and `features` are JSON.
 */
struct _MootCoop
{
  GObject parent_instance;

  char *id;
  char *name;
  char *handle;
  char *actor_uri;
  char *currency;
  char *time_zone;
  char *locale;
  gint64 members_count;
  gint64 members_active_count;
  GStrv my_role;
  char *bylaws_version;
  char *circles;
  char *rules;
  char *dues_plan_id;
  char *contact;
  char *log;
  char *features;
  gint64 clock_error;
  gint64 created_at;
};

G_END_DECLS
