/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What this node decided about other servers: the one answer for every door.
 *
 * The inbox, the documents, delivery and the fetcher ask moot_domain_policy_of(); nobody looks into
 * the tables.  A block stands for all subdomains, and of several the longest name decides.
 * Spec: Mastodon's domain blocks and limited federation mode.
 * Thread: the connection's. */
#include "moot-domain-policy.h"

#include "moot-domain-store.h"
#include "moot-relationship-store.h"
#include "moot-severance-store.h"
#include "moot-site.h"
#include "moot-uri.h"

#include <string.h>

static const struct
{
  const char *name;
  MootDomainSeverity severity;
} severities[] = {
  { "noop", MOOT_DOMAIN_OPEN },
  { "silence", MOOT_DOMAIN_SILENCED },
  { "suspend", MOOT_DOMAIN_SUSPENDED },
};

/**
 * moot_domain_dup_normal:
 * @text: (nullable): a host, perhaps with a port, as somebody wrote it
 *
 * The form in which blocks are kept and compared: lower case, ASCII, without port and last dot.
 *
 * Returns: (transfer full) (nullable): the host, or %NULL when it is none
 */
char *
moot_domain_dup_normal (const char *text)
{
  g_autofree char *host = NULL;
  const char *colon;

  if (text == NULL || strpbrk (text, "/@?#% ") != NULL)
    return NULL;
  host = moot_host_normalise (text);
  if (host != NULL)
    return g_steal_pointer (&host);
  colon = strrchr (text, ':');
  if (colon == NULL || colon[1] == '\0' || colon[1 + strspn (colon + 1, "0123456789")] != '\0')
    return NULL;
  host = g_strndup (text, (gsize) (colon - text));
  return moot_host_normalise (host);
}

/**
 * moot_domain_is_full:
 * @host: in normal form
 *
 * One word alone names a machine of a local network, or everything below it: in a list of servers
 * it is a slip.
 *
 * Returns: whether @host can be the name or number of a server that everybody reaches
 */
gboolean
moot_domain_is_full (const char *host)
{
  return strpbrk (host, ".:") != NULL;
}

/* A node never blocks itself, whatever its list says: neither its host nor what its handles say. */
static gboolean
is_own (MootDb      *db,
        const char  *host,
        gboolean    *out_own,
        GError     **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *domain = moot_setting_dup (db, "domain", &local);
  g_autofree char *base_url = local == NULL ? moot_setting_dup (db, "base_url", &local) : NULL;
  g_autofree char *called = moot_domain_dup_normal (domain);
  g_autofree char *own = base_url != NULL ? moot_uri_dup_host (base_url) : NULL;

  *out_own = g_strcmp0 (called, host) == 0 || g_strcmp0 (own, host) == 0;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_domain_is_own:
 * @site: the node
 * @host: in normal form
 *
 * Returns: whether @host is ours, or what our handles say
 */
gboolean
moot_domain_is_own (const MootSite *site,
                    const char     *host)
{
  g_autofree char *called = moot_domain_dup_normal (site->domain);
  g_autofree char *own = moot_domain_dup_normal (site->host);

  return g_strcmp0 (called, host) == 0 || g_strcmp0 (own, host) == 0;
}

/** moot_domain_severity_is_valid: whether @name is `noop`, `silence` or `suspend` */
gboolean
moot_domain_severity_is_valid (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (severities); i++)
    if (g_str_equal (severities[i].name, name))
      return TRUE;
  return FALSE;
}

static MootDomainPolicy
read_policy (const MootDomainRule *rule)
{
  MootDomainPolicy policy = { MOOT_DOMAIN_OPEN, rule->reject_media, rule->reject_reports };

  for (guint i = 0; i < G_N_ELEMENTS (severities); i++)
    if (g_str_equal (severities[i].name, rule->severity))
      policy.severity = severities[i].severity;
  return policy;
}

/**
 * moot_domain_policy_of:
 * @db: a connection
 * @host: another server's host, with or without its port, in any spelling
 * @out_policy: (out): what was decided about it
 * @error: return location
 *
 * Where only known servers are spoken to, everything else is %MOOT_DOMAIN_SUSPENDED; so is what is
 * no host at all.
 *
 * Returns: whether it is known
 */
gboolean
moot_domain_policy_of (MootDb            *db,
                       const char        *host,
                       MootDomainPolicy  *out_policy,
                       GError           **error)
{
  const MootDomainPolicy closed = { MOOT_DOMAIN_SUSPENDED, TRUE, TRUE };
  g_autofree char *normal = moot_domain_dup_normal (host);
  g_auto (MootDomainRule) rule = { TRUE, NULL, FALSE, FALSE };
  gboolean own = FALSE;

  if (normal == NULL)
    {
      *out_policy = closed;
      return TRUE;
    }
  if (!moot_domain_store_find_rule (db, normal, &rule, error))
    return FALSE;
  if ((!rule.allowed || rule.severity != NULL) && !is_own (db, normal, &own, error))
    return FALSE;
  if (own)
    *out_policy = (MootDomainPolicy){ 0 };
  else if (!rule.allowed)
    *out_policy = closed;
  else
    *out_policy = rule.severity != NULL ? read_policy (&rule) : (MootDomainPolicy){ 0 };
  return TRUE;
}

