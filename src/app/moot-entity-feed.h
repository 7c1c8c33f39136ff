/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-account-row.h"
#include "moot-entity-list.h"
#include "moot-feed-view.h"
#include "moot-session.h"
#include "moot-state-page.h"
#include "moot-status-display.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_ENTITY_FEED (moot_entity_feed_get_type ())

G_DECLARE_FINAL_TYPE (MootEntityFeed, moot_entity_feed, MOOT, ENTITY_FEED, GtkWidget)

/**
 * MootEntityFeedEmpty:
 * @icon_name: symbolic icon
 * @title: that there is nothing
 * @description: what will be here
 *
 * What a feed says when there is nothing in it; the texts are translated when they are shown.
 */
typedef struct
{
  const char *icon_name;
  const char *title;
  const char *description;
} MootEntityFeedEmpty;

/**
 * MootEntityFeed:
 *
 * A scrolled feed of statuses, accounts, hashtags, headings and notifications, with loading, empty
 * and error states, and older pages as the reader comes near the end.
 *
 * Action: `page.refresh`.  Signal: `near-end`.
 */

GtkWidget *moot_entity_feed_new (MootSession       *session,
                                 MootStatusDisplay *display,
                                 const char        *label) G_GNUC_WARN_UNUSED_RESULT;

MootStatePage  *moot_entity_feed_get_state        (MootEntityFeed            *self);
MootFeedView   *moot_entity_feed_get_view         (MootEntityFeed            *self);
void            moot_entity_feed_set_empty        (MootEntityFeed            *self,
                                                   const MootEntityFeedEmpty *empty);
void            moot_entity_feed_set_account_kind (MootEntityFeed            *self,
                                                   MootAccountRowKind         kind);
void            moot_entity_feed_set_head         (MootEntityFeed            *self,
                                                   GtkWidget                 *head);
MootEntityList *moot_entity_feed_get_list         (MootEntityFeed            *self);
void            moot_entity_feed_set_list         (MootEntityFeed            *self,
                                                   GListModel                *rows,
                                                   MootEntityList            *list);
void            moot_entity_feed_set_rows         (MootEntityFeed            *self,
                                                   GListModel                *rows);
void            moot_entity_feed_refresh          (MootEntityFeed            *self);

G_END_DECLS
