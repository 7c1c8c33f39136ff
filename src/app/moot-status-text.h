/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-html-blocks.h"
#include "moot-status.h"

G_BEGIN_DECLS

/**
 * MootStatusText:
 * @content: the post
 * @warning: its content warning, as one paragraph, or without blocks
 * @emoji_uris: of the pictures in both
 * @name: the author's name, as one paragraph
 * @name_emoji_uris: of the pictures in it
 *
 * What a post says, ready to show.  It never changes.
 */
typedef struct
{
  MootHtmlBlocks *content;
  MootHtmlBlocks *warning;
  GStrv emoji_uris;
  MootHtmlBlocks *name;
  GStrv name_emoji_uris;
} MootStatusText;

const MootStatusText *moot_status_text_get (MootStatus *status);

char *moot_account_dup_name (MootAccount *account) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
