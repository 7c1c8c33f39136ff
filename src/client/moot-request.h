/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-calls.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define MOOT_REQUEST_UPLOAD_MAX \
  ((gsize) 64 * 1024 * 1024) /* bytes of one file; servers allow less */

/**
 * MootRequest:
 *
 * One question with its parameters: query of a GET, form of everything else, or a JSON body.
 */
typedef struct _MootRequest MootRequest;

/**
 * MootRequestFile:
 *
 * A file that goes along.
 */
typedef struct
{
  char *field;
  char *filename;
  char *content_type;
  GBytes *bytes;
} MootRequestFile;

MootRequest *moot_request_new     (MootCall     call) G_GNUC_WARN_UNUSED_RESULT;
MootRequest *moot_request_new_for (MootCall     call,
                                   const char  *id) G_GNUC_WARN_UNUSED_RESULT;
void         moot_request_free    (MootRequest *self);

void moot_request_set_other           (MootRequest *self,
                                       const char  *other);
void moot_request_add                 (MootRequest *self,
                                       const char  *name,
                                       const char  *value);
void moot_request_add_int             (MootRequest *self,
                                       const char  *name,
                                       gint64       value);
void moot_request_add_boolean         (MootRequest *self,
                                       const char  *name,
                                       gboolean     value);
void moot_request_add_file            (MootRequest *self,
                                       const char  *name,
                                       const char  *filename,
                                       const char  *content_type,
                                       GBytes      *bytes);
void moot_request_set_json            (MootRequest *self,
                                       char        *json);
void moot_request_set_idempotency_key (MootRequest *self,
                                       const char  *key);
void moot_request_set_version         (MootRequest *self,
                                       gint64       version);

const MootCallInfo    *moot_request_get_info            (const MootRequest *self);
const char            *moot_request_get_id              (const MootRequest *self);
const char            *moot_request_get_json            (const MootRequest *self);
const char            *moot_request_get_idempotency_key (const MootRequest *self);
gint64                 moot_request_get_version         (const MootRequest *self);
const MootRequestFile *moot_request_get_file            (const MootRequest *self);
void moot_request_foreach (const MootRequest *self,
                           void (*visit) (const char *name,
                                          const char *value,
                                          gpointer data),
                           gpointer data);

char *moot_request_dup_target (const MootRequest *self) G_GNUC_WARN_UNUSED_RESULT;
char *moot_request_dup_form   (const MootRequest *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootRequest, moot_request_free)

G_END_DECLS
