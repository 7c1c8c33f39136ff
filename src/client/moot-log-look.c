/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Compares a server's log with every head of it that was ever seen here.  What does not agree is
 * kept as an alarm until a member has looked at it, even if the server thinks better of it.
 * Spec: co-op API, log; RFC 6962 section 2.1.2.
 * Thread: a worker. */
#include "moot-cache-log.h"
#include "moot-clock.h"
#include "moot-json.h"
#include "moot-log-watch.h"

#define ALARM "log-alarm" /* the document that keeps one */

static const char *const state_names[] = {
  [MOOT_LOG_UNKNOWN] = "unknown",
  [MOOT_LOG_HOLDS] = "holds",
  [MOOT_LOG_FORKED] = "forked",
  [MOOT_LOG_SHORTENED] = "shortened",
  [MOOT_LOG_REPLACED] = "replaced",
};

/** moot_log_finding_free: @self may be %NULL */
void
moot_log_finding_free (MootLogFinding *self)
{
  if (self == NULL)
    return;

  moot_log_head_free (self->ours);
  moot_log_head_free (self->theirs);
  g_free (self);
}

static MootLogFinding *
finding_new (MootLogState       state,
             const MootLogHead *ours,
             const MootLogHead *theirs,
             gint64             agreed)
{
  MootLogFinding *self = g_new0 (MootLogFinding, 1);

  self->state = state;
  self->ours = ours != NULL ? moot_log_head_copy (ours) : NULL;
  self->theirs = moot_log_head_copy (theirs);
  self->agreed = agreed;
  self->at = moot_clock_now ();
  return self;
}

/* Keeping an alarm --------------------------------------------------------------------------- */

static void
write_head (MootJsonWriter    *json,
            const char        *name,
            const MootLogHead *head)
{
  moot_json_name (json, name);
  moot_json_begin_object (json);
  moot_json_put_string (json, "log_id", head->log_id);
  moot_json_put_int (json, "tree_size", head->size);
  moot_json_put_string (json, "root", head->root);
  moot_json_put_int (json, "at", head->at);
  moot_json_end_object (json);
}

static gboolean
keep_alarm (MootCache             *cache,
            const char            *account,
            const MootLogFinding  *finding,
            GError               **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "state", state_names[finding->state]);
  write_head (&json, "ours", finding->ours);
  write_head (&json, "theirs", finding->theirs);
  moot_json_put_int (&json, "agreed", finding->agreed);
  moot_json_put_int (&json, "n_heads", finding->n_heads);
  moot_json_put_int (&json, "at", finding->at);
  moot_json_end_object (&json);
  return moot_cache_put_document (cache, account, ALARM, json.text->str, error);
}

static MootLogHead *
read_head (JsonObject *object,
           const char *name)
{
  JsonObject *from = moot_json_get_object (object, name);
  MootLogHead *head;

  if (from == NULL)
    return NULL;
  head = moot_log_head_new (moot_json_get_string (from, "log_id"),
                            moot_json_get_int (from, "tree_size"),
                            moot_json_get_string (from, "root"));
  head->at = moot_json_get_int (from, "at");
  return head;
}

static MootLogFinding *
load_alarm (MootCache   *cache,
            const char  *account,
            GError     **error)
{
  g_autofree char *text = moot_cache_dup_document (cache, account, ALARM, NULL, error);
  g_autoptr (JsonNode) node = text != NULL ? moot_json_parse (text, -1, NULL) : NULL;
  g_autoptr (MootLogFinding) finding = NULL;
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  finding = g_new0 (MootLogFinding, 1);
  for (guint i = 0; i < G_N_ELEMENTS (state_names); i++)
    if (g_strcmp0 (moot_json_get_string (object, "state"), state_names[i]) == 0)
      finding->state = (MootLogState) i;
  finding->ours = read_head (object, "ours");
  finding->theirs = read_head (object, "theirs");
  finding->agreed = moot_json_get_int (object, "agreed");
  finding->n_heads = (guint) moot_json_get_int (object, "n_heads");
  finding->at = moot_json_get_int (object, "at");
  return finding->state > MOOT_LOG_HOLDS && finding->ours != NULL && finding->theirs != NULL
           ? g_steal_pointer (&finding)
           : NULL;
}

/* Comparing ---------------------------------------------------------------------------------- */

typedef struct
{
  MootConnection *connection;
  GPtrArray *heads; /* of MootLogHead, the longest first */
  const MootLogHead *theirs;
  GCancellable *cancellable;
} Comparison;

static const MootLogHead *
get_head (const Comparison *self,
          guint             i)
{
  return g_ptr_array_index (self->heads, i);
}

/* The longest head that the log still begins with; if it begins with one, it does with all shorter
 * ones, so halving finds it. */
