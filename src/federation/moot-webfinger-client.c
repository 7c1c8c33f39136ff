/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Finds out who a handle is, and what an actor is called.
 *
 * Both directions must agree: a domain says which actor a handle means, the actor's document must
 * be where it says it is, and a handle is only shown if its domain vouches for it.  Without that
 * loop any server could call its actors by anybody's name. Spec: RFC 7033; Mastodon, "WebFinger";
 * FEP-2c59. Thread: any; every call blocks. */
#include "moot-webfinger-client.h"

#include "moot-activity-reader.h"
#include "moot-error.h"
#include "moot-uri.h"

#include <string.h>

/* Names of this computer are asked in plain http: nobody can have a certificate for them. */
static char *
dup_base_url (const char *domain)
{
  g_autofree char *uri = g_strconcat ("https://", domain, "/", NULL);
  gboolean loopback = moot_uri_is_loopback (uri);

  return g_strconcat (loopback ? "http://" : "https://", domain, NULL);
}

static MootWebfinger *
get (const MootFetcher  *fetcher,
     const char         *uri,
     GCancellable       *cancellable,
     GError            **error)
{
  g_autoptr (MootFetched) fetched =
    moot_fetcher_get (fetcher, uri, MOOT_FETCH_WEBFINGER, NULL, NULL, cancellable, error);

  return fetched != NULL ? moot_webfinger_read (fetched->body, error) : NULL;
}

static char *
fill_template (const char *template,
               const char *resource)
{
  GString *uri = g_string_new (template);

  g_string_replace (uri, "{uri}", resource, 1);
  return g_string_free (uri, FALSE);
}

/* Where some servers keep it that do not keep it where it should be. */
static MootWebfinger *
get_by_host_meta (const MootFetcher  *fetcher,
                  const char         *base_url,
                  const char         *resource,
                  GCancellable       *cancellable,
                  GError            **error)
{
  g_autofree char *uri = g_strconcat (base_url, "/.well-known/host-meta", NULL);
  g_autoptr (MootFetched) fetched =
    moot_fetcher_get (fetcher, uri, MOOT_FETCH_HOST_META, NULL, NULL, cancellable, error);
  g_autofree char *template =
    fetched != NULL ? moot_webfinger_read_xrd (fetched->body, error) : NULL;
  g_autofree char *found = template != NULL ? fill_template (template, resource) : NULL;

  return found != NULL ? get (fetcher, found, cancellable, error) : NULL;
}

/* One look-up at the domain of @handle, whatever it says. */
static MootWebfinger *
look_up (const MootFetcher  *fetcher,
         const MootHandle   *handle,
         GCancellable       *cancellable,
         GError            **error)
{
  g_autofree char *base_url = dup_base_url (handle->domain);
  g_autofree char *acct = moot_handle_to_text (handle);
  g_autofree char *account = g_strconcat ("acct:", acct, NULL);
  g_autofree char *resource = g_uri_escape_string (account, NULL, FALSE);
  g_autofree char *uri =
    g_strconcat (base_url, "/.well-known/webfinger?resource=", resource, NULL);
  g_autoptr (GError) local = NULL;
  MootWebfinger *found = get (fetcher, uri, cancellable, &local);

  if (found == NULL && g_error_matches (local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND))
    return get_by_host_meta (fetcher, base_url, resource, cancellable, error);
  if (found == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return found;
}

/**
 * moot_webfinger_client_ask:
 * @fetcher: gets things
 * @handle: whom
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Asks the domain of @handle.  If it says that the subject is called otherwise, the domain of that
 * name is asked once, and must say the same of itself.
 *
 * Errors: as moot_fetcher_get(); %MOOT_ERROR_INVALID when the domains disagree.
 * Thread: any; blocks.
 *
 * Returns: (transfer full): the answer; its subject is the handle to use
 */
MootWebfinger *
moot_webfinger_client_ask (const MootFetcher  *fetcher,
                           const MootHandle   *handle,
                           GCancellable       *cancellable,
                           GError            **error)
{
  g_autoptr (MootWebfinger) first = look_up (fetcher, handle, cancellable, error);
  g_autoptr (MootWebfinger) second = NULL;

  if (first == NULL || moot_handle_equal (first->subject, handle))
    return g_steal_pointer (&first);
  second = look_up (fetcher, first->subject, cancellable, error);
  if (second == NULL)
    return NULL;
  if (moot_handle_equal (first->subject, second->subject) &&
      strcmp (first->self, second->self) == 0)
    return g_steal_pointer (&second);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%s' and '%s' do not agree on '%s'",
               handle->domain, first->subject->domain, handle->username);
  return NULL;
}

