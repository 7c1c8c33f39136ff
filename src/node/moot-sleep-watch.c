/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Hears from the system that the machine is about to sleep, and that the network came, went or
 * changed.  Without a system bus, or without logind on it, only the gap in the clock tells.
 *
 * logind waits with a sleep for whoever holds a lock of the kind "delay"; it is let go of when
 * nothing is on its way any more, and taken again after the sleep.
 * Spec: logind's org.freedesktop.login1.Manager; federation reference 5.4.
 * Thread: that of the node's main context; the lock is let go of by the delivery loop's. */
#include "moot-sleep-watch.h"

#include "moot-clock.h"

#include <gio/gio.h>
#include <gio/gunixfdlist.h>
#include <unistd.h>

#define LOGIND "org.freedesktop.login1"
#define LOGIND_PATH "/org/freedesktop/login1"
#define LOGIND_MANAGER "org.freedesktop.login1.Manager"

struct _MootSleepWatch
{
  MootDeliveryLoop *delivery;
  GMainContext *context;
  gint64 settle_ms;
  GCancellable *cancellable;
  guint n_pending; /* calls that have not come back */
  GDBusConnection *bus;
  guint signal_id;
  GNetworkMonitor *monitor;
  gulong changed_id;

  GMutex lock; /* for all below */
  int sleep_lock;
  gint64 offline_since; /* monotonic milliseconds, 0 for online */
  GSource *settling;
};

/* Sleeping ----------------------------------------------------------------------------------- */

static void
let_go (MootSleepWatch *self)
{
  g_mutex_lock (&self->lock);
  if (self->sleep_lock >= 0)
    close (self->sleep_lock);
  self->sleep_lock = -1;
  g_mutex_unlock (&self->lock);
}

static void
rested_cb (gpointer data)
{
  let_go (data);
}

static void
locked_cb (GObject      *bus,
           GAsyncResult *result,
           gpointer      data)
{
  MootSleepWatch *self = data;
  g_autoptr (GUnixFDList) files = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_with_unix_fd_list_finish (
    G_DBUS_CONNECTION (bus), &files, result, &error);
  gint32 index = 0;
  int file;

  self->n_pending--;
  if (answer == NULL)
    {
      g_debug ("the machine will not wait for us to sleep: %s", error->message);
      return;
    }
  g_variant_get (answer, "(h)", &index);
  file = files != NULL ? g_unix_fd_list_get (files, index, NULL) : -1;
  let_go (self);
  g_mutex_lock (&self->lock);
  self->sleep_lock = file;
  g_mutex_unlock (&self->lock);
}

static void
take_lock (MootSleepWatch *self)
{
  self->n_pending++;
  g_dbus_connection_call_with_unix_fd_list (
    self->bus, LOGIND, LOGIND_PATH, LOGIND_MANAGER, "Inhibit",
    g_variant_new ("(ssss)", "sleep", "Folkmoot", "Posts are on their way", "delay"),
    G_VARIANT_TYPE ("(h)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, self->cancellable, locked_cb, self);
}

static void
prepare_cb (GDBusConnection *bus,
            const char      *sender,
            const char      *path,
            const char      *interface,
            const char      *name,
            GVariant        *parameters,
            gpointer         data)
{
  MootSleepWatch *self = data;
  gboolean about_to = FALSE;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &about_to);
  if (about_to)
    {
      moot_delivery_loop_rest (self->delivery, rested_cb, self);
      return;
    }
  moot_delivery_loop_resume (self->delivery);
  take_lock (self);
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_dbus_connection_new_for_address_finish (result, &error);
  MootSleepWatch *self = data;

  self->n_pending--;
  if (bus == NULL)
    {
      g_debug ("nobody tells us when the machine sleeps: %s", error->message);
      return;
    }
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  self->bus = g_steal_pointer (&bus);
  self->signal_id = g_dbus_connection_signal_subscribe (
    self->bus, LOGIND, LOGIND_MANAGER, "PrepareForSleep", LOGIND_PATH, NULL,
    G_DBUS_SIGNAL_FLAGS_NONE, prepare_cb, self, NULL);
  take_lock (self);
}

static void
connect_to_bus (MootSleepWatch *self)
{
  g_autofree char *address =
    g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, self->cancellable, NULL);

  if (address == NULL)
    return;
  self->n_pending++;
  g_dbus_connection_new_for_address (address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                       G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, self->cancellable, connected_cb, self);
}

/* The network -------------------------------------------------------------------------------- */

static gboolean
settled_cb (gpointer data)
{
  MootSleepWatch *self = data;
  gint64 offline_ms;

  g_mutex_lock (&self->lock);
  offline_ms = self->offline_since != 0 ? g_get_monotonic_time () / 1000 - self->offline_since : 0;
  self->offline_since = 0;
  g_clear_pointer (&self->settling, g_source_unref);
  g_mutex_unlock (&self->lock);
  moot_delivery_loop_slept (self->delivery, MAX (offline_ms, 1));
  return G_SOURCE_REMOVE;
}

static void
network_changed_cb (GNetworkMonitor *monitor,
                    gboolean         available,
                    gpointer         data)
{
  MootSleepWatch *self = data;

  moot_delivery_loop_set_online (self->delivery, available);
  g_mutex_lock (&self->lock);
  if (!available && self->offline_since == 0)
    self->offline_since = g_get_monotonic_time () / 1000;
  if (available && self->settling == NULL)
    {
      self->settling = g_timeout_source_new ((guint) self->settle_ms);
      g_source_set_callback (self->settling, settled_cb, self, NULL);
      g_source_attach (self->settling, self->context);
    }
  g_mutex_unlock (&self->lock);
}

/**
 * moot_sleep_watch_new:
 * @delivery: told of everything; must outlive it, or have stopped
 * @settle_ms: how long to wait when the network is back; 0 for %MOOT_NETWORK_SETTLE_MS
 *
 * Returns: (transfer full): a watch on the thread's main context
 */
MootSleepWatch *
moot_sleep_watch_new (MootDeliveryLoop *delivery,
                      gint64            settle_ms)
{
  MootSleepWatch *self = g_new0 (MootSleepWatch, 1);

  self->delivery = delivery;
  self->context = g_main_context_ref_thread_default ();
  self->settle_ms = settle_ms != 0 ? settle_ms : MOOT_NETWORK_SETTLE_MS;
  self->cancellable = g_cancellable_new ();
  self->sleep_lock = -1;
  g_mutex_init (&self->lock);
  self->monitor = g_object_ref (g_network_monitor_get_default ());
  self->changed_id =
    g_signal_connect (self->monitor, "network-changed", G_CALLBACK (network_changed_cb), self);
  connect_to_bus (self);
  return self;
}

/**
 * moot_sleep_watch_free:
 * @self: (nullable): a watch
 *
 * Hears nothing any more.  Thread: that of its main context.
 */
void
moot_sleep_watch_free (MootSleepWatch *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_signal_handler_disconnect (self->monitor, self->changed_id);
  while (self->n_pending > 0)
    g_main_context_iteration (self->context, TRUE);
  if (self->signal_id != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->signal_id);
  if (self->bus != NULL)
    g_dbus_connection_close_sync (self->bus, NULL, NULL);
  let_go (self);
  if (self->settling != NULL)
    g_source_destroy (self->settling);
  g_clear_pointer (&self->settling, g_source_unref);
  g_clear_object (&self->bus);
  g_clear_object (&self->monitor);
  g_clear_object (&self->cancellable);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self);
}
