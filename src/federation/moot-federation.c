/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What every part of federation shares: where to read and write, how to fetch, and the key of the
 * node's own actor, in whose name things are fetched when no member asks.
 * Thread: built and freed on one, used from any. */
#include "moot-federation.h"

#include "config.h"
#include "moot-actor-uri.h"
#include "moot-clock-watch.h"
#include "moot-clock.h"
#include "moot-errands.h"
#include "moot-held-posts.h"
#include "moot-host-memory.h"
#include "moot-inbox.h"
#include "moot-keyring.h"
#include "moot-keys.h"
#include "moot-pending-hosts.h"
#include "moot-signers.h"

#define KEY_SETTING "node_rsa_private"
#define PEM_SETTING "node_rsa_public"

/* The key is made when it is first needed: most runs of most tests need none. */
typedef struct _MootNodeKey
{
  GMutex lock;
  MootPrivateKey *key; /* never changes once it is there */
  char *public_pem;
} MootNodeKey;

static MootFetcher *
make_fetcher (const MootFederation *self,
              gint64                total_ms)
{
  const MootFetcherOptions options = {
    .policy = self->options.private_addresses ? MOOT_URI_PRIVATE : MOOT_URI_PUBLIC,
    .user_agent = self->user_agent,
    .tls_database = self->options.tls_database,
    .schemes = self->schemes,
    .own = self->own_addresses,
    .total_ms = total_ms,
    .is_blocked = self->options.is_blocked,
    .blocked_data = self->options.data,
  };

  return moot_fetcher_new (&options);
}

/* A laboratory measures how much can be taken. */
static const MootInboxLimits unlimited = { 0, 0, 0, FALSE };

static MootInboxGate *
make_gate (const MootFederationOptions *options)
{
  const MootInboxLimits *usual = options->private_addresses ? &unlimited : NULL;

  return moot_inbox_gate_new (options->inbox_limits != NULL ? options->inbox_limits : usual);
}

/**
 * moot_federation_new:
 * @options: what it works with
 *
 * Returns: (transfer full): federation, at rest
 */
MootFederation *
moot_federation_new (const MootFederationOptions *options)
{
  MootFederation *self = g_new0 (MootFederation, 1);

  self->options = *options;
  if (options->tls_database != NULL)
    g_object_ref (options->tls_database);
  self->pool = options->pool;
  self->site = options->site;
  self->user_agent =
    g_strdup_printf ("Folkmoot/%s (+%s/about)", MOOT_VERSION, self->site->base_url);
  self->actor_id = moot_actor_uri_build (self->site->base_url, MOOT_ROOT_NODE, NULL);
  self->key_id = moot_actor_uri_part (self->actor_id, MOOT_PART_RSA_KEY, 0);
  self->schemes = moot_scheme_memory_new ();
  if (!options->private_addresses)
    self->own_addresses = moot_own_addresses_new (self->site->base_url);
  self->signers = moot_signers_new (self->pool);
  self->fetcher = make_fetcher (self, 0);
  self->quick_fetcher = make_fetcher (self, MOOT_FEDERATION_PATIENCE_MS);
  self->node_key = g_new0 (MootNodeKey, 1);
  g_mutex_init (&self->node_key->lock);
  self->gate = make_gate (options);
  self->waves = moot_waves_new ();
  self->holds =
    options->inbox_limits != NULL ? options->inbox_limits->holds : !options->private_addresses;
  self->cancellable = g_cancellable_new ();
  self->clock_watch = moot_clock_watch_new ();
  self->keyring = moot_keyring_new (self);
  self->inbox = moot_inbox_new (self);
  self->errands = moot_errands_new (self);
  self->pending_hosts = moot_pending_hosts_new (self->pool);
  return self;
}

/** moot_federation_start: begins to do what was delivered */
void
moot_federation_start (MootFederation *self)
{
  g_autoptr (GError) error = NULL;

  if (!moot_host_memory_load (self->pool, self->schemes, moot_clock_now (), &error))
    g_message ("it is not known which signatures others understand: %s", error->message);
  moot_inbox_start (self->inbox);
}

/** moot_federation_stop: ends whatever waits for another server; nothing more is fetched */
void
moot_federation_stop (MootFederation *self)
{
  g_cancellable_cancel (self->cancellable);
  moot_inbox_stop (self->inbox);
}

/** moot_federation_free: frees @self, which may be %NULL and must be at rest */
void
moot_federation_free (MootFederation *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->pending_hosts, moot_pending_hosts_free);
  g_clear_pointer (&self->errands, moot_errands_free);
  g_clear_pointer (&self->inbox, moot_inbox_free);
  g_clear_pointer (&self->keyring, moot_keyring_free);
  g_clear_pointer (&self->gate, moot_inbox_gate_free);
  g_clear_pointer (&self->waves, moot_waves_free);
  g_clear_pointer (&self->clock_watch, moot_clock_watch_free);
  g_mutex_clear (&self->node_key->lock);
  g_clear_pointer (&self->node_key->key, moot_private_key_free);
  g_free (self->node_key->public_pem);
  g_free (self->node_key);
  g_clear_pointer (&self->fetcher, moot_fetcher_free);
  g_clear_pointer (&self->quick_fetcher, moot_fetcher_free);
  g_clear_pointer (&self->own_addresses, moot_own_addresses_free);
  g_clear_pointer (&self->schemes, moot_scheme_memory_free);
  g_clear_pointer (&self->signers, moot_signers_free);
  g_clear_object (&self->options.tls_database);
  g_clear_object (&self->cancellable);
  g_free (self->user_agent);
  g_free (self->actor_id);
  g_free (self->key_id);
  g_free (self);
}

