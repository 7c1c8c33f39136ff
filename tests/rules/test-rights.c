/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One row for each state, and each way dues and bylaws matter. */
#include <string.h>

#include "moot-rights.h"

#define PAID MOOT_DUES_STATUS_PAID_UP
#define DUE MOOT_DUES_STATUS_DUE
#define OVERDUE MOOT_DUES_STATUS_OVERDUE
#define LAPSED MOOT_DUES_STATUS_LAPSED
#define NONE MOOT_DUES_STATUS_NOT_APPLICABLE

/* clang-format off */
static const struct
{
  const char *name;
  MootRightsQuery query; /* state, dues, frozen, in circle, days */
  const char *rights;    /* of read, comment, propose, stand: their letters */
  const char *rolls;     /* of active, active due (d), members, circle: their letters */
} cases[] = {
  { "invited", { MOOT_MEMBER_INVITED, NONE, FALSE, TRUE, 999 }, "", "" },
  { "applied", { MOOT_MEMBER_APPLIED, NONE, FALSE, TRUE, 999 }, "", "" },
  { "approved", { MOOT_MEMBER_APPROVED, NONE, FALSE, TRUE, 999 }, "rc", "" },
  { "active", { MOOT_MEMBER_ACTIVE, PAID, FALSE, TRUE, 999 }, "rcps", "admc" },
  { "active-outside", { MOOT_MEMBER_ACTIVE, PAID, FALSE, FALSE, 999 }, "rcps", "adm" },
  { "active-89-days", { MOOT_MEMBER_ACTIVE, PAID, FALSE, FALSE, 89 }, "rcp", "adm" },
  { "active-90-days", { MOOT_MEMBER_ACTIVE, PAID, FALSE, FALSE, 90 }, "rcps", "adm" },
  { "due", { MOOT_MEMBER_ACTIVE, DUE, FALSE, FALSE, 90 }, "rcps", "adm" },
  { "overdue-frozen", { MOOT_MEMBER_ACTIVE, OVERDUE, TRUE, TRUE, 90 }, "rcp", "amc" },
  { "overdue-not-frozen", { MOOT_MEMBER_ACTIVE, OVERDUE, FALSE, TRUE, 90 }, "rcp", "admc" },
  { "about-to-lapse", { MOOT_MEMBER_ACTIVE, LAPSED, TRUE, FALSE, 90 }, "rcp", "am" },
  { "waived", { MOOT_MEMBER_ACTIVE, MOOT_DUES_STATUS_WAIVED, FALSE, FALSE, 90 }, "rcps", "adm" },
  { "lapsed", { MOOT_MEMBER_LAPSED, LAPSED, TRUE, TRUE, 999 }, "r", "m" },
  { "suspended", { MOOT_MEMBER_SUSPENDED, NONE, FALSE, FALSE, 999 }, "", "adm" },
  { "left", { MOOT_MEMBER_LEFT, NONE, FALSE, TRUE, 999 }, "", "" },
  { "expelled", { MOOT_MEMBER_EXPELLED, NONE, FALSE, TRUE, 999 }, "", "" },
  { "withdrawn", { MOOT_MEMBER_WITHDRAWN, NONE, FALSE, TRUE, 999 }, "", "" },
  { "rejected", { MOOT_MEMBER_REJECTED, NONE, FALSE, TRUE, 999 }, "", "" },
  { "expired", { MOOT_MEMBER_EXPIRED, NONE, FALSE, TRUE, 999 }, "", "" },
  { "deceased", { MOOT_MEMBER_DECEASED, NONE, FALSE, TRUE, 999 }, "", "" },
};
/* clang-format on */

static void
test_rights (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  static const char letters[] = "admc";

  for (MootElectorate electorate = 0; electorate <= MOOT_ELECTORATE_CIRCLE; electorate++)
    {
      gboolean votes = strchr (cases[i].rolls, letters[electorate]) != NULL;
      MootRights rights;

      moot_rights_find (&cases[i].query, electorate, &rights);
      g_assert_cmpint (rights.vote, ==, votes);
      g_assert_cmpint (moot_electorate_includes (electorate, &cases[i].query), ==, votes);
      g_assert_cmpint (rights.read, ==, strchr (cases[i].rights, 'r') != NULL);
      g_assert_cmpint (rights.comment, ==, strchr (cases[i].rights, 'c') != NULL);
      g_assert_cmpint (rights.propose, ==, strchr (cases[i].rights, 'p') != NULL);
      g_assert_cmpint (rights.stand, ==, strchr (cases[i].rights, 's') != NULL);
    }
}

static void
test_states (void)
{
  for (guint i = 0; i < MOOT_N_MEMBER_STATES; i++)
    {
      MootMemberState state = MOOT_N_MEMBER_STATES;

      g_assert_true (moot_member_state_from_text (moot_member_state_to_text (i), &state));
      g_assert_cmpuint (state, ==, i);
      g_assert_cmpint (moot_member_state_owes_dues (i), ==,
                       i == MOOT_MEMBER_ACTIVE || i == MOOT_MEMBER_LAPSED);
    }
  g_assert_false (moot_member_state_from_text ("king", &(MootMemberState){ 0 }));
  g_assert_false (moot_member_state_from_text (NULL, &(MootMemberState){ 0 }));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rules/rights/%s", cases[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_rights);
    }
  g_test_add_func ("/rules/rights/states", test_states);
  return g_test_run ();
}
