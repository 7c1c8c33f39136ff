/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_TEXT_VERSION (moot_text_version_get_type ())

G_DECLARE_FINAL_TYPE (MootTextVersion, moot_text_version, MOOT, TEXT_VERSION, GObject)

/**
 * MootTextVersion:
 *
 * What an opening text or a comment said at some time; `title` is %NULL for comments.
 */
struct _MootTextVersion
{
  GObject parent_instance;

  gint64 version;
  char *title;
  char *body;
  char *body_source;
  char *author_id;
  gint64 created_at;
};

#define MOOT_TYPE_COOP_NOTIFICATION (moot_coop_notification_get_type ())

G_DECLARE_FINAL_TYPE (
  MootCoopNotification, moot_coop_notification, MOOT, COOP_NOTIFICATION, GObject)

/**
 * MootCoopNotification:
 *
 * Something a member is to hear of: `mention`, `reply`, `comment`, `discussion`, `proposal`,
 * `vote`, `closing`, `outcome`, `circle`, `ways`, `lot`, `term_mine`, `term` or `digest`.  `title`
 * is that of what it is about.
 */
struct _MootCoopNotification
{
  GObject parent_instance;

  char *id;
  char *type;
  gint64 created_at;
  char *actor_id;
  char *discussion_id;
  char *comment_id;
  char *proposal_id;
  char *circle_id;
  char *title;
};

#define MOOT_TYPE_TALK_HIT (moot_talk_hit_get_type ())

G_DECLARE_FINAL_TYPE (MootTalkHit, moot_talk_hit, MOOT, TALK_HIT, GObject)

/**
 * MootTalkHit:
 *
 * What a search found: `type` is `discussion`, `comment`, `proposal` or `outcome`, `excerpt` plain
 * text around the words.
 */
struct _MootTalkHit
{
  GObject parent_instance;

  char *id;
  char *type;
  char *discussion_id;
  char *proposal_id;
  char *title;
  char *excerpt;
  char *author_id;
  gint64 created_at;
};

#define MOOT_TYPE_DIGEST_ITEM (moot_digest_item_get_type ())

G_DECLARE_FINAL_TYPE (MootDigestItem, moot_digest_item, MOOT, DIGEST_ITEM, GObject)

/**
 * MootDigestItem:
 *
 * A discussion or a proposal in which something happened; `is_new`: it began in that time, `count`:
 * how many comments are new, `state`: of a proposal, `at`: of what happened last.
 */
struct _MootDigestItem
{
  GObject parent_instance;

  char *id;
  char *discussion_id;
  char *title;
  gboolean is_new;
  gint64 count;
  char *state;
  gint64 at;
};

#define MOOT_TYPE_TALK_DIGEST (moot_talk_digest_get_type ())

G_DECLARE_FINAL_TYPE (MootTalkDigest, moot_talk_digest, MOOT, TALK_DIGEST, GObject)

/**
 * MootTalkDigest:
 *
 * What happened between `since` and `until`, as far as its reader may see it.
 */
struct _MootTalkDigest
{
  GObject parent_instance;

  gint64 since;
  gint64 until;
  char *frequency;
  GPtrArray *discussions; /* of MootDigestItem */
  GPtrArray *proposals;   /* of MootDigestItem */
};

G_END_DECLS
