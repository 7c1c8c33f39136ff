/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* org.freedesktop.Notifications as far as GApplication uses it: it keeps what was said last.
 * Spec: Desktop Notifications Specification 1.2.
 * Thread: main. */
#include "fake-notifications.h"

struct _FakeNotifications
{
  GDBusConnection *bus;
  GDBusNodeInfo *info;
  guint object_id;
  guint name_id;
  gboolean owned;
  guint n;
  char *last;    /* (nullable): the title, while it is shown */
  GStrv actions; /* (nullable): of the last one: a key and a label each */
};

static const char xml[] =
  "<node><interface name='org.freedesktop.Notifications'>"
  "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
  "<arg type='u' direction='out'/></method>"
  "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
  "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
  "</interface></node>";

static void
called_cb (GDBusConnection       *bus,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               data)
{
  FakeNotifications *self = data;

  if (g_str_equal (method, "Notify"))
    {
      g_free (self->last);
      g_variant_get_child (parameters, 3, "s", &self->last);
      g_strfreev (self->actions);
      g_variant_get_child (parameters, 5, "^as", &self->actions);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", ++self->n));
    }
  else if (g_str_equal (method, "CloseNotification"))
    {
      g_clear_pointer (&self->last, g_free);
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
  else
    {
      const char *const capabilities[] = { "actions", "body", NULL };

      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", capabilities));
    }
}

static void
owned_cb (GDBusConnection *bus,
          const char      *name,
          gpointer         data)
{
  ((FakeNotifications *) data)->owned = TRUE;
}

/** fake_notifications_new: (transfer full): ready on the session bus */
FakeNotifications *
fake_notifications_new (void)
{
  static const GDBusInterfaceVTable table = { .method_call = called_cb };
  FakeNotifications *self = g_new0 (FakeNotifications, 1);
  g_autoptr (GError) error = NULL;

  self->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  self->info = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  self->object_id =
    g_dbus_connection_register_object (self->bus, "/org/freedesktop/Notifications",
                                       self->info->interfaces[0], &table, self, NULL, &error);
  g_assert_no_error (error);
  self->name_id = g_bus_own_name_on_connection (self->bus, "org.freedesktop.Notifications",
                                                G_BUS_NAME_OWNER_FLAGS_NONE, owned_cb, NULL, self,
                                                NULL);
  while (!self->owned)
    g_main_context_iteration (NULL, TRUE);
  return self;
}

/** fake_notifications_free: leaves the bus */
void
fake_notifications_free (FakeNotifications *self)
{
  g_bus_unown_name (self->name_id);
  g_dbus_connection_unregister_object (self->bus, self->object_id);
  g_dbus_node_info_unref (self->info);
  g_object_unref (self->bus);
  g_free (self->last);
  g_strfreev (self->actions);
  g_free (self);
}

/** fake_notifications_dup_last: (transfer full) (nullable): the title of what is shown; whoever
 * asked for it knows by then that it is */
char *
fake_notifications_dup_last (FakeNotifications *self)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
    self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetId",
    NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);

  g_assert_nonnull (reply);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return g_strdup (self->last);
}

/** fake_notifications_press: a button of what is shown, by its label; no label presses the rest of
 * it */
void
fake_notifications_press (FakeNotifications *self,
                          const char        *label)
{
  const char *key = NULL;

  for (guint i = 0; self->actions != NULL && self->actions[i] != NULL; i += 2)
    if (label != NULL ? g_str_equal (self->actions[i + 1], label)
                      : g_str_equal (self->actions[i], "default"))
      key = self->actions[i];
  if (key == NULL)
    g_error ("what is shown has no '%s'", label != NULL ? label : "default");
  g_dbus_connection_emit_signal (self->bus, NULL, "/org/freedesktop/Notifications",
                                 "org.freedesktop.Notifications", "ActionInvoked",
                                 g_variant_new ("(us)", self->n, key), NULL);
  g_clear_pointer (&self->last, g_free); /* what was pressed is shown no more */
}
