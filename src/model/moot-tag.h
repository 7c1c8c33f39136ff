/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_MENTION (moot_mention_get_type ())

G_DECLARE_FINAL_TYPE (MootMention, moot_mention, MOOT, MENTION, GObject)

/**
 * MootMention:
 *
 * An account named in a status.
 */
struct _MootMention
{
  GObject parent_instance;

  char *id;
  char *username;
  char *url;
  char *acct;
};

#define MOOT_TYPE_TAG_HISTORY (moot_tag_history_get_type ())

G_DECLARE_FINAL_TYPE (MootTagHistory, moot_tag_history, MOOT, TAG_HISTORY, GObject)

/**
 * MootTagHistory:
 *
 * How often a tag was used on one day; all three are decimal text, the day in Unix seconds.
 */
struct _MootTagHistory
{
  GObject parent_instance;

  char *day;
  char *uses;
  char *accounts;
};

#define MOOT_TYPE_TAG (moot_tag_get_type ())

G_DECLARE_FINAL_TYPE (MootTag, moot_tag, MOOT, TAG, GObject)

/**
 * MootTag:
 *
 * A hashtag, without its #.
 */
struct _MootTag
{
  GObject parent_instance;

  char *id;
  char *name;
  char *url;
  GPtrArray *history; /* of MootTagHistory */
  gboolean following;
};

#define MOOT_TYPE_EMOJI (moot_emoji_get_type ())

G_DECLARE_FINAL_TYPE (MootEmoji, moot_emoji, MOOT, EMOJI, GObject)

/**
 * MootEmoji:
 *
 * A picture that stands for a :shortcode:.
 */
struct _MootEmoji
{
  GObject parent_instance;

  char *shortcode;
  char *url;
  char *static_url;
  gboolean visible_in_picker;
  char *category;
};

G_END_DECLS
