/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "inbox-peer.h"
#include "moot-media-address.h"
#include "moot-media-cache.h"

G_BEGIN_DECLS

/**
 * MediaStage:
 *
 * A node, and a place where pictures are that is not where the accounts are.
 */
typedef struct
{
  MootTestNode *node;
  TestServer *store;
  GMutex lock;
  GBytes *body;
  const char *type;
  const char *status; /* NULL: 200 */
  gboolean endless;
  gsize first;     /* so much is sent before it waits for media_stage_speak() */
  gsize cut_at;    /* and it ends here; 0: at its end */
  gboolean silent; /* set before anybody asks */
  gboolean goes_on;
  GCond spoken;
} MediaStage;

MediaStage *media_stage_new (void (*adjust) (MootNodeOptions *options)) G_GNUC_WARN_UNUSED_RESULT;
void media_stage_free (MediaStage *self);

void           media_stage_serve       (MediaStage    *self,
                                        GBytes        *body,
                                        const char    *type,
                                        const char    *status);
void           media_stage_speak       (MediaStage    *self);
char          *media_stage_path        (MediaStage    *self,
                                        MootMediaKind  kind,
                                        gboolean       small,
                                        const char    *domain,
                                        const char    *target) G_GNUC_WARN_UNUSED_RESULT;
MootTestReply *media_stage_get_film    (MediaStage    *self,
                                        const char    *target,
                                        const char    *range,
                                        const char    *condition) G_GNUC_WARN_UNUSED_RESULT;
MootTestReply *media_stage_get         (MediaStage    *self,
                                        const char    *domain,
                                        const char    *target) G_GNUC_WARN_UNUSED_RESULT;
char          *media_stage_dup_folder  (MediaStage    *self) G_GNUC_WARN_UNUSED_RESULT;
guint          media_stage_count_files (MediaStage    *self);

GBytes *media_make_picture  (int            width,
                             int            height,
                             const char    *type) G_GNUC_WARN_UNUSED_RESULT;
void    media_assert_header (MootTestReply *reply,
                             const char    *name,
                             const char    *wanted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MediaStage, media_stage_free)

G_END_DECLS
