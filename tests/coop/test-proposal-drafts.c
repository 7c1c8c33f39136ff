/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a proposal must bring along: every draft that is refused leaves nothing behind. */
#include "coop-fixture.h"

#include "moot-discussions.h"
#include "moot-proposals.h"

typedef struct
{
  gint64 discussion;
  MootProposalDraft draft;
} Life;

static gboolean
discuss (const MootCoopContext  *context,
         const MootActor        *actor,
         gpointer                data,
         GError                **error)
{
  const MootDiscussionDraft draft = { .title = "Why", .context = "Because.", .pinned = -1 };

  ((Life *) data)->discussion = moot_discussions_create (context, actor, &draft, error);
  return ((Life *) data)->discussion != 0;
}

static const struct
{
  const char *name;
  MootProposalDraft draft;
  MootCoopError code;
} bad_drafts[] = {
  { "blank", { .title = " " }, MOOT_COOP_ERROR_BLANK },
  { "kind", { .title = "a", .kind = "stv" }, MOOT_COOP_ERROR_KIND },
  { "class", { .title = "a", .class = "nonsense" }, MOOT_COOP_ERROR_CLASS },
  { "election", { .title = "a", .class = "election" }, MOOT_COOP_ERROR_CLASS },
  { "sealed", { .title = "a", .class = "recall" }, MOOT_COOP_ERROR_BALLOT_LEVEL },
  { "visible", { .title = "a", .results_visible = "never" }, MOOT_COOP_ERROR_INVALID },
  { "effect", { .title = "a", .effect = "[]" }, MOOT_COOP_ERROR_INVALID },
  { "subject", { .title = "a", .subject_id = 77 }, MOOT_COOP_ERROR_INVALID },
  { "discussion", { .title = "a", .discussion_id = 77 }, MOOT_COOP_ERROR_NOT_FOUND },
};

static gboolean
propose_as_is (const MootCoopContext  *context,
               const MootActor        *actor,
               gpointer                data,
               GError                **error)
{
  return moot_proposals_create (context, actor, &((Life *) data)->draft, error) != 0;
}

static void
test_bad_drafts (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 2);
  Life life = { 0 };

  coop_fixture_do (fixture, 1, discuss, &life);
  for (guint i = 0; i < G_N_ELEMENTS (bad_drafts); i++)
    {
      g_test_message ("%s", bad_drafts[i].name);
      life.draft = bad_drafts[i].draft;
      if (life.draft.discussion_id == 0)
        life.draft.discussion_id = life.discussion;
      coop_fixture_refuse (fixture, 1, propose_as_is, &life, bad_drafts[i].code);
    }
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM proposal"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/proposal-drafts/refused", test_bad_drafts);

  return g_test_run ();
}
