/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-error.h"
#include "moot-site.h"

/* An empty database with the node's schema, in memory. */
static inline MootDb *
moot_test_db_new (void)
{
  g_autoptr (GError) error = NULL;
  MootDb *db = moot_db_open (":memory:", FALSE, &error);

  g_assert_no_error (error);
  moot_store_ensure_resources ();
  moot_db_migrate (db, MOOT_NODE_SCHEMA_FOLDER, &error);
  g_assert_no_error (error);
  return db;
}

/* A node that is called https://moot.example. */
static inline MootSite *
moot_test_site_new (MootDb *db)
{
  g_autoptr (GError) error = NULL;
  MootSite *site;

  moot_setting_put (db, "base_url", "https://moot.example", &error);
  g_assert_no_error (error);
  moot_setting_put (db, "domain", "moot.example", &error);
  g_assert_no_error (error);
  moot_setting_put (db, "name", "The Moot", &error);
  g_assert_no_error (error);
  site = moot_site_load (db, "/nonexistent", &error);
  g_assert_no_error (error);
  return site;
}
