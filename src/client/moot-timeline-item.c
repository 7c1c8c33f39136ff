/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One entry of a timeline.  A status is kept as its JSON and read only while it is near the screen:
 * ten thousand of them are some 20 MB, as objects they would be five times that.
 * Thread: main. */
#include "moot-timeline-item.h"

struct _MootTimelineItem
{
  GObject parent_instance;

  MootTimelineKind kind;
  char *key;
  char *json;
  MootStatus *status; /* (nullable): read from @json when asked for */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (MootTimelineItem, moot_timeline_item, G_TYPE_OBJECT)

typedef enum
{
  PROP_BUSY = 1,
} MootTimelineItemProperty;

static GParamSpec *properties[PROP_BUSY + 1];

static void
moot_timeline_item_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  MootTimelineItem *self = MOOT_TIMELINE_ITEM (object);

  switch ((MootTimelineItemProperty) id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    }
}

static void
moot_timeline_item_finalize (GObject *object)
{
  MootTimelineItem *self = MOOT_TIMELINE_ITEM (object);

  g_clear_object (&self->status);
  g_free (self->json);
  g_free (self->key);

  G_OBJECT_CLASS (moot_timeline_item_parent_class)->finalize (object);
}

static void
moot_timeline_item_class_init (MootTimelineItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = moot_timeline_item_get_property;
  object_class->finalize = moot_timeline_item_finalize;

  /** MootTimelineItem:busy: whether something is being loaded for it */
  properties[PROP_BUSY] = g_param_spec_boolean (
    "busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
moot_timeline_item_init (MootTimelineItem *self)
{
}

/**
 * moot_timeline_item_new:
 * @kind: what it is
 * @key: its name among all entries of the timeline
 * @json: (nullable): the status
 *
 * Returns: (transfer full): an item
 */
MootTimelineItem *
moot_timeline_item_new (MootTimelineKind  kind,
                        const char       *key,
                        const char       *json)
{
  MootTimelineItem *self = g_object_new (MOOT_TYPE_TIMELINE_ITEM, NULL);

  self->kind = kind;
  self->key = g_strdup (key);
  self->json = g_strdup (json);
  return self;
}

/**
 * moot_timeline_item_get_kind:
 * @self: an item
 *
 * Returns: what it is
 */
MootTimelineKind
moot_timeline_item_get_kind (MootTimelineItem *self)
{
  return self->kind;
}

/**
 * moot_timeline_item_get_key:
 * @self: an item
 *
 * Returns: (transfer none): its name in the timeline
 */
const char *
moot_timeline_item_get_key (MootTimelineItem *self)
{
  return self->key;
}

/**
 * moot_timeline_item_get_status:
 * @self: an item
 *
 * Reads the JSON when that was not done yet, which takes less than a tenth of a millisecond.
 *
 * Returns: (transfer none) (nullable): the status
 */
MootStatus *
moot_timeline_item_get_status (MootTimelineItem *self)
{
  if (self->status == NULL && self->json != NULL)
    self->status = moot_entity_from_text (MOOT_TYPE_STATUS, self->json, NULL);
  return self->status;
}

/**
 * moot_timeline_item_has_status:
 * @self: an item
 *
 * Returns: whether its status is in memory as an object
 */
gboolean
moot_timeline_item_has_status (MootTimelineItem *self)
{
  return self->status != NULL;
}

/**
 * moot_timeline_item_forget_status:
 * @self: an item
 *
 * Gives the object back; the JSON stays.
 */
void
moot_timeline_item_forget_status (MootTimelineItem *self)
{
  g_clear_object (&self->status);
}

/**
 * moot_timeline_item_get_busy:
 * @self: an item
 *
 * Returns: whether something is being loaded for it
 */
gboolean
moot_timeline_item_get_busy (MootTimelineItem *self)
{
  return self->busy;
}

/**
 * moot_timeline_item_set_busy:
 * @self: an item
 * @busy: whether something is being loaded for it
 */
void
moot_timeline_item_set_busy (MootTimelineItem *self,
                             gboolean          busy)
{
  if (self->busy == busy)
    return;

  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}
