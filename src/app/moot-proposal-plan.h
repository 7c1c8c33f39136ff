/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"

G_BEGIN_DECLS

/**
 * MootProposalPlan:
 * @proposal_id: (nullable): that is changed; %NULL for a new one
 * @version: of that
 * @had_effects: whether something follows by itself in that version
 * @discussion_id: (nullable): where it belongs; %NULL begins a discussion with it
 * @title: of both
 * @text: of both
 * @members: JSON of all the rest, an object
 * @effects: (nullable): JSON, an array
 * @key: the same for every try
 *
 * A proposal on its way to the server.
 */
typedef struct
{
  char *proposal_id;
  gint64 version;
  gboolean had_effects;
  char *discussion_id;
  char *title;
  char *text;
  char *members;
  char *effects;
  char *key;
} MootProposalPlan;

gpointer moot_proposal_plan_send (MootConnection  *connection,
                                  gpointer         data,
                                  GCancellable    *cancellable,
                                  GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void     moot_proposal_plan_free (gpointer         data);

G_END_DECLS
