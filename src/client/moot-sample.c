/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Fills a new moot with the life of a small co-operative, through its own public API and nothing
 * else: five members, what they wrote, pictures, a decision that is being taken and one that was,
 * and dues in different states.  Each step is a row of a table.
 * Thread: a worker. */
#include "moot-sample.h"

#include "moot-client-error.h"
#include "moot-client-media.h"
#include "moot-client-scopes.h"
#include "moot-connection.h"
#include "moot-sample-moot.h"
#include "moot-sample-picture.h"
#include "moot-status.h"

#include <string.h>

#define PASSWORD "the river runs by itself"
#define N_MEMBERS 5

/* clang-format off */
static const struct { const char *name; const char *display_name; const char *note; } members[N_MEMBERS] = {
  { MOOT_SAMPLE_FOUNDER, "Ada Okafor", "Keeps the books and the laptop that hosts us. #cooperative" },
  { "bo",  "Bo Lindqvist",  "Bread, bicycles, by-laws." },
  { "cy",  "Cy Marchetti",  "On call for moderation this month. Ask me anything." },
  { "dee", "Dee Nakamura",  "Gardener. Mostly pictures of beans." },
  { "eli", "Eli Haddad",    "New here. Learning how a moot works." },
};

/* Who follows whom, by their numbers: everybody a little. */
static const struct { guint who; guint whom; } follows[] = {
  { 0, 1 }, { 0, 2 }, { 0, 3 }, { 0, 4 },
  { 1, 0 }, { 1, 2 }, { 1, 3 },
  { 2, 0 }, { 2, 1 }, { 2, 4 },
  { 3, 0 }, { 3, 1 }, { 3, 2 },
  { 4, 0 }, { 4, 2 }, { 4, 3 },
};

#define NO_PICTURE (-1)
#define NO_PARENT (-1)

static const struct
{
  guint who;
  int parent;         /* row of the status it answers */
  const char *text;
  const char *warning;
  const char *visibility;
  int picture;
  const char *description;
} statuses[] = {
  { 0, NO_PARENT, "Welcome to the Riverside moot! Everything here is written by members, in the order it was written. That's all the "
                  "algorithm there is. #cooperative",
    NULL, "public", NO_PICTURE, NULL },
  { 3, NO_PARENT, "The allotment by the river this morning. The beans have reached the top of the poles. #garden",
    NULL, "public", MOOT_SAMPLE_PICTURE_GARDEN, "Rows of bean plants with red and yellow flowers under a pale sky" },
  { 1, 1, "@dee Save me some for Saturday's kitchen, please. I'll trade you two loaves.", NULL, "public", NO_PICTURE, NULL },
  { 3, 2, "@bo Deal. Sourdough, though.", NULL, "public", NO_PICTURE, NULL },
  { 2, NO_PARENT, "I'm on call for moderation until the first of next month. If something feels wrong, report it or write to me directly; "
                  "I answer within a day. Our code of conduct: https://riverside.example/conduct",
    NULL, "unlisted", NO_PICTURE, NULL },
  { 4, NO_PARENT, "First evening in the new flat, and the first thing I see is this.",
    NULL, "public", MOOT_SAMPLE_PICTURE_NIGHT, "A full moon over dark roofs with a few lit windows" },
  { 0, 5, "@eli Welcome to the house! The meeting room key is with Bo.", NULL, "public", NO_PICTURE, NULL },
  { 1, NO_PARENT, "The ending of the book we read together: I did not expect the lighthouse keeper to be the sister all along. What did "
                  "you think?",
    "Book club, gives away the ending", "public", NO_PICTURE, NULL },
  { 2, 7, "@bo I guessed it on page 40 and was wrong about everything else.", "Book club", "public", NO_PICTURE, NULL },
  { 3, NO_PARENT, "High water today, but well below the bench. The river path is open.",
    NULL, "public", MOOT_SAMPLE_PICTURE_RIVER, "A wide river with green banks and a low sun above the hills" },
  { 0, NO_PARENT, "The hosting bill for the year is in. I put a proposal in the moot so that we decide together: please read it and vote "
                  "this week. #budget #cooperative",
    NULL, "public", NO_PICTURE, NULL },
  { 4, 10, "@ada How do I vote? Is it anonymous?", NULL, "public", NO_PICTURE, NULL },
  { 0, 11, "@eli Open the Moot page and choose the proposal. This one is by name, so that we can ask each other why. You can change your "
           "mind until it closes.",
    NULL, "public", NO_PICTURE, NULL },
};

