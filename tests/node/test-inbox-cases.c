/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What another server delivers, and what is in the database then: one row for each way to be right
 * or wrong.  The paths carry the numbers of the statements that each row proves. */
#include "inbox-case.h"

#include <string.h>

#define NOTE_PARTS(id, more) \
  "'id':'@ME@/notes/" id "','type':'Note','attributedTo':'@ME@'," TO_ROSA "," MENTION "," more
#define POSTED(id, more)                                                            \
  "{@AS@,'id':'@ME@/notes/" id "/activity','type':'Create','actor':'@ME@'," TO_ROSA \
  ",'object':{" NOTE_PARTS (id, more) "}}"
#define UPDATE(n, id, more)                                                        \
  "{@AS@,'id':'@ME@/notes/" id "#u/" n "','type':'Update','actor':'@ME@'," TO_ROSA \
  ",'object':{" NOTE_PARTS (id, more) "}}"
#define DELETE(n, object) DO (n, "Delete", object)

/* Something rosa wrote, with a poll under it. */
#define ROSA_ASKED                                                 \
  ROSA_WROTE "; INSERT INTO poll (id, status_id) VALUES (1, 77); " \
             "INSERT INTO poll_option (poll_id, position, title) VALUES (1, 0, 'Yes'), (1, 1, 'No')"
#define TOMAS_WAS_MIRA                                                                      \
  "; INSERT INTO account (id, username, uri, url, created_at, also_known_as) "              \
  "SELECT 5, 'tomas', replace(r.uri, 'rosa', 'tomas'), replace(r.url, 'rosa', 'tomas'), 1," \
  " json_array(m.uri) FROM account r, account m "                                           \
  "WHERE r.username = 'rosa' AND m.username = 'mira'"
#define ROSA_ASKED_TO_FOLLOW                                                  \
  "INSERT INTO follow (account_id, target_id, uri, accepted, created_at) "    \
  "SELECT r.id, m.id, r.uri || '#follows/5', 0, 1 FROM account r, account m " \
  "WHERE r.username = 'rosa' AND m.username = 'mira'"
#define VOTE(n, name)                                                                    \
  "{@AS@,'id':'@ME@#v/" n "/activity','type':'Create','actor':'@ME@','to':[" ROSA "],"   \
  "'object':{'id':'@ME@#v/" n "','type':'Note','name':'" name "','attributedTo':'@ME@'," \
  "'inReplyTo':" STATUS ",'to':[" ROSA "]}}"

/* A poll of mira's, with @votes for the first choice. */
#define QUESTION(votes, more)                                                          \
  "{@AS@,'id':'@ME@/q/1','type':'Question','attributedTo':'@ME@'," TO_ROSA "," MENTION \
  ",'content':'?','oneOf':["                                                           \
  "{'type':'Note','name':'A','replies':{'type':'Collection','totalItems':" votes "}}," \
  "{'type':'Note','name':'B','replies':{'type':'Collection','totalItems':0}}]" more "}"
#define ASKED(question) \
  "{@AS@,'id':'@ME@/q/1/a','type':'Create','actor':'@ME@'," TO_ROSA ",'object':" question "}"
#define ASKED_BY_MIRA ASKED (QUESTION ("0", ""))

#define EMOJI(name, file) \
  "{'type':'Emoji','id':null,'name':':" name ":','icon':{'type':'Image','url':'@P@/" file "'}}"

#define BOOST_5(n)                                                                \
  "{@AS@,'id':'@ME@#b/" n "','type':'Announce','actor':'@ME@','to':['@PUBLIC@']," \
  "'object':'@P@/notes/5'}"

