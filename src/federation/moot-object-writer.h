/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-remote-object.h"
#include "moot-site.h"
#include "moot-wire-context.h"

G_BEGIN_DECLS

void  moot_object_write    (const MootRemoteObject *object,
                            gboolean                is_root,
                            MootJsonWriter         *writer);
char *moot_object_to_json  (const MootRemoteObject *object) G_GNUC_WARN_UNUSED_RESULT;
char *moot_tombstone_write (const char             *id,
                            const char             *former_type,
                            gint64                  deleted_at) G_GNUC_WARN_UNUSED_RESULT;

void moot_audience_write (const MootAudience *audience,
                          MootJsonWriter     *writer);
void moot_write_time     (MootJsonWriter     *writer,
                          const char         *name,
                          gint64              time_ms);
void moot_write_tags     (GPtrArray          *tags,
                          MootJsonWriter     *writer);
void moot_write_image    (MootJsonWriter     *writer,
                          const char         *name,
                          const char         *uri,
                          const char         *media_type,
                          const char         *description);

MootAudience *moot_audience_new_for (MootVisibility     visibility,
                                     const char        *followers,
                                     const char *const *mentioned) G_GNUC_WARN_UNUSED_RESULT;
void          moot_audience_free    (MootAudience      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootAudience, moot_audience_free)

void moot_hashtag_write (const MootSite *site,
                         const char     *name,
                         MootJsonWriter *writer);

G_END_DECLS
