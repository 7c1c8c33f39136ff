/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Lists of blocked domains, as other servers publish and take them.
 *
 * A first line that begins with `#` names the columns, in any order; without one the first column
 * is the domain.  Columns that are not known are passed over.
 * Spec: RFC 4180; Mastodon's export of domain blocks.
 * Thread: any. */
#include "moot-domain-csv.h"

#include "moot-crypto.h"
#include "moot-csv.h"
#include "moot-domain-policy.h"
#include "moot-error.h"

#include <string.h>

#define HEADER "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\n"
#define COMMENT_MAX 1000 /* characters */

typedef enum
{
  COLUMN_DOMAIN,
  COLUMN_SEVERITY,
  COLUMN_REJECT_MEDIA,
  COLUMN_REJECT_REPORTS,
  COLUMN_PUBLIC_COMMENT,
  COLUMN_OBFUSCATE,
  N_COLUMNS,
} Column;

static const char *const column_names[N_COLUMNS] = {
  "domain", "severity", "reject_media", "reject_reports", "public_comment", "obfuscate"
};

static void
read_header (const GPtrArray *cells,
             int              out_index[N_COLUMNS])
{
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      out_index[c] = -1;
      for (guint i = 0; i < cells->len; i++)
        {
          const char *name = g_ptr_array_index (cells, i);

          if (g_ascii_strcasecmp (name + (*name == '#' ? 1 : 0), column_names[c]) == 0)
            out_index[c] = (int) i;
        }
    }
}

static const char *
get_cell (const GPtrArray *cells,
          const int        index[N_COLUMNS],
          Column           column)
{
  return index[column] >= 0 && index[column] < (int) cells->len
           ? g_strstrip (g_ptr_array_index (cells, index[column]))
           : "";
}

static gboolean
is_true (const char *word)
{
  return g_ascii_strcasecmp (word, "true") == 0 || g_str_equal (word, "1");
}

static MootDomainBlock *
read_block (const GPtrArray  *cells,
            const int         index[N_COLUMNS],
            gboolean          local_names,
            GError          **error)
{
  g_autoptr (MootDomainBlock) block = g_object_new (MOOT_TYPE_DOMAIN_BLOCK, NULL);
  const char *domain = get_cell (cells, index, COLUMN_DOMAIN);
  const char *severity = get_cell (cells, index, COLUMN_SEVERITY);
  const char *comment = get_cell (cells, index, COLUMN_PUBLIC_COMMENT);

  block->domain = moot_domain_dup_normal (domain);
  if (block->domain == NULL || !(local_names || moot_domain_is_full (block->domain)))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.80s' is no domain", domain);
      return NULL;
    }
  block->severity = *severity != '\0' ? g_ascii_strdown (severity, -1) : g_strdup ("suspend");
  if (!moot_domain_severity_is_valid (block->severity))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.80s' is no severity", severity);
      return NULL;
    }
  block->digest = moot_sha256_hex (block->domain, strlen (block->domain));
  block->reject_media = is_true (get_cell (cells, index, COLUMN_REJECT_MEDIA));
  block->reject_reports = is_true (get_cell (cells, index, COLUMN_REJECT_REPORTS));
  block->obfuscate = is_true (get_cell (cells, index, COLUMN_OBFUSCATE));
  if (*comment != '\0')
    block->public_comment =
      g_utf8_substring (comment, 0, MIN (COMMENT_MAX, g_utf8_strlen (comment, -1)));
  return g_steal_pointer (&block);
}

/**
 * moot_domain_csv_read:
 * @text: a list
 * @local_names: whether one word is a name, as in a local network
 * @error: return location
 *
 * Reads the whole list or nothing of it.  Without a severity, `suspend` is meant.
 *
 * Errors: %MOOT_ERROR_INVALID with the number of the line, %MOOT_ERROR_TOO_LARGE.
 *
 * Returns: (transfer full) (element-type MootDomainBlock): the blocks
 */
GPtrArray *
moot_domain_csv_read (const char  *text,
                      gboolean     local_names,
                      GError     **error)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (g_object_unref);
  int index[N_COLUMNS] = { 0, 1, 2, 3, 4, 5 };
  guint n_rows = 0;

  if (strlen (text) > MOOT_DOMAIN_CSV_MAX_BYTES || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "the list is too long or no UTF-8");
      return NULL;
    }
  text = moot_csv_skip_mark (text);
  while (*text != '\0')
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
      MootDomainBlock *block;

      text = moot_csv_read_row (text, cells);
      n_rows++;
      if (text == NULL || n_rows > MOOT_DOMAIN_CSV_MAX_ROWS)
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "line %u cannot be read", n_rows);
          return NULL;
        }
      if (cells->len == 1 && *(char *) g_ptr_array_index (cells, 0) == '\0')
        continue;
      if (n_rows == 1 && (*(char *) g_ptr_array_index (cells, 0) == '#' ||
                          g_str_equal (g_ptr_array_index (cells, 0), "domain")))
        {
          read_header (cells, index);
          continue;
        }
      block = read_block (cells, index, local_names, error);
      if (block == NULL)
        {
          g_prefix_error (error, "line %u: ", n_rows);
          return NULL;
        }
      g_ptr_array_add (blocks, block);
    }
  return g_steal_pointer (&blocks);
}

/**
 * moot_domain_csv_write:
 * @blocks: (element-type MootDomainBlock): blocks
 *
 * Private comments stay here.
 *
 * Returns: (transfer full): the list, with the columns that Mastodon has
 */
char *
moot_domain_csv_write (const GPtrArray *blocks)
{
  GString *csv = g_string_new (HEADER);

  for (guint i = 0; i < blocks->len; i++)
    {
      const MootDomainBlock *block = g_ptr_array_index (blocks, i);

      g_string_append_printf (csv, "%s,%s,%s,%s,", block->domain, block->severity,
                              block->reject_media ? "true" : "false",
                              block->reject_reports ? "true" : "false");
      moot_csv_append_cell (csv, block->public_comment != NULL ? block->public_comment : "");
      g_string_append_printf (csv, ",%s\n", block->obfuscate ? "true" : "false");
    }
  return g_string_free (csv, FALSE);
}
