/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define MOOT_TYPE_FEED_HEADING (moot_feed_heading_get_type ())

G_DECLARE_FINAL_TYPE (MootFeedHeading, moot_feed_heading, MOOT, FEED_HEADING, GObject)

MootFeedHeading *moot_feed_heading_new (const char *text) G_GNUC_WARN_UNUSED_RESULT;

const char *moot_feed_heading_get_text (MootFeedHeading *self);

G_END_DECLS
