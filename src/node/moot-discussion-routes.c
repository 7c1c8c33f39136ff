/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Discussions and comments.
 * Spec: co-op API, Discussion and Comment.
 * Thread: a request worker. */
#include "moot-discussion-routes.h"

#include "moot-coop-request.h"
#include "moot-discussions.h"
#include "moot-id.h"
#include "moot-talk-views.h"

static gpointer
load_discussion (const MootCoopContext  *context,
                 const MootActor        *viewer,
                 gint64                  id,
                 GError                **error)
{
  return moot_discussions_load (context, viewer, id, error);
}

static gpointer
load_comment (const MootCoopContext  *context,
              const MootActor        *viewer,
              gint64                  id,
              GError                **error)
{
  return moot_comments_load (context, viewer, id, error);
}

static const char *
get_or_empty (const MootExchange *exchange,
              const char         *name)
{
  const char *text = moot_params_get (exchange->params, name);

  return text != NULL ? text : "";
}

static GPtrArray *
list_discussions (const MootCoopContext  *context,
                  const MootActor        *viewer,
                  MootExchange           *exchange,
                  const MootRange        *range,
                  GError                **error)
{
  return moot_discussions_list (context, viewer, get_or_empty (exchange, "state"),
                                get_or_empty (exchange, "tag"),
                                moot_params_get_id (exchange->params, "circle"), range, error);
}

static void
index_discussions (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_discussions);
}

static void
show_discussion (MootExchange *exchange)
{
  moot_coop_request_show (exchange, moot_exchange_get_id (exchange), load_discussion);
}

/* The ids of media; %NULL without @error when the request says nothing of them. */
static GArray *
read_media (const MootExchange  *exchange,
            GError             **error)
{
  g_auto (GStrv) texts = moot_params_dup_list (exchange->params, "media_ids");
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!moot_params_has (exchange->params, "media_ids"))
    return NULL;
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      gint64 id = 0;

      if (!moot_id_parse (texts[i], &id))
        {
          moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "media_ids", "'%.40s' is no id",
                            texts[i]);
          return NULL;
        }
      g_array_append_val (ids, id);
    }
  return g_steal_pointer (&ids);
}

static gboolean
read_draft (MootExchange         *exchange,
            GStrv                 tags,
            GArray              **out_media,
            MootDiscussionDraft  *out_draft,
            GError              **error)
{
  g_autoptr (GError) local = NULL;

  *out_media = read_media (exchange, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *out_draft = (MootDiscussionDraft){
    .title = moot_params_get (exchange->params, "title"),
    .context = moot_params_get (exchange->params, "context"),
    .tags = moot_params_has (exchange->params, "tags") ? (const char *const *) tags : NULL,
    .visibility = moot_params_get (exchange->params, "visibility"),
    .state = moot_params_get (exchange->params, "state"),
    .circle_id = moot_params_get_id (exchange->params, "circle_id"),
    .media = *out_media,
    .pinned = moot_params_has (exchange->params, "pinned")
                ? moot_params_get_boolean (exchange->params, "pinned", FALSE)
                : -1,
  };
  if (out_draft->context == NULL)
    out_draft->context = moot_params_get (exchange->params, "context_source");
  return moot_coop_request_read_version (exchange, &out_draft->expected_version, error);
}

static gboolean
create (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  g_auto (GStrv) tags = moot_params_dup_list (exchange->params, "tags");
  g_autoptr (GArray) media = NULL;
  MootDiscussionDraft draft;

  if (!read_draft (exchange, tags, &media, &draft, error))
    return FALSE;
  *out_id = moot_discussions_create (context, actor, &draft, error);
  return *out_id != 0;
}

static void
create_discussion (MootExchange *exchange)
{
  moot_coop_request_act (exchange, create, load_discussion);
}

static gboolean
change (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  g_auto (GStrv) tags = moot_params_dup_list (exchange->params, "tags");
  g_autoptr (GArray) media = NULL;
  MootDiscussionDraft draft;

  *out_id = moot_exchange_get_id (exchange);
  return read_draft (exchange, tags, &media, &draft, error) &&
         moot_discussions_change (context, actor, *out_id, &draft, error);
}

static void
change_discussion (MootExchange *exchange)
{
  moot_coop_request_act (exchange, change, load_discussion);
}

static gboolean delete (const MootCoopContext *context,
                        const MootActor *actor,
                        MootExchange *exchange,
                        gint64 *out_id,
                        GError **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_discussions_delete (context, actor, *out_id, error);
}

static void
delete_discussion (MootExchange *exchange)
{
  moot_coop_request_act (exchange, delete, NULL);
}

static gboolean
mark_read (const MootCoopContext  *context,
           const MootActor        *actor,
           MootExchange           *exchange,
           gint64                 *out_id,
           GError                **error)
{
  g_autofree char *ranges = moot_coop_request_dup_json (exchange, "ranges");

  *out_id = moot_exchange_get_id (exchange);
  return moot_discussions_mark_read (context, actor, *out_id, ranges != NULL ? ranges : "", error);
}

static void
read_discussion (MootExchange *exchange)
{
  moot_coop_request_act (exchange, mark_read, load_discussion);
}

static gboolean
react_to_discussion (const MootCoopContext  *context,
                     const MootActor        *actor,
                     MootExchange           *exchange,
                     gint64                 *out_id,
                     GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_reactions_set (context, actor, *out_id, 0, moot_params_get (exchange->params, "name"),
                             moot_params_get_boolean (exchange->params, "present", TRUE), error);
}

static void
react_discussion (MootExchange *exchange)
{
  moot_coop_request_act (exchange, react_to_discussion, load_discussion);
}

static GPtrArray *
list_comments (const MootCoopContext  *context,
               const MootActor        *viewer,
               MootExchange           *exchange,
               const MootRange        *range,
               GError                **error)
{
  return moot_comments_list (context, viewer, moot_exchange_get_id (exchange), range, error);
}

static void
index_comments (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_comments);
}

