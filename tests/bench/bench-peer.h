/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/**
 * BenchPeerCount:
 *
 * What was delivered so far; shared with the process of the peer.
 */
typedef struct
{
  gint n_posts;
  gint64 last_at; /* monotonic microseconds */
} BenchPeerCount;

/**
 * BenchPeer:
 * @count: what came
 *
 * Other servers, as many as there are addresses in 127.0.0.0/8, in one process: whoever is asked
 * for below `/users/` is there and has the same key, and every delivery is taken.
 */
typedef struct
{
  pid_t process;
  guint16 port;
  BenchPeerCount *count;
} BenchPeer;

void  bench_peer_start   (BenchPeer  *self,
                          const char *public_pem);
void  bench_peer_stop    (BenchPeer  *self);
char *bench_peer_dup_uri (BenchPeer  *self,
                          guint       host,
                          const char *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
