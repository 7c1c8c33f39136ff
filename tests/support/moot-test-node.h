/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-node.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * MootTestNode:
 * @folder: a temporary data folder, removed with the node
 * @base_url: `http://127.0.0.1:PORT`
 * @public_url: (nullable): what it is called by others, when that is not @base_url
 * @domain: (nullable): what handles say, when that is not the host
 * @authorized_fetch: whether it shows nothing to servers that do not sign
 * @reservation: keeps the port from everybody else while the node is not listening on it
 *
 * A real node in a thread of its own, spoken to over real HTTP.
 */
typedef struct
{
  char *folder;
  char *base_url;
  char *public_url;
  char *domain;
  gboolean authorized_fetch;
  GSocket *reservation;
  const MootPatience *patience;
  MootNode *node;
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  SoupSession *session;
} MootTestNode;

/**
 * MootTestReply:
 *
 * An answer; `json` is %NULL when the body is none.
 */
typedef struct
{
  guint status;
  char *text;
  char *content_type;
  JsonNode *json;
  SoupMessageHeaders *headers;
} MootTestReply;

MootTestNode *moot_test_node_new             (void);
MootTestNode *moot_test_node_new_patient     (const MootPatience        *patience);
MootTestNode *moot_test_node_new_called      (const char                *public_url);
MootTestNode *moot_test_node_new_split       (const char                *domain);
void          moot_test_node_set_delivery    (const MootDeliveryOptions *options);
void          moot_test_node_set_watch_sleep (gboolean                   watch_sleep);
void          moot_test_node_set_catch_up    (const MootCatchUpOptions  *options);
void          moot_test_node_set_inbox       (const MootInboxLimits     *limits);
void moot_test_node_set_adjust (void (*adjust) (MootNodeOptions *options));
void moot_test_node_free    (MootTestNode *self);
void moot_test_node_stop    (MootTestNode *self);
void moot_test_node_start   (MootTestNode *self);
void moot_test_node_restart (MootTestNode *self);

gint64  moot_test_node_add_user  (MootTestNode *self,
                                  const char   *username);
char   *moot_test_node_add_token (MootTestNode *self,
                                  gint64        account_id,
                                  const char   *scopes) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_test_node_write (MootTestNode *self,
                               MootDbWork    work,
                               gpointer      data);

MootTestReply *moot_test_request      (MootTestNode  *self,
                                       const char    *method,
                                       const char    *path,
                                       const char    *token,
                                       const char    *content_type,
                                       const char    *body);
MootTestReply *moot_test_send         (MootTestNode  *self,
                                       SoupMessage   *message);
MootTestReply *moot_test_get_document (MootTestNode  *self,
                                       const char    *path);
MootTestReply *moot_test_get          (MootTestNode  *self,
                                       const char    *path,
                                       const char    *token);
MootTestReply *moot_test_post         (MootTestNode  *self,
                                       const char    *path,
                                       const char    *token,
                                       const char    *form);
MootTestReply *moot_test_send_json    (MootTestNode  *self,
                                       const char    *method,
                                       const char    *path,
                                       const char    *token,
                                       const char    *json);
void           moot_test_reply_free   (MootTestReply *self);

JsonObject *moot_test_reply_object (MootTestReply *self);
JsonArray  *moot_test_reply_array  (MootTestReply *self);
const char *moot_test_reply_string (MootTestReply *self,
                                    const char    *name);

#define moot_test_assert_status(reply, wanted)        \
  G_STMT_START                                        \
  {                                                   \
    if ((reply)->status != (wanted))                  \
      g_test_message ("answer: %s", (reply)->text);   \
    g_assert_cmpuint ((reply)->status, ==, (wanted)); \
  }                                                   \
  G_STMT_END

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootTestNode, moot_test_node_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootTestReply, moot_test_reply_free)

G_END_DECLS
