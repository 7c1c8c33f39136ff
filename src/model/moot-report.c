/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What moderators are told, and whom they deal with.
 * Spec: Mastodon client API, Report, Admin::Report and Admin::Account. */
#include "moot-report.h"

/* clang-format off */
static const MootField report_fields[] = {
  MOOT_STRING (MootReport, id, MOOT_FIELD_REQUIRED),
  MOOT_BOOLEAN (MootReport, action_taken, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootReport, action_taken_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootReport, category, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootReport, comment, MOOT_FIELD_NOT_NULL),
  MOOT_BOOLEAN (MootReport, forwarded, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootReport, created_at, MOOT_FIELD_PLAIN),
  MOOT_STRINGS (MootReport, status_ids, MOOT_FIELD_PLAIN),
  MOOT_STRINGS (MootReport, rule_ids, MOOT_FIELD_PLAIN),
  MOOT_ENTITY (MootReport, target_account, MootAccount, MOOT_FIELD_PLAIN, moot_account_get_type),
};

static const MootField held_post_fields[] = {
  MOOT_STRING (MootHeldPost, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootHeldPost, actor, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootHeldPost, domain, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootHeldPost, reason, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootHeldPost, text, MOOT_FIELD_NOT_NULL),
  MOOT_TIME (MootHeldPost, created_at, MOOT_FIELD_PLAIN),
};

static const MootField admin_account_fields[] = {
  MOOT_STRING (MootAdminAccount, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootAdminAccount, username, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootAdminAccount, domain, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootAdminAccount, created_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAdminAccount, email, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootAdminAccount, ip, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootAdminAccount, ips, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAdminAccount, locale, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAdminAccount, invite_request, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootAdminAccount, role, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootAdminAccount, confirmed, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootAdminAccount, approved, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootAdminAccount, disabled, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootAdminAccount, sensitized, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootAdminAccount, silenced, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootAdminAccount, suspended, MOOT_FIELD_PLAIN),
  MOOT_ENTITY (MootAdminAccount, account, MootAccount, MOOT_FIELD_PLAIN, moot_account_get_type),
};

static const MootField admin_report_fields[] = {
  MOOT_STRING (MootAdminReport, id, MOOT_FIELD_REQUIRED),
  MOOT_BOOLEAN (MootAdminReport, action_taken, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootAdminReport, action_taken_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAdminReport, category, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAdminReport, comment, MOOT_FIELD_NOT_NULL),
  MOOT_BOOLEAN (MootAdminReport, forwarded, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootAdminReport, created_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootAdminReport, updated_at, MOOT_FIELD_PLAIN),
  MOOT_ENTITY (MootAdminReport, account, MootAdminAccount, MOOT_FIELD_PLAIN, moot_admin_account_get_type),
  MOOT_ENTITY (MootAdminReport, target_account, MootAdminAccount, MOOT_FIELD_PLAIN, moot_admin_account_get_type),
  MOOT_ENTITY (MootAdminReport, assigned_account, MootAdminAccount, MOOT_FIELD_PLAIN, moot_admin_account_get_type),
  MOOT_ENTITY (MootAdminReport, action_taken_by_account, MootAdminAccount, MOOT_FIELD_PLAIN,
               moot_admin_account_get_type),
  MOOT_LIST (MootAdminReport, statuses, MOOT_FIELD_PLAIN, moot_status_get_type),
  MOOT_JSON (MootAdminReport, rules, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootReport, moot_report, report_fields)
MOOT_DEFINE_ENTITY (MootHeldPost, moot_held_post, held_post_fields)
MOOT_DEFINE_ENTITY (MootAdminAccount, moot_admin_account, admin_account_fields)
MOOT_DEFINE_ENTITY (MootAdminReport, moot_admin_report, admin_report_fields)

/** moot_report_category_is_valid: whether @category is one that a report can have */
gboolean
moot_report_category_is_valid (const char *category)
{
  static const char *const categories[] = { "spam", "legal", "violation", "other", NULL };

  return g_strv_contains (categories, category);
}
