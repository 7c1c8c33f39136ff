/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a proposal wants to change in the bylaws: the text it carries, beside the version it was
 * made from. Spec: bylaws are changed only by a proposal that shows the difference. Thread: a
 * worker while it loads, then whoever holds it. */
#include "moot-bylaws-change.h"

#include "moot-bylaws-json.h"
#include "moot-bylaws-version.h"
#include "moot-json.h"

static MootBylaws *
ask_base (MootPageSource *source,
          const char     *number,
          GCancellable   *cancellable)
{
  g_autoptr (MootBylawsVersion) version = moot_page_source_ask_entity (
    source, "bylaws", number != NULL ? MOOT_CALL_BYLAWS_VERSION : MOOT_CALL_BYLAWS, number,
    cancellable, NULL);

  return version != NULL && version->rules != NULL ? moot_bylaws_from_text (version->rules, NULL)
                                                   : NULL;
}

static JsonObject *
find_params_of_one (JsonNode *node)
{
  JsonObject *effect = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  return effect != NULL && g_strcmp0 (moot_json_get_string (effect, "type"), "bylaws") == 0
           ? moot_json_get_object (effect, "params")
           : NULL;
}

/* A proposal has one effect, or a list of them. */
static JsonObject *
find_params (JsonNode *node)
{
  JsonArray *list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonObject *params = list == NULL ? find_params_of_one (node) : NULL;

  for (guint i = 0; list != NULL && params == NULL && i < json_array_get_length (list); i++)
    params = find_params_of_one (json_array_get_element (list, i));
  return params;
}

/**
 * moot_bylaws_change_load:
 * @source: where documents come from
 * @proposal: a proposal
 * @cancellable: (nullable): stops it
 *
 * Thread: a worker.
 *
 * Returns: (transfer full) (nullable): what it would change; %NULL when that is not the bylaws
 */
MootBylawsChange *
moot_bylaws_change_load (MootPageSource *source,
                         MootProposal   *proposal,
                         GCancellable   *cancellable)
{
  g_autoptr (JsonNode) node =
    proposal->effect != NULL ? moot_json_parse (proposal->effect, -1, NULL) : NULL;
  JsonObject *params = node != NULL ? find_params (node) : NULL;
  JsonObject *rules = params != NULL ? moot_json_get_object (params, "rules") : NULL;
  g_autoptr (MootBylawsChange) self = NULL;

  if (rules == NULL)
    return NULL;
  self = g_new0 (MootBylawsChange, 1);
  self->after = moot_bylaws_from_json (rules, NULL);
  self->before = ask_base (source, moot_json_get_string (params, "base_version"), cancellable);
  return self->after != NULL && self->before != NULL ? g_steal_pointer (&self) : NULL;
}

/** moot_bylaws_change_free: releases a change */
void
moot_bylaws_change_free (MootBylawsChange *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->before, moot_bylaws_free);
  g_clear_pointer (&self->after, moot_bylaws_free);
  g_free (self);
}
