/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "loomio-server.h"
#include "moot-loomio.h"

G_BEGIN_DECLS

/* A group that is linked, and its server. */
typedef struct
{
  LoomioServer *server;
  MootCache *cache;
  char *folder;
  MootLoomioLink *link;
  MootConnection *connection;
} LoomioCase;

void loomio_case_set_up    (LoomioCase    *self,
                            gconstpointer  data);
void loomio_case_tear_down (LoomioCase    *self,
                            gconstpointer  data);
void loomio_case_renew     (LoomioCase    *self);
MootReply *
loomio_case_ask (LoomioCase *self, MootCall call, const char *id, const char *json, int code);

/* on bad days */
void loomio_test_rotation    (LoomioCase    *self,
                              gconstpointer  data);
void loomio_test_not_rotated (LoomioCase    *self,
                              gconstpointer  data);
void loomio_test_limited     (LoomioCase    *self,
                              gconstpointer  data);
void loomio_test_pace        (LoomioCase    *self,
                              gconstpointer  data);
void loomio_test_down        (LoomioCase    *self,
                              gconstpointer  data);
void loomio_test_cancelled   (LoomioCase    *self,
                              gconstpointer  data);
void loomio_test_odd         (LoomioCase    *self,
                              gconstpointer  data);
void loomio_test_links       (LoomioCase    *self,
                              gconstpointer  data);

G_END_DECLS
