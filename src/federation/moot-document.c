/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The door for documents of other servers.
 *
 * Two programs that read one document must see the same thing, or a signature proves nothing.  So
 * the bytes are checked against the grammar, to the letter, before json-glib sees them: it would
 * take comments, single quotes, leading zeros, the last of two members with one name, numbers that
 * wrap and texts that end at a NUL. Spec: RFC 8259, RFC 7493 (I-JSON). Thread: any. */
#include "moot-document.h"

#include "moot-error.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const char *at;
  const char *end;
  int depth;
  guint n_tokens;
  const char *why; /* set when it fails */
} Scan;

/* What JSON-LD would make of these is not what stands in the document. */
static const char *const forbidden_names[] = {
  "@graph", "@included", "@reverse", "@nest", "@import", "@propagate", NULL
};

static gboolean scan_value (Scan *scan);

static gboolean
fail (Scan       *scan,
      const char *why)
{
  if (scan->why == NULL)
    scan->why = why;
  return FALSE;
}

static void
skip_blanks (Scan *scan)
{
  while (scan->at < scan->end && *scan->at != '\0' && strchr (" \t\r\n", *scan->at) != NULL)
    scan->at++;
}

static gboolean
next_is (Scan *scan,
         char  c)
{
  if (scan->at >= scan->end || *scan->at != c)
    return FALSE;
  scan->at++;
  return TRUE;
}

/* Four hexadecimal digits, or -1. */
static int
read_unit (Scan *scan)
{
  int unit = 0;

  if (scan->end - scan->at < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*scan->at++);

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }
  return unit;
}

/* What follows `\u`; a surrogate must have its partner. */
static gboolean
scan_unicode (Scan    *scan,
              GString *text)
{
  int unit = read_unit (scan);
  int low;

  if (unit <= 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    return fail (scan, "an escape that is no character");
  if (unit < 0xd800 || unit > 0xdfff)
    {
      g_string_append_unichar (text, (gunichar) unit);
      return TRUE;
    }
  if (!next_is (scan, '\\') || !next_is (scan, 'u'))
    return fail (scan, "half a character");
  low = read_unit (scan);
  if (low < 0xdc00 || low > 0xdfff)
    return fail (scan, "half a character");
  g_string_append_unichar (text, (gunichar) (0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00)));
  return TRUE;
}

static gboolean
scan_escape (Scan    *scan,
             GString *text)
{
  static const char names[] = "\"\\/bfnrt";
  static const char values[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (next_is (scan, 'u'))
    return scan_unicode (scan, text);
  found = scan->at < scan->end && *scan->at != '\0' ? strchr (names, *scan->at) : NULL;
  if (found == NULL)
    return fail (scan, "an unknown escape");
  g_string_append_c (text, values[found - names]);
  scan->at++;
  return TRUE;
}

/* How many bytes from here on stand for themselves. */
static gsize
count_plain (const Scan *scan)
{
  const char *at = scan->at;

  while (at < scan->end && *at != '"' && *at != '\\' && (guchar) *at >= 0x20)
    at++;
  return (gsize) (at - scan->at);
}

/* A string; what it means is put into @text. */
static gboolean
scan_string (Scan    *scan,
             GString *text)
{
  if (!next_is (scan, '"'))
    return fail (scan, "no string where one must be");
  while (scan->at < scan->end && *scan->at != '"')
    {
      if ((guchar) *scan->at < 0x20)
        return fail (scan, "a control character");
      if (next_is (scan, '\\'))
        {
          if (!scan_escape (scan, text))
            return FALSE;
        }
      else
        {
          gsize n = count_plain (scan);

          g_string_append_len (text, scan->at, (gssize) n);
          scan->at += n;
        }
      if (text->len > MOOT_DOCUMENT_MAX_STRING)
        return fail (scan, "a text that is too long");
    }
  return next_is (scan, '"') || fail (scan, "a text without end");
}

static gsize
skip_digits (Scan *scan)
{
  const char *from = scan->at;

  while (scan->at < scan->end && g_ascii_isdigit (*scan->at))
    scan->at++;
  return (gsize) (scan->at - from);
}

static gboolean
scan_number (Scan *scan)
{
  const char *from = scan->at;
  gboolean whole = TRUE;
  gboolean good;
  g_autofree char *text = NULL;
  gint64 number;

  next_is (scan, '-');
  good = next_is (scan, '0') || skip_digits (scan) > 0;
  if (good && next_is (scan, '.'))
    {
      whole = FALSE;
      good = skip_digits (scan) > 0;
    }
  if (good && (next_is (scan, 'e') || next_is (scan, 'E')))
    {
      whole = FALSE;
      if (!next_is (scan, '+'))
        next_is (scan, '-');
      good = skip_digits (scan) > 0;
    }
  if (!good)
    return fail (scan, "a number that is none");
  text = g_strndup (from, (gsize) (scan->at - from));
  if (whole ? !g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL)
            : !isfinite (g_ascii_strtod (text, NULL)))
    return fail (scan, "a number that is too large");
  return TRUE;
}

