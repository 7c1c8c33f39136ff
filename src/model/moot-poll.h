/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"
#include "moot-tag.h"

G_BEGIN_DECLS

#define MOOT_TYPE_POLL_OPTION (moot_poll_option_get_type ())

G_DECLARE_FINAL_TYPE (MootPollOption, moot_poll_option, MOOT, POLL_OPTION, GObject)

/**
 * MootPollOption:
 *
 * One choice; -1 votes stand for a count that is hidden yet.
 */
struct _MootPollOption
{
  GObject parent_instance;

  char *title;
  gint64 votes_count;
};

#define MOOT_TYPE_POLL (moot_poll_get_type ())

G_DECLARE_FINAL_TYPE (MootPoll, moot_poll, MOOT, POLL, GObject)

/**
 * MootPoll:
 *
 * Options and votes; `own_votes` holds the indices the viewer chose as JSON.
 */
struct _MootPoll
{
  GObject parent_instance;

  char *id;
  gint64 expires_at;
  gboolean expired;
  gboolean multiple;
  gint64 votes_count;
  gint64 voters_count;
  gboolean voted;
  char *own_votes;
  GPtrArray *options; /* of MootPollOption */
  GPtrArray *emojis;  /* of MootEmoji */
};

G_END_DECLS
