/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What text refers to: mentions, hashtags and custom emoji.
 * Spec: Mastodon client API, Status::Mention, Tag, CustomEmoji. */
#include "moot-tag.h"

/* clang-format off */
static const MootField mention_fields[] = {
  MOOT_STRING (MootMention, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootMention, username, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootMention, url, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootMention, acct, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootMention, moot_mention, mention_fields)

/* clang-format off */
static const MootField tag_history_fields[] = {
  MOOT_STRING (MootTagHistory, day, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootTagHistory, uses, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootTagHistory, accounts, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootTagHistory, moot_tag_history, tag_history_fields)

/* clang-format off */
static const MootField tag_fields[] = {
  MOOT_STRING (MootTag, id, MOOT_FIELD_OPTIONAL),
  MOOT_STRING (MootTag, name, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootTag, url, MOOT_FIELD_PLAIN),
  MOOT_LIST (MootTag, history, MOOT_FIELD_OPTIONAL, moot_tag_history_get_type),
  MOOT_BOOLEAN (MootTag, following, MOOT_FIELD_OPTIONAL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootTag, moot_tag, tag_fields)

/* clang-format off */
static const MootField emoji_fields[] = {
  MOOT_STRING (MootEmoji, shortcode, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootEmoji, url, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEmoji, static_url, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootEmoji, visible_in_picker, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEmoji, category, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootEmoji, moot_emoji, emoji_fields)
