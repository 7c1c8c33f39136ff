/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_HEADER_MAX_BYTES 8192 /* of one header; the largest signature takes 1400 */
#define MOOT_HEADER_MAX_ITEMS 32   /* in one dictionary, list or set of parameters */

/**
 * MootHeaderItemKind:
 *
 * What an item of a structured field is.  Decimals, dates and nested lists do not occur in the
 * fields we read and are refused.
 */
typedef enum
{
  MOOT_HEADER_ITEM_BOOLEAN,
  MOOT_HEADER_ITEM_INTEGER,
  MOOT_HEADER_ITEM_STRING,
  MOOT_HEADER_ITEM_TOKEN,
  MOOT_HEADER_ITEM_BYTES,
  MOOT_HEADER_ITEM_LIST,
} MootHeaderItemKind;

/**
 * MootHeaderItem:
 * @key: of a member or parameter; %NULL inside a list
 * @text: of a string or token
 * @number: of an integer; 1 or 0 for a boolean
 * @bytes: of a byte sequence
 * @items: (element-type MootHeaderItem): of a list
 * @params: (element-type MootHeaderItem): behind the value
 * @raw: the value with its parameters, exactly as it stands in the header
 *
 * One item of a structured field.
 */
typedef struct
{
  char *key;
  MootHeaderItemKind kind;
  char *text;
  gint64 number;
  GBytes *bytes;
  GPtrArray *items;
  GPtrArray *params;
  char *raw;
} MootHeaderItem;

GPtrArray            *moot_header_parse_dictionary (const char  *text,
                                                    GError     **error) G_GNUC_WARN_UNUSED_RESULT;
const MootHeaderItem *moot_header_find             (GPtrArray   *items,
                                                    const char  *key);

G_END_DECLS
