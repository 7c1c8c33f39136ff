/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Blocks and allowances of whole servers, by the node and by one member, and the marks they leave
 * on accounts.  What a mark means is decided above, in moot-domain-policy.
 * Thread: the connection's. */
#include "moot-domain-store.h"

#include "moot-clock.h"
#include "moot-relationship-store.h"
#include "moot-site.h"
#include "moot-sql.h"

#include <string.h>

#define MODE "federation_mode"
#define MODE_ALLOWLIST "allowlist"
#define MODE_OPEN "open"
#define BY_DOMAIN 2 /* the bit of each mark that the server decides */

#define BY_ID(id) MOOT_BINDS (MOOT_INT ("id", id))
#define BY_NAME(domain) MOOT_BINDS (MOOT_TEXT ("domain", domain))
#define OF_MEMBER(account_id, domain) \
  MOOT_BINDS (MOOT_INT ("account_id", account_id), MOOT_TEXT ("domain", domain))

/** moot_domain_rule_clear: frees what @self holds */
void
moot_domain_rule_clear (MootDomainRule *self)
{
  g_clear_pointer (&self->severity, g_free);
}

/* The same name without its first label; a number has no parent. */
static const char *
get_parent (const char *host)
{
  const char *dot = strchr (host, '.');

  if (dot == NULL || g_hostname_is_ip_address (host))
    return NULL;
  return dot + 1;
}

static gboolean
find_allowed (MootDb      *db,
              const char  *host,
              gboolean    *out_allowed,
              GError     **error)
{
  gint64 found = 0;

  for (; host != NULL && found == 0; host = get_parent (host))
    if (!moot_db_get_int (db, &moot_sql_domain_allow_is, BY_NAME (host), &found, error))
      return FALSE;
  *out_allowed = found != 0;
  return TRUE;
}

