/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"
#include "moot-status.h"

G_BEGIN_DECLS

#define MOOT_TYPE_INTERACTION_REQUEST (moot_interaction_request_get_type ())

G_DECLARE_FINAL_TYPE (
  MootInteractionRequest, moot_interaction_request, MOOT, INTERACTION_REQUEST, GObject)

/**
 * MootInteractionRequest:
 *
 * Somebody asks for leave to do something with a post.  `type` is favourite, reply, reblog or
 * quote; `reply` is what an answer or a quote would say.
 */
struct _MootInteractionRequest
{
  GObject parent_instance;

  char *id;
  char *type;
  gint64 created_at;
  MootAccount *account;
  MootStatus *status;
  MootStatus *reply;
};

G_END_DECLS
