/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A proposal that is being written as JSON: for the server, and for the draft.
 * Thread: main. */
#include "moot-proposal-words.h"

/** moot_proposal_words_dup_draft: all of it, whether or not it is right */
char *
moot_proposal_words_dup_draft (const MootProposalWords *self)
{
  const MootDecisionClass *class = moot_class_choice_get_class (self->class_choice);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *title = moot_editor_form_dup_title (self->form);
  g_autofree char *text = moot_editor_form_dup_text (self->form);

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "title", title);
  moot_json_put_string (&json, "text", text);
  moot_json_put_string (&json, "class", class != NULL ? class->id : NULL);
  moot_json_put_string (&json, "subject", self->subject_id);
  moot_json_put_string (&json, "pattern", self->pattern);
  moot_json_put_string (&json, "made_title", self->made_title);
  moot_kind_form_write_draft (self->kind_form, &json);
  moot_json_name (&json, "effects");
  moot_effect_list_write_draft (self->effects, &json);
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

/** moot_proposal_words_dup_members: what goes to the server beside words and effects */
char *
moot_proposal_words_dup_members (const MootProposalWords *self)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "class", moot_class_choice_get_class (self->class_choice)->id);
  moot_kind_form_write (self->kind_form, &json);
  if (self->subject_id != NULL)
    moot_json_put_string (&json, "subject_id", self->subject_id);
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

/** moot_proposal_words_dup_effects: (nullable): what follows, %NULL for nothing */
char *
moot_proposal_words_dup_effects (const MootProposalWords *self)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (moot_kind_form_get_kind (self->kind_form) != MOOT_ASK_PROPOSAL ||
      moot_effect_list_count (self->effects) == 0)
    return NULL;
  moot_effect_list_write (self->effects, &json);
  return moot_json_writer_steal (&json);
}