static const char *
get_body (const MootExchange *exchange)
{
  const char *body = moot_params_get (exchange->params, "body");

  return body != NULL ? body : moot_params_get (exchange->params, "body_source");
}

static gboolean
say (const MootCoopContext  *context,
     const MootActor        *actor,
     MootExchange           *exchange,
     gint64                 *out_id,
     GError                **error)
{
  gint64 parent_id = moot_params_get_id (exchange->params, "parent_id");
  g_autoptr (GError) local = NULL;
  g_autoptr (GArray) media = read_media (exchange, &local);

  if (local == NULL)
    *out_id = moot_comments_create (context, actor, moot_exchange_get_id (exchange), parent_id,
                                    get_body (exchange), media, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return *out_id != 0;
}

static void
create_comment (MootExchange *exchange)
{
  moot_coop_request_act (exchange, say, load_comment);
}

static void
show_comment (MootExchange *exchange)
{
  moot_coop_request_show (exchange, moot_exchange_get_id (exchange), load_comment);
}

static gboolean
reword (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GArray) media = read_media (exchange, &local);
  gint64 version = 0;

  *out_id = moot_exchange_get_id (exchange);
  if (local == NULL && moot_coop_request_read_version (exchange, &version, &local) &&
      moot_comments_change (context, actor, *out_id, version, get_body (exchange), media, &local))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
change_comment (MootExchange *exchange)
{
  moot_coop_request_act (exchange, reword, load_comment);
}

static gboolean
unsay (const MootCoopContext  *context,
       const MootActor        *actor,
       MootExchange           *exchange,
       gint64                 *out_id,
       GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_comments_delete (context, actor, *out_id, error);
}

static void
delete_comment (MootExchange *exchange)
{
  moot_coop_request_act (exchange, unsay, load_comment);
}

static gboolean
react_to_comment (const MootCoopContext  *context,
                  const MootActor        *actor,
                  MootExchange           *exchange,
                  gint64                 *out_id,
                  GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  if (*out_id == 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such comment");
  return moot_reactions_set (context, actor, 0, *out_id, moot_params_get (exchange->params, "name"),
                             moot_params_get_boolean (exchange->params, "present", TRUE), error);
}

static void
react_comment (MootExchange *exchange)
{
  moot_coop_request_act (exchange, react_to_comment, load_comment);
}

static GPtrArray *
list_versions (const MootCoopContext  *context,
               const MootActor        *viewer,
               MootExchange           *exchange,
               const MootRange        *range,
               GError                **error)
{
  return moot_talk_list_context_versions (context, viewer, moot_exchange_get_id (exchange), error);
}

static void
index_versions (MootExchange *exchange)
{
  moot_coop_request_list_all (exchange, list_versions);
}

static GPtrArray *
list_comment_versions (const MootCoopContext  *context,
                       const MootActor        *viewer,
                       MootExchange           *exchange,
                       const MootRange        *range,
                       GError                **error)
{
  return moot_talk_list_comment_versions (context, viewer, moot_exchange_get_id (exchange), error);
}

static void
index_comment_versions (MootExchange *exchange)
{
  moot_coop_request_list_all (exchange, list_comment_versions);
}

static gboolean
follow (const MootCoopContext  *context,
        const MootActor        *actor,
        MootExchange           *exchange,
        gint64                 *out_id,
        GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_talk_follow (context, actor, *out_id, moot_params_get (exchange->params, "notify"),
                           error);
}

static void
follow_discussion (MootExchange *exchange)
{
  moot_coop_request_act (exchange, follow, load_discussion);
}

static const MootRoute routes[] = {
  { "GET", "/api/coop/v1/discussions", "read:governance", index_discussions },
  { "POST", "/api/coop/v1/discussions", "write:governance", create_discussion },
  { "GET", "/api/coop/v1/discussions/:id", "read:governance", show_discussion },
  { "PATCH", "/api/coop/v1/discussions/:id", "write:governance", change_discussion },
  { "DELETE", "/api/coop/v1/discussions/:id", "write:governance", delete_discussion },
  { "GET", "/api/coop/v1/discussions/:id/versions", "read:governance", index_versions },
  { "POST", "/api/coop/v1/discussions/:id/notify", "write:governance", follow_discussion },
  { "POST", "/api/coop/v1/discussions/:id/read", "write:governance", read_discussion },
  { "POST", "/api/coop/v1/discussions/:id/react", "write:governance", react_discussion },
  { "GET", "/api/coop/v1/discussions/:id/comments", "read:governance", index_comments },
  { "POST", "/api/coop/v1/discussions/:id/comments", "write:governance", create_comment },
  { "GET", "/api/coop/v1/comments/:id/versions", "read:governance", index_comment_versions },
  { "GET", "/api/coop/v1/comments/:id", "read:governance", show_comment },
  { "PATCH", "/api/coop/v1/comments/:id", "write:governance", change_comment },
  { "DELETE", "/api/coop/v1/comments/:id", "write:governance", delete_comment },
  { "POST", "/api/coop/v1/comments/:id/react", "write:governance", react_comment },
};

const MootRouteTable moot_discussion_routes = { routes, G_N_ELEMENTS (routes) };
