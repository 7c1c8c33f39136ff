/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Founds, starts, watches and stops the node that this computer hosts.  The node is a process of
 * its own: a crash there never takes the window down.  It is spoken to over a Unix socket and over
 * loopback, with an ordinary token; the app never opens its database.
 *
 * Decision: src/decisions/0001-process-split.md.
 * Thread: the getters and the notify signals of `state` on the main thread; the blocking functions
 * on a worker, one at a time. */
#include "moot-node-launcher.h"

#include "moot-client-error.h"
#include "moot-node-address.h"
#include "moot-node-program.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define STOP_SECONDS 4     /* a node stops within 2 */
#define MAX_RESTARTS 3     /* in a row, each after a run that was too short */
#define HEALTHY_SECONDS 60 /* a run that long was no start that failed */

typedef enum
{
  PROP_STATE = 1,
} MootNodeLauncherProperty;

static GParamSpec *properties[PROP_STATE + 1];

struct _MootNodeLauncher
{
  GObject parent_instance;

  char *data_folder;
  char *base_url;
  char *socket_path;
  GSocket *reservation; /* of the port, from founding until the node has it */

  GMutex lock;
  GSubprocess *process;
  gboolean wanted;
  guint n_restarts;
  gint64 started_at;

  MootNodeState state; /* main thread */
  gboolean alone;      /* main thread */
  GMainContext *context;
};

G_DEFINE_FINAL_TYPE (MootNodeLauncher, moot_node_launcher, G_TYPE_OBJECT)

/* State, told on the main thread ------------------------------------------------------------ */

typedef struct
{
  GWeakRef launcher;
  MootNodeState state;
  gboolean alone;
} Telling;