/**
 * moot_webfinger_client_resolve:
 * @fetcher: gets things
 * @handle: whom
 * @sign: (nullable) (scope call): signs the request for the actor
 * @data: of @sign
 * @out_handle: (out) (optional): what the actor is called
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Finds the actor of a handle.
 *
 * Errors: as moot_webfinger_client_ask(); %MOOT_ERROR_INVALID when the actor is not where the
 * domain says, or is none. Thread: any; blocks.
 *
 * Returns: (transfer full): the actor, whose handle is confirmed
 */
MootRemoteActor *
moot_webfinger_client_resolve (const MootFetcher  *fetcher,
                               const MootHandle   *handle,
                               MootFetchSigner     sign,
                               gpointer            data,
                               MootHandle        **out_handle,
                               GCancellable       *cancellable,
                               GError            **error)
{
  g_autoptr (MootWebfinger) found = moot_webfinger_client_ask (fetcher, handle, cancellable, error);
  g_autoptr (MootFetched) fetched = NULL;
  g_autoptr (MootRemoteActor) actor = NULL;

  if (found != NULL)
    fetched = moot_fetcher_load_document (fetcher, found->self, sign, data, cancellable, error);
  if (fetched != NULL)
    actor = moot_activity_reader_read_actor (fetched->body, error);
  if (actor == NULL)
    return NULL;
  if (strcmp (actor->id, found->self) != 0)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.200s' is not who '%s@%s' is",
                   actor->id, handle->username, handle->domain);
      return NULL;
    }
  if (out_handle != NULL)
    *out_handle = g_steal_pointer (&found->subject);
  return g_steal_pointer (&actor);
}

/* Whether the domain of @handle says that it is @actor. */
static MootHandle *
confirm (const MootFetcher      *fetcher,
         const MootHandle       *handle,
         const MootRemoteActor  *actor,
         GCancellable           *cancellable,
         GError                **error)
{
  g_autoptr (MootWebfinger) found = moot_webfinger_client_ask (fetcher, handle, cancellable, error);

  if (found == NULL)
    return NULL;
  if (strcmp (found->self, actor->id) == 0)
    return g_steal_pointer (&found->subject);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%s@%s' is not '%.200s'", handle->username,
               handle->domain, actor->id);
  return NULL;
}

/**
 * moot_webfinger_client_confirm:
 * @fetcher: gets things
 * @actor: an actor of which only the id is known to be right
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Finds out what an actor is called: by the handle it gives itself, or else by its name at the host
 * of its id.  An actor without a confirmed handle is kept, but shown as unconfirmed.
 *
 * Errors: as moot_webfinger_client_ask(); %MOOT_ERROR_INVALID when nobody vouches for it.
 * Thread: any; blocks.
 *
 * Returns: (transfer full): the handle
 */
MootHandle *
moot_webfinger_client_confirm (const MootFetcher      *fetcher,
                               const MootRemoteActor  *actor,
                               GCancellable           *cancellable,
                               GError                **error)
{
  g_autofree char *authority = moot_uri_dup_authority (actor->id);
  g_autoptr (MootHandle) own = actor->handle != NULL ? moot_handle_parse (actor->handle) : NULL;
  g_autoptr (MootHandle) guessed =
    actor->username != NULL ? moot_handle_new (actor->username, authority) : NULL;
  MootHandle *confirmed = NULL;

  if (own != NULL)
    confirmed = confirm (fetcher, own, actor, cancellable, guessed != NULL ? NULL : error);
  if (confirmed == NULL && guessed != NULL)
    confirmed = confirm (fetcher, guessed, actor, cancellable, error);
  if (own == NULL && guessed == NULL)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.200s' has no name", actor->id);
  return confirmed;
}
