/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Asking others whether one of ours may quote them, answering those who ask, and taking back what
 * was granted; and telling somebody that what they did is not wanted.
 * Spec: FEP-044f; GoToSocial, "Reject". Thread: the writer's, in a transaction. */
#include "moot-publish-private.h"

#include "moot-actor-uri.h"
#include "moot-id.h"
#include "moot-own-status.h"
#include "moot-remote-account-store.h"
#include "moot-sql.h"

/**
 * moot_publish_quote_request:
 * @db: the writer, inside the transaction that made the quote
 * @site: the node
 * @quote: of a status of ours, with its `request_uri`
 * @now: UTC milliseconds
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_quote_request (MootDb           *db,
                            const MootSite   *site,
                            const MootQuote  *quote,
                            gint64            now,
                            GError          **error)
{
  g_auto (GStrv) inboxes =
    moot_publish_load_inboxes (db, &moot_sql_inbox_of_account, quote->quoted_account_id, error);
  g_autoptr (MootOwnStatus) status =
    inboxes != NULL ? moot_own_status_load (db, site, quote->status_id, now, error) : NULL;
  char *author[] = { quote->quoted_author, NULL };
  char *nobody[] = { NULL };
  const MootAudience audience = { .to = author, .cc = nobody };
  MootPosting posting = { .rank = MOOT_RANK_WAITING };

  if (status == NULL || status->object == NULL)
    return moot_publish_was_fine (error);
  posting.account_id = status->account_id;
  return moot_publish_put (db, site, &posting,
                           &(MootOutgoing){ .type = MOOT_ACTIVITY_QUOTE_REQUEST,
                                            .id = quote->request_uri,
                                            .actor = status->actor,
                                            .audience = &audience,
                                            .object = quote->quoted_uri,
                                            .note = status->object },
                           inboxes, now, error);
}

/* To whoever it was given to, and to those who follow @account_id. */
static gboolean
put_stamp_gone (MootDb          *db,
                const MootSite  *site,
                gint64           account_id,
                const char      *actor,
                const char      *uri,
                gint64           author_id,
                gint64           now,
                GError         **error)
{
  g_auto (GStrv) inboxes = moot_publish_read_inboxes (
    moot_db_query (db, &moot_sql_inboxes_of_revocation,
                   MOOT_BINDS (MOOT_INT ("id", account_id), MOOT_INT ("author", author_id)),
                   error),
    error);
  g_autofree char *id = moot_actor_uri_part (actor, MOOT_PART_REMOVE, moot_id_next ());
  char *everybody[] = { (char *) MOOT_PUBLIC_COLLECTION, NULL };
  char *nobody[] = { NULL };
  const MootAudience audience = { .to = everybody, .cc = nobody };
  const MootPosting posting = { .account_id = account_id,
                                .about = uri,
                                .rank = MOOT_RANK_WAITING };

  if (inboxes == NULL)
    return FALSE;
  return moot_publish_put (db, site, &posting,
                           &(MootOutgoing){ .type = MOOT_ACTIVITY_DELETE,
                                            .id = id,
                                            .actor = actor,
                                            .audience = &audience,
                                            .object = uri },
                           inboxes, now, error);
}

/**
 * moot_publish_stamp_gone:
 * @db: the writer, inside the transaction that revokes it
 * @site: the node
 * @stamp: what was granted
 * @author_id: who quotes
 * @now: UTC milliseconds
 * @error: return location
 *
 * Whoever quotes is told, and the followers of who was quoted.
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_stamp_gone (MootDb           *db,
                         const MootSite   *site,
                         const MootStamp  *stamp,
                         gint64            author_id,
                         gint64            now,
                         GError          **error)
{
  g_autofree char *uri =
    moot_actor_uri_part (stamp->author, MOOT_PART_QUOTE_AUTHORIZATION, stamp->id);

  return put_stamp_gone (db, site, stamp->account_id, stamp->author, uri, author_id, now, error);
}

/** moot_publish_grant_gone: the same for what lets somebody like, answer or boost; whoever did is
 * told that it is refused */
gboolean
moot_publish_grant_gone (MootDb             *db,
                         const MootSite     *site,
                         const MootConsent  *consent,
                         gint64              now,
                         GError            **error)
{
  g_autofree char *uri =
    moot_actor_uri_part (consent->author, MOOT_PART_AUTHORIZATION, consent->id);

  return put_stamp_gone (db, site, consent->author_id, consent->author, uri, consent->account_id,
                         now, error) &&
         moot_publish_refusal (db, site, consent->author_id, consent->account_id, consent->uri, now,
                               error);
}

/**
 * moot_publish_refusal:
 * @db: the writer, in a transaction
 * @site: the node
 * @account_id: one of ours
 * @stranger_id: who did something that @account_id does not allow
 * @uri: what they did: a reply, a Like or an Announce
 * @now: UTC milliseconds
 * @error: return location
 *
 * Conformance 51.
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_refusal (MootDb          *db,
                      const MootSite  *site,
                      gint64           account_id,
                      gint64           stranger_id,
                      const char      *uri,
                      gint64           now,
                      GError         **error)
{
  g_auto (GStrv) inboxes =
    moot_publish_load_inboxes (db, &moot_sql_inbox_of_account, stranger_id, error);
  g_autofree char *actor = moot_account_dup_uri (db, account_id, error);
  g_autofree char *id = NULL;
  const MootPosting posting = { .account_id = account_id, .rank = MOOT_RANK_QUIET };

  if (inboxes == NULL || actor == NULL)
    return moot_publish_was_fine (error);
  id = moot_actor_uri_part (actor, MOOT_PART_FOLLOW_REJECT, moot_id_next ());
  return moot_publish_put (db, site, &posting,
                           &(MootOutgoing){ .type = MOOT_ACTIVITY_REJECT,
                                            .id = id,
                                            .actor = actor,
                                            .object = uri },
                           inboxes, now, error);
}
