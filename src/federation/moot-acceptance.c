/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The one place that decides whether a document of another server is believed.
 *
 * A server speaks for its own origin and nothing else; an actor speaks for itself and what it
 * wrote. Everything inside a document that is of another origin is an id to ask for, never a fact.
 * Pure: what the store knows is handed in, nothing is fetched, nothing is changed. Spec:
 * ActivityPub section 3 and 6; FEP-fe34 (origin-based security). Thread: any. */
#include "moot-acceptance.h"

#include "moot-uri.h"

#include <string.h>

/* What an activity must fulfil, besides being by its actor. */
typedef MootAcceptance (*Rule) (const MootActivity         *activity,
                                const MootAcceptanceTerms  *terms,
                                const MootKnown            *known,
                                const char                **out_why);

static MootAcceptance
decide (MootAcceptance   decision,
        const char      *why,
        const char     **out_why)
{
  if (out_why != NULL)
    *out_why = why;
  return decision;
}

static MootAcceptance
refuse (const char  *why,
        const char **out_why)
{
  return decide (MOOT_ACCEPT_REFUSE, why, out_why);
}

/* Whether @id may be the name of anything on another server. */
static MootAcceptance
check_id (const char                 *id,
          const MootAcceptanceTerms  *terms,
          const char                **out_why)
{
  g_autofree char *host = moot_uri_dup_host (id);

  if (!moot_uri_is_fetchable (id, terms->private_addresses ? MOOT_URI_PRIVATE : MOOT_URI_PUBLIC))
    return refuse ("its id is no address of a server", out_why);
  if (moot_uri_same_origin (id, terms->base_url))
    return refuse ("its id is one of ours", out_why);
  if (terms->is_blocked != NULL && terms->is_blocked (host, terms->data))
    return refuse ("its server is blocked", out_why);
  return decide (MOOT_ACCEPT, NULL, out_why);
}

/* What was fetched is true at its own address; the fragment never travels, so it says nothing. What
 * stands in a collection is true if that is of the same server. */
static MootAcceptance
check_address (const char                 *id,
               const MootAcceptanceTerms  *terms,
               const char                **out_why)
{
  gsize length = strcspn (id, "#");

  if (terms->evidence == MOOT_EVIDENCE_LISTED)
    return moot_uri_same_origin (id, terms->by)
             ? decide (MOOT_ACCEPT, NULL, out_why)
             : decide (MOOT_ACCEPT_REFETCH, "it was listed elsewhere", out_why);
  if (strlen (terms->by) == length && strncmp (id, terms->by, length) == 0)
    return decide (MOOT_ACCEPT, NULL, out_why);
  return decide (MOOT_ACCEPT_REFETCH, "it was served elsewhere", out_why);
}

static gboolean
is_served (const MootAcceptanceTerms *terms)
{
  return terms->evidence == MOOT_EVIDENCE_FETCHED || terms->evidence == MOOT_EVIDENCE_LISTED;
}

/* Whether the object inside is of the actor, so that what stands there can be taken. */
static gboolean
speaks_for_object (const MootActivity *activity)
{
  return moot_remote_object_is_by (activity->object, activity->actor);
}

/* Every object of an activity that brings several must be the actor's own. */
static gboolean
speaks_for_all (const MootActivity *activity)
{
  for (guint i = 0; i < activity->objects->len; i++)
    if (!moot_remote_object_is_by (g_ptr_array_index (activity->objects, i), activity->actor))
      return FALSE;
  return activity->objects->len > 0;
}

static MootAcceptance
rule_create (const MootActivity         *activity,
             const MootAcceptanceTerms  *terms,
             const MootKnown            *known,
             const char                **out_why)
{
  if (activity->object_id == NULL)
    return refuse ("it creates nothing", out_why);
  if (activity->objects->len == 0)
    return moot_uri_same_origin (activity->object_id, activity->actor)
             ? decide (MOOT_ACCEPT_REFETCH, "only the id is there", out_why)
             : refuse ("the object is of another server", out_why);
  return speaks_for_all (activity) ? decide (MOOT_ACCEPT, NULL, out_why)
                                   : refuse ("the object is not the actor's", out_why);
}

static MootAcceptance
rule_update (const MootActivity         *activity,
             const MootAcceptanceTerms  *terms,
             const MootKnown            *known,
             const char                **out_why)
{
  if (!moot_uri_same_origin (activity->object_id, activity->actor))
    return refuse ("the object is of another server", out_why);
  if (known->object_author != NULL && strcmp (known->object_author, activity->actor) != 0)
    return refuse ("somebody else wrote the object", out_why);
  if (activity->object == NULL)
    return decide (MOOT_ACCEPT_REFETCH, "only the id is there", out_why);
  if (strcmp (activity->object_id, activity->actor) == 0)
    return decide (MOOT_ACCEPT, NULL, out_why);
  return speaks_for_object (activity) ? decide (MOOT_ACCEPT, NULL, out_why)
                                      : refuse ("the object is not the actor's", out_why);
}

