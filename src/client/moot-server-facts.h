/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-json.h"

G_BEGIN_DECLS

/**
 * MootServerFacts:
 * @max_characters: how long a post may be, 0: not said
 * @max_media: how many pictures a post may have, 0: not said
 * @mastodon_version: which version of Mastodon's API it has, 0: not said
 * @folkmoot_version: the same of our own, 0: it has none
 * @allowlist: whether it speaks only to servers that were allowed
 * @streaming: (nullable): where the stream lives, as an address with http or https
 *
 * What the app needs to know of a server.
 */
typedef struct
{
  gint64 max_characters;
  gint64 max_media;
  gint64 mastodon_version;
  gint64 folkmoot_version;
  gboolean allowlist;
  char *streaming;
} MootServerFacts;

void moot_server_facts_read  (MootServerFacts *self,
                              JsonObject      *instance);
void moot_server_facts_clear (MootServerFacts *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootServerFacts, moot_server_facts_clear)

G_END_DECLS
