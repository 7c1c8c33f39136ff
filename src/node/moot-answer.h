/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-pacing.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

void moot_answer_write_headers (SoupServerMessage *message,
                                GPtrArray         *own,
                                gboolean           is_private);
void moot_answer_write_body    (SoupServerMessage *message,
                                guint              status,
                                const char        *content_type,
                                GBytes            *body);
void moot_answer_refuse        (SoupServerMessage *message,
                                guint              status,
                                const char        *json);
void moot_answer_preflight     (SoupServerMessage *message);

char *moot_answer_dup_key (SoupServerMessage *message) G_GNUC_WARN_UNUSED_RESULT;

void moot_answer_write_pace (SoupServerMessage *message,
                             const MootPace    *pace,
                             gint64             now);

G_END_DECLS
