/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_CIRCLE_MEMBER (moot_circle_member_get_type ())

G_DECLARE_FINAL_TYPE (MootCircleMember, moot_circle_member, MOOT, CIRCLE_MEMBER, GObject)

/**
 * MootCircleMember:
 *
 * Who belongs to a circle; `role` is `member` or `coordinator`.
 */
struct _MootCircleMember
{
  GObject parent_instance;

  char *member_id;
  char *role;
  gint64 since;
};

#define MOOT_TYPE_CIRCLE (moot_circle_get_type ())

G_DECLARE_FINAL_TYPE (MootCircle, moot_circle, MOOT, CIRCLE, GObject)

/**
 * MootCircle:
 *
 * A working group.  `mandate` is HTML made by the node from `mandate_source`, which is Markdown;
 * what an `open` circle says everybody reads, and everybody may join it.  `my_role` is %NULL for
 * those outside.
 */
struct _MootCircle
{
  GObject parent_instance;

  char *id;
  char *slug;
  char *name;
  char *mandate;
  char *mandate_source;
  gboolean open;
  gint64 members_count;
  GPtrArray *members; /* of MootCircleMember; of one circle only, not in lists */
  char *my_role;
  gint64 created_at;
  gint64 closed_at;
};

G_END_DECLS
