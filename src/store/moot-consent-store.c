/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Deeds that wait for leave: likes, replies, boosts and quotes, of others with ours and of ours
 * with anybody's.  Who is asked is told; who was refused, too. Spec: GoToSocial interaction
 * policies; FEP-044f; conformance 51. Thread: the connection's. */
#include "moot-consent-store.h"

#include "moot-clock.h"
#include "moot-notification-store.h"
#include "moot-policy-store.h"
#include "moot-records.h"
#include "moot-sql.h"

/** moot_consent_clear: frees what @self holds */
void
moot_consent_clear (MootConsent *self)
{
  g_clear_pointer (&self->interaction, g_free);
  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->request_uri, g_free);
  g_clear_pointer (&self->authorization_uri, g_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->body, g_free);
  g_clear_pointer (&self->actor, g_free);
  g_clear_pointer (&self->target_uri, g_free);
  g_clear_pointer (&self->author, g_free);
}

/** moot_consent_read: the row of @rows, with all columns */
MootConsent
moot_consent_read (MootRows *rows)
{
  return (MootConsent){
    .id = moot_rows_get_int (rows, "id"),
    .interaction = g_strdup (moot_rows_get_text (rows, "interaction")),
    .account_id = moot_rows_get_int (rows, "account_id"),
    .status_id = moot_rows_get_int (rows, "status_id"),
    .author_id = moot_rows_get_int (rows, "author_id"),
    .deed_id = moot_rows_get_int (rows, "deed_id"),
    .uri = g_strdup (moot_rows_get_text (rows, "uri")),
    .request_uri = g_strdup (moot_rows_get_text (rows, "request_uri")),
    .authorization_uri = g_strdup (moot_rows_get_text (rows, "authorization_uri")),
    .state = g_strdup (moot_rows_get_text (rows, "state")),
    .body = g_strdup (moot_rows_get_text (rows, "body")),
    .created_at = moot_rows_get_int (rows, "created_at"),
    .answered_at = moot_rows_get_int (rows, "answered_at"),
    .actor = g_strdup (moot_rows_get_text (rows, "actor")),
    .actor_revision = moot_rows_get_int (rows, "actor_revision"),
    .is_ours = moot_rows_get_int (rows, "is_ours") != 0,
    .target_uri = g_strdup (moot_rows_get_text (rows, "target_uri")),
    .target_is_ours = moot_rows_get_int (rows, "target_is_ours") != 0,
    .author = g_strdup (moot_rows_get_text (rows, "author")),
  };
}

static void
read_consent (MootRows *rows,
              gpointer  out)
{
  *(MootConsent *) out = moot_consent_read (rows);
}

static gboolean
find (MootDb          *db,
      const MootSql   *sql,
      const MootBind  *binds,
      MootConsent     *out_consent,
      GError         **error)
{
  *out_consent = (MootConsent){ 0 };
  return moot_records_read_first (db, sql, binds, read_consent, out_consent, error);
}

/** moot_consent_load: which has @id; its id is 0 when there is none, as with the others */
gboolean
moot_consent_load (MootDb       *db,
                   gint64        id,
                   MootConsent  *out_consent,
                   GError      **error)
{
  return find (db, &moot_sql_consent_by_id, MOOT_BINDS (MOOT_INT ("id", id)), out_consent, error);
}

/** moot_consent_find: what @account_id wants to do with its Like, Announce, reply or quote @uri */
gboolean
moot_consent_find (MootDb       *db,
                   gint64        account_id,
                   const char   *uri,
                   MootConsent  *out_consent,
                   GError      **error)
{
  return find (db, &moot_sql_consent_of,
               MOOT_BINDS (MOOT_INT ("account", account_id), MOOT_TEXT ("uri", uri)), out_consent,
               error);
}

/** moot_consent_find_between: what @account_id waits for to do with @status_id */
gboolean
moot_consent_find_between (MootDb       *db,
                           gint64        account_id,
                           gint64        status_id,
                           const char   *interaction,
                           MootConsent  *out_consent,
                           GError      **error)
{
  return find (db, &moot_sql_consent_between,
               MOOT_BINDS (MOOT_INT ("account", account_id), MOOT_INT ("status", status_id),
                           MOOT_TEXT ("interaction", interaction)),
               out_consent, error);
}

/** moot_consent_find_ours: what one of ours asked for, by the question or by the deed @uri */
gboolean
moot_consent_find_ours (MootDb       *db,
                        const char   *uri,
                        MootConsent  *out_consent,
                        GError      **error)
{
  return find (db, &moot_sql_consent_of_ours, MOOT_BINDS (MOOT_TEXT ("uri", uri)), out_consent,
               error);
}

/** moot_consent_find_by_stamp: what another server granted with @uri */
gboolean
moot_consent_find_by_stamp (MootDb       *db,
                            const char   *uri,
                            MootConsent  *out_consent,
                            GError      **error)
{
  return find (db, &moot_sql_consent_by_authorization, MOOT_BINDS (MOOT_TEXT ("uri", uri)),
               out_consent, error);
}

