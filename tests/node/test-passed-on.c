/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What groups pass on of others, as Lemmy's do, the life of everything that is no note, and tags
 * that somebody follows or shows.  The paths carry the numbers of the statements. */
#include "inbox-case.h"

#include "moot-clock.h"
#include "moot-departure.h"
#include "moot-node.h"

/* What mira, as a group, passes on of tom's. */
#define PASS_ON(n, inner) \
  "{@AS@,'id':'@ME@#b/" n "','type':'Announce','actor':'@ME@','to':['@PUBLIC@'],'object':" inner "}"
#define TOMS(type, object) \
  "{'id':'@P@/users/tom#x/1','type':'" type "','actor':'@P@/users/tom','object':" object "}"
#define TOMS_NOTE(more)                                                                          \
  "{@AS@,'id':'@P@/notes/5','type':'Note','attributedTo':'@P@/users/tom','to':['@PUBLIC@']" more \
  "}"
#define FORGED TOMS_NOTE (",'content':'forged'")
#define TRUE_NOTE                                          \
  {                                                        \
    "/notes/5", TOMS_NOTE (",'content':'from the origin'") \
  }
#define DEED(actor, type, object) \
  "{'id':'" actor "#y/1','type':'" type "','actor':'" actor "','object':" object "}"
#define CHANGE(type, object, list)                                                       \
  "{'id':'@P@/users/tom#x/3','type':'" type "','actor':'@P@/users/tom','object':" object \
  ",'target':'@ME@/" list "'}"
#define ANN_HERE(remove) "'@P@/users/ann','target':'@ME@','removeData':" remove
#define ON_WALL(n, type)                                                          \
  "{@AS@,'id':'@ME@#w/" n "','type':'" type "','actor':'@ME@','to':['@PUBLIC@']," \
  "'object':'@P@/notes/5','target':'@ME@/wall'}"
/* rosa follows mira, who is a group and has moderators. */
#define MODERATED                                                 \
  ">" ROSA_FOLLOWS "; UPDATE remote_account SET moderators_uri =" \
  " (SELECT a.uri || '/moderators' FROM account a WHERE a.id = account_id)"
#define MODERATORS(list)                                                                   \
  {                                                                                        \
    "/users/mira/moderators",                                                              \
      "{@AS@,'id':'@ME@/moderators','type':'OrderedCollection','orderedItems':[" list "]}" \
  }
#define ANN                                                                               \
  {                                                                                       \
    "/users/ann", "{@AS@,'id':'@P@/users/ann','type':'Person','preferredUsername':'ann'," \
                  "'inbox':'@P@/users/ann/inbox'}"                                        \
  }
#define ANNS_NOTE                                                                        \
  {                                                                                      \
    "/notes/6", "{@AS@,'id':'@P@/notes/6','type':'Note','attributedTo':'@P@/users/ann'," \
                "'to':['@PUBLIC@'],'content':'of ann'}"                                  \
  }
#define PASSED PASS_ON ("1", TOMS ("Create", FORGED))
#define THING(type, n, more)                                                               \
  "{'id':'@ME@/things/" n "','type':'" type "','attributedTo':'@ME@'," TO_ROSA "," MENTION \
  ",'name':'Thing','url':'@ME@/page/" n "'" more "}"
#define THING_DONE(n, how, object) \
  "{@AS@,'id':'@ME@#t/" n "','type':'" how "','actor':'@ME@'," TO_ROSA ",'object':" object "}"
/* One stays and is changed, one goes. */
#define LIFE_OF(type)                                                                             \
  {                                                                                               \
    "s42-life-of-" type, NULL, { { NULL, NULL } },                                                \
      { THING_DONE ("1", "Create", THING (type, "1", ",'content':'<p>one</p>'")),                 \
        THING_DONE (                                                                              \
          "2", "Update",                                                                          \
          THING (type, "1", ",'content':'<p>two</p>','updated':'2026-09-01T00:00:00Z'")),         \
        THING_DONE ("3", "Create", THING (type, "2", ",'content':'<p>three</p>'")),               \
        THING_DONE ("4", "Delete", "{'id':'@ME@/things/2','type':'Tombstone'}") },                \
    {                                                                                             \
      { "status WHERE content LIKE '%Thing%two%page/1%' AND edited_at > 0", 1 }, { "status", 1 }, \
        { "status_edit", 2 },                                                                     \
      {                                                                                           \
        "remote_status WHERE type = '" type "'", 1                                                \
      }                                                                                           \
    }                                                                                             \
  }

