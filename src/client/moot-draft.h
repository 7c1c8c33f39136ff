/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-cache.h"
#include "moot-connection.h"
#include "moot-status.h"

G_BEGIN_DECLS

/**
 * MootDraftPicture:
 * @path: a file of this computer
 * @description: what is to be seen on it
 */
typedef struct
{
  char *path;
  char *description;
} MootDraftPicture;

/**
 * MootDraft:
 * @text: what was typed
 * @warning: (nullable): shown instead until somebody wants to read
 * @visibility: the API's word
 * @parent_id: (nullable): the status it answers
 * @quoted_id: (nullable): the status it quotes
 * @quote_policy: (nullable): who may quote it, the API's word
 * @pictures: (element-type MootDraftPicture): to be sent along
 * @edited_id: (nullable): the status whose words it replaces
 * @media_ids: (element-type utf8): what the edited status keeps of its pictures
 * @key: makes a second try of the same send harmless
 *
 * A status before it is one.
 */
typedef struct
{
  char *text;
  char *warning;
  char *visibility;
  char *parent_id;
  char *quoted_id;
  char *quote_policy;
  GPtrArray *pictures;
  char *edited_id;
  GPtrArray *media_ids;
  char *key;
} MootDraft;

MootDraft *moot_draft_new       (void) G_GNUC_WARN_UNUSED_RESULT;
MootDraft *moot_draft_new_reply (const MootStatus *parent,
                                 const char       *own_acct) G_GNUC_WARN_UNUSED_RESULT;
MootDraft *moot_draft_copy      (const MootDraft  *self) G_GNUC_WARN_UNUSED_RESULT;
void       moot_draft_free      (MootDraft        *self);

void       moot_draft_add_picture (MootDraft       *self,
                                   const char      *path,
                                   const char      *description);
void       moot_draft_set_edited  (MootDraft       *self,
                                   MootStatus      *status);
gboolean   moot_draft_is_empty    (const MootDraft *self);
guint      moot_draft_count       (const MootDraft *self);
char      *moot_draft_to_text     (const MootDraft *self) G_GNUC_WARN_UNUSED_RESULT;
MootDraft *moot_draft_from_text   (const char      *json) G_GNUC_WARN_UNUSED_RESULT;

MootStatus *moot_draft_send (const MootDraft  *self,
                             MootConnection   *connection,
                             GCancellable     *cancellable,
                             GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootDraft, moot_draft_free)

G_END_DECLS
