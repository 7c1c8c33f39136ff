/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What groups pass on of others, as Lemmy's do, and the life of everything that is no note.  The
 * paths carry the numbers of the statements. */
#include "inbox-case.h"

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

static const InboxCase cases[] = {
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
    ">" ROSA_FOLLOWS,
    { TRUE_NOTE },
    { FOLLOW, PASSED, PASS_ON ("2", TOMS ("Lock", "'@P@/notes/5'")) },
    .checks = { { "status", 2 }, { "inbox_entry WHERE state = 'dropped'", 1 } } },
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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  inbox_cases_add ("/federation/", cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
