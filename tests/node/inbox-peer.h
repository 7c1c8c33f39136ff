/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-http-signature.h"
#include "moot-test-node.h"
#include "test-server.h"

G_BEGIN_DECLS

/**
 * InboxPeer:
 *
 * Another server, scripted: it serves the documents it is given, signs what it is told to, and
 * keeps what is delivered to it.
 */
typedef struct
{
  TestServer *server;
  char *base_url;
  GMutex lock;
  GHashTable *documents; /* path -> reply, as a whole */
  GQueue answers;        /* of text: what the next POSTs get, before 202 */
  MootPrivateKey *key;
  MootPrivateKey *other_key;
  char *public_pem;
  char *other_pem;
  char *retry_after; /* of the last answer */
  gboolean chunked;  /* whether it sends bodies in pieces */
  const char *born;  /* (nullable): since when its actors are there, as they say */
} InboxPeer;

InboxPeer *inbox_peer_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void       inbox_peer_free (InboxPeer *self);

/* what it has */
void inbox_peer_serve      (InboxPeer  *self,
                            const char *path,
                            guint       status,
                            const char *type,
                            const char *body);
void inbox_peer_serve_json (InboxPeer  *self,
                            const char *path,
                            const char *json);
void inbox_peer_add_actor  (InboxPeer  *self,
                            const char *name,
                            const char *pem);
void inbox_peer_hang_post  (InboxPeer  *self);
void inbox_peer_cut_post   (InboxPeer  *self);
void inbox_peer_hang       (InboxPeer  *self,
                            const char *path);
void inbox_peer_answer     (InboxPeer  *self,
                            guint       status,
                            const char *headers);

/* what it does; `'` in @json stand for `"`, @ME@ for its actor mira, @P@ and @N@ for the two
 * servers, @L@ for the first by another name */
char          *inbox_peer_fill    (InboxPeer    *self,
                                   MootTestNode *node,
                                   const char   *json) G_GNUC_WARN_UNUSED_RESULT;
guint          inbox_peer_post    (InboxPeer    *self,
                                   MootTestNode *node,
                                   const char   *json);
guint          inbox_peer_post_as (InboxPeer    *self,
                                   MootTestNode *node,
                                   const char   *key_id,
                                   const char   *path,
                                   const char   *json);
MootTestReply *inbox_peer_get     (InboxPeer    *self,
                                   MootTestNode *node,
                                   const char   *path) G_GNUC_WARN_UNUSED_RESULT;

/* what came of it */
const char *inbox_peer_get_retry_after (const InboxPeer *self);
char       *inbox_peer_wait_for        (InboxPeer       *self,
                                        const char      *what) G_GNUC_WARN_UNUSED_RESULT;
char       *inbox_peer_dup_nth         (InboxPeer       *self,
                                        const char      *what,
                                        guint            n) G_GNUC_WARN_UNUSED_RESULT;
guint       inbox_peer_count           (InboxPeer       *self,
                                        const char      *what);
void        inbox_settle               (MootTestNode    *node);
void        inbox_settle_errands       (MootTestNode    *node);
gboolean    inbox_let_in               (MootTestNode    *node,
                                        gint64           id);
gint64      inbox_number               (MootTestNode    *node,
                                        const char      *expression);
gint64      inbox_count                (MootTestNode    *node,
                                        const char      *table_and_condition);

guint inbox_peer_post_synchronised (InboxPeer    *self,
                                    MootTestNode *node,
                                    const char   *header,
                                    const char   *json);
void  inbox_wait_for_count         (MootTestNode *node,
                                    const char   *table_and_condition,
                                    gint64        n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InboxPeer, inbox_peer_free)

G_END_DECLS
