/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* All that the node keeps of a member, as files of an archive: JSON for what is in tables, CSV for
 * the lists that move, and the media as they are.
 * Spec: governance rules, data protection: export.
 * Thread: the connection's. */
#include "moot-export.h"

#include "moot-clock.h"
#include "moot-json.h"
#include "moot-media-files.h"
#include "moot-sql.h"
#include "moot-transfer.h"

#include <string.h>

/* What a column is: `i` a number, `#` an id, `t` a text, `j` JSON, `m` a moment, `d` a day. */
/* clang-format off */
static const struct
{
  const char *file;
  const MootSql *sql;
  const char *columns; /* in the order of the query */
} tables[] = {
  { "account/account.json",        &moot_sql_export_account,
    "#id tusername tdisplay_name tnote jfields jalso_known_as mcreated_at turi" },
  { "account/statuses.json",       &moot_sql_export_statuses,
    "#id turi ttext tcontent tspoiler_text ivisibility tlanguage tin_reply_to mcreated_at medited_at" },
  { "media/media.json",            &moot_sql_export_media,
    "#id #status_id ttype tmime tfile tdescription mcreated_at" },
  { "governance/membership.json",  &moot_sql_export_membership,
    "#id imember_no tstate mstate_since djoined_on dleft_on tpayment_reference japplication tsalt ilog_seq" },
  { "governance/offices.json",     &moot_sql_export_offices,
    "trole dfrom dto #election_id ilog_seq" },
  { "governance/discussions.json", &moot_sql_export_discussions,
    "#discussion_id iversion ttitle tsource mcreated_at" },
  { "governance/comments.json",    &moot_sql_export_comments,
    "#id #discussion_id #parent_id tsource mcreated_at medited_at" },
  { "governance/proposals.json",   &moot_sql_export_proposals,
    "#id tclass tkind tstate ttitle tsource mcreated_at" },
  { "governance/votes.json",       &moot_sql_export_votes,
    "#id #proposal_id ttitle tchoices treason mcast_at ilatest jsignature tsalt ilog_seq" },
  { "dues/charges.json",           &moot_sql_export_charges,
    "ddue_on iamount_minor tcurrency" },
  { "dues/payments.json",          &moot_sql_export_payments,
    "#id iamount_minor tcurrency dreceived_on tmethod tstate tbank_ref tpayer_name treference #ledger_entry_id" },
  { "dues/waivers.json",           &moot_sql_export_waivers,
    "dfrom_on dto_on mcreated_at ilog_seq" },
  { "log/entries.json",            &moot_sql_export_log,
    "iseq ttype mat tleaf tjcs" },
};

static const char *const lists[] = { "following", "blocks", "mutes", "domain_blocks", "bookmarks" };
/* clang-format on */

static const char readme[] =
  "What this node keeps of you.\n\n"
  "account/     who you are here, what you wrote, and lists that other servers can read\n"
  "media/       your pictures, films and sounds; media.json says what each is\n"
  "governance/  your membership, offices, what you said and how you voted\n"
  "dues/        what was charged, paid and waived; amounts are in minor units\n"
  "log/         the entries of the co-op's log that you made, or that hold your votes; `leaf` is\n"
  "             what GET /api/coop/v1/log/proof?leaf=… proves to be in it\n";

static void
put_value (MootJsonWriter *json,
           MootRows       *rows,
           int             column,
           char            kind,
           const char     *name)
{
  const char *text = moot_rows_text_at (rows, column);
  const gint64 number = moot_rows_int_at (rows, column);
  g_autofree char *day = NULL;

  switch (kind)
    {
    case 'i':
      moot_json_put_int (json, name, number);
      break;
    case '#':
      moot_json_put_id (json, name, number);
      break;
    case 'm':
      moot_json_put_time (json, name, number);
      break;
    case 'd':
      day = number != 0 ? moot_day_format (moot_coop_time_to_day (number)) : NULL;
      moot_json_put_string (json, name, day);
      break;
    case 'j':
      moot_json_put_raw (json, name, text != NULL && *text != '\0' ? text : "null");
      break;
    default:
      moot_json_put_string (json, name, text);
    }
}

static char *
write_table (MootRows    *rows,
             const char  *columns,
             GError     **error)
{
  g_auto (GStrv) names = g_strsplit (columns, " ", -1);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) local = NULL;

  moot_json_begin_array (&json);
  while (moot_rows_next (rows, &local))
    {
      moot_json_begin_object (&json);
      for (int i = 0; names[i] != NULL; i++)
        put_value (&json, rows, i, names[i][0], names[i] + 1);
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  if (local == NULL)
    return moot_json_writer_steal (&json);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
add_text (MootArchive  *archive,
          const char   *name,
          const char   *text,
          GError      **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return moot_archive_add (archive, name, bytes, error);
}

static gboolean
add_tables (const MootCoopContext   *context,
            const MootMemberRecord  *member,
            MootArchive             *archive,
            GError                 **error)
{
  const MootBind *account = MOOT_BINDS (MOOT_INT ("account_id", member->account_id));
  const MootBind *membership = MOOT_BINDS (MOOT_INT ("member_id", member->id));

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      const gboolean of_account = g_str_has_prefix (tables[i].file, "account/") ||
                                  g_str_has_prefix (tables[i].file, "media/");
      g_autoptr (MootRows) rows =
        moot_db_query (context->db, tables[i].sql, of_account ? account : membership, error);
      g_autofree char *text = rows != NULL ? write_table (rows, tables[i].columns, error) : NULL;

      if (text == NULL || !add_text (archive, tables[i].file, text, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_lists (const MootCoopContext   *context,
           const MootMemberRecord  *member,
           MootArchive             *archive,
           GError                 **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *csv =
        moot_transfer_export (context->db, context->site, member->account_id, lists[i], error);
      g_autofree char *name = g_strconcat ("account/", moot_transfer_get_file (lists[i]), NULL);

      if (csv == NULL || !add_text (archive, name, csv, error))
        return FALSE;
    }
  return TRUE;
}

/* A file that is gone from the disk is left out: the rest is theirs all the same. */
static gboolean
add_media (const MootCoopContext   *context,
           const MootMemberRecord  *member,
           MootArchive             *archive,
           GError                 **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (context->db, &moot_sql_export_media,
                   MOOT_BINDS (MOOT_INT ("account_id", member->account_id)), error);

  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    {
      const char *file = moot_rows_get_text (rows, "file");
      g_autoptr (GBytes) bytes = moot_media_file_map (context->site, file);
      g_autofree char *name = g_strconcat ("media/", file, NULL);

      if (bytes != NULL && !moot_archive_add (archive, name, bytes, error))
        return FALSE;
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_export_write:
 * @context: a context; one read of the database for all of it
 * @member: whose
 * @archive: gets the files, and is finished
 * @error: return location
 *
 * Errors: %MOOT_ERROR_TOO_LARGE for what one archive cannot hold.
 *
 * Returns: whether all of it was written
 */
gboolean
moot_export_write (const MootCoopContext   *context,
                   const MootMemberRecord  *member,
                   MootArchive             *archive,
                   GError                 **error)
{
  return add_text (archive, "README.txt", readme, error) &&
         add_tables (context, member, archive, error) &&
         add_lists (context, member, archive, error) &&
         add_media (context, member, archive, error) && moot_archive_finish (archive, error);
}
