/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whether something was allowed: a stamp counts if the server of its author serves it at its own
 * id, and it names author, deed and status.  What is inside of somebody else's document proves
 * nothing.
 * Spec: FEP-044f; GoToSocial interaction policies; conformance 50.
 * Thread: a worker; blocks. */
#include "moot-stamps.h"

#include "moot-error.h"
#include "moot-policy-store.h"
#include "moot-posts.h"
#include "moot-signers.h"
#include "moot-wild-json.h"

/* GoToSocial called them something else before 0.20. */
static const struct
{
  const char *interaction;
  const char *type;
  const char *older;
} types[] = {
  { MOOT_POLICY_LIKE, "LikeAuthorization", "LikeApproval" },
  { MOOT_POLICY_REPLY, "ReplyAuthorization", "ReplyApproval" },
  { MOOT_POLICY_ANNOUNCE, "AnnounceAuthorization", "AnnounceApproval" },
  { MOOT_POLICY_QUOTE, "QuoteAuthorization", "QuoteAuthorization" },
};

/** moot_stamp_get_type: what the stamp for @interaction is called on the wire */
const char *
moot_stamp_get_type (const char *interaction)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].interaction, interaction))
      return types[i].type;
  g_return_val_if_reached (NULL);
}

static gboolean
has_type (const MootRemoteObject *stamp,
          const char             *interaction)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].interaction, interaction))
      return g_strcmp0 (stamp->type_name, types[i].type) == 0 ||
             g_strcmp0 (stamp->type_name, types[i].older) == 0;
  return FALSE;
}

static gboolean
names (const MootRemoteObject *stamp,
       const char             *member,
       const char             *older,
       const char             *id)
{
  const char *named = moot_wild_get_id (stamp->json, member);

  if (named == NULL)
    named = moot_wild_get_id (stamp->json, older);
  return g_strcmp0 (named, id) == 0;
}

/* Signed by whom it concerns: what is for few is shown to few. */
static MootRemoteObject *
fetch (MootFederation        *federation,
       const MootStampClaim  *claim,
       GError               **error)
{
  MootAsker asker = moot_asker_of_node (federation, NULL);
  g_autoptr (MootSigner) signer =
    claim->reader_id != 0 ? moot_signers_get (federation->signers, claim->reader_id, NULL) : NULL;

  if (signer != NULL)
    {
      asker.sign = moot_signer_sign;
      asker.data = signer;
    }
  return moot_posts_fetch_object_as (&asker, claim->uri, error);
}

/**
 * moot_stamp_holds:
 * @federation: federation
 * @claim: what a stamp is said to say
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID when it says something else; others as
 * moot_posts_fetch_object_as(): %MOOT_ERROR_UNAVAILABLE when it is not known yet.
 *
 * Returns: whether it does
 */
gboolean
moot_stamp_holds (MootFederation        *federation,
                  const MootStampClaim  *claim,
                  GError               **error)
{
  g_autoptr (MootRemoteObject) stamp = NULL;

  if (claim->uri != NULL && claim->author != NULL &&
      moot_uri_same_origin (claim->uri, claim->author))
    {
      stamp = fetch (federation, claim, error);
      if (stamp == NULL)
        return FALSE;
      if (has_type (stamp, claim->interaction) && g_strcmp0 (stamp->id, claim->uri) == 0 &&
          g_strcmp0 (stamp->attributed_to, claim->author) == 0 &&
          names (stamp, "interactingObject", "object", claim->interacting) &&
          names (stamp, "interactionTarget", "target", claim->target))
        return TRUE;
    }
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.200s' is no stamp for that",
               claim->uri != NULL ? claim->uri : "");
  return FALSE;
}
