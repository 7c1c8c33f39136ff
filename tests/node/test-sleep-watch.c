/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A machine that goes to sleep and wakes, told by a logind of our own on a bus of our own; and a
 * network that goes and comes back. */
#include "delivery-stage.h"
#include "moot-delivery-loop.h"
#include "moot-delivery-plan.h"

#include <gio/gunixfdlist.h>
#include <poll.h>
#include <unistd.h>

#define PATIENCE_S 60

/**
 * Logind:
 * @n_locks: how often a node asked to be waited for
 * @watched: reads the end of the last lock
 */
typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  GDBusNodeInfo *info;
  guint object_id;
  guint n_locks;
  int watched;
} Logind;

static const char interface[] =
  "<node><interface name='org.freedesktop.login1.Manager'>"
  "<method name='Inhibit'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='h' direction='out'/>"
  "</method><signal name='PrepareForSleep'><arg type='b'/></signal></interface></node>";

static void
inhibit_cb (GDBusConnection       *connection,
            const char            *sender,
            const char            *path,
            const char            *interface_name,
            const char            *method,
            GVariant              *parameters,
            GDBusMethodInvocation *invocation,
            gpointer               data)
{
  Logind *self = data;
  g_autoptr (GUnixFDList) files = g_unix_fd_list_new ();
  const char *what;
  const char *mode;
  int ends[2];

  g_variant_get (parameters, "(&s&s&s&s)", &what, NULL, NULL, &mode);
  g_assert_cmpstr (what, ==, "sleep");
  g_assert_cmpstr (mode, ==, "delay");
  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (g_unix_fd_list_append (files, ends[1], NULL), ==, 0);
  close (ends[1]);
  if (self->watched >= 0)
    close (self->watched);
  self->watched = ends[0];
  self->n_locks++;
  g_dbus_method_invocation_return_value_with_unix_fd_list (invocation, g_variant_new ("(h)", 0),
                                                           files);
}

static void
pump (void)
{
  g_main_context_iteration (NULL, FALSE);
  g_usleep (DELIVERY_STAGE_STEP_US);
}

static Logind *
logind_new (void)
{
  static const GDBusInterfaceVTable table = { inhibit_cb, NULL, NULL, { NULL } };
  Logind *self = g_new0 (Logind, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;

  self->watched = -1;
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (self->bus), TRUE);
  self->connection = g_dbus_connection_new_for_address_sync (
    g_test_dbus_get_bus_address (self->bus),
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  self->info = g_dbus_node_info_new_for_xml (interface, &error);
  g_assert_no_error (error);
  self->object_id = g_dbus_connection_register_object (
    self->connection, "/org/freedesktop/login1", self->info->interfaces[0], &table, self, NULL,
    &error);
  g_assert_no_error (error);
  answer = g_dbus_connection_call_sync (
    self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
    "RequestName", g_variant_new ("(su)", "org.freedesktop.login1", 0), NULL,
    G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  return self;
}

static void
logind_free (Logind *self)
{
  g_dbus_connection_unregister_object (self->connection, self->object_id);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_clear_object (&self->connection);
  g_dbus_node_info_unref (self->info);
  if (self->watched >= 0)
    close (self->watched);
  g_test_dbus_stop (self->bus);
  g_clear_object (&self->bus);
  g_unsetenv ("DBUS_SYSTEM_BUS_ADDRESS");
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Logind, logind_free)

static void
wait_for_lock (Logind *self,
               guint   n)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_S * G_TIME_SPAN_SECOND;

  while (self->n_locks < n)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      pump ();
    }
}

static void
say_sleep (Logind   *self,
           gboolean  about_to)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (self->connection, NULL, "/org/freedesktop/login1",
                                 "org.freedesktop.login1.Manager", "PrepareForSleep",
                                 g_variant_new ("(b)", about_to), &error);
  g_assert_no_error (error);
}

/* The other end is closed when the node lets the machine sleep. */
static void
wait_until_let_go (Logind *self)
{
  struct pollfd watched = { .fd = self->watched, .events = POLLIN };

  g_assert_cmpint (poll (&watched, 1, PATIENCE_S * 1000), ==, 1);
  g_assert_true ((watched.revents & POLLHUP) != 0);
}

static DeliveryStage *
stage_new (Logind *logind)
{
  DeliveryStage *stage;

  moot_test_node_set_watch_sleep (TRUE);
  stage = delivery_stage_new ();
  delivery_stage_wait_until_empty (stage);
  wait_for_lock (logind, logind->n_locks > 0 ? logind->n_locks : 1);
  return stage;
}

