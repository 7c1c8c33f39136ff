/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-manifest.h"

G_BEGIN_DECLS

/**
 * MootSealedPick:
 * @option: counted from 0
 * @equal: whether it shares the rank of the one before
 * @score: points, where points are given
 */
typedef struct
{
  guint option;
  gboolean equal;
  guint score;
} MootSealedPick;

/**
 * MootSealedChoice:
 * @picks: (array length=n_picks): the best first
 *
 * What a voter says; nothing at all is a blank vote.
 */
typedef struct
{
  guint n_picks;
  MootSealedPick picks[MOOT_MANIFEST_OPTIONS_MAX];
} MootSealedChoice;

char     *moot_sealed_choice_dup_text (const MootSealedChoice  *self,
                                       const MootManifest      *manifest) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_sealed_choice_parse    (MootSealedChoice        *self,
                                       const MootManifest      *manifest,
                                       const char              *text,
                                       GError                 **error);

gboolean  moot_sealed_choice_pad   (const char   *text,
                                    guint8       *out_padded,
                                    gsize         n_bytes);
char     *moot_sealed_choice_unpad (const guint8 *padded,
                                    gsize         n_bytes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
