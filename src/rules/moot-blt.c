/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Elections as a BLT file, the form that counting programs exchange.
 *
 *   4 2                       candidates and seats
 *   -3                        somebody who withdrew
 *   5 1 2 0                   five papers with 1 before 2
 *   1 4 2=3 0                 equal ranks; a lone `-` leaves a rank empty
 *   0                         no more papers
 *   "Ada" "Bea" "Cyd" "Dot"   their names
 *   "Board"                   what is elected, then perhaps a source and a comment
 *
 * Options in square brackets behind the first line are read as other programs write them: `tie`,
 * `nick`, `withdrawn`; `droop` is passed over.
 *
 * Thread: any. */
#include "moot-blt.h"

#include "moot-blt-token.h"
#include "moot-error.h"

#include <string.h>

#define NAMES_MAX (2 * MOOT_ELECTION_CANDIDATES_MAX + 3) /* each with a party, and three titles */

/* A file that is being read.  `by_line` is how some programs write it: the end of a line ends a
 * paper even without its 0. */
typedef struct
{
  MootBltTokens tokens;
  MootBltToken token;
  gboolean by_line;
  MootElection *election;
  GHashTable *nicks; /* nickname to candidate + 1; NULL when there are none */
} Reader;

static gboolean
advance (Reader  *self,
         GError **error)
{
  return moot_blt_tokens_next (&self->tokens, &self->token, error);
}

static gboolean
complain (Reader      *self,
          GError     **error,
          const char  *reason)
{
  moot_blt_complain (error, self->token.line, "%s", reason);
  return FALSE;
}

static gboolean
is_word (const Reader *self,
         const char   *word)
{
  return self->token.kind == MOOT_BLT_WORD && self->token.length == strlen (word) &&
         memcmp (self->token.text, word, self->token.length) == 0;
}

static gboolean
get_number (const Reader *self,
            gint64       *out_number)
{
  char digits[16];

  if (self->token.kind != MOOT_BLT_WORD || self->token.length >= sizeof digits)
    return FALSE;
  memcpy (digits, self->token.text, self->token.length);
  digits[self->token.length] = '\0';
  return g_ascii_string_to_signed (digits, 10, G_MININT64 / 2, G_MAXINT64 / 2, out_number, NULL);
}

static gboolean
get_candidate (Reader  *self,
               guint   *out_candidate,
               GError **error)
{
  g_autofree char *word = g_strndup (self->token.text, self->token.length);
  gint64 number = 0;

  if (self->token.kind == MOOT_BLT_WORD && self->nicks != NULL &&
      g_hash_table_contains (self->nicks, word))
    number = GPOINTER_TO_INT (g_hash_table_lookup (self->nicks, word));
  else if (!get_number (self, &number))
    return complain (self, error, "here should be the number of a candidate");
  if (number < 1 || number > self->election->n_candidates)
    {
      moot_blt_complain (error, self->token.line, "there is no candidate %s", word);
      return FALSE;
    }
  *out_candidate = (guint) number - 1;
  return TRUE;
}

static gboolean
read_size (Reader  *self,
           gint64   max,
           guint   *out_size,
           GError **error)
{
  gint64 size;

  if (!advance (self, error))
    return FALSE;
  if (!get_number (self, &size) || size < 1 || size > max)
    {
      moot_blt_complain (error, self->token.line,
                         "here should be a number from 1 to %" G_GINT64_FORMAT, max);
      return FALSE;
    }
  *out_size = (guint) size;
  return TRUE;
}

static gboolean
read_first_line (Reader  *self,
                 GError **error)
{
  guint n_candidates, n_seats;

  if (!read_size (self, MOOT_ELECTION_CANDIDATES_MAX, &n_candidates, error) ||
      !read_size (self, n_candidates, &n_seats, error))
    return FALSE;
  self->election = moot_election_new (n_candidates, n_seats);
  return advance (self, error);
}

static gboolean
read_ties (Reader  *self,
           GError **error)
{
  guint n_candidates = self->election->n_candidates;
  g_autofree guint *ties = g_new (guint, n_candidates);
  g_autofree gboolean *seen = g_new0 (gboolean, n_candidates);
  guint n_ties = 0;

  for (; self->token.kind == MOOT_BLT_WORD; n_ties++)
    {
      guint candidate;

      if (!get_candidate (self, &candidate, error))
        return FALSE;
      if (seen[candidate])
        return complain (self, error, "a candidate stands twice in the order of ties");
      seen[candidate] = TRUE;
      ties[n_ties] = candidate;
      if (!advance (self, error))
        return FALSE;
    }
  if (n_ties != n_candidates)
    return complain (self, error, "the order of ties leaves somebody out");
  g_free (self->election->ties);
  self->election->ties = g_steal_pointer (&ties);
  return TRUE;
}

