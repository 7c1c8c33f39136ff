/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MootBltTokenKind:
 * @MOOT_BLT_END: the file is over
 * @MOOT_BLT_WORD: a number, a nickname, `-3` or a lone `-`
 * @MOOT_BLT_EQUAL: `=`
 * @MOOT_BLT_NAME: a text in quotes
 * @MOOT_BLT_PAPER: the mark of one paper, in round brackets
 * @MOOT_BLT_OPEN: `[`
 * @MOOT_BLT_CLOSE: `]`
 */
typedef enum
{
  MOOT_BLT_END,
  MOOT_BLT_WORD,
  MOOT_BLT_EQUAL,
  MOOT_BLT_NAME,
  MOOT_BLT_PAPER,
  MOOT_BLT_OPEN,
  MOOT_BLT_CLOSE,
} MootBltTokenKind;

/**
 * MootBltToken:
 * @kind: what it is
 * @text: where it begins, without quotes or brackets; not terminated
 * @length: how many bytes
 * @line: of the file, counted from 1
 */
typedef struct
{
  MootBltTokenKind kind;
  const char *text;
  gsize length;
  guint line;
} MootBltToken;

/**
 * MootBltTokens:
 * @at: what comes next
 * @end: of the text
 * @line: of @at
 *
 * A text that is being taken apart.  Spaces, line ends and comments (`#` to the end of the line,
 * C's, also one in another) only part what stands between them.
 */
typedef struct
{
  const char *at;
  const char *end;
  guint line;
} MootBltTokens;

gboolean moot_blt_tokens_next (MootBltTokens  *self,
                               MootBltToken   *out_token,
                               GError        **error);

void moot_blt_complain (GError **error,
                        guint line,
                        const char *format,
                        ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
