/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Proposals from the first word to the opening of the vote.  From then on the text is frozen.
 * Spec: co-op API, Proposal.
 * Thread: the connection's. */
#include "moot-proposals.h"

#include <string.h>

#include "moot-audit.h"
#include "moot-bylaws-json.h"
#include "moot-circle-store.h"
#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-coop-news.h"
#include "moot-coop-store.h"
#include "moot-crypto.h"
#include "moot-discussion-store.h"
#include "moot-discussions.h"
#include "moot-effects.h"
#include "moot-election-store.h"
#include "moot-error.h"
#include "moot-json.h"
#include "moot-member-store.h"
#include "moot-papers.h"
#include "moot-proposal-flow.h"
#include "moot-proposal-kinds.h"
#include "moot-roll.h"
#include "moot-texts.h"

static const char *const visibilities[] = { "always", "after_vote", "after_close", NULL };

/**
 * moot_bylaws_load_class:
 * @db: a connection
 * @version: of the bylaws; 0 for the one in force
 * @id: (nullable): a class of decisions
 * @out_class: (out): what it says
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_CLASS when there is no such class.
 *
 * Returns: whether it was found
 */
gboolean
moot_bylaws_load_class (MootDb             *db,
                        gint64              version,
                        const char         *id,
                        MootDecisionClass  *out_class,
                        GError            **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootBylawsRecord) record = version != 0 ? moot_bylaws_store_find (db, version, &local)
                                                     : moot_bylaws_store_find_latest (db, &local);
  g_autoptr (MootBylaws) bylaws =
    record != NULL ? moot_bylaws_from_text (record->rules, &local) : NULL;
  const MootDecisionClass *found =
    bylaws != NULL && id != NULL ? moot_bylaws_find_class (bylaws, id) : NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (found == NULL)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_CLASS, "class",
                             "the bylaws know no decisions of class '%.40s'", id != NULL ? id : "");
  *out_class = *found;
  return TRUE;
}

/**
 * moot_proposals_find:
 * @context: a context
 * @viewer: (nullable): who looks; %NULL for the scheduler
 * @id: which one
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, also for a draft of somebody else.
 *
 * Returns: (transfer full): the proposal
 */
MootProposalRecord *
moot_proposals_find (const MootCoopContext  *context,
                     const MootActor        *viewer,
                     gint64                  id,
                     GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootProposalRecord) record = moot_proposal_store_find (context->db, id, &local);
  gboolean visible = TRUE;

  if (record != NULL && viewer != NULL)
    moot_circle_store_may_see (context->db, record->discussion_id, viewer->id, &visible, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (record == NULL || !visible ||
           (viewer != NULL && g_str_equal (record->state, "draft") &&
            record->author_id != viewer->id))
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such proposal");
  else
    return g_steal_pointer (&record);
  return NULL;
}

static gboolean
check_draft (const MootProposalDraft  *draft,
             gboolean                  is_new,
             GError                  **error)
{
  if ((is_new || draft->title != NULL) &&
      !moot_text_check ("title", draft->title, MOOT_TITLE_MAX, TRUE, error))
    return FALSE;
  if (!moot_text_check ("body", draft->body, MOOT_CONTEXT_MAX, FALSE, error) ||
      !moot_text_check ("summary_by_proposer", draft->summary, MOOT_REASON_MAX, FALSE, error))
    return FALSE;
  if (draft->results_visible != NULL && !g_strv_contains (visibilities, draft->results_visible))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "results_visible",
                             "'%.40s' is none of the choices", draft->results_visible);
  return TRUE;
}

static gboolean
check_decision (const MootDecisionClass  *decision,
                GError                  **error)
{
  if (!moot_decision_rule_is_yes_no (decision->rule))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_CLASS, "class",
                             "decisions of class '%s' choose among candidates", decision->id);
  return moot_papers_check_level (decision, "class", error);
}

static void
replace (char       **text,
         const char  *value)
{
  char *copy = g_strdup (value); /* may be the very text that is replaced */

  g_free (*text);
  *text = copy;
}

/* Takes over what is given; says whether the words changed. */
static gboolean
take_draft (MootProposalRecord      *record,
            const MootCoopContext   *context,
            const MootProposalDraft *draft)
{
  g_autofree char *title =
    moot_text_dup_trimmed (draft->title != NULL ? draft->title : record->title);
  g_autofree char *source =
    moot_text_dup_trimmed (draft->body != NULL ? draft->body : record->source);
  gboolean changed =
    g_strcmp0 (title, record->title) != 0 || g_strcmp0 (source, record->source) != 0;

  replace (&record->title, title);
  replace (&record->source, source);
  g_free (record->html);
  record->html = moot_text_render (context->site, source);
  if (draft->summary != NULL)
    replace (&record->summary, draft->summary);
  if (draft->results_visible != NULL)
    replace (&record->results_visible, draft->results_visible);
  if (draft->subject_id != 0)
    record->subject_id = draft->subject_id;
  return changed;
}