static gboolean
read_nicks (Reader  *self,
            GError **error)
{
  if (self->nicks == NULL)
    self->nicks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 1; self->token.kind == MOOT_BLT_WORD; i++)
    {
      if (i > self->election->n_candidates)
        return complain (self, error, "there are more nicknames than candidates");
      if (!g_hash_table_insert (self->nicks, g_strndup (self->token.text, self->token.length),
                                GUINT_TO_POINTER (i)))
        return complain (self, error, "two candidates have the same nickname");
      if (!advance (self, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_withdrawn (Reader  *self,
                GError **error)
{
  while (self->token.kind == MOOT_BLT_WORD)
    {
      guint candidate;

      if (!get_candidate (self, &candidate, error))
        return FALSE;
      self->election->withdrawn[candidate] = TRUE;
      if (!advance (self, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
pass_over (Reader  *self,
           GError **error)
{
  while (self->token.kind == MOOT_BLT_WORD || self->token.kind == MOOT_BLT_EQUAL)
    if (!advance (self, error))
      return FALSE;
  return TRUE;
}

static const struct
{
  const char *name;
  gboolean (*read) (Reader *self,
                    GError **error);
} options[] = {
  { "tie", read_ties },
  { "nick", read_nicks },
  { "withdrawn", read_withdrawn },
  { "droop", pass_over },
};

static gboolean
read_option (Reader  *self,
             GError **error)
{
  if (!advance (self, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (is_word (self, options[i].name))
      {
        if (!advance (self, error) || !options[i].read (self, error))
          return FALSE;
        if (self->token.kind != MOOT_BLT_CLOSE)
          return complain (self, error, "the option should end here with ]");
        return advance (self, error);
      }
  return complain (self, error, "there is no such option");
}

static gboolean
read_preface (Reader  *self,
              GError **error)
{
  for (;;)
    {
      gint64 number;

      if (self->token.kind == MOOT_BLT_OPEN)
        {
          if (!read_option (self, error))
            return FALSE;
        }
      else if (get_number (self, &number) && number < 0)
        {
          if (-number > self->election->n_candidates)
            return complain (self, error, "somebody withdraws here who does not stand");
          self->election->withdrawn[-number - 1] = TRUE;
          if (!advance (self, error))
            return FALSE;
        }
      else
        return TRUE;
    }
}

/* The candidates of one paper, up to its 0 (or the end of the line). */
static gboolean
read_preferences (Reader          *self,
                  guint            line,
                  MootPreference  *preferences,
                  guint           *out_n_preferences,
                  GError         **error)
{
  gboolean equal = FALSE;

  *out_n_preferences = 0;
  for (;;)
    {
      guint candidate;

      if (self->by_line && self->token.line != line)
        return !equal || complain (self, error, "the paper above ends with =");
      if (is_word (self, "0"))
        return equal ? complain (self, error, "here should be a candidate") : advance (self, error);
      if (self->token.kind == MOOT_BLT_END)
        return complain (self, error, "the file ends within a paper");
      if (!is_word (self, "-"))
        {
          if (!get_candidate (self, &candidate, error))
            return FALSE;
          if (*out_n_preferences == MOOT_ELECTION_CANDIDATES_MAX)
            return complain (self, error, "a candidate stands twice on this paper");
          preferences[(*out_n_preferences)++] = (MootPreference){ (guint16) candidate, equal };
        }
      if (!advance (self, error))
        return FALSE;
      equal = self->token.kind == MOOT_BLT_EQUAL;
      if (equal && *out_n_preferences == 0)
        return complain (self, error, "nobody stands before =");
      if (equal && !advance (self, error))
        return FALSE;
    }
}

static gboolean
read_paper (Reader  *self,
            gint64   weight,
            GError **error)
{
  MootPreference preferences[MOOT_ELECTION_CANDIDATES_MAX];
  g_autoptr (GError) problem = NULL;
  guint n_preferences;
  guint line = self->token.line;

  if (!advance (self, error) ||
      !read_preferences (self, line, preferences, &n_preferences, error))
    return FALSE;
  if (moot_election_add_paper (self->election, weight, preferences, n_preferences, &problem))
    return TRUE;
  moot_blt_complain (error, line, "%s", problem->message);
  return FALSE;
}

static gboolean
read_papers (Reader  *self,
             GError **error)
{
  for (;;)
    {
      gint64 weight = 1;

      if (self->token.kind != MOOT_BLT_PAPER)
        {
          if (!get_number (self, &weight) || weight < 0)
            return complain (self, error,
                             self->token.kind == MOOT_BLT_END
                               ? "the file ends before the 0 behind the papers"
                               : "here should be how many papers are like this, or 0");
          if (weight == 0)
            return advance (self, error);
        }
      if (!read_paper (self, weight, error))
        return FALSE;
    }
}

/* Some councils write the party behind each name: then each line has two. */
static gboolean
names_have_parties (const MootBltToken *names,
                    guint               n_names,
                    guint               n_candidates)
{
  if (n_names < 2 * n_candidates)
    return FALSE;
  for (guint i = 0; i < n_candidates; i++)
    if (names[2 * i].line != names[2 * i + 1].line ||
        (i > 0 && names[2 * i].line == names[2 * i - 1].line))
      return FALSE;
  return TRUE;
}

static char *
dup_name (const MootBltToken *token)
{
  g_autofree char *raw = g_strndup (token->text, token->length);
  char *to = raw;

  for (const char *from = raw; *from != '\0'; from++)
    {
      if (*from == '\\' && from[1] != '\0')
        from++;
      *to++ = *from;
    }
  *to = '\0';
  return g_utf8_make_valid (raw, -1);
}

static gboolean
read_names (Reader  *self,
            GError **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  MootBltToken names[NAMES_MAX];
  guint n_candidates = self->election->n_candidates;
  guint n_names = 0;
  guint width;

  for (; self->token.kind == MOOT_BLT_NAME && n_names < NAMES_MAX; n_names++)
    {
      names[n_names] = self->token;
      if (!advance (self, error))
        return FALSE;
    }
  /* What comes behind the title is anybody's: a source, a comment, sometimes just words. */
  if (self->token.kind != MOOT_BLT_END && n_names <= n_candidates)
    return complain (self, error, "here should be a name in quotes");
  width = names_have_parties (names, n_names, n_candidates) ? 2 : 1;
  if (n_names < n_candidates)
    {
      moot_blt_complain (error, self->token.line, "there are names for %u of %u candidates",
                         n_names, n_candidates);
      return FALSE;
    }
  for (guint i = 0; i < n_candidates; i++)
    {
      g_autofree char *name = dup_name (&names[width * i]);

      if (!g_hash_table_add (taken, g_strdup (name)))
        {
          moot_blt_complain (error, names[width * i].line, "two candidates are called '%s'", name);
          return FALSE;
        }
      moot_election_set_name (self->election, i, name);
    }
  if (n_names > width * n_candidates && names[width * n_candidates].length > 0)
    self->election->title = dup_name (&names[width * n_candidates]);
  return TRUE;
}

static MootElection *
read_as (const char  *text,
         gsize        length,
         gboolean     by_line,
         GError     **error)
{
  Reader reader = { .tokens = { text, text + length, 1 }, .by_line = by_line };
  g_autoptr (MootElection) election = NULL;
  gboolean readable =
    read_first_line (&reader, error) && read_preface (&reader, error) &&
    read_papers (&reader, error) && read_names (&reader, error);

  election = reader.election;
  g_clear_pointer (&reader.nicks, g_hash_table_unref);
  return readable ? g_steal_pointer (&election) : NULL;
}

/**
 * moot_blt_read:
 * @text: a file, UTF-8, perhaps with a byte order mark
 * @length: of @text in bytes
 * @error: return location
 *
 * Reads an election.  The ends of lines mean nothing, except in files that leave out the 0 behind
 * papers: those are read line by line.
 *
 * Errors: %MOOT_ERROR_INVALID, a message that begins with "line N: "; %MOOT_ERROR_TOO_LARGE over
 * %MOOT_BLT_SIZE_MAX.
 *
 * Returns: (transfer full): the election
 */
MootElection *
moot_blt_read (const char  *text,
               gsize        length,
               GError     **error)
{
  static const char mark[] = "\xef\xbb\xbf";
  g_autoptr (GError) problem = NULL;
  MootElection *election;

  if (length > MOOT_BLT_SIZE_MAX)
    {
      g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "the file is too large");
      return NULL;
    }
  if (length >= strlen (mark) && memcmp (text, mark, strlen (mark)) == 0)
    {
      text += strlen (mark);
      length -= strlen (mark);
    }
  election = read_as (text, length, FALSE, &problem);
  if (election == NULL)
    election = read_as (text, length, TRUE, NULL);
  if (election == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return election;
}

static void
append_name (GString    *text,
             const char *name)
{
  g_string_append_c (text, '"');
  for (const char *at = name; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *at);
    }
  g_string_append (text, "\"\n");
}

/**
 * moot_blt_write:
 * @election: an election
 *
 * Returns: (transfer full): the text of a BLT file that moot_blt_read() reads as @election
 */
char *
moot_blt_write (const MootElection *election)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%u %u\n", election->n_candidates, election->n_seats);
  for (guint i = 0; i < election->n_candidates; i++)
    if (election->withdrawn[i])
      g_string_append_printf (text, "-%u\n", i + 1);
  if (election->ties != NULL)
    {
      g_string_append (text, "[tie");
      for (guint i = 0; i < election->n_candidates; i++)
        g_string_append_printf (text, " %u", election->ties[i] + 1);
      g_string_append (text, "]\n");
    }
  for (guint i = 0; i < election->papers->len; i++)
    {
      const MootPaper *paper = &g_array_index (election->papers, MootPaper, i);
      const MootPreference *preferences = moot_election_get_preferences (election, paper);

      g_string_append_printf (text, "%" G_GINT64_FORMAT, paper->weight);
      for (guint j = 0; j < paper->length; j++)
        g_string_append_printf (text, "%c%d", preferences[j].equal ? '=' : ' ',
                                preferences[j].candidate + 1);
      g_string_append (text, " 0\n");
    }
  g_string_append (text, "0\n");
  for (guint i = 0; i < election->n_candidates; i++)
    append_name (text, election->names[i]);
  append_name (text, election->title != NULL ? election->title : "");
  return g_string_free (text, FALSE);
}
