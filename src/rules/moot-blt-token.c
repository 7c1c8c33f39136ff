/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The words of a BLT file.
 * Thread: any. */
#include "moot-blt-token.h"

#include "moot-error.h"

#include <string.h>

/**
 * moot_blt_complain:
 * @error: return location
 * @line: of the file
 * @format: what is wrong there
 * @...: arguments
 *
 * Sets %MOOT_ERROR_INVALID with a message that begins with the line.
 */
void
moot_blt_complain (GError **error,
                   guint line,
                   const char *format,
                   ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "line %u: %s", line, reason);
}

static gboolean
starts (const MootBltTokens *self,
        const char          *text)
{
  gsize length = strlen (text);

  return (gsize) (self->end - self->at) >= length && memcmp (self->at, text, length) == 0;
}

static void
step (MootBltTokens *self)
{
  if (*self->at == '\n')
    self->line++;
  self->at++;
}

static gboolean
skip_block_comment (MootBltTokens  *self,
                    GError        **error)
{
  guint line = self->line;
  guint depth = 0;

  while (self->at < self->end)
    {
      if (starts (self, "/*"))
        {
          depth++;
          self->at += 2;
        }
      else if (starts (self, "*/"))
        {
          depth--;
          self->at += 2;
          if (depth == 0)
            return TRUE;
        }
      else
        step (self);
    }
  moot_blt_complain (error, line, "the comment that begins here never ends");
  return FALSE;
}

static gboolean
skip_gap (MootBltTokens  *self,
          GError        **error)
{
  while (self->at < self->end)
    {
      if (g_ascii_isspace (*self->at))
        step (self);
      else if (*self->at == '#')
        while (self->at < self->end && *self->at != '\n')
          step (self);
      else if (starts (self, "/*"))
        {
          if (!skip_block_comment (self, error))
            return FALSE;
        }
      else
        break;
    }
  return TRUE;
}

/* What stands between two marks; a backslash takes the next byte as it is. */
static gboolean
take_enclosed (MootBltTokens  *self,
               char            close,
               MootBltToken   *token,
               GError        **error)
{
  token->text = ++self->at;
  while (self->at < self->end && *self->at != close)
    {
      if (*self->at == '\\' && self->at + 1 < self->end)
        step (self);
      step (self);
    }
  if (self->at == self->end)
    {
      moot_blt_complain (error, token->line, "what begins here is never closed with %c", close);
      return FALSE;
    }
  token->length = (gsize) (self->at - token->text);
  self->at++;
  return TRUE;
}

static void
take_word (MootBltTokens *self,
           MootBltToken  *token)
{
  token->kind = MOOT_BLT_WORD;
  token->text = self->at;
  while (self->at < self->end && !g_ascii_isspace (*self->at) &&
         (*self->at == '\0' || strchr ("=[]()\"#", *self->at) == NULL) && !starts (self, "/*"))
    self->at++;
  token->length = (gsize) (self->at - token->text);
}

/**
 * moot_blt_tokens_next:
 * @self: a text that is being taken apart
 * @out_token: (out): what came next; %MOOT_BLT_END for ever after the last
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID, beginning with the line, for something that is opened and never
 * closed, and for a sign that has no meaning.
 *
 * Returns: whether it can be read
 */
gboolean
moot_blt_tokens_next (MootBltTokens  *self,
                      MootBltToken   *out_token,
                      GError        **error)
{
  static const char marks[] = "=[]";
  static const MootBltTokenKind mark_kinds[] = { MOOT_BLT_EQUAL, MOOT_BLT_OPEN, MOOT_BLT_CLOSE };
  const char *mark;

  if (!skip_gap (self, error))
    return FALSE;
  *out_token = (MootBltToken){ MOOT_BLT_END, self->at, 0, self->line };
  if (self->at == self->end)
    return TRUE;
  if (*self->at == '"' || *self->at == '(')
    {
      out_token->kind = *self->at == '"' ? MOOT_BLT_NAME : MOOT_BLT_PAPER;
      return take_enclosed (self, *self->at == '"' ? '"' : ')', out_token, error);
    }
  mark = *self->at != '\0' ? strchr (marks, *self->at) : NULL;
  if (mark != NULL)
    {
      out_token->kind = mark_kinds[mark - marks];
      self->at++;
      return TRUE;
    }
  take_word (self, out_token);
  if (out_token->length > 0)
    return TRUE;
  moot_blt_complain (error, self->line, "'%c' means nothing here", *self->at);
  return FALSE;
}