/**
 * moot_consent_get_news:
 * @interaction: what somebody wanted
 * @refused: whether they are told that they may not
 *
 * Returns: the type of the notification: GoToSocial's words for whoever is asked
 */
const char *
moot_consent_get_news (const char *interaction,
                       gboolean    refused)
{
  static const struct
  {
    const char *interaction;
    const char *asked;
    const char *refused;
  } words[] = {
    { MOOT_POLICY_LIKE, "pending.favourite", "rejected.favourite" },
    { MOOT_POLICY_REPLY, "pending.reply", "rejected.reply" },
    { MOOT_POLICY_ANNOUNCE, "pending.reblog", "rejected.reblog" },
    { MOOT_POLICY_QUOTE, "pending.quote", "rejected.quote" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].interaction, interaction))
      return refused ? words[i].refused : words[i].asked;
  g_return_val_if_reached (NULL);
}

/**
 * moot_consent_put:
 * @db: the writer
 * @consent: who wants to do what; its author is found by the status
 * @now: UTC milliseconds
 * @error: return location
 *
 * What waits already is brought up to date; what was answered stays as it is.
 *
 * Returns: whether it was written
 */
gboolean
moot_consent_put (MootDb             *db,
                  const MootConsent  *consent,
                  gint64              now,
                  GError            **error)
{
  gboolean waits = g_str_equal (consent->state, MOOT_CONSENT_PENDING);

  if (!moot_db_run (
        db, &moot_sql_consent_put,
        MOOT_BINDS (MOOT_INT ("id", consent->id), MOOT_TEXT ("interaction", consent->interaction),
                    MOOT_INT ("account", consent->account_id),
                    MOOT_INT ("status", consent->status_id), MOOT_ID ("deed", consent->deed_id),
                    MOOT_TEXT ("uri", consent->uri), MOOT_TEXT ("request", consent->request_uri),
                    MOOT_TEXT ("state", consent->state),
                    MOOT_TEXT ("body", waits && consent->body != NULL ? consent->body : ""),
                    MOOT_INT ("now", now)),
        error))
    return FALSE;
  return !waits || moot_notification_raise (db, consent->author_id,
                                            moot_consent_get_news (consent->interaction, FALSE),
                                            consent->account_id, consent->status_id, error);
}

/* Whoever is asked need not be reminded any more. */
static gboolean
withdraw_news (MootDb             *db,
               const MootConsent  *consent,
               GError            **error)
{
  return moot_notification_withdraw (db, moot_consent_get_news (consent->interaction, FALSE),
                                     consent->account_id, consent->status_id, error);
}

/**
 * moot_consent_settle:
 * @db: the writer
 * @consent: as it was
 * @state: what it is from now on
 * @authorization_uri: (nullable): what another server granted
 * @now: UTC milliseconds
 * @error: return location
 *
 * Who was refused hears of it, if it is one of ours.
 *
 * Returns: whether it was written
 */
gboolean
moot_consent_settle (MootDb             *db,
                     const MootConsent  *consent,
                     const char         *state,
                     const char         *authorization_uri,
                     gint64              now,
                     GError            **error)
{
  gboolean refused = g_str_equal (state, MOOT_CONSENT_REJECTED);
  gint64 about = consent->deed_id != 0 ? consent->deed_id : consent->status_id;

  if (!moot_db_run (db, &moot_sql_consent_settle,
                    MOOT_BINDS (MOOT_INT ("id", consent->id), MOOT_TEXT ("state", state),
                                MOOT_TEXT ("authorization", authorization_uri),
                                MOOT_INT ("now", now)),
                    error) ||
      !withdraw_news (db, consent, error))
    return FALSE;
  return !refused || moot_notification_raise (db, consent->account_id,
                                              moot_consent_get_news (consent->interaction, TRUE),
                                              consent->author_id, about, error);
}

/** moot_consent_drop: whoever wanted it changed their mind */
gboolean
moot_consent_drop (MootDb             *db,
                   const MootConsent  *consent,
                   GError            **error)
{
  return moot_db_run (db, &moot_sql_consent_drop, MOOT_BINDS (MOOT_INT ("id", consent->id)),
                      error) &&
         withdraw_news (db, consent, error);
}

/** moot_consent_has_room: whether more may wait for @author_id than does */
gboolean
moot_consent_has_room (MootDb    *db,
                       gint64     author_id,
                       gboolean  *out_room,
                       GError   **error)
{
  gint64 n_waiting = 0;

  *out_room = FALSE;
  if (!moot_db_get_int (db, &moot_sql_consent_count_waiting,
                        MOOT_BINDS (MOOT_INT ("author", author_id)), &n_waiting, error))
    return FALSE;
  *out_room = n_waiting < MOOT_CONSENTS_MAX_WAITING;
  return TRUE;
}

/** moot_consents_prune: forgets what was refused long ago */
gboolean
moot_consents_prune (MootDb  *db,
                     gint64   now,
                     GError **error)
{
  return moot_db_run (db, &moot_sql_consents_prune,
                      MOOT_BINDS (MOOT_INT ("before", now - MOOT_CONSENT_KEEP_MS)), error);
}