static MootAcceptance
rule_delete (const MootActivity         *activity,
             const MootAcceptanceTerms  *terms,
             const MootKnown            *known,
             const char                **out_why)
{
  if (activity->object_id == NULL)
    return refuse ("it deletes nothing", out_why);
  if (strcmp (activity->object_id, activity->actor) == 0)
    return decide (MOOT_ACCEPT, NULL, out_why);
  if (g_strcmp0 (known->object_group_owner, activity->actor) == 0)
    return decide (MOOT_ACCEPT, NULL, out_why);
  if (!moot_uri_same_origin (activity->object_id, activity->actor))
    return refuse ("the object is of another server", out_why);
  if (known->object_author == NULL)
    return decide (MOOT_ACCEPT, NULL, out_why); /* it may come before what it deletes */
  return strcmp (known->object_author, activity->actor) == 0
           ? decide (MOOT_ACCEPT, NULL, out_why)
           : refuse ("somebody else wrote the object", out_why);
}

/* The inner activity must be the same actor's; if only its id is there, the store knows whose it
 * is. */
static MootAcceptance
rule_undo (const MootActivity         *activity,
           const MootAcceptanceTerms  *terms,
           const MootKnown            *known,
           const char                **out_why)
{
  g_autoptr (MootActivity) inner = moot_activity_read_inner (activity, NULL);

  if (activity->object_id == NULL && inner == NULL)
    return refuse ("it undoes nothing", out_why);
  if (inner != NULL && strcmp (inner->actor, activity->actor) != 0)
    return refuse ("somebody else did what it undoes", out_why);
  if (known->object_author != NULL && strcmp (known->object_author, activity->actor) != 0)
    return refuse ("somebody else did what it undoes", out_why);
  return decide (MOOT_ACCEPT, NULL, out_why);
}

/* Nothing that is inside is taken: only the id counts. */
static MootAcceptance
rule_about (const MootActivity         *activity,
            const MootAcceptanceTerms  *terms,
            const MootKnown            *known,
            const char                **out_why)
{
  if (activity->object_id == NULL)
    return refuse ("it is about nothing", out_why);
  return decide (MOOT_ACCEPT, NULL, out_why);
}

static MootAcceptance
rule_answer (const MootActivity         *activity,
             const MootAcceptanceTerms  *terms,
             const MootKnown            *known,
             const char                **out_why)
{
  if (known->request_from == NULL || known->request_to == NULL)
    return decide (MOOT_ACCEPT_IGNORE, "nobody asked", out_why);
  if (strcmp (known->request_to, activity->actor) != 0)
    return refuse ("somebody else was asked", out_why);
  if (activity->result != NULL && !moot_uri_same_origin (activity->result, activity->actor))
    return refuse ("what it grants is of another server", out_why);
  return decide (MOOT_ACCEPT, NULL, out_why);
}

static MootAcceptance
rule_collection (const MootActivity         *activity,
                 const MootAcceptanceTerms  *terms,
                 const MootKnown            *known,
                 const char                **out_why)
{
  if ((activity->object_id == NULL && !moot_activity_is_about_tag (activity)) ||
      activity->target == NULL)
    return refuse ("it names no object or no collection", out_why);
  return g_strcmp0 (known->target_owner, activity->actor) == 0
           ? decide (MOOT_ACCEPT, NULL, out_why)
           : refuse ("the collection is not the actor's", out_why);
}

static MootAcceptance
rule_move (const MootActivity         *activity,
           const MootAcceptanceTerms  *terms,
           const MootKnown            *known,
           const char                **out_why)
{
  if (g_strcmp0 (activity->object_id, activity->actor) != 0 || activity->target == NULL ||
      strcmp (activity->target, activity->actor) == 0)
    return refuse ("only oneself can move, and only elsewhere", out_why);
  if (known->moved_from == NULL)
    return decide (MOOT_ACCEPT_REFETCH, "the new home must be asked", out_why);
  return g_strv_contains (known->moved_from, activity->actor)
           ? decide (MOOT_ACCEPT, NULL, out_why)
           : refuse ("the new home does not know of it", out_why);
}