/* Nothing begins while the machine is about to sleep, and everything goes on after it. */
static void
test_sleep (void)
{
  g_autoptr (Logind) logind = logind_new ();
  g_autoptr (DeliveryStage) stage = stage_new (logind);

  for (guint n = 1; n <= 2; n++)
    {
      say_sleep (logind, TRUE);
      wait_until_let_go (logind);
      g_free (delivery_stage_post (stage, "status=Late"));
      g_usleep (20 * DELIVERY_STAGE_STEP_US);
      g_assert_cmpint (inbox_count (stage->node, "delivery WHERE attempts = 0"), ==, 1);
      g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, n - 1);
      say_sleep (logind, FALSE);
      wait_for_lock (logind, n + 1);
      delivery_stage_wait_until_empty (stage);
      g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, n);
    }
}

/* What is on its way and does not arrive is put back: nobody failed, and it goes again. */
static void
test_put_back (void)
{
  g_autoptr (Logind) logind = logind_new ();
  g_autoptr (DeliveryStage) stage = stage_new (logind);

  inbox_peer_hang_post (stage->peer);
  g_free (delivery_stage_post (stage, "status=On+its+way"));
  g_free (delivery_stage_wait_for_nth (stage, CREATE, 0));
  say_sleep (logind, TRUE);
  wait_until_let_go (logind);
  g_assert_cmpint (inbox_count (stage->node, "delivery WHERE attempts = 0"), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, "delivery_host WHERE failures > 0"), ==, 0);
  say_sleep (logind, FALSE);
  wait_for_lock (logind, 2);
  delivery_stage_wait_until_empty (stage);
  g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, 2);
}

/* Without a network silence is nobody's fault; when it is back everything is tried at once. */
static void
test_network (void)
{
  g_autoptr (Logind) logind = logind_new ();
  const MootDeliveryOptions patient = { .first_retry_ms = 3600 * 1000 };
  const MootDeliveryOptions usual = { .first_retry_ms = 30 };
  GNetworkMonitor *monitor = g_network_monitor_get_default ();
  g_autoptr (DeliveryStage) stage = NULL;

  moot_test_node_set_delivery (&patient);
  stage = stage_new (logind);
  moot_test_node_set_delivery (&usual);
  g_signal_emit_by_name (monitor, "network-changed", FALSE);
  inbox_peer_cut_post (stage->peer);
  g_free (delivery_stage_post (stage, "status=Nobody+there"));
  inbox_wait_for_count (stage->node, "delivery WHERE attempts = 1", 1);
  g_assert_cmpint (inbox_count (stage->node, "delivery_host WHERE failing_days > 0"), ==, 0);
  g_signal_emit_by_name (monitor, "network-changed", TRUE);
  delivery_stage_wait_until_empty (stage);
  g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, 2);
}

/* No bus, no logind: the node runs all the same. */
static void
test_nobody (void)
{
  g_autoptr (DeliveryStage) stage = NULL;

  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);
  moot_test_node_set_watch_sleep (TRUE);
  stage = delivery_stage_new ();
  g_free (delivery_stage_post (stage, "status=Hello"));
  delivery_stage_wait_until_empty (stage);
  g_assert_cmpuint (inbox_peer_count (stage->peer, CREATE), ==, 1);
}

/* The queue while nobody sends --------------------------------------------------------------- */

/* Waits grow from seconds to a day, and what failed together does not come back together. */
static void
test_schedule (void)
{
  static const gint64 seconds[] = { 15, 120, 600, 1800, 3600, 7200,
                                    14400, 28800, 43200, 86400, 86400, 86400 };

  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      const double wanted = (double) (seconds[i] * MOOT_SECOND);

      for (guint n = 0; n <= 2; n++)
        g_assert_cmpfloat_with_epsilon (
          (double) moot_delivery_delay (i + 1, MOOT_DELIVERY_FIRST_RETRY_MS, n / 2.0),
          wanted * (0.8 + 0.2 * n), 2);
    }
}

