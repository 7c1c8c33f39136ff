/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-cache.h"
#include "moot-connection.h"

G_BEGIN_DECLS

#define MOOT_LOOMIO_PACE_MAX 600 /* requests in five minutes; it allows 900 */
#define MOOT_LOOMIO_PERIOD_MS (5 * 60 * 1000)
#define MOOT_LOOMIO_MEMORY_MS 5000               /* one page asks the same thing several times */
#define MOOT_LOOMIO_MEMORY_MAX 16                /* answers remembered so long */
#define MOOT_LOOMIO_AT_ONCE 50                   /* of a list, as its documentation has it */
#define MOOT_LOOMIO_WAIT_MAX_MS (15 * 60 * 1000) /* no server is left alone for longer */

#define MOOT_TYPE_LOOMIO_LINK (moot_loomio_link_get_type ())

G_DECLARE_FINAL_TYPE (MootLoomioLink, moot_loomio_link, MOOT, LOOMIO_LINK, GObject)

/**
 * MootLoomioLink:
 *
 * A group on a Loomio server that somebody reads here.  Its API key lies in the secret store under
 * `key`; copies are kept under `key` too.
 */
struct _MootLoomioLink
{
  GObject parent_instance;

  char *key;
  char *server;
  char *group_id;
  char *group_key; /* as addresses have it */
  char *name;
  char *user_id; /* of the member whose API key it is */
};

GPtrArray *moot_loomio_links_load (const char  *path,
                                   GError     **error) G_GNUC_WARN_UNUSED_RESULT;

MootConnection *moot_loomio_connection_new (MootLoomioLink *link,
                                            const char     *api_key,
                                            MootCache      *cache) G_GNUC_WARN_UNUSED_RESULT;
void            moot_loomio_set_api_key    (MootConnection *connection,
                                            const char     *api_key);

GPtrArray *moot_loomio_list_groups (const char    *server,
                                    const char    *api_key,
                                    GCancellable  *cancellable,
                                    GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * MootLoomioFind:
 * @kind: `discussion` or `proposal`
 * @id: of it, as pages know it
 * @title: what was found, as plain text
 * @author: (nullable): who wrote it
 * @at: when, UTC milliseconds
 * @is_copy: whether it was found in what is kept here, since the server could not be asked
 *
 * Something a search found.
 */
typedef struct
{
  const char *kind;
  char *id;
  char *title;
  char *author;
  gint64 at;
  gboolean is_copy;
} MootLoomioFind;

GPtrArray *moot_loomio_search    (MootConnection  *connection,
                                  const char      *query,
                                  GCancellable    *cancellable,
                                  GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void       moot_loomio_find_free (MootLoomioFind  *self);

G_END_DECLS
