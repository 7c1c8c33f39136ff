/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whether what another co-op says holds: the text is the one its digest names, the decision is
 * signed by the group, and follows on the one before it.
 *
 * All of it is asked for beside everything else, once; what cannot be had is asked for again when a
 * member looks.  Until then it is called unchecked, never true.
 * Spec: ActivityPub sections 8.3 and 8.5; conformance 76, 78.
 * Thread: moot_record_check() a worker of the errands, moot_record_take() the writer's. */
#include "moot-record-check.h"

#include "moot-clock.h"
#include "moot-errands.h"
#include "moot-integrity-proof.h"
#include "moot-keyring.h"
#include "moot-remote-record.h"
#include "moot-sql.h"
#include "moot-status-store.h"

#include <string.h>

/* What is known of one, owned. */
typedef struct
{
  gint64 status_id;
  gboolean is_claimed;
  gboolean is_decision;
  char *uri;
  char *author;
  char *text_uri;
  char *text_hash;
  char *previous_uri;
  char *previous_hash;
} Known;

static void
known_clear (Known *self)
{
  g_free (self->uri);
  g_free (self->author);
  g_free (self->text_uri);
  g_free (self->text_hash);
  g_free (self->previous_uri);
  g_free (self->previous_hash);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Known, known_clear)

/* Keeping ------------------------------------------------------------------------------------- */

/* @known: its @uri stays %NULL when there is none */
static gboolean
load (MootDb  *db,
      gint64   status_id,
      Known   *known,
      GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_remote_record_of, MOOT_BINDS (MOOT_INT ("status_id", status_id)), error);

  if (rows == NULL)
    return FALSE;
  if (!moot_rows_next (rows, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return error == NULL || *error == NULL;
    }
  known->status_id = status_id;
  known->is_decision = g_str_equal (moot_rows_get_text (rows, "part"), "outcome");
  known->uri = g_strdup (moot_rows_get_text (rows, "uri"));
  known->author = g_strdup (moot_rows_get_text (rows, "author"));
  known->text_uri = g_strdup (moot_rows_get_text (rows, "text_uri"));
  known->text_hash = g_strdup (moot_rows_get_text (rows, "text_hash"));
  known->previous_uri = g_strdup (moot_rows_get_text (rows, "previous_uri"));
  known->previous_hash = g_strdup (moot_rows_get_text (rows, "previous_hash"));
  return TRUE;
}

static gboolean
say (MootDb         *db,
     const MootSql  *statement,
     gint64          status_id,
     const char     *value,
     GError        **error)
{
  return moot_db_run (db, statement,
                      MOOT_BINDS (MOOT_INT ("status_id", status_id), MOOT_TEXT ("value", value)),
                      error);
}

static gboolean
chain (MootDb  *db,
       gint64   status_id,
       GError **error)
{
  return moot_db_run (db, &moot_sql_remote_record_chain,
                      MOOT_BINDS (MOOT_INT ("status_id", status_id),
                                  MOOT_INT ("most", MOOT_RECORD_MAX_TOUCHED)),
                      error);
}

typedef struct
{
  MootErrands *errands;
  gint64 status_id;
} Doubt;

static void
look_into (gpointer data)
{
  const Doubt *doubt = data;

  moot_errands_run (doubt->errands, moot_record_check, doubt->status_id);
}

/**
 * moot_record_take:
 * @db: the writer
 * @federation: federation
 * @post: a status of another server
 * @status_id: what was made of it
 * @error: return location
 *
 * Keeps what a group says beside it, to be checked after the transaction.  A decision is kept once:
 * whatever comes later under the same id changes nothing of it.
 *
 * Returns: whether it was written, or there was nothing to write
 */
gboolean
moot_record_take (MootDb                *db,
                  const MootFederation  *federation,
                  const MootPost        *post,
                  gint64                 status_id,
                  GError               **error)
{
  g_autoptr (MootRemoteRecord) record = moot_remote_record_read (post->object);
  g_auto (Known) known = { 0 };
  gboolean is_same;
  gint64 n_changed = 0;

  if (record == NULL)
    return TRUE;
  if (!load (db, status_id, &known, error))
    return FALSE;
  if (known.uri != NULL &&
      (known.is_decision || known.is_decision != g_str_equal (record->part, "outcome")))
    return TRUE;
  is_same = known.uri != NULL && g_strcmp0 (known.text_uri, record->text_uri) == 0 &&
            g_strcmp0 (known.text_hash, record->text_hash) == 0;
  if (is_same)
    return say (db, &moot_sql_remote_record_say_again, status_id, record->coop, error);
  if (!moot_db_run_counted (db, &moot_sql_remote_record_put,
                            MOOT_BINDS (MOOT_INT ("status_id", status_id),
                                        MOOT_TEXT ("part", record->part),
                                        MOOT_TEXT ("text_uri", record->text_uri),
                                        MOOT_TEXT ("text_hash", record->text_hash),
                                        MOOT_TEXT ("previous_uri", record->previous_uri),
                                        MOOT_TEXT ("previous_hash", record->previous_hash)),
                            &n_changed, error))
    return FALSE;
  if (n_changed == 0)
    return TRUE;
  if (!say (db, &moot_sql_remote_record_say, status_id, record->coop, error) ||
      (g_str_equal (record->part, "outcome") && !chain (db, status_id, error)))
    return FALSE;
  if (federation->errands != NULL)
    {
      Doubt *doubt = g_new (Doubt, 1);

      *doubt = (Doubt){ federation->errands, status_id };
      moot_db_after_commit (db, look_into, doubt, g_free);
    }
  return TRUE;
}

