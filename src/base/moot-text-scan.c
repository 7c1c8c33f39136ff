/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Finds addresses, mentions and tags in what people type.
 *
 * One pass from left to right: the first thing that begins wins, so a tag inside an
 * address and an address inside a mention are not found.  Every position is looked
 * at a bounded number of times.
 * Spec: Mastodon, app/models/account.rb (MENTION_RE) and tag.rb (HASHTAG_RE).
 * Thread: any. */
#include "moot-text.h"

#include <string.h>

static gunichar
char_at (const char *at)
{
  return g_utf8_get_char (at);
}

static gboolean
is_mark (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_SPACING_MARK ||
         type == G_UNICODE_ENCLOSING_MARK;
}

static gboolean
is_word (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_' || is_mark (c);
}

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* Punctuation that may stand inside an address but is not meant to end it. */
static gboolean
is_loose_end (gunichar c)
{
  if (c < 0x80)
    return strchr (".,;:!?'*~&([{", (int) c) != NULL;

  return g_unichar_ispunct (c);
}

static gboolean
ends_address (gunichar c)
{
  if (c < 0x80)
    return c <= ' ' || c == 0x7f || strchr ("<>\"`\\^|", (int) c) != NULL;

  return g_unichar_isspace (c) || g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT ||
         (c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xff0f) ||
         (c >= 0xff1a && c <= 0xff20) || (c >= 0xff5b && c <= 0xff65);
}

/* Behind a sequence of labels joined by single dots, or @at itself. */
static const char *
skip_labels (const char *at)
{
  const char *end = at;

  for (;;)
    {
      const char *label = at;

      while (is_word (char_at (at)) || *at == '-')
        at = g_utf8_next_char (at);
      if (at == label)
        return end;
      end = at;
      if (*at != '.')
        return end;
      at++;
    }
}

static const char *
skip_port (const char *at)
{
  gsize length = *at == ':' ? strspn (at + 1, "0123456789") : 0;

  return length > 0 && length <= 5 ? at + 1 + length : at;
}

/* Behind host and port, or @at when there is no usable host. */
static const char *
skip_authority (const char *at)
{
  const char *end;

  if (*at == '[')
    {
      gsize length = strspn (at + 1, "0123456789abcdefABCDEF:.");

      return length >= 2 && at[1 + length] == ']' ? skip_port (at + length + 2) : at;
    }

  end = skip_labels (at);
  if (end == at || !g_unichar_isalnum (char_at (at)))
    return at;

  end = skip_port (end);
  return *end == '@' || (*end == ':' && g_ascii_isalnum (end[1])) ? at : end;
}

/* Behind path, query and fragment; brackets count only in pairs. */
static const char *
skip_path (const char *at)
{
  static const char brackets[] = "()[]{}";
  guint open[3] = { 0 };
  const char *start = at;

  for (; *at != '\0' && !ends_address (char_at (at)); at = g_utf8_next_char (at))
    {
      const char *bracket = strchr (brackets, *at);
      gsize i = bracket != NULL ? (gsize) (bracket - brackets) : 0;

      if (bracket == NULL)
        continue;
      if (i % 2 == 0)
        open[i / 2]++;
      else if (open[i / 2]-- == 0)
        break;
    }
  while (at > start && is_loose_end (char_at (g_utf8_prev_char (at))))
    at = g_utf8_prev_char (at);
  return at;
}

static gboolean
scan_url (const char   *text,
          gsize         start,
          gunichar      before,
          MootTextSpan *out_span)
{
  const char *at = text + start;
  const char *host;
  const char *end;

  /* Only ASCII letters glue: Chinese and Japanese set no space before an address. */
  if (before != 0 && before < 0x80 &&
      (is_name_char ((char) before) || strchr ("@#$/", (int) before) != NULL))
    return FALSE;
  if (g_ascii_strncasecmp (at, "https://", 8) == 0)
    host = at + 8;
  else if (g_ascii_strncasecmp (at, "http://", 7) == 0)
    host = at + 7;
  else
    return FALSE;

  end = skip_authority (host);
  if (end == host)
    return FALSE;
  if (*end == '/' || *end == '?' || *end == '#')
    end = skip_path (end);

  *out_span = (MootTextSpan){ MOOT_TEXT_SPAN_URL, start, (gsize) (end - text), 0 };
  return TRUE;
}

/* Behind a username: letters, digits and underscores, dots and hyphens inside. */
static const char *
skip_username (const char *at)
{
  const char *end = at;

  for (;;)
    {
      const char *run = at;

      while (is_name_char (*at))
        at++;
      if (at == run)
        return end;
      end = at;
      at += strspn (at, ".-");
    }
}

