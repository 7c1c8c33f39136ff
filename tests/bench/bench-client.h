/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BenchRequest:
 * @next: writes the request number @n of connection @connection into a buffer that it may keep
 * @n_max: how many each connection sends, 0 for as many as it can
 * @refused: whether any answer will do
 */
typedef struct
{
  guint16 port;
  const char *(*next) (guint connection,
                       guint n,
                       GString *buffer,
                       gpointer data);
  gpointer data;
  guint n_max;
  gboolean refused;
} BenchRequest;

typedef struct
{
  double per_second;
  double p50_ms;
  double p99_ms;
  gsize body_bytes; /* of the last answer */
  guint n_requests;
} BenchRate;

BenchRate bench_load      (const BenchRequest  *request,
                           guint                n_connections,
                           double               seconds);
guint     bench_ask       (guint16              port,
                           const char          *request,
                           char               **out_body);
guint16   bench_find_port (void);

G_END_DECLS
