/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* `folkmoot-node serve`: runs a node until SIGTERM or SIGINT.
 *
 * It says when it is ready on standard output and to systemd.  Stopping must not take longer than
 * STOP_LIMIT_MS: what was acknowledged is on disk already, so a handler that hangs is left behind.
 * Thread: main.
 * Spec: sd_notify(3). */
#include "moot-clock.h"
#include "moot-command.h"
#include "moot-node.h"

#include <errno.h>
#include <glib-unix.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

/* clang-format off */
#define STOP_LIMIT_MS    1800              /* two seconds are promised, the last of them to the kernel */
#define OTHER_FILES      512               /* what is no connection: databases, pictures, deliveries */
#define MAX_MEDIA_MIB    (1024 * 1024)
#define MAX_MEDIA_DAYS   36500
#define KEPT_BLOCK_BYTES (1024 * 1024)     /* an answer is below; larger ones go back at once */
#define KEPT_FREE_BYTES  (4 * 1024 * 1024) /* free memory that stays with us */
/* clang-format on */

/* Tells the service manager, if there is one. */
static void
notify (const char *state)
{
  const char *path = g_getenv ("NOTIFY_SOCKET");
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  socklen_t length;
  int fd;

  if (path == NULL || (*path != '/' && *path != '@') || strlen (path) >= sizeof address.sun_path)
    return;
  memcpy (address.sun_path, path, strlen (path));
  if (*path == '@')
    address.sun_path[0] = '\0'; /* a name in the abstract space */
  length = (socklen_t) (G_STRUCT_OFFSET (struct sockaddr_un, sun_path) + strlen (path));
  fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return;
  if (sendto (fd, state, strlen (state), MSG_NOSIGNAL, (struct sockaddr *) &address, length) < 0)
    g_message ("cannot tell the service manager: %s", g_strerror (errno));
  close (fd);
}

static void
stop_limit_reached_cb (int signal_number)
{
  static const char text[] = "folkmoot-node: stopping took too long, left at once\n";

  (void) !write (STDERR_FILENO, text, sizeof text - 1);
  _exit (MOOT_EXIT_DONE);
}

static gboolean
stop_asked_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static void
say_ready (MootNode *node)
{
  g_auto (GStrv) addresses = moot_node_dup_addresses (node);
  g_autofree char *listening = g_strjoinv (", ", addresses);

  printf ("ready: %s (listening on %s)\n", moot_node_get_services (node)->site->base_url,
          listening);
  fflush (stdout);
  notify ("READY=1");
}

/* A page of statuses has about 100 KB, which glibc would fetch from the kernel and give back,
 * zeroed page by page, with every request. */
static void
keep_buffers (void)
{
#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, KEPT_BLOCK_BYTES);
  mallopt (M_TRIM_THRESHOLD, KEPT_FREE_BYTES);
#endif
}

/* Each connection is an open file, and the usual limit is half of what we promise. */
static void
allow_files (void)
{
  const rlim_t wanted = MOOT_MAX_CONNECTIONS + OTHER_FILES;
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
    return;
  limit.rlim_cur = MIN (limit.rlim_max, wanted);
  if (setrlimit (RLIMIT_NOFILE, &limit) != 0)
    g_message ("cannot have more open files: %s", g_strerror (errno));
}

static void
limit_stopping (guint milliseconds)
{
  const struct itimerval timer = {
    .it_value = { milliseconds / 1000, (suseconds_t) (milliseconds % 1000) * 1000 },
  };

  signal (SIGALRM, stop_limit_reached_cb);
  setitimer (ITIMER_REAL, &timer, NULL);
}

static int
serve (const MootNodeOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  MootNode *node;
  guint term_id = g_unix_signal_add (SIGTERM, stop_asked_cb, loop);
  guint int_id = g_unix_signal_add (SIGINT, stop_asked_cb, loop);

  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN); /* a file that may not grow is like a disk that is full */
  allow_files ();
  keep_buffers ();
  node = moot_node_start (options, &error);
  if (node != NULL)
    {
      say_ready (node);
      g_main_loop_run (loop);
      notify ("STOPPING=1");
      limit_stopping (STOP_LIMIT_MS);
      moot_node_stop (node);
      limit_stopping (0);
    }
  g_source_remove (term_id);
  g_source_remove (int_id);
  return node != NULL ? MOOT_EXIT_DONE : moot_command_failed (error);
}

