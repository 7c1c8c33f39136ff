/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "fake-server.h"
#include "loomio-server.h"

G_BEGIN_DECLS

#define LOOMIO_NO_ACCESS "You are not authorized to access this page."

struct _LoomioServer
{
  FakeServer *http;
  GMutex lock;
  JsonNode *data;
  char *key;
  GPtrArray *asked; /* method and path of each */
  char *written;    /* body of the last write */
  guint n_limited;
  guint wait_s;
  gboolean down;
  guint say_status;
  char *say_body;
  gint64 next_id;
};

typedef struct
{
  LoomioServer *server;
  SoupServerMessage *message;
  const char *method;
  GHashTable *query; /* (nullable) */
  JsonObject *body;  /* (nullable) */
  char **parts;      /* of the path behind the API's */
} LoomioExchange;

JsonArray  *loomio_get_table (LoomioExchange *exchange,
                              const char     *table);
gint64      loomio_get_int   (JsonObject     *object,
                              const char     *name);
JsonObject *loomio_find      (LoomioExchange *exchange,
                              const char     *table,
                              const char     *id);
gboolean    loomio_is_member (LoomioExchange *exchange,
                              gint64          group_id);
JsonObject *loomio_begin     (const char     *root);
void        loomio_side_load (JsonObject     *answer,
                              const char     *table,
                              JsonObject     *thing);
void
loomio_side_load_one (LoomioExchange *exchange, JsonObject *answer, const char *table, gint64 id);
void loomio_side_load_all (LoomioExchange *exchange,
                           JsonObject     *answer,
                           const char     *table,
                           const char     *column,
                           gint64          value);
void loomio_finish        (LoomioExchange *exchange,
                           JsonObject     *answer);

void loomio_answer_error (LoomioExchange *exchange,
                          guint           status,
                          const char     *words);
void loomio_answer       (LoomioExchange *exchange);

G_END_DECLS
