/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MOOT_STREAM_MAX_CLIENTS 1024   /* open streams of the whole node */
#define MOOT_STREAM_MAX_PER_ACCOUNT 32 /* a person has a few devices with a few columns each */
#define MOOT_STREAM_MAX_CHANNELS 32    /* subscriptions of one connection */
#define MOOT_STREAM_MAX_CHANGES 256    /* that a connection may miss while it is being opened */

typedef struct _MootStreamHub MootStreamHub;
typedef struct _MootStreamClient MootStreamClient;

/**
 * MootStreamSend:
 * @channel: `user`, `public:local`, …
 * @argument: (nullable): the tag or list
 * @event: `update`, `delete`, …
 * @payload: (nullable): its data
 * @data: the transport
 *
 * Writes one event to one connection.  Thread: the node's main thread.
 */
typedef void (*MootStreamSend) (const char *channel,
                                const char *argument,
                                const char *event,
                                const char *payload,
                                gpointer    data);

MootStreamHub *moot_stream_hub_new   (GMainContext  *context) G_GNUC_WARN_UNUSED_RESULT;
MootStreamHub *moot_stream_hub_ref   (MootStreamHub *self);
void           moot_stream_hub_close (MootStreamHub *self);
void           moot_stream_hub_unref (MootStreamHub *self);

/* any thread */
void     moot_stream_hub_publish     (MootStreamHub *self,
                                      const char    *channel,
                                      const char    *argument,
                                      gint64         account_id,
                                      gint64         author_id,
                                      const char    *event,
                                      const char    *payload);
gboolean moot_stream_hub_is_watched  (MootStreamHub *self);
gboolean moot_stream_hub_is_heard_by (MootStreamHub *self,
                                      gint64         account_id);
void     moot_stream_hub_hide        (MootStreamHub *self,
                                      gint64         account_id,
                                      gint64         author_id,
                                      gboolean       hidden);
void     moot_stream_hub_close_token (MootStreamHub *self,
                                      gint64         token_id);

guint64 moot_stream_hub_get_moment (MootStreamHub *self);

/* the node's main thread */
MootStreamClient *moot_stream_hub_add_client (MootStreamHub *self,
                                              gint64 account_id,
                                              gint64 token_id,
                                              const char *scopes,
                                              GArray *hidden,
                                              MootStreamSend send,
                                              void (*close) (gpointer data),
                                              gpointer data);
gboolean  moot_stream_hub_catch_up       (MootStreamHub     *self,
                                          MootStreamClient  *client,
                                          guint64            moment);
void      moot_stream_hub_remove_client  (MootStreamHub     *self,
                                          MootStreamClient  *client);
guint     moot_stream_client_subscribe   (MootStreamClient  *client,
                                          const char        *channel,
                                          const char        *argument,
                                          const char       **out_words);
void      moot_stream_client_unsubscribe (MootStreamClient  *client,
                                          const char        *channel,
                                          const char        *argument);
guint     moot_stream_check_channel      (const char        *channel,
                                          const char        *argument,
                                          const char        *scopes,
                                          const char       **out_words);
char     *moot_stream_dup_argument       (const char        *channel,
                                          const char        *argument) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootStreamHub, moot_stream_hub_unref)

G_END_DECLS
