/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The steps of a proposal from the first word to the outcome. */
#include "proposal-steps.h"

#include "moot-clock.h"
#include "moot-closing.h"
#include "moot-discussions.h"
#include "moot-paper.h"

void
proposal_life_clear (ProposalLife *self)
{
  g_clear_object (&self->shown);
  g_clear_object (&self->tally);
  g_clear_object (&self->outcome);
  g_clear_pointer (&self->stamp, g_free);
  g_clear_pointer (&self->secret, g_free);
}

gboolean
proposal_discuss (const MootCoopContext  *context,
                  const MootActor        *actor,
                  gpointer                data,
                  GError                **error)
{
  ProposalLife *life = data;
  const MootDiscussionDraft draft = { .title = "Corporate servers",
                                      .context = "How do we treat them?",
                                      .pinned = -1 };

  life->discussion = moot_discussions_create (context, actor, &draft, error);
  return life->discussion != 0;
}

/** proposal_propose: the draft; what it leaves out of discussion, title and body is filled in */
gboolean
proposal_propose (const MootCoopContext  *context,
                  const MootActor        *actor,
                  gpointer                data,
                  GError                **error)
{
  ProposalLife *life = data;

  if (life->draft.discussion_id == 0)
    life->draft.discussion_id = life->discussion;
  if (life->draft.title == NULL)
    {
      life->draft.title = "Limit threads.example";
      life->draft.body = "For *six* months.";
    }
  life->proposal = moot_proposals_create (context, actor, &life->draft, error);
  return life->proposal != 0;
}

gboolean
proposal_open (const MootCoopContext  *context,
               const MootActor        *actor,
               gpointer                data,
               GError                **error)
{
  ProposalLife *life = data;

  return moot_proposals_open (context, actor, life->proposal, life->opens_at, life->closes_at,
                              error);
}

gboolean
proposal_cast (const MootCoopContext  *context,
               const MootActor        *actor,
               gpointer                data,
               GError                **error)
{
  ProposalLife *life = data;

  return moot_voting_cast (context, actor, life->proposal, &life->ballot, error) != 0;
}

/** proposal_find_option: of what was looked at last */
gint64
proposal_find_option (const ProposalLife *life,
                      const char         *key)
{
  for (guint i = 0; i < life->shown->options->len; i++)
    {
      const MootProposalOption *option = g_ptr_array_index (life->shown->options, i);

      if (g_str_equal (option->key, key))
        return g_ascii_strtoll (option->id, NULL, 10);
    }
  g_assert_not_reached ();
}

#define ENROL                                                                                     \
  "WITH RECURSIVE n (i) AS (SELECT %d UNION ALL SELECT i + 1 FROM n WHERE i < %u) "               \
  "INSERT INTO account (id, username, uri, url, created_at) "                                     \
  "SELECT i, 'voter' || i, 'voter' || i, 'voter' || i, 1 FROM n; "                                \
  "INSERT INTO member (account_id, member_no, state, state_since, joined_on, payment_reference, " \
  "salt, log_seq) SELECT id, id, 'active', 1, 1, 'RF' || id, 's', 1 FROM account "                \
  "WHERE id BETWEEN %d AND %u"

/** proposal_enrol: many members at once, without what the log would tell of each */
void
proposal_enrol (CoopFixture *coop,
                guint        n_members)
{
  const guint last = PROPOSAL_CROWD + n_members - 1;
  g_autofree char *sql = g_strdup_printf (ENROL, PROPOSAL_CROWD, last, PROPOSAL_CROWD, last);

  coop->edits_records = TRUE;
  coop_fixture_do (coop, 0, proposal_run_sql, sql);
}

/** proposal_close: the end of the vote comes, and nothing else that time makes due is done */
void
proposal_close (CoopFixture  *coop,
                ProposalLife *life)
{
  g_autoptr (GError) error = NULL;

  coop->now = life->shown->closes_at;
  moot_clock_set_fake (coop->now);
  moot_closing_run_due (coop->pool, coop->site, coop->now, NULL, NULL, &error);
  g_assert_no_error (error);
  coop_fixture_do (coop, 0, proposal_look, life);
}