#define FEATURED_TAG(n, type, name, target)                              \
  "{@AS@,'id':'@ME@#t/" n "','type':'" type "','actor':'@ME@','object':" \
  "{'type':'Hashtag','href':'@P@/tags/x','name':'" name "'},'target':" target "}"
#define TAGGED(id, to, name)                                                                  \
  "{@AS@,'id':'@ME@/notes/" id "/activity','type':'Create','actor':'@ME@','object':"          \
  "{'id':'@ME@/notes/" id "','type':'Note','attributedTo':'@ME@','to':['" to "'],'cc':[" ROSA \
  "],'content':'x','tag':[{'type':'Hashtag','href':'@P@/tags/x','name':'" name "'}]}}"

#define MIRAS(table, columns, values, n)                                           \
  "; WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " n \
  ") INSERT INTO " table " (" columns ") SELECT a.id, " values                     \
  " FROM n, account a WHERE a.username = 'mira'"
#define Y20 "yyyyyyyyyyyyyyyyyyyy"
#define Y100 Y20 Y20 Y20 Y20 Y20

static const InboxCase cases[] = {
  { "s38-undo-before-follow",
    NULL,
    { { NULL, NULL } },
    { DO ("2", "Undo", "'@ME@#f/1'"), FOLLOW },
    { { "follow", 0 } } },
  { "s38-undo-follow-by-actor",
    NULL,
    { { NULL, NULL } },
    { FOLLOW, "{@AS@,'id':'@N@/users/rosa#x','type':'Undo','actor':'@ME@','object':" ROSA "}" },
    { { "follow", 0 } } },
  { "s37-tentative-nobody-asked",
    NULL,
    { { NULL, NULL } },
    { FOLLOW, DO ("2", "TentativeAccept", "'@N@/users/rosa#follows/5'") },
    { { "follow WHERE account_id IN (SELECT account_id FROM user)", 0 },
      { "inbox_entry WHERE state = 'dropped'", 1 } } },
  { "s37-tentative-after-accept",
    ">" ROSA_FOLLOWS,
    { { NULL, NULL } },
    { FOLLOW, DO ("2", "TentativeReject", "'@N@/users/rosa#follows/5'") },
    { { "follow WHERE accepted = 1 AND asks = 1", 2 } } },
  { "s38-undo-accept-by-id-of-another",
    ">" ROSA_FOLLOWS "; UPDATE follow SET accept_uri = 'http://elsewhere.example/a'",
    { { NULL, NULL } },
    { FOLLOW, DO ("3", "Undo", "'http://elsewhere.example/b'") },
    { { "follow WHERE account_id IN (SELECT account_id FROM user)", 1 } } },
  { "s47-tags-on-a-profile",
    ">" ROSA_FOLLOWS,
    { { NULL, NULL } },
    { FOLLOW, FEATURED_TAG ("1", "Add", "#Bread", "'@ME@/featured'"),
      FEATURED_TAG ("2", "Add", "#rye", "'@ME@/featured'"),
      FEATURED_TAG ("3", "Add", "#two words", "'@ME@/featured'"),
      FEATURED_TAG ("4", "Add", "#theirs", "'@P@/users/tom/featured'"),
      FEATURED_TAG ("5", "Remove", "#rye", "'@ME@/featured'") },
    { { "featured_tag WHERE name = 'bread'", 1 }, { "featured_tag", 1 }, { "pin", 0 } } },
  { "s47-tags-are-few",
    ">" ROSA_FOLLOWS MIRAS ("featured_tag", "account_id, name, created_at", "'x' || i, 1", "10"),
    { { NULL, NULL } },
    { FOLLOW, FEATURED_TAG ("1", "Add", "#Bread", "'@ME@/featured'") },
    { { "featured_tag", 10 }, { "featured_tag WHERE name = 'bread'", 0 } } },
  { "s47-tags-in-their-own-collection",
    ">" ROSA_FOLLOWS "; UPDATE remote_account SET featured_tags_uri ="
    " (SELECT uri || '/tags' FROM account WHERE username = 'mira')",
    { { NULL, NULL } },
    { FOLLOW, FEATURED_TAG ("1", "Add", "#bread", "'@ME@/tags'"), CREATE ("1", ""),
      "{@AS@,'type':'Add','actor':'@ME@','object':'@ME@/notes/1','target':'@ME@/tags'}" },
    { { "featured_tag", 1 }, { "pin", 0 } } },
  { "s47-our-tags-are-told",
    NULL,
    { { NULL, NULL } },
    { FOLLOW, "!POST /api/v1/featured_tags name=Bread", "!POST /api/v1/tags/rye/feature",
      "!POST /api/v1/tags/rye/unfeature" },
    .sent = { "/tags/bread\",\"name\":\"#bread\"}", "\"type\":\"Remove\"" },
    .checks = { { "featured_tag WHERE name = 'bread'", 1 }, { "featured_tag", 1 } } },
  { "s40-tag-that-is-followed",
    ">" ROSA_FOLLOWS "; DELETE FROM follow WHERE target_id ="
    " (SELECT id FROM account WHERE username = 'mira')",
    { { NULL, NULL } },
    { FOLLOW, "!POST /api/v1/tags/bread/follow", TAGGED ("1", "@PUBLIC@", "#Bread"),
      TAGGED ("2", "@ME@/followers", "#bread"), TAGGED ("3", "@PUBLIC@", "#rye"),
      "!POST /api/v1/tags/bread/unfollow" },
    { { "home_entry", 1 }, { "tag_follow", 0 }, { "status", 3 } } },
  LIFE_OF ("Article"),
  LIFE_OF ("Page"),
  LIFE_OF ("Image"),
  LIFE_OF ("Video"),
  LIFE_OF ("Audio"),
  LIFE_OF ("Event"),
  LIFE_OF ("Review"),
  { "s43-group-passes-on-a-create",
    ">" ROSA_FOLLOWS,
    { TRUE_NOTE },
    { FOLLOW, PASSED, PASS_ON ("2", "'@P@/notes/5'") },
    .checks = { { "status WHERE content = 'from the origin'", 1 },
                { "status WHERE content = 'forged'", 0 },
                { "status WHERE reblog_of_id IS NOT NULL", 1 },
                { "home_entry", 1 } } },
  { "s43-group-passes-on-a-comment",
    ">" ROSA_FOLLOWS,
    { { "/notes/5", TOMS_NOTE (",'content':'from the origin','inReplyTo':'@P@/notes/4'") } },
    { FOLLOW, PASSED },
    .checks = { { "status WHERE content = 'from the origin'", 1 },
                { "status WHERE reblog_of_id IS NOT NULL", 0 } } },
  { "s43-group-nobody-follows",
    NULL,
    { TRUE_NOTE },
    { FOLLOW, PASSED },
    .unsent = "GET /notes/5",
    .checks = { { "status", 0 }, { "inbox_entry WHERE state = 'dropped'", 1 } } },
  { "s43-group-passes-on-an-update",
    ">" ROSA_FOLLOWS,
    { TRUE_NOTE },
    { FOLLOW, PASSED,
      "</notes/5 " TOMS_NOTE (",'content':'changed','updated':'2026-09-01T00:00:00Z'"),
      PASS_ON ("2", TOMS ("Update", FORGED)) },
    .checks = { { "status WHERE content = 'changed' AND edited_at > 0", 1 },
                { "status WHERE content = 'forged'", 0 } } },
  { "s43-group-passes-on-a-delete",
    ">" ROSA_FOLLOWS,
    { TRUE_NOTE },
    { FOLLOW, PASSED, "</notes/5 {@AS@,'id':'@P@/notes/5','type':'Tombstone'}",
      PASS_ON ("2", TOMS ("Delete", "'@P@/notes/5'")) },
    .checks = { { "status", 0 } } },
  { "s43-group-makes-up-a-delete",
    ">" ROSA_FOLLOWS,
    { TRUE_NOTE },
    { FOLLOW, PASSED, PASS_ON ("2", TOMS ("Delete", "'@P@/notes/5'")) },
    .checks = { { "status", 2 } } },
  { "s43-group-passes-on-likes",
    ">" ROSA_FOLLOWS,
    { TRUE_NOTE },
    { FOLLOW, PASSED, PASS_ON ("2", TOMS ("Like", "'@P@/notes/5'")),
      PASS_ON ("3", TOMS ("Like", "'@P@/notes/5'")) },
    .checks = { { "status WHERE favourites_count = 1", 1 },
                { "favourite", 0 },
                { "tally WHERE value = 1", 1 },
                { "inbox_entry WHERE state = 'failed'", 0 } } },
  { "s43-group-passes-on-an-undone-like",
    ">" ROSA_FOLLOWS,
    { TRUE_NOTE },
    { FOLLOW, PASSED, PASS_ON ("2", TOMS ("Like", "'@P@/notes/5'")),
      PASS_ON ("3", TOMS ("Undo", TOMS ("Like", "'@P@/notes/5'"))) },
    .checks = { { "status WHERE favourites_count > 0", 0 }, { "tally", 0 } } },
  { "s43-group-passes-on-a-dislike",
    ">" ROSA_FOLLOWS,
    { TRUE_NOTE },
    { FOLLOW, PASSED, PASS_ON ("2", TOMS ("Like", "'@P@/notes/5'")),
      PASS_ON ("3", TOMS ("Dislike", "'@P@/notes/5'")) },
    .checks = { { "status WHERE favourites_count > 0", 0 }, { "tally WHERE value = -1", 1 } } },
  { "s43-group-never-shared-it",
    ROSA_WROTE "; INSERT INTO follow (account_id, target_id, created_at)"
               " SELECT id, id, 1 FROM account WHERE username = 'rosa'",
    { { NULL, NULL } },
    { FOLLOW,
      "=UPDATE follow SET target_id = (SELECT id FROM account WHERE username = 'mira')"
      " WHERE target_id = account_id",
      PASS_ON ("2", TOMS ("Like", STATUS)) },
    .checks = { { "tally", 0 }, { "status WHERE favourites_count > 0", 0 } } },
  { "s43-group-locks-a-thread",
    MODERATED,
    { TRUE_NOTE, MODERATORS ("'@P@/users/tom'") },
    { FOLLOW, PASSED, PASS_ON ("2", TOMS ("Lock", "'@P@/notes/5'")),
      "-POST /api/v1/statuses status=x&in_reply_to_id=@S@",
      CREATE ("6", ",'inReplyTo':'@P@/notes/5'") },
    .checks = { { "status", 2 },
                { "thread_lock", 1 },
                { "notification WHERE type = 'mention'", 0 } } },
  { "s43-group-opens-a-thread-again",
    MODERATED,
    { TRUE_NOTE, MODERATORS ("'@P@/users/tom'") },
    { FOLLOW, PASSED, PASS_ON ("2", TOMS ("Lock", "'@P@/notes/5'")),
      PASS_ON ("3", TOMS ("Undo", TOMS ("Lock", "'@P@/notes/5'"))),
      "!POST /api/v1/statuses status=x&in_reply_to_id=@S@" },
    .checks = { { "status", 3 }, { "thread_lock", 0 } } },
  { "s43-group-itself-locks",
    MODERATED,
    { TRUE_NOTE },
    { FOLLOW, PASSED, PASS_ON ("2", DEED ("@ME@", "Lock", "'@P@/notes/5'")) },
    .checks = { { "thread_lock", 1 } } },
  { "s43-no-moderator-locks",
    MODERATED,
    { TRUE_NOTE, MODERATORS ("'@P@/users/ann'") },
    { FOLLOW, PASSED, PASS_ON ("2", TOMS ("Lock", "'@P@/notes/5'")) },
    .checks = { { "thread_lock", 0 }, { "inbox_entry WHERE state = 'dropped'", 1 } } },
  { "s43-group-locks-what-it-never-shared",
    MODERATED "; " ROSA_WROTE,
    { { NULL, NULL } },
    { FOLLOW, PASS_ON ("2", DEED ("@ME@", "Lock", STATUS)) },
    .checks = { { "thread_lock", 0 }, { "inbox_entry WHERE state = 'dropped'", 1 } } },
  { "s43-lock-that-nobody-passed-on",
    MODERATED,
    { TRUE_NOTE },
    { FOLLOW, PASSED, DO ("9", "Lock", "'@P@/notes/5'") },
    .checks = { { "thread_lock", 0 }, { "inbox_entry WHERE state = 'dropped'", 1 } } },
  { "s43-moderator-takes-out",
    MODERATED,
    { ANN, ANNS_NOTE, MODERATORS ("'@P@/users/tom'") },
    { FOLLOW, PASS_ON ("1", "'@P@/notes/6'"), PASS_ON ("2", TOMS ("Delete", "'@P@/notes/6'")) },
    .checks = { { "status", 0 } } },
  { "s43-moderator-bans-with-posts",
    MODERATED,
    { ANN, ANNS_NOTE, MODERATORS ("'@P@/users/tom'") },
    { FOLLOW, PASS_ON ("1", "'@P@/notes/6'"), PASS_ON ("2", TOMS ("Block", ANN_HERE ("true"))) },
    .checks = { { "status", 0 }, { "block", 0 } } },
  { "s43-moderator-bans",
    MODERATED,
    { ANN, ANNS_NOTE, MODERATORS ("'@P@/users/tom'") },
    { FOLLOW, PASS_ON ("1", "'@P@/notes/6'"), PASS_ON ("2", TOMS ("Block", ANN_HERE ("false"))) },
    .checks = { { "status WHERE content = 'of ann' OR reblog_of_id IS NOT NULL", 2 } } },
  { "s43-moderator-puts-back",
    MODERATED,
    { ANN, ANNS_NOTE, MODERATORS ("'@P@/users/tom'") },
    { FOLLOW, PASS_ON ("1", "'@P@/notes/6'"), PASS_ON ("2", TOMS ("Delete", "'@P@/notes/6'")),
      PASS_ON ("3", TOMS ("Undo", TOMS ("Delete", "'@P@/notes/6'"))) },
    .checks = { { "status WHERE content = 'of ann'", 1 },
                { "status WHERE reblog_of_id IS NOT NULL", 1 } } },
  { "s41-group-takes-out-what-it-shared",
    MODERATED,
    { ANN, ANNS_NOTE },
    { FOLLOW, PASS_ON ("1", "'@P@/notes/6'"), DO ("9", "Delete", "'@P@/notes/6'") },
    .checks = { { "status", 0 } } },
  { "s41-group-takes-out-what-is-followed-elsewhere",
    MODERATED,
    { ANN, ANNS_NOTE },
    { FOLLOW, PASS_ON ("1", "'@P@/notes/6'"),
      "=INSERT INTO follow (account_id, target_id, created_at) SELECT r.id, a.id, 1"
      " FROM account r, account a WHERE r.username = 'rosa' AND a.uri LIKE '%/users/ann'",
      DO ("9", "Delete", "'@P@/notes/6'") },
    .checks = { { "status WHERE content = 'of ann'", 1 }, { "status", 1 } } },
  { "s47-moderator-pins",
    MODERATED,
    { TRUE_NOTE, MODERATORS ("'@P@/users/tom'") },
    { FOLLOW, PASSED, PASS_ON ("2", CHANGE ("Add", "'@P@/notes/5'", "featured")) },
    .checks = { { "pin p JOIN account a ON a.id = p.account_id WHERE a.username = 'mira'", 1 } } },
  { "s47-moderator-unpins",
    MODERATED,
    { TRUE_NOTE, MODERATORS ("'@P@/users/tom'") },
    { FOLLOW, PASSED, PASS_ON ("2", CHANGE ("Add", "'@P@/notes/5'", "featured")),
      PASS_ON ("3", CHANGE ("Remove", "'@P@/notes/5'", "featured")) },
    .checks = { { "pin", 0 }, { "inbox_entry WHERE state = 'dropped'", 0 } } },
  { "s47-moderators-come-and-go",
    MODERATED,
    { TRUE_NOTE, MODERATORS ("'@P@/users/tom'") },
    { FOLLOW, PASSED, PASS_ON ("2", CHANGE ("Add", "'@P@/users/ann'", "moderators")),
      PASS_ON ("3", CHANGE ("Remove", "'@P@/users/tom'", "moderators")),
      PASS_ON ("4", TOMS ("Lock", "'@P@/notes/5'")) },
    .checks = { { "group_moderator WHERE uri LIKE '%/users/ann'", 1 },
                { "group_moderator", 1 },
                { "thread_lock", 0 } } },
  { "s47-moderators-are-few",
    MODERATED MIRAS ("group_moderator", "group_id, uri", "'https://x.example/' || i", "100"),
    { { NULL, NULL } },
    { FOLLOW,
      PASS_ON ("2", "{'id':'@ME@#y/1','type':'Add','actor':'@ME@','object':'@P@/users/ann',"
                    "'target':'@ME@/moderators'}") },
    .checks = { { "group_moderator", 100 }, { "inbox_entry WHERE state = 'done'", 2 } } },
  { "s47-added-to-a-wall",
    ">" ROSA_FOLLOWS,
    { { "/notes/5", TOMS_NOTE (",'content':'for the wall','target':{'type':'Collection',"
                               "'id':'@ME@/wall','attributedTo':'@ME@'}") } },
    { FOLLOW, ON_WALL ("1", "Add") },
    .checks = { { "status WHERE content = 'for the wall'", 1 },
                { "status WHERE reblog_of_id IS NOT NULL", 1 },
                { "home_entry", 1 },
                { "pin", 0 } } },
  { "s47-removed-from-a-wall",
    ">" ROSA_FOLLOWS,
    { { "/notes/5", TOMS_NOTE (",'content':'for the wall','target':{'type':'Collection',"
                               "'id':'@ME@/wall','attributedTo':'@ME@'}") } },
    { FOLLOW, ON_WALL ("1", "Add"), ON_WALL ("2", "Remove") },
    .checks = { { "status WHERE content = 'for the wall'", 1 }, { "status", 1 } } },
  { "s47-added-to-a-wall-it-was-not-written-for",
    ">" ROSA_FOLLOWS,
    { TRUE_NOTE },
    { FOLLOW, ON_WALL ("1", "Add") },
    .checks = { { "status", 0 }, { "inbox_entry WHERE state = 'dropped'", 1 } } },
  { "s47-tags-are-asked-for",
    ">" ROSA_FOLLOWS "; UPDATE remote_account SET featured_tags_uri ="
    " (SELECT uri || '/tags' FROM account WHERE username = 'mira');"
    " INSERT INTO featured_tag (account_id, name, created_at)"
    " SELECT id, 'old', 1 FROM account WHERE username = 'mira'",
    { { "/users/mira/tags",
        "{@AS@,'id':'@ME@/tags','type':'Collection','items':[{'type':'Hashtag',"
        "'href':'@P@/tags/rye','name':'#Rye'},{'type':'Hashtag','name':'#two words'}]}" } },
    { FOLLOW, "!GET /api/v1/accounts/@M@/statuses", "!GET /api/v1/accounts/@M@/featured_tags" },
    .checks = { { "featured_tag WHERE name = 'rye'", 1 }, { "featured_tag", 1 } },
    .shown = "\"name\":\"rye\"" },
  { "s33-from-the-future",
    NULL,
    { { NULL, NULL } },
    { CREATE ("1", ",'published':'2099-01-01T00:00:00Z'") },
    { { "status", 1 },
      { "status WHERE created_at > (CAST (strftime ('%s', 'now') AS INTEGER) + 60) * 1000", 0 } } },
  { "s33-view",
    ROSA_WROTE,
    { { NULL, NULL } },
    { DO ("1", "View", STATUS), DO ("2", "Read", STATUS), DO ("3", "Offer", STATUS) },
    { { "inbox_entry WHERE state = 'dropped'", 3 }, { "notification", 0 } } },
  { "s4-chat-message",
    NULL,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@#c/1','type':'Create','actor':'@ME@','to':[" ROSA "],'object':"
      "{'id':'@ME@/chat/1','type':'ChatMessage','attributedTo':'@ME@','to':[" ROSA
      "],'content':'psst'}}" },
    { { "status WHERE content = 'psst' AND visibility = 3", 1 },
      { "notification WHERE type = 'mention'", 1 } } },
  { "s4-invitation",
    NULL,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@#i/1','type':'Invite','actor':'@ME@','to':[" ROSA "],'content':'Come!',"
      "'object':{'id':'@P@/events/1','type':'Event','name':'Baking <day>'},'target':" ROSA "}" },
    { { "status WHERE visibility = 3 AND content LIKE '%/events/1%Baking &lt;day&gt;%Come!%'", 1 },
      { "notification WHERE type = 'mention'", 1 } } },
  { "s4-invitation-of-somebody-else",
    NULL,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@#i/1','type':'Invite','actor':'@ME@','to':['@P@/users/tom'],"
      "'object':'@P@/events/1','target':'@P@/users/tom'}" },
    { { "status", 0 }, { "inbox_entry WHERE state = 'dropped'", 1 } } },
  { "s4-invitation-that-says-much",
    NULL,
    { { NULL, NULL } },
    { "{@AS@,'id':'@ME@#i/1','type':'Invite','actor':'@ME@','to':[" ROSA "],'content':'" Y100 Y100
        Y100 Y100 Y100 Y100 "','object':'@P@/events/1','target':" ROSA "}" },
    { { "status WHERE length (content) - length (replace (content, 'y', '')) = 500", 1 } } },
  { "s4-joins-no-group",
    NULL,
    { { NULL, NULL } },
    { DO ("1", "Join", ROSA), DO ("2", "Leave", ROSA) },
    { { "follow", 0 }, { "inbox_entry WHERE state = 'dropped'", 2 } } },
  { "s44-dislike",
    ROSA_WROTE,
    { { NULL, NULL } },
    { DO ("1", "Dislike", STATUS) },
    .checks = { { "tally WHERE value = -1", 1 },
                { "favourite", 0 },
                { "notification", 0 },
                { "inbox_entry WHERE state = 'done'", 1 } } },
  { "s44-dislike-undone",
    ROSA_WROTE,
    { { NULL, NULL } },
    { DO ("1", "Dislike", STATUS),
      DO ("2", "Undo", "{'id':'@ME@#a/1','type':'Dislike','actor':'@ME@','object':" STATUS "}") },
    .checks = { { "tally", 0 }, { "inbox_entry WHERE state = 'failed'", 0 } } },
  { "s54-wider-by-somebody-else",
    ">" ROSA_FOLLOWS,
    { { NULL, NULL } },
    { FOLLOW,
      "</notes/5 {@AS@,'id':'@P@/notes/5','type':'Note','attributedTo':'@P@/users/tom','to':" ROSA
      "," MENTION ",'content':'for rosa'}",
      PASSED, PASS_ON ("2", TOMS ("Create", FORGED)) },
    .checks = { { "status WHERE visibility = 3 AND content = 'for rosa'", 1 },
                { "status", 1 },
                { "status WHERE listed = 1", 0 } } },
};

