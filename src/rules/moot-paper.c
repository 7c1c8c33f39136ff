/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Papers: anonymous ballots, and the receipt that finds one's own among them.
 *
 * A voter's device draws a secret of 32 bytes, and nobody else ever needs it unless the voter wants
 * to change the vote.  From it follow, one way only,
 *
 *   stamp  = SHA-256 ("folkmoot-stamp-v1" 00 secret), sent with the vote, checked and forgotten,
 *   number = SHA-256 ("folkmoot-paper-v1" 00 stamp), kept with the paper and published with it.
 *
 * The log gets SHA-256 (stamp, paper) when the vote is cast: who does not know the stamp cannot
 * tell which of the published papers an entry stands for, and the voter can prove it.  The text of
 * a paper has no name and no time. Spec: governance rules, ballot level L1. Thread: any. */
#include "moot-paper.h"

#include <string.h>

#include "moot-crypto.h"
#include "moot-id.h"
#include "moot-json-canonical.h"
#include "moot-json.h"

#define HALF (MOOT_PAPER_DIGITS / 2)

/** moot_paper_is_hex: whether @text, which may be %NULL, is 64 small hexadecimal digits */
gboolean
moot_paper_is_hex (const char *text)
{
  gsize n = 0;

  while (text != NULL && n <= MOOT_PAPER_DIGITS &&
         (g_ascii_isdigit (text[n]) || (text[n] >= 'a' && text[n] <= 'f')))
    n++;
  return n == MOOT_PAPER_DIGITS && text[n] == '\0';
}

/* The tag with the zero that ends it, then the bytes. */
static char *
derive (const char *tag,
        const char *hex)
{
  g_autoptr (GByteArray) input = g_byte_array_new ();

  if (!moot_paper_is_hex (hex))
    return NULL;
  g_byte_array_append (input, (const guint8 *) tag, (guint) strlen (tag) + 1);
  for (gsize i = 0; i < HALF; i++)
    {
      const guint8 byte = (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 |
                                    g_ascii_xdigit_value (hex[2 * i + 1]));

      g_byte_array_append (input, &byte, 1);
    }
  return moot_sha256_hex (input->data, input->len);
}

/** moot_paper_dup_stamp: (transfer full) (nullable): what goes out with a vote; %NULL for a secret
 * that is none */
char *
moot_paper_dup_stamp (const char *secret)
{
  return derive ("folkmoot-stamp-v1", secret);
}

/** moot_paper_dup_number: (transfer full) (nullable): under which a paper is published; %NULL for a
 * stamp that is none */
char *
moot_paper_dup_number (const char *stamp)
{
  return derive ("folkmoot-paper-v1", stamp);
}

/* Choices ------------------------------------------------------------------------------------ */

/**
 * moot_paper_dup_choices:
 * @self: a ballot
 * @error: return location
 *
 * Returns: (transfer full): its choices as canonical JSON, `[["12",1],["13",2]]`
 */
char *
moot_paper_dup_choices (const MootBallotStatement  *self,
                        GError                    **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  moot_ballot_statement_set_choices (self, object, "c");
  return moot_json_canonicalize (json_object_get_member (object, "c"), error);
}

/**
 * moot_paper_read_choices:
 * @text: from moot_paper_dup_choices()
 * @self: gets the choices
 *
 * Returns: whether they could be read
 */
gboolean
moot_paper_read_choices (const char          *text,
                         MootBallotStatement *self)
{
  g_autoptr (JsonNode) node = text != NULL ? moot_json_parse (text, -1, NULL) : NULL;
  JsonArray *list =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  const guint n = list != NULL ? json_array_get_length (list) : 0;

  self->n_choices = 0;
  if (list == NULL || n > G_N_ELEMENTS (self->choices))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      JsonNode *element = json_array_get_element (list, i);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (element) ? json_node_get_array (element) : NULL;
      MootStatedChoice *choice = &self->choices[i];
      const char *id = pair != NULL && json_array_get_length (pair) == 2
                         ? json_array_get_string_element (pair, 0)
                         : NULL;

      if (id == NULL || !moot_id_parse (id, &choice->option_id))
        return FALSE;
      choice->value = json_array_get_int_element (pair, 1);
    }
  self->n_choices = n;
  return TRUE;
}

/* Papers ------------------------------------------------------------------------------------- */

/**
 * moot_paper_dup_text:
 * @self: what it says; its times and its number are not used
 * @number: of the paper
 * @error: return location
 *
 * Returns: (transfer full): the paper as canonical JSON, without a name and without a time
 */
char *
moot_paper_dup_text (const MootBallotStatement  *self,
                     const char                 *number,
                     GError                    **error)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *proposal = g_strdup_printf ("%" G_GINT64_FORMAT, self->proposal_id);

  moot_ballot_statement_set_choices (self, object, "choices");
  json_object_set_string_member (object, "number", number);
  json_object_set_string_member (object, "proposal", proposal);
  json_object_set_int_member (object, "version", self->version);
  if (self->reason != NULL && *self->reason != '\0')
    json_object_set_string_member (object, "reason", self->reason);
  json_object_unref (object);
  return moot_json_canonicalize (node, error);
}

/**
 * moot_paper_dup_commitment:
 * @self: what the paper says
 * @stamp: from the voter's device
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the log has of it; %NULL without @error for a stamp
 * that is none
 */
char *
moot_paper_dup_commitment (const MootBallotStatement  *self,
                           const char                 *stamp,
                           GError                    **error)
{
  g_autofree char *number = moot_paper_dup_number (stamp);
  g_autofree char *text = number != NULL ? moot_paper_dup_text (self, number, error) : NULL;

  return text != NULL ? moot_salted_commitment (stamp, text) : NULL;
}

/**
 * moot_papers_dup_digest:
 * @texts: (element-type utf8): all papers of a vote, in the order of their numbers
 *
 * Returns: (transfer full): SHA-256 over the texts, each with a line feed after it
 */
char *
moot_papers_dup_digest (GPtrArray *texts)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (all, "%s\n", (const char *) g_ptr_array_index (texts, i));
  return moot_sha256_hex (all->str, all->len);
}

/**
 * moot_papers_digest_voters:
 * @member_ids: who took part, in the order of their ids
 *
 * Returns: (transfer full): SHA-256 over a canonical JSON array of strings
 */
char *
moot_papers_digest_voters (const char *const *member_ids)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_array (&json);
  for (; *member_ids != NULL; member_ids++)
    moot_json_add_string (&json, *member_ids);
  moot_json_end_array (&json);
  return moot_sha256_hex (json.text->str, json.text->len);
}
