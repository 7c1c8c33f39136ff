/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Reports of other servers about somebody here: kept for the moderators, shown to nobody else, and
 * passed on to nobody.  A server whose reports are not wanted is answered like any other.
 * Spec: Mastodon, "Flag"; conformance 45.
 * Thread: the inbox's; @apply runs in the writer's transaction. */
#include "moot-domain-policy.h"
#include "moot-html.h"
#include "moot-incoming.h"
#include "moot-report-store.h"
#include "moot-sql.h"

#define MAX_REPORT 5000 /* characters */

static gboolean
find_status (MootDb           *db,
             const char       *uri,
             MootStatusByUri  *out_status,
             GError          **error)
{
  g_autoptr (GError) local = NULL;

  *out_status = (MootStatusByUri){ 0 };
  if (moot_status_find_by_uri (db, uri, out_status, &local) || local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
wants_reports_of (MootDb      *db,
                  const char  *actor,
                  gboolean    *out_wanted,
                  GError     **error)
{
  g_autofree char *host = moot_uri_dup_host (actor);
  MootDomainPolicy policy = { 0 };

  *out_wanted = FALSE;
  if (!moot_domain_policy_of (db, host, &policy, error))
    return FALSE;
  *out_wanted = !policy.reject_reports;
  return TRUE;
}

static gboolean
add_reports (MootDb        *db,
             MootIncoming  *incoming,
             GArray        *accounts,
             const char    *statuses,
             GError       **error)
{
  const MootActivity *activity = incoming->activity;
  g_autofree char *words =
    activity->content != NULL ? moot_html_to_text (activity->content) : g_strdup ("");
  g_autofree char *comment = g_utf8_strlen (words, -1) > MAX_REPORT
                               ? g_utf8_substring (words, 0, MAX_REPORT)
                               : g_strdup (words);
  MootReportDraft draft = { .reporter = activity->actor,
                            .account_id = incoming->actor.id,
                            .category = "other",
                            .comment = comment,
                            .statuses = statuses,
                            .now = incoming->received_at };

  for (guint i = 0; i < accounts->len; i++)
    {
      gint64 id;

      draft.uri = i == 0 ? activity->id : NULL;
      draft.target_id = g_array_index (accounts, gint64, i);
      if (!moot_report_store_add (db, &draft, &id, error))
        return FALSE;
      if (id == 0)
        return moot_incoming_ignore (incoming, "it is known already");
    }
  return TRUE;
}

/* Accounts of ours, and statuses of ours; everything else in it is nobody's here. */
static gboolean
read_objects (MootDb          *db,
              MootIncoming    *incoming,
              GArray          *accounts,
              MootJsonWriter  *statuses,
              GError         **error)
{
  const MootActivity *activity = incoming->activity;

  for (guint i = 0; activity->object_ids[i] != NULL; i++)
    {
      g_auto (MootStatusByUri) status = { 0 };
      gint64 id;

      if (!moot_incoming_find_own (db, incoming, activity->object_ids[i], &id, error) ||
          !find_status (db, activity->object_ids[i], &status, error))
        return FALSE;
      if (id != 0)
        g_array_append_val (accounts, id);
      if (status.id != 0 && status.local)
        {
          g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, status.id);

          moot_json_add_string (statuses, text);
          if (accounts->len == 0)
            g_array_append_val (accounts, status.account_id);
        }
    }
  return TRUE;
}

static gboolean
apply_flag (MootDb        *db,
            MootIncoming  *incoming,
            GError       **error)
{
  g_autoptr (GArray) accounts = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (MootJsonWriter) statuses = MOOT_JSON_WRITER_INIT;
  gboolean wanted;

  if (!wants_reports_of (db, incoming->activity->actor, &wanted, error))
    return FALSE;
  if (!wanted)
    return moot_incoming_ignore (incoming, "its reports are not wanted");
  moot_json_begin_array (&statuses);
  if (!read_objects (db, incoming, accounts, &statuses, error))
    return FALSE;
  moot_json_end_array (&statuses);
  if (accounts->len == 0)
    return moot_incoming_ignore (incoming, "it reports nobody here");
  return add_reports (db, incoming, accounts, statuses.text->str, error);
}

const MootIncomingHandler moot_incoming_flag = { NULL, apply_flag };
