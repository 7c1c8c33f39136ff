/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One status of the timeline; a boost is a status that nests the boosted one.
 * Spec: Mastodon client API, Status. */
#include "moot-status.h"

/* clang-format off */
static const MootField card_fields[] = {
  MOOT_STRING (MootCard, url, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootCard, title, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootCard, description, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootCard, type, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCard, author_name, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootCard, provider_name, MOOT_FIELD_NOT_NULL),
  MOOT_NUMBER (MootCard, width, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootCard, height, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCard, image, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCard, blurhash, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootCard, moot_card, card_fields)

/* clang-format off */
static const MootField status_application_fields[] = {
  MOOT_STRING (MootStatusApplication, name, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootStatusApplication, website, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootStatusApplication, moot_status_application, status_application_fields)

/* clang-format off */
static const MootField status_quote_fields[] = {
  MOOT_STRING (MootStatusQuote, state, MOOT_FIELD_REQUIRED),
  MOOT_ENTITY (MootStatusQuote, quoted_status, MootStatus, MOOT_FIELD_PLAIN, moot_status_get_type),
  MOOT_STRING (MootStatusQuote, quoted_status_id, MOOT_FIELD_OPTIONAL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootStatusQuote, moot_status_quote, status_quote_fields)

/* clang-format off */
static const MootField status_fields[] = {
  MOOT_STRING (MootStatus, id, MOOT_FIELD_REQUIRED),
  MOOT_TIME (MootStatus, created_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootStatus, edited_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootStatus, in_reply_to_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootStatus, in_reply_to_account_id, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootStatus, sensitive, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootStatus, spoiler_text, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootStatus, visibility, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootStatus, language, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootStatus, uri, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootStatus, url, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootStatus, replies_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootStatus, reblogs_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootStatus, favourites_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootStatus, quotes_count, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootStatus, content, MOOT_FIELD_NOT_NULL),
  MOOT_ENTITY (MootStatus, reblog, MootStatus, MOOT_FIELD_PLAIN, moot_status_get_type),
  MOOT_ENTITY (MootStatus, account, MootAccount, MOOT_FIELD_PLAIN, moot_account_get_type),
  MOOT_ENTITY (MootStatus, application, MootStatusApplication, MOOT_FIELD_OPTIONAL, moot_status_application_get_type),
  MOOT_LIST (MootStatus, media_attachments, MOOT_FIELD_PLAIN, moot_attachment_get_type),
  MOOT_LIST (MootStatus, mentions, MOOT_FIELD_PLAIN, moot_mention_get_type),
  MOOT_LIST (MootStatus, tags, MOOT_FIELD_PLAIN, moot_tag_get_type),
  MOOT_LIST (MootStatus, emojis, MOOT_FIELD_PLAIN, moot_emoji_get_type),
  MOOT_ENTITY (MootStatus, card, MootCard, MOOT_FIELD_PLAIN, moot_card_get_type),
  MOOT_ENTITY (MootStatus, poll, MootPoll, MOOT_FIELD_PLAIN, moot_poll_get_type),
  MOOT_ENTITY (MootStatus, quote, MootStatusQuote, MOOT_FIELD_PLAIN, moot_status_quote_get_type),
  MOOT_JSON (MootStatus, quote_approval, MOOT_FIELD_OPTIONAL),
  MOOT_BOOLEAN (MootStatus, favourited, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootStatus, reblogged, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootStatus, muted, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootStatus, bookmarked, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootStatus, pinned, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootStatus, filtered, MOOT_FIELD_OPTIONAL),
  MOOT_JSON (MootStatus, coop, MOOT_FIELD_OPTIONAL),
  MOOT_STRING (MootStatus, text, MOOT_FIELD_OPTIONAL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootStatus, moot_status, status_fields)

/* clang-format off */
static const MootField context_fields[] = {
  MOOT_LIST (MootContext, ancestors, MOOT_FIELD_PLAIN, moot_status_get_type),
  MOOT_LIST (MootContext, descendants, MOOT_FIELD_PLAIN, moot_status_get_type),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootContext, moot_context, context_fields)

/* clang-format off */
static const MootField status_edit_fields[] = {
  MOOT_STRING (MootStatusEdit, content, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootStatusEdit, spoiler_text, MOOT_FIELD_NOT_NULL),
  MOOT_BOOLEAN (MootStatusEdit, sensitive, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootStatusEdit, created_at, MOOT_FIELD_PLAIN),
  MOOT_ENTITY (MootStatusEdit, account, MootAccount, MOOT_FIELD_PLAIN, moot_account_get_type),
  MOOT_LIST (MootStatusEdit, media_attachments, MOOT_FIELD_PLAIN, moot_attachment_get_type),
  MOOT_LIST (MootStatusEdit, emojis, MOOT_FIELD_PLAIN, moot_emoji_get_type),
  MOOT_JSON (MootStatusEdit, poll, MOOT_FIELD_OPTIONAL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootStatusEdit, moot_status_edit, status_edit_fields)

/* clang-format off */
static const MootField status_source_fields[] = {
  MOOT_STRING (MootStatusSource, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootStatusSource, text, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootStatusSource, spoiler_text, MOOT_FIELD_NOT_NULL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootStatusSource, moot_status_source, status_source_fields)
