/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-json.h"

G_BEGIN_DECLS

#define MOOT_CHECK_NUMBERS_MAX 6

/**
 * MootSentence:
 *
 * What a check can say.  Sentences come as templates in English with the names of their numbers in
 * braces, so that an app can translate the template and fill in the same numbers.
 */
typedef enum
{
  MOOT_SENTENCE_NOBODY_ELIGIBLE,
  MOOT_SENTENCE_QUORUM,
  MOOT_SENTENCE_QUORUM_YES,
  MOOT_SENTENCE_QUORUM_COUNT,
  MOOT_SENTENCE_QUORUM_YES_COUNT,
  MOOT_SENTENCE_QUORUM_WAIVED,
  MOOT_SENTENCE_NO_VOTES,
  MOOT_SENTENCE_MORE_AGREE,
  MOOT_SENTENCE_FEWER_AGREE,
  MOOT_SENTENCE_TIE,
  MOOT_SENTENCE_HALF_OF_CAST,
  MOOT_SENTENCE_NOT_HALF_OF_CAST,
  MOOT_SENTENCE_HALF_OF_ALL,
  MOOT_SENTENCE_NOT_HALF_OF_ALL,
  MOOT_SENTENCE_SHARE_OF_VOTES,
  MOOT_SENTENCE_NOT_SHARE_OF_VOTES,
  MOOT_SENTENCE_SHARE_OF_CAST,
  MOOT_SENTENCE_NOT_SHARE_OF_CAST,
  MOOT_SENTENCE_SHARE_OF_ALL,
  MOOT_SENTENCE_NOT_SHARE_OF_ALL,
  MOOT_SENTENCE_NO_BLOCK,
  MOOT_SENTENCE_BLOCK_OVERRIDDEN,
  MOOT_SENTENCE_BLOCKS_OVERRIDDEN,
  MOOT_SENTENCE_BLOCK_STANDS,
  MOOT_SENTENCE_BLOCKS_STAND,
  MOOT_SENTENCE_NO_OBJECTION,
  MOOT_SENTENCE_OBJECTION,
  MOOT_SENTENCE_OBJECTIONS,
  MOOT_SENTENCE_NOTHING_CHOSEN,
  MOOT_SENTENCE_OPTION_AHEAD,
  MOOT_SENTENCE_OPTIONS_TIE,
  MOOT_SENTENCE_OPTIONS_LOT,
  MOOT_SENTENCE_SEATS_FILLED,
  MOOT_SENTENCE_BY_LOT,
  MOOT_SENTENCE_BEST_TIME,
  MOOT_SENTENCE_ANSWERED,
  MOOT_SENTENCE_TARGET,
  MOOT_SENTENCE_NOT_TARGET,
} MootSentence;

#define MOOT_N_SENTENCES (MOOT_SENTENCE_NOT_TARGET + 1)

/**
 * MootCheck:
 * @id: `quorum`, `threshold`, `no_block`, …; static
 * @ok: whether the check is passed
 * @sentence: what to say about it
 * @numbers: the numbers of the sentence, in the order of its names
 *
 * One step of a verdict, with everything needed to explain it in any language.
 */
typedef struct
{
  const char *id;
  gboolean ok;
  MootSentence sentence;
  gint64 numbers[MOOT_CHECK_NUMBERS_MAX];
} MootCheck;

/**
 * MootTranslate:
 * @english: a template from the table
 *
 * Turns a template into another language; braces and what is in them stay.
 *
 * Returns: (transfer none): the translated template
 */
typedef const char *(*MootTranslate) (const char *english);

char     *moot_check_dup_text  (const MootCheck  *self,
                                MootTranslate     translate) G_GNUC_WARN_UNUSED_RESULT;
void      moot_check_write     (const MootCheck  *self,
                                MootJsonWriter   *writer);
gboolean  moot_check_from_json (JsonObject       *object,
                                MootCheck        *out_check,
                                GError          **error);

const char *moot_sentence_get_check_id  (MootSentence  sentence);
const char *moot_sentence_get_key       (MootSentence  sentence);
gboolean    moot_sentence_from_key      (const char   *key,
                                         MootSentence *out_sentence);
const char *moot_sentence_get_template  (MootSentence  sentence);
guint       moot_sentence_get_n_numbers (MootSentence  sentence);

G_END_DECLS
