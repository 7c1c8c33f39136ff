/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-inbox-shelf.h"
#include "moot-inbox.h"
#include "moot-incoming.h"

G_BEGIN_DECLS

/* Between the door, which logs what comes, and the workers, which do it. */

void moot_inbox_wake (MootInbox  *self,
                      const char *host);

gboolean moot_inbox_get_load (MootInbox  *self,
                              guint      *out_n_waiting,
                              GError    **error);
gboolean moot_inbox_count    (MootInbox  *self,
                              MootDb     *db,
                              gint64      id,
                              guint      *out_n_waiting,
                              GError    **error);

MootFederation *moot_inbox_get_federation (MootInbox *self);
MootInboxShelf *moot_inbox_get_shelf      (MootInbox *self);

/* An entry of the log, on its way. */
typedef struct
{
  gint64 id;
  char *signer;
  char *host;
  char *activity_id;
  char *synchronization;
  gint64 attempts;
  GBytes *body;
  MootActivity *activity;  /* (nullable): as long as nobody had to read it */
  MootDelivered delivered; /* the same for those who do it */
  const char *failure;     /* NULL: it was done, or dropped for a reason */
} MootInboxEntry;

MootInboxEntry *moot_inbox_entry_new  (MootRows *rows) G_GNUC_WARN_UNUSED_RESULT;
void            moot_inbox_entry_free (gpointer  entry);

guint moot_inbox_do (MootInbox    *self,
                     const GQueue *entries) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
