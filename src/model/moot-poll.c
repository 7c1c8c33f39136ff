/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A poll attached to a status.
 * Spec: Mastodon client API, Poll. */
#include "moot-poll.h"

/* clang-format off */
static const MootField poll_option_fields[] = {
  MOOT_STRING (MootPollOption, title, MOOT_FIELD_NOT_NULL),
  MOOT_NUMBER (MootPollOption, votes_count, MOOT_FIELD_HIDEABLE),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootPollOption, moot_poll_option, poll_option_fields)

/* clang-format off */
static const MootField poll_fields[] = {
  MOOT_STRING (MootPoll, id, MOOT_FIELD_REQUIRED),
  MOOT_TIME (MootPoll, expires_at, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootPoll, expired, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootPoll, multiple, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPoll, votes_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootPoll, voters_count, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootPoll, voted, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootPoll, own_votes, MOOT_FIELD_OPTIONAL),
  MOOT_LIST (MootPoll, options, MOOT_FIELD_PLAIN, moot_poll_option_get_type),
  MOOT_LIST (MootPoll, emojis, MOOT_FIELD_PLAIN, moot_emoji_get_type),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootPoll, moot_poll, poll_fields)
