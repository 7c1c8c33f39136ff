/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MOOT_PARAMS_MAX 1000 /* parameters of one request; a form of a client has dozens */

/**
 * MootUpload:
 *
 * A file of a multipart form.
 */
typedef struct
{
  char *filename;     /* (nullable) */
  char *content_type; /* (nullable): what the client says; sniff before you believe */
  GBytes *bytes;
} MootUpload;

typedef struct _MootParams MootParams;

MootParams *moot_params_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void        moot_params_free (MootParams *self);

gboolean moot_params_add        (MootParams  *self,
                                 const char  *name,
                                 const char  *value,
                                 GError     **error);
gboolean moot_params_add_upload (MootParams  *self,
                                 const char  *name,
                                 const char  *filename,
                                 const char  *content_type,
                                 GBytes      *bytes,
                                 GError     **error);
gboolean moot_params_add_query  (MootParams  *self,
                                 const char  *query,
                                 GError     **error);
gboolean moot_params_add_json   (MootParams  *self,
                                 GBytes      *body,
                                 GError     **error);

gboolean          moot_params_has         (const MootParams *self,
                                           const char       *name);
const char       *moot_params_get         (const MootParams *self,
                                           const char       *name);
GStrv             moot_params_dup_list    (const MootParams *self,
                                           const char       *name) G_GNUC_WARN_UNUSED_RESULT;
gboolean          moot_params_get_boolean (const MootParams *self,
                                           const char       *name,
                                           gboolean          otherwise);
gint64            moot_params_get_int     (const MootParams *self,
                                           const char       *name,
                                           gint64            otherwise);
gint64            moot_params_get_id      (const MootParams *self,
                                           const char       *name);
const MootUpload *moot_params_get_upload  (const MootParams *self,
                                           const char       *name);
GPtrArray        *moot_params_dup_objects (const MootParams *self,
                                           const char       *name) G_GNUC_WARN_UNUSED_RESULT;
void moot_params_foreach (const MootParams *self,
                          void (*visit) (const char *name,
                                         const char *value,
                                         gpointer data),
                          gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootParams, moot_params_free)

G_END_DECLS