static gboolean
tell (gpointer data)
{
  Telling *telling = data;
  g_autoptr (MootNodeLauncher) self = g_weak_ref_get (&telling->launcher);

  if (self != NULL && self->state != telling->state)
    {
      self->state = telling->state;
      self->alone = telling->alone;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  return G_SOURCE_REMOVE;
}

static void
telling_free (gpointer data)
{
  Telling *telling = data;

  g_weak_ref_clear (&telling->launcher);
  g_free (telling);
}

static void
tell_state (MootNodeLauncher *self,
            MootNodeState     state,
            gboolean          alone)
{
  Telling *telling = g_new0 (Telling, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  g_weak_ref_init (&telling->launcher, self);
  telling->state = state;
  telling->alone = alone;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell, telling, telling_free);
  g_source_attach (source, self->context);
}

static void
set_state (MootNodeLauncher *self,
           MootNodeState     state)
{
  tell_state (self, state, FALSE);
}

static GPtrArray *
list (const char *first,
      ...)
{
  GPtrArray *arguments = g_ptr_array_new ();
  va_list more;

  va_start (more, first);
  for (const char *item = first; item != NULL; item = va_arg (more, const char *))
    g_ptr_array_add (arguments, (gpointer) item);
  va_end (more);
  return arguments;
}

/* Founding ---------------------------------------------------------------------------------- */

static gboolean
load_address (MootNodeLauncher  *self,
              GError           **error)
{
  if (self->base_url == NULL)
    self->base_url = moot_node_address_load (self->data_folder, error);
  return self->base_url != NULL;
}

/**
 * moot_node_launcher_found:
 * @self: a launcher whose folder is empty or not there
 * @name: what the co-op is called
 * @currency: (nullable): ISO 4217
 * @bylaws: (nullable): a preset
 * @admin: the founder's user name
 * @password: their password
 * @cancellable: (nullable): stops waiting
 * @error: return location
 *
 * Makes a node that answers on a port of this computer that nobody uses; until it is started the
 * port is kept for it.  Thread: a worker.
 *
 * Errors: %MOOT_CLIENT_ERROR_REFUSED with the node's words, %MOOT_CLIENT_ERROR_NOT_FOUND.
 *
 * Returns: whether it was made
 */
gboolean
moot_node_launcher_found (MootNodeLauncher  *self,
                          const char        *name,
                          const char        *currency,
                          const char        *bylaws,
                          const char        *admin,
                          const char        *password,
                          GCancellable      *cancellable,
                          GError           **error)
{
  g_autofree char *base_url = NULL;
  g_autofree char *parent = g_path_get_dirname (self->data_folder);
  g_autoptr (GSocket) reservation = moot_node_address_reserve (&base_url, error);
  g_autoptr (GPtrArray) arguments =
    list ("init", "--data", self->data_folder, "--base-url", base_url, "--name", name, "--admin",
          admin, "--password-file", "-", NULL);

  if (reservation == NULL)
    return FALSE;
  if (currency != NULL)
    {
      g_ptr_array_add (arguments, (gpointer) "--currency");
      g_ptr_array_add (arguments, (gpointer) currency);
    }
  if (bylaws != NULL)
    {
      g_ptr_array_add (arguments, (gpointer) "--bylaws");
      g_ptr_array_add (arguments, (gpointer) bylaws);
    }
  g_mkdir_with_parents (parent, 0700);
  if (!moot_node_program_run (arguments, password, NULL, cancellable, error) ||
      !moot_node_address_save (self->data_folder, base_url, error))
    return FALSE;
  g_set_object (&self->reservation, reservation);
  g_free (self->base_url);
  self->base_url = g_steal_pointer (&base_url);
  return TRUE;
}

/**
 * moot_node_launcher_is_founded:
 * @self: a launcher
 *
 * Returns: whether there is a node in its folder
 */
gboolean
moot_node_launcher_is_founded (MootNodeLauncher *self)
{
  g_autofree char *note = moot_node_address_dup_note (self->data_folder);
  g_autofree char *database = g_build_filename (self->data_folder, "node.sqlite3", NULL);

  return g_file_test (note, G_FILE_TEST_EXISTS) && g_file_test (database, G_FILE_TEST_EXISTS);
}

/* Running ----------------------------------------------------------------------------------- */

static void watch (MootNodeLauncher *self,
                   GSubprocess *process);

/* A Unix socket's path is short by law: the runtime folder, not the data folder. */
static char *
choose_socket_path (const char *data_folder)
{
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "folkmoot", NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, data_folder, -1);
  g_autofree char *file = g_strdup_printf ("%.16s.sock", digest);

  g_mkdir_with_parents (folder, 0700);
  return g_build_filename (folder, file, NULL);
}

static GSubprocess *
launch (MootNodeLauncher  *self,
        gboolean           alone,
        GCancellable      *cancellable,
        GError           **error)
{
  const char *address = alone ? NULL : strstr (self->base_url, "://") + 3;

  return moot_node_program_serve (self->data_folder, self->socket_path, address, cancellable,
                                  error);
}

/**
 * moot_node_launcher_start:
 * @self: a launcher whose node was founded
 * @cancellable: (nullable): stops waiting
 * @error: return location
 *
 * Starts the node and waits until it answers.  From then on it is started again when it ends by
 * itself, a few times.  When another program has its port, it runs for this app only, see
 * moot_node_launcher_is_alone().  Thread: a worker.
 *
 * Errors: %MOOT_CLIENT_ERROR_SERVER with the node's words, %MOOT_CLIENT_ERROR_NOT_FOUND.
 *
 * Returns: whether it runs
 */
