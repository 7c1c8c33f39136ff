/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Every question the app asks of a server, one row each.
 * Spec: Mastodon client API; co-op API /api/coop/v1; src/node/README.md.
 * Thread: any. */
#include "moot-calls.h"

#include "moot-audit-entry.h"
#include "moot-ballot.h"
#include "moot-bank-import.h"
#include "moot-bylaws-version.h"
#include "moot-circle.h"
#include "moot-contest.h"
#include "moot-coop.h"
#include "moot-discussion.h"
#include "moot-domain-block.h"
#include "moot-dues-plan.h"
#include "moot-dues-status.h"
#include "moot-interaction-request.h"
#include "moot-invite.h"
#include "moot-ledger.h"
#include "moot-member.h"
#include "moot-notification.h"
#include "moot-outcome.h"
#include "moot-paper-entry.h"
#include "moot-payment.h"
#include "moot-proposal.h"
#include "moot-relationship.h"
#include "moot-relocation.h"
#include "moot-report.h"
#include "moot-search-result.h"
#include "moot-talk.h"
#include "moot-tally.h"
#include "moot-task.h"
#include "moot-token.h"

#define ADMIN "/api/v1/admin"
#define COOP "/api/coop/v1"
#define MIGRATION "/api/folkmoot/v1/migration"
#define ASKING "/api/v1/interaction_requests"
#define RULES "/api/folkmoot/v1/domain_blocks"
#define HELD "/api/folkmoot/v1/held_posts"
#define STATUS "/api/v1/statuses/:id"