static MootAcceptance
rule_other (const MootActivity         *activity,
            const MootAcceptanceTerms  *terms,
            const MootKnown            *known,
            const char                **out_why)
{
  return decide (MOOT_ACCEPT_IGNORE, "it means nothing here", out_why);
}

/* How an activity may come to us. */
typedef enum
{
  DIRECT,    /* only from the actor itself: it changes who gets what */
  PROVEN,    /* or passed on by others, with a proof */
  FORWARDED, /* or passed on without one: then its object is asked for where it comes from */
} Way;

/* @may_lack_id: some servers send it without one.  @any_id: snac2 makes up ids of Undos on the
 * server of whom it unfollows, so nothing is concluded from them. */
static const struct
{
  Rule rule;
  Way way;
  gboolean may_lack_id;
  gboolean any_id;
} rules[] = {
  [MOOT_ACTIVITY_ACCEPT] = { rule_answer, DIRECT, FALSE, FALSE },
  [MOOT_ACTIVITY_ADD] = { rule_collection, FORWARDED, TRUE, FALSE },
  [MOOT_ACTIVITY_ANNOUNCE] = { rule_about, FORWARDED, FALSE, FALSE },
  [MOOT_ACTIVITY_ANNOUNCE_REQUEST] = { rule_about, DIRECT, FALSE, FALSE },
  [MOOT_ACTIVITY_BLOCK] = { rule_about, DIRECT, TRUE, FALSE },
  [MOOT_ACTIVITY_CREATE] = { rule_create, FORWARDED, FALSE, FALSE },
  [MOOT_ACTIVITY_DELETE] = { rule_delete, FORWARDED, FALSE, FALSE },
  [MOOT_ACTIVITY_DISLIKE] = { rule_about, PROVEN, FALSE, FALSE },
  [MOOT_ACTIVITY_EMOJI_REACT] = { rule_about, PROVEN, FALSE, FALSE },
  [MOOT_ACTIVITY_FLAG] = { rule_about, DIRECT, TRUE, FALSE },
  [MOOT_ACTIVITY_FOLLOW] = { rule_about, DIRECT, FALSE, FALSE },
  [MOOT_ACTIVITY_INVITE] = { rule_about, DIRECT, FALSE, FALSE },
  [MOOT_ACTIVITY_JOIN] = { rule_about, DIRECT, FALSE, FALSE },
  [MOOT_ACTIVITY_LEAVE] = { rule_about, DIRECT, FALSE, FALSE },
  [MOOT_ACTIVITY_LIKE] = { rule_about, PROVEN, FALSE, FALSE },
  [MOOT_ACTIVITY_LIKE_REQUEST] = { rule_about, DIRECT, FALSE, FALSE },
  [MOOT_ACTIVITY_LOCK] = { rule_about, DIRECT, FALSE, FALSE },
  [MOOT_ACTIVITY_MOVE] = { rule_move, DIRECT, FALSE, FALSE },
  [MOOT_ACTIVITY_QUOTE_REQUEST] = { rule_about, DIRECT, FALSE, FALSE },
  [MOOT_ACTIVITY_REJECT] = { rule_answer, DIRECT, FALSE, FALSE },
  [MOOT_ACTIVITY_REMOVE] = { rule_collection, FORWARDED, TRUE, FALSE },
  [MOOT_ACTIVITY_REPLY_REQUEST] = { rule_about, DIRECT, FALSE, FALSE },
  [MOOT_ACTIVITY_TENTATIVE_ACCEPT] = { rule_answer, DIRECT, FALSE, FALSE },
  [MOOT_ACTIVITY_TENTATIVE_REJECT] = { rule_answer, DIRECT, FALSE, FALSE },
  [MOOT_ACTIVITY_UNDO] = { rule_undo, PROVEN, TRUE, TRUE },
  [MOOT_ACTIVITY_UPDATE] = { rule_update, FORWARDED, FALSE, FALSE },
  [MOOT_ACTIVITY_OTHER] = { rule_other, FORWARDED, TRUE, TRUE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (rules) == MOOT_ACTIVITY_OTHER + 1);

/* The id of an activity: of the actor's origin, or missing where that is usual. */
static MootAcceptance
check_activity_id (const MootActivity         *activity,
                   const MootAcceptanceTerms  *terms,
                   const char                **out_why)
{
  if (rules[activity->type].any_id)
    return decide (MOOT_ACCEPT, NULL, out_why);
  if (activity->id == NULL)
    return rules[activity->type].may_lack_id ? decide (MOOT_ACCEPT, NULL, out_why)
                                             : refuse ("it has no id", out_why);
  if (!moot_uri_same_origin (activity->id, activity->actor))
    return refuse ("its id is of another server than its actor", out_why);
  return check_id (activity->id, terms, out_why);
}

/* Whether the reason to believe it is a reason to believe its actor. */
static MootAcceptance
check_evidence (const MootActivity         *activity,
                const MootAcceptanceTerms  *terms,
                const char                **out_why)
{
  Way way = rules[activity->type].way;
  gboolean by_actor = strcmp (terms->by, activity->actor) == 0;

  switch (terms->evidence)
    {
    case MOOT_EVIDENCE_FETCHED:
    case MOOT_EVIDENCE_LISTED:
      if (way == DIRECT || activity->id == NULL)
        return refuse ("such must come from the actor itself", out_why);
      return check_address (activity->id, terms, out_why);
    case MOOT_EVIDENCE_PROOF:
      if (!by_actor || way == DIRECT)
        return refuse ("the proof is not by its actor, or not enough", out_why);
      return decide (MOOT_ACCEPT, NULL, out_why);
    case MOOT_EVIDENCE_SIGNED:
      break;
    }
  if (by_actor)
    return decide (MOOT_ACCEPT, NULL, out_why);
  if (way == FORWARDED && activity->object_id != NULL)
    return decide (MOOT_ACCEPT_REFETCH, "it was passed on by somebody else", out_why);
  return refuse ("it is not by its actor", out_why);
}

/**
 * moot_acceptance_may_be_passed_on:
 * @activity: what came
 *
 * Returns: whether it can mean anything when somebody else than its actor brings it
 */
gboolean
moot_acceptance_may_be_passed_on (const MootActivity *activity)
{
  Way way = rules[activity->type].way;

  return way == FORWARDED || (way == PROVEN && activity->has_proof);
}

/**
 * moot_acceptance_of_activity:
 * @activity: what came
 * @terms: why it might be believed
 * @known: what the store knows of what it speaks of
 * @out_why: (out) (optional) (nullable): the reason, unless it is accepted
 *
 * With %MOOT_ACCEPT_REFETCH nothing in @activity may be used but the id of its object.
 *
 * Spec: ActivityPub section 7; FEP-fe34.
 * Thread: any.
 *
 * Returns: what to do with it
 */
MootAcceptance
moot_acceptance_of_activity (const MootActivity         *activity,
                             const MootAcceptanceTerms  *terms,
                             const MootKnown            *known,
                             const char                **out_why)
{
  MootAcceptance decision = check_id (activity->actor, terms, out_why);

  if (decision == MOOT_ACCEPT)
    decision = check_evidence (activity, terms, out_why);
  if (decision == MOOT_ACCEPT)
    decision = check_activity_id (activity, terms, out_why);
  if (decision == MOOT_ACCEPT)
    decision = rules[activity->type].rule (activity, terms, known, out_why);
  return decision;
}

/**
 * moot_acceptance_of_object:
 * @object: what was fetched, or carries a proof
 * @terms: why it might be believed
 * @out_why: (out) (optional) (nullable): the reason, unless it is accepted
 *
 * An object that comes inside an activity is judged with that activity.
 *
 * Returns: what to do with it
 */
MootAcceptance
moot_acceptance_of_object (const MootRemoteObject     *object,
                           const MootAcceptanceTerms  *terms,
                           const char                **out_why)
{
  MootAcceptance decision = check_id (object->id, terms, out_why);

  if (decision != MOOT_ACCEPT)
    return decision;
  if (object->kind != MOOT_OBJECT_TOMBSTONE &&
      !moot_uri_same_origin (object->attributed_to, object->id))
    return refuse ("its author is of another server", out_why);
  if (is_served (terms))
    return check_address (object->id, terms, out_why);
  return g_strcmp0 (object->attributed_to, terms->by) == 0
           ? decide (MOOT_ACCEPT, NULL, out_why)
           : decide (MOOT_ACCEPT_REFETCH, "it is by somebody else", out_why);
}

/**
 * moot_acceptance_of_actor:
 * @id: of an actor or key document
 * @terms: why it might be believed
 * @out_why: (out) (optional) (nullable): the reason, unless it is accepted
 *
 * Returns: what to do with it
 */
MootAcceptance
moot_acceptance_of_actor (const char                 *id,
                          const MootAcceptanceTerms  *terms,
                          const char                **out_why)
{
  MootAcceptance decision = check_id (id, terms, out_why);

  if (decision != MOOT_ACCEPT)
    return decision;
  if (is_served (terms))
    return check_address (id, terms, out_why);
  return strcmp (id, terms->by) == 0
           ? decide (MOOT_ACCEPT, NULL, out_why)
           : decide (MOOT_ACCEPT_REFETCH, "it is by somebody else", out_why);
}
