/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A machine that goes to sleep and wakes, told by a logind of our own on a bus of our own; and a
 * network that goes and comes back. */
#include "delivery-stage.h"

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
  g_test_add_func ("/federation/sleep/nobody", test_nobody);
  if (daemon != NULL)
    {
      g_test_add_func ("/federation/sleep/logind", test_sleep);
      g_test_add_func ("/federation/sleep/put-back", test_put_back);
      g_test_add_func ("/federation/sleep/network", test_network);
    }
  return g_test_run ();
}
