/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A person or group as the client API shows it.
 * Spec: Mastodon client API, Account and CredentialAccount. */
#include "moot-account.h"

/* clang-format off */
static const MootField profile_field_fields[] = {
  MOOT_STRING (MootProfileField, name, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootProfileField, value, MOOT_FIELD_NOT_NULL),
  MOOT_TIME (MootProfileField, verified_at, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootProfileField, moot_profile_field, profile_field_fields)

/* clang-format off */
static const MootField account_role_fields[] = {
  MOOT_STRING (MootAccountRole, id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAccountRole, name, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootAccountRole, color, MOOT_FIELD_NOT_NULL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootAccountRole, moot_account_role, account_role_fields)

/* clang-format off */
static const MootField account_fields[] = {
  MOOT_STRING (MootAccount, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootAccount, username, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAccount, acct, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootAccount, display_name, MOOT_FIELD_NOT_NULL),
  MOOT_BOOLEAN (MootAccount, locked, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootAccount, bot, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootAccount, discoverable, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootAccount, indexable, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootAccount, group, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootAccount, created_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAccount, note, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootAccount, url, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAccount, uri, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAccount, avatar, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAccount, avatar_static, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAccount, avatar_description, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootAccount, header, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAccount, header_static, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAccount, header_description, MOOT_FIELD_NOT_NULL),
  MOOT_NUMBER (MootAccount, followers_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootAccount, following_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootAccount, statuses_count, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootAccount, last_status_at, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootAccount, hide_collections, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootAccount, noindex, MOOT_FIELD_OPTIONAL),
  MOOT_LIST (MootAccount, emojis, MOOT_FIELD_PLAIN, moot_emoji_get_type),
  MOOT_LIST (MootAccount, fields, MOOT_FIELD_PLAIN, moot_profile_field_get_type),
  MOOT_LIST (MootAccount, roles, MOOT_FIELD_PLAIN, moot_account_role_get_type),
  MOOT_JSON (MootAccount, moved, MOOT_FIELD_OPTIONAL),
  MOOT_BOOLEAN (MootAccount, memorial, MOOT_FIELD_OPTIONAL),
  MOOT_BOOLEAN (MootAccount, suspended, MOOT_FIELD_OPTIONAL),
  MOOT_BOOLEAN (MootAccount, limited, MOOT_FIELD_OPTIONAL),
  MOOT_JSON (MootAccount, source, MOOT_FIELD_OPTIONAL),
  MOOT_JSON (MootAccount, role, MOOT_FIELD_OPTIONAL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootAccount, moot_account, account_fields)
