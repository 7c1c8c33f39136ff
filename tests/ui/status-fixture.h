/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-feed-view.h"
#include "moot-status-row.h"
#include "ui-support.h"

G_BEGIN_DECLS

#define STATUS_FIXTURE_NOW 1777723200000 /* 2026-05-02T12:00:00Z */

/* A feed of real rows in a window, with an action group that notes what is asked of it. */
typedef struct
{
  GtkWindow *window;
  MootFeedView *feed;
  GtkAdjustment *adjustment;
  GListStore *store; /* of MootStatus */
  MootImageLoader *loader;
  MootStatusDisplay *display;
  GSimpleActionGroup *actions;
  char *asked; /* the last action with its parameter, as text */
} StatusFixture;

GPtrArray *status_fixture_load_statuses (void) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *status_fixture_load_records  (void) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *status_fixture_make_statuses (guint n) G_GNUC_WARN_UNUSED_RESULT;

void status_fixture_set_up    (StatusFixture *self,
                               int            width,
                               int            height,
                               GPtrArray     *statuses);
void status_fixture_settle    (StatusFixture *self);
void status_fixture_tear_down (StatusFixture *self);

MootStatusRow *status_fixture_get_row (StatusFixture *self,
                                       guint          position);

G_END_DECLS