/* Behind a domain in a mention: words joined by dots and hyphens. */
static const char *
skip_domain (const char *at)
{
  const char *start = at;
  const char *end = at;
  gboolean numeric;
  gboolean local;

  for (;;)
    {
      const char *run = at;

      while (is_word (char_at (at)))
        at = g_utf8_next_char (at);
      if (at == run)
        break;
      end = at;
      at += strspn (at, ".-");
    }

  /* A trial node has a port in its name; elsewhere a colon ends the mention. */
  numeric = strspn (start, "0123456789.") >= (gsize) (end - start) && end > start;
  local = end - start >= 9 && g_ascii_strncasecmp (end - 9, "localhost", 9) == 0 &&
          (end - start == 9 || end[-10] == '.');
  if (numeric || local)
    return skip_port (end);
  return end;
}

static gboolean
scan_mention (const char   *text,
              gsize         start,
              gunichar      before,
              MootTextSpan *out_span)
{
  const char *name = text + start + 1;
  const char *name_end;
  const char *end;

  if (text[start] != '@' || is_word (before) || before == '/' || before == '=')
    return FALSE;

  name_end = skip_username (name);
  end = *name_end == '@' ? skip_domain (name_end + 1) : name_end;
  if (end == name_end + 1)
    end = name_end;

  if (name_end == name || is_word (char_at (end)) ||
      name_end - name > MOOT_TEXT_MAX_USERNAME || end - name_end > MOOT_TEXT_MAX_DOMAIN)
    return FALSE;

  *out_span = (MootTextSpan){ MOOT_TEXT_SPAN_MENTION, start, (gsize) (end - text),
                              (gsize) (name_end - text) };
  return TRUE;
}

/* Characters that join the parts of a tag in Catalan, Japanese and Persian. */
static gboolean
joins_tag (gunichar c)
{
  return c == 0x00b7 || c == 0x30fb || c == 0x200c;
}

static gboolean
scan_tag (const char   *text,
          gsize         start,
          gunichar      before,
          MootTextSpan *out_span)
{
  const char *at = g_utf8_next_char (text + start);
  const char *end = at;
  gunichar sign = char_at (text + start);
  gboolean has_letter = FALSE;
  gboolean has_digit = FALSE;
  gboolean has_underscore = FALSE;
  guint n_chars = 0;

  if ((sign != '#' && sign != 0xff03) || is_word (before) || before == '/' || before == '=' ||
      before == ')' || before == '&' || is_mark (char_at (at)) || joins_tag (char_at (at)))
    return FALSE;

  for (; n_chars <= MOOT_TEXT_MAX_TAG; at = g_utf8_next_char (at), n_chars++)
    {
      gunichar c = char_at (at);

      if (!is_word (c) && !joins_tag (c))
        break;
      has_letter = has_letter || g_unichar_isalpha (c);
      has_digit = has_digit || (g_unichar_isalnum (c) && !g_unichar_isalpha (c));
      has_underscore = has_underscore || c == '_';
      if (is_word (c))
        end = g_utf8_next_char (at);
    }
  if (n_chars > MOOT_TEXT_MAX_TAG || !(has_letter || (has_digit && has_underscore)))
    return FALSE;

  *out_span = (MootTextSpan){ MOOT_TEXT_SPAN_TAG, start, (gsize) (end - text), 0 };
  return TRUE;
}

/**
 * moot_text_scan:
 * @text: valid UTF-8
 *
 * Finds what deserves a link: http and https addresses, `@name` and `@name@host`,
 * and `#tags`.  Nothing is looked up.  Spans come in order and do not overlap.
 *
 * Addresses lose punctuation at their end and brackets without a partner; a mention
 * or tag does not begin inside a word, so mail addresses are left alone; a tag has
 * at least one character that is no digit.
 *
 * Thread: any.
 *
 * Returns: (transfer full) (element-type MootTextSpan): at most %MOOT_TEXT_MAX_SPANS
 */
GArray *
moot_text_scan (const char *text)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (MootTextSpan));
  gunichar before = 0;
  gsize i = 0;

  while (text[i] != '\0' && spans->len < MOOT_TEXT_MAX_SPANS)
    {
      MootTextSpan span;

      if (scan_url (text, i, before, &span) || scan_mention (text, i, before, &span) ||
          scan_tag (text, i, before, &span))
        {
          g_array_append_val (spans, span);
          before = char_at (g_utf8_prev_char (text + span.end));
          i = span.end;
          continue;
        }
      before = char_at (text + i);
      i = (gsize) (g_utf8_next_char (text + i) - text);
    }
  return spans;
}

/**
 * moot_text_normalise_tag:
 * @name: a tag without its sign
 *
 * The form under which a tag is stored and compared: compatibility characters
 * folded, lower case.  Accents stay, since they tell words apart.
 *
 * Returns: (transfer full): the normal form
 */
char *
moot_text_normalise_tag (const char *name)
{
  g_autofree char *folded = g_utf8_normalize (name, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *lower = g_utf8_strdown (folded != NULL ? folded : "", -1);

  return g_utf8_normalize (lower, -1, G_NORMALIZE_ALL_COMPOSE);
}
