/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The plan of addresses under which this node is known to others.
 *
 * An id is for ever: a row of the table below never changes once a node has federated.  The same
 * table writes addresses and reads them back, so what we hand out is what we recognise.
 * Spec: ActivityPub section 3.1; the store writes the ids of accounts and statuses by the same
 * plan. Thread: any. */
#include "moot-actor-uri.h"

#include "moot-id.h"
#include "moot-uri.h"

#include <string.h>

/* clang-format off */
static const struct
{
  MootActorRoot root;
  const char *path; /* a slash at the end: a name follows */
} roots[] = {
  { MOOT_ROOT_NODE,   "/actor" },
  { MOOT_ROOT_PERSON, "/users/" },
  { MOOT_ROOT_GROUP,  "/groups/" },
};

/* `:id` and `:moment` stand for positive numbers. */
static const char *const parts[MOOT_N_PARTS] = {
  [MOOT_PART_SELF]                      = "",
  [MOOT_PART_INBOX]                     = "/inbox",
  [MOOT_PART_OUTBOX]                    = "/outbox",
  [MOOT_PART_FOLLOWERS]                 = "/followers",
  [MOOT_PART_FOLLOWING]                 = "/following",
  [MOOT_PART_FEATURED]                  = "/featured",
  [MOOT_PART_FEATURED_TAGS]             = "/collections/tags",
  [MOOT_PART_MODERATORS]                = "/moderators",
  [MOOT_PART_FOLLOWERS_SYNCHRONIZATION] = "/followers_synchronization",
  [MOOT_PART_RSA_KEY]                   = "#main-key",
  [MOOT_PART_ED25519_KEY]               = "#ed25519-key",
  [MOOT_PART_STATUS]                    = "/statuses/:id",
  [MOOT_PART_STATUS_ACTIVITY]           = "/statuses/:id/activity",
  [MOOT_PART_STATUS_REPLIES]            = "/statuses/:id/replies",
  [MOOT_PART_STATUS_LIKES]              = "/statuses/:id/likes",
  [MOOT_PART_STATUS_SHARES]             = "/statuses/:id/shares",
  [MOOT_PART_STATUS_QUOTE_REQUEST]      = "/statuses/:id/quote-request",
  [MOOT_PART_STATUS_UPDATE]             = "/statuses/:id#updates/:moment",
  [MOOT_PART_STATUS_DELETE]             = "/statuses/:id#delete",
  [MOOT_PART_ANNOUNCE]                  = "#announces/:id",
  [MOOT_PART_BOOST_UNDO]                = "/statuses/:id/activity#undo",
  [MOOT_PART_FOLLOW]                    = "#follows/:id",
  [MOOT_PART_FOLLOW_UNDO]               = "#follows/:id/undo",
  [MOOT_PART_FOLLOW_ACCEPT]             = "#accepts/follows/:id",
  [MOOT_PART_FOLLOW_REJECT]             = "#rejects/follows/:id",
  [MOOT_PART_LIKE]                      = "#likes/:id",
  [MOOT_PART_LIKE_UNDO]                 = "#likes/:id/undo",
  [MOOT_PART_BLOCK]                     = "#blocks/:id",
  [MOOT_PART_BLOCK_UNDO]                = "#blocks/:id/undo",
  [MOOT_PART_POLL_VOTE]                 = "#votes/:id",
  [MOOT_PART_POLL_VOTE_ACTIVITY]        = "#votes/:id/activity",
  [MOOT_PART_BALLOT]                    = "/votes/:id",
  [MOOT_PART_BALLOT_ACTIVITY]           = "/votes/:id/activity",
  [MOOT_PART_QUOTE_AUTHORIZATION]       = "/quote_authorizations/:id",
  [MOOT_PART_AUTHORIZATION]             = "/authorizations/:id",
  [MOOT_PART_CONSENT_REQUEST]           = "#requests/:id",
  [MOOT_PART_UPDATE]                    = "#updates/:id",
  [MOOT_PART_DELETE]                    = "#delete",
  [MOOT_PART_MOVE]                      = "#moves/:id",
  [MOOT_PART_ADD]                       = "#adds/:id",
  [MOOT_PART_REMOVE]                    = "#removes/:id",
  [MOOT_PART_FLAG]                      = "#flags/:id",
};
/* clang-format on */

#define CONTEXT_PATH "/contexts/"
#define NAME_CHARACTERS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_.-"

/**
 * moot_actor_uri_build:
 * @base_url: of the node, without a slash at the end
 * @root: whose
 * @name: (nullable): of the person or group
 *
 * Returns: (transfer full): the id of an actor of this node
 */
char *
moot_actor_uri_build (const char    *base_url,
                      MootActorRoot  root,
                      const char    *name)
{
  g_return_val_if_fail ((name == NULL) == (root == MOOT_ROOT_NODE), NULL);

  return g_strconcat (base_url, roots[root].path, name, NULL);
}

static char *
fill_in (const char    *actor,
         MootActorPart  part,
         gint64         id,
         gint64         moment)
{
  GString *uri = g_string_new (actor);

  for (const char *at = parts[part]; *at != '\0'; at++)
    {
      if (*at != ':')
        {
          g_string_append_c (uri, *at);
          continue;
        }
      g_string_append_printf (uri, "%" G_GINT64_FORMAT, at[1] == 'i' ? id : moment);
      at += strspn (at + 1, G_CSET_a_2_z);
    }
  return g_string_free (uri, FALSE);
}

/**
 * moot_actor_uri_part:
 * @actor: the id of an actor of this node
 * @part: what of it
 * @id: the number inside, 0 where there is none
 *
 * Returns: (transfer full): the address
 */
