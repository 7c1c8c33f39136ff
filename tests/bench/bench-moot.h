/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BenchMoot:
 * @words: (nullable): further options of the node
 * @viewer_id: a member who follows all authors
 *
 * A node of the real program on a folder of its own.
 */
typedef struct
{
  const char *program;
  const char *const *words;
  char *folder;
  guint16 port;
  char *token;
  gint64 viewer_id;
  guint n_statuses;
  GSubprocess *process;
  double start_ms; /* until it said that it is ready */
  GArray *authors; /* of gint64 */
  gint64 some_status;
} BenchMoot;

void bench_moot_found (BenchMoot  *self,
                       const char *program);
void bench_moot_fill  (BenchMoot  *self,
                       guint       n_statuses);
void bench_moot_start (BenchMoot  *self);
void bench_moot_stop  (BenchMoot  *self);
void bench_moot_clear (BenchMoot  *self);

void   bench_moot_execute (BenchMoot  *self,
                           const char *sql);
gint64 bench_moot_count   (BenchMoot  *self,
                           const char *sql);

double bench_moot_get_rss_mb (BenchMoot *self);
double bench_moot_get_cpu_s  (BenchMoot *self);
double bench_get_cpu_s       (void);
double bench_sqlite_commits  (BenchMoot *self,
                              double     seconds);

G_END_DECLS
