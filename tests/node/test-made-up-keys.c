/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whoever makes up names of keys, of people and of servers: they cost neither memory nor questions.
 * The paths carry the numbers of the statements that each test proves. */
#include "inbox-peer.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-keyring.h"

#include <string.h>

#define FOLLOW \
  "{@AS@,'id':'@ME@#follows/1','type':'Follow','actor':'@ME@','object':'@N@/users/rosa'}"
#define N_OVER_HTTP 1000
#define N_MADE_UP 100000
#define N_TO_WARM_UP 10000 /* until what is remembered is as much as it will be */
#define MAX_GROWTH_KIB (16 * 1024)
#define ADDRESS "192.0.2.7"

typedef struct
{
  MootTestNode *node;
  InboxPeer *peer;
} Stage;

static Stage *
stage_new (void)
{
  Stage *self = g_new0 (Stage, 1);

  self->node = moot_test_node_new ();
  self->peer = inbox_peer_new ();
  moot_test_node_add_user (self->node, "rosa");
  return self;
}

static void
stage_free (Stage *self)
{
  moot_test_node_free (self->node);
  inbox_peer_free (self->peer);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stage, stage_free)

static gint64
resident_kib (void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  line = strstr (text, "VmRSS:");
  return line != NULL ? g_ascii_strtoll (line + strlen ("VmRSS:"), NULL, 10) : 0;
}

/* The sanitizer keeps what is freed. */
static gboolean
keeps_freed_memory (void)
{
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
  return TRUE;
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
  return TRUE;
#else
  return FALSE;
#endif
}

static void
check_growth (gint64 before_kib)
{
  g_assert_cmpint (before_kib, >, 0);
  if (!keeps_freed_memory ())
    g_assert_cmpint (resident_kib () - before_kib, <, MAX_GROWTH_KIB);
}

static void
check_nothing_kept (Stage *self)
{
  g_assert_cmpint (inbox_count (self->node, "remote_actor"), ==, 0);
  g_assert_cmpint (inbox_count (self->node, "inbox_entry"), ==, 0);
}

/* 73: over HTTP, with bodies. */
static void
test_random_keys (void)
{
  g_autoptr (Stage) stage = stage_new ();
  guint n_busy = 0;
  gint64 before;

  for (guint i = 0; i < 200; i++)
    inbox_peer_post_as (stage->peer, stage->node, "@P@/warm#key", "/inbox", FOLLOW);
  before = resident_kib ();
  for (guint i = 0; i < N_OVER_HTTP; i++)
    {
      g_autofree char *key = g_strdup_printf ("@P@/users/x%u#main-key", i);
      guint status = inbox_peer_post_as (stage->peer, stage->node, key, "/inbox", FOLLOW);

      g_assert_true (status == 401 || status == 429);
      n_busy += status == 429 ? 1 : 0;
    }
  g_assert_cmpuint (n_busy, >, 0);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /users/x"), <, N_OVER_HTTP);
  check_nothing_kept (stage);
  check_growth (before);
}

/* A request as from the peer, that says it is signed with @key_id. */
static MootHttpMessage *
make_request (Stage      *self,
              const char *key_id,
              gint64      now)
{
  g_autofree char *date = moot_time_format_http (now);
  g_autofree char *none = g_strnfill (342, 'A');
  g_autofree char *signature =
    g_strdup_printf ("keyId=\"%s\",algorithm=\"rsa-sha256\",headers=\"(request-target) host date\","
                     "signature=\"%s==\"",
                     key_id, none);
  MootHttpMessage *message = moot_http_message_new ("GET", self->node->base_url, "/users/rosa");

  moot_http_message_replace_header (message, "Host", self->node->base_url + strlen ("http://"));
  moot_http_message_replace_header (message, "Date", date);
  moot_http_message_replace_header (message, "Signature", signature);
  return message;
}

/* 73: a hundred thousand of them within a minute, half of one server, half of as many servers as
 * there are keys; they are given to the keyring as the routes give them. */
static void
test_hundred_thousand (void)
{
  g_autoptr (Stage) stage = stage_new ();
  MootKeyring *keyring = moot_node_get_services (stage->node->node)->federation->keyring;
  const gint64 now = moot_clock_now ();
  gint64 before = 0;
  guint n_limited = 0;

  for (guint i = 0; i < N_MADE_UP; i++)
    {
      g_autofree char *key_id =
        i % 2 == 0 ? g_strdup_printf ("%s/users/x%u#main-key", stage->peer->base_url, i)
                   : g_strdup_printf ("http://127.%u.%u.%u:9/users/x#main-key", 1 + (i >> 16),
                                      (i >> 8) & 255, i & 255);
      g_autoptr (MootHttpMessage) message = make_request (stage, key_id, now);
      g_autoptr (GError) error = NULL;

      g_assert_null (moot_keyring_authenticate (keyring, message, ADDRESS, now, &error));
      n_limited += g_error_matches (error, MOOT_ERROR, MOOT_ERROR_LIMITED) ? 1 : 0;
      if (i == N_TO_WARM_UP)
        before = resident_kib ();
    }
  g_assert_cmpuint (n_limited, ==, N_MADE_UP - MOOT_KEYRING_STRANGERS);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /users/x"), ==, MOOT_KEYRING_STRANGERS / 2);
  check_nothing_kept (stage);
  check_growth (before);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_add_func ("/federation/s73-random-keys", test_random_keys);
  g_test_add_func ("/federation/s73-hundred-thousand", test_hundred_thousand);
  return g_test_run ();
}
