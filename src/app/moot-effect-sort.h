/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-json.h"

G_BEGIN_DECLS

#define MOOT_EFFECT_FIELDS_MAX 12
#define MOOT_EFFECT_CHOICES_MAX 8

/**
 * MootEffectInput:
 * @MOOT_EFFECT_LINE: a few words
 * @MOOT_EFFECT_WORDS: a text of several lines
 * @MOOT_EFFECT_DOMAIN: name of a server
 * @MOOT_EFFECT_ACCOUNT: somebody on the fediverse, as `name@server`
 * @MOOT_EFFECT_MEMBER: a member of the co-op
 * @MOOT_EFFECT_ROLE: an office of the bylaws
 * @MOOT_EFFECT_BOOK: an account of the books
 * @MOOT_EFFECT_CLASS: a class of decisions
 * @MOOT_EFFECT_CHOICE: one of a few
 * @MOOT_EFFECT_DAY: a day such as 2026-11-30
 * @MOOT_EFFECT_MONEY: an amount in the currency of the co-op
 * @MOOT_EFFECT_NUMBER: a whole number
 * @MOOT_EFFECT_SHARE: a share in percent
 * @MOOT_EFFECT_QUORUM: how many must vote, in percent; 0 for any number
 *
 * How a field of an effect is filled in.
 */
typedef enum
{
  MOOT_EFFECT_LINE,
  MOOT_EFFECT_WORDS,
  MOOT_EFFECT_DOMAIN,
  MOOT_EFFECT_ACCOUNT,
  MOOT_EFFECT_MEMBER,
  MOOT_EFFECT_ROLE,
  MOOT_EFFECT_BOOK,
  MOOT_EFFECT_CLASS,
  MOOT_EFFECT_CHOICE,
  MOOT_EFFECT_DAY,
  MOOT_EFFECT_MONEY,
  MOOT_EFFECT_NUMBER,
  MOOT_EFFECT_SHARE,
  MOOT_EFFECT_QUORUM,
} MootEffectInput;

/**
 * MootEffectChoice:
 * @value: as the API calls it
 * @label: as people read it
 * @sentence: (nullable): what it would mean, with `{name}` for what is filled in
 */
typedef struct
{
  const char *value;
  const char *label;
  const char *sentence;
} MootEffectChoice;

/**
 * MootEffectField:
 * @name: as the API calls it
 * @input: how it is filled in
 * @required: whether nothing can be proposed without it
 * @label: as people read it
 * @also: (nullable): what is added to the sentence when it is filled in
 * @choices: of %MOOT_EFFECT_CHOICE
 * @min: of numbers and shares, and %TRUE for a day that must be in the future
 * @max: of numbers and shares; of words, how many characters
 *
 * Texts are not translated yet.
 */
typedef struct
{
  const char *name;
  MootEffectInput input;
  gboolean required;
  const char *label;
  const char *also;
  MootEffectChoice choices[MOOT_EFFECT_CHOICES_MAX];
  int min;
  int max;
} MootEffectField;

/**
 * MootEffectSort:
 * @type: as the API calls it
 * @class: (nullable): of the only decisions that may have it, where the bylaws know that class
 * @group: (nullable): the member of the parameters that the fields belong in
 * @label: what is done, as people read it
 * @sentence: (nullable): what would happen, with `{name}` for what is filled in
 * @fields: what is filled in
 *
 * A thing that a decision can do by itself.
 */
typedef struct
{
  const char *type;
  const char *class;
  const char *group;
  const char *label;
  const char *sentence;
  MootEffectField fields[MOOT_EFFECT_FIELDS_MAX];
} MootEffectSort;

/**
 * MootEffectSetting:
 * @bylaws: in force
 * @members: (element-type MootMember): of the co-op
 * @books: names of the accounts of the books
 * @currency: of the co-op
 *
 * What effects can be about.  Main thread only; counted.
 */
typedef struct
{
  MootBylaws *bylaws;
  GPtrArray *members;
  GStrv books;
  char *currency;
} MootEffectSetting;

MootEffectSetting *moot_effect_setting_new   (const MootBylaws  *bylaws,
                                              GPtrArray         *members,
                                              const char *const *books,
                                              const char        *currency) G_GNUC_WARN_UNUSED_RESULT;
MootEffectSetting *moot_effect_setting_ref   (MootEffectSetting *self);
void               moot_effect_setting_unref (MootEffectSetting *self);

const MootEffectSort *moot_effect_sorts_get_all (guint      *out_n);
const MootEffectSort *moot_effect_sort_find     (const char *type);

const MootEffectField *moot_effect_sort_find_field (const MootEffectSort *self,
                                                    const char           *name);

char *moot_effect_sort_dup_problem  (const MootEffectSort    *self,
                                     GHashTable              *values,
                                     const MootEffectSetting *setting) G_GNUC_WARN_UNUSED_RESULT;
char *moot_effect_sort_dup_readable (const MootEffectField   *field,
                                     const char              *value,
                                     const MootEffectSetting *setting) G_GNUC_WARN_UNUSED_RESULT;
char *moot_effect_sort_fill_gaps    (const MootEffectSort    *self,
                                     const char              *pattern,
                                     GHashTable              *values,
                                     const MootEffectSetting *setting) G_GNUC_WARN_UNUSED_RESULT;
char *moot_effect_sort_dup_sentence (const MootEffectSort    *self,
                                     GHashTable              *values,
                                     const MootEffectSetting *setting) G_GNUC_WARN_UNUSED_RESULT;

void        moot_effect_sort_write (const MootEffectSort    *self,
                                    GHashTable              *values,
                                    const MootEffectSetting *setting,
                                    MootJsonWriter          *json);
GHashTable *moot_effect_sort_read  (const MootEffectSort    *self,
                                    JsonObject              *params,
                                    const MootEffectSetting *setting) G_GNUC_WARN_UNUSED_RESULT;

GHashTable *moot_effect_values_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootEffectSetting, moot_effect_setting_unref)

G_END_DECLS
