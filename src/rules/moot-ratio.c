/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Shares of votes by whole numbers only: every comparison is a cross-multiplication, so two thirds
 * is two thirds and no rounding ever decides.  Percentages are for reading, never fed back.
 * Thread: any.
 * Spec: governance rules, "all comparisons by integer cross-multiplication". */
#include "moot-ratio.h"

static gboolean
is_count (gint64 n)
{
  return n >= 0 && n <= 4 * MOOT_VOTES_MAX;
}

/**
 * moot_ratio_is_valid:
 * @ratio: what bylaws say
 *
 * Tells a usable share (more than nothing, at most everything) from the rest.
 *
 * Returns: whether 1 <= part <= whole <= %MOOT_RATIO_MAX
 */
gboolean
moot_ratio_is_valid (MootRatio ratio)
{
  return ratio.part >= 1 && ratio.part <= ratio.whole && ratio.whole <= MOOT_RATIO_MAX;
}

/**
 * moot_ratio_is_reached:
 * @ratio: the share asked for
 * @n_votes: votes for
 * @n_base: votes they are measured against
 *
 * Asks whether @n_votes is *at least* the share of @n_base.
 *
 * Returns: whether n_votes * whole >= n_base * part; never with an empty base
 */
gboolean
moot_ratio_is_reached (MootRatio ratio,
                       gint64    n_votes,
                       gint64    n_base)
{
  g_return_val_if_fail (moot_ratio_is_valid (ratio), FALSE);
  g_return_val_if_fail (is_count (n_votes) && is_count (n_base), FALSE);

  return n_base > 0 && n_votes * ratio.whole >= n_base * ratio.part;
}

/**
 * moot_ratio_get_needed:
 * @ratio: the share asked for
 * @n_base: votes it is measured against
 *
 * The smallest number of votes that reaches the share.
 *
 * Returns: ceil (n_base * part / whole)
 */
gint64
moot_ratio_get_needed (MootRatio ratio,
                       gint64    n_base)
{
  g_return_val_if_fail (moot_ratio_is_valid (ratio), 0);
  g_return_val_if_fail (is_count (n_base), 0);

  return (n_base * ratio.part + ratio.whole - 1) / ratio.whole;
}

/**
 * moot_ratio_compare:
 * @a: a valid ratio
 * @b: another
 *
 * Orders shares by size: 2/3 is the same as 4/6.
 *
 * Returns: below, at or above zero
 */
int
moot_ratio_compare (MootRatio a,
                    MootRatio b)
{
  gint64 left = a.part * b.whole;
  gint64 right = b.part * a.whole;

  return left < right ? -1 : left > right;
}

/**
 * moot_percent_get_needed:
 * @percent: 0 to 100
 * @n_base: people it is a share of
 *
 * How many people make up a quorum; a part of a person counts as one.
 *
 * Returns: ceil (percent * n_base / 100)
 */
gint64
moot_percent_get_needed (int    percent,
                         gint64 n_base)
{
  g_return_val_if_fail (percent >= 0 && percent <= 100, 0);
  g_return_val_if_fail (is_count (n_base), 0);

  return (percent * n_base + 99) / 100;
}

/**
 * moot_percent_format:
 * @n_votes: votes
 * @n_base: what they are a share of
 *
 * Writes a share for reading: two decimals, rounded half up from the exact fraction.
 *
 * Returns: (transfer full): `77.42`; `0.00` of an empty base
 */
char *
moot_percent_format (gint64 n_votes,
                     gint64 n_base)
{
  gint64 hundredths;

  g_return_val_if_fail (is_count (n_votes) && is_count (n_base), NULL);

  hundredths = n_base == 0 ? 0 : (n_votes * 20000 + n_base) / (2 * n_base);
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", hundredths / 100, (int) (hundredths % 100));
}
