/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MootCall:
 *
 * Everything the app ever asks of a server; moot_call_describe() says how each is asked.
 */
typedef enum
{
  /* who and where */
  MOOT_CALL_OAUTH_METADATA,
  MOOT_CALL_REGISTER_APP,
  MOOT_CALL_TAKE_TOKEN,
  MOOT_CALL_REVOKE_TOKEN,
  MOOT_CALL_INSTANCE,
  MOOT_CALL_INSTANCE_V1,
  MOOT_CALL_VERIFY_CREDENTIALS,
  MOOT_CALL_ACCOUNT,
  MOOT_CALL_ACCOUNT_STATUSES,
  MOOT_CALL_UPDATE_PROFILE,
  MOOT_CALL_RELATIONSHIPS,
  MOOT_CALL_FOLLOW,
  MOOT_CALL_UNFOLLOW,
  MOOT_CALL_SEARCH,

  /* timelines and statuses */
  MOOT_CALL_HOME,
  MOOT_CALL_PUBLIC,
  MOOT_CALL_TAG,
  MOOT_CALL_NOTIFICATIONS,
  MOOT_CALL_MARKERS,
  MOOT_CALL_SAVE_MARKERS,
  MOOT_CALL_STATUS,
  MOOT_CALL_CONTEXT,
  MOOT_CALL_CREATE_STATUS,
  MOOT_CALL_DELETE_STATUS,
  MOOT_CALL_FAVOURITE,
  MOOT_CALL_UNFAVOURITE,
  MOOT_CALL_BOOST,
  MOOT_CALL_UNBOOST,
  MOOT_CALL_BOOKMARK,
  MOOT_CALL_UNBOOKMARK,
  MOOT_CALL_VOTE_IN_POLL,
  MOOT_CALL_UPLOAD,
  MOOT_CALL_UPLOAD_V1,
  MOOT_CALL_MEDIA,
  MOOT_CALL_DESCRIBE_MEDIA,

  /* the co-op */
  MOOT_CALL_COOP,
  MOOT_CALL_MEMBERSHIPS,
  MOOT_CALL_MY_MEMBERSHIP,
  MOOT_CALL_DISCUSSIONS,
  MOOT_CALL_DISCUSSION,
  MOOT_CALL_CREATE_DISCUSSION,
  MOOT_CALL_COMMENTS,
  MOOT_CALL_CREATE_COMMENT,
  MOOT_CALL_PROPOSALS,
  MOOT_CALL_PROPOSAL,
  MOOT_CALL_CREATE_PROPOSAL,
  MOOT_CALL_OPEN_PROPOSAL,
  MOOT_CALL_CLOSE_PROPOSAL,
  MOOT_CALL_CAST_BALLOT,
  MOOT_CALL_MY_BALLOT,
  MOOT_CALL_BALLOTS,
  MOOT_CALL_TALLY,
  MOOT_CALL_OUTCOME,
  MOOT_CALL_OUTCOMES,
  MOOT_CALL_DUES_PLAN,
  MOOT_CALL_DUES_STATUS,
  MOOT_CALL_CHOOSE_DUES,
  MOOT_CALL_WAIVE_DUES,
  MOOT_CALL_PAYMENTS,
  MOOT_CALL_BUDGET,
  MOOT_CALL_RECORD_PAYMENT,
  MOOT_CALL_RECORD_ENTRY,

  MOOT_N_CALLS,
} MootCall;

/**
 * MootAnswer:
 * @MOOT_ANSWER_NOTHING: the body is not looked at
 * @MOOT_ANSWER_JSON: any JSON
 * @MOOT_ANSWER_ENTITY: one entity
 * @MOOT_ANSWER_LIST: an array of entities, perhaps with a Link to the next
 */
typedef enum
{
  MOOT_ANSWER_NOTHING,
  MOOT_ANSWER_JSON,
  MOOT_ANSWER_ENTITY,
  MOOT_ANSWER_LIST,
} MootAnswer;

/**
 * MootCallInfo:
 * @call: its own index
 * @method: HTTP method
 * @path: below the server; `:id` stands for one segment
 * @answer: what comes back
 * @type: (nullable): of the entity or the items
 */
typedef struct
{
  MootCall call;
  const char *method;
  const char *path;
  MootAnswer answer;
  GType (*type) (void);
} MootCallInfo;

const MootCallInfo *moot_call_describe (MootCall call);

G_END_DECLS