#define PROOF ",  'proof':{'type':'DataIntegrityProof','cryptosuite':'eddsa-jcs-2022','n':'%m'}}"
#define TO_FOLLOWERS "'to':['@PUBLIC@'],'cc':['@N@/users/rosa/followers','@N@/users/rosa']"
#define CREATED                                                                           \
  "{@AS@,'id':'@ME@#c/%m','type':'Create','actor':'@ME@','object':{'id':'@ME@/notes/%n'," \
  "'type':'Note','attributedTo':'@ME@'," TO_FOLLOWERS ",'inReplyTo':" STATUS              \
  ",'content':'Rye'}" PROOF
#define DELETED                                                         \
  "{@AS@,'id':'@ME@#d/%m','type':'Delete','actor':'@ME@'," TO_FOLLOWERS \
  ",'object':{'id':'@ME@/notes/%n','type':'Tombstone'}" PROOF
#define DELETED_QUIETLY                                                      \
  "{@AS@,'id':'@ME@#d/%m','type':'Delete','actor':'@ME@','to':['@PUBLIC@']," \
  "'object':{'id':'@ME@/notes/%n','type':'Tombstone'}" PROOF

#define QUOTED                                                                                  \
  "INSERT INTO quote (status_id, quoted_uri, quoted_id, state, authorization_uri, created_at) " \
  "SELECT 77, s.uri, s.id, 'accepted', m.uri || '/stamps/1', 1 FROM status s "                  \
  "JOIN account m ON m.id = s.account_id WHERE s.uri LIKE '%/notes/10'"