static gboolean
find_severity (MootDb          *db,
               const char      *host,
               MootDomainRule  *rule,
               GError         **error)
{
  g_autoptr (GError) local = NULL;

  for (; host != NULL && rule->severity == NULL; host = get_parent (host))
    {
      g_autoptr (MootRows) rows =
        moot_db_query (db, &moot_sql_domain_block_severity, BY_NAME (host), error);

      if (rows == NULL)
        return FALSE;
      if (moot_rows_next (rows, &local))
        {
          rule->severity = g_strdup (moot_rows_get_text (rows, "severity"));
          rule->reject_media = moot_rows_get_int (rows, "reject_media") != 0;
          rule->reject_reports = moot_rows_get_int (rows, "reject_reports") != 0;
        }
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

static MootRows *
query_mode (MootDb    *db,
            gboolean  *out_allowlist,
            GError   **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_setting_get, MOOT_BINDS (MOOT_TEXT ("name", MODE)), error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return NULL;
  *out_allowlist = moot_rows_next (rows, &local) &&
                   g_strcmp0 (moot_rows_get_text (rows, "value"), MODE_ALLOWLIST) == 0;
  if (local == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * moot_domain_store_find_rule:
 * @db: a connection
 * @host: in normal form
 * @out_rule: (out): what is written about it; free with moot_domain_rule_clear()
 * @error: return location
 *
 * Looks at everything in one moment of the database, which is also quicker than one after the
 * other: it is asked for several times with each delivery.
 *
 * Returns: whether the database answered
 */
gboolean
moot_domain_store_find_rule (MootDb          *db,
                             const char      *host,
                             MootDomainRule  *out_rule,
                             GError         **error)
{
  gboolean allowlist = FALSE;
  g_autoptr (MootRows) moment = query_mode (db, &allowlist, error);

  *out_rule = (MootDomainRule){ TRUE, NULL, FALSE, FALSE };
  return moment != NULL && find_severity (db, host, out_rule, error) &&
         (!allowlist || find_allowed (db, host, &out_rule->allowed, error));
}

/** moot_domain_store_get_allowlist: whether only allowed servers are spoken to */
gboolean
moot_domain_store_get_allowlist (MootDb    *db,
                                 gboolean  *out_allowlist,
                                 GError   **error)
{
  g_autoptr (MootRows) rows = query_mode (db, out_allowlist, error);

  return rows != NULL;
}

/** moot_domain_store_set_allowlist: speaks to allowed servers only, or to all but blocked ones */
gboolean
moot_domain_store_set_allowlist (MootDb    *db,
                                 gboolean   allowlist,
                                 GError   **error)
{
  return moot_setting_put (db, MODE, allowlist ? MODE_ALLOWLIST : MODE_OPEN, error);
}

/**
 * moot_domain_block_store_put:
 * @db: the writer
 * @block: the block, its domain in normal form; the id is not looked at
 * @error: return location
 *
 * Adds a block, or changes the one that is there.
 *
 * Returns: whether it was written
 */
gboolean
moot_domain_block_store_put (MootDb                 *db,
                             const MootDomainBlock  *block,
                             GError                **error)
{
  return moot_db_run (db, &moot_sql_domain_block_put,
                      MOOT_BINDS (MOOT_TEXT ("domain", block->domain),
                                  MOOT_TEXT ("digest", block->digest),
                                  MOOT_TEXT ("severity", block->severity),
                                  MOOT_INT ("reject_media", block->reject_media),
                                  MOOT_INT ("reject_reports", block->reject_reports),
                                  MOOT_INT ("obfuscate", block->obfuscate),
                                  MOOT_TEXT ("private_comment", block->private_comment),
                                  MOOT_TEXT ("public_comment", block->public_comment),
                                  MOOT_INT ("log_seq", block->log_seq),
                                  MOOT_INT ("now", moot_clock_now ())),
                      error);
}

/** moot_domain_block_store_find: (transfer full) (nullable): the block of exactly this @domain */
MootDomainBlock *
moot_domain_block_store_find (MootDb      *db,
                              const char  *domain,
                              GError     **error)
{
  return moot_records_find (db, &moot_sql_domain_block_by_domain, BY_NAME (domain),
                            MOOT_TYPE_DOMAIN_BLOCK, error);
}

/** moot_domain_block_store_load: (transfer full) (nullable): the block @id */
MootDomainBlock *
moot_domain_block_store_load (MootDb  *db,
                              gint64   id,
                              GError **error)
{
  return moot_records_find (db, &moot_sql_domain_block_by_id, BY_ID (id), MOOT_TYPE_DOMAIN_BLOCK,
                            error);
}

static GPtrArray *
list (MootDb           *db,
      const MootRange  *range,
      const MootSql    *page,
      const MootSql    *all,
      GType             type,
      GError          **error)
{
  if (range == NULL)
    return moot_records_list (db, all, NULL, type, error);
  return moot_records_list (db, page,
                            MOOT_BINDS (MOOT_INT ("max_id", range->below),
                                        MOOT_INT ("floor", range->above),
                                        MOOT_INT ("limit", range->limit)),
                            type, error);
}

/**
 * moot_domain_block_store_list:
 * @db: a connection
 * @range: (nullable): the page, newest first; %NULL for all, by name
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootDomainBlock): the blocks
 */
GPtrArray *
moot_domain_block_store_list (MootDb           *db,
                              const MootRange  *range,
                              GError          **error)
{
  return list (db, range, &moot_sql_domain_block_page, &moot_sql_domain_block_all,
               MOOT_TYPE_DOMAIN_BLOCK, error);
}

/** moot_domain_block_store_remove: ends a block; none is no error */
gboolean
moot_domain_block_store_remove (MootDb  *db,
                                gint64   id,
                                GError **error)
{
  return moot_db_run (db, &moot_sql_domain_block_delete, BY_ID (id), error);
}

/** moot_domain_allow_store_put: allows a @domain in normal form; twice is no error */
gboolean
moot_domain_allow_store_put (MootDb      *db,
                             const char  *domain,
                             gint64       log_seq,
                             GError     **error)
{
  return moot_db_run (db, &moot_sql_domain_allow_put,
                      MOOT_BINDS (MOOT_TEXT ("domain", domain), MOOT_INT ("log_seq", log_seq),
                                  MOOT_INT ("now", moot_clock_now ())),
                      error);
}

/** moot_domain_allow_store_find: (transfer full) (nullable): the allowance of exactly @domain */
MootDomainAllow *
moot_domain_allow_store_find (MootDb      *db,
                              const char  *domain,
                              GError     **error)
{
  return moot_records_find (db, &moot_sql_domain_allow_by_domain, BY_NAME (domain),
                            MOOT_TYPE_DOMAIN_ALLOW, error);
}

/** moot_domain_allow_store_load: (transfer full) (nullable): the allowance @id */
MootDomainAllow *
moot_domain_allow_store_load (MootDb  *db,
                              gint64   id,
                              GError **error)
{
  return moot_records_find (db, &moot_sql_domain_allow_by_id, BY_ID (id), MOOT_TYPE_DOMAIN_ALLOW,
                            error);
}

/** moot_domain_allow_store_list: (transfer full) (element-type MootDomainAllow): a page of them,
 * newest first, or all by name without @range */
GPtrArray *
moot_domain_allow_store_list (MootDb           *db,
                              const MootRange  *range,
                              GError          **error)
{
  return list (db, range, &moot_sql_domain_allow_page, &moot_sql_domain_allow_all,
               MOOT_TYPE_DOMAIN_ALLOW, error);
}

/** moot_domain_allow_store_remove: ends an allowance; none is no error */
gboolean
moot_domain_allow_store_remove (MootDb  *db,
                                gint64   id,
                                GError **error)
{
  return moot_db_run (db, &moot_sql_domain_allow_delete, BY_ID (id), error);
}

/**
 * moot_domain_store_list_known:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8): where the remote accounts are from, each once, as
 *   it stands in handles: with the port if there is one
 */
GPtrArray *
moot_domain_store_list_known (MootDb  *db,
                              GError **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, &moot_sql_domain_of_accounts, NULL, error);
  g_autoptr (GPtrArray) domains = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    g_ptr_array_add (domains, g_strdup (moot_rows_text_at (rows, 0)));
  if (local == NULL)
    return g_steal_pointer (&domains);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * moot_domain_store_mark:
 * @db: the writer
 * @domain: as it stands in handles
 * @marks: what was decided
 * @error: return location
 *
 * Marks the accounts of a server; what each of them is by itself stays.
 *
 * Returns: whether it was written
 */
gboolean
moot_domain_store_mark (MootDb                 *db,
                        const char             *domain,
                        const MootDomainMarks  *marks,
                        GError                **error)
{
  return moot_db_run (db, &moot_sql_domain_mark_accounts,
                      MOOT_BINDS (MOOT_TEXT ("domain", domain),
                                  MOOT_INT ("suspended", marks->suspended ? BY_DOMAIN : 0),
                                  MOOT_INT ("silenced", marks->silenced ? BY_DOMAIN : 0),
                                  MOOT_INT ("media_hidden", marks->media_hidden ? BY_DOMAIN : 0)),
                      error);
}

/** moot_domain_store_mark_one: the same for one account */
gboolean
moot_domain_store_mark_one (MootDb                 *db,
                            gint64                  account_id,
                            const MootDomainMarks  *marks,
                            GError                **error)
{
  return moot_db_run (db, &moot_sql_domain_mark_account,
                      MOOT_BINDS (MOOT_INT ("id", account_id),
                                  MOOT_INT ("suspended", marks->suspended ? BY_DOMAIN : 0),
                                  MOOT_INT ("silenced", marks->silenced ? BY_DOMAIN : 0),
                                  MOOT_INT ("media_hidden", marks->media_hidden ? BY_DOMAIN : 0)),
                      error);
}

/** moot_domain_store_drop_deliveries: nothing that waits for the accounts of @domain, as it stands
 * in handles, is brought there any more */
gboolean
moot_domain_store_drop_deliveries (MootDb      *db,
                                   const char  *domain,
                                   GError     **error)
{
  return moot_db_run (db, &moot_sql_domain_deliveries_drop, BY_NAME (domain), error);
}

/**
 * moot_domain_store_list_follows:
 * @db: a connection
 * @account_id: one of ours, 0 for everybody
 * @domain: as it stands in handles
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootFollowPair): every follow and request between
 *   @account_id and a server, both ways
 */
GArray *
moot_domain_store_list_follows (MootDb      *db,
                                gint64       account_id,
                                const char  *domain,
                                GError     **error)
{
  g_autoptr (MootRows) rows =
    account_id != 0
      ? moot_db_query (db, &moot_sql_member_domain_follows, OF_MEMBER (account_id, domain), error)
      : moot_db_query (db, &moot_sql_domain_follows, BY_NAME (domain), error);
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (MootFollowPair));
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    {
      const MootFollowPair pair = { moot_rows_get_int (rows, "account_id"),
                                    moot_rows_get_int (rows, "target_id") };

      g_array_append_val (pairs, pair);
    }
  if (local == NULL)
    return g_steal_pointer (&pairs);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Each account that is known there; those who come later are announced when they do. */
static gboolean
announce_accounts (MootDb      *db,
                   gint64       account_id,
                   const char  *domain,
                   GError     **error)
{
  g_autoptr (GArray) ids =
    moot_records_list_ids (db, &moot_sql_domain_accounts, BY_NAME (domain), error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    moot_db_announce (db, MOOT_NEWS_HIDDEN, g_array_index (ids, gint64, i), account_id);
  return TRUE;
}

/**
 * moot_member_domain_block_put:
 * @db: the writer
 * @account_id: who blocks
 * @domain: as it stands in handles, in lower case
 * @error: return location
 *
 * Hides a server from one member: its notifications go.
 *
 * Returns: whether it was written
 */
gboolean
moot_member_domain_block_put (MootDb      *db,
                              gint64       account_id,
                              const char  *domain,
                              GError     **error)
{
  return moot_db_run (db, &moot_sql_member_domain_block_put,
                      MOOT_BINDS (MOOT_INT ("account_id", account_id), MOOT_TEXT ("domain", domain),
                                  MOOT_INT ("now", moot_clock_now ())),
                      error) &&
         moot_db_run (db, &moot_sql_member_domain_notifications_drop,
                      OF_MEMBER (account_id, domain), error) &&
         announce_accounts (db, account_id, domain, error);
}

/** moot_member_domain_block_remove: shows a server to a member again; no block is no error */
gboolean
moot_member_domain_block_remove (MootDb      *db,
                                 gint64       account_id,
                                 const char  *domain,
                                 GError     **error)
{
  return moot_db_run (db, &moot_sql_member_domain_block_delete, OF_MEMBER (account_id, domain),
                      error) &&
         announce_accounts (db, account_id, domain, error);
}

/**
 * moot_member_domain_announce:
 * @db: the writer
 * @account_id: somebody of another server, who may be new here
 * @domain: theirs, as it stands in handles
 * @error: return location
 *
 * Whoever blocked the server does not see them in a stream that is open already.
 *
 * Returns: whether the database answered
 */
gboolean
moot_member_domain_announce (MootDb      *db,
                             gint64       account_id,
                             const char  *domain,
                             GError     **error)
{
  g_autoptr (GArray) members =
    moot_records_list_ids (db, &moot_sql_member_domain_blockers, BY_NAME (domain), error);

  if (members == NULL)
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    moot_db_announce (db, MOOT_NEWS_HIDDEN, account_id, g_array_index (members, gint64, i));
  return TRUE;
}

/** moot_member_domain_block_has: whether a member blocked @domain; returns whether it is known */
gboolean
moot_member_domain_block_has (MootDb      *db,
                              gint64       account_id,
                              const char  *domain,
                              gboolean    *out_has,
                              GError     **error)
{
  gint64 found = 0;

  if (!moot_db_get_int (db, &moot_sql_member_domain_block_has, OF_MEMBER (account_id, domain),
                        &found, error))
    return FALSE;
  *out_has = found != 0;
  return TRUE;
}

/**
 * moot_member_domain_block_list:
 * @db: a connection
 * @account_id: whose blocks
 * @range: the page, newest first
 * @out_newest: (out): the cursor of the first one, 0 for an empty page
 * @out_oldest: (out): the cursor of the last one
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8): the domains
 */
GPtrArray *
moot_member_domain_block_list (MootDb           *db,
                               gint64            account_id,
                               const MootRange  *range,
                               gint64           *out_newest,
                               gint64           *out_oldest,
                               GError          **error)
{
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_member_domain_block_page,
    MOOT_BINDS (MOOT_INT ("account_id", account_id), MOOT_INT ("max_id", range->below),
                MOOT_INT ("floor", range->above), MOOT_INT ("limit", range->limit)),
    error);
  g_autoptr (GPtrArray) domains = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return NULL;
  *out_newest = *out_oldest = 0;
  while (moot_rows_next (rows, &local))
    {
      *out_oldest = moot_rows_get_int (rows, "id");
      if (*out_newest == 0)
        *out_newest = *out_oldest;
      g_ptr_array_add (domains, g_strdup (moot_rows_get_text (rows, "domain")));
    }
  if (local == NULL)
    return g_steal_pointer (&domains);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
