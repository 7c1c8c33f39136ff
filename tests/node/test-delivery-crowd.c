/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Much for many: how many letters a real node brings at the same time, counted where they arrive.
 * The paths carry the numbers of the statements that each test proves. */
#include "delivery-stage.h"

#include "moot-clock.h"

#include <string.h>

#define MAX_HOSTS 20
#define N_POSTS 12
#define PATIENCE_US (120 * G_TIME_SPAN_SECOND)

typedef struct _Crowd Crowd;

/* A server that lets letters wait until the test wants them answered. */
typedef struct
{
  Crowd *crowd;
  TestServer *server;
  guint n_now; /* waiting for their answer */
  guint n_most;
  guint n_arrived;
  GHashTable *bodies; /* each that arrived */
} Host;

struct _Crowd
{
  MootTestNode *node;
  MootDeliveryLoop *loop;
  char *token;
  Host hosts[MAX_HOSTS];
  guint n_hosts;
  GMutex lock; /* of everything below, and of the numbers of each host */
  GCond changed;
  guint n_now;
  guint n_most;
  guint n_arrived;
  guint n_answered;
  guint n_answers; /* that the test allows */
};

static void
wait_for_answer (Host       *host,
                 const char *body)
{
  Crowd *self = host->crowd;

  g_mutex_lock (&self->lock);
  self->n_arrived++;
  host->n_arrived++;
  self->n_now++;
  self->n_most = MAX (self->n_most, self->n_now);
  host->n_now++;
  host->n_most = MAX (host->n_most, host->n_now);
  g_hash_table_add (host->bodies, g_strdup (body));
  g_cond_broadcast (&self->changed);
  while (self->n_answered >= self->n_answers)
    g_cond_wait (&self->changed, &self->lock);
  /* before the answer: nobody may be counted here and at their next letter */
  self->n_answered++;
  self->n_now--;
  host->n_now--;
  g_mutex_unlock (&self->lock);
}

static void
reply (GOutputStream *out,
       const char    *request,
       guint          n,
       gpointer       data,
       GCancellable  *cancellable)
{
  const gboolean is_post = g_str_has_prefix (request, "POST ");

  if (is_post)
    wait_for_answer (data, request_get_body (request));
  test_reply_text (out,
                   is_post
                     ? "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                     : "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                   cancellable);
}

static gboolean
add_followers (MootDb    *db,
               gpointer   data,
               GError   **error)
{
  const Crowd *self = data;
  g_autoptr (GString) sql = g_string_new (NULL);

  for (guint i = 0; i < self->n_hosts; i++)
    {
      guint port = test_server_get_port (self->hosts[i].server);

      g_string_append_printf (
        sql,
        "INSERT INTO account (id, username, domain, uri, url, created_at, inbox_uri)"
        " VALUES (%u, 'far', '127.0.0.1:%u', 'http://127.0.0.1:%u/u', 'x', 1,"
        " 'http://127.0.0.1:%u/in');"
        "INSERT INTO follow (account_id, target_id, accepted, created_at)"
        " SELECT %u, account_id, 1, 1 FROM user LIMIT 1;",
        700 + i, port, port, port, 700 + i);
    }
  return moot_db_execute (db, sql->str, error);
}

/* A node whose rosa is followed by somebody on each of @n_hosts servers; nothing leaves yet. */
static Crowd *
crowd_new (guint n_hosts)
{
  Crowd *self = g_new0 (Crowd, 1);
  gint64 rosa;

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->node = moot_test_node_new ();
  self->loop = moot_node_get_services (self->node->node)->delivery;
  rosa = moot_test_node_add_user (self->node, "rosa");
  self->token = moot_test_node_add_token (self->node, rosa, "read write");
  self->n_hosts = n_hosts;
  for (guint i = 0; i < n_hosts; i++)
    {
      self->hosts[i].crowd = self;
      self->hosts[i].bodies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      self->hosts[i].server = test_server_new (reply, &self->hosts[i], NULL);
    }
  moot_test_node_write (self->node, add_followers, self);
  moot_delivery_loop_rest (self->loop, NULL, NULL);
  return self;
}

