/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The table of './dev bench'.  A ratio is the median of those of each turn, which what else the
 * machine does changes little; the range beside it has the middle half of them. */
#include "bench-table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
bench_turns_add (BenchTurns *self,
                 double      ours,
                 double      theirs)
{
  g_assert (self->n_turns < BENCH_MAX_TURNS);
  self->ours[self->n_turns] = ours;
  self->theirs[self->n_turns++] = theirs;
}

static int
compare (const void *a,
         const void *b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

double
bench_get_median (const double *values,
                  guint         n_values)
{
  g_autofree double *sorted = g_memdup2 (values, n_values * sizeof (double));

  qsort (sorted, n_values, sizeof (double), compare);
  return sorted[n_values / 2];
}

static void
put_line (const char *what,
          const char *ours,
          const char *reference,
          const char *ratio,
          const char *range,
          BenchAim    aim,
          double      reached)
{
  g_autofree char *words = NULL;

  if (aim.kind != BENCH_NO_AIM)
    words = g_strdup_printf ("%s %-5g %s", aim.kind == BENCH_AT_MOST ? "<=" : ">=", aim.limit,
                             (aim.kind == BENCH_AT_MOST ? reached <= aim.limit
                                                        : reached >= aim.limit)
                               ? "reached"
                               : "missed");
  printf ("%-46s %10s %11s %6s %13s  %s\n", what, ours, reference, ratio, range,
          words != NULL ? words : "");
  fflush (stdout);
}

void
bench_put_head (const char *ours)
{
  put_line (ours, "ours", "reference", "ratio", "(range)", NO_AIM, 0);
}

static char *
format (double      value,
        const char *unit)
{
  return g_strdup_printf (value >= 100 || value == (int) value ? "%.0f %s" : "%.2f %s", value,
                          unit);
}

void
bench_put_value (const char *what,
                 double      value,
                 const char *unit,
                 BenchAim    aim)
{
  g_autofree char *ours = format (value, unit);

  put_line (what, ours, "", "", "", aim, value);
}

/* The aim is one for the ratio. */
void
bench_put_turns (const char       *what,
                 const BenchTurns *turns,
                 const char       *unit,
                 BenchAim          aim)
{
  double ratios[BENCH_MAX_TURNS];
  const guint n = turns->n_turns;
  g_autofree char *ours = format (bench_get_median (turns->ours, n), unit);
  g_autofree char *theirs = format (bench_get_median (turns->theirs, n), unit);
  g_autofree char *ratio = NULL;
  g_autofree char *range = NULL;

  for (guint i = 0; i < n; i++)
    ratios[i] = turns->ours[i] / turns->theirs[i];
  qsort (ratios, n, sizeof (double), compare);
  ratio = g_strdup_printf ("%.2f", ratios[n / 2]);
  range = g_strdup_printf ("(%.2f..%.2f)", ratios[n / 4], ratios[n - 1 - n / 4]);
  put_line (what, ours, theirs, ratio, range, aim, ratios[n / 2]);
}
