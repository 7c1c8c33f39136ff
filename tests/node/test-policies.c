/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What may be done with a status: likes, replies and boosts that its author lets in, keeps out, or
 * wants to be asked about; theirs of ours, and ours of theirs.  The paths carry the numbers of the
 * statements. */
#include "inbox-case.h"

#include <string.h>

#define REPLY CREATE ("5", ",'inReplyTo':" STATUS)
#define BOOST \
  "{@AS@,'id':'@ME@#b/1','type':'Announce','actor':'@ME@','object':" STATUS "," TO_ROSA "}"
#define ASK(type, instrument)                                               \
  "{@AS@,'id':'@ME@#r/1','type':'" type "','actor':'@ME@','object':" STATUS \
  ",'instrument':" instrument "}"

/* mira wants to be asked, rosa asks, and mira answers. */
#define ASKING_MIRA(what)                                                                   \
  "{@AS@,'id':'@ME@/notes/5/activity','type':'Create','actor':'@ME@'," TO_ROSA ",'object':" \
  "{'id':'@ME@/notes/5','type':'Note','attributedTo':'@ME@'," TO_ROSA ",'content':'x',"     \
  "'interactionPolicy':{'" what "':{'automaticApproval':['@ME@'],"                          \
  "'manualApproval':['@PUBLIC@']}}}}"
#define ROSA_REPLIES "!POST /api/v1/statuses status=hello&in_reply_to_id=@S@"
#define ROSA_LIKES "!POST /api/v1/statuses/@S@/favourite"
#define ROSA_BOOSTS "!POST /api/v1/statuses/@S@/reblog"
#define LEAVE(type, deed)                                                                   \
  "</users/mira/leave/1 {@AS@,'id':'@ME@/leave/1','type':'" type "','attributedTo':'@ME@'," \
  "'interactingObject':" deed ",'interactionTarget':'@ME@/notes/5'}"
#define MIRA_SAYS(type, question, more)                                                     \
  "{@AS@,'id':'@ME@#a/9','type':'" type "','actor':'@ME@','object':{'type':'" question "'," \
  "'id':'@N@/users/rosa#requests/@ID@','actor':" ROSA ",'object':'@ME@/notes/5'}" more "}"
#define GRANTED ",'result':'@ME@/leave/1'"
#define MY_REPLY "'@N@/users/rosa/statuses/@S@'"

/* tom wrote what mira quotes. */

/* What was granted is refused. */
#define TAKE_BACK \
  "=UPDATE consent SET id = 5", "!POST /api/v1/interaction_requests/5/reject"

