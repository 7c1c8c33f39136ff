/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "inbox-peer.h"

G_BEGIN_DECLS

/* The words of the tables: `'` for `"`, see inbox_peer_fill(). */
#define ROSA "'@N@/users/rosa'"
#define STATUS "'@N@/users/rosa/statuses/77'"
#define TO_ROSA "'to':['@PUBLIC@'],'cc':['@ME@/followers'," ROSA "]"
#define MENTION "'tag':{'type':'Mention','href':" ROSA ",'name':'@rosa'}"
#define DO(n, type, object) \
  "{@AS@,'id':'@ME@#a/" n "','type':'" type "','actor':'@ME@','object':" object "}"
#define ROSA_WROTE                                                                        \
  "INSERT INTO status (id, account_id, thread_id, visibility, created_at, uri, content) " \
  "SELECT 77, id, 77, 0, 1, uri || '/statuses/77', 'x' FROM account WHERE username = 'rosa'"
#define NOTE(id, more)                                                                     \
  "{'id':'@ME@/notes/" id "','type':'Note','attributedTo':'@ME@'," TO_ROSA "," MENTION "," \
  "'content':'x'" more "}"
#define CREATE(id, more)                                                            \
  "{@AS@,'id':'@ME@/notes/" id "/activity','type':'Create','actor':'@ME@'," TO_ROSA \
  ",'object':" NOTE (id, more) "}"
#define FOLLOW "{@AS@,'id':'@ME@#f/1','type':'Follow','actor':'@ME@','object':" ROSA "}"
#define ROSA_FOLLOWS                                                       \
  "INSERT INTO follow (account_id, target_id, uri, created_at) "           \
  "SELECT r.id, m.id, r.uri || '#follows/5', 1 FROM account r, account m " \
  "WHERE r.username = 'rosa' AND m.username = 'mira'"
#define ONLY_ROSA(what)                                                             \
  ROSA_WROTE "; INSERT INTO interaction_policy (status_id, interaction, automatic)" \
             " VALUES (77, '" what "', 'author')"
#define ASKING_ROSA(what)                                                                   \
  ROSA_WROTE "; INSERT INTO interaction_policy (status_id, interaction, automatic, manual)" \
             " VALUES (77, '" what "', 'author', 'public')"
#define LIKE DO ("1", "Like", STATUS)
#define YES "!POST /api/v1/interaction_requests/@ID@/authorize"
#define NO "!POST /api/v1/interaction_requests/@ID@/reject"

/**
 * InboxCase:
 * @name: the last part of the test's path
 * @before: SQL, after the first step if that begins with `>`
 * @served: documents of the peer
 * @steps: what the peer delivers; or `!METHOD PATH [FORM]`: what rosa does through the API; or
 *   `-METHOD PATH [FORM]`: what she may not (422); or
 *   `<PATH JSON`: what the peer serves from then on; or `=SQL`; or `~`: the node looks after polls.
 *   @ID@ is what waits for anybody's
 *   leave, @S@ the newest status, @M@ mira's account
 * @checks: rows of the database then, as inbox_count() takes them
 * @sent: what the peer gets to hear
 * @unsent: what it does not
 * @shown: what stands in the last answer to rosa
 *
 * What another server and a member do to each other, and what comes of it.
 */
typedef struct
{
  const char *name;
  const char *before;
  struct
  {
    const char *path;
    const char *json;
  } served[3];
  const char *steps[8];
  struct
  {
    const char *what;
    gint64 n;
  } checks[4];
  const char *sent[2];
  const char *unsent;
  const char *shown;
} InboxCase;

void inbox_cases_add (const char      *folder,
                      const InboxCase *cases,
                      guint            n_cases);

G_END_DECLS
