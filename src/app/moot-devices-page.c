/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The keys of a member, and which one is this computer's.
 * Thread: main; the keyring is asked on a worker. */
#include "moot-devices-page.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "moot-clock.h"
#include "moot-device-key.h"
#include "moot-empty.h"
#include "moot-fact-row.h"
#include "moot-json.h"
#include "moot-member.h"
#include "moot-moment-text.h"

struct _MootDevicesPage
{
  MootCasePage parent_instance;

  MootStatePage *state;
  GtkWidget *none;
  MootMarkedLabel *problem;
  GtkListBox *keys;
};

G_DEFINE_FINAL_TYPE (MootDevicesPage, moot_devices_page, MOOT_TYPE_CASE_PAGE)

typedef struct
{
  MootMember *me;
  char *here; /* (nullable): the public key of this computer */
} Devices;

static void
devices_free (gpointer data)
{
  Devices *self = data;

  g_clear_object (&self->me);
  g_free (self->here);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Devices, devices_free)

/* The id of the page is the folder of secrets, empty where there is none. */
static gpointer
load (MootPageSource  *source,
      const char      *id,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autoptr (Devices) self = g_new0 (Devices, 1);

  self->me = moot_page_source_ask_entity (source, "membership", MOOT_CALL_MY_MEMBERSHIP, NULL,
                                          cancellable, error);
  if (self->me == NULL)
    return NULL;
  if (*id != '\0' && source->account != NULL)
    self->here = moot_device_key_dup_public (id, source->account, cancellable);
  return g_steal_pointer (&self);
}

static void
revoke_clicked_cb (MootDevicesPage *self,
                   GtkWidget       *button)
{
  const char *id = moot_fact_row_get_id (g_object_get_data (G_OBJECT (button), "row"));

  moot_case_page_ask_send (
    MOOT_CASE_PAGE (self), moot_request_new_for (MOOT_CALL_REVOKE_DEVICE, id), self->problem,
    &(MootCaseQuestion){ _("Revoke This Device?"),
                         _("Votes it has signed stay valid.  It cannot sign any more, and this "
                            "cannot be taken back."),
                         _("Revoke") });
}

static void
add_key (MootDevicesPage *self,
         JsonObject      *key,
         const char      *here)
{
  const char *name = moot_json_get_string (key, "name");
  const char *added = moot_json_get_string (key, "added_at");
  const char *revoked = moot_json_get_string (key, "revoked_at");
  const gboolean is_here =
    here != NULL && revoked == NULL && g_strcmp0 (moot_json_get_string (key, "ed25519"), here) == 0;
  gint64 time = 0;
  g_autofree char *when = NULL;
  g_autofree char *below = NULL;
  g_autofree char *spoken = NULL;
  GtkWidget *row;

  if ((revoked != NULL ? revoked : added) != NULL)
    moot_time_parse_iso (revoked != NULL ? revoked : added, &time);
  when = moot_moment_text_dup_moment (time);
  if (revoked != NULL)
    /* Translators: of a device that signs votes; %s is a moment. */
    below = g_strdup_printf (_("Revoked on %s"), when);
  else if (is_here)
    /* Translators: of a device that signs votes; %s is a moment. */
    below = g_strdup_printf (_("This device, since %s"), when);
  else
    /* Translators: of a device that signs votes; %s is a moment. */
    below = g_strdup_printf (_("Since %s"), when);
  /* Translators: a device that signs votes, whose name is not known. */
  name = name != NULL && *name != '\0' ? name : _("A device");
  row = moot_fact_row_new (moot_json_get_string (key, "id"), name, below);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->keys, row);
  /* Translators: what a button does; %s is the name of a device. */
  spoken = g_strdup_printf (_("Revoke %s"), name);
  if (revoked == NULL)
    moot_fact_row_add_deed (row, _("Revoke…"), spoken, G_CALLBACK (revoke_clicked_cb), self);
}

static void
show (GtkWidget *page,
      gpointer   result)
{
  MootDevicesPage *self = MOOT_DEVICES_PAGE (page);
  const Devices *data = result;
  g_autoptr (JsonNode) node =
    data->me->device_keys != NULL ? moot_json_parse (data->me->device_keys, -1, NULL) : NULL;
  JsonArray *keys =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  const guint n = keys != NULL ? json_array_get_length (keys) : 0;

  moot_empty_list (self->keys);
  for (guint i = 0; i < n; i++)
    add_key (self, json_array_get_object_element (keys, i), data->here);
  gtk_widget_set_visible (GTK_WIDGET (self->keys), n > 0);
  gtk_widget_set_visible (self->none, n == 0);
  moot_state_page_show_content (self->state);
}

static const MootPageKind kind = { load, show, devices_free };

static void
moot_devices_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_DEVICES_PAGE);

  G_OBJECT_CLASS (moot_devices_page_parent_class)->dispose (object);
}

static void
moot_devices_page_class_init (MootDevicesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_devices_page_dispose;

  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  moot_case_page_class_set_template (widget_class,
                                     "/coop/folkmoot/Folkmoot/ui/moot-devices-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootDevicesPage, state);
  gtk_widget_class_bind_template_child (widget_class, MootDevicesPage, none);
  gtk_widget_class_bind_template_child (widget_class, MootDevicesPage, problem);
  gtk_widget_class_bind_template_child (widget_class, MootDevicesPage, keys);
}

static void
moot_devices_page_init (MootDevicesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_devices_page_new:
 * @client: a server with a co-op
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_devices_page_new (MootClient *client)
{
  MootDevicesPage *self = g_object_new (MOOT_TYPE_DEVICES_PAGE, NULL);
  const char *folder = moot_client_get_secrets (client);

  moot_case_page_set_title (MOOT_CASE_PAGE (self), _("Devices"));
  moot_case_page_load (MOOT_CASE_PAGE (self), self->state, client, folder != NULL ? folder : "",
                       &kind);
  return GTK_WIDGET (self);
}
