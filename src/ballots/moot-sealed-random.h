/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_SEALED_SECRET_BYTES 32 /* of every secret that something follows from */

/**
 * MootSealedRandom:
 * @fill: writes bytes
 * @data: for @fill
 *
 * Where chance comes from.  %NULL stands for the machine's own; tests bring theirs.
 */
typedef struct
{
  void (*fill) (gpointer data,
                guint8 *out_bytes,
                gsize n_bytes);
  gpointer data;
} MootSealedRandom;

/**
 * MootSealedStream:
 * @key: what all of it follows from
 * @block: how many blocks were given
 *
 * Bytes that follow from a secret and a label, the same each time.
 */
typedef struct
{
  guint8 key[MOOT_SEALED_SECRET_BYTES];
  guint64 block;
} MootSealedStream;

void moot_sealed_random_fill (const MootSealedRandom *self,
                              guint8                 *out_bytes,
                              gsize                   n_bytes);

void             moot_sealed_stream_init       (MootSealedStream *self,
                                                const guint8     *secret,
                                                const char       *label,
                                                const guint8     *context);
MootSealedRandom moot_sealed_stream_get_random (MootSealedStream *self);
void             moot_sealed_stream_clear      (MootSealedStream *self);

G_END_DECLS
