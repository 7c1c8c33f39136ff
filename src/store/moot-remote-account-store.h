/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"

G_BEGIN_DECLS

/**
 * MootRemoteAccountDraft:
 * @username: as it is called at @domain
 * @confirmed: whether @domain says so
 * @note: clean HTML
 * @fields: JSON, as the client API has them
 * @emojis: JSON
 * @also_known_as: JSON
 * @moderators: (nullable): of a group: the collection of who moderates it
 * @moved: whether it says that it has moved away
 * @takes_proofs: whether its server says that it verifies integrity proofs
 * @created_at: UTC milliseconds, 0 when it is not told
 *
 * An account of another server, understood.  Nothing is owned.
 */
typedef struct
{
  const char *uri;
  const char *url;
  const char *username;
  const char *domain;
  gboolean confirmed;
  const char *kind;
  const char *display_name;
  const char *note;
  const char *fields;
  const char *emojis;
  const char *avatar;
  const char *avatar_description;
  const char *header;
  const char *header_description;
  const char *inbox;
  const char *shared_inbox;
  const char *outbox;
  const char *followers;
  const char *following;
  const char *featured;
  const char *featured_tags;
  const char *moderators;
  const char *also_known_as;
  gboolean locked;
  gboolean bot;
  gboolean discoverable;
  gboolean indexable;
  gboolean memorial;
  gboolean moved;
  gboolean takes_proofs;
  gint64 created_at;
} MootRemoteAccountDraft;

/**
 * MootRemoteAccount:
 * @moderators_at: when the list of them was read, UTC milliseconds
 * @fetched_at: UTC milliseconds
 * @followed: whether anybody here follows it
 *
 * What decides how an account of another server is treated.
 */
typedef struct
{
  gint64 id;
  char *followers_uri;
  char *featured_uri;
  char *featured_tags_uri;
  char *moderators_uri;
  gint64 moderators_at;
  gint64 fetched_at;
  gint64 moved_at;
  gboolean confirmed;
  gboolean suspended;
  gboolean followed;
} MootRemoteAccount;

void moot_remote_account_clear (MootRemoteAccount *self);

gboolean moot_remote_account_find (MootDb                        *db,
                                   const char                    *uri,
                                   MootRemoteAccount             *out_account,
                                   GError                       **error);
gboolean moot_remote_account_put  (MootDb                        *db,
                                   const MootRemoteAccountDraft  *draft,
                                   gint64                         now,
                                   gint64                        *out_id,
                                   GError                       **error);

gboolean moot_remote_account_purge (MootDb  *db,
                                    gint64   id,
                                    GError **error);

gboolean  moot_account_find_id_by_uri (MootDb      *db,
                                       const char  *uri,
                                       gint64      *out_id,
                                       GError     **error);
char     *moot_account_dup_uri        (MootDb      *db,
                                       gint64       id,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;

char *moot_account_dup_inbox (MootDb  *db,
                              gint64   id,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootRemoteAccount, moot_remote_account_clear)

G_END_DECLS