/** moot_command_serve: serves until it is told to stop; returns how to end */
int
moot_command_serve (int    argc,
                    char **argv)
{
  g_autofree char *data_folder = NULL;
  g_autofree char *authorities = NULL;
  g_auto (GStrv) listen_on = NULL;
  MootNodeOptions options = { 0 };
  gint64 media_mib = 0;
  gint64 media_days = 0;
  const GOptionEntry entries[] = {
    MOOT_DATA_OPTION (&data_folder),
    { "listen", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &listen_on,
      "Where to answer; may be given several times", "ADDRESS:PORT|unix:PATH" },
    { "tls-authorities", 0, 0, G_OPTION_ARG_FILENAME, &authorities,
      "Believe these certificates instead of the system's; for tests and closed networks",
      "FILE" },
    { "trust-proxy", 0, 0, G_OPTION_ARG_NONE, &options.trust_proxy,
      "Take scheme, host and client address from X-Forwarded-*", NULL },
    { "allow-private-addresses", 0, 0, G_OPTION_ARG_NONE, &options.allow_private_addresses,
      "Fetch from loopback and private networks too; only for tests", NULL },
    { "authorized-fetch", 0, 0, G_OPTION_ARG_NONE, &options.authorized_fetch,
      "Show posts only to servers that sign their requests", NULL },
    { "media-cache", 0, 0, G_OPTION_ARG_INT64, &media_mib,
      "How much of others' pictures is kept at most; 1024 unless told otherwise", "MEBIBYTES" },
    { "media-cache-days", 0, 0, G_OPTION_ARG_INT64, &media_days,
      "How long such a picture is kept before it is fetched anew; 30 unless told otherwise",
      "DAYS" },
    { "retry-after", 0, 0, G_OPTION_ARG_INT64, &options.delivery.first_retry_ms,
      "How long to wait before a delivery is tried again; all longer waits are in proportion",
      "MILLISECONDS" },
    { "sleep-after", 0, 0, G_OPTION_ARG_INT64, &options.delivery.sleep_ms,
      "How long the node has to be stopped for a sleep", "MILLISECONDS" },
    { "release-over", 0, 0, G_OPTION_ARG_INT64, &options.delivery.release_ms,
      "Over how long deliveries are spread after a sleep; to all others it is said over two to ten "
      "times that",
      "MILLISECONDS" },
    { "give-up-after", 0, 0, G_OPTION_ARG_INT64, &options.delivery.give_up_ms,
      "How long anything is tried to be delivered at most", "MILLISECONDS" },
    { "catch-up-after", 0, 0, G_OPTION_ARG_INT64, &options.catch_up.after_ms,
      "How long a sleep has to be for others to be asked what they wrote", "MILLISECONDS" },
    G_OPTION_ENTRY_NULL
  };
  int status;

  if (!moot_command_parse (entries, &argc, &argv, &status))
    return status;
  if (media_mib < 0 || media_mib > MAX_MEDIA_MIB || media_days < 0 || media_days > MAX_MEDIA_DAYS)
    return moot_command_misused ("--media-cache and --media-cache-days need numbers from 1 on");
  options.media.max_bytes = media_mib * 1024 * 1024;
  options.media.max_age_ms = media_days * MOOT_DAY;
  if (argc > 1)
    return moot_command_misused ("'%s' means nothing here", argv[1]);
  if (data_folder == NULL)
    return moot_command_misused ("serve needs --data");
  options.data_folder = data_folder;
  options.watch_sleep = TRUE;
  options.listen = (const char *const *) listen_on;
  options.tls_authorities = authorities;
  return serve (&options);
}
