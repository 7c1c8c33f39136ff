/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Deciding which servers the co-op has to do with.  Each decision is an entry of the log: who keeps
 * the laptop can block a server, but not in silence.
 * Spec: Mastodon's domain blocks and limited federation mode.
 * Thread: the connection's. */
#include "moot-domain-decisions.h"

#include "moot-audit.h"
#include "moot-crypto.h"
#include "moot-domain-policy.h"
#include "moot-domain-store.h"
#include "moot-error.h"
#include "moot-pending-hosts.h"

#include <string.h>

/**
 * moot_domains_check_name:
 * @context: a context
 * @domain: (nullable): what somebody wrote
 * @local_names: whether one word is a name, as in a local network
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID for what is no domain and for our own.
 *
 * Returns: (transfer full): the domain in normal form
 */
char *
moot_domains_check_name (const MootCoopContext  *context,
                         const char             *domain,
                         gboolean                local_names,
                         GError                **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (domain != NULL ? domain : ""));
  g_autofree char *normal = moot_domain_dup_normal (stripped);

  if (*stripped == '\0')
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                 "Validation failed: Domain can't be blank");
  else if (normal == NULL || !(local_names || moot_domain_is_full (normal)))
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                 "Validation failed: Domain is not a valid domain name");
  else if (moot_domain_is_own (context->site, normal))
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                 "Validation failed: Domain is this server's own");
  else
    return g_steal_pointer (&normal);
  return NULL;
}

static gboolean
note (const MootCoopContext  *context,
      gint64                  actor_id,
      const char             *type,
      const MootAuditFact     facts[2],
      gint64                 *out_seq,
      GError                **error)
{
  const MootAuditEvent event = { .type = type,
                                 .actor_id = actor_id,
                                 .subject_type = "federation",
                                 .facts = { facts[0], facts[1] } };

  return moot_audit_append (context, &event, out_seq, error);
}

static gboolean
put_block (const MootCoopContext  *context,
           gint64                  actor_id,
           const MootDomainBlock  *block,
           GError                **error)
{
  g_autoptr (MootDomainBlock) entry = g_object_new (MOOT_TYPE_DOMAIN_BLOCK, NULL);

  entry->domain = g_strdup (block->domain);
  entry->digest = moot_sha256_hex (block->domain, strlen (block->domain));
  entry->severity = g_strdup (block->severity);
  entry->reject_media = block->reject_media;
  entry->reject_reports = block->reject_reports;
  entry->obfuscate = block->obfuscate;
  entry->private_comment = g_strdup (block->private_comment);
  entry->public_comment = g_strdup (block->public_comment);
  return note (context, actor_id, "domain.blocked",
               (MootAuditFact[]){ { "domain", block->domain, 0 },
                                  { "severity", block->severity, 0 } },
               &entry->log_seq, error) &&
         moot_domain_block_store_put (context->db, entry, error);
}

static gboolean
is_stricter (const MootDomainBlock *block,
             const MootDomainBlock *than)
{
  static const char order[][8] = { "noop", "silence", "suspend" };
  guint own = 0;
  guint other = 0;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      own = g_str_equal (order[i], block->severity) ? i : own;
      other = g_str_equal (order[i], than->severity) ? i : other;
    }
  if (own != other)
    return own > other;
  return (block->reject_media && !than->reject_media) ||
         (block->reject_reports && !than->reject_reports);
}

/**
 * moot_domains_find_cover:
 * @db: a connection
 * @block: a block that somebody wants
 * @out_cover: (out) (nullable) (transfer full): the block that is there already: of the same
 * domain, or of a parent and no less strict
 * @error: return location
 *
 * Returns: whether it is known
 */
gboolean
moot_domains_find_cover (MootDb                 *db,
                         const MootDomainBlock  *block,
                         MootDomainBlock       **out_cover,
                         GError                **error)
{
  const char *name = block->domain;

  *out_cover = NULL;
  while (name != NULL)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (MootDomainBlock) found = moot_domain_block_store_find (db, name, &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (found != NULL && (name == block->domain || !is_stricter (block, found)))
        {
          *out_cover = g_steal_pointer (&found);
          return TRUE;
        }
      name = strchr (name, '.');
      name = name != NULL ? name + 1 : NULL;
    }
  return TRUE;
}