gboolean
moot_node_launcher_start (MootNodeLauncher  *self,
                          GCancellable      *cancellable,
                          GError           **error)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) local = NULL;
  gboolean alone = FALSE;

  if (!load_address (self, error))
    return FALSE;
  set_state (self, MOOT_NODE_STARTING);
  process = launch (self, FALSE, cancellable, &local);
  alone = process == NULL && !g_cancellable_is_cancelled (cancellable) &&
          moot_node_address_is_taken (self->base_url);
  if (alone)
    {
      g_clear_error (&local);
      process = launch (self, TRUE, cancellable, &local);
    }
  if (process == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      set_state (self, MOOT_NODE_FAILED);
      return FALSE;
    }
  g_clear_object (&self->reservation);
  g_mutex_lock (&self->lock);
  self->process = g_object_ref (process);
  self->wanted = TRUE;
  self->started_at = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);
  tell_state (self, MOOT_NODE_RUNNING, alone);
  watch (self, process);
  return TRUE;
}

typedef struct
{
  GWeakRef launcher;
  GSubprocess *process;
} Watch;

/* On a thread that only waits: the node ended, wanted or not. */
static gpointer
wait_for_end (gpointer data)
{
  Watch *self = data;
  g_autoptr (MootNodeLauncher) launcher = NULL;
  gboolean again = FALSE;

  g_subprocess_wait (self->process, NULL, NULL);
  launcher = g_weak_ref_get (&self->launcher);
  if (launcher != NULL)
    {
      g_mutex_lock (&launcher->lock);
      if (launcher->process == self->process)
        {
          g_clear_object (&launcher->process);
          if (g_get_monotonic_time () - launcher->started_at > HEALTHY_SECONDS * G_USEC_PER_SEC)
            launcher->n_restarts = 0;
          again = launcher->wanted && launcher->n_restarts++ < MAX_RESTARTS;
        }
      g_mutex_unlock (&launcher->lock);
      if (again)
        moot_node_launcher_start (launcher, NULL, NULL);
      else
        set_state (launcher, launcher->wanted ? MOOT_NODE_FAILED : MOOT_NODE_STOPPED);
    }
  g_weak_ref_clear (&self->launcher);
  g_object_unref (self->process);
  g_free (self);
  return NULL;
}

static void
watch (MootNodeLauncher *self,
       GSubprocess      *process)
{
  Watch *data = g_new0 (Watch, 1);

  g_weak_ref_init (&data->launcher, self);
  data->process = g_object_ref (process);
  g_thread_unref (g_thread_new ("node-watch", wait_for_end, data));
}

/**
 * moot_node_launcher_stop:
 * @self: a launcher
 *
 * Asks the node to stop and waits until it has; what is under way is finished by the node.
 * Thread: any; it blocks for a second or two.
 */
void
moot_node_launcher_stop (MootNodeLauncher *self)
{
  g_autoptr (GSubprocess) process = NULL;
  gint64 deadline = g_get_monotonic_time () + STOP_SECONDS * G_USEC_PER_SEC;

  g_mutex_lock (&self->lock);
  self->wanted = FALSE;
  process = self->process != NULL ? g_object_ref (self->process) : NULL;
  g_mutex_unlock (&self->lock);
  if (process == NULL)
    return;

  g_subprocess_send_signal (process, SIGTERM);
  while (g_subprocess_get_identifier (process) != NULL && g_get_monotonic_time () < deadline)
    g_usleep (10000);
  if (g_subprocess_get_identifier (process) != NULL)
    g_subprocess_force_exit (process);
}

/* Members ----------------------------------------------------------------------------------- */

/**
 * moot_node_launcher_add_member:
 * @self: a launcher whose node was founded
 * @username: the new member's name
 * @password: their password
 * @cancellable: (nullable): stops waiting
 * @error: return location
 *
 * Thread: a worker.
 *
 * Returns: whether the node accepted them
 */
gboolean
moot_node_launcher_add_member (MootNodeLauncher  *self,
                               const char        *username,
                               const char        *password,
                               GCancellable      *cancellable,
                               GError           **error)
{
  g_autoptr (GPtrArray) arguments =
    list ("member", "add", username, "--data", self->data_folder, "--password-file", "-", NULL);

  return moot_node_program_run (arguments, password, NULL, cancellable, error);
}

