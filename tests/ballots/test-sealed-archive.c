/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Manifests and archives that are not as they have to be. */
#include "sealed-room.h"

#include <string.h>

#include "moot-message.h"

/* Manifests ---------------------------------------------------------------------------------- */

static const struct
{
  const char *from;
  const char *to;
  const char *reason;
} manifests[] = {
  { "\"roll_count\":5", "\"roll_count\":4", "'roll_count'" },
  { "\"open_threshold\":2", "\"open_threshold\":1", "'open_threshold'" },
  { "\"open_threshold\":2", "\"open_threshold\":4", "'open_threshold'" },
  { "\"ties\":\"lot\"", "\"ties\":\"host\"", "lot" },
  { "\"pad\":128", "\"pad\":16", "'pad'" },
  { "\"member\":\"s2\"", "\"member\":\"s1\"", "another scrutineer" },
  { "2026-11-03T", "2026-11-02T", "48 hours" },
  { "\"rule\":\"stv-scottish\"", "\"rule\":\"dice\"", "no rule" },
  { "\"seats\":2", "\"seats\":5", "'seats'" },
  { "\"id\":\"c2\"", "\"id\":\"c1\"", "twice" },
};

static void
test_manifests (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new (&sealed_room_usual);

  g_assert_true (moot_manifest_may_unmask (room->manifest)); /* 24 rankings for five people */
  for (guint i = 0; i < G_N_ELEMENTS (manifests); i++)
    {
      g_auto (GStrv) parts = g_strsplit (room->manifest->text, manifests[i].from, -1);
      g_autofree char *text = g_strjoinv (manifests[i].to, parts);
      g_autoptr (GError) error = NULL;
      g_autoptr (MootManifest) manifest = moot_manifest_parse (text, &error);

      g_test_message ("%s", manifests[i].to);
      g_assert_cmpuint (g_strv_length (parts), >=, 2);
      sealed_room_assert_refused (manifest != NULL, &error, manifests[i].reason);
    }
}

/* Archives ----------------------------------------------------------------------------------- */

static const struct
{
  const char *from;
  const char *to;
  MootSealedCheck check;
} edits[] = {
  { "{\"t\":\"archive\",\"v\":1}", "{\"t\":\"archive\",\"v\":2}", MOOT_SEALED_CHECK_FORMAT },
  { "\"name\":\"Ada\"", "\"name\":\"Eve\"", MOOT_SEALED_CHECK_MANIFEST },
  { "\"type\":\"batch\"", "\"type\":\"patch\"", MOOT_SEALED_CHECK_BALLOTS },
  { "\"member\":\"m1\",\"request", "\"member\":\"m2\",\"request", MOOT_SEALED_CHECK_TOKENS },
  { "\"ballots\":5,\"eid\"", "\"ballots\":4,\"eid\"", MOOT_SEALED_CHECK_BALLOTS },
  { "\"elected\":[\"c1\",\"c2\"]", "\"elected\":[\"c2\",\"c1\"]", MOOT_SEALED_CHECK_RESULT },
  { "\"opened\":5", "\"opened\":4", MOOT_SEALED_CHECK_RESULT },
};

static void
test_edited_archives (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new_voted ();
  g_autofree char *archive = NULL;

  sealed_room_finish (room);
  archive = sealed_room_archive (room, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      const char *at = strstr (archive, edits[i].from);
      g_autofree char *edited = NULL;
      g_auto (MootSealedVerdict) verdict = { 0 };

      g_assert_nonnull (at);
      edited = g_strdup_printf ("%.*s%s%s", (int) (at - archive), archive, edits[i].to,
                                at + strlen (edits[i].from));
      moot_sealed_archive_verify (edited, strlen (edited), &verdict);
      g_test_message ("%s: %s", edits[i].to, verdict.reason);
      g_assert_false (verdict.ok);
      g_assert_cmpint (verdict.failed, ==, edits[i].check);
    }
  for (gsize n = 0; n < strlen (archive); n += 4099) /* cut off anywhere */
    {
      g_auto (MootSealedVerdict) verdict = { 0 };

      moot_sealed_archive_verify (archive, n, &verdict);
      g_assert_false (verdict.ok);
    }
}

/* The archive with an entry more that no honest host writes, and a head over it. */
static char *
make_guilty_archive (SealedRoom   *room,
                     const guint8 *seed)
{
  const MootSealedLog *log = moot_sealed_record_get_log (moot_sealed_host_get_record (room->host));
  const gint64 size = moot_sealed_log_get_size (log);
  g_autoptr (MootSealedLog) longer = moot_sealed_log_new ();
  g_autoptr (JsonObject) head = json_object_new ();
  g_autofree char *eid = moot_digest_to_hex (&room->manifest->eid);
  g_autofree char *signed_head = NULL;
  g_autofree char *entry = NULL;
  GString *archive = g_string_new (NULL);
  MootDigest root;

  entry =
    g_strdup_printf ("{\"at\":\"2026-12-01T00:00:00.000Z\",\"body\":{\"ballots\":0,\"eid\":\"%s\","
                     "\"number\":7},\"seq\":%" G_GINT64_FORMAT ",\"type\":\"batch\",\"v\":1}",
                     eid, size + 1);
  for (gint64 i = 0; i < size; i++)
    moot_sealed_log_append (longer, moot_sealed_line_ref (moot_sealed_log_get_line (log, i)));
  moot_sealed_log_append (longer, moot_sealed_line_new (entry, NULL));
  moot_sealed_log_get_root (longer, size + 1, &root);
  moot_message_set_hex (head, "log_id", room->manifest->log_id.bytes, 32);
  moot_message_set_hex (head, "root", root.bytes, sizeof root.bytes);
  json_object_set_int_member (head, "tree_size", size + 1);
  moot_message_set_time (head, "at", room->now);
  signed_head = moot_message_sign (head, "sth", seed);
  moot_sealed_archive_write (archive, moot_sealed_host_get_record (room->host), room->roll, NULL,
                             TRUE);
  g_string_append_printf (archive, "{\"entry\":%s,\"t\":\"line\"}\n%s\n", entry, signed_head);
  return g_string_free (archive, FALSE);
}

/* Who is named: the host if it signed for the entry, or else nobody but the file. */
static void
test_whose_fault (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new_voted ();
  guint8 strangers_seed[32] = { 7 };

  sealed_room_finish (room);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *archive =
        make_guilty_archive (room, i == 0 ? room->host_seed : strangers_seed);
      g_auto (MootSealedVerdict) verdict = { 0 };

      moot_sealed_archive_verify (archive, strlen (archive), &verdict);
      g_assert_false (verdict.ok);
      g_assert_cmpint (verdict.failed, ==, MOOT_SEALED_CHECK_BATCHES);
      g_assert_cmpstr (verdict.who, ==, i == 0 ? "host" : "archive");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sealed-archive/manifests", test_manifests);
  g_test_add_func ("/sealed-archive/edited-archives", test_edited_archives);
  g_test_add_func ("/sealed-archive/whose-fault", test_whose_fault);
  return g_test_run ();
}