static gboolean
find_agreed (const Comparison  *self,
             guint              from,
             gint64            *out_agreed,
             GError           **error)
{
  guint low = from;
  guint high = self->heads->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      gboolean extends = FALSE;

      if (!moot_log_ask_extends (self->connection, get_head (self, middle), self->theirs, &extends,
                                 self->cancellable, error))
        return FALSE;
      if (extends)
        high = middle;
      else
        low = middle + 1;
    }
  *out_agreed = high < self->heads->len ? get_head (self, high)->size : 0;
  return TRUE;
}

/* Heads that came by themselves, as with a receipt, were compared with nothing yet. */
static gboolean
find_unchecked (const Comparison   *self,
                guint               from,
                const MootLogHead **out_liar,
                GError            **error)
{
  *out_liar = NULL;
  for (guint i = from; i < self->heads->len; i++)
    {
      const MootLogHead *head = get_head (self, i);
      gboolean extends = FALSE;

      if (head->checked && i != from)
        continue;
      if (!moot_log_ask_extends (self->connection, head, self->theirs, &extends, self->cancellable,
                                 error))
        return FALSE;
      if (!extends)
        {
          *out_liar = head;
          return TRUE;
        }
    }
  return TRUE;
}

static MootLogFinding *
compare (const Comparison  *self,
         GError           **error)
{
  const MootLogHead *newest = get_head (self, 0);
  const MootLogHead *liar = NULL;
  gint64 agreed = 0;
  guint fitting = 0;

  for (guint i = 0; i < self->heads->len; i++)
    if (g_strcmp0 (get_head (self, i)->log_id, self->theirs->log_id) != 0)
      return finding_new (MOOT_LOG_REPLACED, get_head (self, i), self->theirs, 0);
  while (fitting < self->heads->len && get_head (self, fitting)->size > self->theirs->size)
    fitting++;
  if (!find_unchecked (self, fitting, &liar, error) ||
      !find_agreed (self, fitting, &agreed, error))
    return NULL;
  if (liar != NULL)
    return finding_new (MOOT_LOG_FORKED, liar, self->theirs, agreed);
  if (fitting > 0)
    return finding_new (MOOT_LOG_SHORTENED, newest, self->theirs, agreed);
  return finding_new (MOOT_LOG_HOLDS, NULL, self->theirs, self->theirs->size);
}

/**
 * moot_log_watch_look:
 * @connection: the way to the server
 * @cache: where heads are kept
 * @account: who saw them
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Errors: those of the connection and of the cache; a log that does not hold is no error.
 *
 * Returns: (transfer full): what came of it, or the alarm that nobody has looked at yet
 */
MootLogFinding *
moot_log_watch_look (MootConnection  *connection,
                     MootCache       *cache,
                     const char      *account,
                     GCancellable    *cancellable,
                     GError         **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootLogFinding) alarm = load_alarm (cache, account, &local);
  g_autoptr (MootLogFinding) finding = NULL;
  g_autoptr (MootLogHead) theirs = NULL;
  g_autoptr (GPtrArray) heads = NULL;

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (alarm == NULL)
    theirs = moot_log_ask_head (connection, cancellable, error);
  if (alarm != NULL || theirs == NULL)
    return g_steal_pointer (&alarm);
  heads = moot_cache_list_log_heads (cache, account, error);
  if (heads == NULL)
    return NULL;
  finding = heads->len > 0
              ? compare (&(Comparison){ connection, heads, theirs, cancellable }, error)
              : finding_new (MOOT_LOG_HOLDS, NULL, theirs, theirs->size);
  if (finding == NULL)
    return NULL;
  finding->n_heads = heads->len;
  if (finding->state == MOOT_LOG_HOLDS ? !moot_cache_put_log_head (cache, account, theirs, TRUE,
                                                                   error)
                                       : !keep_alarm (cache, account, finding, error))
    return NULL;
  return g_steal_pointer (&finding);
}

/**
 * moot_log_watch_trust:
 * @cache: where heads are kept
 * @account: who saw them
 * @error: return location
 *
 * Goes on with the log that the server shows, after a member has looked at an alarm.  The heads
 * that do not agree are kept.
 *
 * Returns: whether it was written
 */
gboolean
moot_log_watch_trust (MootCache   *cache,
                      const char  *account,
                      GError     **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootLogFinding) alarm = load_alarm (cache, account, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return alarm == NULL ||
         (moot_cache_dispute_log_heads (cache, account, alarm->theirs->log_id, alarm->agreed,
                                        error) &&
          moot_cache_put_log_head (cache, account, alarm->theirs, TRUE, error) &&
          moot_cache_put_document (cache, account, ALARM, "null", error));
}
