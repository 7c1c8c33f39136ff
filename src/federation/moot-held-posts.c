/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What strangers wrote that waits for a moderator: the same text from many servers at once, names
 * of many people, people who are there since today.  It stays in the log of the inbox, unread; who
 * lets it in has it done like anything else, and what nobody lets in goes with the log. Thread:
 * any. */
#include "moot-held-posts.h"

#include "moot-activity-reader.h"
#include "moot-crypto.h"
#include "moot-error.h"
#include "moot-html.h"
#include "moot-inbox-private.h"
#include "moot-recent.h"
#include "moot-sql.h"

#include <string.h>

#define MAX_EXCERPT 500 /* letters */

/* Waves --------------------------------------------------------------------------------------- */

struct _MootWaves
{
  GMutex lock;
  MootRecent *texts; /* of Text, by digest */
};

typedef struct
{
  gint64 began;
  guint n_hosts;
  guint hosts[MOOT_HELD_WAVE_HOSTS + 1]; /* hashes of their names */
} Text;

/** moot_waves_new: (transfer full): a watch that has seen nothing */
MootWaves *
moot_waves_new (void)
{
  MootWaves *self = g_new0 (MootWaves, 1);

  g_mutex_init (&self->lock);
  self->texts = moot_recent_new (MOOT_HELD_TEXTS, sizeof (Text));
  return self;
}

/** moot_waves_free: frees @self, which may be %NULL */
void
moot_waves_free (MootWaves *self)
{
  if (self == NULL)
    return;

  moot_recent_free (self->texts);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* The same text says other names to each whom it is sent to. */
static char *
dup_core (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  g_autoptr (GString) core = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && *words[i] != '@')
      {
        g_autofree char *folded = g_utf8_casefold (words[i], -1);

        g_string_append_printf (core, "%s ", folded);
      }
  return g_string_free (g_steal_pointer (&core), FALSE);
}

static gboolean
note_host (Text   *text,
           guint   host,
           gint64  now)
{
  if (now - text->began > MOOT_HELD_WAVE_MS || text->n_hosts == 0)
    *text = (Text){ .began = now };
  for (guint i = 0; i < text->n_hosts; i++)
    if (text->hosts[i] == host)
      return text->n_hosts > MOOT_HELD_WAVE_HOSTS;
  if (text->n_hosts <= MOOT_HELD_WAVE_HOSTS)
    text->hosts[text->n_hosts++] = host;
  return text->n_hosts > MOOT_HELD_WAVE_HOSTS;
}

/**
 * moot_waves_note:
 * @self: a watch
 * @text: what a stranger says, without markup
 * @host: from where
 * @now: UTC milliseconds
 *
 * Limits: %MOOT_HELD_TEXTS.
 *
 * Returns: whether more servers than are usual say the same
 */
gboolean
moot_waves_note (MootWaves  *self,
                 const char *text,
                 const char *host,
                 gint64      now)
{
  g_autofree char *core = dup_core (text);
  g_autofree char *digest = moot_sha256_hex (core, strlen (core));
  Text *seen;
  gboolean is_wave;

  if (g_utf8_strlen (core, -1) < MOOT_HELD_WAVE_LETTERS)
    return FALSE;
  g_mutex_lock (&self->lock);
  seen = moot_recent_find (self->texts, digest);
  if (seen == NULL)
    seen = moot_recent_add (self->texts, digest);
  is_wave = note_host (seen, g_str_hash (host), now);
  g_mutex_unlock (&self->lock);
  return is_wave;
}

/* The list ------------------------------------------------------------------------------------ */

static char *
dup_excerpt (GBytes *body)
{
  g_autoptr (MootActivity) activity = moot_activity_reader_read_activity (body, NULL);
  g_autoptr (MootRemoteObject) object =
    activity != NULL && activity->objects->len > 0
      ? moot_remote_object_read (g_ptr_array_index (activity->objects, 0), NULL)
      : NULL;
  g_autofree char *text =
    object != NULL && object->content != NULL ? moot_html_to_text (object->content) : g_strdup ("");

  g_strstrip (text);
  return g_utf8_strlen (text, -1) > MAX_EXCERPT ? g_utf8_substring (text, 0, MAX_EXCERPT)
                                                : g_steal_pointer (&text);
}

