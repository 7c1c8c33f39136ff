/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a verdict says for itself: a table of sentences, and how numbers get into them.  The layer
 * knows no language but English; an app hands in its own translation.
 * Thread: any. */
#include "moot-check.h"

#include <string.h>

#include "moot-error.h"
#include "moot-strict-json.h"

/* Marks a sentence for the translators' tools, which are told the name of this macro. */
#define N_(text) text

typedef struct
{
  const char *check_id;
  const char *key;
  const char *names; /* of the numbers, in order */
  const char *template;
} Sentence;

/* clang-format off */
static const Sentence sentences[MOOT_N_SENTENCES] = {
  [MOOT_SENTENCE_NOBODY_ELIGIBLE] = {
    "quorum", "nobody_eligible", "",
    N_("nobody was entitled to vote") },
  [MOOT_SENTENCE_QUORUM] = {
    "quorum", "quorum", "cast eligible required",
    N_("{cast} of {eligible} voted; {required} needed") },
  [MOOT_SENTENCE_QUORUM_YES] = {
    "quorum", "quorum_yes", "agree eligible required",
    N_("{agree} of {eligible} agree; {required} needed for a quorum") },
  [MOOT_SENTENCE_QUORUM_COUNT] = {
    "quorum", "quorum_count", "cast required",
    N_("{cast} voted; {required} needed") },
  [MOOT_SENTENCE_QUORUM_YES_COUNT] = {
    "quorum", "quorum_yes_count", "agree required",
    N_("{agree} agree; {required} needed for a quorum") },
  [MOOT_SENTENCE_QUORUM_WAIVED] = {
    "quorum", "quorum_waived", "cast eligible required",
    N_("{cast} of {eligible} voted; {required} were asked for, waived after asking again") },
  [MOOT_SENTENCE_NO_VOTES] = {
    "threshold", "no_votes", "",
    N_("nobody voted for or against") },
  [MOOT_SENTENCE_MORE_AGREE] = {
    "threshold", "more_agree", "agree against",
    N_("{agree} for, {against} against: more are for it ({agree} > {against})") },
  [MOOT_SENTENCE_FEWER_AGREE] = {
    "threshold", "fewer_agree", "agree against",
    N_("{agree} for, {against} against: more are against it ({agree} < {against})") },
  [MOOT_SENTENCE_TIE] = {
    "threshold", "tie", "agree against",
    N_("{agree} for, {against} against: a tie is not enough") },
  [MOOT_SENTENCE_HALF_OF_CAST] = {
    "threshold", "half_of_cast", "agree cast",
    N_("{agree} of {cast} who voted agree: more than half (2·{agree} > {cast})") },
  [MOOT_SENTENCE_NOT_HALF_OF_CAST] = {
    "threshold", "not_half_of_cast", "agree cast",
    N_("{agree} of {cast} who voted agree: not more than half (2·{agree} ≤ {cast})") },
  [MOOT_SENTENCE_HALF_OF_ALL] = {
    "threshold", "half_of_all", "agree eligible",
    N_("{agree} of all {eligible} agree: more than half (2·{agree} > {eligible})") },
  [MOOT_SENTENCE_NOT_HALF_OF_ALL] = {
    "threshold", "not_half_of_all", "agree eligible",
    N_("{agree} of all {eligible} agree: not more than half (2·{agree} ≤ {eligible})") },
  [MOOT_SENTENCE_SHARE_OF_VOTES] = {
    "threshold", "share_of_votes", "agree votes needed part whole",
    N_("{agree} of {votes} votes for or against agree; "
       "{needed} needed ({agree}·{whole} ≥ {votes}·{part})") },
  [MOOT_SENTENCE_NOT_SHARE_OF_VOTES] = {
    "threshold", "not_share_of_votes", "agree votes needed part whole",
    N_("{agree} of {votes} votes for or against agree; "
       "{needed} needed ({agree}·{whole} < {votes}·{part})") },
  [MOOT_SENTENCE_SHARE_OF_CAST] = {
    "threshold", "share_of_cast", "agree cast needed part whole",
    N_("{agree} of {cast} who voted agree; {needed} needed "
       "({agree}·{whole} ≥ {cast}·{part})") },
  [MOOT_SENTENCE_NOT_SHARE_OF_CAST] = {
    "threshold", "not_share_of_cast", "agree cast needed part whole",
    N_("{agree} of {cast} who voted agree; {needed} needed ({agree}·{whole} < {cast}·{part})") },
  [MOOT_SENTENCE_SHARE_OF_ALL] = {
    "threshold", "share_of_all", "agree eligible needed part whole",
    N_("{agree} of all {eligible} agree; "
       "{needed} needed ({agree}·{whole} ≥ {eligible}·{part})") },
  [MOOT_SENTENCE_NOT_SHARE_OF_ALL] = {
    "threshold", "not_share_of_all", "agree eligible needed part whole",
    N_("{agree} of all {eligible} agree; "
       "{needed} needed ({agree}·{whole} < {eligible}·{part})") },
  [MOOT_SENTENCE_NO_BLOCK] = {
    "no_block", "no_block", "",
    N_("nobody blocks") },
  [MOOT_SENTENCE_BLOCK_OVERRIDDEN] = {
    "no_block", "block_overridden", "agree votes needed part whole",
    N_("1 block; "
       "{agree} of {votes} agree and {needed} override it "
       "({agree}·{whole} ≥ {votes}·{part})") },
  [MOOT_SENTENCE_BLOCKS_OVERRIDDEN] = {
    "no_block", "blocks_overridden", "blocks agree votes needed part whole",
    N_("{blocks} blocks; "
       "{agree} of {votes} agree and {needed} override them "
       "({agree}·{whole} ≥ {votes}·{part})") },
  [MOOT_SENTENCE_BLOCK_STANDS] = {
    "no_block", "block_stands", "agree votes needed part whole",
    N_("1 block; "
       "{agree} of {votes} agree and {needed} would override it "
       "({agree}·{whole} < {votes}·{part})") },
  [MOOT_SENTENCE_BLOCKS_STAND] = {
    "no_block", "blocks_stand", "blocks agree votes needed part whole",
    N_("{blocks} blocks; "
       "{agree} of {votes} agree and {needed} would override them "
       "({agree}·{whole} < {votes}·{part})") },
  [MOOT_SENTENCE_NO_OBJECTION] = {
    "no_objection", "no_objection", "",
    N_("no open objection") },
  [MOOT_SENTENCE_OBJECTION] = {
    "no_objection", "objection", "",
    N_("1 open objection") },
  [MOOT_SENTENCE_OBJECTIONS] = {
    "no_objection", "objections", "objections",
    N_("{objections} open objections") },
  [MOOT_SENTENCE_NOTHING_CHOSEN] = {
    "winner", "nothing_chosen", "",
    N_("nobody chose anything") },
  [MOOT_SENTENCE_OPTION_AHEAD] = {
    "winner", "option_ahead", "first next",
    N_("{first} for what was chosen, {next} for the next one ({first} > {next})") },
  [MOOT_SENTENCE_OPTIONS_TIE] = {
    "winner", "options_tie", "first next",
    N_("{first} and {next}: a tie does not decide") },
  [MOOT_SENTENCE_OPTIONS_LOT] = {
    "winner", "options_lot", "first next",
    N_("{first} and {next}: a tie, and the lot decided") },
  [MOOT_SENTENCE_SEATS_FILLED] = {
    "winner", "seats_filled", "filled seats papers",
    N_("seats filled: {filled} of {seats}; ballots counted: {papers}") },
  [MOOT_SENTENCE_BY_LOT] = {
    "lot", "by_lot", "",
    N_("votes were equal at every stage: the lot decided who went first") },
  [MOOT_SENTENCE_BEST_TIME] = {
    "winner", "best_time", "yes no",
    N_("{yes} can come, {no} cannot: no time is better") },
  [MOOT_SENTENCE_ANSWERED] = {
    "answers", "answered", "cast eligible",
    N_("{cast} of {eligible} answered") },
  [MOOT_SENTENCE_TARGET] = {
    "target", "target", "yes wanted",
    N_("{yes} take part; {wanted} are wanted ({yes} ≥ {wanted})") },
  [MOOT_SENTENCE_NOT_TARGET] = {
    "target", "not_target", "yes wanted",
    N_("{yes} take part; {wanted} are wanted ({yes} < {wanted})") },
};
/* clang-format on */

