/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A published election with as many members as it had voters. */
#include "paper-votes.h"

#include "moot-blt.h"
#include "moot-coop-founding.h"
#include "moot-json.h"

/** paper_votes_clear: what the vote holds */
void
paper_votes_clear (PaperVotes *self)
{
  proposal_life_clear (&self->life);
  moot_election_free (self->election);
  g_free (self->options);
}

/** paper_votes_read: a BLT text, or the name of a file of the fixtures */
void
paper_votes_read (PaperVotes *vote,
                  const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = g_strdup (text);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (g_str_has_suffix (text, ".blt"))
    {
      g_autofree char *path =
        g_test_build_filename (G_TEST_DIST, "fixtures", "elections", text, NULL);

      g_clear_pointer (&content, g_free);
      g_file_get_contents (path, &content, NULL, &error);
      g_assert_no_error (error);
    }
  vote->election = moot_blt_read (content, strlen (content), &error);
  g_assert_no_error (error);
  moot_json_begin_array (&json);
  for (guint i = 0; i < vote->election->n_candidates; i++)
    moot_json_add_string (&json, vote->election->names[i]);
  moot_json_end_array (&json);
  vote->options = moot_json_writer_steal (&json);
}

static const MootSql add_account = {
  "test-voter",
  "INSERT INTO account (id, username, uri, url, created_at) VALUES (:id, :name, :name, :name, 1)",
};

static gint64
get_account (guint voter)
{
  return voter < PAPER_VOTES_FIRST ? 100 + voter : 1000 + voter;
}

/** paper_votes_enrol: as many members as papers */
gboolean
paper_votes_enrol (const MootCoopContext  *context,
                   const MootActor        *actor,
                   gpointer                data,
                   GError                **error)
{
  const PaperVotes *vote = data;

  for (guint i = PAPER_VOTES_FIRST; i < vote->election->n_votes; i++)
    {
      g_autofree char *name = g_strdup_printf ("voter%u", i);
      gint64 member;

      if (!moot_db_run (context->db, &add_account,
                        MOOT_BINDS (MOOT_INT ("id", get_account (i)), MOOT_TEXT ("name", name)),
                        error) ||
          !moot_coop_add_member (context->db, context->site, get_account (i), context->now, &member,
                                 error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
cast_paper (const MootCoopContext  *context,
            PaperVotes             *vote,
            guint                   voter,
            const MootPaper        *paper,
            GError                **error)
{
  const MootPreference *preferences = moot_election_get_preferences (vote->election, paper);
  g_autoptr (MootActor) actor = moot_actor_load (context, get_account (voter), error);

  vote->life.ballot = (MootBallotDraft){ .proposal_version = 1 };
  for (guint i = 0; i < paper->length; i++)
    {
      const MootProposalOption *option =
        g_ptr_array_index (vote->life.shown->options, preferences[i].candidate);

      vote->life.ballot.choices[vote->life.ballot.n_choices++] =
        (MootVoteDraft){ g_ascii_strtoll (option->id, NULL, 10), i + 1 };
    }
  return actor != NULL && proposal_cast (context, actor, &vote->life, error);
}

/** paper_votes_cast: every paper, by a member of its own */
gboolean
paper_votes_cast (const MootCoopContext  *context,
                  const MootActor        *actor,
                  gpointer                data,
                  GError                **error)
{
  PaperVotes *vote = data;
  guint voter = 0;

  for (guint i = 0; i < vote->election->papers->len; i++)
    {
      const MootPaper *paper = &g_array_index (vote->election->papers, MootPaper, i);

      for (gint64 n = 0; n < paper->weight; n++)
        if (!cast_paper (context, vote, voter++, paper, error))
          return FALSE;
    }
  return TRUE;
}