/**
 * moot_proposals_take_class:
 * @record: a proposal; gets the class of the bylaws in force
 * @context: a context
 * @class: which one
 * @out_decision: (out): what it says
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_CLASS, _BALLOT_LEVEL, _BLANK.
 *
 * Returns: whether votes of this class can be held here
 */
gboolean
moot_proposals_take_class (MootProposalRecord     *record,
                           const MootCoopContext  *context,
                           const char             *class,
                           MootDecisionClass      *out_decision,
                           GError                **error)
{
  g_autoptr (MootBylawsRecord) bylaws = moot_bylaws_store_find_latest (context->db, error);

  if (bylaws == NULL ||
      !moot_bylaws_load_class (context->db, bylaws->version, class, out_decision, error) ||
      !check_decision (out_decision, error))
    return FALSE;
  if (out_decision->excludes_subject && record->subject_id == 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_BLANK, "subject_id",
                             "say whom a decision of class '%s' is about", class);
  replace (&record->class, class);
  replace (&record->ballot_level,
           moot_ballot_level_to_text (moot_decision_class_get_held_level (out_decision)));
  record->bylaws_version = bylaws->version;
  return TRUE;
}

/* An empty list: nothing follows by itself any more. */
static gboolean
is_empty_list (const char *json)
{
  g_autoptr (JsonNode) node = moot_json_parse (json, -1, NULL);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) &&
         json_array_get_length (json_node_get_array (node)) == 0;
}

/* The effect that is wanted, checked against the class the proposal has now. */
static gboolean
take_effect (MootProposalRecord       *record,
             const MootCoopContext    *context,
             const MootDecisionClass  *decision,
             const char               *effect,
             GError                  **error)
{
  g_autofree char *normal = NULL;

  if (effect == NULL)
    return TRUE;
  if (is_empty_list (effect))
    {
      replace (&record->effect, NULL);
      return TRUE;
    }
  normal = moot_effects_check (context, record, decision, effect, error);
  if (normal == NULL)
    return FALSE;
  replace (&record->effect, normal);
  return TRUE;
}

/** moot_proposals_check_effect: whether what a proposal carries can still be carried out */
gboolean
moot_proposals_check_effect (MootProposalRecord       *record,
                             const MootCoopContext    *context,
                             const MootDecisionClass  *decision,
                             GError                  **error)
{
  return take_effect (record, context, decision, record->effect, error);
}

static gboolean
check_subject (const MootCoopContext  *context,
               gint64                  id,
               GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootMemberRecord) member =
    id != 0 ? moot_member_store_find (context->db, id, &local) : NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return id == 0 || member != NULL ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "subject_id", "there is no such member");
}

static gboolean
write_options (const MootCoopContext  *context,
               gint64                  proposal_id,
               GPtrArray              *options,
               GError                **error)
{
  for (guint i = 0; i < options->len; i++)
    {
      MootOptionRecord *option = g_ptr_array_index (options, i);

      option->proposal_id = proposal_id;
      if (!moot_proposal_store_add_option (context->db, option, error))
        return FALSE;
    }
  return TRUE;
}

/* Other options or settings while it is talked about. */
static gboolean
replace_options (const MootCoopContext    *context,
                 MootProposalRecord       *record,
                 const MootProposalDraft  *draft,
                 GError                  **error)
{
  g_autoptr (GPtrArray) options = NULL;

  if (draft->kind != NULL && !g_str_equal (draft->kind, record->kind))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_KIND, "kind",
                             "the kind of a proposal cannot be changed");
  if (draft->options == NULL)
    return TRUE;
  options = moot_proposal_kinds_new_options (record->kind, draft->options, error);
  return options != NULL &&
         moot_proposal_kinds_settle (record, &draft->settings, options->len, error) &&
         moot_proposal_store_clear_options (context->db, record->id, error) &&
         write_options (context, record->id, options, error);
}

/**
 * moot_proposals_create:
 * @context: a context inside a transaction
 * @actor: who proposes
 * @draft: discussion and title at least
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN, _NOT_FOUND, _BLANK, _TOO_LONG, _TOO_MANY, _EXISTS, _INVALID,
 * _CLASS, _KIND, _BALLOT_LEVEL.
 *
 * Returns: the new proposal's id, 0 on failure
 */