/* Returns the index of a name in a list separated by blanks, or -1. */
static int
find_number (const char *names,
             const char *name,
             gsize       length)
{
  int index = 0;

  while (*names != '\0')
    {
      gsize n = strcspn (names, " ");

      if (n == length && strncmp (names, name, n) == 0)
        return index;

      names += n;
      names += strspn (names, " ");
      index++;
    }

  return -1;
}

/**
 * moot_check_dup_text:
 * @self: a check
 * @translate: (nullable) (scope call): how to translate the template, or %NULL for English
 *
 * Says the check with its numbers.  A name in braces that the sentence does not have stays as it
 * is, so a slip in a translation is seen and harmless.
 *
 * Returns: (transfer full): the sentence
 */
char *
moot_check_dup_text (const MootCheck *self,
                     MootTranslate    translate)
{
  const char *next;
  GString *text;

  g_return_val_if_fail (self != NULL && (guint) self->sentence < MOOT_N_SENTENCES, NULL);

  text = g_string_new (NULL);
  next = sentences[self->sentence].template;
  if (translate != NULL)
    next = translate (next);

  while (*next != '\0')
    {
      gsize plain = strcspn (next, "{");
      gsize length;
      int index;

      g_string_append_len (text, next, (gssize) plain);
      next += plain;
      if (*next == '\0')
        break;

      length = strcspn (next, "}");
      index = next[length] == '\0'
                ? -1
                : find_number (sentences[self->sentence].names, next + 1, length - 1);
      if (index < 0)
        {
          g_string_append_c (text, *next++);
          continue;
        }

      g_string_append_printf (text, "%" G_GINT64_FORMAT, self->numbers[index]);
      next += length + 1;
    }

  return g_string_free (text, FALSE);
}

