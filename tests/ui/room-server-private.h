/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "fake-server.h"
#include "room-server.h"

G_BEGIN_DECLS

struct _RoomServer
{
  FakeServer *server;
  GMutex lock;
  GHashTable *documents; /* name -> JsonNode */
  GPtrArray *requests;   /* "METHOD path", oldest first */
  GPtrArray *written;    /* “METHOD path body” of requests that wanted to change something */
  gboolean down;
};

typedef struct
{
  SoupServerMessage *message;
  const char *method;
  GStrv parts; /* of the path below the API */
  GHashTable *query;
  JsonObject *body; /* (nullable) */
} RoomExchange;

JsonNode   *room_server_parse         (const char *text);
JsonNode   *room_server_find_document (RoomServer *self,
                                       const char *name);
JsonObject *room_server_find_item     (RoomServer *self,
                                       const char *name,
                                       const char *id);

void room_exchange_answer_node   (RoomExchange *exchange,
                                  guint         status,
                                  JsonNode     *node);
void room_exchange_answer        (RoomExchange *exchange,
                                  guint         status,
                                  JsonObject   *object);
void room_exchange_refuse        (RoomExchange *exchange,
                                  guint         status,
                                  const char   *words);
void room_server_answer_document (RoomServer   *self,
                                  RoomExchange *exchange,
                                  const char   *name);

/* what can be looked up */
gboolean room_server_answer_lookup (RoomServer   *self,
                                    RoomExchange *exchange);

/* proposals and ballots */
void room_server_create_proposal  (RoomServer   *self,
                                   RoomExchange *exchange);
void room_server_answer_proposal  (RoomServer   *self,
                                   RoomExchange *exchange);
void room_server_answer_proposals (RoomServer   *self,
                                   RoomExchange *exchange);

G_END_DECLS