static const InboxCase cases[] = {
  { "s4-emojis-each-once",
    NULL,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@/n/1/a','type':'Create','actor':'@ME@','object':{'id':'@ME@/n/1',"
      "'type':'Note','attributedTo':'@ME@','to':['@PUBLIC@'," ROSA "],'content':':a1: :b2:',"
      "'tag':[" EMOJI ("a1", "one.png") "," EMOJI ("a1", "two.png") "," EMOJI ("b2",
                                                                               "b.png") "]}}" },
    .checks = { { "status WHERE json_array_length(emojis) = 2", 1 },
                { "status WHERE emojis LIKE '%one.png%' AND emojis NOT LIKE '%two.png%'", 1 } } },
  { "s44-emoji-react",
    ROSA_WROTE,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@#a/1','type':'EmojiReact','actor':'@ME@','object':" STATUS
      ",'content':'👍'}" },
    .checks = { { "emoji_reaction WHERE name = '👍'", 1 }, { "favourite", 1 } } },
  { "s48-own-poll",
    ROSA_ASKED,
    { { NULL, NULL } },
    { FOLLOW, "=UPDATE status SET account_id = (SELECT id FROM account WHERE username = 'mira')",
      VOTE ("1", "Yes") },
    .checks = { { "poll_vote", 0 },
                { "status", 1 },
                { "notification WHERE type = 'mention'", 0 } } },
  { "s37-accept-nobody-asked",
    NULL,
    { { NULL, NULL } },
    { FOLLOW, DO ("2",
                  "Accept",
                  "{'id':'@N@/users/rosa#follows/5','type':'Follow',"
                  "'actor':" ROSA ",'object':'@ME@'}") },
    { { "follow WHERE account_id IN (SELECT account_id FROM user)", 0 } } },
  { "s37-accept",
    ">" ROSA_ASKED_TO_FOLLOW,
    { { NULL, NULL } },
    { FOLLOW, DO ("2",
                  "Accept",
                  "{'id':'@N@/users/rosa#follows/5','type':'Follow',"
                  "'actor':" ROSA ",'object':'@ME@'}") },
    { { "follow WHERE accepted = 1", 2 } } },
  { "s37-accept-by-pair",
    ">" ROSA_ASKED_TO_FOLLOW,
    { { NULL, NULL } },
    { FOLLOW, DO ("2", "Accept", "{'type':'Follow','actor':" ROSA ",'object':'@ME@'}") },
    { { "follow WHERE accepted = 1", 2 } } },
  { "s37-reject-ends-a-follow",
    ">" ROSA_FOLLOWS,
    { { NULL, NULL } },
    { FOLLOW, DO ("2", "Reject", "'@N@/users/rosa#follows/5'") },
    { { "follow WHERE account_id IN (SELECT account_id FROM user)", 0 } } },
  { "s38-undo-follow-embedded",
    NULL,
    { { NULL, NULL } },
    { FOLLOW,
      DO ("2", "Undo", "{'id':'@ME@#f/1','type':'Follow','actor':'@ME@','object':" ROSA "}") },
    { { "follow", 0 }, { "account WHERE username = 'rosa' AND followers_count = 0", 1 } } },
  { "s38-undo-follow-by-id",
    NULL,
    { { NULL, NULL } },
    { FOLLOW, DO ("2", "Undo", "'@ME@#f/1'") },
    { { "follow", 0 } } },
  { "s38-undo-accept",
    ">" ROSA_FOLLOWS,
    { { NULL, NULL } },
    { FOLLOW, DO ("2",
                  "Undo",
                  "{'id':'@ME@#accepts/1','type':'Accept','actor':'@ME@','object':"
                  "{'id':'@N@/users/rosa#follows/5','type':'Follow',"
                  "'actor':" ROSA ",'object':'@ME@'}}") },
    { { "follow WHERE account_id IN (SELECT account_id FROM user)", 0 }, { "follow", 1 } } },
  { "s38-undo-accept-by-id",
    ">" ROSA_ASKED_TO_FOLLOW,
    { { NULL, NULL } },
    { FOLLOW, DO ("2", "Accept", "'@N@/users/rosa#follows/5'"), DO ("3", "Undo", "'@ME@#a/2'") },
    { { "follow WHERE account_id IN (SELECT account_id FROM user)", 0 }, { "follow", 1 } } },
  { "s37-tentative-answers-leave-it-pending",
    ">" ROSA_ASKED_TO_FOLLOW,
    { { NULL, NULL } },
    { FOLLOW, DO ("2", "TentativeAccept", "'@N@/users/rosa#follows/5'"),
      DO ("3", "TentativeReject", "{'type':'Follow','actor':" ROSA ",'object':'@ME@'}") },
    { { "follow WHERE accepted = 0 AND asks > 3 AND uri LIKE '%#follows/5'", 1 },
      { "inbox_entry WHERE state = 'done'", 3 } } },
  { "s38-undo-accept-of-another",
    ">" ROSA_FOLLOWS,
    { { NULL, NULL } },
    { FOLLOW, DO ("2",
                  "Undo",
                  "{'id':'@P@/users/tom#accepts/1','type':'Accept',"
                  "'actor':'@P@/users/tom','object':"
                  "{'id':'@N@/users/rosa#follows/5','type':'Follow',"
                  "'actor':" ROSA ",'object':'@ME@'}}") },
    { { "follow WHERE account_id IN (SELECT account_id FROM user)", 1 } } },
  { "s38-undo-block",
    NULL,
    { { NULL, NULL } },
    { DO ("1", "Block", ROSA), DO ("2",
                                   "Undo",
                                   "{'id':'@ME@#a/1','type':'Block','actor':'@ME@',"
                                   "'object':" ROSA "}") },
    { { "block", 0 } } },
  { "s38-undo-like",
    ROSA_WROTE,
    { { NULL, NULL } },
    { DO ("1", "Like", STATUS),
      DO ("2", "Undo", "{'id':'@ME@#a/1','type':'Like','actor':'@ME@','object':" STATUS "}") },
    { { "favourite", 0 }, { "status WHERE favourites_count = 0", 1 } } },
  { "s38-undo-announce-by-id",
    ROSA_WROTE,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@#b/1','type':'Announce','actor':'@ME@','object':" STATUS "," TO_ROSA "}",
      DO ("2", "Undo", "'@ME@#b/1'") },
    { { "status WHERE reblog_of_id IS NOT NULL", 0 } } },
  { "s38-block-ends-follows",
    ">" ROSA_FOLLOWS,
    { { NULL, NULL } },
    { FOLLOW, DO ("2", "Block", ROSA) },
    { { "follow", 0 }, { "block", 1 } } },
  { "s39-attributed-to-another",
    NULL,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@/notes/9/activity','type':'Create','actor':'@ME@'," TO_ROSA ",'object':"
      "{'id':'@ME@/notes/9','type':'Note','attributedTo':'@P@/users/other'," TO_ROSA "," MENTION
      "}}" },
    { { "status", 0 } } },
  { "s39-id-of-another-server",
    NULL,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@/notes/9/activity','type':'Create','actor':'@ME@'," TO_ROSA ",'object':"
      "{'id':'http://127.0.0.2:1/notes/9','type':'Note',"
      "'attributedTo':'@ME@'," TO_ROSA "," MENTION "}}" },
    { { "status", 0 } } },
  { "s39-id-of-ours",
    NULL,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@/notes/9/activity','type':'Create','actor':'@ME@'," TO_ROSA ",'object':"
      "{'id':'@N@/users/rosa/statuses/5','type':'Note','attributedTo':'@ME@'," TO_ROSA "," MENTION
      "}}" },
    { { "status", 0 } } },
  { "s40-stranger",
    NULL,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@/notes/9/activity','type':'Create','actor':'@ME@','to':['@PUBLIC@'],"
      "'object':"
      "{'id':'@ME@/notes/9','type':'Note','attributedTo':'@ME@','to':['@PUBLIC@'],"
      "'content':'x'}}" },
    { { "status", 0 }, { "inbox_entry WHERE state = 'dropped'", 1 } } },
  { "s40-followed",
    ">" ROSA_FOLLOWS,
    { { NULL, NULL } },
    { FOLLOW, "{@AS@,'id':'@ME@/notes/9/activity','type':'Create','actor':'@ME@','to':['@PUBLIC@'],"
              "'object':"
              "{'id':'@ME@/notes/9','type':'Note','attributedTo':'@ME@','to':['@PUBLIC@'],"
              "'content':'x'}}" },
    { { "status", 1 }, { "home_entry", 1 } } },
  { "s41-delete-before-create",
    NULL,
    { { NULL, NULL } },
    { FOLLOW, DELETE ("1", "'@ME@/notes/1'"), POSTED ("1", "'content':'x'") },
    { { "status", 0 } } },
  { "s41-delete-tombstone",
    NULL,
    { { NULL, NULL } },
    { POSTED ("1", "'content':'x'"), DELETE ("1", "{'id':'@ME@/notes/1','type':'Tombstone'}") },
    { { "status", 0 }, { "notification", 0 } } },
  { "s41-delete-address",
    NULL,
    { { NULL, NULL } },
    { POSTED ("1", "'content':'x'"), DELETE ("1", "'@ME@/notes/1'") },
    { { "status", 0 } } },
  { "s41-delete-of-ours",
    ROSA_WROTE,
    { { NULL, NULL } },
    { FOLLOW, DELETE ("1", STATUS) },
    { { "status", 1 } } },
  { "s41-replies-of-a-deleted-root-stay",
    NULL,
    { { NULL, NULL } },
    { POSTED ("1", "'content':'x'"), POSTED ("2", "'content':'y','inReplyTo':'@ME@/notes/1'"),
      DELETE ("1", "'@ME@/notes/1'") },
    { { "status", 1 } } },
  { "s42-newer-makes-history",
    NULL,
    { { NULL, NULL } },
    { POSTED ("1", "'content':'one'"),
      UPDATE ("1", "1", "'content':'two','updated':'2026-09-01T00:00:00Z'") },
    { { "status WHERE content = 'two' AND edited_at > 0", 1 }, { "status_edit", 2 } } },
  { "s42-not-newer-changes-no-text",
    NULL,
    { { NULL, NULL } },
    { POSTED ("1", "'content':'one'"), UPDATE ("1",
                                               "1",
                                               "'content':'two','likes':{'id':'@ME@/l',"
                                               "'type':'Collection','totalItems':7}") },
    { { "status WHERE content = 'one' AND favourites_count = 7", 1 }, { "status_edit", 0 } } },
  { "s42-older-is-ignored",
    NULL,
    { { NULL, NULL } },
    { POSTED ("1", "'content':'one','updated':'2026-09-02T00:00:00Z'"),
      UPDATE ("1", "1", "'content':'two','updated':'2026-09-01T00:00:00Z'") },
    { { "status WHERE content = 'one'", 1 }, { "status_edit", 0 } } },
  { "s42-unknown-and-recent",
    NULL,
    { { NULL, NULL } },
    { UPDATE ("1", "1", "'content':'two'") },
    { { "status WHERE content = 'two'", 1 } } },
  { "s42-unknown-and-old",
    NULL,
    { { NULL, NULL } },
    { UPDATE ("1", "1", "'content':'two','published':'2020-09-01T00:00:00Z'") },
    { { "status", 0 } } },
  { "s42-poll-votes",
    NULL,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@/q/1/a','type':'Create','actor':'@ME@'," TO_ROSA
      ",'object':{'id':'@ME@/q/1',"
      "'type':'Question','attributedTo':'@ME@'," TO_ROSA "," MENTION ",'content':'?','oneOf':["
      "{'type':'Note','name':'A','replies':{'type':'Collection','totalItems':0}},"
      "{'type':'Note','name':'B','replies':{'type':'Collection','totalItems':0}}]}}",
      "{@AS@,'id':'@ME@/q/1#u','type':'Update','actor':'@ME@'," TO_ROSA
      ",'object':{'id':'@ME@/q/1',"
      "'type':'Question','attributedTo':'@ME@'," TO_ROSA "," MENTION
      ",'content':'?','votersCount':3,'oneOf':["
      "{'type':'Note','name':'A','replies':{'type':'Collection','totalItems':2}},"
      "{'type':'Note','name':'B','replies':{'type':'Collection','totalItems':1}}]}}" },
    { { "poll WHERE voters_count = 3", 1 },
      { "poll_option WHERE votes_count = 2 AND title = 'A'", 1 },
      { "status_edit", 0 } } },
  { "s49-poll-of-others-is-asked-for",
    NULL,
    { { "/users/mira/q/1", QUESTION ("5", "") } },
    { ASKED_BY_MIRA, "!GET /api/v1/statuses/@S@", "!GET /api/v1/polls/1" },
    .sent = { "GET /users/mira/q/1" },
    .checks = { { "poll_option WHERE votes_count = 5 AND title = 'A'", 1 },
                { "poll WHERE asked_at > 0", 1 } } },
  { "s49-poll-of-others-ends",
    NULL,
    { { "/users/mira/q/1", QUESTION ("7", ",'closed':'2026-01-01T00:00:00Z'") } },
    { ASKED_BY_MIRA, "!POST /api/v1/polls/1/votes choices[]=0",
      "=UPDATE poll SET expires_at = 1000", "~" },
    .sent = { "\"name\":\"A\"", "GET /users/mira/q/1" },
    .checks = { { "poll_option WHERE votes_count = 7 AND title = 'A'", 1 },
                { "notification WHERE type = 'poll'", 1 } } },
  { "s43-announce-fetches",
    ">" ROSA_FOLLOWS,
    { { "/notes/5", "{@AS@,'id':'@P@/notes/5','type':'Note','attributedTo':'@P@/users/tom',"
                    "'to':['@PUBLIC@'],'content':'from the origin'}" } },
    { FOLLOW, "{@AS@,'id':'@ME@#b/1','type':'Announce','actor':'@ME@','to':['@PUBLIC@'],"
              "'object':{'id':'@P@/notes/5','type':'Note','attributedTo':'@P@/users/tom',"
              "'content':'forged','to':['@PUBLIC@']}}" },
    { { "status WHERE content = 'from the origin'", 1 },
      { "status WHERE content = 'forged'", 0 },
      { "home_entry h JOIN status s ON s.id = h.status_id WHERE s.reblog_of_id IS NOT NULL",
        1 } } },
  { "s43-announce-of-a-create",
    ">" ROSA_FOLLOWS,
    { { "/notes/5/activity",
        "{@AS@,'id':'@P@/notes/5/activity','type':'Create','actor':'@P@/users/tom',"
        "'object':{'id':'@P@/notes/5','type':'Note','content':'inside'}}" },
      { "/notes/5", "{@AS@,'id':'@P@/notes/5','type':'Note','attributedTo':'@P@/users/tom',"
                    "'to':['@PUBLIC@'],'content':'from the origin'}" } },
    { FOLLOW, "{@AS@,'id':'@ME@#b/1','type':'Announce','actor':'@ME@','to':['@PUBLIC@'],"
              "'object':'@P@/notes/5/activity'}" },
    { { "status WHERE content = 'from the origin'", 1 },
      { "status WHERE reblog_of_id IS NOT NULL", 1 } } },
  { "s43-announce-of-private",
    ">" ROSA_FOLLOWS,
    { { "/notes/5", "{@AS@,'id':'@P@/notes/5','type':'Note','attributedTo':'@P@/users/tom',"
                    "'to':['@P@/users/tom/followers'],'content':'private'}" } },
    { FOLLOW, "{@AS@,'id':'@ME@#b/1','type':'Announce','actor':'@ME@','to':['@PUBLIC@'],"
              "'object':'@P@/notes/5'}" },
    { { "status WHERE reblog_of_id IS NOT NULL", 0 }, { "home_entry", 0 } } },
  { "s43-announce-of-suspended",
    ">" ROSA_FOLLOWS,
    { { "/notes/5", "{@AS@,'id':'@P@/notes/5','type':'Note','attributedTo':'@P@/users/tom',"
                    "'to':['@PUBLIC@'],'content':'from the origin'}" } },
    { FOLLOW, BOOST_5 ("1"),
      "=UPDATE account SET suspended = 1 WHERE username = 'tom'; DELETE FROM home_entry;"
      "DELETE FROM status WHERE reblog_of_id IS NOT NULL",
      BOOST_5 ("2") },
    { { "status", 1 }, { "status WHERE reblog_of_id IS NOT NULL", 0 } } },
  { "s43-announce-fetches-suspended",
    ">" ROSA_FOLLOWS,
    { { "/notes/5", "{@AS@,'id':'@P@/notes/5','type':'Note','attributedTo':'@P@/users/tom',"
                    "'to':['@PUBLIC@'],'content':'from the origin'}" } },
    { FOLLOW, BOOST_5 ("1"),
      "=UPDATE account SET suspended = 1 WHERE username = 'tom'; DELETE FROM home_entry;"
      "DELETE FROM status WHERE reblog_of_id IS NOT NULL; DELETE FROM status WHERE local = 0",
      BOOST_5 ("2") },
    { { "status", 0 }, { "account WHERE username = 'tom'", 1 } } },
  { "s44-like",
    ROSA_WROTE,
    { { NULL, NULL } },
    { DO ("1", "Like", STATUS) },
    { { "favourite", 1 },
      { "notification WHERE type = 'favourite'", 1 },
      { "emoji_reaction", 0 } } },
  { "s44-like-with-emoji",
    ROSA_WROTE,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@#a/1','type':'Like','actor':'@ME@','object':" STATUS
      ",'content':':blobcat:',"
      "'tag':[{'type':'Emoji','id':'@P@/e','name':':blobcat:','icon':{'type':'Image',"
      "'url':'@P@/e.png'}}]}" },
    { { "emoji_reaction WHERE name = ':blobcat:' AND url LIKE '%/e.png'", 1 },
      { "favourite", 1 } } },
  { "s44-emoji-react-and-undo",
    ROSA_WROTE,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@#a/1','type':'EmojiReact','actor':'@ME@','object':" STATUS ","
      "'content':'👍'}",
      DO ("2",
          "Undo",
          "{'id':'@ME@#a/1','type':'EmojiReact','actor':'@ME@','object':" STATUS
          ",'content':'👍'}") },
    { { "emoji_reaction", 0 }, { "favourite", 0 } } },
  { "s44-like-of-unknown",
    NULL,
    { { NULL, NULL } },
    { DO ("1", "Like", "'@N@/users/rosa/statuses/4711'") },
    { { "favourite", 0 }, { "inbox_entry WHERE state = 'dropped'", 1 } } },
  { "s45-flag",
    ROSA_WROTE,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@#flag/1','type':'Flag','actor':'@ME@','content':'Spam','object':[" ROSA
      "," STATUS "]}" },
    { { "report WHERE comment = 'Spam' AND statuses = '[\"77\"]'", 1 },
      { "notification", 0 },
      { "outgoing", 0 } } },
  { "s46-move-without-link-back",
    NULL,
    { { "/users/new",
        "{@AS@,'id':'@P@/users/new','type':'Person','inbox':'@P@/users/new/inbox'}" } },
    { FOLLOW, "{@AS@,'id':'@ME@#m/1','type':'Move','actor':'@ME@','object':'@ME@',"
              "'target':'@P@/users/new'}" },
    { { "account WHERE moved_to_id IS NOT NULL", 0 } } },
  { "s46-move",
    NULL,
    { { "/users/new", "{@AS@,'id':'@P@/users/new','type':'Person','inbox':'@P@/users/new/inbox',"
                      "'alsoKnownAs':'@ME@'}" },
      { "/users/newer",
        "{@AS@,'id':'@P@/users/newer','type':'Person','inbox':'@P@/users/newer/inbox',"
        "'alsoKnownAs':['@ME@']}" } },
    { FOLLOW,
      "{@AS@,'id':'@ME@#m/1','type':'Move','actor':'@ME@','object':'@ME@',"
      "'target':'@P@/users/new'}",
      "{@AS@,'id':'@ME@#m/2','type':'Move','actor':'@ME@','object':'@ME@',"
      "'target':'@P@/users/newer'}" },
    { { "account a JOIN account b ON b.id = a.moved_to_id WHERE b.uri LIKE '%/users/new'", 1 } } },
  { "s46-move-is-taken-back",
    NULL,
    { { "/users/new", "{@AS@,'id':'@P@/users/new','type':'Person','inbox':'@P@/users/new/inbox',"
                      "'alsoKnownAs':'@ME@'}" } },
    { FOLLOW,
      "{@AS@,'id':'@ME@#m/1','type':'Move','actor':'@ME@','object':'@ME@',"
      "'target':'@P@/users/new'}",
      "{@AS@,'id':'@ME@#u/9','type':'Update','actor':'@ME@','object':'@ME@'}" },
    { { "account WHERE moved_to_id IS NOT NULL", 0 },
      { "remote_account WHERE moved_at > 0", 1 } } },
  { "s46-move-takes-followers-along",
    ">" ROSA_FOLLOWS,
    { { "/users/new", "{@AS@,'id':'@P@/users/new','type':'Person','inbox':'@P@/users/new/inbox',"
                      "'alsoKnownAs':['@ME@']}" } },
    { FOLLOW, "{@AS@,'id':'@ME@#m/1','type':'Move','actor':'@ME@','object':'@ME@',"
              "'target':'@P@/users/new'}" },
    { { "follow f JOIN account a ON a.id = f.target_id WHERE a.uri LIKE '%/users/new'"
        " AND f.accepted = 0",
        1 },
      { "follow f JOIN account a ON a.id = f.target_id WHERE a.uri LIKE '%/users/mira'", 0 },
      /* what was sent is no longer there: the first follow, the new one and the end of the old */
      { "sqlite_sequence WHERE name = 'outgoing' AND seq = 3", 1 } } },
  { "s46-move-to-a-member",
    ">" ROSA_FOLLOWS TOMAS_WAS_MIRA,
    { { NULL, NULL } },
    { FOLLOW, "{@AS@,'id':'@ME@#m/1','type':'Move','actor':'@ME@','object':'@ME@',"
              "'target':'@N@/users/tomas'}" },
    { { "follow f JOIN account a ON a.id = f.target_id WHERE a.username = 'tomas'"
        " AND f.accepted = 1",
        1 } } },
  { "s46-move-to-a-member-who-knows-nothing",
    ">" ROSA_FOLLOWS,
    { { NULL, NULL } },
    { FOLLOW, "{@AS@,'id':'@ME@#m/1','type':'Move','actor':'@ME@','object':'@ME@',"
              "'target':'@N@/users/rosa'}" },
    { { "account WHERE moved_to_id IS NOT NULL", 0 } } },
  { "s47-add-to-a-foreign-collection",
    ">" ROSA_FOLLOWS,
    { { NULL, NULL } },
    { FOLLOW, POSTED ("1", "'content':'x'"),
      "{@AS@,'type':'Add','actor':'@ME@','object':'@ME@/notes/1',"
      "'target':'@P@/users/tom/featured'}" },
    { { "pin", 0 } } },
  { "s47-add-and-remove",
    ">" ROSA_FOLLOWS,
    { { NULL, NULL } },
    { FOLLOW, POSTED ("1", "'content':'x'"),
      "{@AS@,'type':'Add','actor':'@ME@','object':'@ME@/notes/1','target':'@ME@/featured'}" },
    { { "pin", 1 } } },
  { "s47-remove",
    ">" ROSA_FOLLOWS,
    { { NULL, NULL } },
    { FOLLOW, POSTED ("1", "'content':'x'"),
      "{@AS@,'type':'Add','actor':'@ME@','object':'@ME@/notes/1','target':'@ME@/featured'}",
      "{@AS@,'id':'@ME@#r/1','type':'Remove','actor':'@ME@','object':'@ME@/notes/1',"
      "'target':'@P@/users/tom/featured'}",
      "{@AS@,'id':'@ME@#r/2','type':'Remove','actor':'@ME@','object':'@ME@/notes/1',"
      "'target':'@ME@/featured'}" },
    { { "pin", 0 }, { "inbox_entry WHERE state = 'dropped' AND activity_id LIKE '%#r/1'", 1 } } },
  { "s48-vote",
    ROSA_ASKED,
    { { NULL, NULL } },
    { VOTE ("1", "Yes") },
    { { "poll_vote WHERE position = 0", 1 },
      { "poll WHERE voters_count = 1", 1 },
      { "status", 1 } } },
  { "s48-wrong-text",
    ROSA_ASKED,
    { { NULL, NULL } },
    { VOTE ("1", "yes") },
    { { "poll_vote", 0 }, { "status", 1 }, { "notification", 0 } } },
  { "s48-second-vote",
    ROSA_ASKED,
    { { NULL, NULL } },
    { VOTE ("1", "Yes"), VOTE ("2", "No") },
    { { "poll_vote", 1 }, { "status", 1 } } },
  { "s48-after-the-end",
    ROSA_ASKED "; UPDATE poll SET expires_at = 5",
    { { NULL, NULL } },
    { VOTE ("1", "Yes") },
    { { "poll_vote", 0 }, { "status", 1 } } },
  { "s48-a-little-late",
    ROSA_ASKED "; UPDATE poll SET expires_at = (unixepoch () - 29 * 60) * 1000",
    { { NULL, NULL } },
    { VOTE ("1", "Yes") },
    { { "poll_vote", 1 }, { "status", 1 } } },
  { "s48-after-the-grace",
    ROSA_ASKED "; UPDATE poll SET expires_at = (unixepoch () - 31 * 60) * 1000",
    { { NULL, NULL } },
    { VOTE ("1", "Yes") },
    { { "poll_vote", 0 }, { "status", 1 } } },
  { "s49-counts-of-other-choices",
    NULL,
    { { NULL, NULL } },
    { ASKED_BY_MIRA,
      DO ("1",
          "Update",
          "{'id':'@ME@/q/1','type':'Question','attributedTo':'@ME@'," TO_ROSA "," MENTION
          ",'content':'?','oneOf':["
          "{'type':'Note','name':'B','replies':{'type':'Collection','totalItems':4}},"
          "{'type':'Note','name':'A','replies':{'type':'Collection','totalItems':0}}"
          "]}") },
    .checks = { { "poll_option WHERE votes_count = 0", 2 },
                { "poll_option WHERE title = 'A' AND position = 0", 1 } } },
  { "s48-several-at-once",
    ROSA_ASKED "; UPDATE poll SET multiple = 1",
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@#v/1/a','type':'Create','actor':'@ME@','to':" ROSA ",'object':["
      "{'id':'@ME@#v/1','type':'Note','name':'Yes','attributedTo':'@ME@','inReplyTo':" STATUS "},"
      "{'id':'@ME@#v/2','type':'Note','name':'No','attributedTo':'@ME@','inReplyTo':" STATUS
      "}]}" },
    { { "poll_vote", 2 }, { "poll WHERE voters_count = 1", 1 } } },
  { "s53-public-in-cc",
    NULL,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@/n/1/a','type':'Create','actor':'@ME@','object':{'id':'@ME@/n/1',"
      "'type':'Note',"
      "'attributedTo':'@ME@','to':" ROSA ",'cc':'as:Public'," MENTION ",'content':'x'}}" },
    { { "status WHERE visibility = 1", 1 } } },
  { "s53-followers",
    NULL,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@/n/1/a','type':'Create','actor':'@ME@','object':{'id':'@ME@/n/1',"
      "'type':'Note',"
      "'attributedTo':'@ME@','to':'@ME@/followers','cc':" ROSA "," MENTION ",'content':'x'}}" },
    { { "status WHERE visibility = 2", 1 }, { "notification WHERE type = 'mention'", 1 } } },
  { "s53-followers-of-another",
    NULL,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@/n/1/a','type':'Create','actor':'@ME@','object':{'id':'@ME@/n/1',"
      "'type':'Note',"
      "'attributedTo':'@ME@','to':['@P@/users/tom/followers'," ROSA "]," MENTION
      ",'content':'x'}}" },
    { { "status WHERE visibility = 3", 1 } } },
  { "s54-wider-wrapper",
    NULL,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@/n/1/a','type':'Create','actor':'@ME@','to':'@PUBLIC@',"
      "'object':{'id':'@ME@/n/1',"
      "'type':'Note','attributedTo':'@ME@','to':" ROSA "," MENTION ",'content':'x'}}" },
    { { "status WHERE visibility = 3", 1 }, { "status WHERE listed = 1", 0 } } },
  { "s54-update-widens-nothing",
    NULL,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@/notes/1/a','type':'Create','actor':'@ME@','object':{'id':'@ME@/notes/1',"
      "'type':'Note','attributedTo':'@ME@','to':" ROSA "," MENTION ",'content':'x'}}",
      UPDATE ("1", "1", "'content':'two','updated':'2026-09-01T00:00:00Z'") },
    { { "status WHERE visibility = 3 AND content = 'two'", 1 } } },
  { "s58-ancestors",
    NULL,
    { { "/notes/5", "{@AS@,'id':'@P@/notes/5','type':'Note','attributedTo':'@P@/users/tom',"
                    "'to':['@PUBLIC@'],'content':'parent','inReplyTo':'@P@/notes/4'}" },
      { "/notes/4", "{@AS@,'id':'@P@/notes/4','type':'Note','attributedTo':'@P@/users/tom',"
                    "'to':['@PUBLIC@'],'content':'root','inReplyTo':'@P@/notes/5'}" } },
    { POSTED ("1", "'content':'x','inReplyTo':'@P@/notes/5'"), FOLLOW },
    { { "status", 3 }, { "status WHERE in_reply_to_id IS NOT NULL", 3 } } },
  { "s41-account-is-gone",
    NULL,
    { { NULL, NULL } },
    { FOLLOW, POSTED ("1", "'content':'x'"), DELETE ("1", "'@ME@'") },
    { { "status", 0 }, { "follow", 0 }, { "account WHERE suspended = 1", 1 } } },
  { "s4-article",
    NULL,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@/n/1/a','type':'Create','actor':'@ME@','object':{'id':'@ME@/n/1',"
      "'type':'Article',"
      "'attributedTo':'@ME@','to':['@PUBLIC@'," ROSA "]," MENTION
      ",'name':'Title','content':'<p>Long</p>'}}" },
    { { "status WHERE content LIKE '%Title%Long%'", 1 } } },
  { "s4-unknown-type",
    NULL,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@/n/1/a','type':'Create','actor':'@ME@','object':{'id':'@ME@/n/1',"
      "'type':'Review',"
      "'attributedTo':'@ME@','to':['@PUBLIC@'," ROSA "]," MENTION
      ",'name':'A book','summary':'Good'}}" },
    { { "status WHERE content LIKE '%A book%'", 1 } } },
  { "s33-unknown-activity",
    NULL,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@/x/1','type':'Travel','actor':'@ME@','object':" ROSA "}" },
    { { "status", 0 }, { "inbox_entry WHERE state = 'dropped'", 1 } } },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  inbox_cases_add ("/federation/", cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
