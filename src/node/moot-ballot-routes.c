/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Ballots and the count.
 * Spec: co-op API, Ballot and Tally.
 * Thread: a request worker. */
#include "moot-ballot-routes.h"

#include "moot-coop-request.h"
#include "moot-id.h"
#include "moot-papers.h"
#include "moot-ranked-tally.h"
#include "moot-tallying.h"
#include "moot-voting.h"

static gpointer
load_own (const MootCoopContext  *context,
          const MootActor        *viewer,
          gint64                  id,
          GError                **error)
{
  return moot_voting_load_own (context, viewer, id, error);
}

static gpointer
load_tally (const MootCoopContext  *context,
            const MootActor        *viewer,
            gint64                  id,
            GError                **error)
{
  return moot_tallying_load (context, viewer, id, error);
}

static gboolean
read_choices (MootExchange     *exchange,
              MootBallotDraft  *draft,
              GError          **error)
{
  g_autoptr (GPtrArray) choices = moot_params_dup_objects (exchange->params, "choices");

  if (choices->len > MOOT_BALLOT_CHOICES_MAX)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, "choices", "at most %d choices",
                             MOOT_BALLOT_CHOICES_MAX);
  for (guint i = 0; i < choices->len; i++)
    {
      const MootParams *choice = g_ptr_array_index (choices, i);

      draft->choices[i].option_id = moot_params_get_id (choice, "option_id");
      draft->choices[i].value = moot_params_get_int (choice, "value", 1);
    }
  draft->n_choices = choices->len;
  return TRUE;
}

static gboolean
cast (const MootCoopContext  *context,
      const MootActor        *actor,
      MootExchange           *exchange,
      gint64                 *out_id,
      GError                **error)
{
  g_autofree char *signature = moot_coop_request_dup_json (exchange, "signature");
  MootBallotDraft draft = { .reason = moot_params_get (exchange->params, "reason"),
                            .signature = signature,
                            .via = moot_params_get (exchange->params, "via") };

  *out_id = moot_exchange_get_id (exchange);
  return moot_coop_request_read_int (exchange, "proposal_version", FALSE, &draft.proposal_version,
                                     error) &&
         read_choices (exchange, &draft, error) &&
         moot_voting_cast (context, actor, *out_id, &draft, error) != 0;
}

static void
cast_ballot (MootExchange *exchange)
{
  moot_coop_request_act (exchange, cast, load_own);
}

static void
show_ballot (MootExchange *exchange)
{
  moot_coop_request_show (exchange, moot_exchange_get_id (exchange), load_own);
}

/* Without a name ----------------------------------------------------------------------------- */

static gboolean
cast_anonymously (const MootCoopContext  *context,
                  const MootActor        *actor,
                  MootExchange           *exchange,
                  gint64                 *out_log_seq,
                  GError                **error)
{
  MootPaperDraft draft = { .ballot.reason = moot_params_get (exchange->params, "reason"),
                           .stamp = moot_params_get (exchange->params, "stamp"),
                           .secret = moot_params_get (exchange->params, "secret") };

  if (!moot_coop_request_read_int (exchange, "proposal_version", FALSE,
                                   &draft.ballot.proposal_version, error) ||
      !read_choices (exchange, &draft.ballot, error))
    return FALSE;
  *out_log_seq =
    moot_papers_cast (context, actor, moot_exchange_get_id (exchange), &draft, error);
  return *out_log_seq != 0;
}

static gpointer
load_receipt (const MootCoopContext  *context,
              const MootActor        *viewer,
              gint64                  log_seq,
              GError                **error)
{
  return moot_papers_load_receipt (context, viewer, log_seq, error);
}

/* A PUT, so no Idempotency-Key: nothing keeps who sent which body. */
static void
cast_paper (MootExchange *exchange)
{
  moot_coop_request_act (exchange, cast_anonymously, load_receipt);
}

static GPtrArray *
list_papers (const MootCoopContext  *context,
             const MootActor        *viewer,
             MootExchange           *exchange,
             const MootRange        *range,
             GError                **error)
{
  return moot_papers_list (context, viewer, moot_exchange_get_id (exchange), range, error);
}

static void
index_papers (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_papers);
}

static gpointer
load_voters (const MootCoopContext  *context,
             const MootActor        *viewer,
             gint64                  id,
             GError                **error)
{
  return moot_papers_load_voters (context, viewer, id, error);
}

static void
show_voters (MootExchange *exchange)
{
  moot_coop_request_show (exchange, moot_exchange_get_id (exchange), load_voters);
}

/* With names --------------------------------------------------------------------------------- */

static gboolean
retract (const MootCoopContext  *context,
         const MootActor        *actor,
         MootExchange           *exchange,
         gint64                 *out_id,
         GError                **error)
{
  *out_id = moot_exchange_get_id (exchange);
  return moot_voting_retract (context, actor, *out_id, error);
}

static void
retract_ballot (MootExchange *exchange)
{
  moot_coop_request_act (exchange, retract, NULL);
}

static GPtrArray *
list_ballots (const MootCoopContext  *context,
              const MootActor        *viewer,
              MootExchange           *exchange,
              const MootRange        *range,
              GError                **error)
{
  return moot_voting_list (context, viewer, moot_exchange_get_id (exchange), range, error);
}

static void
index_ballots (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_ballots);
}

static void
show_tally (MootExchange *exchange)
{
  moot_coop_request_show (exchange, moot_exchange_get_id (exchange), load_tally);
}

/* The ballots for other counting programs. */
static void
show_blt (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) viewer = NULL;
  g_autofree char *text = NULL;
  MootCoopContext context;

  if (moot_coop_request_begin (exchange, &context, &viewer, &error))
    text =
      moot_ranked_tally_dup_blt (&context, viewer, moot_exchange_get_id (exchange), &error);
  if (text != NULL)
    moot_exchange_reply_text (exchange, 200, "text/plain; charset=utf-8", text);
  else
    moot_coop_request_fail (exchange, error);
}

static const MootRoute routes[] = {
  { "GET", "/api/coop/v1/proposals/:id/ballot", "read:governance", show_ballot },
  { "PUT", "/api/coop/v1/proposals/:id/ballot", "write:votes", cast_ballot },
  { "DELETE", "/api/coop/v1/proposals/:id/ballot", "write:votes", retract_ballot },
  { "GET", "/api/coop/v1/proposals/:id/ballots", "read:governance", index_ballots },
  { "GET", "/api/coop/v1/proposals/:id/blt", "read:governance", show_blt },
  { "PUT", "/api/coop/v1/proposals/:id/paper", "write:votes", cast_paper },
  { "GET", "/api/coop/v1/proposals/:id/papers", "read:governance", index_papers },
  { "GET", "/api/coop/v1/proposals/:id/tally", "read:governance", show_tally },
  { "GET", "/api/coop/v1/proposals/:id/voters", "read:governance", show_voters },
};

const MootRouteTable moot_ballot_routes = { routes, G_N_ELEMENTS (routes) };
