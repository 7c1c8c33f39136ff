/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A secret in pieces: any few of them give it back, fewer say nothing.
 *
 * Shamir's scheme byte by byte over GF(2^8) with the polynomial 0x11b; piece i is the value at
 * x = i, from 1 on.  No table and no branch depends on a secret.
 * Thread: any. */
#include "moot-shares.h"

#include <string.h>

/** moot_shares_multiply: @a times @b in GF(2^8), in the same time for all of them */
guint8
moot_shares_multiply (guint8 a,
                      guint8 b)
{
  guint8 product = 0;

  for (int bit = 0; bit < 8; bit++)
    {
      const guint8 carry = (guint8) - (a >> 7);

      product ^= (guint8) (a & (guint8) - (b & 1));
      a = (guint8) ((guint8) (a << 1) ^ (carry & 0x1b));
      b >>= 1;
    }
  return product;
}

/** moot_shares_invert: what @a is multiplied by to give 1, in the same time for all; 0 for 0 */
guint8
moot_shares_invert (guint8 a)
{
  guint8 result = 1;

  /* a^254: all bits of the exponent but the lowest are set */
  for (int bit = 7; bit >= 0; bit--)
    {
      result = moot_shares_multiply (result, result);
      if (bit > 0)
        result = moot_shares_multiply (result, a);
    }
  return result;
}

/**
 * moot_shares_split:
 * @secret: what to split
 * @n_bytes: its length, at most %MOOT_SHARE_BYTES_MAX
 * @threshold: how many pieces give it back
 * @n_shares: how many to make, at most %MOOT_SHARES_MAX
 * @random: (nullable): chance: the coefficients, by degree from 1 on, each @n_bytes
 * @out_shares: (array length=n_shares): the values at 1, 2, …
 */
void
moot_shares_split (const guint8 *secret,
                   gsize n_bytes,
                   guint threshold,
                   guint n_shares,
                   const MootSealedRandom *random,
                   guint8 (*out_shares)[MOOT_SHARE_BYTES_MAX])
{
  guint8 coefficients[MOOT_SHARES_MAX][MOOT_SHARE_BYTES_MAX];

  g_return_if_fail (n_bytes <= MOOT_SHARE_BYTES_MAX);
  g_return_if_fail (threshold >= 1 && threshold <= n_shares && n_shares <= MOOT_SHARES_MAX);

  memcpy (coefficients[0], secret, n_bytes);
  for (guint degree = 1; degree < threshold; degree++)
    moot_sealed_random_fill (random, coefficients[degree], n_bytes);
  for (guint i = 0; i < n_shares; i++)
    for (gsize k = 0; k < n_bytes; k++)
      {
        guint8 value = 0;

        for (guint degree = threshold; degree-- > 0;)
          value = moot_shares_multiply (value, (guint8) (i + 1)) ^ coefficients[degree][k];
        out_shares[i][k] = value;
      }
  explicit_bzero (coefficients, sizeof coefficients);
}

/**
 * moot_shares_join:
 * @xs: (array length=n_shares): which pieces they are, all different, none 0
 * @shares: (array length=n_shares): the pieces
 * @n_shares: as many as the threshold
 * @n_bytes: length of each
 * @out_secret: (out caller-allocates): the value at 0
 */
void
moot_shares_join (const guint8        *xs,
                  const guint8 *const *shares,
                  guint                n_shares,
                  gsize                n_bytes,
                  guint8              *out_secret)
{
  memset (out_secret, 0, n_bytes);
  for (guint i = 0; i < n_shares; i++)
    {
      guint8 above = 1;
      guint8 below = 1;
      guint8 weight;

      for (guint j = 0; j < n_shares; j++)
        if (j != i)
          {
            above = moot_shares_multiply (above, xs[j]);
            below = moot_shares_multiply (below, xs[i] ^ xs[j]);
          }
      weight = moot_shares_multiply (above, moot_shares_invert (below));
      for (gsize k = 0; k < n_bytes; k++)
        out_secret[k] ^= moot_shares_multiply (weight, shares[i][k]);
    }
}
