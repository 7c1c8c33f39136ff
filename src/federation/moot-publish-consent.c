/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Asking others for leave to like, answer or boost what they wrote, and answering those who ask
 * ours.  A question brings along what it is about, so that its author can look at it.
 * Spec: GoToSocial interaction policies; FEP-044f. Thread: the writer's, in a transaction. */
#include "moot-publish-private.h"

#include "moot-actor-uri.h"
#include "moot-id.h"
#include "moot-object-writer.h"
#include "moot-own-status.h"
#include "moot-policy-store.h"
#include "moot-sql.h"

static MootActivityType
question_of (const char *interaction)
{
  static const struct
  {
    const char *interaction;
    MootActivityType type;
  } questions[] = {
    { MOOT_POLICY_LIKE, MOOT_ACTIVITY_LIKE_REQUEST },
    { MOOT_POLICY_REPLY, MOOT_ACTIVITY_REPLY_REQUEST },
    { MOOT_POLICY_ANNOUNCE, MOOT_ACTIVITY_ANNOUNCE_REQUEST },
    { MOOT_POLICY_QUOTE, MOOT_ACTIVITY_QUOTE_REQUEST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (g_str_equal (questions[i].interaction, interaction))
      return questions[i].type;
  g_return_val_if_reached (MOOT_ACTIVITY_QUOTE_REQUEST);
}

static gboolean
put_mentions (MootDb          *db,
              const MootWish  *wish,
              GError         **error)
{
  for (gsize i = 0; i < wish->n_mentions; i++)
    if (!moot_db_run (db, &moot_sql_status_mention_add,
                      MOOT_BINDS (MOOT_INT ("status", wish->deed_id),
                                  MOOT_INT ("account", wish->mention_ids[i])),
                      error))
      return FALSE;
  return TRUE;
}

/* The reply as it will be; in the database it stays for its author alone. */
static MootOwnStatus *
load_reply (MootDb          *db,
            const MootSite  *site,
            const MootWish  *wish,
            gint64           now,
            GError         **error)
{
  g_autoptr (MootOwnStatus) status = NULL;

  if (!moot_db_run (db, &moot_sql_status_unveil,
                    MOOT_BINDS (MOOT_INT ("id", wish->deed_id),
                                MOOT_INT ("visibility", wish->visibility)),
                    error) ||
      !put_mentions (db, wish, error))
    return NULL;
  status = moot_own_status_load (db, site, wish->deed_id, now, error);
  if (status == NULL ||
      !moot_db_run (db, &moot_sql_status_mentions_clear,
                    MOOT_BINDS (MOOT_INT ("status", wish->deed_id)), error) ||
      !moot_db_run (db, &moot_sql_status_veil, MOOT_BINDS (MOOT_INT ("id", wish->deed_id)), error))
    return NULL;
  return g_steal_pointer (&status);
}

/* What is asked for: the Like or Announce that would be sent. */
static MootOutgoing
make_deed (const MootConsent  *consent,
           const MootAudience *audience)
{
  gboolean is_boost = g_str_equal (consent->interaction, MOOT_POLICY_ANNOUNCE);

  return (MootOutgoing){ .type = is_boost ? MOOT_ACTIVITY_ANNOUNCE : MOOT_ACTIVITY_LIKE,
                         .id = consent->uri,
                         .actor = consent->actor,
                         .audience = is_boost ? audience : NULL,
                         .object = consent->target_uri };
}

/**
 * moot_publish_question:
 * @db: the writer, in a transaction
 * @site: the node
 * @consent: what waits for an author on another server
 * @wish: the same, as it was wanted
 * @now: UTC milliseconds
 * @error: return location
 *
 * Asks the author, and nobody else hears of it.
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_question (MootDb             *db,
                       const MootSite     *site,
                       const MootConsent  *consent,
                       const MootWish     *wish,
                       gint64              now,
                       GError            **error)
{
  g_auto (GStrv) inboxes =
    moot_publish_load_inboxes (db, &moot_sql_inbox_of_account, consent->author_id, error);
  const char *const mentioned[] = { consent->author, NULL };
  g_autofree char *followers = moot_actor_uri_part (consent->actor, MOOT_PART_FOLLOWERS, 0);
  g_autoptr (MootAudience) seen_by =
    moot_audience_new_for (wish->visibility, followers, mentioned);
  char *author[] = { consent->author, NULL };
  char *nobody[] = { NULL };
  const MootAudience audience = { .to = author, .cc = nobody };
  const MootPosting posting = { .account_id = consent->account_id, .rank = MOOT_RANK_WAITING };
  const MootOutgoing deed = make_deed (consent, seen_by);
  g_autoptr (MootOwnStatus) reply = NULL;

  if (inboxes == NULL)
    return FALSE;
  if (wish->deed_id != 0)
    {
      reply = load_reply (db, site, wish, now, error);
      if (reply == NULL)
        return moot_publish_was_fine (error);
    }
  return moot_publish_put (db, site, &posting,
                           &(MootOutgoing){ .type = question_of (consent->interaction),
                                            .id = consent->request_uri,
                                            .actor = consent->actor,
                                            .audience = &audience,
                                            .object = consent->target_uri,
                                            .note = reply != NULL ? reply->object : NULL,
                                            .inner = reply != NULL ? NULL : &deed },
                           inboxes, now, error);
}

/**
 * moot_publish_answer:
 * @db: the writer, in a transaction
 * @site: the node
 * @consent: what somebody on another server asked one of ours for
 * @result: (nullable): what is granted; %NULL for no
 * @now: UTC milliseconds
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_publish_answer (MootDb             *db,
                     const MootSite     *site,
                     const MootConsent  *consent,
                     const char         *result,
                     gint64              now,
                     GError            **error)
{
  g_auto (GStrv) inboxes =
    moot_publish_load_inboxes (db, &moot_sql_inbox_of_account, consent->account_id, error);
  g_autofree char *id = moot_actor_uri_part (
    consent->author, result != NULL ? MOOT_PART_FOLLOW_ACCEPT : MOOT_PART_FOLLOW_REJECT,
    moot_id_next ());
  char *stranger[] = { consent->actor, NULL };
  char *nobody[] = { NULL };
  const MootAudience audience = { .to = stranger, .cc = nobody };
  const MootOutgoing question = { .type = question_of (consent->interaction),
                                  .id = consent->request_uri,
                                  .actor = consent->actor,
                                  .object = consent->target_uri,
                                  .instrument = consent->uri };
  const MootPosting posting = { .account_id = consent->author_id, .rank = MOOT_RANK_WAITING };
  gboolean was_asked = consent->request_uri != NULL;

  if (inboxes == NULL)
    return FALSE;
  return moot_publish_put (db, site, &posting,
                           &(MootOutgoing){ .type = result != NULL ? MOOT_ACTIVITY_ACCEPT
                                                                   : MOOT_ACTIVITY_REJECT,
                                            .id = id,
                                            .actor = consent->author,
                                            .audience = &audience,
                                            .object = was_asked ? NULL : consent->uri,
                                            .inner = was_asked ? &question : NULL,
                                            .result = result },
                           inboxes, now, error);
}
