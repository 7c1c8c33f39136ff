/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MOOT_TYPE_NODE_LAUNCHER (moot_node_launcher_get_type ())

G_DECLARE_FINAL_TYPE (MootNodeLauncher, moot_node_launcher, MOOT, NODE_LAUNCHER, GObject)

/**
 * MootNodeState:
 * @MOOT_NODE_STOPPED: not running, and nobody wants it to
 * @MOOT_NODE_STARTING: on its way
 * @MOOT_NODE_RUNNING: it answers
 * @MOOT_NODE_FAILED: it ended by itself and could not be started again
 */
typedef enum
{
  MOOT_NODE_STOPPED,
  MOOT_NODE_STARTING,
  MOOT_NODE_RUNNING,
  MOOT_NODE_FAILED,
} MootNodeState;

MootNodeLauncher *moot_node_launcher_new (const char *data_folder) G_GNUC_WARN_UNUSED_RESULT;

gboolean       moot_node_launcher_is_founded      (MootNodeLauncher *self);
MootNodeState  moot_node_launcher_get_state       (MootNodeLauncher *self);
gboolean       moot_node_launcher_is_alone        (MootNodeLauncher *self);
const char    *moot_node_launcher_get_base_url    (MootNodeLauncher *self);
const char    *moot_node_launcher_get_socket_path (MootNodeLauncher *self);
char          *moot_node_launcher_dup_process_id  (MootNodeLauncher *self) G_GNUC_WARN_UNUSED_RESULT;

/* blocking, on a worker or in a test */
gboolean  moot_node_launcher_found      (MootNodeLauncher  *self,
                                         const char        *name,
                                         const char        *currency,
                                         const char        *bylaws,
                                         const char        *admin,
                                         const char        *password,
                                         GCancellable      *cancellable,
                                         GError           **error);
gboolean  moot_node_launcher_start      (MootNodeLauncher  *self,
                                         GCancellable      *cancellable,
                                         GError           **error);
gboolean  moot_node_launcher_add_member (MootNodeLauncher  *self,
                                         const char        *username,
                                         const char        *password,
                                         GCancellable      *cancellable,
                                         GError           **error);
char     *moot_node_launcher_dup_token  (MootNodeLauncher  *self,
                                         const char        *username,
                                         const char        *scopes,
                                         GCancellable      *cancellable,
                                         GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void      moot_node_launcher_stop       (MootNodeLauncher  *self);

G_END_DECLS
