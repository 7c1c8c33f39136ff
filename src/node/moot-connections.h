/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* clang-format off */
#define MOOT_MAX_CONNECTIONS 2048          /* open at once */
#define MOOT_WAIT_LIMIT_MS   (60 * 1000)   /* for the next request and its whole head */
#define MOOT_BODY_LIMIT_MS   (300 * 1000)  /* for a body: 16 MiB at 60 KB/s */
#define MOOT_ANSWER_LIMIT_MS (300 * 1000)  /* for reading what we answer, at the same pace */
#define MOOT_ANSWER_LIMIT_BYTES ((gsize) 16 * 1024 * 1024)
/* clang-format on */

/**
 * MootPatience:
 * @max_connections: how many may be open at once
 * @wait_ms: for the next request of a connection, and until its head is complete
 * @body_ms: from there until its body is complete
 * @answer_ms: from our answer until it has been read, for each %MOOT_ANSWER_LIMIT_BYTES of it
 *
 * How long a connection may take.  Handlers and streams are not on this clock.
 */
typedef struct
{
  guint max_connections;
  gint64 wait_ms;
  gint64 body_ms;
  gint64 answer_ms;
} MootPatience;

extern const MootPatience moot_default_patience;

/**
 * MootConnectionStage:
 * @MOOT_CONNECTION_WAITING: between requests, or in the head of one
 * @MOOT_CONNECTION_SENDING: the body comes in
 * @MOOT_CONNECTION_WORKING: it is our turn
 * @MOOT_CONNECTION_READING: our answer goes out
 */
typedef enum
{
  MOOT_CONNECTION_WAITING,
  MOOT_CONNECTION_SENDING,
  MOOT_CONNECTION_WORKING,
  MOOT_CONNECTION_READING,
} MootConnectionStage;

typedef struct _MootConnections MootConnections;

MootConnections *moot_connections_new  (const MootPatience *patience) G_GNUC_WARN_UNUSED_RESULT;
void             moot_connections_free (MootConnections    *self);

gboolean moot_connections_add (MootConnections   *self,
                               GSocketConnection *connection,
                               GSocketAddress    *remote);

void moot_connection_enter (SoupServerMessage   *message,
                            MootConnectionStage  stage);
void moot_connection_allow (SoupServerMessage   *message,
                            gsize                bytes);
void moot_connection_drop  (SoupServerMessage   *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootConnections, moot_connections_free)

G_END_DECLS
