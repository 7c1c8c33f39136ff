/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* An election in a file that anybody can recount: one JSON object a line.
 *
 *   {"t":"archive","v":1}                               the first
 *   {"roll":[["m1","<ed25519>"],…],"t":"roll"}          in a members' copy
 *   {"document":{…},"entry":{…},"t":"line"}             each entry with what it names, in order
 *   {"leaf":"<sha256>","t":"foreign"}                   entries about something else
 *   {"at":…,"log_id":…,"root":…,"sig":…,"t":"sth","tree_size":…}   heads of the log that were seen
 *
 * Thread: any. */
#include "moot-sealed-archive.h"

#include <string.h>

#include "moot-error.h"
#include "moot-json.h"
#include "moot-message.h"

#define LINE_MAX_BYTES (MOOT_SEALED_DOCUMENT_MAX + MOOT_SEALED_ENTRY_MAX)

/* Writing ------------------------------------------------------------------------------------ */

static gboolean
is_about_tokens (const char *entry)
{
  return strstr (entry, "\"type\":\"token.") != NULL;
}

/** moot_sealed_archive_write_line: one of the log; @with_requests: also what is about tokens */
void
moot_sealed_archive_write_line (GString              *out,
                                const MootSealedLine *line,
                                gboolean              with_requests)
{
  if (line->entry == NULL)
    {
      g_autofree char *leaf = moot_digest_to_hex (&line->leaf);

      g_string_append_printf (out, "{\"leaf\":\"%s\",\"t\":\"foreign\"}\n", leaf);
      return;
    }
  g_string_append_c (out, '{');
  if (line->document != NULL && (with_requests || !is_about_tokens (line->entry)))
    g_string_append_printf (out, "\"document\":%s,", line->document);
  g_string_append_printf (out, "\"entry\":%s,\"t\":\"line\"}\n", line->entry);
}

/**
 * moot_sealed_archive_write:
 * @out: gets the archive
 * @record: an election
 * @roll: (nullable): who could vote, in a members' copy
 * @heads: (nullable): signed heads of the log
 * @with_requests: whether with what members and scrutineers wrote about tokens
 */
void
moot_sealed_archive_write (GString                *out,
                           const MootSealedRecord *record,
                           const MootSealedRoll   *roll,
                           const char *const      *heads,
                           gboolean                with_requests)
{
  const MootSealedLog *log = moot_sealed_record_get_log (record);

  g_string_append (out, "{\"t\":\"archive\",\"v\":1}\n");
  if (roll != NULL)
    {
      g_autofree char *text = moot_sealed_roll_dup_text (roll);

      g_string_append_printf (out, "{\"roll\":%s,\"t\":\"roll\"}\n", text);
    }
  for (gint64 i = 0; i < moot_sealed_log_get_size (log); i++)
    moot_sealed_archive_write_line (out, moot_sealed_log_get_line (log, i), with_requests);
  for (guint i = 0; heads != NULL && heads[i] != NULL; i++)
    g_string_append_printf (out, "%s\n", heads[i]);
}

/* Reading ------------------------------------------------------------------------------------ */

typedef struct
{
  MootSealedRecord *record;
  GPtrArray *heads; /* of JsonObject */
  MootSealedCheck check;
  gboolean is_entry; /* whether what is wrong is in the log, not in the file */
  gboolean has_roll;
  gboolean is_forged; /* the head that is looked at, for all that is known */
  guint n_cosigned;
  gboolean record_lacks_document; /* what the entry names is not what stands beside it */
} Reader;

static char *
dup_member_text (JsonObject *object,
                 const char *name)
{
  JsonObject *member = moot_json_get_object (object, name);

  return member != NULL ? moot_message_dup_text (member) : NULL;
}

static gboolean
read_roll (Reader      *self,
           JsonObject  *object,
           GError     **error)
{
  JsonArray *list = moot_message_get_list (object, "roll", MOOT_SEALED_VOTERS_MAX, error);
  g_autoptr (MootSealedRoll) roll = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  self->check = MOOT_SEALED_CHECK_ROLL;
  if (list == NULL)
    return FALSE;
  node = json_node_init_array (json_node_alloc (), list);
  text = json_to_string (node, FALSE);
  roll = moot_sealed_roll_parse (text, error);
  if (roll == NULL)
    return FALSE;
  self->has_roll = TRUE;
  return moot_sealed_record_set_roll (self->record, roll, error);
}

/* An entry says the digest of its document: whoever wrote the file may have put another there. */
static gboolean
names_document (const char *entry,
                const char *document)
{
  g_autofree char *hex = NULL;
  MootDigest digest;

  if (document == NULL)
    return strstr (entry, "sha256\":\"") == NULL;
  moot_message_digest (document, &digest);
  hex = moot_digest_to_hex (&digest);
  return strstr (entry, hex) != NULL;
}

