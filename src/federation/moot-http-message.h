/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MOOT_HTTP_MAX_HEADERS 128 /* requests of servers have about a dozen */
#define MOOT_HTTP_MAX_HEADER_BYTES \
  ((gsize) 16 * 1024) /* one header; signatures take 2 KiB */

typedef struct _MootHttpMessage MootHttpMessage;

MootHttpMessage *moot_http_message_new         (const char       *method,
                                                const char       *base_url,
                                                const char       *target) G_GNUC_WARN_UNUSED_RESULT;
MootHttpMessage *moot_http_message_new_for_uri (const char       *method,
                                                const char       *uri,
                                                GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void             moot_http_message_free        (MootHttpMessage  *self);

const char *moot_http_message_get_method    (const MootHttpMessage *self);
const char *moot_http_message_get_target    (const MootHttpMessage *self);
char       *moot_http_message_dup_uri       (const MootHttpMessage *self) G_GNUC_WARN_UNUSED_RESULT;
char       *moot_http_message_dup_authority (const MootHttpMessage *self) G_GNUC_WARN_UNUSED_RESULT;

GBytes *moot_http_message_get_body (const MootHttpMessage *self);
void    moot_http_message_set_body (MootHttpMessage       *self,
                                    GBytes                *body);

gboolean moot_http_message_add_header     (MootHttpMessage       *self,
                                           const char            *name,
                                           const char            *value);
void     moot_http_message_replace_header (MootHttpMessage       *self,
                                           const char            *name,
                                           const char            *value);
guint    moot_http_message_count_header   (const MootHttpMessage *self,
                                           const char            *name);

gint64 moot_http_date_parse (const char *value);

char *moot_http_message_dup_header (const MootHttpMessage *self,
                                    const char            *name) G_GNUC_WARN_UNUSED_RESULT;

guint       moot_http_message_get_n_headers (const MootHttpMessage  *self);
const char *moot_http_message_get_header    (const MootHttpMessage  *self,
                                             guint                   index,
                                             const char            **out_value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootHttpMessage, moot_http_message_free)

G_END_DECLS
