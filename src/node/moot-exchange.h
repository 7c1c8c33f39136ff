/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"
#include "moot-http-message.h"
#include "moot-pacing.h"
#include "moot-params.h"
#include "moot-services.h"

G_BEGIN_DECLS

typedef struct _MootExchange MootExchange;
typedef struct _MootRoute MootRoute;

/**
 * MootStreamRequest:
 *
 * What a streaming route agreed to: the listener turns the answer into a stream.
 */
typedef struct _MootStreamRequest
{
  char *channel;   /* (nullable): nothing yet, the client subscribes later */
  char *argument;  /* (nullable) */
  GArray *hidden;  /* of gint64: accounts the viewer blocked or muted */
  gboolean socket; /* WebSocket, else server-sent events */
} MootStreamRequest;

/**
 * MootExchange:
 * @services: what every handler works with; shared, frozen
 * @db: a reader, this worker's for the length of the request
 * @params: query and body together, the body winning
 * @message: (nullable): the request as a signature sees it, if another server may have sent it;
 *   then the body is not in @params
 * @viewer_id: the account that asks, 0 for nobody
 * @application_id: its client, 0 for none
 * @token_id: its token, 0 for none
 * @scopes: what the token may do
 * @asked_at: UTC milliseconds
 * @moment: of the streams' hub, from before the token was looked at
 * @lasting: whether the same question has the same answer until the database changes
 * @changes_at: UTC milliseconds: when the clock alone changes a lasting answer
 * @pace: how the one who asks stands with the limits; its limit is 0 when nothing is counted
 *
 * One request in, one response out; knows nothing of libsoup.  Read its members, answer with the
 * functions below, exactly once.
 * Thread: one worker from start to end.
 */
struct _MootExchange
{
  const MootServices *services;
  MootDb *db;

  char *method;
  char *path;
  char *remote_address;
  GHashTable *headers; /* lower-case name -> value */
  GBytes *body;
  MootHttpMessage *message;
  MootParams *params;
  GHashTable *path_params;
  const MootRoute *route;

  gint64 viewer_id;
  gint64 application_id;
  gint64 token_id;
  gboolean viewer_is_admin;
  char *scopes;

  struct _MootStreamRequest *stream; /* set by a streaming route that agreed */
  struct _MootFilmRequest *film;     /* set when the body is a film that is still coming */

  guint status;
  const char *content_type;
  GBytes *response;
  GPtrArray *response_headers; /* name, value, name, value */

  GPtrArray *filters; /* (nullable): of the member, when they have any; see moot_status_view_of() */
  gboolean knows_filters;

  gint64 asked_at;
  guint64 moment;
  gboolean lasting;
  gint64 changes_at;
  MootPace pace;
};

MootExchange *moot_exchange_new  (const MootServices *services,
                                  const char         *method,
                                  const char         *path) G_GNUC_WARN_UNUSED_RESULT;
void          moot_exchange_free (MootExchange       *self);

/* asking */
const char *moot_exchange_get_param  (const MootExchange  *self,
                                      const char          *name);
gint64      moot_exchange_get_id     (const MootExchange  *self);
const char *moot_exchange_get_header (const MootExchange  *self,
                                      const char          *name);
gboolean    moot_exchange_write      (MootExchange        *self,
                                      MootDbWork           work,
                                      gpointer             data,
                                      GError             **error);

/* answering */
void moot_exchange_add_header   (MootExchange   *self,
                                 const char     *name,
                                 const char     *value);
void moot_exchange_reply        (MootExchange   *self,
                                 MootJsonWriter *json);
void moot_exchange_reply_text   (MootExchange   *self,
                                 guint           status,
                                 const char     *content_type,
                                 const char     *text);
void moot_exchange_reply_bytes  (MootExchange   *self,
                                 guint           status,
                                 const char     *content_type,
                                 GBytes         *bytes);
void moot_exchange_reply_entity (MootExchange   *self,
                                 gpointer        entity);
void moot_exchange_reply_list   (MootExchange   *self,
                                 GPtrArray      *entities);
void moot_exchange_reply_empty  (MootExchange   *self);
void moot_exchange_redirect     (MootExchange   *self,
                                 const char     *location);
void moot_exchange_refuse (MootExchange *self,
                           guint status,
                           const char *format,
                           ...) G_GNUC_PRINTF (3, 4);
void moot_exchange_fail      (MootExchange *self,
                              const GError *error);
void moot_exchange_not_found (MootExchange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootExchange, moot_exchange_free)

G_END_DECLS