static const struct { guint who; int status; gboolean boost; } reactions[] = {
  { 1, 0, FALSE }, { 2, 0, FALSE }, { 4, 0, TRUE },
  { 0, 1, FALSE }, { 1, 1, FALSE }, { 4, 1, TRUE },
  { 0, 5, FALSE }, { 3, 5, FALSE },
  { 1, 9, TRUE }, { 2, 9, FALSE },
  { 2, 10, TRUE }, { 3, 10, FALSE },
  { 0, 4, TRUE },
};
/* clang-format on */

/* Everything that is not a table row of its own counts as one step. */
#define N_STEPS                                                                              \
  (N_MEMBERS + G_N_ELEMENTS (follows) + G_N_ELEMENTS (statuses) + G_N_ELEMENTS (reactions) + \
   MOOT_SAMPLE_MOOT_STEPS)

typedef struct
{
  MootNodeLauncher *launcher;
  MootSampleProgress progress;
  gpointer data;
  GCancellable *cancellable;
  guint done;
  MootConnection *connections[N_MEMBERS];
  char *account_ids[N_MEMBERS];
  char *status_ids[G_N_ELEMENTS (statuses)];
} Filling;

static void
filling_clear (Filling *self)
{
  for (guint i = 0; i < N_MEMBERS; i++)
    {
      g_clear_pointer (&self->connections[i], moot_connection_unref);
      g_free (self->account_ids[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    g_free (self->status_ids[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Filling, filling_clear)

static void
step (Filling    *self,
      const char *what)
{
  self->done++;
  if (self->progress != NULL)
    self->progress (what, self->done, N_STEPS, self->data);
}

static MootReply *
call (Filling      *self,
      guint         who,
      MootRequest  *request,
      GError      **error)
{
  MootReply *reply =
    moot_connection_call (self->connections[who], request, self->cancellable, error);

  if (reply == NULL)
    g_prefix_error (error, "%s %s: ", moot_request_get_info (request)->method,
                    moot_request_get_info (request)->path);
  return reply;
}

static gboolean
introduce (Filling  *self,
           guint     who,
           GError  **error)
{
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_UPDATE_PROFILE);
  g_autoptr (GBytes) avatar = moot_sample_avatar_draw (who);
  g_autoptr (MootReply) reply = NULL;

  moot_request_add (request, "display_name", members[who].display_name);
  moot_request_add (request, "note", members[who].note);
  moot_request_add_file (request, "avatar", "avatar.jpg", "image/jpeg", avatar);
  reply = call (self, who, request, error);
  if (reply == NULL)
    return FALSE;
  self->account_ids[who] = g_strdup (((MootAccount *) reply->entity)->id);
  return TRUE;
}

static gboolean
add_members (Filling  *self,
             GError  **error)
{
  for (guint i = 0; i < N_MEMBERS; i++)
    {
      g_autofree char *token = NULL;

      if (i > 0 && !moot_node_launcher_add_member (self->launcher, members[i].name, PASSWORD,
                                                   self->cancellable, error))
        return FALSE;
      token =
        moot_node_launcher_dup_token (self->launcher, members[i].name,
                                      MOOT_SCOPES " " MOOT_COOP_SCOPES, self->cancellable, error);
      if (token == NULL)
        return FALSE;
      self->connections[i] =
        moot_connection_new (moot_node_launcher_get_base_url (self->launcher),
                             moot_node_launcher_get_socket_path (self->launcher), token);
      if (!introduce (self, i, error))
        return FALSE;
      step (self, "a member joins");
    }
  return TRUE;
}

static gboolean
add_follows (Filling  *self,
             GError  **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (follows); i++)
    {
      g_autoptr (MootRequest) request =
        moot_request_new_for (MOOT_CALL_FOLLOW, self->account_ids[follows[i].whom]);
      g_autoptr (MootReply) reply = call (self, follows[i].who, request, error);

      if (reply == NULL)
        return FALSE;
      step (self, "one member follows another");
    }
  return TRUE;
}

static char *
upload (Filling  *self,
        guint     row,
        GError  **error)
{
  g_autoptr (GBytes) bytes = moot_sample_picture_draw ((MootSamplePicture) statuses[row].picture);
  g_autoptr (MootAttachment) attachment =
    moot_client_upload_bytes (self->connections[statuses[row].who], bytes, "picture.jpg",
                              "image/jpeg", statuses[row].description, self->cancellable, error);

  return attachment != NULL ? g_strdup (attachment->id) : NULL;
}

static gboolean
add_status (Filling  *self,
            guint     row,
            GError  **error)
{
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_CREATE_STATUS);
  g_autoptr (MootReply) reply = NULL;
  g_autofree char *media_id = NULL;

  moot_request_add (request, "status", statuses[row].text);
  moot_request_add (request, "visibility", statuses[row].visibility);
  moot_request_add (request, "language", "en");
  if (statuses[row].warning != NULL)
    moot_request_add (request, "spoiler_text", statuses[row].warning);
  if (statuses[row].parent != NO_PARENT)
    moot_request_add (request, "in_reply_to_id", self->status_ids[statuses[row].parent]);
  if (statuses[row].picture != NO_PICTURE)
    {
      media_id = upload (self, row, error);
      if (media_id == NULL)
        return FALSE;
      moot_request_add (request, "media_ids[]", media_id);
    }
  reply = call (self, statuses[row].who, request, error);
  if (reply == NULL)
    return FALSE;
  self->status_ids[row] = g_strdup (((MootStatus *) reply->entity)->id);
  step (self, "somebody writes");
  return TRUE;
}

static gboolean
add_reactions (Filling  *self,
               GError  **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (reactions); i++)
    {
      g_autoptr (MootRequest) request =
        moot_request_new_for (reactions[i].boost ? MOOT_CALL_BOOST : MOOT_CALL_FAVOURITE,
                              self->status_ids[reactions[i].status]);
      g_autoptr (MootReply) reply = call (self, reactions[i].who, request, error);

      if (reply == NULL)
        return FALSE;
      step (self, "somebody likes it");
    }
  return TRUE;
}

static void
moot_step (const char *what,
           gpointer    data)
{
  step (data, what);
}

/**
 * moot_sample_fill:
 * @launcher: a node that was founded by %MOOT_SAMPLE_FOUNDER and runs, with nothing in it
 * @progress: (nullable): told after each step
 * @data: for @progress
 * @cancellable: (nullable): stops between two steps
 * @error: return location
 *
 * Errors: #MootClientError with the step that was refused.
 *
 * Returns: whether everything is there
 */
gboolean
moot_sample_fill (MootNodeLauncher    *launcher,
                  MootSampleProgress   progress,
                  gpointer             data,
                  GCancellable        *cancellable,
                  GError             **error)
{
  g_auto (Filling) self = {
    .launcher = launcher, .progress = progress, .data = data, .cancellable = cancellable
  };

  if (!add_members (&self, error) || !add_follows (&self, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (!add_status (&self, i, error))
      return FALSE;
  return add_reactions (&self, error) &&
         moot_sample_moot_fill (self.connections, N_MEMBERS, moot_step, &self, cancellable, error);
}
