/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-coop-error.h"
#include "moot-db-pool.h"
#include "moot-membership.h"
#include "moot-voting.h"

#include <string.h>

G_BEGIN_DECLS

#define COOP_MEMBERS_MAX 30

/**
 * CoopFixture:
 * @members: the founder first; ids of members
 * @accounts: of the same people
 * @events: (element-type utf8): what listeners heard, `coop.proposal 3`
 * @edits_records: the test writes into the tables itself, which the log would tell
 *
 * A co-operative in a real file, at a time the test sets.
 */
typedef struct
{
  char *folder;
  MootDbPool *pool;
  MootSite *site;
  gint64 now;
  gint64 members[COOP_MEMBERS_MAX];
  gint64 accounts[COOP_MEMBERS_MAX];
  guint n_members;
  GPtrArray *events;
  gboolean edits_records;
} CoopFixture;

/* One step of a test inside a transaction of its own. */
typedef gboolean (*CoopStep) (const MootCoopContext  *context,
                              const MootActor        *actor,
                              gpointer                data,
                              GError                **error);

CoopFixture *coop_fixture_new  (const char  *bylaws,
                                guint        n_members) G_GNUC_WARN_UNUSED_RESULT;
void         coop_fixture_free (CoopFixture *self);

void coop_fixture_set_date  (CoopFixture *self,
                             const char  *iso);
void coop_fixture_pass_days (CoopFixture *self,
                             int          n_days);
void coop_fixture_run_jobs  (CoopFixture *self);

gboolean coop_fixture_try     (CoopFixture    *self,
                               guint           member,
                               CoopStep        step,
                               gpointer        data,
                               GError        **error);
void     coop_fixture_do      (CoopFixture    *self,
                               guint           member,
                               CoopStep        step,
                               gpointer        data);
void     coop_fixture_refuse  (CoopFixture    *self,
                               guint           member,
                               CoopStep        step,
                               gpointer        data,
                               MootCoopError   code);
gint64   coop_fixture_get_int (CoopFixture    *self,
                               const char     *sql);
void     coop_fixture_check   (CoopFixture    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CoopFixture, coop_fixture_free)

G_END_DECLS