/**
 * moot_domains_block:
 * @context: a context inside a transaction
 * @actor_id: the member who decides, 0 for whoever has the node's files
 * @block: the block, its domain checked; an older one of the same domain is changed
 * @error: return location
 *
 * Returns: whether it was written and is in force
 */
gboolean
moot_domains_block (const MootCoopContext  *context,
                    gint64                  actor_id,
                    const MootDomainBlock  *block,
                    GError                **error)
{
  return put_block (context, actor_id, block, error) &&
         moot_pending_hosts_settle (context->db, block->domain, error) &&
         moot_domain_policy_enforce (context->db, error);
}

/**
 * moot_domains_import:
 * @context: a context inside a transaction
 * @actor_id: as moot_domains_block()
 * @blocks: (element-type MootDomainBlock): somebody's list
 * @out_n_new: (out): how many of them were not there
 * @error: return location
 *
 * Adds what is new.  What this co-op decided itself stays as it is, and it never blocks itself.
 *
 * Returns: whether it was written and is in force
 */
gboolean
moot_domains_import (const MootCoopContext  *context,
                     gint64                  actor_id,
                     const GPtrArray        *blocks,
                     guint                  *out_n_new,
                     GError                **error)
{
  guint n_new = 0;

  for (guint i = 0; i < blocks->len; i++)
    {
      const MootDomainBlock *block = g_ptr_array_index (blocks, i);
      g_autoptr (GError) local = NULL;
      g_autoptr (MootDomainBlock) found =
        moot_domain_block_store_find (context->db, block->domain, &local);

      if (local == NULL && found == NULL && !moot_domain_is_own (context->site, block->domain))
        {
          put_block (context, actor_id, block, &local);
          n_new++;
        }
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  *out_n_new = n_new;
  return moot_domain_policy_enforce (context->db, error);
}

/** moot_domains_unblock: ends a block; what it hid is seen again; returns whether it was written */
gboolean
moot_domains_unblock (const MootCoopContext  *context,
                      gint64                  actor_id,
                      const MootDomainBlock  *block,
                      GError                **error)
{
  return note (context, actor_id, "domain.unblocked",
               (MootAuditFact[]){ { "domain", block->domain, 0 }, { NULL, NULL, 0 } }, NULL,
               error) &&
         moot_domain_block_store_remove (context->db, g_ascii_strtoll (block->id, NULL, 10),
                                         error) &&
         moot_domain_policy_enforce (context->db, error);
}

/** moot_domains_allow: speaks to @domain, which was checked, where nobody else is spoken to */
gboolean
moot_domains_allow (const MootCoopContext  *context,
                    gint64                  actor_id,
                    const char             *domain,
                    GError                **error)
{
  gint64 seq;

  return note (context, actor_id, "domain.allowed",
               (MootAuditFact[]){ { "domain", domain, 0 }, { NULL, NULL, 0 } }, &seq, error) &&
         moot_domain_allow_store_put (context->db, domain, seq, error) &&
         moot_pending_hosts_settle (context->db, domain, error) &&
         moot_domain_policy_enforce (context->db, error);
}

/** moot_domains_disallow: ends an allowance; returns whether it was written */
gboolean
moot_domains_disallow (const MootCoopContext  *context,
                       gint64                  actor_id,
                       const MootDomainAllow  *allow,
                       GError                **error)
{
  return note (context, actor_id, "domain.disallowed",
               (MootAuditFact[]){ { "domain", allow->domain, 0 }, { NULL, NULL, 0 } }, NULL,
               error) &&
         moot_domain_allow_store_remove (context->db, g_ascii_strtoll (allow->id, NULL, 10),
                                         error) &&
         moot_domain_policy_enforce (context->db, error);
}

/** moot_domains_set_mode: speaks to allowed servers only, or to all but blocked ones */
gboolean
moot_domains_set_mode (const MootCoopContext  *context,
                       gint64                  actor_id,
                       gboolean                allowlist,
                       GError                **error)
{
  return note (context, actor_id, "federation.mode",
               (MootAuditFact[]){ { "mode", allowlist ? "allowlist" : "open", 0 },
                                  { NULL, NULL, 0 } },
               NULL, error) &&
         moot_domain_policy_set_allowlist (context->db, allowlist, error);
}