/** proposal_dup_secret: (transfer full): what a device would draw, told apart by @number */
char *
proposal_dup_secret (guint number)
{
  return g_strdup_printf ("%064x", number);
}

/** proposal_draw_stamp: the next paper gets the stamp of this secret */
void
proposal_draw_stamp (ProposalLife *life,
                     guint         number)
{
  g_autofree char *secret = proposal_dup_secret (number);

  g_free (life->stamp);
  life->stamp = moot_paper_dup_stamp (secret);
}

gboolean
proposal_cast_paper (const MootCoopContext  *context,
                     const MootActor        *actor,
                     gpointer                data,
                     GError                **error)
{
  ProposalLife *life = data;
  const MootPaperDraft draft = { life->ballot, life->stamp, life->secret };

  life->log_seq = moot_papers_cast (context, actor, life->proposal, &draft, error);
  return life->log_seq != 0;
}

gboolean
proposal_look (const MootCoopContext  *context,
               const MootActor        *actor,
               gpointer                data,
               GError                **error)
{
  ProposalLife *life = data;

  g_clear_object (&life->shown);
  life->shown = moot_proposals_load (context, actor, life->proposal, error);
  return life->shown != NULL;
}

gboolean
proposal_count (const MootCoopContext  *context,
                const MootActor        *actor,
                gpointer                data,
                GError                **error)
{
  ProposalLife *life = data;

  g_clear_object (&life->tally);
  life->tally = moot_tallying_load (context, actor, life->proposal, error);
  return life->tally != NULL;
}

gboolean
proposal_read_outcome (const MootCoopContext  *context,
                       const MootActor        *actor,
                       gpointer                data,
                       GError                **error)
{
  ProposalLife *life = data;

  g_clear_object (&life->outcome);
  life->outcome = moot_outcomes_load_of_proposal (context, actor, life->proposal, error);
  return life->outcome != NULL;
}

static gboolean
vote_agree (const MootCoopContext  *context,
            const MootActor        *actor,
            gpointer                data,
            GError                **error)
{
  ProposalLife *life = data;
  g_autoptr (GPtrArray) options =
    moot_proposal_store_list_options (context->db, life->proposal, error);
  const MootOptionRecord *agree = g_ptr_array_index (options, 0);
  const MootBallotDraft ballot = { .proposal_version = 1,
                                   .choices = { { agree->id, 1 } },
                                   .n_choices = 1 };

  return moot_voting_cast (context, actor, life->proposal, &ballot, error) != 0;
}

/** proposal_run_sql: whatever a test does to the database */
gboolean
proposal_run_sql (const MootCoopContext  *context,
                  const MootActor        *actor,
                  gpointer                data,
                  GError                **error)
{
  return moot_db_execute (context->db, data, error);
}

/** proposal_vote_for: proposes, and has everybody agree who may */
void
proposal_vote_for (CoopFixture  *coop,
                   ProposalLife *life,
                   const char   *class,
                   const char   *effect,
                   guint         subject)
{
  life->draft = (MootProposalDraft){ .class = class,
                                     .effect = effect,
                                     .title = "What we do",
                                     .subject_id = subject != 0 ? coop->members[subject] : 0 };
  if (life->discussion == 0)
    coop_fixture_do (coop, 1, proposal_discuss, life);
  coop_fixture_do (coop, 1, proposal_propose, life);
  coop_fixture_do (coop, 1, proposal_open, life);
  for (guint i = 0; i < coop->n_members; i++)
    if (subject == 0 || i != subject)
      coop_fixture_do (coop, i, vote_agree, life);
}

/** proposal_decide: the same, and then time passes until it is decided and carried out */
void
proposal_decide (CoopFixture  *coop,
                 ProposalLife *life,
                 const char   *class,
                 const char   *effect,
                 guint         subject)
{
  proposal_vote_for (coop, life, class, effect, subject);
  coop_fixture_pass_days (coop, 8);
  coop_fixture_run_jobs (coop);
}
