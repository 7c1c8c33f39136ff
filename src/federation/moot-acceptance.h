/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-activity.h"

G_BEGIN_DECLS

/**
 * MootEvidence:
 * @MOOT_EVIDENCE_SIGNED: it came in a request signed by the actor @by
 * @MOOT_EVIDENCE_FETCHED: it was served at the address @by, after all redirects
 * @MOOT_EVIDENCE_LISTED: it stands in a collection that was served at the address @by
 * @MOOT_EVIDENCE_PROOF: it carries a valid proof by the actor @by
 *
 * Why a document might be believed.
 */
typedef enum
{
  MOOT_EVIDENCE_SIGNED,
  MOOT_EVIDENCE_FETCHED,
  MOOT_EVIDENCE_LISTED,
  MOOT_EVIDENCE_PROOF,
} MootEvidence;

/**
 * MootAcceptance:
 * @MOOT_ACCEPT: what it says is true as far as its author can make it so
 * @MOOT_ACCEPT_REFETCH: only its id is worth something: ask for it where it comes from, once
 * @MOOT_ACCEPT_IGNORE: harmless and meaningless here: say thank you and forget it
 * @MOOT_ACCEPT_REFUSE: somebody claims what is not theirs
 *
 * What to do with a document.
 */
typedef enum
{
  MOOT_ACCEPT,
  MOOT_ACCEPT_REFETCH,
  MOOT_ACCEPT_IGNORE,
  MOOT_ACCEPT_REFUSE,
} MootAcceptance;

/**
 * MootKnown:
 * @object_author: (nullable): who wrote what the activity changes, undoes or deletes, if we have it
 * @object_group_owner: (nullable): who owns the group thread it is in, if it is in one
 * @request_from: (nullable): the actor of ours whose request an Accept or Reject answers
 * @request_to: (nullable): the actor that request went to
 * @target_owner: (nullable): who owns the collection of an Add or Remove
 * @moved_from: (nullable): `alsoKnownAs` of the new home of a Move, as it was fetched
 *
 * What the store knows about what an activity speaks of.
 */
typedef struct
{
  const char *object_author;
  const char *object_group_owner;
  const char *request_from;
  const char *request_to;
  const char *target_owner;
  const char *const *moved_from;
} MootKnown;

/**
 * MootAcceptanceTerms:
 * @base_url: of this node: nobody else may bring its documents
 * @evidence: what kind of reason there is
 * @by: the actor or address of that reason
 * @private_addresses: whether http and odd hosts are let through: for trials and tests only
 * @is_blocked: (nullable): whether nothing is taken from a host
 * @data: of @is_blocked
 *
 * What a document must fit.
 */
typedef struct
{
  const char *base_url;
  MootEvidence evidence;
  const char *by;
  gboolean private_addresses;
  gboolean (*is_blocked) (const char *host,
                          gpointer data);
  gpointer data;
} MootAcceptanceTerms;

MootAcceptance moot_acceptance_of_activity (const MootActivity         *activity,
                                            const MootAcceptanceTerms  *terms,
                                            const MootKnown            *known,
                                            const char                **out_why);
MootAcceptance moot_acceptance_of_object   (const MootRemoteObject     *object,
                                            const MootAcceptanceTerms  *terms,
                                            const char                **out_why);
MootAcceptance moot_acceptance_of_actor    (const char                 *id,
                                            const MootAcceptanceTerms  *terms,
                                            const char                **out_why);

gboolean moot_acceptance_may_be_passed_on (const MootActivity *activity);

G_END_DECLS