gint64
moot_proposals_create (const MootCoopContext    *context,
                       const MootActor          *actor,
                       const MootProposalDraft  *draft,
                       GError                  **error)
{
  g_autoptr (MootProposalRecord) record = g_object_new (MOOT_TYPE_PROPOSAL_RECORD, NULL);
  g_autoptr (MootDiscussionRecord) discussion = NULL;
  g_autoptr (GPtrArray) options = NULL;
  MootDecisionClass decision;

  if (!moot_actor_require (actor, MOOT_RIGHT_PROPOSE, error) || !check_draft (draft, TRUE, error) ||
      !check_subject (context, draft->subject_id, error))
    return 0;
  discussion = moot_discussions_find (context, actor, draft->discussion_id, error);
  if (discussion == NULL)
    return 0;
  take_draft (record, context, draft);
  if (!moot_proposals_take_class (record, context, draft->class != NULL ? draft->class : "ordinary",
                                  &decision, error) ||
      !moot_roll_check_circle (&decision, discussion->circle_id, error))
    return 0;
  record->kind = g_strdup (draft->kind != NULL ? draft->kind : "proposal");
  options = moot_proposal_kinds_new_options (record->kind, draft->options, error);
  if (options == NULL ||
      !moot_proposal_kinds_settle (record, &draft->settings, options->len, error) ||
      !take_effect (record, context, &decision, draft->effect, error))
    return 0;
  record->discussion_id = draft->discussion_id;
  record->state = g_strdup (draft->is_draft ? "draft" : "discussion");
  record->version = 1;
  record->author_id = actor->id;
  if (record->results_visible == NULL)
    record->results_visible = g_strdup ("after_vote");
  record->created_at = context->now;
  record->discussed_from = draft->is_draft ? 0 : context->now;
  if (!moot_proposal_store_add (context->db, record, error) ||
      !write_options (context, record->id, options, error) ||
      !moot_proposal_store_add_proposer (context->db, record->id, actor->id, error) ||
      !moot_proposal_store_add_version (context->db, record, actor->id, context->now, error) ||
      !moot_discussion_store_touch (context->db, record->discussion_id, context->now, error) ||
      (!draft->is_draft &&
       !moot_coop_news_proposal (context, record, actor->id, "proposal", error)))
    return 0;
  if (!draft->is_draft)
    moot_coop_tell (context, "coop.proposal", record->id);
  return record->id;
}

/**
 * moot_proposals_step:
 * @context: a context inside a transaction
 * @actor: (nullable): who does it; %NULL for the scheduler
 * @id: a proposal
 * @event: what is to happen
 * @out_decision: (out): what the bylaws say about it
 * @error: return location
 *
 * Finds a proposal and moves it on in memory; the caller saves it.
 *
 * Returns: (transfer full): the proposal in its new state
 */
MootProposalRecord *
moot_proposals_step (const MootCoopContext  *context,
                     const MootActor        *actor,
                     gint64                  id,
                     MootProposalEvent       event,
                     MootDecisionClass      *out_decision,
                     GError                **error)
{
  g_autoptr (MootProposalRecord) record = moot_proposals_find (context, actor, id, error);
  gint64 election = 0;

  if (record == NULL || !moot_election_store_find_by_proposal (context->db, id, &election, error))
    return NULL;
  /* the vote of an election goes by its calendar, whoever wrote the call */
  if (election != 0 && actor != NULL)
    {
      moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "it is the vote of an election");
      return NULL;
    }
  if (!moot_proposal_kinds_load_class (context->db, record, out_decision, error) ||
      !moot_proposal_flow_step (context, record, out_decision, actor, event, error))
    return NULL;
  return g_steal_pointer (&record);
}

/**
 * moot_proposals_amend:
 * @context: a context inside a transaction
 * @actor: its author
 * @id: a proposal that is not open yet
 * @draft: what changes; new words make a new version
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_proposals_amend (const MootCoopContext    *context,
                      const MootActor          *actor,
                      gint64                    id,
                      const MootProposalDraft  *draft,
                      GError                  **error)
{
  gboolean changed;
  MootDecisionClass decision;
  g_autoptr (MootProposalRecord) record =
    moot_proposals_step (context, actor, id, MOOT_PROPOSAL_AMEND, &decision, error);

  if (record == NULL || !check_draft (draft, FALSE, error) ||
      !check_subject (context, draft->subject_id, error))
    return FALSE;
  if (draft->expected_version != 0 && draft->expected_version != record->version)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_MODIFIED, NULL,
                             "somebody changed it meanwhile");
  if (!replace_options (context, record, draft, error))
    return FALSE;
  changed = take_draft (record, context, draft) || draft->options != NULL || draft->effect != NULL;
  if (draft->class != NULL &&
      !moot_proposals_take_class (record, context, draft->class, &decision, error))
    return FALSE;
  if (!take_effect (record, context, &decision,
                    draft->effect != NULL ? draft->effect : record->effect, error))
    return FALSE;
  if (changed)
    {
      record->version++;
      if (!moot_proposal_store_add_version (context->db, record, actor->id, context->now, error))
        return FALSE;
    }
  if (!g_str_equal (record->state, "draft"))
    moot_coop_tell (context, "coop.proposal", id);
  return moot_proposal_store_save (context->db, record, error);
}

/** moot_proposals_publish: a draft becomes visible and its discussion begins */
gboolean
moot_proposals_publish (const MootCoopContext  *context,
                        const MootActor        *actor,
                        gint64                  id,
                        GError                **error)
{
  MootDecisionClass decision;
  g_autoptr (MootProposalRecord) record =
    moot_proposals_step (context, actor, id, MOOT_PROPOSAL_PUBLISH, &decision, error);

  if (record == NULL)
    return FALSE;
  record->discussed_from = context->now;
  moot_coop_tell (context, "coop.proposal", id);
  return moot_proposal_store_save (context->db, record, error) &&
         moot_coop_news_proposal (context, record, actor->id, "proposal", error);
}