/**
 * moot_check_write:
 * @self: a check
 * @writer: where to
 *
 * Writes one element of a tally's `checks`: the English sentence for whoever just shows it, its key
 * and numbers for whoever translates.
 *
 * Shape: `{"id":"quorum","ok":true,"text":"33 of 42 voted; 9 needed","key":"quorum",
 * "numbers":[33,42,9]}`.
 */
void
moot_check_write (const MootCheck *self,
                  MootJsonWriter  *writer)
{
  g_autofree char *text = moot_check_dup_text (self, NULL);

  g_return_if_fail (text != NULL && writer != NULL);

  moot_json_begin_object (writer);
  moot_json_put_string (writer, "id", self->id);
  moot_json_put_boolean (writer, "ok", self->ok);
  moot_json_put_string (writer, "text", text);
  moot_json_put_string (writer, "key", moot_sentence_get_key (self->sentence));
  moot_json_name (writer, "numbers");
  moot_json_begin_array (writer);
  for (guint i = 0; i < moot_sentence_get_n_numbers (self->sentence); i++)
    moot_json_add_int (writer, self->numbers[i]);
  moot_json_end_array (writer);
  moot_json_end_object (writer);
}

/**
 * moot_check_from_json:
 * @object: one element of a tally's `checks`
 * @out_check: (out caller-allocates): the check, untouched on failure
 * @error: return location
 *
 * Reads a check back, to say it in another language.
 *
 * Errors: %MOOT_ERROR_INVALID, also for a sentence this version does not know: show `text` then.
 *
 * Returns: whether the check was understood
 */
gboolean
moot_check_from_json (JsonObject  *object,
                      MootCheck   *out_check,
                      GError     **error)
{
  JsonNode *numbers = moot_strict_find (object, "numbers");
  MootCheck check = { 0 };
  const char *key;
  guint n_numbers;

  if (!moot_strict_read_text (object, "key", &key, error) ||
      !moot_strict_read_boolean (object, "ok", &check.ok, error))
    return FALSE;

  if (!moot_sentence_from_key (key, &check.sentence))
    return moot_strict_refuse (error, "key", "a known sentence");

  n_numbers = moot_sentence_get_n_numbers (check.sentence);
  if (numbers == NULL || !JSON_NODE_HOLDS_ARRAY (numbers) ||
      json_array_get_length (json_node_get_array (numbers)) != n_numbers)
    return moot_strict_refuse (error, "numbers", "as many as the sentence has");

  for (guint i = 0; i < n_numbers; i++)
    if (!moot_strict_read_integer (json_array_get_element (json_node_get_array (numbers), i),
                                   "numbers", G_MININT64, G_MAXINT64, &check.numbers[i], error))
      return FALSE;

  check.id = sentences[check.sentence].check_id;
  *out_check = check;
  return TRUE;
}

/**
 * moot_sentence_get_check_id:
 * @sentence: a sentence
 *
 * Which check the sentence belongs to.
 *
 * Returns: (transfer none): `quorum`, `threshold`, `no_block`, `no_objection`, `winner`, `answers`
 * or `target`
 */
const char *
moot_sentence_get_check_id (MootSentence sentence)
{
  g_return_val_if_fail ((guint) sentence < MOOT_N_SENTENCES, NULL);

  return sentences[sentence].check_id;
}

/**
 * moot_sentence_get_key:
 * @sentence: a sentence
 *
 * Its name in JSON.
 *
 * Returns: (transfer none): the name
 */
const char *
moot_sentence_get_key (MootSentence sentence)
{
  g_return_val_if_fail ((guint) sentence < MOOT_N_SENTENCES, NULL);

  return sentences[sentence].key;
}

/**
 * moot_sentence_from_key:
 * @key: (nullable): a name in JSON
 * @out_sentence: (out): the sentence, untouched when there is none
 *
 * Finds a sentence by its name.
 *
 * Returns: whether there is one
 */
gboolean
moot_sentence_from_key (const char   *key,
                        MootSentence *out_sentence)
{
  for (guint i = 0; key != NULL && i < MOOT_N_SENTENCES; i++)
    if (strcmp (sentences[i].key, key) == 0)
      {
        *out_sentence = (MootSentence) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * moot_sentence_get_template:
 * @sentence: a sentence
 *
 * The English template, as translators see it.
 *
 * Returns: (transfer none): the template
 */
const char *
moot_sentence_get_template (MootSentence sentence)
{
  g_return_val_if_fail ((guint) sentence < MOOT_N_SENTENCES, NULL);

  return sentences[sentence].template;
}

/**
 * moot_sentence_get_n_numbers:
 * @sentence: a sentence
 *
 * How many numbers of a check belong to the sentence.
 *
 * Returns: 0 to %MOOT_CHECK_NUMBERS_MAX
 */
guint
moot_sentence_get_n_numbers (MootSentence sentence)
{
  guint n = 0;

  g_return_val_if_fail ((guint) sentence < MOOT_N_SENTENCES, 0);

  for (const char *names = sentences[sentence].names; *names != '\0';)
    {
      names += strcspn (names, " ");
      names += strspn (names, " ");
      n++;
    }

  return n;
}
