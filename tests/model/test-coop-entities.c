/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The entities of the co-op API are written member for member as the API promises them. */
#include "moot-audit-entry.h"
#include "moot-ballot.h"
#include "moot-coop.h"
#include "moot-discussion.h"
#include "moot-dues-plan.h"
#include "moot-dues-status.h"
#include "moot-ledger.h"
#include "moot-member.h"
#include "moot-outcome.h"
#include "moot-payment.h"
#include "moot-proposal.h"
#include "moot-tally.h"

static const struct
{
  const char *name;
  GType (*type) (void);
} cases[] = {
  { "audit-entry", moot_audit_entry_get_type },
  { "ballot", moot_ballot_get_type },
  { "coop", moot_coop_get_type },
  { "discussion", moot_discussion_get_type },
  { "dues-plan", moot_dues_plan_get_type },
  { "dues-status", moot_dues_status_get_type },
  { "ledger-entry", moot_ledger_entry_get_type },
  { "member", moot_member_get_type },
  { "outcome", moot_outcome_get_type },
  { "payment", moot_payment_get_type },
  { "proposal", moot_proposal_get_type },
  { "tally", moot_tally_get_type },
};

/* What goes in comes out again: every member, in the same order, with the same null. */
static void
test_round_trip (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *file = g_strconcat (cases[i].name, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "coop", file, NULL);
  g_autofree char *json = NULL;
  g_autofree char *wanted = NULL;
  g_autofree char *written = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GObject) entity = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &json, NULL, &error);
  g_assert_no_error (error);
  node = moot_json_parse (json, -1, &error);
  g_assert_no_error (error);
  wanted = moot_json_node_to_text (node);
  entity = moot_entity_from_text (cases[i].type (), json, &error);
  g_assert_no_error (error);
  written = moot_entity_to_text (entity);
  g_assert_cmpstr (written, ==, wanted);
}

/* The members that only some may see are left out, not null. */
static void
test_private (void)
{
  g_autoptr (MootMember) member = g_object_new (MOOT_TYPE_MEMBER, NULL);
  g_autofree char *json = NULL;

  member->id = g_strdup ("42");
  json = moot_entity_to_text (member);
  g_assert_null (strstr (json, "\"private\""));
  g_assert_null (strstr (json, "\"application\""));
  g_assert_null (strstr (json, "\"payment_reference\""));
  g_assert_nonnull (strstr (json, "\"log_seq\":null"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/coop-entities/round-trip/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_round_trip);
    }
  g_test_add_func ("/coop-entities/private", test_private);

  return g_test_run ();
}
