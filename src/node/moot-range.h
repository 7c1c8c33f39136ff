/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-exchange.h"

G_BEGIN_DECLS

/**
 * MootRangeKind:
 * @MOOT_RANGE_ALL: the whole
 * @MOOT_RANGE_PART: some of it
 * @MOOT_RANGE_NOWHERE: nothing that is there
 *
 * What somebody wants of a file.
 */
typedef enum
{
  MOOT_RANGE_ALL,
  MOOT_RANGE_PART,
  MOOT_RANGE_NOWHERE,
} MootRangeKind;

MootRangeKind moot_range_read       (const char   *header,
                                     gsize         size,
                                     gsize        *out_start,
                                     gsize        *out_length);
MootRangeKind moot_range_write_head (MootExchange *exchange,
                                     gsize         size,
                                     const char   *tag,
                                     gsize        *out_start,
                                     gsize        *out_length);
void          moot_range_answer     (MootExchange *exchange,
                                     const char   *mime,
                                     GBytes       *bytes,
                                     const char   *tag);

G_END_DECLS