/* clang-format off */
static const MootCallInfo calls[] = {
  { MOOT_CALL_OAUTH_METADATA,     "GET",    "/.well-known/oauth-authorization-server", MOOT_ANSWER_JSON, NULL },
  { MOOT_CALL_REGISTER_APP,       "POST",   "/api/v1/apps",                    MOOT_ANSWER_ENTITY,  moot_credential_application_get_type },
  { MOOT_CALL_TAKE_TOKEN,         "POST",   "/oauth/token",                    MOOT_ANSWER_ENTITY,  moot_token_get_type },
  { MOOT_CALL_REVOKE_TOKEN,       "POST",   "/oauth/revoke",                   MOOT_ANSWER_NOTHING, NULL },
  { MOOT_CALL_INSTANCE,           "GET",    "/api/v2/instance",                MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_INSTANCE_V1,        "GET",    "/api/v1/instance",                MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_VERIFY_CREDENTIALS, "GET",    "/api/v1/accounts/verify_credentials", MOOT_ANSWER_ENTITY, moot_account_get_type },
  { MOOT_CALL_ACCOUNT,            "GET",    "/api/v1/accounts/:id",            MOOT_ANSWER_ENTITY,  moot_account_get_type },
  { MOOT_CALL_ACCOUNT_STATUSES,   "GET",    "/api/v1/accounts/:id/statuses",   MOOT_ANSWER_LIST,    moot_status_get_type },
  { MOOT_CALL_UPDATE_PROFILE,     "PATCH",  "/api/v1/accounts/update_credentials", MOOT_ANSWER_ENTITY, moot_account_get_type },
  { MOOT_CALL_RELATIONSHIPS,      "GET",    "/api/v1/accounts/relationships",  MOOT_ANSWER_LIST,    moot_relationship_get_type },
  { MOOT_CALL_FOLLOW,             "POST",   "/api/v1/accounts/:id/follow",     MOOT_ANSWER_ENTITY,  moot_relationship_get_type },
  { MOOT_CALL_UNFOLLOW,           "POST",   "/api/v1/accounts/:id/unfollow",   MOOT_ANSWER_ENTITY,  moot_relationship_get_type },
  { MOOT_CALL_MUTE,                 "POST",   "/api/v1/accounts/:id/mute",         MOOT_ANSWER_ENTITY,  moot_relationship_get_type },
  { MOOT_CALL_UNMUTE,               "POST",   "/api/v1/accounts/:id/unmute",       MOOT_ANSWER_ENTITY,  moot_relationship_get_type },
  { MOOT_CALL_BLOCK,                "POST",   "/api/v1/accounts/:id/block",        MOOT_ANSWER_ENTITY,  moot_relationship_get_type },
  { MOOT_CALL_UNBLOCK,              "POST",   "/api/v1/accounts/:id/unblock",      MOOT_ANSWER_ENTITY,  moot_relationship_get_type },
  { MOOT_CALL_REPORT,               "POST",   "/api/v1/reports",                   MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_FOLLOWERS,            "GET",    "/api/v1/accounts/:id/followers",    MOOT_ANSWER_LIST,    moot_account_get_type },
  { MOOT_CALL_FOLLOWING,            "GET",    "/api/v1/accounts/:id/following",    MOOT_ANSWER_LIST,    moot_account_get_type },
  { MOOT_CALL_FOLLOW_REQUESTS,      "GET",    "/api/v1/follow_requests",           MOOT_ANSWER_LIST,    moot_account_get_type },
  { MOOT_CALL_BLOCKS,               "GET",    "/api/v1/blocks",                    MOOT_ANSWER_LIST,    moot_account_get_type },
  { MOOT_CALL_MUTES,                "GET",    "/api/v1/mutes",                     MOOT_ANSWER_LIST,    moot_account_get_type },
  { MOOT_CALL_BLOCKED_SERVERS,      "GET",    "/api/v1/domain_blocks",             MOOT_ANSWER_NAMES,   moot_blocked_server_get_type },
  { MOOT_CALL_BLOCK_DOMAIN,         "POST",   "/api/v1/domain_blocks",             MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_UNBLOCK_DOMAIN,       "DELETE", "/api/v1/domain_blocks",             MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_INTERACTION_REQUESTS,   "GET",    ASKING,                              MOOT_ANSWER_LIST,    moot_interaction_request_get_type },
  { MOOT_CALL_ALLOW_INTERACTION,      "POST",   ASKING "/:id/authorize",             MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_REFUSE_INTERACTION,     "POST",   ASKING "/:id/reject",                MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_ACCEPT_FOLLOW,        "POST",   "/api/v1/follow_requests/:id/authorize", MOOT_ANSWER_ENTITY,  moot_relationship_get_type },
  { MOOT_CALL_REJECT_FOLLOW,        "POST",   "/api/v1/follow_requests/:id/reject", MOOT_ANSWER_ENTITY,  moot_relationship_get_type },
  { MOOT_CALL_RELOCATION,           "GET",    MIGRATION,                           MOOT_ANSWER_ENTITY,  moot_relocation_get_type },
  { MOOT_CALL_ADD_ALIAS,            "POST",   MIGRATION "/aliases",                MOOT_ANSWER_ENTITY,  moot_relocation_get_type },
  { MOOT_CALL_REMOVE_ALIAS,         "DELETE", MIGRATION "/aliases",                MOOT_ANSWER_ENTITY,  moot_relocation_get_type },
  { MOOT_CALL_MOVE,                 "POST",   MIGRATION "/move",                   MOOT_ANSWER_ENTITY,  moot_relocation_get_type },
  { MOOT_CALL_TAKE_MOVE_BACK,       "DELETE", MIGRATION "/move",                   MOOT_ANSWER_ENTITY,  moot_relocation_get_type },
  { MOOT_CALL_ADMIN_REPORTS,          "GET",    ADMIN "/reports",                    MOOT_ANSWER_LIST,    moot_admin_report_get_type },
  { MOOT_CALL_ADMIN_REPORT,           "GET",    ADMIN "/reports/:id",                MOOT_ANSWER_ENTITY,  moot_admin_report_get_type },
  { MOOT_CALL_TAKE_REPORT,            "POST",   ADMIN "/reports/:id/assign_to_self", MOOT_ANSWER_ENTITY,  moot_admin_report_get_type },
  { MOOT_CALL_LEAVE_REPORT,           "POST",   ADMIN "/reports/:id/unassign",       MOOT_ANSWER_ENTITY,  moot_admin_report_get_type },
  { MOOT_CALL_RESOLVE_REPORT,         "POST",   ADMIN "/reports/:id/resolve",        MOOT_ANSWER_ENTITY,  moot_admin_report_get_type },
  { MOOT_CALL_REOPEN_REPORT,          "POST",   ADMIN "/reports/:id/reopen",         MOOT_ANSWER_ENTITY,  moot_admin_report_get_type },
  { MOOT_CALL_DELETE_ANY_STATUS,      "DELETE", "/api/folkmoot/v1/admin/statuses/:id", MOOT_ANSWER_NOTHING, NULL },
  { MOOT_CALL_ACT_ON_ACCOUNT,         "POST",   ADMIN "/accounts/:id/action",        MOOT_ANSWER_NOTHING, NULL },
  { MOOT_CALL_ENABLE_ACCOUNT,         "POST",   ADMIN "/accounts/:id/enable",        MOOT_ANSWER_ENTITY,  moot_admin_account_get_type },
  { MOOT_CALL_UNSILENCE_ACCOUNT,      "POST",   ADMIN "/accounts/:id/unsilence",     MOOT_ANSWER_ENTITY,  moot_admin_account_get_type },
  { MOOT_CALL_UNSUSPEND_ACCOUNT,      "POST",   ADMIN "/accounts/:id/unsuspend",     MOOT_ANSWER_ENTITY,  moot_admin_account_get_type },
  { MOOT_CALL_UNSENSITIZE_ACCOUNT,    "POST",   ADMIN "/accounts/:id/unsensitive",   MOOT_ANSWER_ENTITY,  moot_admin_account_get_type },
  { MOOT_CALL_SERVER_RULES,           "GET",    ADMIN "/domain_blocks",              MOOT_ANSWER_LIST,    moot_domain_block_get_type },
  { MOOT_CALL_SERVER_RULE,            "GET",    ADMIN "/domain_blocks/:id",          MOOT_ANSWER_ENTITY,  moot_domain_block_get_type },
  { MOOT_CALL_ADD_RULE,               "POST",   ADMIN "/domain_blocks",              MOOT_ANSWER_ENTITY,  moot_domain_block_get_type },
  { MOOT_CALL_CHANGE_RULE,            "PUT",    ADMIN "/domain_blocks/:id",          MOOT_ANSWER_ENTITY,  moot_domain_block_get_type },
  { MOOT_CALL_REMOVE_RULE,            "DELETE", ADMIN "/domain_blocks/:id",          MOOT_ANSWER_NOTHING, NULL },
  { MOOT_CALL_IMPORT_RULES,           "POST",   RULES,                               MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_EXPORT_RULES,           "GET",    RULES,                               MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_ALLOWED_SERVERS,        "GET",    ADMIN "/domain_allows",              MOOT_ANSWER_LIST,    moot_domain_allow_get_type },
  { MOOT_CALL_PENDING_SERVERS,        "GET",    "/api/folkmoot/v1/pending_hosts",    MOOT_ANSWER_LIST,    moot_pending_server_get_type },
  { MOOT_CALL_ALLOW_SERVER,           "POST",   ADMIN "/domain_allows",              MOOT_ANSWER_ENTITY,  moot_domain_allow_get_type },
  { MOOT_CALL_DISALLOW_SERVER,        "DELETE", ADMIN "/domain_allows/:id",          MOOT_ANSWER_NOTHING, NULL },
  { MOOT_CALL_HELD_POSTS,             "GET",    HELD,                                MOOT_ANSWER_LIST,    moot_held_post_get_type },
  { MOOT_CALL_LET_POST_IN,            "POST",   HELD "/:id/let_in",                  MOOT_ANSWER_NOTHING, NULL },
  { MOOT_CALL_DROP_POST,              "DELETE", HELD "/:id",                         MOOT_ANSWER_NOTHING, NULL },
  { MOOT_CALL_SEARCH,             "GET",    "/api/v2/search",                  MOOT_ANSWER_ENTITY,  moot_search_result_get_type },

  { MOOT_CALL_HOME,               "GET",    "/api/v1/timelines/home",          MOOT_ANSWER_LIST,    moot_status_get_type },
  { MOOT_CALL_PUBLIC,             "GET",    "/api/v1/timelines/public",        MOOT_ANSWER_LIST,    moot_status_get_type },
  { MOOT_CALL_TAG,                "GET",    "/api/v1/timelines/tag/:id",       MOOT_ANSWER_LIST,    moot_status_get_type },
  { MOOT_CALL_NOTIFICATIONS,      "GET",    "/api/v1/notifications",           MOOT_ANSWER_LIST,    moot_notification_get_type },
  { MOOT_CALL_MARKERS,            "GET",    "/api/v1/markers",                 MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_SAVE_MARKERS,       "POST",   "/api/v1/markers",                 MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_STATUS,             "GET",    STATUS,                            MOOT_ANSWER_ENTITY,  moot_status_get_type },
  { MOOT_CALL_CONTEXT,            "GET",    STATUS "/context",                 MOOT_ANSWER_ENTITY,  moot_context_get_type },
  { MOOT_CALL_CREATE_STATUS,      "POST",   "/api/v1/statuses",                MOOT_ANSWER_ENTITY,  moot_status_get_type },
  { MOOT_CALL_EDIT_STATUS,          "PUT",    STATUS,                              MOOT_ANSWER_ENTITY,  moot_status_get_type },
  { MOOT_CALL_DELETE_STATUS,      "DELETE", STATUS,                            MOOT_ANSWER_ENTITY,  moot_status_get_type },
  { MOOT_CALL_STATUS_SOURCE,        "GET",    STATUS "/source",                    MOOT_ANSWER_ENTITY,  moot_status_source_get_type },
  { MOOT_CALL_STATUS_HISTORY,       "GET",    STATUS "/history",                   MOOT_ANSWER_LIST,    moot_status_edit_get_type },
  { MOOT_CALL_FAVOURITE,          "POST",   STATUS "/favourite",               MOOT_ANSWER_ENTITY,  moot_status_get_type },
  { MOOT_CALL_UNFAVOURITE,        "POST",   STATUS "/unfavourite",             MOOT_ANSWER_ENTITY,  moot_status_get_type },
  { MOOT_CALL_BOOST,              "POST",   STATUS "/reblog",                  MOOT_ANSWER_ENTITY,  moot_status_get_type },
  { MOOT_CALL_UNBOOST,            "POST",   STATUS "/unreblog",                MOOT_ANSWER_ENTITY,  moot_status_get_type },
  { MOOT_CALL_BOOKMARK,           "POST",   STATUS "/bookmark",                MOOT_ANSWER_ENTITY,  moot_status_get_type },
  { MOOT_CALL_UNBOOKMARK,         "POST",   STATUS "/unbookmark",              MOOT_ANSWER_ENTITY,  moot_status_get_type },
  { MOOT_CALL_PIN,                  "POST",   STATUS "/pin",                       MOOT_ANSWER_ENTITY,  moot_status_get_type },
  { MOOT_CALL_UNPIN,                "POST",   STATUS "/unpin",                     MOOT_ANSWER_ENTITY,  moot_status_get_type },
  { MOOT_CALL_MUTE_CONVERSATION,    "POST",   STATUS "/mute",                      MOOT_ANSWER_ENTITY,  moot_status_get_type },
  { MOOT_CALL_UNMUTE_CONVERSATION,  "POST",   STATUS "/unmute",                    MOOT_ANSWER_ENTITY,  moot_status_get_type },
  { MOOT_CALL_QUOTES,               "GET",    STATUS "/quotes",                    MOOT_ANSWER_LIST,    moot_status_get_type },
  { MOOT_CALL_REVOKE_QUOTE,         "POST",   STATUS "/quotes/:other/revoke",      MOOT_ANSWER_ENTITY,  moot_status_get_type },
  { MOOT_CALL_QUOTE_POLICY,         "PUT",    STATUS "/interaction_policy",        MOOT_ANSWER_ENTITY,  moot_status_get_type },
  { MOOT_CALL_FAVOURITES,           "GET",    "/api/v1/favourites",                MOOT_ANSWER_LIST,    moot_status_get_type },
  { MOOT_CALL_BOOKMARKS,            "GET",    "/api/v1/bookmarks",                 MOOT_ANSWER_LIST,    moot_status_get_type },
  { MOOT_CALL_VOTE_IN_POLL,       "POST",   "/api/v1/polls/:id/votes",         MOOT_ANSWER_ENTITY,  moot_poll_get_type },
  { MOOT_CALL_UPLOAD,             "POST",   "/api/v2/media",                   MOOT_ANSWER_ENTITY,  moot_attachment_get_type },
  { MOOT_CALL_UPLOAD_V1,          "POST",   "/api/v1/media",                   MOOT_ANSWER_ENTITY,  moot_attachment_get_type },
  { MOOT_CALL_MEDIA,              "GET",    "/api/v1/media/:id",               MOOT_ANSWER_ENTITY,  moot_attachment_get_type },
  { MOOT_CALL_DESCRIBE_MEDIA,     "PUT",    "/api/v1/media/:id",               MOOT_ANSWER_ENTITY,  moot_attachment_get_type },

  { MOOT_CALL_COOP,               "GET",    COOP,                              MOOT_ANSWER_ENTITY,  moot_coop_get_type },
  { MOOT_CALL_MEMBERSHIPS,        "GET",    COOP "/memberships",               MOOT_ANSWER_LIST,    moot_member_get_type },
  { MOOT_CALL_MEMBERSHIP,         "GET",    COOP "/memberships/:id",           MOOT_ANSWER_ENTITY,  moot_member_get_type },
  { MOOT_CALL_APPLICATIONS,       "GET",    COOP "/applications",              MOOT_ANSWER_LIST,    moot_member_get_type },
  { MOOT_CALL_VOUCH,              "POST",   COOP "/applications/:id/vouch",    MOOT_ANSWER_ENTITY,  moot_member_get_type },
  { MOOT_CALL_ADMIT,              "POST",   COOP "/applications/:id/approve",  MOOT_ANSWER_ENTITY,  moot_member_get_type },
  { MOOT_CALL_REFUSE,             "POST",   COOP "/applications/:id/reject",   MOOT_ANSWER_ENTITY,  moot_member_get_type },
  { MOOT_CALL_ASK_APPLICANT,      "POST",   COOP "/applications/:id/ask",      MOOT_ANSWER_ENTITY,  moot_member_get_type },
  { MOOT_CALL_MY_MEMBERSHIP,      "GET",    COOP "/memberships/me",            MOOT_ANSWER_ENTITY,  moot_member_get_type },
  { MOOT_CALL_ADD_DEVICE,         "POST",   COOP "/memberships/me/device_keys", MOOT_ANSWER_ENTITY, moot_member_get_type },
  { MOOT_CALL_REVOKE_DEVICE,      "DELETE", COOP "/memberships/me/device_keys/:id", MOOT_ANSWER_NOTHING, NULL },
  { MOOT_CALL_INVITES,            "GET",    COOP "/invites",                   MOOT_ANSWER_LIST,    moot_invite_get_type },
  { MOOT_CALL_MAKE_INVITE,        "POST",   COOP "/invites",                   MOOT_ANSWER_ENTITY,  moot_invite_get_type },
  { MOOT_CALL_ACCEPT_INVITE,      "POST",   COOP "/invites/accept",            MOOT_ANSWER_ENTITY,  moot_member_get_type },
  { MOOT_CALL_REVOKE_INVITE,      "DELETE", COOP "/invites/:id",               MOOT_ANSWER_NOTHING, NULL },
  { MOOT_CALL_DISCUSSIONS,        "GET",    COOP "/discussions",               MOOT_ANSWER_LIST,    moot_discussion_get_type },
  { MOOT_CALL_DISCUSSION,         "GET",    COOP "/discussions/:id",           MOOT_ANSWER_ENTITY,  moot_discussion_get_type },
  { MOOT_CALL_CREATE_DISCUSSION,  "POST",   COOP "/discussions",               MOOT_ANSWER_ENTITY,  moot_discussion_get_type },
  { MOOT_CALL_CHANGE_DISCUSSION, "PATCH",  COOP "/discussions/:id",             MOOT_ANSWER_ENTITY,  moot_discussion_get_type },
  { MOOT_CALL_FOLLOW_DISCUSSION,  "POST",   COOP "/discussions/:id/notify",    MOOT_ANSWER_ENTITY,  moot_discussion_get_type },
  { MOOT_CALL_READ_DISCUSSION,    "POST",   COOP "/discussions/:id/read",      MOOT_ANSWER_ENTITY,  moot_discussion_get_type },
  { MOOT_CALL_REACT_TO_DISCUSSION, "POST",   COOP "/discussions/:id/react",       MOOT_ANSWER_ENTITY,  moot_discussion_get_type },
  { MOOT_CALL_COMMENTS,           "GET",    COOP "/discussions/:id/comments",  MOOT_ANSWER_LIST,    moot_comment_get_type },
  { MOOT_CALL_CREATE_COMMENT,     "POST",   COOP "/discussions/:id/comments",  MOOT_ANSWER_ENTITY,  moot_comment_get_type },
  { MOOT_CALL_COMMENT,           "GET",    COOP "/comments/:id",                MOOT_ANSWER_ENTITY,  moot_comment_get_type },
  { MOOT_CALL_CHANGE_COMMENT,     "PATCH",  COOP "/comments/:id",              MOOT_ANSWER_ENTITY,  moot_comment_get_type },
  { MOOT_CALL_DELETE_COMMENT,     "DELETE", COOP "/comments/:id",              MOOT_ANSWER_NOTHING, NULL },
  { MOOT_CALL_REACT_TO_COMMENT,   "POST",   COOP "/comments/:id/react",        MOOT_ANSWER_ENTITY,  moot_comment_get_type },
  { MOOT_CALL_CIRCLES,           "GET",    COOP "/circles",                     MOOT_ANSWER_LIST,    moot_circle_get_type },
  { MOOT_CALL_CIRCLE,            "GET",    COOP "/circles/:id",                 MOOT_ANSWER_ENTITY,  moot_circle_get_type },
  { MOOT_CALL_CREATE_CIRCLE,     "POST",   COOP "/circles",                     MOOT_ANSWER_ENTITY,  moot_circle_get_type },
  { MOOT_CALL_CHANGE_CIRCLE,     "PATCH",  COOP "/circles/:id",                 MOOT_ANSWER_ENTITY,  moot_circle_get_type },
  { MOOT_CALL_JOIN_CIRCLE,       "POST",   COOP "/circles/:id/join",            MOOT_ANSWER_ENTITY,  moot_circle_get_type },
  { MOOT_CALL_LEAVE_CIRCLE,      "POST",   COOP "/circles/:id/leave",           MOOT_ANSWER_NOTHING, NULL },
  { MOOT_CALL_APPOINT_TO_CIRCLE, "POST",   COOP "/circles/:id/members",         MOOT_ANSWER_ENTITY,  moot_circle_get_type },
  { MOOT_CALL_REMOVE_FROM_CIRCLE, "DELETE", COOP "/circles/:id/members/:other",  MOOT_ANSWER_NOTHING, NULL },
  { MOOT_CALL_PROPOSALS,          "GET",    COOP "/proposals",                 MOOT_ANSWER_LIST,    moot_proposal_get_type },
  { MOOT_CALL_PROPOSAL,           "GET",    COOP "/proposals/:id",             MOOT_ANSWER_ENTITY,  moot_proposal_get_type },
  { MOOT_CALL_CREATE_PROPOSAL,    "POST",   COOP "/proposals",                 MOOT_ANSWER_ENTITY,  moot_proposal_get_type },
  { MOOT_CALL_OPEN_PROPOSAL,      "POST",   COOP "/proposals/:id/open",        MOOT_ANSWER_ENTITY,  moot_proposal_get_type },
  { MOOT_CALL_CLOSE_PROPOSAL,     "POST",   COOP "/proposals/:id/close",        MOOT_ANSWER_ENTITY,  moot_proposal_get_type },
  { MOOT_CALL_CAST_BALLOT,        "PUT",    COOP "/proposals/:id/ballot",      MOOT_ANSWER_ENTITY,  moot_ballot_get_type },
  { MOOT_CALL_MY_BALLOT,          "GET",    COOP "/proposals/:id/ballot",      MOOT_ANSWER_ENTITY,  moot_ballot_get_type },
  { MOOT_CALL_BALLOTS,            "GET",    COOP "/proposals/:id/ballots",     MOOT_ANSWER_LIST,    moot_ballot_get_type },
  { MOOT_CALL_CAST_PAPER,         "PUT",    COOP "/proposals/:id/paper",       MOOT_ANSWER_ENTITY,  moot_paper_receipt_get_type },
  { MOOT_CALL_PAPERS,             "GET",    COOP "/proposals/:id/papers",      MOOT_ANSWER_LIST,    moot_paper_entry_get_type },
  { MOOT_CALL_VOTERS,             "GET",    COOP "/proposals/:id/voters",      MOOT_ANSWER_ENTITY,  moot_voters_get_type },
  { MOOT_CALL_TALLY,              "GET",    COOP "/proposals/:id/tally",       MOOT_ANSWER_ENTITY,  moot_tally_get_type },
  { MOOT_CALL_OUTCOME,            "GET",    COOP "/outcomes/:id",              MOOT_ANSWER_ENTITY,  moot_outcome_get_type },
  { MOOT_CALL_OUTCOMES,           "GET",    COOP "/outcomes",                  MOOT_ANSWER_LIST,    moot_outcome_get_type },
  { MOOT_CALL_ELECTIONS,          "GET",    COOP "/elections",                 MOOT_ANSWER_LIST,    moot_contest_get_type },
  { MOOT_CALL_ELECTION,           "GET",    COOP "/elections/:id",             MOOT_ANSWER_ENTITY,  moot_contest_get_type },
  { MOOT_CALL_CALL_ELECTION,     "POST",   COOP "/elections",                   MOOT_ANSWER_ENTITY,  moot_contest_get_type },
  { MOOT_CALL_NOMINATE,           "POST",   COOP "/elections/:id/candidacies", MOOT_ANSWER_ENTITY,  moot_candidacy_get_type },
  { MOOT_CALL_CHANGE_CANDIDACY,   "PATCH",  COOP "/candidacies/:id",           MOOT_ANSWER_ENTITY,  moot_candidacy_get_type },
  { MOOT_CALL_CHALLENGE_ELECTION, "POST",   COOP "/elections/:id/challenge",   MOOT_ANSWER_ENTITY,  moot_contest_get_type },
  { MOOT_CALL_DECIDE_CHALLENGE,  "POST",   COOP "/elections/:id/decide",        MOOT_ANSWER_ENTITY,  moot_contest_get_type },
  { MOOT_CALL_SCRUTINISE,        "POST",   COOP "/elections/:id/scrutinise",    MOOT_ANSWER_ENTITY,  moot_contest_get_type },
  { MOOT_CALL_SHOW_LOT,          "POST",   COOP "/elections/:id/lot",           MOOT_ANSWER_ENTITY,  moot_contest_get_type },
  { MOOT_CALL_OFFICES,            "GET",    COOP "/offices",                   MOOT_ANSWER_LIST,    moot_office_get_type },
  { MOOT_CALL_RESIGN,            "POST",   COOP "/offices/:id/resign",          MOOT_ANSWER_ENTITY,  moot_office_get_type },
  { MOOT_CALL_RECALL,            "POST",   COOP "/offices/:id/recall",          MOOT_ANSWER_ENTITY,  moot_office_get_type },
  { MOOT_CALL_COUNT_BACK,        "POST",   COOP "/offices/:id/countback",       MOOT_ANSWER_ENTITY,  moot_office_get_type },
  { MOOT_CALL_DUES_PLAN,          "GET",    COOP "/dues/plan",                 MOOT_ANSWER_ENTITY,  moot_dues_plan_get_type },
  { MOOT_CALL_DUES_STATUS,        "GET",    COOP "/dues/status",               MOOT_ANSWER_ENTITY,  moot_dues_status_get_type },
  { MOOT_CALL_CHOOSE_DUES,        "PUT",    COOP "/dues/choice",               MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_WAIVE_DUES,         "POST",   COOP "/dues/waivers",              MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_DUES_WAYS,          "GET",    COOP "/dues/ways",                 MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_SAY_PAID,           "POST",   COOP "/dues/notices",              MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_PAYMENTS,           "GET",    COOP "/dues/payments",             MOOT_ANSWER_LIST,    moot_payment_get_type },
  { MOOT_CALL_BUDGET,             "GET",    COOP "/budget",                    MOOT_ANSWER_ENTITY,  moot_budget_get_type },
  { MOOT_CALL_RECORD_PAYMENT,     "POST",   COOP "/admin/payments",            MOOT_ANSWER_ENTITY,  moot_payment_get_type },
  { MOOT_CALL_RECORD_ENTRY,       "POST",   COOP "/admin/ledger",              MOOT_ANSWER_ENTITY,  moot_ledger_entry_get_type },
  { MOOT_CALL_DUES_CHARGES,        "GET",   COOP "/dues/charges",              MOOT_ANSWER_LIST,    moot_dues_period_get_type },
  { MOOT_CALL_DUES_STATUSES,       "GET",   COOP "/admin/dues/statuses",       MOOT_ANSWER_LIST,    moot_dues_status_get_type },
  { MOOT_CALL_BANK_IMPORTS,        "GET",   COOP "/admin/imports",             MOOT_ANSWER_LIST,    moot_bank_import_get_type },
  { MOOT_CALL_BANK_IMPORT,         "GET",   COOP "/admin/imports/:id",         MOOT_ANSWER_ENTITY,  moot_bank_import_get_type },
  { MOOT_CALL_ADD_BANK_IMPORT,     "POST",  COOP "/admin/imports",             MOOT_ANSWER_ENTITY,  moot_bank_import_get_type },
  { MOOT_CALL_CONFIRM_BANK_IMPORT, "POST",  COOP "/admin/imports/:id/confirm", MOOT_ANSWER_ENTITY,  moot_bank_import_get_type },
  { MOOT_CALL_REVERSE_BANK_IMPORT, "POST",  COOP "/admin/imports/:id/reverse", MOOT_ANSWER_ENTITY,  moot_bank_import_get_type },
  { MOOT_CALL_BANK_LINES,          "GET",   COOP "/admin/imports/:id/lines",   MOOT_ANSWER_LIST,    moot_bank_line_get_type },
  { MOOT_CALL_CONFIRM_BANK_LINE,   "POST",  COOP "/admin/lines/:id/confirm",   MOOT_ANSWER_ENTITY,  moot_bank_line_get_type },
  { MOOT_CALL_IGNORE_BANK_LINE,    "POST",  COOP "/admin/lines/:id/ignore",    MOOT_ANSWER_ENTITY,  moot_bank_line_get_type },
  { MOOT_CALL_LOG_HEAD,           "GET",    COOP "/log/sth",                   MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_LOG_ENTRIES,        "GET",    COOP "/log/entries",               MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_LOG_PROOF,          "GET",    COOP "/log/proof",                 MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_COSIGN_LOG,         "POST",   COOP "/log/cosign",                MOOT_ANSWER_NOTHING, NULL },
  { MOOT_CALL_AUDIT,              "GET",    COOP "/audit",                     MOOT_ANSWER_LIST,    moot_audit_entry_get_type },
  { MOOT_CALL_BYLAWS,               "GET",    COOP "/bylaws",                      MOOT_ANSWER_ENTITY,  moot_bylaws_version_get_type },
  { MOOT_CALL_BYLAWS_VERSION,       "GET",    COOP "/bylaws/:id",                  MOOT_ANSWER_ENTITY,  moot_bylaws_version_get_type },
  { MOOT_CALL_DISCUSSION_VERSIONS,  "GET",    COOP "/discussions/:id/versions",    MOOT_ANSWER_LIST,    moot_text_version_get_type },
  { MOOT_CALL_PROPOSAL_VERSIONS,    "GET",    COOP "/proposals/:id/versions",      MOOT_ANSWER_LIST,    moot_text_version_get_type },
  { MOOT_CALL_TEMPLATES,            "GET",    COOP "/templates",                   MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_CHANGE_PROPOSAL,      "PATCH",  COOP "/proposals/:id",               MOOT_ANSWER_ENTITY,  moot_proposal_get_type },
  { MOOT_CALL_BALLOTS_FILE,         "GET",    COOP "/proposals/:id/blt",           MOOT_ANSWER_TEXT,    NULL },
  { MOOT_CALL_CALENDAR_ADDRESS,     "GET",    COOP "/calendar/token",              MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_MAKE_CALENDAR_ADDRESS, "POST",  COOP "/calendar/token",              MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_DROP_CALENDAR_ADDRESS, "DELETE", COOP "/calendar/token",             MOOT_ANSWER_JSON,    NULL },
  { MOOT_CALL_COOP_SEARCH,          "GET",    COOP "/search",                      MOOT_ANSWER_LIST,    moot_talk_hit_get_type },
  { MOOT_CALL_COOP_NEWS,            "GET",    COOP "/notifications",               MOOT_ANSWER_LIST,    moot_coop_notification_get_type },
  { MOOT_CALL_CLEAR_COOP_NEWS,      "POST",   COOP "/notifications/clear",         MOOT_ANSWER_NOTHING, NULL },
  { MOOT_CALL_DIGEST,               "GET",    COOP "/digest",                      MOOT_ANSWER_ENTITY,  moot_talk_digest_get_type },
  { MOOT_CALL_CHANGE_DIGEST,        "PUT",    COOP "/digest",                      MOOT_ANSWER_ENTITY,  moot_talk_digest_get_type },
  { MOOT_CALL_TASKS,                "GET",    COOP "/tasks",                       MOOT_ANSWER_LIST,    moot_task_get_type },
  { MOOT_CALL_CHANGE_TASK,          "PATCH",  COOP "/tasks/:id",                   MOOT_ANSWER_ENTITY,  moot_task_get_type },
  { MOOT_CALL_FINISH_TASK,          "POST",   COOP "/tasks/:id/done",              MOOT_ANSWER_ENTITY,  moot_task_get_type },
  { MOOT_CALL_REOPEN_TASK,          "POST",   COOP "/tasks/:id/undone",            MOOT_ANSWER_ENTITY,  moot_task_get_type },
};
/* clang-format on */

/**
 * moot_call_describe:
 * @call: which question
 *
 * Returns: (transfer none): how it is asked
 */
const MootCallInfo *
moot_call_describe (MootCall call)
{
  g_return_val_if_fail ((guint) call < G_N_ELEMENTS (calls), NULL);
  g_assert (calls[call].call == call);

  return &calls[call];
}
