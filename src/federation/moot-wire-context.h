/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_NAMESPACE "https://folkmoot.coop/ns#"

/**
 * MootWireContext:
 * @MOOT_CONTEXT_PLAIN: nothing but ActivityStreams
 * @MOOT_CONTEXT_ACTOR_PLAIN: and keys: what a stranger needs of an actor
 * @MOOT_CONTEXT_FULL: everything we ever write
 * @MOOT_CONTEXT_LIKE: and emojis
 * @MOOT_CONTEXT_DELETE: and what old servers match deletions by
 * @MOOT_CONTEXT_QUOTE: and quotes
 * @MOOT_CONTEXT_REQUEST: and GoToSocial's questions and what answers them
 * @MOOT_CONTEXT_STAMP: and stamps for quotes
 *
 * What stands in `@context`: a few constants, because others compare and cache them as texts.
 */
typedef enum
{
  MOOT_CONTEXT_PLAIN,
  MOOT_CONTEXT_ACTOR_PLAIN,
  MOOT_CONTEXT_FULL,
  MOOT_CONTEXT_LIKE,
  MOOT_CONTEXT_DELETE,
  MOOT_CONTEXT_QUOTE,
  MOOT_CONTEXT_REQUEST,
  MOOT_CONTEXT_STAMP,
  MOOT_N_CONTEXTS,
} MootWireContext;

const char *moot_wire_context_get (MootWireContext context);

G_END_DECLS
