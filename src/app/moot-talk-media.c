/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What hangs on a comment or an opening text, in the shape in which posts have it: the same grid
 * and the same page show it.
 * Thread: main. */
#include "moot-talk-media.h"

/**
 * moot_talk_media_parse:
 * @attachments: (nullable): a JSON array of the API
 *
 * Returns: (transfer full) (nullable): what hangs there; %NULL for nothing
 */
MootStatus *
moot_talk_media_parse (const char *attachments)
{
  g_autoptr (JsonNode) node =
    attachments != NULL ? moot_json_parse (attachments, -1, NULL) : NULL;
  GPtrArray *found;
  MootStatus *media;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node) ||
      json_array_get_length (json_node_get_array (node)) == 0)
    return NULL;
  found = moot_entities_from_json (MOOT_TYPE_ATTACHMENT, json_node_get_array (node));
  media = g_object_new (MOOT_TYPE_STATUS, NULL);
  g_ptr_array_unref (media->media_attachments);
  media->media_attachments = found;
  return media;
}

/**
 * moot_talk_media_show:
 * @grid: where
 * @media: (nullable): what
 * @loader: where pictures come from
 */
void
moot_talk_media_show (MootMediaGrid   *grid,
                      MootStatus      *media,
                      MootImageLoader *loader)
{
  if (media != NULL)
    moot_media_grid_set_attachments (grid, media->media_attachments, FALSE, loader);
  gtk_widget_set_visible (GTK_WIDGET (grid), media != NULL);
}

/** moot_talk_media_write_ids: what hangs there already goes on hanging there */
void
moot_talk_media_write_ids (MootStatus     *media,
                           MootJsonWriter *json)
{
  moot_json_name (json, "media_ids");
  moot_json_begin_array (json);
  for (guint i = 0; i < media->media_attachments->len; i++)
    moot_json_add_string (json,
                          MOOT_ATTACHMENT (g_ptr_array_index (media->media_attachments, i))->id);
  moot_json_end_array (json);
}
