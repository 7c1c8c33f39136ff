/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Votes signed by this computer, on a real node: what the page finds out by itself, also when
 * whoever runs the node writes into its database. */
#include "coop-room.h"

#include "moot-log-page.h"
#include "moot-paper.h"
#include "moot-proposal-page.h"
#include "moot-shell-page.h"
#include "moot-vote-option.h"

#define GOOD "Your vote is in the co-op’s log, signed by your device."

static void
set_up (CoopRoom      *fixture,
        gconstpointer  bylaws)
{
  coop_room_set_up (fixture, bylaws);
  coop_node_prepare_proposal (fixture->coop, "large");
}

static void
show_proposal (CoopRoom *fixture)
{
  room_fixture_show (&fixture->room, moot_proposal_page_new (fixture->room.client, "1"), 700, 1000);
}

static void
agree (CoopRoom *fixture)
{
  show_proposal (fixture);
  room_wait_text (&fixture->room, "I support this");
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (room_find_type (fixture->room.page, MOOT_TYPE_VOTE_OPTION, 0)), TRUE);
  room_press (&fixture->room, "Cast Vote…");
  room_press (&fixture->room, "Cast Vote");
}

static gboolean
write_sql (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  return moot_db_execute (db, data, error);
}

static void
test_signed (CoopRoom      *fixture,
             gconstpointer  data)
{
  agree (fixture);
  room_wait_text (&fixture->room, GOOD);
  g_assert_nonnull (room_find_text (
    fixture->room.page, "Checked here: the 1 ballot is signed by its voter’s device."));
  coop_node_expect (fixture->coop, fixture->coop->tokens[1], "PUT", "/proposals/1/ballot",
                    "{\"choices\":[{\"option_id\":\"1\"}],\"proposal_version\":1}", 200, NULL);
  show_proposal (fixture);
  room_wait_text (&fixture->room, "Checked here: 1 of 2 ballots are signed by their voters’ "
                                  "devices. For the others, only the server’s word stands.");
  coop_room_shoot (fixture, "signed");
}

/* The keyring stays locked, or there is nowhere to keep a key: the vote counts all the same. */
static void
test_unsigned (CoopRoom      *fixture,
               gconstpointer  data)
{
  moot_client_set_secrets (fixture->room.client, NULL);
  agree (fixture);
  room_wait_text (&fixture->room,
                  "Your vote is in the co-op’s log. It is not signed by a device of yours.");
  g_assert_nonnull (
    room_find_text (fixture->room.page, "No ballot is signed by its voter’s device"));
}

typedef struct
{
  const char *name;
  const char *sql;
  const char *undo;   /* as if it had never been */
  const char *mine;   /* what is said of my vote */
  const char *others; /* what is said of all signatures */
} Forgery;

/* clang-format off */
#define NOT_IN_LOG "Your vote is not in the co-op’s log as you cast it."
#define NOT_SIGNED "The signature does not hold under the ballot of: ada"
static const Forgery forgeries[] = {
  { "choice",    "UPDATE ballot_choice SET option_id = 3", "UPDATE ballot_choice SET option_id = 1", NOT_IN_LOG, NOT_SIGNED },
  { "reason",    "UPDATE ballot SET reason_source = 'I was paid.'", "UPDATE ballot SET reason_source = NULL", NOT_IN_LOG, NOT_SIGNED },
  { "key",       "UPDATE device_key SET ed25519 = substr (ed25519, 3) || substr (ed25519, 1, 2)",
                 "UPDATE device_key SET ed25519 = substr (ed25519, 63) || substr (ed25519, 1, 62)",
    "The signature under your vote does not hold", NOT_SIGNED },
  { "log",       "DROP TRIGGER audit_entry_is_final; UPDATE audit_entry SET jcs = replace (jcs, 'vote.open', 'vote.opens')",
                 "UPDATE audit_entry SET jcs = replace (jcs, 'vote.opens', 'vote.open')", NOT_IN_LOG, "Checked here: the 1 ballot is signed" },
  { "signature", "UPDATE ballot SET signature = NULL", "SELECT 1", NOT_IN_LOG, "No ballot is signed by its voter’s device" },
};
/* clang-format on */

/* Whoever runs the node writes into its database; each time it is seen, and by what. */
static void
test_forgeries (CoopRoom      *fixture,
                gconstpointer  data)
{
  agree (fixture);
  room_wait_text (&fixture->room, GOOD);
  for (guint i = 0; i < G_N_ELEMENTS (forgeries); i++)
    {
      const Forgery *row = &forgeries[i];

      g_test_message ("%s", row->name);
      moot_test_node_write (fixture->coop->node, write_sql, (gpointer) row->sql);
      show_proposal (fixture);
      room_wait_text (&fixture->room, row->mine);
      g_assert_nonnull (room_find_text (fixture->room.page, row->others));
      coop_room_shoot (fixture, row->name);
      moot_test_node_write (fixture->coop->node, write_sql, (gpointer) row->undo);
    }
}