static MootSealedLine *
parse_line (JsonObject  *object,
            GError     **error)
{
  g_autofree char *entry = dup_member_text (object, "entry");
  g_autofree char *document = dup_member_text (object, "document");

  if (entry != NULL)
    return moot_sealed_line_new (entry, document);
  moot_message_refuse (error, "a line without an entry");
  return NULL;
}

/**
 * moot_sealed_archive_read_line:
 * @text: one line of moot_sealed_archive_write_line()
 * @error: return location
 *
 * For whoever follows a log as it grows.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the line
 */
MootSealedLine *
moot_sealed_archive_read_line (const char  *text,
                               GError     **error)
{
  g_autoptr (JsonObject) object = moot_message_parse (text, LINE_MAX_BYTES, "line", error);

  return object != NULL ? parse_line (object, error) : NULL;
}

static gboolean
read_log_line (Reader      *self,
               JsonObject  *object,
               GError     **error)
{
  g_autoptr (MootSealedLine) line = parse_line (object, error);

  if (line == NULL)
    return FALSE;
  self->is_entry = TRUE;
  self->record_lacks_document = !names_document (line->entry, line->document);
  return moot_sealed_record_add (self->record, line, &self->check, error);
}

static gboolean
read_foreign (Reader      *self,
              JsonObject  *object,
              GError     **error)
{
  g_autoptr (MootSealedLine) line = NULL;
  MootDigest leaf;

  if (!moot_message_get_digest (object, "leaf", &leaf, error))
    return FALSE;
  line = moot_sealed_line_new_foreign (&leaf);
  return moot_sealed_record_add (self->record, line, &self->check, error);
}

static gboolean
read_head (Reader      *self,
           JsonObject  *object,
           GError     **error)
{
  if (self->heads->len >= MOOT_SEALED_HEADS_MAX)
    return moot_message_refuse (error, "there are too many heads");
  g_ptr_array_add (self->heads, json_object_ref (object));
  return TRUE;
}

static const struct
{
  const char *kind;
  gboolean (*read) (Reader *self,
                    JsonObject *object,
                    GError **error);
} line_kinds[] = {
  { "line", read_log_line },
  { "foreign", read_foreign },
  { "roll", read_roll },
  { "sth", read_head },
};

static gboolean
read_line (Reader      *self,
           const char  *text,
           gboolean     is_first,
           GError     **error)
{
  g_autoptr (JsonObject) object = NULL;
  const char *kind;
  gint64 version;

  self->check = MOOT_SEALED_CHECK_FORMAT;
  self->is_entry = FALSE;
  object = moot_message_parse (text, LINE_MAX_BYTES, is_first ? "archive" : NULL, error);
  if (object == NULL)
    return FALSE;
  if (is_first)
    return moot_message_get_number (object, "v", 1, 1, &version, error);
  kind = moot_json_get_string (object, "t");
  for (guint i = 0; i < G_N_ELEMENTS (line_kinds); i++)
    if (g_strcmp0 (line_kinds[i].kind, kind) == 0)
      return line_kinds[i].read (self, object, error);
  return moot_message_refuse (error, "there is no line of the kind '%s'",
                              kind != NULL ? kind : "");
}

/* Reads until something is wrong; @out_number is the line of the file. */
static gboolean
read_lines (Reader      *self,
            const char  *text,
            gsize        n_bytes,
            gint64      *out_number,
            GError     **error)
{
  const char *end = text + n_bytes;
  gint64 number = 0;

  self->check = MOOT_SEALED_CHECK_FORMAT;
  *out_number = 0;
  if (n_bytes > MOOT_SEALED_ARCHIVE_MAX || memchr (text, '\0', n_bytes) != NULL)
    return moot_message_refuse (error, "this is too large for an archive, or no text");
  while (text < end)
    {
      const char *stop = memchr (text, '\n', (gsize) (end - text));
      g_autofree char *line = NULL;

      *out_number = ++number;
      if (stop == NULL || (gsize) (stop - text) > LINE_MAX_BYTES)
        {
          self->check = MOOT_SEALED_CHECK_FORMAT;
          self->is_entry = FALSE;
          return moot_message_refuse (error, "a line is too long or not complete");
        }
      line = g_strndup (text, (gsize) (stop - text));
      if (!read_line (self, line, number == 1, error))
        return FALSE;
      text = stop + 1;
    }
  return number > 0 || moot_message_refuse (error, "the file is empty");
}

static void
reader_init (Reader           *self,
             MootSealedRecord *record)
{
  *self = (Reader){ .record = record };
  self->heads = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
}

/**
 * moot_sealed_archive_read:
 * @record: gets what is in the archive
 * @text: from moot_sealed_archive_write()
 * @n_bytes: its length
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether all of it could be taken in
 */
