/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Around the talk of a co-op: earlier texts, news for a member, what a search finds, and what
 * happened lately.
 * Spec: co-op API, notifications and search. */
#include "moot-talk.h"

/* clang-format off */
static const MootField text_version_fields[] = {
  MOOT_NUMBER (MootTextVersion, version, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootTextVersion, title, MOOT_FIELD_OPTIONAL),
  MOOT_STRING (MootTextVersion, body, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootTextVersion, body_source, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootTextVersion, author_id, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootTextVersion, created_at, MOOT_FIELD_PLAIN),
};

static const MootField coop_notification_fields[] = {
  MOOT_STRING (MootCoopNotification, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootCoopNotification, type, MOOT_FIELD_REQUIRED),
  MOOT_TIME (MootCoopNotification, created_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCoopNotification, actor_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCoopNotification, discussion_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCoopNotification, comment_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCoopNotification, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCoopNotification, circle_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootCoopNotification, title, MOOT_FIELD_PLAIN),
};

static const MootField talk_hit_fields[] = {
  MOOT_STRING (MootTalkHit, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootTalkHit, type, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootTalkHit, discussion_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootTalkHit, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootTalkHit, title, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootTalkHit, excerpt, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootTalkHit, author_id, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootTalkHit, created_at, MOOT_FIELD_PLAIN),
};

static const MootField digest_item_fields[] = {
  MOOT_STRING (MootDigestItem, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootDigestItem, discussion_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDigestItem, title, MOOT_FIELD_NOT_NULL),
  MOOT_BOOLEAN (MootDigestItem, is_new, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDigestItem, count, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDigestItem, state, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootDigestItem, at, MOOT_FIELD_PLAIN),
};

static const MootField digest_fields[] = {
  MOOT_TIME (MootTalkDigest, since, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootTalkDigest, until, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootTalkDigest, frequency, MOOT_FIELD_PLAIN),
  MOOT_LIST (MootTalkDigest, discussions, MOOT_FIELD_PLAIN, moot_digest_item_get_type),
  MOOT_LIST (MootTalkDigest, proposals, MOOT_FIELD_PLAIN, moot_digest_item_get_type),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootTextVersion, moot_text_version, text_version_fields)
MOOT_DEFINE_ENTITY (MootCoopNotification, moot_coop_notification, coop_notification_fields)
MOOT_DEFINE_ENTITY (MootTalkHit, moot_talk_hit, talk_hit_fields)
MOOT_DEFINE_ENTITY (MootDigestItem, moot_digest_item, digest_item_fields)
MOOT_DEFINE_ENTITY (MootTalkDigest, moot_talk_digest, digest_fields)