/* A phone and a laptop, and a phone that was lost. */
static void
test_devices (CoopRoom      *fixture,
              gconstpointer  data)
{
  g_autoptr (MootClient) laptop = g_steal_pointer (&fixture->room.client);
  g_autoptr (MootTestReply) me = NULL;

  fixture->room.client = coop_room_make_client (fixture, 0, "phone");
  agree (fixture);
  room_wait_text (&fixture->room, "signed by your device");
  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "DELETE",
                    "/memberships/me/device_keys/1", NULL, 200, NULL);
  show_proposal (fixture);
  room_wait_text (&fixture->room, "signed by your device"); /* signed is signed */

  g_set_object (&fixture->room.client, laptop);
  show_proposal (fixture);
  room_wait_text (&fixture->room, "signed by your device");
  room_press (&fixture->room, "Change Vote…");
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (room_find_type (fixture->room.page, MOOT_TYPE_VOTE_OPTION, 1)), TRUE);
  room_press (&fixture->room, "Cast Vote…");
  room_press (&fixture->room, "Cast Vote");
  room_wait_text (&fixture->room, ": Abstain");
  room_wait_text (&fixture->room, "signed by your device");
  me = coop_node_get (fixture->coop, fixture->coop->tokens[0], "/memberships/me");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                      moot_test_reply_object (me), "device_keys")),
                    ==, 2);
}

/* Without names ------------------------------------------------------------------------------- */

#define IN_LOG "Your vote is in the co-op’s log, without your name."
#define COUNTED "Your vote is in the count: this computer found it as you cast it."
#define LOGGED "Checked here: the co-op’s log has just these 3 votes without names"

static void
set_up_papers (CoopRoom      *fixture,
               gconstpointer  data)
{
  coop_room_set_up (fixture, "association");
  coop_node_prepare_papers (fixture->coop);
}

/* The others vote by other programs, and the time is over. */
static void
finish_vote (CoopRoom *fixture)
{
  for (guint i = 1; i < 3; i++)
    {
      g_autofree char *secret = g_strdup_printf ("%064x", i);
      g_autofree char *stamp = moot_paper_dup_stamp (secret);
      g_autofree char *paper =
        g_strdup_printf ("{\"choices\":[{\"option_id\":\"1\"}],\"proposal_version\":1,"
                         "\"stamp\":\"%s\"}",
                         stamp);

      coop_node_expect (fixture->coop, fixture->coop->tokens[i], "PUT", "/proposals/1/paper", paper,
                        200, NULL);
    }
  coop_node_close_vote (fixture->coop);
}

static const Forgery paper_forgeries[] = {
  { "paper", "UPDATE paper SET choices = '[[\"3\",1]]' WHERE choices = '[[\"2\",1]]'",
    "UPDATE paper SET choices = '[[\"2\",1]]' WHERE choices = '[[\"3\",1]]'",
    "Under the number of your vote the server shows another one.",
    "The votes the server shows are not those that the co-op’s log has." },
  { "paper-of-another",
    "UPDATE paper SET reason_source = 'x' WHERE choices = '[[\"1\",1]]' AND position = "
    "(SELECT MIN (position) FROM paper WHERE choices = '[[\"1\",1]]')",
    "UPDATE paper SET reason_source = NULL", COUNTED,
    "The votes the server shows are not those that the co-op’s log has." },
  { "paper-lost", "UPDATE paper SET number = replace (number, 'a', 'b')", "SELECT 1",
    "Your vote is not among those the server has counted.",
    "The votes the server shows are not those that the co-op’s log has." },
};

static void
check_another_device (CoopRoom *fixture)
{
  g_autoptr (MootClient) laptop = g_steal_pointer (&fixture->room.client);

  fixture->room.client = coop_room_make_client (fixture, 0, "phone");
  show_proposal (fixture);
  room_wait_text (&fixture->room, "You have voted");
  g_assert_nonnull (room_find_text (fixture->room.page, "this computer has no receipt"));
  g_assert_null (room_find_button (fixture->room.page, "Change Vote…"));
  g_set_object (&fixture->room.client, laptop);
}

