/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BenchAim:
 *
 * What a row should reach; its last word says whether it did.
 */
typedef struct
{
  enum
  {
    BENCH_NO_AIM,
    BENCH_AT_MOST,
    BENCH_AT_LEAST,
  } kind;
  double limit;
} BenchAim;

/* clang-format off */
#define NO_AIM           ((BenchAim){ BENCH_NO_AIM, 0 })
#define AT_MOST(limit)   ((BenchAim){ BENCH_AT_MOST, (limit) })
#define AT_LEAST(limit)  ((BenchAim){ BENCH_AT_LEAST, (limit) })
/* clang-format on */

#define BENCH_MAX_TURNS 32

/**
 * BenchTurns:
 *
 * What the two sides of a comparison did, turn by turn.  Many short turns say more than a few long
 * ones when the machine does something else as well.
 */
typedef struct
{
  guint n_turns;
  double ours[BENCH_MAX_TURNS];
  double theirs[BENCH_MAX_TURNS];
} BenchTurns;

void bench_turns_add (BenchTurns *self,
                      double      ours,
                      double      theirs);

void bench_put_head  (const char       *ours);
void bench_put_value (const char       *what,
                      double            value,
                      const char       *unit,
                      BenchAim          aim);
void bench_put_turns (const char       *what,
                      const BenchTurns *turns,
                      const char       *unit,
                      BenchAim          aim);

double bench_get_median (const double *values,
                         guint         n_values);

G_END_DECLS
