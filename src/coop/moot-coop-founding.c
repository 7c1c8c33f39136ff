/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How a co-operative begins: its name, its first bylaws, its first plan of dues, its first member.
 * Thread: the connection's. */
#include "moot-coop-founding.h"

#include <string.h>

#include "moot-audit.h"
#include "moot-bylaws-json.h"
#include "moot-bylaws-presets.h"
#include "moot-coop-error.h"
#include "moot-coop-store.h"
#include "moot-crypto.h"
#include "moot-dues.h"
#include "moot-group-store.h"
#include "moot-membership.h"
#include "moot-money.h"

static const char *const founder_roles[] = { MOOT_ROLE_ADMIN, MOOT_ROLE_TREASURER,
                                             MOOT_ROLE_FACILITATOR, NULL };
static const char *const no_roles[] = { NULL };

static gboolean
add_coop (const MootCoopContext  *context,
          const MootCoopCharter  *charter,
          GError                **error)
{
  g_autoptr (MootCoopRecord) coop = g_object_new (MOOT_TYPE_COOP_RECORD, NULL);
  g_autofree char *seed = moot_random_token ();

  coop->name = g_strdup (charter->name);
  coop->currency = g_strdup (charter->currency);
  coop->time_zone = g_strdup (charter->time_zone != NULL ? charter->time_zone : "UTC");
  coop->locale = g_strdup (charter->locale != NULL ? charter->locale : "en");
  coop->log_id = moot_sha256_hex (seed, strlen (seed));
  coop->created_at = context->now;
  return moot_coop_store_add (context->db, coop, error) &&
         moot_audit_append (context,
                            &(MootAuditEvent){ .type = "coop.founded",
                                               .subject_type = "coop",
                                               .facts = { { "log_id", coop->log_id, 0 },
                                                          { "currency", coop->currency, 0 } } },
                            NULL, error);
}

static gboolean
add_bylaws (const MootCoopContext  *context,
            const char             *preset,
            GError                **error)
{
  g_autoptr (MootBylaws) bylaws = moot_bylaws_new_preset (preset);
  g_autoptr (MootBylawsRecord) record = g_object_new (MOOT_TYPE_BYLAWS_RECORD, NULL);

  if (bylaws == NULL)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "bylaws", "there are no bylaws '%s'",
                             preset);
  record->version = 1;
  record->preset = g_strdup (preset);
  record->rules = moot_bylaws_to_text (bylaws);
  record->sha256 = moot_sha256_hex (record->rules, strlen (record->rules));
  record->in_force_from = context->now;
  return moot_audit_append (context,
                            &(MootAuditEvent){ .type = "bylaw.changed",
                                               .subject_type = "bylaws",
                                               .subject_id = 1,
                                               .facts = { { "text_sha256", record->sha256, 0 },
                                                          { "version", NULL, 1 } } },
                            &record->log_seq, error) &&
         moot_bylaws_store_add (context->db, record, error);
}

/**
 * moot_coop_found:
 * @db: the writer, inside a transaction
 * @site: the node's public name
 * @charter: what it begins with
 * @now: UTC milliseconds
 * @error: return location
 *
 * Founds the co-operative of a node: an account that it speaks with, bylaws from a preset, a plan
 * of dues in the same spirit, and the founder as first member and in all offices.
 *
 * Errors: %MOOT_COOP_ERROR_INVALID for a currency or a preset that does not exist, and as
 * moot_group_store_ensure().
 *
 * Returns: whether there is a co-operative now
 */
gboolean
moot_coop_found (MootDb                 *db,
                 const MootSite         *site,
                 const MootCoopCharter  *charter,
                 gint64                  now,
                 GError                **error)
{
  MootCoopContext context = { .db = db, .site = site, .now = now };
  g_autoptr (GTimeZone) zone = charter->time_zone != NULL
                                 ? g_time_zone_new_identifier (charter->time_zone)
                                 : g_time_zone_new_utc ();

  if (zone == NULL)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "time_zone",
                             "there is no time zone '%s'", charter->time_zone);
  if (!moot_currency_is_valid (charter->currency))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "currency",
                             "there is no currency '%s'", charter->currency);
  context.today = moot_day_from_time (now, zone);
  return add_coop (&context, charter, error) &&
         moot_group_store_ensure (db, site, charter->handle, now, error) &&
         add_bylaws (&context, charter->bylaws, error) &&
         moot_dues_add_first_plan (&context, charter->bylaws, charter->currency, error) &&
         moot_membership_add (&context, charter->founder_id, 0, founder_roles, error) != 0;
}

/**
 * moot_coop_add_member:
 * @db: the writer, inside a transaction
 * @site: the node's public name
 * @account_id: an account of this node
 * @now: UTC milliseconds
 * @out_member_id: (out) (nullable): the new member
 * @error: return location
 *
 * Admits somebody from the command line of the node.
 *
 * Errors: %MOOT_COOP_ERROR_EXISTS, %MOOT_ERROR_NOT_FOUND when there is no co-operative.
 *
 * Returns: whether it was written
 */
gboolean
moot_coop_add_member (MootDb          *db,
                      const MootSite  *site,
                      gint64           account_id,
                      gint64           now,
                      gint64          *out_member_id,
                      GError         **error)
{
  MootCoopContext context;
  gint64 id;

  if (!moot_coop_context_init (&context, db, site, now, error))
    return FALSE;
  id = moot_membership_add (&context, account_id, 0, no_roles, error);
  if (id != 0 && out_member_id != NULL)
    *out_member_id = id;
  return id != 0;
}
