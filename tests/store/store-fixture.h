/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-site.h"

G_BEGIN_DECLS

/**
 * StoreFixture:
 *
 * An empty node in memory, at https://moot.example, in which the test writes as it likes.
 */
typedef struct
{
  MootDb *db;
  MootSite *site;
} StoreFixture;

StoreFixture *store_fixture_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void          store_fixture_free (StoreFixture *self);

gint64 store_fixture_add_account (StoreFixture *self,
                                  const char   *acct);
void store_fixture_execute (StoreFixture *self,
                            const char *format,
                            ...) G_GNUC_PRINTF (2, 3);
gint64 store_fixture_get_int (StoreFixture *self,
                              const char *format,
                              ...) G_GNUC_PRINTF (2, 3);

const MootSql *store_fixture_statement (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreFixture, store_fixture_free)

G_END_DECLS