/**
 * moot_domain_policy_is_pending:
 * @db: a connection
 * @host: another server's host, in normal form
 * @out_pending: (out): whether only allowed servers are spoken to, and nothing was decided about
 * this one
 * @error: return location
 *
 * Returns: whether it is known
 */
gboolean
moot_domain_policy_is_pending (MootDb      *db,
                               const char  *host,
                               gboolean    *out_pending,
                               GError     **error)
{
  g_auto (MootDomainRule) rule = { TRUE, NULL, FALSE, FALSE };
  gboolean own = FALSE;

  if (!moot_domain_store_find_rule (db, host, &rule, error) ||
      (!rule.allowed && !is_own (db, host, &own, error)))
    return FALSE;
  *out_pending = !rule.allowed && rule.severity == NULL && !own;
  return TRUE;
}

/**
 * moot_domain_policy_is_blocked:
 * @host: another server's host
 * @pool: a #MootDbPool
 *
 * For those who have no connection: the fetcher and the acceptance predicate.  When the database
 * does not answer, nobody is spoken to.
 * Thread: any.
 *
 * Returns: whether nothing goes there and nothing is taken from there
 */
gboolean
moot_domain_policy_is_blocked (const char *host,
                               gpointer    pool)
{
  g_autoptr (GError) error = NULL;
  MootDomainPolicy policy = { MOOT_DOMAIN_SUSPENDED, TRUE, TRUE };
  MootDb *db = moot_db_pool_borrow_reader (pool, &error);

  if (db == NULL)
    return TRUE;
  moot_domain_policy_of (db, host, &policy, &error);
  moot_db_pool_return_reader (pool, db);
  return policy.severity == MOOT_DOMAIN_SUSPENDED;
}

static gboolean
find_marks (MootDb           *db,
            const char       *domain,
            MootDomainMarks  *out_marks,
            GError          **error)
{
  MootDomainPolicy policy;

  if (!moot_domain_policy_of (db, domain, &policy, error))
    return FALSE;
  *out_marks = (MootDomainMarks){ policy.severity == MOOT_DOMAIN_SUSPENDED,
                                  policy.severity == MOOT_DOMAIN_SILENCED, policy.reject_media };
  return TRUE;
}

/* No word goes to a suspended server: it is not spoken to. */
static gboolean
sever (MootDb        *db,
       const char    *domain,
       MootSevering  *severing,
       GError       **error)
{
  g_autoptr (GArray) pairs = moot_domain_store_list_follows (db, 0, domain, error);

  for (guint i = 0; pairs != NULL && i < pairs->len; i++)
    {
      const MootFollowPair *pair = &g_array_index (pairs, MootFollowPair, i);

      if (!moot_severing_note (severing, db, domain, pair, 0, error) ||
          !moot_follow_remove (db, pair->account_id, pair->target_id, error))
        return FALSE;
    }
  return pairs != NULL;
}

/* Marks the accounts of @domain, as it stands in handles, as its policy wants it; ends the follows
 * of a suspended one, and what waits for it is not delivered, not even if the block goes again. */
static gboolean
mark_accounts (MootDb        *db,
               const char    *domain,
               MootSevering  *severing,
               GError       **error)
{
  MootDomainMarks marks;

  return find_marks (db, domain, &marks, error) &&
         moot_domain_store_mark (db, domain, &marks, error) &&
         (!marks.suspended || (moot_domain_store_drop_deliveries (db, domain, error) &&
                               sever (db, domain, severing, error)));
}

/**
 * moot_domain_policy_mark_account:
 * @db: the writer
 * @account_id: who came, or came back, just now
 * @domain: as it stands in handles
 * @error: return location
 *
 * Marks the account as the policy for its server wants it.
 *
 * Returns: whether it was written
 */
gboolean
moot_domain_policy_mark_account (MootDb      *db,
                                 gint64       account_id,
                                 const char  *domain,
                                 GError     **error)
{
  MootDomainMarks marks;

  return find_marks (db, domain, &marks, error) &&
         moot_domain_store_mark_one (db, account_id, &marks, error);
}

/**
 * moot_domain_policy_enforce:
 * @db: the writer
 * @error: return location
 *
 * Brings every remote account in line with what is decided now.  What a block hid is seen again
 * when the block goes, without being sent again; follows it ended stay ended, and members are told
 * which.
 *
 * Returns: whether it was written
 */
gboolean
moot_domain_policy_enforce (MootDb  *db,
                            GError **error)
{
  g_autoptr (GPtrArray) domains = moot_domain_store_list_known (db, error);
  g_autoptr (MootSevering) severing = moot_severing_new ("domain_block");

  if (domains == NULL)
    return FALSE;
  for (guint i = 0; i < domains->len; i++)
    if (!mark_accounts (db, g_ptr_array_index (domains, i), severing, error))
      return FALSE;
  return moot_severing_finish (severing, db, error);
}

/** moot_domain_policy_set_allowlist: speaks to allowed servers only, or to all but blocked ones */
gboolean
moot_domain_policy_set_allowlist (MootDb    *db,
                                  gboolean   allowlist,
                                  GError   **error)
{
  return moot_domain_store_set_allowlist (db, allowlist, error) &&
         moot_domain_policy_enforce (db, error);
}
