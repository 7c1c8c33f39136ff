/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-collection-walk.h"

G_BEGIN_DECLS

#define MOOT_PULL_MAX_PAGES 3  /* of one outbox */
#define MOOT_PULL_MAX_POSTS 30 /* asked for one by one, of one outbox */
#define MOOT_PULL_MAX_PINS 10  /* of one actor */

/**
 * MootFollowed:
 * @id: of the account
 * @follower_id: one of ours who follows it, and as whom it is asked
 *
 * Somebody on another server whom one of ours follows.
 */
typedef struct
{
  gint64 id;
  gint64 follower_id;
  char *uri;
  char *outbox;
  char *featured;
  char *featured_tags;
} MootFollowed;

void moot_outbox_pull (const MootAsker    *asker,
                       const MootFollowed *whom,
                       gint64              since);
void moot_pins_pull   (const MootAsker    *asker,
                       const MootFollowed *whom);
void moot_tags_pull   (const MootAsker    *asker,
                       const MootFollowed *whom);

void moot_followed_free (MootFollowed *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootFollowed, moot_followed_free)

G_END_DECLS
