/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-membership.h"

#include "moot-json.h"

G_BEGIN_DECLS

#define MOOT_LOG_COSIGNATURES_SHOWN 20 /* with the head of the log */
#define MOOT_LOG_COSIGNATURES_MAX 16   /* kept of one device */

/**
 * MootLogCosignature:
 * @tree_size: how long the log was
 * @root: what it was, in hex
 * @key_id: a device key of whoever signs
 * @ed25519: its signature over moot_log_head_dup_payload(), base64url
 *
 * A member says: this is the log that I have seen.
 */
typedef struct
{
  gint64 tree_size;
  const char *root;
  gint64 key_id;
  const char *ed25519;
} MootLogCosignature;

char *moot_log_head_dup_payload (const char *log_id,
                                 gint64      tree_size,
                                 const char *root) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_log_witness_cosign (const MootCoopContext     *context,
                                  const MootActor           *actor,
                                  const MootLogCosignature  *cosignature,
                                  GError                   **error);
gboolean moot_log_witness_put    (MootDb                    *db,
                                  MootJsonWriter            *json,
                                  GError                   **error);

G_END_DECLS
