/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"
#include "moot-tag.h"

G_BEGIN_DECLS

#define MOOT_TYPE_PROFILE_FIELD (moot_profile_field_get_type ())

G_DECLARE_FINAL_TYPE (MootProfileField, moot_profile_field, MOOT, PROFILE_FIELD, GObject)

/**
 * MootProfileField:
 *
 * One row of the table on a profile; the value is HTML.
 */
struct _MootProfileField
{
  GObject parent_instance;

  char *name;
  char *value;
  gint64 verified_at;
};

#define MOOT_TYPE_ACCOUNT_ROLE (moot_account_role_get_type ())

G_DECLARE_FINAL_TYPE (MootAccountRole, moot_account_role, MOOT, ACCOUNT_ROLE, GObject)

/**
 * MootAccountRole:
 *
 * A role an account shows openly.
 */
struct _MootAccountRole
{
  GObject parent_instance;

  char *id;
  char *name;
  char *color;
};

#define MOOT_TYPE_ACCOUNT (moot_account_get_type ())

G_DECLARE_FINAL_TYPE (MootAccount, moot_account, MOOT, ACCOUNT, GObject)

/**
 * MootAccount:
 *
 * Somebody who posts. `source` and `role` are given only to the account itself. `moved` is JSON of
 * another account.
 */
struct _MootAccount
{
  GObject parent_instance;

  char *id;
  char *username;
  char *acct;
  char *display_name;
  gboolean locked;
  gboolean bot;
  gboolean discoverable;
  gboolean indexable;
  gboolean group;
  gint64 created_at;
  char *note;
  char *url;
  char *uri;
  char *avatar;
  char *avatar_static;
  char *avatar_description;
  char *header;
  char *header_static;
  char *header_description;
  gint64 followers_count;
  gint64 following_count;
  gint64 statuses_count;
  gint64 last_status_at;
  gboolean hide_collections;
  gboolean noindex;
  GPtrArray *emojis; /* of MootEmoji */
  GPtrArray *fields; /* of MootProfileField */
  GPtrArray *roles;  /* of MootAccountRole */
  char *moved;
  gboolean memorial;
  gboolean suspended;
  gboolean limited;
  char *source;
  char *role;
};

G_END_DECLS