/* The node's own key ------------------------------------------------------------------------- */

typedef struct
{
  const MootKeyPair *pair; /* what to write if there is none yet */
  char *private_pem;
  char *public_pem;
} KeyWork;

static gboolean
read_key (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  KeyWork *work = data;
  g_autoptr (GError) local = NULL;

  work->private_pem = moot_setting_dup (db, KEY_SETTING, &local);
  if (local == NULL)
    work->public_pem = moot_setting_dup (db, PEM_SETTING, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
keep_key (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  KeyWork *work = data;

  return moot_setting_put (db, KEY_SETTING, work->pair->private_key, error) &&
         moot_setting_put (db, PEM_SETTING, work->pair->public_key, error) &&
         read_key (db, work, error);
}

static gboolean
load_key (MootFederation  *self,
          GError         **error)
{
  g_autoptr (MootKeyPair) pair = NULL;
  MootDb *reader = moot_db_pool_borrow_reader (self->pool, error);
  KeyWork work = { NULL, NULL, NULL };
  gboolean done = reader != NULL && read_key (reader, &work, error);

  moot_db_pool_return_reader (self->pool, reader);
  if (done && work.private_pem == NULL)
    {
      pair = moot_key_pair_new_rsa (error);
      work.pair = pair;
      done = pair != NULL && moot_db_pool_write (self->pool, keep_key, &work, error);
    }
  if (done)
    self->node_key->key = moot_private_key_new_from_pem (work.private_pem, error);
  if (self->node_key->key != NULL)
    self->node_key->public_pem = g_steal_pointer (&work.public_pem);
  g_free (work.private_pem);
  g_free (work.public_pem);
  return self->node_key->key != NULL;
}

static const MootNodeKey *
ensure_key (MootFederation  *self,
            GError         **error)
{
  MootNodeKey *node_key = self->node_key;
  gboolean there;

  g_mutex_lock (&node_key->lock);
  there = node_key->key != NULL || load_key (self, error);
  g_mutex_unlock (&node_key->lock);
  return there ? node_key : NULL;
}

/**
 * moot_federation_dup_public_pem:
 * @self: federation
 * @error: return location
 *
 * Returns: (transfer full): the key that others verify the node's own requests with
 */
char *
moot_federation_dup_public_pem (MootFederation  *self,
                                GError         **error)
{
  const MootNodeKey *node_key = ensure_key (self, error);

  return node_key != NULL ? g_strdup (node_key->public_pem) : NULL;
}

/**
 * moot_federation_sign:
 * @message: a GET that is to be sent
 * @scheme: how to sign it
 * @federation: (type MootFederation): whose
 * @error: return location
 *
 * Signs as the node itself; a #MootFetchSigner.
 *
 * Returns: whether it is signed
 */
gboolean
moot_federation_sign (MootHttpMessage      *message,
                      MootSignatureScheme   scheme,
                      gpointer              federation,
                      GError              **error)
{
  MootFederation *self = federation;
  const MootNodeKey *node_key = ensure_key (self, error);

  return node_key != NULL && moot_http_message_sign (message, scheme, node_key->key, self->key_id,
                                                     moot_clock_others_now (), error);
}

static gboolean
is_host_blocked (const char *host,
                 gpointer    data)
{
  const MootFederation *self = data;

  return host == NULL ||
         (self->options.is_blocked != NULL && self->options.is_blocked (host, self->options.data));
}

/**
 * moot_federation_get_terms:
 * @self: federation
 * @evidence: what kind of reason there is to believe something
 * @by: the actor or address of that reason
 *
 * Returns: what a document must fit; good as long as @self and @by
 */
MootAcceptanceTerms
moot_federation_get_terms (const MootFederation *self,
                           MootEvidence          evidence,
                           const char           *by)
{
  return (MootAcceptanceTerms){
    .base_url = self->site->base_url,
    .evidence = evidence,
    .by = by,
    .private_addresses = self->options.private_addresses,
    .is_blocked = is_host_blocked,
    .data = (gpointer) self,
  };
}

/**
 * moot_federation_is_blocked:
 * @self: federation
 * @uri: an address
 *
 * Returns: whether nothing is taken from there, and nothing sent there
 */
gboolean
moot_federation_is_blocked (const MootFederation *self,
                            const char           *uri)
{
  g_autofree char *host = moot_uri_dup_host (uri);

  return is_host_blocked (host, (gpointer) self);
}