gboolean
moot_sealed_archive_read (MootSealedRecord  *record,
                          const char        *text,
                          gsize              n_bytes,
                          GError           **error)
{
  Reader reader;
  gint64 number;
  gboolean done;

  reader_init (&reader, record);
  done = read_lines (&reader, text, n_bytes, &number, error);
  g_ptr_array_unref (reader.heads);
  return done;
}

/** moot_sealed_archive_read_roll: (transfer full): the roll in a members' copy.
 * Errors: %MOOT_ERROR_INVALID when there is none */
MootSealedRoll *
moot_sealed_archive_read_roll (const char  *text,
                               GError     **error)
{
  static const char begin[] = "{\"roll\":";
  const char *second = strchr (text, '\n');
  const char *stop = second != NULL ? strchr (second + 1, '\n') : NULL;
  const char *tail = ",\"t\":\"roll\"}";
  g_autofree char *line = NULL;

  if (stop != NULL)
    line = g_strndup (second + 1, (gsize) (stop - second - 1));
  if (line == NULL || !g_str_has_prefix (line, begin) || !g_str_has_suffix (line, tail))
    {
      moot_message_refuse (error, "there is no roll");
      return NULL;
    }
  line[strlen (line) - strlen (tail)] = '\0';
  return moot_sealed_roll_parse (line + strlen (begin), error);
}

/* Verifying ---------------------------------------------------------------------------------- */

/* A head is of this log's number, and one who was host signed it. */
static gboolean
is_of_host (const MootSealedRecord  *record,
            JsonObject              *head,
            GError                 **error)
{
  return moot_message_is_digest (head, "log_id",
                                 &moot_sealed_record_get_manifest (record)->log_id, error) &&
         moot_sealed_record_check_host (record, head, error);
}

static gboolean
is_of_log (const MootSealedLog  *log,
           JsonObject           *head,
           GError              **error)
{
  MootDigest root;
  gint64 size;

  if (!moot_message_get_number (head, "tree_size", 0, MOOT_SEALED_ENTRIES_MAX, &size, error))
    return FALSE;
  if (!moot_sealed_log_get_root (log, size, &root))
    return moot_message_refuse (error, "a signed head is of a longer log: entries are missing");
  return moot_message_is_digest (head, "root", &root, NULL) ||
         moot_message_refuse (error, "a signed head is of another log");
}

/* What one scrutineer signed of a head. */
static gboolean
check_cosignature (const MootManifest  *manifest,
                   JsonObject          *head,
                   JsonObject          *word,
                   GError             **error)
{
  const char *member = moot_message_get_word (word, "m", error);
  const char *signature = moot_json_get_string (word, "sig");
  g_autoptr (JsonObject) copy = NULL;
  g_autofree char *text = NULL;
  guint index;

  if (member == NULL)
    return FALSE;
  if (!moot_manifest_find_scrutineer (manifest, member, &index))
    return moot_message_refuse (error, "'%s' is no scrutineer", member);
  text = moot_message_dup_text (head);
  copy = moot_message_parse (text, LINE_MAX_BYTES, "sth", error);
  if (copy == NULL)
    return FALSE;
  json_object_set_string_member (copy, "sig", signature != NULL ? signature : "");
  return moot_message_verify (copy, manifest->scrutineers[index].ed25519, error);
}

static gboolean
check_cosignatures (Reader      *self,
                    JsonObject  *head,
                    GError     **error)
{
  const MootManifest *manifest = moot_sealed_record_get_manifest (self->record);
  JsonArray *list;

  if (!json_object_has_member (head, "cosig"))
    return TRUE;
  list = moot_message_get_list (head, "cosig", MOOT_SHARES_MAX, error);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *word = moot_message_get_member (list, i, error);

      if (word == NULL || !check_cosignature (manifest, head, word, error))
        return FALSE;
    }
  self->n_cosigned += list != NULL ? json_array_get_length (list) : 0;
  return list != NULL;
}