char *
moot_actor_uri_part (const char    *actor,
                     MootActorPart  part,
                     gint64         id)
{
  g_return_val_if_fail (part < MOOT_N_PARTS && part != MOOT_PART_STATUS_UPDATE, NULL);
  g_return_val_if_fail ((strchr (parts[part], ':') != NULL) == (id > 0), NULL);

  return fill_in (actor, part, id, 0);
}

/**
 * moot_actor_uri_update:
 * @actor: the id of an actor of this node
 * @id: of a status
 * @moment: when it was changed; no two updates of a status share it
 *
 * Returns: (transfer full): the id of the Update
 */
char *
moot_actor_uri_update (const char *actor,
                       gint64      id,
                       gint64      moment)
{
  g_return_val_if_fail (id > 0 && moment > 0, NULL);

  return fill_in (actor, MOOT_PART_STATUS_UPDATE, id, moment);
}

/**
 * moot_shared_inbox_uri:
 * @base_url: of the node
 *
 * Returns: (transfer full): where one delivery reaches everybody here
 */
char *
moot_shared_inbox_uri (const char *base_url)
{
  return g_strconcat (base_url, "/inbox", NULL);
}

/**
 * moot_context_uri:
 * @base_url: of the node
 * @thread_id: of a thread
 *
 * Returns: (transfer full): the collection of everything in the thread
 */
char *
moot_context_uri (const char *base_url,
                  gint64      thread_id)
{
  return g_strdup_printf ("%s" CONTEXT_PATH "%" G_GINT64_FORMAT, base_url, thread_id);
}

/* The number at @text as we would write it; no leading zeros, so each address has one spelling. */
static gsize
read_number (const char *text,
             gint64     *out_number)
{
  gsize length = strspn (text, G_CSET_DIGITS);
  g_autofree char *digits = g_strndup (text, length);

  if (length == 0 || digits[0] == '0' || !moot_id_parse (digits, out_number))
    return 0;
  return length;
}

static gboolean
matches (const char   *pattern,
         const char   *text,
         MootActorUri *found)
{
  for (; *pattern != '\0'; pattern++)
    {
      gsize length;

      if (*pattern != ':')
        {
          if (*pattern != *text++)
            return FALSE;
          continue;
        }
      length = read_number (text, pattern[1] == 'i' ? &found->id : &found->moment);
      if (length == 0)
        return FALSE;
      text += length;
      pattern += strspn (pattern + 1, G_CSET_a_2_z);
    }
  return *text == '\0';
}

static gboolean
read_root (const char    *path,
           MootActorUri  *found,
           const char   **out_rest)
{
  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    {
      gsize length = strlen (roots[i].path);
      gsize name_length;

      if (strncmp (path, roots[i].path, length) != 0)
        continue;
      found->root = roots[i].root;
      *out_rest = path + length;
      if (roots[i].path[length - 1] != '/')
        return TRUE;
      name_length = strspn (path + length, NAME_CHARACTERS);
      if (name_length == 0 || name_length > MOOT_ACTOR_NAME_MAX)
        return FALSE;
      found->name = g_strndup (path + length, name_length);
      *out_rest += name_length;
      return TRUE;
    }
  return FALSE;
}

/**
 * moot_actor_uri_parse:
 * @base_url: of the node
 * @uri: (nullable): an address
 * @out_uri: (out caller-allocates): what it means; clear it with moot_actor_uri_clear()
 *
 * Reads back an address of the plan, byte for byte: another spelling is another id.
 *
 * Returns: whether it is one; @out_uri is not touched otherwise
 */
gboolean
moot_actor_uri_parse (const char   *base_url,
                      const char   *uri,
                      MootActorUri *out_uri)
{
  g_auto (MootActorUri) found = { 0 };
  const char *rest;

  if (uri == NULL || !g_str_has_prefix (uri, base_url) ||
      !read_root (uri + strlen (base_url), &found, &rest))
    return FALSE;

  for (guint i = 0; i < MOOT_N_PARTS; i++)
    {
      found.id = found.moment = 0;
      if (!matches (parts[i], rest, &found))
        continue;
      found.part = (MootActorPart) i;
      *out_uri = found;
      found.name = NULL;
      return TRUE;
    }
  return FALSE;
}

/**
 * moot_context_uri_parse:
 * @base_url: of the node
 * @uri: (nullable): an address
 * @out_thread_id: (out): the thread
 *
 * Returns: whether @uri is what moot_context_uri() writes
 */
gboolean
moot_context_uri_parse (const char *base_url,
                        const char *uri,
                        gint64     *out_thread_id)
{
  g_autofree char *prefix = g_strconcat (base_url, CONTEXT_PATH, NULL);
  gint64 id = 0;
  gsize length;

  if (uri == NULL || !g_str_has_prefix (uri, prefix))
    return FALSE;
  length = read_number (uri + strlen (prefix), &id);
  if (length == 0 || uri[strlen (prefix) + length] != '\0')
    return FALSE;
  *out_thread_id = id;
  return TRUE;
}

/**
 * moot_uri_is_own:
 * @base_url: of the node
 * @uri: (nullable): any address
 *
 * Returns: whether @uri is somewhere on this node, known or not
 */
gboolean
moot_uri_is_own (const char *base_url,
                 const char *uri)
{
  return moot_uri_same_origin (base_url, uri);
}

/**
 * moot_actor_uri_clear:
 * @self: what moot_actor_uri_parse() filled
 */
void
moot_actor_uri_clear (MootActorUri *self)
{
  g_clear_pointer (&self->name, g_free);
}