static gboolean
scan_word (Scan *scan)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (scan->end - scan->at) >= length && memcmp (scan->at, words[i], length) == 0)
        {
          scan->at += length;
          return TRUE;
        }
    }
  return fail (scan, "a word that means nothing");
}

static gboolean
scan_member (Scan       *scan,
             GHashTable *names)
{
  g_autoptr (GString) name = g_string_new (NULL);

  skip_blanks (scan);
  if (!scan_string (scan, name))
    return FALSE;
  if (g_strv_contains (forbidden_names, name->str))
    return fail (scan, "a JSON-LD keyword");
  if (!g_hash_table_add (names, g_strdup (name->str)))
    return fail (scan, "two members of one name");
  skip_blanks (scan);
  return next_is (scan, ':') ? scan_value (scan) : fail (scan, "a member without value");
}

/* The inside of an object if there are @names to fill, or of an array. */
static gboolean
scan_inside (Scan       *scan,
             GHashTable *names,
             char        close)
{
  guint n = 0;

  if (++scan->depth > MOOT_JSON_MAX_DEPTH)
    return fail (scan, "nesting that is too deep");
  skip_blanks (scan);
  if (next_is (scan, close))
    {
      scan->depth--;
      return TRUE;
    }
  do
    {
      if (++n > MOOT_DOCUMENT_MAX_ELEMENTS)
        return fail (scan, "too many elements");
      if (!(names != NULL ? scan_member (scan, names) : scan_value (scan)))
        return FALSE;
      skip_blanks (scan);
    }
  while (next_is (scan, ','));
  scan->depth--;
  return next_is (scan, close) || fail (scan, "something without end");
}

static gboolean
scan_value (Scan *scan)
{
  if (++scan->n_tokens > MOOT_DOCUMENT_MAX_TOKENS)
    return fail (scan, "too many values");
  skip_blanks (scan);
  if (scan->at >= scan->end)
    return fail (scan, "nothing where a value must be");
  if (next_is (scan, '{'))
    {
      g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      return scan_inside (scan, names, '}');
    }
  if (next_is (scan, '['))
    return scan_inside (scan, NULL, ']');
  if (*scan->at == '"')
    {
      g_autoptr (GString) text = g_string_new (NULL);

      return scan_string (scan, text);
    }
  if (*scan->at == '-' || g_ascii_isdigit (*scan->at))
    return scan_number (scan);
  return scan_word (scan);
}

/**
 * moot_document_check:
 * @text: what came in, need not be NUL-terminated
 * @length: bytes of @text
 * @error: return location
 *
 * Limits: %MOOT_JSON_MAX_BYTES, %MOOT_JSON_MAX_DEPTH, %MOOT_DOCUMENT_MAX_TOKENS,
 * %MOOT_DOCUMENT_MAX_ELEMENTS, %MOOT_DOCUMENT_MAX_STRING.
 * Errors: %MOOT_ERROR_INVALID, %MOOT_ERROR_TOO_LARGE.
 *
 * Returns: whether every reader of @text reads the same
 */
gboolean
moot_document_check (const char  *text,
                     gsize        length,
                     GError     **error)
{
  Scan scan = { text, text + length, 0, 0, NULL };

  if (length > MOOT_JSON_MAX_BYTES)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "a document of more than %d bytes",
                   MOOT_JSON_MAX_BYTES);
      return FALSE;
    }
  if (!g_utf8_validate_len (text, length, NULL))
    fail (&scan, "bytes that are no UTF-8");
  else if (scan_value (&scan))
    {
      skip_blanks (&scan);
      if (scan.at != scan.end)
        fail (&scan, "something behind its end");
    }
  if (scan.why == NULL)
    return TRUE;
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "document with %s at byte %" G_GSIZE_FORMAT,
               scan.why, (gsize) (scan.at - text));
  return FALSE;
}

/**
 * moot_document_parse:
 * @bytes: what another server sent or served
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID, %MOOT_ERROR_TOO_LARGE.
 *
 * Returns: (transfer full): the root, which is an object
 */
JsonNode *
moot_document_parse (GBytes  *bytes,
                     GError **error)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (JsonNode) root = NULL;

  if (!moot_document_check (text != NULL ? text : "", length, error))
    return NULL;
  root = moot_json_parse (text, (gssize) length, error);
  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "a document that is no object");
      return NULL;
    }
  return g_steal_pointer (&root);
}
