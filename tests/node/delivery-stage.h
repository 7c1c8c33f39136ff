/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "inbox-peer.h"

G_BEGIN_DECLS

#define DELIVERY_STAGE_STEP_US 5000 /* between two looks at what came */

#define FOLLOW \
  "{@AS@,'id':'@ME@#follows/1','type':'Follow','actor':'@ME@','object':'@N@/users/rosa'}"
#define CREATE "\"type\":\"Create\""

/**
 * DeliveryStage:
 *
 * A real node, and another server on which mira follows the node's rosa.
 */
typedef struct
{
  MootTestNode *node;
  InboxPeer *peer;
  gint64 rosa;
  char *token;
} DeliveryStage;

DeliveryStage *delivery_stage_new              (void);
void           delivery_stage_free             (DeliveryStage *self);
char          *delivery_stage_post             (DeliveryStage *self,
                                                const char    *form);
void           delivery_stage_act              (DeliveryStage *self,
                                                const char    *method,
                                                const char    *path,
                                                const char    *form);
char          *delivery_stage_wait_for_nth     (DeliveryStage *self,
                                                const char    *what,
                                                guint          n);
void           delivery_stage_wait_until_empty (DeliveryStage *self);
char          *request_dup_header              (const char    *request,
                                                const char    *name);
const char    *request_get_body                (const char    *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeliveryStage, delivery_stage_free)

G_END_DECLS