/* Checking ------------------------------------------------------------------------------------ */

typedef struct
{
  gint64 status_id;
  const Known *known; /* what was looked at */
  const char *text;
  const char *signature;
  char *hash;
} Finding;

static gboolean
claim (MootDb    *db,
       gpointer   data,
       GError   **error)
{
  Known *known = data;
  const gint64 now = moot_clock_now ();
  gint64 n_changed = 0;

  if (!moot_db_run_counted (db, &moot_sql_remote_record_claim,
                            MOOT_BINDS (MOOT_INT ("status_id", known->status_id),
                                        MOOT_INT ("now", now),
                                        MOOT_INT ("before", now - MOOT_RECORD_ASK_MS)),
                            &n_changed, error))
    return FALSE;
  known->is_claimed = n_changed != 0;
  return n_changed == 0 || load (db, known->status_id, known, error);
}

static gboolean
keep (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  const Finding *finding = data;

  if (finding->text != NULL &&
      !moot_db_run (db, &moot_sql_remote_record_say_text,
                    MOOT_BINDS (MOOT_INT ("status_id", finding->status_id),
                                MOOT_TEXT ("value", finding->text),
                                MOOT_TEXT ("text_uri", finding->known->text_uri),
                                MOOT_TEXT ("text_hash", finding->known->text_hash)),
                    error))
    return FALSE;
  if (finding->signature != NULL &&
      (!say (db, &moot_sql_remote_record_say_signature, finding->status_id,
             finding->signature, error) ||
       !say (db, &moot_sql_remote_record_set_hash, finding->status_id, finding->hash,
             error) ||
       !chain (db, finding->status_id, error)))
    return FALSE;
  moot_db_announce (db, MOOT_NEWS_STATUS_EDIT, finding->status_id, 0);
  return TRUE;
}

static MootRemoteObject *
fetch (MootFederation *federation,
       const Known    *known,
       const char     *uri)
{
  MootAsker asker = moot_asker_of_node (federation, NULL);
  MootRemoteObject *object = moot_posts_fetch_object_as (&asker, uri, NULL);

  if (object != NULL && g_strcmp0 (object->id, uri) == 0 &&
      g_strcmp0 (object->attributed_to, known->author) == 0)
    return object;
  moot_remote_object_free (object);
  return NULL;
}

/* %NULL when nothing is to be said of the text. */
static const char *
check_text (MootFederation *federation,
            const Known    *known)
{
  g_autoptr (MootRemoteObject) text = NULL;
  g_autofree char *digest = NULL;

  if (known->text_uri == NULL || known->text_hash == NULL)
    return NULL;
  text = fetch (federation, known, known->text_uri);
  if (text == NULL)
    return "unreachable";
  digest = moot_integrity_proof_dup_digest (text->json, NULL);
  return g_strcmp0 (digest, known->text_hash) == 0 ? "agrees" : "differs";
}

/* %NULL when it could not be asked for. */
static const char *
check_signature (MootFederation  *federation,
                 const Known     *known,
                 char           **out_hash)
{
  g_autoptr (MootRemoteObject) decision = fetch (federation, known, known->uri);
  g_autofree char *signer = NULL;

  if (decision == NULL)
    return NULL;
  *out_hash = moot_integrity_proof_dup_digest (decision->json, NULL);
  if (!json_object_has_member (decision->json, "proof"))
    return "none";
  signer = moot_keyring_authenticate_proof (federation->keyring, decision->json, moot_clock_now (),
                                            NULL);
  return g_strcmp0 (signer, known->author) == 0 ? "holds" : "fails";
}

/**
 * moot_record_check:
 * @federation: federation
 * @status_id: a post of another server
 *
 * Asks for the text and, of a decision, for itself, unless somebody did in the last
 * %MOOT_RECORD_ASK_MS; and says of the post what was found.
 */
void
moot_record_check (MootFederation *federation,
                   gint64          status_id)
{
  g_auto (Known) known = { .status_id = status_id };
  Finding finding = { .status_id = status_id, .known = &known };

  if (!moot_db_pool_write (federation->pool, claim, &known, NULL) || !known.is_claimed ||
      known.uri == NULL)
    return;
  finding.text = check_text (federation, &known);
  if (known.is_decision)
    finding.signature = check_signature (federation, &known, &finding.hash);
  moot_db_pool_write (federation->pool, keep, &finding, NULL);
  g_free (finding.hash);
}

/** moot_record_look: a member looks at @status_id: checks what it says, where that is still open */
void
moot_record_look (MootFederation *federation,
                  MootDb         *db,
                  gint64          status_id,
                  gint64          now)
{
  gint64 open = 0;

  if (moot_db_get_int (db, &moot_sql_remote_record_is_open,
                       MOOT_BINDS (MOOT_INT ("status_id", status_id),
                                   MOOT_INT ("before", now - MOOT_RECORD_ASK_MS)),
                       &open, NULL) &&
      open != 0)
    moot_errands_run (federation->errands, moot_record_check, status_id);
}
