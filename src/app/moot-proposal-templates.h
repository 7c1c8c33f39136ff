/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * MootProposalTemplate:
 * @id: as the server calls it
 * @name: what people choose
 * @class: of decisions
 * @effect: (nullable): the type of what follows
 * @title: with `{name}` for what is filled in
 * @body: to begin with
 *
 * A proposal with gaps.
 */
typedef struct
{
  char *id;
  char *name;
  char *class;
  char *effect;
  char *title;
  char *body;
} MootProposalTemplate;

GPtrArray *moot_proposal_templates_read (JsonNode *node) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
