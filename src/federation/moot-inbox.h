/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"

G_BEGIN_DECLS

#define MOOT_INBOX_WORKERS 4         /* hosts that are worked on at once */
#define MOOT_INBOX_TURN 32           /* entries of a host before others have their turn */
#define MOOT_INBOX_LINGER_MS 8       /* how long more of the same host is waited for */
#define MOOT_INBOX_MAX_WAITING 20000 /* entries; more are told to come back */
/* With so much waiting, one after the other is not taken any more: */
#define MOOT_INBOX_SHED_STRANGERS 12000    /* whom nobody here knows comes back later */
#define MOOT_INBOX_SHED_CHANGES 14000      /* what they change or delete is let go */
#define MOOT_INBOX_SHED_BOOSTS 16000       /* boosts come back later, whoever's they are */
#define MOOT_INBOX_MAX_ATTEMPTS 6          /* to get what an activity needs */
#define MOOT_INBOX_KEEP_MS (14 * MOOT_DAY) /* how long what comes again is recognised */

/**
 * MootInboxPost:
 * @message: the request, with its body
 * @content_type: (nullable): of the body
 * @remote_address: (nullable): from where
 * @recipient_id: whose own inbox it is, 0 for the shared one
 * @now: when it came, UTC milliseconds
 *
 * Something that another server wants to deliver.  Nothing is owned.
 */
typedef struct
{
  const MootHttpMessage *message;
  const char *content_type;
  const char *remote_address;
  gint64 recipient_id;
  gint64 now;
} MootInboxPost;

MootInbox *moot_inbox_new  (MootFederation *federation) G_GNUC_WARN_UNUSED_RESULT;
void       moot_inbox_free (MootInbox      *self);

void     moot_inbox_start   (MootInbox            *self);
void     moot_inbox_stop    (MootInbox            *self);
gboolean moot_inbox_receive (MootInbox            *self,
                             const MootInboxPost  *post,
                             GError              **error);
gboolean moot_inbox_upkeep  (MootFederation       *federation,
                             gint64                now,
                             GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootInbox, moot_inbox_free)

G_END_DECLS
