/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What was granted to others and is taken back: it goes here, whoever did it is refused it now, and
 * the stamp is gone for everybody who could have asked for it.
 * Spec: GoToSocial interaction policies; FEP-044f; conformance 50, 51.
 * Thread: the writer's, in a transaction. */
#include "moot-consents.h"

#include "moot-group.h"
#include "moot-interaction-store.h"
#include "moot-policy-store.h"
#include "moot-publish.h"
#include "moot-quotes.h"
#include "moot-remote-status-store.h"
#include "moot-sql.h"
#include "moot-status-store.h"

typedef gboolean (*TakeBack) (MootDb             *db,
                              const MootSite     *site,
                              const MootConsent  *consent,
                              gint64              now,
                              GError            **error);

static gboolean
find_status_id (MootDb      *db,
                const char  *uri,
                gint64      *out_id,
                GError     **error)
{
  *out_id = 0;
  return moot_db_get_int (db, &moot_sql_status_id_by_uri, MOOT_BINDS (MOOT_TEXT ("uri", uri)),
                          out_id, error);
}

static gboolean
take_back_like (MootDb             *db,
                const MootSite     *site,
                const MootConsent  *consent,
                gint64              now,
                GError            **error)
{
  return moot_interaction_set (db, MOOT_INTERACTION_FAVOURITE, consent->account_id,
                               consent->status_id, FALSE, now, error);
}

static gboolean
take_back_boost (MootDb             *db,
                 const MootSite     *site,
                 const MootConsent  *consent,
                 gint64              now,
                 GError            **error)
{
  return moot_status_unboost (db, consent->account_id, consent->status_id, error);
}

/* The reply is gone from here; that it was refused keeps it away. */
static gboolean
take_back_reply (MootDb             *db,
                 const MootSite     *site,
                 const MootConsent  *consent,
                 gint64              now,
                 GError            **error)
{
  gint64 id;

  if (!find_status_id (db, consent->uri, &id, error))
    return FALSE;
  return id == 0 || (moot_group_withdraw (db, site, id, now, error) &&
                     moot_status_delete (db, id, error));
}

static gboolean
take_back_quote (MootDb             *db,
                 const MootSite     *site,
                 const MootConsent  *consent,
                 gint64              now,
                 GError            **error)
{
  gint64 id;

  if (!find_status_id (db, consent->uri, &id, error))
    return FALSE;
  return id == 0 || moot_quotes_revoke (db, site, consent->status_id, id, now, error);
}

static const struct
{
  const char *interaction;
  TakeBack take_back;
  gboolean has_own_stamp; /* the stamp of a quote is withdrawn with the quote */
} kinds[] = {
  { MOOT_POLICY_LIKE, take_back_like, FALSE },
  { MOOT_POLICY_ANNOUNCE, take_back_boost, FALSE },
  { MOOT_POLICY_REPLY, take_back_reply, FALSE },
  { MOOT_POLICY_QUOTE, take_back_quote, TRUE },
};

/**
 * moot_consents_revoke:
 * @db: the writer
 * @site: the node
 * @consent: what one of ours granted to somebody on another server
 * @now: UTC milliseconds
 * @error: return location
 *
 * Takes it back and tells whom it concerns.
 *
 * Returns: whether it was written
 */
gboolean
moot_consents_revoke (MootDb             *db,
                      const MootSite     *site,
                      const MootConsent  *consent,
                      gint64              now,
                      GError            **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].interaction, consent->interaction))
      return kinds[i].take_back (db, site, consent, now, error) &&
             moot_consent_settle (db, consent, MOOT_CONSENT_REJECTED, NULL, now, error) &&
             (kinds[i].has_own_stamp ||
              moot_publish_grant_gone (db, site, consent, now, error));
  g_return_val_if_reached (FALSE);
}