#define STAMP_WITHDRAWN                                                               \
  "{@AS@,'id':'@ME@#d/%m','type':'Delete','actor':'@ME@','to':['@PUBLIC@'],'object':" \
  "'@ME@/stamps/1'" PROOF

static gboolean
run_sql (MootDb    *db,
         gpointer   sql,
         GError   **error)
{
  return moot_db_execute (db, sql, error);
}

/* What answers rosa goes on to her followers, to the byte, and so does its end if it is for them;
 * that she may not quote any more goes to whoever has the quote. */
static void
test_forwarding (void)
{
  static const struct
  {
    const char *mark;
    const char *note;
    const char *json;
    gboolean is_passed_on;
    const char *before; /* (nullable): SQL */
  } steps[] = {
    { "one", "8", CREATED, TRUE },
    { "two", "8", CREATED, FALSE }, /* seen already */
    { "three", "8", DELETED, TRUE },
    { "four", "8", CREATED, FALSE }, /* what was deleted does not come again */
    { "five", "9", CREATED, TRUE },
    { "six", "9", DELETED_QUIETLY, FALSE },
    { "seven", "10", CREATED, TRUE },
    { "eight", "10", STAMP_WITHDRAWN, FALSE }, /* of something else */
    { "nine", "10", STAMP_WITHDRAWN, TRUE, QUOTED },
  };
  MootTestNode *node = moot_test_node_new ();
  g_autoptr (InboxPeer) peer = inbox_peer_new ();
  g_autoptr (InboxPeer) follower = inbox_peer_new ();
  g_autoptr (InboxPeer) other = inbox_peer_new (); /* whose server says nothing of proofs */

  moot_test_node_add_user (node, "rosa");
  moot_test_node_write (node, run_sql, (gpointer) ROSA_WROTE);
  g_assert_cmpuint (inbox_peer_post (follower, node, FOLLOW), ==, 202);
  inbox_settle (node);
  moot_test_node_write (node, run_sql, (gpointer) "UPDATE remote_account SET takes_proofs = 1");
  g_assert_cmpuint (inbox_peer_post (peer, node, FOLLOW), ==, 202);
  g_assert_cmpuint (inbox_peer_post (other, node, FOLLOW), ==, 202);
  inbox_settle (node);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GString) json = g_string_new (steps[i].json);
      g_autofree char *bytes = NULL;
      g_autofree char *mark = g_strdup_printf ("\"n\":\"%s\"", steps[i].mark);
      g_autofree char *heard = NULL;

      if (steps[i].before != NULL)
        moot_test_node_write (node, run_sql, (gpointer) steps[i].before);
      g_string_replace (json, "%m", steps[i].mark, 0);
      g_string_replace (json, "%n", steps[i].note, 0);
      bytes = inbox_peer_fill (peer, node, json->str);
      g_assert_cmpuint (inbox_peer_post (peer, node, json->str), ==, 202);
      inbox_settle (node);
      if (steps[i].is_passed_on)
        {
          heard = inbox_peer_wait_for (follower, mark);
          g_assert_cmpstr (strstr (heard, "\r\n\r\n") + 4, ==, bytes);
        }
      else
        {
          inbox_wait_for_count (node, "(SELECT COUNT(*) AS n FROM delivery) WHERE n = 0", 1);
          g_assert_cmpuint (inbox_peer_count (follower, mark), ==, 0);
        }
      g_assert_cmpuint (inbox_peer_count (other, mark), ==, 0);
    }
  moot_test_node_free (node);
}

