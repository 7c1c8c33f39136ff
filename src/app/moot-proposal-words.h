/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-class-choice.h"
#include "moot-editor-form.h"
#include "moot-effect-list.h"
#include "moot-kind-form.h"

G_BEGIN_DECLS

/**
 * MootProposalWords:
 * @form: title and text
 * @kind_form: how it is asked
 * @class_choice: by which rule it is decided
 * @effects: what follows
 * @subject_id: (nullable): the member it is about
 * @pattern: (nullable): what the title is made from
 * @made_title: (nullable): what was made of it
 *
 * Where the parts of a proposal stand that is being written.
 */
typedef struct
{
  MootEditorForm *form;
  MootKindForm *kind_form;
  MootClassChoice *class_choice;
  MootEffectList *effects;
  const char *subject_id;
  const char *pattern;
  const char *made_title;
} MootProposalWords;

char *moot_proposal_words_dup_draft   (const MootProposalWords *self) G_GNUC_WARN_UNUSED_RESULT;
char *moot_proposal_words_dup_members (const MootProposalWords *self) G_GNUC_WARN_UNUSED_RESULT;
char *moot_proposal_words_dup_effects (const MootProposalWords *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
