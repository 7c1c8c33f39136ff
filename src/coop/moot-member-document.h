/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <json-glib/json-glib.h>

#include "moot-coop-context.h"
#include "moot-coop-records.h"

G_BEGIN_DECLS

JsonObject *moot_member_document_read  (const MootMemberRecord *member) G_GNUC_WARN_UNUSED_RESULT;
void        moot_member_document_write (MootMemberRecord       *member,
                                        JsonObject             *document);

JsonArray *moot_member_document_get_list (JsonObject            *document,
                                          const char            *name);
void       moot_member_document_set_id   (JsonObject            *object,
                                          const char            *name,
                                          gint64                 id);
void       moot_member_document_set_time (JsonObject            *object,
                                          const char            *name,
                                          gint64                 time);
void       moot_member_document_add_deed (const MootCoopContext *context,
                                          JsonArray             *list,
                                          gint64                 actor_id,
                                          const char            *what,
                                          const char            *text);

G_END_DECLS
