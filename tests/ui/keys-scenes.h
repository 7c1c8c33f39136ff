/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-feed-view.h"
#include "window-fixture.h"

G_BEGIN_DECLS

/**
 * KeyScene:
 *
 * Where the window is, and what has the focus, before keys are pressed.
 */
typedef enum
{
  AT_HOME,    /* the timeline, its first row in focus */
  AT_SECOND,  /* the same with the second row */
  AT_COVERED, /* the same with a row that is covered */
  AT_END,     /* the timeline, far from what is new */
  AT_THREAD,  /* a page on top of the timeline */
  AT_MOOT,
  IN_COMPOSER, /* with something written */
  NARROW,
} KeyScene;

void          keys_set_scene   (WindowFixture *self,
                                KeyScene       scene);
gboolean      keys_has_chooser (void);
gboolean      keys_has_popover (WindowFixture *self);
GtkWidget    *keys_get_body    (WindowFixture *self);
MootFeedView *keys_get_feed    (WindowFixture *self);
MootStatus   *keys_get_status  (WindowFixture *self);
GtkWidget    *keys_get_top     (WindowFixture *self);

G_END_DECLS