/* The level is said before voting; the receipt stays here, and finds the vote in the end. */
static void
test_anonymous (CoopRoom      *fixture,
                gconstpointer  data)
{
  GtkWidget *how;

  show_proposal (fixture);
  room_wait_text (&fixture->room, "I support this");
  g_assert_nonnull (room_find_text (
    fixture->room.page, "Your name is kept apart from your choice. You trust whoever runs the "
                        "server not to look. With so few voters,"));
  coop_room_shoot (fixture, "anonymous-before");
  agree (fixture);
  room_wait_text (&fixture->room, IN_LOG);
  g_assert_nonnull (room_find_text (fixture->room.page, "You voted: Agree"));
  room_press (&fixture->room, "Change Vote…");
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (room_find_type (fixture->room.page, MOOT_TYPE_VOTE_OPTION, 1)), TRUE);
  room_press (&fixture->room, "Cast Vote…");
  room_press (&fixture->room, "Cast Vote");
  room_wait_text (&fixture->room, "You voted: Abstain");
  room_wait_text (&fixture->room, IN_LOG);
  coop_room_shoot (fixture, "anonymous-cast");
  check_another_device (fixture);
  finish_vote (fixture);
  show_proposal (fixture);
  room_wait_text (&fixture->room, COUNTED);
  g_assert_nonnull (room_find_text (fixture->room.page, LOGGED));
  g_assert_nonnull (room_find_text (fixture->room.page, "Recounted here: the 3 ballots agree"));
  how = room_find_type (fixture->room.page, GTK_TYPE_EXPANDER, 0);
  g_assert_true (gtk_widget_grab_focus (how));
  g_assert_true (gtk_widget_activate (how));
  room_wait_text (&fixture->room, "The number of your vote: ");
  coop_room_shoot (fixture, "anonymous-counted");
  for (guint i = 0; i < G_N_ELEMENTS (paper_forgeries); i++)
    {
      const Forgery *row = &paper_forgeries[i];

      g_test_message ("%s", row->name);
      moot_test_node_write (fixture->coop->node, write_sql, (gpointer) row->sql);
      show_proposal (fixture);
      room_wait_text (&fixture->room, row->mine);
      g_assert_nonnull (room_find_text (fixture->room.page, row->others));
      coop_room_shoot (fixture, row->name);
      moot_test_node_write (fixture->coop->node, write_sql, (gpointer) row->undo);
    }
}

static void
show_log (CoopRoom *fixture)
{
  room_fixture_show (&fixture->room,
                     moot_shell_page_new ("Log", moot_log_page_new (fixture->room.client),
                                          fixture->room.client),
                     700, 900);
}

/* The log in words, each entry proved when it is chosen; then the host rewrites it. */
static void
test_log (CoopRoom      *fixture,
          gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  GtkWidget *list;

  show_log (fixture);
  room_wait_text (room, "Voting opened, and the roll was written · proposal 1 · by bo");
  room_wait_text (room, "From now on this computer notices when it is rewritten.");
  g_assert_nonnull (room_find_text (room->page, "The co-op was founded"));
  list = room_find_type (room->page, GTK_TYPE_LIST_BOX, 0);
  g_signal_emit_by_name (list, "row-activated",
                         gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  room_wait_text (room, "Proved: the log has just this.");
  coop_room_shoot (fixture, "log");
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (room_find_type (room->page, GTK_TYPE_DROP_DOWN, 0)), 2);
  room_wait_text (room, "The log has nothing of this kind.");
  g_assert_null (room_find_button (room->page, "Go On with This Log…"));

  moot_test_node_write (fixture->coop->node, write_sql,
                        "UPDATE audit_node SET digest = replace (digest, 'a', 'b')");
  show_log (fixture);
  room_wait_text (room, "Either somebody rewrote the log, or a backup was restored");
  room_wait_text (room, "The co-op’s log was rewritten"); /* in the head of every page */
  g_assert_nonnull (room_find_text (room->page, "Shown by the server: "));
  g_assert_nonnull (room_find_button (room->page, "Go On with This Log…"));
  coop_room_shoot (fixture, "fork");
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  room_init (&argc, &argv);
  g_test_add ("/ui/signed-votes/signed", CoopRoom, NULL, set_up, test_signed, coop_room_tear_down);
  g_test_add ("/ui/signed-votes/unsigned", CoopRoom, NULL, set_up, test_unsigned,
              coop_room_tear_down);
  g_test_add ("/ui/signed-votes/devices", CoopRoom, NULL, set_up, test_devices,
              coop_room_tear_down);
  g_test_add ("/ui/signed-votes/forgeries", CoopRoom, NULL, set_up, test_forgeries,
              coop_room_tear_down);
  g_test_add ("/ui/signed-votes/anonymous", CoopRoom, NULL, set_up_papers, test_anonymous,
              coop_room_tear_down);
  g_test_add ("/ui/signed-votes/log", CoopRoom, NULL, set_up, test_log, coop_room_tear_down);
  return g_test_run ();
}
