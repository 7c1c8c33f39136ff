/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-status.h"

G_BEGIN_DECLS

#define MOOT_REPORT_COMMENT_MAX 1000 /* characters, of a member */
#define MOOT_REPORT_STATUSES_MAX 100

#define MOOT_TYPE_REPORT (moot_report_get_type ())

G_DECLARE_FINAL_TYPE (MootReport, moot_report, MOOT, REPORT, GObject)

/**
 * MootReport:
 *
 * What a member told the moderators, as the member gets it back.  `category` is spam, legal,
 * violation or other.
 */
struct _MootReport
{
  GObject parent_instance;

  char *id;
  gboolean action_taken;
  gint64 action_taken_at;
  char *category;
  char *comment;
  gboolean forwarded;
  gint64 created_at;
  GStrv status_ids;
  GStrv rule_ids;
  MootAccount *target_account;
};

#define MOOT_TYPE_HELD_POST (moot_held_post_get_type ())

G_DECLARE_FINAL_TYPE (MootHeldPost, moot_held_post, MOOT, HELD_POST, GObject)

/**
 * MootHeldPost:
 *
 * What somebody wrote whom nobody here follows, while moderators have not looked at it.  `reason`
 * is young, crowd or wave.
 */
struct _MootHeldPost
{
  GObject parent_instance;

  char *id;
  char *actor;
  char *domain;
  char *reason;
  char *text;
  gint64 created_at;
};

#define MOOT_TYPE_ADMIN_ACCOUNT (moot_admin_account_get_type ())

G_DECLARE_FINAL_TYPE (MootAdminAccount, moot_admin_account, MOOT, ADMIN_ACCOUNT, GObject)

/**
 * MootAdminAccount:
 *
 * An account as moderators see it.  `domain` is %NULL for one of ours; `role` is JSON.
 */
struct _MootAdminAccount
{
  GObject parent_instance;

  char *id;
  char *username;
  char *domain;
  gint64 created_at;
  char *email;
  char *ip;
  char *ips;
  char *locale;
  char *invite_request;
  char *role;
  gboolean confirmed;
  gboolean approved;
  gboolean disabled;
  gboolean sensitized;
  gboolean silenced;
  gboolean suspended;
  MootAccount *account;
};

#define MOOT_TYPE_ADMIN_REPORT (moot_admin_report_get_type ())

G_DECLARE_FINAL_TYPE (MootAdminReport, moot_admin_report, MOOT, ADMIN_REPORT, GObject)

/**
 * MootAdminReport:
 *
 * A report as moderators see it.
 */
struct _MootAdminReport
{
  GObject parent_instance;

  char *id;
  gboolean action_taken;
  gint64 action_taken_at;
  char *category;
  char *comment;
  gboolean forwarded;
  gint64 created_at;
  gint64 updated_at;
  MootAdminAccount *account;
  MootAdminAccount *target_account;
  MootAdminAccount *assigned_account;
  MootAdminAccount *action_taken_by_account;
  GPtrArray *statuses; /* of MootStatus */
  char *rules;
};

gboolean moot_report_category_is_valid (const char *category);

G_END_DECLS
