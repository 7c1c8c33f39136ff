/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-test-node.h"

G_BEGIN_DECLS

#define COOP_NODE_MEMBERS 4

/**
 * CoopNode:
 * @tokens: of the members, with every scope; the first is the founder in all offices
 * @stranger: a token, with every scope, of an account that is no member
 * @accounts: of the members
 *
 * A node with a co-operative of four, over real HTTP.
 */
typedef struct
{
  MootTestNode *node;
  char *tokens[COOP_NODE_MEMBERS];
  char *stranger;
  gint64 accounts[COOP_NODE_MEMBERS];
} CoopNode;

CoopNode *coop_node_new  (const char *bylaws) G_GNUC_WARN_UNUSED_RESULT;
void      coop_node_free (CoopNode   *self);

MootTestReply *coop_node_get    (CoopNode   *self,
                                 const char *token,
                                 const char *path);
MootTestReply *coop_node_send   (CoopNode   *self,
                                 const char *token,
                                 const char *method,
                                 const char *path,
                                 const char *json);
void           coop_node_expect (CoopNode   *self,
                                 const char *token,
                                 const char *method,
                                 const char *path,
                                 const char *json,
                                 guint       status,
                                 const char *word);

void coop_node_prepare_proposal (CoopNode   *self,
                                 const char *class);
void coop_node_prepare_papers   (CoopNode   *self);
void coop_node_close_vote       (CoopNode   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CoopNode, coop_node_free)

G_END_DECLS
