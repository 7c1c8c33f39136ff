/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the co-op itself says: a public post of its own account, once in the home timeline of every
 * member, in the order of time like everything there.
 * Spec: co-op API, timeline integration.
 * Thread: the writer's. */
#include "moot-coop-posts.h"

#include "moot-coop-store.h"
#include "moot-error.h"
#include "moot-publish.h"
#include "moot-sql.h"
#include "moot-status-store.h"
#include "moot-texts.h"

/**
 * moot_coop_post_create:
 * @context: a context inside a transaction
 * @post: what to say
 * @out_status_id: (out): the post
 * @error: return location
 *
 * Other servers are told with moot_publish_status(), when everything about it is written.
 *
 * Errors: %MOOT_ERROR_NOT_FOUND while the co-op has no account to speak with.
 *
 * Returns: whether it was written
 */
gboolean
moot_coop_post_create (const MootCoopContext  *context,
                       const MootCoopPost     *post,
                       gint64                 *out_status_id,
                       GError                **error)
{
  g_autoptr (MootCoopRecord) coop = moot_coop_store_load (context->db, error);
  g_autofree char *html =
    post->html != NULL ? g_strdup (post->html) : moot_text_render (context->site, post->source);
  MootStatusDraft draft = { .visibility = MOOT_VISIBILITY_PUBLIC,
                            .text = post->source,
                            .content = html,
                            .in_reply_to_id = post->in_reply_to_id,
                            .poll = post->poll,
                            .created_at = context->now };

  if (coop == NULL)
    return FALSE;
  if (coop->account_id == 0)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND,
                   "the co-op has no account to speak with");
      return FALSE;
    }
  draft.account_id = coop->account_id;
  draft.language = coop->locale;
  return moot_status_create (context->db, context->site, &draft, context->now, out_status_id,
                             error) &&
         (post->coop == NULL ||
          moot_db_run (context->db, &moot_sql_coop_post_say,
                       MOOT_BINDS (MOOT_INT ("status_id", *out_status_id),
                                   MOOT_TEXT ("coop", post->coop)),
                       error)) &&
         (!post->in_homes ||
          moot_db_run (context->db, &moot_sql_effect_home_add,
                       MOOT_BINDS (MOOT_INT ("status", *out_status_id)), error));
}

/**
 * moot_coop_post:
 * @context: a context inside a transaction
 * @source: Markdown
 * @out_status_id: (out): the post
 * @error: return location
 *
 * An announcement, to the members and to everybody who follows the co-op.
 *
 * Errors: as moot_coop_post_create().
 *
 * Returns: whether it was written
 */
gboolean
moot_coop_post (const MootCoopContext  *context,
                const char             *source,
                gint64                 *out_status_id,
                GError                **error)
{
  const MootCoopPost post = { .source = source,
                              .coop = "{\"type\":\"announcement\"}",
                              .in_homes = TRUE };

  return moot_coop_post_create (context, &post, out_status_id, error) &&
         moot_publish_status (context->db, context->site, *out_status_id, context->now, error);
}