/**
 * moot_node_launcher_dup_token:
 * @self: a launcher whose node was founded
 * @username: a member
 * @scopes: what the token may do
 * @cancellable: (nullable): stops waiting
 * @error: return location
 *
 * Whoever owns the folder may act for its members: that is what hosting means, and why a moot says
 * who hosts it.  Thread: a worker.
 *
 * Returns: (transfer full): a bearer token
 */
char *
moot_node_launcher_dup_token (MootNodeLauncher  *self,
                              const char        *username,
                              const char        *scopes,
                              GCancellable      *cancellable,
                              GError           **error)
{
  g_autoptr (GPtrArray) arguments =
    list ("token", "--data", self->data_folder, "--account", username, "--scopes", scopes, NULL);
  char *token = NULL;

  return moot_node_program_run (arguments, NULL, &token, cancellable, error) ? token : NULL;
}

/* The object -------------------------------------------------------------------------------- */

static void
moot_node_launcher_finalize (GObject *object)
{
  MootNodeLauncher *self = MOOT_NODE_LAUNCHER (object);

  moot_node_launcher_stop (self);
  g_clear_object (&self->process);
  g_clear_object (&self->reservation);
  g_free (self->data_folder);
  g_free (self->base_url);
  g_free (self->socket_path);
  g_mutex_clear (&self->lock);
  g_main_context_unref (self->context);
  G_OBJECT_CLASS (moot_node_launcher_parent_class)->finalize (object);
}

static void
moot_node_launcher_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((MootNodeLauncherProperty) id)
    {
    case PROP_STATE:
      g_value_set_uint (value, MOOT_NODE_LAUNCHER (object)->state);
      break;
    }
}

static void
moot_node_launcher_class_init (MootNodeLauncherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = moot_node_launcher_finalize;
  object_class->get_property = moot_node_launcher_get_property;

  /**
   * MootNodeLauncher:state:
   *
   * A #MootNodeState; notified on the main thread.
   */
  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, 0, MOOT_NODE_FAILED, MOOT_NODE_STOPPED,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
moot_node_launcher_init (MootNodeLauncher *self)
{
  g_mutex_init (&self->lock);
  self->context = g_main_context_ref_thread_default ();
}

/**
 * moot_node_launcher_new:
 * @data_folder: the node's folder, there or not
 *
 * Returns: (transfer full): a launcher; its node is stopped with it
 */
MootNodeLauncher *
moot_node_launcher_new (const char *data_folder)
{
  MootNodeLauncher *self = g_object_new (MOOT_TYPE_NODE_LAUNCHER, NULL);

  self->data_folder = g_strdup (data_folder);
  self->socket_path = choose_socket_path (data_folder);
  load_address (self, NULL);
  return self;
}

/** moot_node_launcher_get_state: what the node does; main thread */
MootNodeState
moot_node_launcher_get_state (MootNodeLauncher *self)
{
  return self->state;
}

/** moot_node_launcher_is_alone: whether it runs and answers only this app, because another program
 * has its port; main thread */
gboolean
moot_node_launcher_is_alone (MootNodeLauncher *self)
{
  return self->alone;
}

/** moot_node_launcher_get_base_url: (nullable): the node's public name, once it was founded */
const char *
moot_node_launcher_get_base_url (MootNodeLauncher *self)
{
  return self->base_url;
}

/** moot_node_launcher_get_socket_path: the Unix socket that only this user can open */
const char *
moot_node_launcher_get_socket_path (MootNodeLauncher *self)
{
  return self->socket_path;
}

/** moot_node_launcher_dup_process_id: (transfer full) (nullable): the node's process while it runs
 */
char *
moot_node_launcher_dup_process_id (MootNodeLauncher *self)
{
  char *id = NULL;

  g_mutex_lock (&self->lock);
  if (self->process != NULL)
    id = g_strdup (g_subprocess_get_identifier (self->process));
  g_mutex_unlock (&self->lock);
  return id;
}