static void
write_one (MootRows       *rows,
           MootJsonWriter *json)
{
  const char *why = moot_rows_get_text (rows, "why");
  g_autoptr (GBytes) body = moot_rows_dup_blob (rows, "body");
  g_autofree char *excerpt = dup_excerpt (body);

  moot_json_begin_object (json);
  moot_json_put_id (json, "id", moot_rows_get_int (rows, "id"));
  moot_json_put_string (json, "actor", moot_rows_get_text (rows, "signer_uri"));
  moot_json_put_string (json, "domain", moot_rows_get_text (rows, "host"));
  moot_json_put_string (json, "reason", why + strlen (MOOT_HELD_PREFIX));
  moot_json_put_string (json, "text", excerpt);
  moot_json_put_time (json, "created_at", moot_rows_get_int (rows, "received_at"));
  moot_json_end_object (json);
}

/**
 * moot_held_posts_write:
 * @db: a connection
 * @json: gets an array of objects: `id`, `actor`, `domain`, `reason`, `text`, `created_at`
 * @error: return location
 *
 * The newest come first.
 *
 * Returns: whether the database answered
 */
gboolean
moot_held_posts_write (MootDb          *db,
                       MootJsonWriter  *json,
                       GError         **error)
{
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_inbox_held, MOOT_BINDS (MOOT_INT ("limit", MOOT_HELD_LIST)), error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  moot_json_begin_array (json);
  while (moot_rows_next (rows, &local))
    if (g_str_has_prefix (moot_rows_get_text (rows, "why"), MOOT_HELD_PREFIX))
      write_one (rows, json);
  moot_json_end_array (json);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Deciding ------------------------------------------------------------------------------------ */

static gboolean
find (MootDb  *db,
      gint64   id,
      char   **out_host,
      char   **out_why,
      GError **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_inbox_held_one, MOOT_BINDS (MOOT_INT ("id", id)), error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local) &&
      g_str_has_prefix (moot_rows_get_text (rows, "why"), MOOT_HELD_PREFIX))
    {
      *out_host = g_strdup (moot_rows_get_text (rows, "host"));
      *out_why = g_strdup (moot_rows_get_text (rows, "why") + strlen (MOOT_HELD_PREFIX));
      return TRUE;
    }
  if (local == NULL)
    g_set_error (&local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "Record not found");
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_held_posts_settle:
 * @db: the writer, inside a transaction
 * @id: what is held
 * @let_in: whether it is done as if it had just come, after moot_held_posts_go_on(); else nobody
 * reads it
 * @now: UTC milliseconds
 * @out_host: (out) (transfer full): where it came from
 * @out_why: (out) (transfer full): why it was held
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND.
 *
 * Returns: whether it was written
 */
gboolean
moot_held_posts_settle (MootDb    *db,
                        gint64     id,
                        gboolean   let_in,
                        gint64     now,
                        char     **out_host,
                        char     **out_why,
                        GError   **error)
{
  g_autofree char *host = NULL;
  g_autofree char *why = NULL;

  if (!find (db, id, &host, &why, error))
    return FALSE;
  if (let_in
        ? !moot_db_run (db, &moot_sql_inbox_let_in,
                        MOOT_BINDS (MOOT_INT ("id", id), MOOT_TEXT ("why", MOOT_HELD_LET_IN),
                                    MOOT_INT ("now", now)),
                        error)
        : !moot_db_run (db, &moot_sql_inbox_discard, MOOT_BINDS (MOOT_INT ("id", id)), error))
    return FALSE;
  *out_host = g_steal_pointer (&host);
  *out_why = g_steal_pointer (&why);
  return TRUE;
}

/** moot_held_posts_go_on: what was let in is done; call it when that is committed */
void
moot_held_posts_go_on (MootFederation *federation)
{
  moot_inbox_wake (federation->inbox, "");
}