static void
allow (Crowd *self,
       guint  n_answers)
{
  g_mutex_lock (&self->lock);
  self->n_answers = n_answers;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static void
crowd_free (Crowd *self)
{
  allow (self, G_MAXUINT);
  moot_test_node_free (self->node);
  for (guint i = 0; i < self->n_hosts; i++)
    {
      test_server_free (self->hosts[i].server);
      g_hash_table_unref (self->hosts[i].bodies);
    }
  g_free (self->token);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Crowd, crowd_free)

/* Everything that is to be brought waits before the first of it leaves. */
static void
post_all (Crowd *self,
          guint  n_posts)
{
  for (guint i = 0; i < n_posts; i++)
    {
      g_autoptr (MootTestReply) posted =
        moot_test_post (self->node, "/api/v1/statuses", self->token, "status=Bread");

      moot_test_assert_status (posted, 200);
    }
  g_assert_cmpint (inbox_count (self->node, "delivery"), ==, self->n_hosts * n_posts);
}

static void
wait_until_arrived (Crowd *self,
                    guint  n)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  g_mutex_lock (&self->lock);
  while (self->n_arrived < n)
    g_assert_true (g_cond_wait_until (&self->changed, &self->lock, deadline));
  g_mutex_unlock (&self->lock);
}

/* Answers everything; each letter came to each server once. */
static void
finish (Crowd *self,
        guint  n_posts)
{
  const gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  allow (self, G_MAXUINT);
  wait_until_arrived (self, self->n_hosts * n_posts);
  while (inbox_count (self->node, "delivery") > 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (DELIVERY_STAGE_STEP_US);
    }
  g_assert_cmpuint (self->n_arrived, ==, self->n_hosts * n_posts);
  for (guint i = 0; i < self->n_hosts; i++)
    {
      g_assert_cmpuint (self->hosts[i].n_arrived, ==, n_posts);
      g_assert_cmpuint (g_hash_table_size (self->hosts[i].bodies), ==, n_posts);
    }
}

/* 62, 60: so many at once and never more, one host alone and many together, although each letter
 * takes long and somebody keeps asking the loop to look again; none of them is brought twice. */
static void
check_at_once (guint n_hosts,
               guint n_bound)
{
  g_autoptr (Crowd) crowd = crowd_new (n_hosts);

  post_all (crowd, N_POSTS);
  moot_delivery_loop_resume (crowd->loop);
  wait_until_arrived (crowd, n_bound);
  for (guint i = 1; i <= 3 * n_bound; i++)
    {
      moot_delivery_loop_wake (crowd->loop);
      allow (crowd, i);
      wait_until_arrived (crowd, n_bound + i); /* whoever left makes room for one */
    }
  finish (crowd, N_POSTS);
  g_assert_cmpuint (crowd->n_most, ==, n_bound);
  for (guint i = 0; i < n_hosts; i++)
    g_assert_cmpuint (crowd->hosts[i].n_most, <=, MOOT_DELIVERY_MAX_VISITS_PER_HOST);
}

static void
test_one_host (void)
{
  check_at_once (1, MOOT_DELIVERY_MAX_VISITS_PER_HOST);
}

static void
test_many_hosts (void)
{
  check_at_once (MAX_HOSTS, MOOT_DELIVERY_MAX_VISITS);
}

/* 62: after three hours of sleep, five in a second, and two at once to a host that is slow. */
static void
test_released (void)
{
  const MootDeliveryOptions slow = { .release_ms = 2 * MOOT_SECOND };
  const MootDeliveryOptions usual = { 0 };
  const guint n_hosts = 4;
  const guint n_posts = 10;
  g_autoptr (Crowd) crowd = NULL;
  gint64 started;

  moot_test_node_set_delivery (&slow);
  crowd = crowd_new (n_hosts);
  moot_test_node_set_delivery (&usual);
  post_all (crowd, n_posts);
  started = g_get_monotonic_time ();
  moot_delivery_loop_slept (crowd->loop, 3 * MOOT_HOUR);
  moot_delivery_loop_resume (crowd->loop);
  wait_until_arrived (crowd, n_hosts * MOOT_DELIVERY_MAX_VISITS_PER_HOST);
  g_assert_cmpuint (crowd->n_now, ==, n_hosts * MOOT_DELIVERY_MAX_VISITS_PER_HOST);
  finish (crowd, n_posts);
  for (guint i = 0; i < n_hosts; i++)
    g_assert_cmpuint (crowd->hosts[i].n_most, ==, MOOT_DELIVERY_MAX_VISITS_PER_HOST);
  g_assert_cmpint (g_get_monotonic_time () - started, >=,
                   (n_hosts * n_posts - 2) * MOOT_RELEASE_MIN_GAP_MS * 1000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/federation/s60-s62-one-host", test_one_host);
  g_test_add_func ("/federation/s60-s62-many-hosts", test_many_hosts);
  g_test_add_func ("/federation/s62-five-a-second", test_released);
  return g_test_run ();
}