/* A head that nobody signed says something of the file alone; any other, of the host. */
static gboolean
check_heads (Reader  *self,
             GError **error)
{
  self->check = MOOT_SEALED_CHECK_LOG;
  for (guint i = 0; i < self->heads->len; i++)
    {
      JsonObject *head = g_ptr_array_index (self->heads, i);

      self->is_forged = TRUE;
      if (!is_of_host (self->record, head, error) || !check_cosignatures (self, head, error))
        {
          self->n_cosigned = 0;
          return FALSE;
        }
      self->is_forged = FALSE;
      if (!is_of_log (moot_sealed_record_get_log (self->record), head, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_end (Reader  *self,
           GError **error)
{
  if (moot_sealed_record_get_manifest (self->record) == NULL)
    {
      self->check = MOOT_SEALED_CHECK_MANIFEST;
      return moot_message_refuse (error, "no election is opened in it");
    }
  if (!check_heads (self, error))
    return FALSE;
  self->check = MOOT_SEALED_CHECK_RESULT;
  return moot_sealed_record_get_phase (self->record) == MOOT_SEALED_PHASE_DONE ||
         moot_message_refuse (error, "the election has no result yet");
}

/* The entries alone, whatever they say, and the heads. */
static void
read_bare_line (MootSealedLog *log,
                GPtrArray     *heads,
                const char    *text)
{
  g_autoptr (JsonObject) object = moot_message_parse (text, LINE_MAX_BYTES, NULL, NULL);
  const char *kind = object != NULL ? moot_json_get_string (object, "t") : NULL;
  g_autofree char *entry = object != NULL ? dup_member_text (object, "entry") : NULL;
  MootDigest leaf;

  if (entry != NULL)
    moot_sealed_log_append (log, moot_sealed_line_new (entry, NULL));
  else if (g_strcmp0 (kind, "foreign") == 0 &&
           moot_message_get_digest (object, "leaf", &leaf, NULL))
    moot_sealed_log_append (log, moot_sealed_line_new_foreign (&leaf));
  else if (g_strcmp0 (kind, "sth") == 0 && heads->len < MOOT_SEALED_HEADS_MAX)
    g_ptr_array_add (heads, json_object_ref (object));
}

/* Whether the host signed a head over the entry at @index: then it cannot say that another wrote
 * it. */
static gboolean
is_signed_by_host (const MootSealedRecord *record,
                   const char             *text,
                   gsize                   n_bytes,
                   gint64                  index)
{
  g_autoptr (MootSealedLog) log = moot_sealed_log_new ();
  g_autoptr (GPtrArray) heads =
    g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  const char *stop;

  if (moot_sealed_record_get_manifest (record) == NULL)
    return FALSE;
  for (const char *at = text; (stop = memchr (at, '\n', (gsize) (text + n_bytes - at))) != NULL;
       at = stop + 1)
    {
      g_autofree char *line = g_strndup (at, (gsize) (stop - at));

      read_bare_line (log, heads, line);
    }
  for (guint i = 0; i < heads->len; i++)
    {
      JsonObject *head = g_ptr_array_index (heads, i);

      if (moot_json_get_int (head, "tree_size") > index && is_of_host (record, head, NULL) &&
          is_of_log (log, head, NULL))
        return TRUE;
    }
  return FALSE;
}

/**
 * moot_sealed_archive_verify:
 * @text: a file of a stranger
 * @n_bytes: its length
 * @out_verdict: (out): what came out
 *
 * Checks everything and counts again, with nothing but the file.
 *
 * Limits: %MOOT_SEALED_ARCHIVE_MAX, %MOOT_SEALED_DOCUMENT_MAX, %MOOT_SEALED_ENTRY_MAX,
 * %MOOT_SEALED_ENTRIES_MAX, %MOOT_SEALED_HEADS_MAX.
 */
void
moot_sealed_archive_verify (const char        *text,
                            gsize              n_bytes,
                            MootSealedVerdict *out_verdict)
{
  g_autoptr (GError) error = NULL;
  Reader reader;
  gint64 number;

  memset (out_verdict, 0, sizeof *out_verdict);
  out_verdict->record = moot_sealed_record_new ();
  out_verdict->index = -1;
  reader_init (&reader, out_verdict->record);
  if (!read_lines (&reader, text, n_bytes, &number, &error))
    {
      const MootSealedLog *log = moot_sealed_record_get_log (out_verdict->record);

      const gint64 index = moot_sealed_log_get_size (log);
      const gboolean is_hosts = reader.is_entry && !reader.record_lacks_document &&
                                is_signed_by_host (out_verdict->record, text, n_bytes, index);

      out_verdict->index = is_hosts ? index + 1 : number;
      out_verdict->who = is_hosts ? "host" : "archive";
    }
  else if (!check_end (&reader, &error))
    {
      out_verdict->who = reader.is_forged ? "archive" : "host";
    }
  out_verdict->ok = error == NULL;
  out_verdict->failed = reader.check;
  out_verdict->reason = error != NULL ? g_strdup (error->message) : NULL;
  out_verdict->n_heads = reader.heads->len;
  out_verdict->n_cosigned = reader.n_cosigned;
  out_verdict->has_roll = reader.has_roll;
  g_ptr_array_unref (reader.heads);
}

/** moot_sealed_verdict_clear: frees what is in @self */
void
moot_sealed_verdict_clear (MootSealedVerdict *self)
{
  g_clear_pointer (&self->record, moot_sealed_record_free);
  g_clear_pointer (&self->reason, g_free);
}
