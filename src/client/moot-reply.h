/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-calls.h"
#include "moot-json.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MootReply:
 * @status: HTTP status, 200 to 299
 * @json: (nullable): for %MOOT_ANSWER_JSON
 * @text: (nullable): for %MOOT_ANSWER_TEXT
 * @entity: (nullable): for %MOOT_ANSWER_ENTITY
 * @items: (nullable): for %MOOT_ANSWER_LIST and %MOOT_ANSWER_NAMES; items that made no sense are
 * left out
 * @next_max_id: (nullable): cursor of the older page, when there is one
 * @prev_min_id: (nullable): cursor of the newer page
 *
 * What a server answered, built on the worker.
 */
typedef struct
{
  guint status;
  JsonNode *json;
  char *text;
  gpointer entity;
  GPtrArray *items;
  char *next_max_id;
  char *prev_min_id;
} MootReply;

MootReply *moot_reply_new  (const MootCallInfo  *info,
                            guint                status,
                            GBytes              *body,
                            const char          *link,
                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void       moot_reply_free (MootReply           *self);

gpointer    moot_reply_take_entity (MootReply *self) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *moot_reply_take_items  (MootReply *self) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *moot_reply_get_object  (MootReply *self);

char *moot_link_dup_parameter (const char *link,
                               const char *relation,
                               const char *parameter) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootReply, moot_reply_free)

G_END_DECLS
