/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity-feed.h"
#include "moot-feed-heading.h"

G_BEGIN_DECLS

struct _MootEntityFeed
{
  GtkWidget parent_instance;

  MootStatePage *state;
  MootFeedView *view;

  MootSession *session;
  MootStatusDisplay *display;
  MootEntityList *list;             /* (nullable) */
  const MootEntityFeedEmpty *empty; /* (nullable) */
  GtkWidget *head;                  /* (nullable): what stands above all rows */
  GListStore *models;               /* of GListModel: head, rows, end */
  GListStore *heads;
  GListStore *ends;
  MootFeedHeading *head_mark; /* what the feed knows the head by */
  MootFeedHeading *end_mark;
  MootAccountRowKind account_kind;
};

/* moot-entity-feed-rows.c */
const MootFeedFactory *moot_entity_feed_get_factory (void);

G_END_DECLS