typedef struct
{
  const MootSite *site;
  gint64 account_id;
} Departure;

static gboolean
depart (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  const Departure *departure = data;

  return moot_departure_put (db, departure->site, departure->account_id, moot_clock_now (), error);
}

/* Who leaves tells everybody who is known, also those who follow nobody. */
static void
test_farewell (void)
{
  MootTestNode *node = moot_test_node_new ();
  g_autoptr (InboxPeer) peer = inbox_peer_new ();
  g_autofree char *heard = NULL;
  Departure rosa = { moot_node_get_services (node->node)->site,
                     moot_test_node_add_user (node, "rosa") };

  g_assert_cmpuint (inbox_peer_post (peer, node, CREATE ("1", "")), ==, 202);
  inbox_settle (node);
  g_assert_cmpint (inbox_count (node, "follow"), ==, 0);
  moot_test_node_write (node, depart, &rosa);
  heard = inbox_peer_wait_for (peer, "/users/rosa#delete\",\"type\":\"Delete\"");
  g_assert_nonnull (heard);
  moot_test_node_free (node);
}

/* An actor that says very much of itself is asked instead. */
static void
test_large_update (void)
{
  MootTestNode *node = moot_test_node_new ();
  g_autoptr (InboxPeer) peer = inbox_peer_new ();
  g_autofree char *much = g_strnfill (70000, 'x');
  g_autofree char *pem = g_strescape (peer->public_pem, NULL);

  moot_test_node_add_user (node, "rosa");
  g_assert_cmpuint (inbox_peer_post (peer, node, FOLLOW), ==, 202);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *json = g_strdup_printf (
        "{@AS@,'id':'@ME@#u/%u','type':'Update','actor':'@ME@','object':{'id':'@ME@',"
        "'type':'Person','preferredUsername':'mira','name':'Inside','inbox':'@ME@/inbox',"
        "'much':'%s','publicKey':{'id':'@ME@#main-key','owner':'@ME@','publicKeyPem':'%s'}}}",
        i, i == 0 ? "" : much, pem);

      g_assert_cmpuint (inbox_peer_post (peer, node, json), ==, 202);
      inbox_settle (node);
      inbox_wait_for_count (node,
                            i == 0 ? "account WHERE display_name = 'Inside'"
                                   : "account WHERE display_name = 'Name of mira'",
                            1);
    }
  moot_test_node_free (node);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  inbox_cases_add ("/federation/", cases, G_N_ELEMENTS (cases));
  g_test_add_func ("/federation/s12-farewell-to-everybody", test_farewell);
  g_test_add_func ("/federation/s42-large-update", test_large_update);
  g_test_add_func ("/federation/s57-forwarding", test_forwarding);
  return g_test_run ();
}
