/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A heading between the rows of a feed, as an item of its model.
 * Thread: main. */
#include "moot-feed-heading.h"

struct _MootFeedHeading
{
  GObject parent_instance;

  char *text;
};

G_DEFINE_FINAL_TYPE (MootFeedHeading, moot_feed_heading, G_TYPE_OBJECT)

static void
moot_feed_heading_finalize (GObject *object)
{
  g_free (MOOT_FEED_HEADING (object)->text);

  G_OBJECT_CLASS (moot_feed_heading_parent_class)->finalize (object);
}

static void
moot_feed_heading_class_init (MootFeedHeadingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = moot_feed_heading_finalize;
}

static void
moot_feed_heading_init (MootFeedHeading *self)
{
}

/**
 * moot_feed_heading_new:
 * @text: (nullable): what it says
 *
 * Returns: (transfer full): a heading
 */
MootFeedHeading *
moot_feed_heading_new (const char *text)
{
  MootFeedHeading *self = g_object_new (MOOT_TYPE_FEED_HEADING, NULL);

  self->text = g_strdup (text);
  return self;
}

/**
 * moot_feed_heading_get_text:
 * @self: a heading
 *
 * Returns: (nullable): what it says
 */
const char *
moot_feed_heading_get_text (MootFeedHeading *self)
{
  return self->text;
}