static const InboxCase cases[] = {
  { "s51-reply-refused",
    ONLY_ROSA ("reply"),
    { { NULL, NULL } },
    { CREATE ("5", ",'inReplyTo':" STATUS) },
    .sent = { "\"Reject\"" },
    .checks = { { "status", 1 }, { "notification", 0 } } },
  { "s51-mentioned-may-reply",
    ">" ONLY_ROSA ("reply") "; INSERT INTO mention (status_id, account_id)"
                            " SELECT 77, id FROM account WHERE username = 'mira'",
    { { NULL, NULL } },
    { FOLLOW, CREATE ("5", ",'inReplyTo':" STATUS) },
    .checks = { { "status WHERE in_reply_to_id = 77", 1 } } },
  { "s51-like-refused",
    ONLY_ROSA ("like"),
    { { NULL, NULL } },
    { DO ("1", "Like", STATUS) },
    .sent = { "\"Reject\"" },
    .checks = { { "favourite", 0 } } },
  { "s51-boost-refused",
    ONLY_ROSA ("announce"),
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@#b/1','type':'Announce','actor':'@ME@','object':" STATUS "," TO_ROSA "}" },
    .sent = { "\"Reject\"" },
    .checks = { { "status", 1 } } },
  { "s51-reply-waits",
    ASKING_ROSA ("reply"),
    { { NULL, NULL } },
    { REPLY, REPLY },
    .unsent = "\"Reject\"",
    .checks = { { "status", 1 },
                { "consent WHERE state = 'pending' AND body LIKE '%\"content\"%'", 1 },
                { "notification WHERE type = 'pending.reply'", 1 },
                { "notification WHERE type = 'mention'", 0 } } },
  { "s51-reply-waits-and-is-granted",
    ASKING_ROSA ("reply"),
    { { NULL, NULL } },
    { REPLY, YES },
    .sent = { "\"object\":\"@ME@/notes/5\"", "/authorizations/" },
    .checks = { { "status WHERE in_reply_to_id = 77", 1 },
                { "consent WHERE state = 'accepted' AND body = ''", 1 },
                { "notification WHERE type = 'pending.reply'", 0 },
                { "notification WHERE type = 'mention'", 1 } } },
  { "s51-reply-waits-and-is-refused",
    ASKING_ROSA ("reply"),
    { { NULL, NULL } },
    { REPLY, NO },
    .sent = { "\"Reject\"" },
    .checks = { { "status", 1 }, { "consent WHERE state = 'rejected'", 1 } } },
  { "s51-reply-that-waits-is-deleted",
    ASKING_ROSA ("reply"),
    { { NULL, NULL } },
    { REPLY, DO ("9", "Delete", "'@ME@/notes/5'") },
    .checks = { { "consent", 0 }, { "notification", 0 } } },
  { "s51-reply-is-granted-and-taken-back",
    ASKING_ROSA ("reply"),
    { { NULL, NULL } },
    { REPLY, YES, TAKE_BACK, REPLY },
    .sent = { "/authorizations/5\",\"type\":\"Tombstone\"",
              "\"type\":\"Reject\"" },
    .checks = { { "status WHERE in_reply_to_id = 77", 0 },
                { "consent WHERE state = 'rejected'", 1 } } },
  { "s51-like-is-granted-and-taken-back",
    ASKING_ROSA ("like"),
    { { NULL, NULL } },
    { LIKE, YES, TAKE_BACK },
    .sent = { "/authorizations/5\",\"type\":\"Tombstone\"",
              "\"type\":\"Reject\"" },
    .checks = { { "favourite", 0 }, { "consent WHERE state = 'rejected'", 1 } } },
  { "s51-boost-is-granted-and-taken-back",
    ASKING_ROSA ("announce"),
    { { NULL, NULL } },
    { BOOST, YES, TAKE_BACK },
    .sent = { "/authorizations/5\",\"type\":\"Tombstone\"" },
    .checks = { { "status WHERE reblog_of_id = 77", 0 },
                { "consent WHERE state = 'rejected'", 1 } } },
  { "s51-like-waits-and-is-granted",
    ASKING_ROSA ("like"),
    { { NULL, NULL } },
    { LIKE, YES },
    .sent = { "\"Accept\"" },
    .checks = { { "favourite WHERE uri LIKE '%#a/1'", 1 } } },
  { "s51-like-that-waits-is-undone",
    ASKING_ROSA ("like"),
    { { NULL, NULL } },
    { LIKE,
      DO ("2", "Undo", "{'id':'@ME@#a/1','type':'Like','actor':'@ME@','object':" STATUS "}") },
    .checks = { { "consent", 0 }, { "favourite", 0 } } },
  { "s51-boost-waits-and-is-granted",
    ASKING_ROSA ("announce"),
    { { NULL, NULL } },
    { BOOST, YES },
    .sent = { "\"Accept\"" },
    .checks = { { "status WHERE reblog_of_id = 77 AND visibility = 0", 1 } } },
  { "s51-reply-request",
    ROSA_WROTE,
    { { NULL, NULL } },
    { ASK ("ReplyRequest", NOTE ("5", ",'inReplyTo':" STATUS)) },
    .sent = { "\"type\":\"ReplyRequest\"", "/authorizations/" },
    .checks = { { "status WHERE in_reply_to_id = 77", 1 },
                { "consent WHERE state = 'accepted'", 1 } } },
  { "s51-reply-request-of-another-deed",
    ROSA_WROTE,
    { { NULL, NULL } },
    { ASK ("ReplyRequest", NOTE ("5", ",'inReplyTo':'@N@/users/rosa/statuses/78'")) },
    .checks = { { "status", 1 }, { "consent", 0 } } },
  { "s51-reply-request-that-is-asked-for",
    ROSA_WROTE,
    { { "/users/mira/notes/5", NOTE ("5",
                                     ",'@context':'https://www.w3.org/ns/activitystreams',"
                                     "'inReplyTo':'http://127.0.0.1:1/x'") } },
    { ASK ("ReplyRequest", "'@ME@/notes/5'") },
    .sent = { "GET /users/mira/notes/5" },
    .checks = { { "status", 1 }, { "consent", 0 } } },
  { "s51-like-request-denied",
    ONLY_ROSA ("like"),
    { { NULL, NULL } },
    { ASK ("LikeRequest", "{'type':'Like','id':'@ME@#a/1','actor':'@ME@','object':" STATUS "}") },
    .sent = { "\"Reject\"" },
    .checks = { { "favourite", 0 } } },
  { "s51-announce-request-waits-and-is-granted",
    ASKING_ROSA ("announce"),
    { { NULL, NULL } },
    { ASK ("AnnounceRequest", BOOST), YES },
    .sent = { "\"type\":\"AnnounceRequest\"", "/authorizations/" },
    .checks = { { "status WHERE reblog_of_id = 77", 1 } } },
  { "s51-own-reply-asks",
    NULL,
    { { NULL, NULL } },
    { ASKING_MIRA ("canReply"), FOLLOW, ROSA_REPLIES },
    .sent = { "\"type\":\"ReplyRequest\"" },
    .unsent = "\"type\":\"Create\"",
    .checks = { { "status WHERE visibility = 3 AND local = 1", 1 },
                { "consent WHERE state = 'pending'", 1 } } },
  { "s51-own-reply-is-granted",
    NULL,
    { { NULL, NULL } },
    { ASKING_MIRA ("canReply"), FOLLOW, ROSA_REPLIES, LEAVE ("ReplyAuthorization", MY_REPLY),
      MIRA_SAYS ("Accept", "ReplyRequest", GRANTED) },
    .sent = { "\"replyAuthorization\":\"@ME@/leave/1\"" },
    .checks = { { "status WHERE visibility = 0 AND local = 1", 1 },
                { "consent WHERE state = 'accepted'", 1 },
                { "status WHERE local = 0 AND replies_count = 1", 1 } } },
  { "s51-own-reply-granted-by-nothing",
    NULL,
    { { NULL, NULL } },
    { ASKING_MIRA ("canReply"), FOLLOW, ROSA_REPLIES, LEAVE ("LikeAuthorization", MY_REPLY),
      MIRA_SAYS ("Accept", "ReplyRequest", GRANTED) },
    .sent = { "GET /users/mira/leave/1" },
    .checks = { { "status WHERE visibility = 3 AND local = 1", 1 },
                { "consent WHERE state = 'pending'", 1 } } },
  { "s51-own-reply-is-refused",
    NULL,
    { { NULL, NULL } },
    { ASKING_MIRA ("canReply"), FOLLOW, ROSA_REPLIES, MIRA_SAYS ("Reject", "ReplyRequest", "") },
    .unsent = "\"Delete\"",
    .checks = { { "status WHERE visibility = 3 AND local = 1", 1 },
                { "consent WHERE state = 'rejected'", 1 },
                { "notification WHERE type = 'rejected.reply'", 1 } } },
  { "s51-leave-is-taken-back",
    NULL,
    { { NULL, NULL } },
    { ASKING_MIRA ("canReply"), FOLLOW, ROSA_REPLIES, LEAVE ("ReplyAuthorization", MY_REPLY),
      MIRA_SAYS ("Accept", "ReplyRequest", GRANTED), DO ("8", "Delete", "'@ME@/leave/1'") },
    .sent = { "\"Delete\"" },
    .checks = { { "status WHERE visibility = 3 AND local = 1", 1 },
                { "consent WHERE state = 'rejected'", 1 },
                { "status WHERE local = 0 AND replies_count = 0", 1 } } },
  { "s51-own-reply-refused-unasked",
    NULL,
    { { NULL, NULL } },
    { CREATE ("5", ""), FOLLOW, ROSA_REPLIES, DO ("9", "Reject", MY_REPLY) },
    .sent = { "\"type\":\"Create\"", "\"type\":\"Delete\"" },
    .checks = { { "status WHERE visibility = 3 AND local = 1", 1 },
                { "own_tombstone", 1 },
                { "notification WHERE type = 'rejected.reply'", 1 } } },
  { "s51-own-like-is-granted",
    NULL,
    { { NULL, NULL } },
    { ASKING_MIRA ("canLike"), ROSA_LIKES,
      LEAVE ("LikeAuthorization", "'@N@/users/rosa#likes/@ID@'"),
      MIRA_SAYS ("Accept", "LikeRequest", GRANTED) },
    .sent = { "\"type\":\"LikeRequest\"" },
    .checks = { { "favourite WHERE uri LIKE '%#likes/%'", 1 },
                { "consent WHERE state = 'accepted'", 1 } } },
  { "s51-own-like-refused-unasked",
    NULL,
    { { NULL, NULL } },
    { CREATE ("5", ""), ROSA_LIKES, DO ("9", "Reject", "'@N@/users/rosa#likes/1'") },
    .checks = { { "favourite", 0 }, { "notification WHERE type = 'rejected.favourite'", 1 } } },
  { "s51-own-boost-is-granted",
    NULL,
    { { NULL, NULL } },
    { ASKING_MIRA ("canAnnounce"), ROSA_BOOSTS,
      LEAVE ("AnnounceAuthorization", "'@N@/users/rosa/statuses/@ID@/activity'"),
      MIRA_SAYS ("Accept", "AnnounceRequest", GRANTED) },
    .sent = { "\"type\":\"AnnounceRequest\"", "\"announceAuthorization\":\"@ME@/leave/1\"" },
    .checks = { { "status WHERE reblog_of_id IS NOT NULL AND local = 1", 1 } } },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  inbox_cases_add ("/policies/", cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
