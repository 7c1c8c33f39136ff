/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How long a text is to the person who reads it: the same for the node, which
 * enforces a limit, and for the app, which shows how much is left.
 * Spec: Unicode Standard Annex 29, extended grapheme clusters; Mastodon's
 * StatusLengthValidator.
 * Thread: any. */
#include "moot-text.h"

typedef enum
{
  CLUSTER_OTHER,
  CLUSTER_CR,
  CLUSTER_LF,
  CLUSTER_CONTROL,
  CLUSTER_EXTEND, /* marks, variation selectors, skin tones: join what stands before */
  CLUSTER_JOINER,
  CLUSTER_FLAG, /* regional indicators, in pairs */
  CLUSTER_PICTURE,
  CLUSTER_HANGUL_L,
  CLUSTER_HANGUL_V,
  CLUSTER_HANGUL_T,
  CLUSTER_HANGUL_LV,
  CLUSTER_HANGUL_LVT,
} Cluster;

static const struct
{
  gunichar first;
  gunichar last;
  Cluster cluster;
} ranges[] = {
  { '\n', '\n', CLUSTER_LF },
  { '\r', '\r', CLUSTER_CR },
  { 0x00a9, 0x00a9, CLUSTER_PICTURE },
  { 0x00ae, 0x00ae, CLUSTER_PICTURE },
  { 0x200c, 0x200c, CLUSTER_EXTEND },
  { 0x200d, 0x200d, CLUSTER_JOINER },
  { 0x203c, 0x203c, CLUSTER_PICTURE },
  { 0x2049, 0x2049, CLUSTER_PICTURE },
  { 0x2122, 0x2122, CLUSTER_PICTURE },
  { 0x2139, 0x2139, CLUSTER_PICTURE },
  { 0x2194, 0x21aa, CLUSTER_PICTURE },
  { 0x231a, 0x2bff, CLUSTER_PICTURE },
  { 0x3030, 0x3030, CLUSTER_PICTURE },
  { 0x303d, 0x303d, CLUSTER_PICTURE },
  { 0x3297, 0x3299, CLUSTER_PICTURE },
  { 0x1f1e6, 0x1f1ff, CLUSTER_FLAG },
  { 0x1f3fb, 0x1f3ff, CLUSTER_EXTEND },
  { 0x1f000, 0x1faff, CLUSTER_PICTURE },
  { 0xe0020, 0xe007f, CLUSTER_EXTEND },
};

static Cluster
classify_by_type (gunichar c)
{
  switch ((int) g_unichar_type (c))
    {
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
    case G_UNICODE_SPACING_MARK:
      return CLUSTER_EXTEND;
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return CLUSTER_CONTROL;
    default:
      break;
    }
  switch ((int) g_unichar_break_type (c))
    {
    case G_UNICODE_BREAK_HANGUL_L_JAMO:
      return CLUSTER_HANGUL_L;
    case G_UNICODE_BREAK_HANGUL_V_JAMO:
      return CLUSTER_HANGUL_V;
    case G_UNICODE_BREAK_HANGUL_T_JAMO:
      return CLUSTER_HANGUL_T;
    case G_UNICODE_BREAK_HANGUL_LV_SYLLABLE:
      return CLUSTER_HANGUL_LV;
    case G_UNICODE_BREAK_HANGUL_LVT_SYLLABLE:
      return CLUSTER_HANGUL_LVT;
    default:
      return CLUSTER_OTHER;
    }
}

static Cluster
classify (gunichar c)
{
  if (c >= ' ' && c < 0x7f)
    return CLUSTER_OTHER;

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (c >= ranges[i].first && c <= ranges[i].last)
      return ranges[i].cluster;

  return classify_by_type (c);
}

static gboolean
joins_hangul (Cluster before,
              Cluster after)
{
  switch ((int) before)
    {
    case CLUSTER_HANGUL_L:
      return after == CLUSTER_HANGUL_L || after == CLUSTER_HANGUL_V ||
             after == CLUSTER_HANGUL_LV || after == CLUSTER_HANGUL_LVT;
    case CLUSTER_HANGUL_LV:
    case CLUSTER_HANGUL_V:
      return after == CLUSTER_HANGUL_V || after == CLUSTER_HANGUL_T;
    case CLUSTER_HANGUL_LVT:
    case CLUSTER_HANGUL_T:
      return after == CLUSTER_HANGUL_T;
    default:
      return FALSE;
    }
}

/**
 * moot_text_count_graphemes:
 * @text: valid UTF-8
 * @n_bytes: its length, or -1
 *
 * Counts what a reader takes for one character: a letter with its accents, a flag,
 * a family of faces joined into one picture, a line break.
 *
 * Spec: UAX 29, rules GB3 to GB13; prepended marks (GB9b) count by themselves.
 *
 * Returns: the number of characters
 */
guint
moot_text_count_graphemes (const char *text,
                           gssize      n_bytes)
{
  const char *end = n_bytes < 0 ? NULL : text + n_bytes;
  Cluster before = CLUSTER_CONTROL;
  gboolean in_picture = FALSE; /* since a picture only marks and a joiner */
  gboolean half_flag = FALSE;
  guint count = 0;

  for (const char *at = text; end != NULL ? at < end : *at != '\0'; at = g_utf8_next_char (at))
    {
      Cluster now = classify (g_utf8_get_char (at));
      gboolean after_break = before == CLUSTER_CONTROL || before == CLUSTER_CR ||
                             before == CLUSTER_LF;
      gboolean joined = (before == CLUSTER_CR && now == CLUSTER_LF) || joins_hangul (before, now);

      if (!after_break && (now == CLUSTER_EXTEND || now == CLUSTER_JOINER))
        joined = TRUE;
      if (now == CLUSTER_PICTURE && in_picture && before == CLUSTER_JOINER)
        joined = TRUE;
      if (now == CLUSTER_FLAG && half_flag && before == CLUSTER_FLAG)
        joined = TRUE;

      count += !joined;
      half_flag = now == CLUSTER_FLAG && !joined;
      in_picture = now == CLUSTER_PICTURE ||
                   (in_picture && (now == CLUSTER_EXTEND || now == CLUSTER_JOINER));
      before = now;
    }
  return count;
}

/**
 * moot_text_count:
 * @text: what a member typed
 *
 * Counts as Mastodon does: characters as people see them, an address as
 * %MOOT_TEXT_URL_LENGTH, a mention without its host.
 *
 * Thread: any.
 *
 * Returns: the length to hold against the limit
 */
guint
moot_text_count (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_autoptr (GArray) spans = moot_text_scan (composed);
  gsize at = 0;
  guint count = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const MootTextSpan *span = &g_array_index (spans, MootTextSpan, i);

      count += moot_text_count_graphemes (composed + at, (gssize) (span->start - at));
      at = span->end;
      if (span->kind == MOOT_TEXT_SPAN_URL)
        count += MOOT_TEXT_URL_LENGTH;
      else if (span->kind == MOOT_TEXT_SPAN_MENTION)
        count += (guint) (span->name_end - span->start);
      else
        count += moot_text_count_graphemes (composed + span->start,
                                            (gssize) (span->end - span->start));
    }
  return count + moot_text_count_graphemes (composed + at, -1);
}