/* What a server asks for is done, up to a day, in whichever of the two ways it asks. */
static void
test_retry_after (void)
{
  static const struct
  {
    const char *header;
    gint64 wait;
  } rows[] = {
    { NULL, 0 },
    { "", 0 },
    { "soon", 0 },
    { "-5", 0 },
    { "600", 600 },
    { "Sun, 06 Nov 1994 08:51:37 GMT", 120 },
    { "86401", 86400 },
    { "Sun, 06 Nov 1994 08:49:36 GMT", 0 },
    { "9999999", 86400 },
    { "Fri, 06 Nov 2099 08:49:37 GMT", 86400 },
  };
  const gint64 now = (gint64) 784111777 * MOOT_SECOND; /* 08:49:37 */

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("'%s'", rows[i].header);
      g_assert_cmpint (moot_retry_after_parse (rows[i].header, now), ==,
                       rows[i].wait * MOOT_SECOND);
    }
}

static gboolean
run_sql (MootDb    *db,
         gpointer   sql,
         GError   **error)
{
  return moot_db_execute (db, sql, error);
}

static gint64
count_waiting (DeliveryStage *stage,
               const char    *type,
               gint64         patience)
{
  g_autofree char *rows = g_strdup_printf (
    "delivery d JOIN outgoing o ON o.id = d.outgoing_id WHERE o.type = '%s' AND d.attempts = 0"
    " AND d.expires_at - o.created_at = %" G_GINT64_FORMAT,
    type, patience);

  return inbox_count (stage->node, rows);
}

/* Of what waits for a server the newest of its kind is kept, for three days or for seven; and the
 * time in which we sleep is not counted. */
static void
test_what_waits (void)
{
  g_autoptr (DeliveryStage) stage = delivery_stage_new ();
  MootDeliveryLoop *loop = moot_node_get_services (stage->node->node)->delivery;
  g_autofree char *sql = g_strdup_printf (
    "INSERT OR REPLACE INTO delivery_host (host, failures, failing_days, last_failing_day, paused,"
    " held_until) VALUES ('%s', 9, 7, 1, 1, %" G_GINT64_FORMAT ")",
    stage->peer->base_url + strlen ("http://"), moot_clock_now () + MOOT_DAY);
  g_autofree char *gone = NULL;
  g_autofree char *kept = NULL;

  delivery_stage_wait_until_empty (stage);
  g_assert_true (moot_test_node_write (stage->node, run_sql, sql));
  gone = delivery_stage_post (stage, "status=One");
  kept = delivery_stage_post (stage, "status=Two");
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = g_strconcat ("/api/v1/statuses/", i == 0 ? kept : gone, NULL);

      delivery_stage_act (stage, "PUT", path, "status=Changed");
      delivery_stage_act (stage, "PUT", path, "status=Changed+again");
      if (i == 1)
        delivery_stage_act (stage, "DELETE", path, NULL);
    }
  g_assert_cmpint (inbox_count (stage->node, "delivery"), ==, 3);
  g_assert_cmpint (count_waiting (stage, "Create", 3 * MOOT_DAY), ==, 1);
  g_assert_cmpint (count_waiting (stage, "Update", 3 * MOOT_DAY), ==, 1);
  g_assert_cmpint (count_waiting (stage, "Delete", 7 * MOOT_DAY), ==, 1);
  moot_delivery_loop_slept (loop, 5 * MOOT_HOUR);
  inbox_wait_for_count (stage->node,
                        "delivery d JOIN outgoing o ON o.id = d.outgoing_id WHERE o.type = 'Delete'"
                        " AND d.expires_at - o.created_at = (7 * 24 + 5) * 3600000",
                        1);
  g_assert_cmpint (count_waiting (stage, "Create", 3 * MOOT_DAY + 5 * MOOT_HOUR), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  const MootDeliveryOptions delivery = { .first_retry_ms = 30, .release_ms = 100 };
  const MootCatchUpOptions options = { .settle_ms = 1, .gap_ms = 1 };
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");

  g_test_init (&argc, &argv, NULL);
  moot_test_node_set_delivery (&delivery);
  moot_test_node_set_catch_up (&options);
  g_test_add_func ("/federation/s59-schedule", test_schedule);
  g_test_add_func ("/federation/s59-retry-after-forms", test_retry_after);
  g_test_add_func ("/federation/s60-what-waits", test_what_waits);
  g_test_add_func ("/federation/sleep/nobody", test_nobody);
  if (daemon != NULL)
    {
      g_test_add_func ("/federation/sleep/logind", test_sleep);
      g_test_add_func ("/federation/sleep/put-back", test_put_back);
      g_test_add_func ("/federation/sleep/network", test_network);
    }
  return g_test_run ();
}
