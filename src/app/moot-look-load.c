/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Loads what a page for looking things up shows.  What it shows without words is kept, and looked
 * through here when the server is away.
 * Thread: a worker while it loads, then whoever holds it. */
#include "moot-look-page.h"

#include <stdlib.h>
#include <string.h>

#define PAGE_SIZE 40

/* As moot_look_page.c writes it: “filter pages words”. */
typedef struct
{
  guint filter;
  guint n_pages;
  const char *words; /* perhaps empty */
} Question;

static gboolean
read_question (const char *text,
               Question   *out_question)
{
  char *end = NULL;

  out_question->filter = (guint) strtoul (text, &end, 10);
  out_question->n_pages = (guint) strtoul (end, &end, 10);
  out_question->n_pages = CLAMP (out_question->n_pages, 1, MOOT_LOOK_PAGES_MAX);
  out_question->words = *end == ' ' ? end + 1 : end;
  return *out_question->words != '\0';
}

static MootRequest *
make_request (const MootLookKind *kind,
              const Question     *question,
              guint               n_seen,
              const char         *max_id)
{
  MootRequest *request = moot_request_new (kind->call);
  const char *const *parameters = kind->filters[question->filter].parameters;

  for (guint i = 0; parameters[i] != NULL; i += 2)
    moot_request_add (request, parameters[i], parameters[i + 1]);
  if (*question->words != '\0')
    moot_request_add (request, "q", question->words);
  moot_request_add_int (request, "limit", PAGE_SIZE);
  if (kind->by_offset && n_seen > 0)
    moot_request_add_int (request, "offset", n_seen);
  else if (max_id != NULL)
    moot_request_add (request, "max_id", max_id);
  return request;
}

static gboolean
ask_pages (const MootLookKind  *kind,
           MootPageSource      *source,
           const Question      *question,
           MootLook            *look,
           GCancellable        *cancellable,
           GError             **error)
{
  g_autofree char *name = g_strdup_printf ("%s-%u", kind->copy, question->filter);
  g_autofree char *max_id = NULL;

  look->more = TRUE;
  for (guint n = 0; n < question->n_pages && look->more; n++)
    {
      MootRequest *request = make_request (kind, question, look->items->len, max_id);
      g_autoptr (MootReply) reply = NULL;
      guint before = look->items->len;

      if (n == 0 && *question->words == '\0')
        reply = moot_page_source_ask (source, name, request, cancellable, error);
      else
        {
          reply = moot_connection_call (source->connection, request, cancellable, error);
          moot_request_free (request);
        }
      if (reply == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (look->items, moot_reply_take_items (reply));
      g_free (max_id);
      max_id = g_steal_pointer (&reply->next_max_id);
      look->more = kind->by_offset ? look->items->len - before == PAGE_SIZE : max_id != NULL;
    }
  look->more = look->more && question->n_pages < MOOT_LOOK_PAGES_MAX;
  return TRUE;
}

static gboolean
has_all_words (const MootLookKind *kind,
               gpointer            item,
               const char         *words)
{
  g_autofree char *folded = g_utf8_casefold (words, -1);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' && !kind->has_word (item, parts[i]))
      return FALSE;
  return TRUE;
}

static gboolean
read_copies (const MootLookKind  *kind,
             MootPageSource      *source,
             const Question      *question,
             MootLook            *look,
             GError             **error)
{
  g_autofree char *name = g_strdup_printf ("%s-%u", kind->copy, question->filter);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (MootReply) reply = NULL;

  if (*question->words != '\0' && kind->has_word == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "'%s' is not kept", kind->copy);
      return FALSE;
    }
  reply = moot_page_source_ask (source, name, moot_request_new (kind->call), NULL, error);
  if (reply == NULL)
    return FALSE;
  items = moot_reply_take_items (reply);
  for (guint i = 0; i < items->len; i++)
    if (*question->words == '\0' ||
        has_all_words (kind, g_ptr_array_index (items, i), question->words))
      g_ptr_array_add (look->items, g_object_ref (g_ptr_array_index (items, i)));
  return TRUE;
}

/**
 * moot_look_load:
 * @kind: what is looked up
 * @source: where documents come from
 * @question: as the page asks it
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Thread: a worker.
 *
 * Returns: (transfer full): a #MootLook
 */
gpointer
moot_look_load (const MootLookKind  *kind,
                MootPageSource      *source,
                const char          *question,
                GCancellable        *cancellable,
                GError             **error)
{
  g_autoptr (MootLook) self = g_new0 (MootLook, 1);
  Question asked;
  const gboolean has_words = read_question (question, &asked);

  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  if (has_words || !kind->needs_words)
    if (!(source->from_copies ? read_copies (kind, source, &asked, self, error)
                              : ask_pages (kind, source, &asked, self, cancellable, error)))
      return NULL;
  if (self->items->len > 0)
    self->names = moot_page_source_ask_names (source, cancellable, NULL);
  self->me = moot_page_source_ask_entity (source, "membership", MOOT_CALL_MY_MEMBERSHIP, NULL,
                                          cancellable, NULL);
  return g_steal_pointer (&self);
}

/**
 * moot_look_free:
 * @self: (nullable): what was found
 */
void
moot_look_free (MootLook *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_object (&self->me);
  g_free (self);
}

/**
 * moot_look_find_name:
 * @self: what was found
 * @member_id: (nullable): of a member
 *
 * Returns: (transfer none) (nullable): what the member is called
 */
const char *
moot_look_find_name (const MootLook *self,
                     const char     *member_id)
{
  MootMember *member = self->names != NULL && member_id != NULL
                         ? g_hash_table_lookup (self->names, member_id)
                         : NULL;

  return member != NULL ? member->name : NULL;
}

/**
 * moot_look_has_word:
 * @text: (nullable): in which it is looked for
 * @word: a word, folded
 *
 * Returns: whether @text has it, in whatever case
 */
gboolean
moot_look_has_word (const char *text,
                    const char *word)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, word) != NULL;
}
