/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What can be chosen on the page of a new proposal, and what stood there before.
 * Thread: a worker. */
#include "moot-proposal-choices.h"

#include "moot-bylaws-json.h"
#include "moot-ledger.h"
#include "moot-words-keeper.h"

/** moot_proposal_choices_free: releases choices */
void
moot_proposal_choices_free (gpointer data)
{
  MootProposalChoices *choices = data;

  g_clear_object (&choices->coop);
  g_clear_pointer (&choices->bylaws, moot_bylaws_free);
  g_clear_pointer (&choices->members, g_ptr_array_unref);
  g_clear_pointer (&choices->templates, json_node_unref);
  g_strfreev (choices->books);
  g_free (choices->kept);
  g_free (choices);
}

/* Not every server shows its budget; then no account can be chosen. */
static GStrv
load_books (MootPageSource *source,
            GCancellable   *cancellable)
{
  g_autoptr (MootBudget) budget =
    moot_page_source_ask_entity (source, "budget", MOOT_CALL_BUDGET, NULL, cancellable, NULL);
  g_autoptr (GStrvBuilder) books = g_strv_builder_new ();

  for (guint i = 0; budget != NULL && i < budget->lines->len; i++)
    {
      const MootBudgetLine *line = g_ptr_array_index (budget->lines, i);

      if (line->account != NULL)
        g_strv_builder_add (books, line->account);
    }
  return g_strv_builder_end (books);
}

static JsonNode *
load_templates (MootPageSource *source,
                GCancellable   *cancellable)
{
  g_autoptr (MootReply) reply = moot_page_source_ask (
    source, "templates", moot_request_new (MOOT_CALL_TEMPLATES), cancellable, NULL);

  return reply != NULL ? g_steal_pointer (&reply->json) : NULL;
}

/**
 * moot_proposal_choices_load:
 * @source: where documents come from
 * @id: under which what is being written is kept
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Thread: a worker.
 *
 * Returns: (transfer full): a #MootProposalChoices
 */
gpointer
moot_proposal_choices_load (MootPageSource  *source,
                            const char      *id,
                            GCancellable    *cancellable,
                            GError         **error)
{
  g_autoptr (MootProposalChoices) choices = g_new0 (MootProposalChoices, 1);

  choices->coop =
    moot_page_source_ask_entity (source, "coop", MOOT_CALL_COOP, NULL, cancellable, error);
  if (choices->coop == NULL)
    return NULL;
  choices->bylaws =
    moot_bylaws_from_text (choices->coop->rules != NULL ? choices->coop->rules : "{}", error);
  if (choices->bylaws == NULL)
    return NULL;
  choices->members = moot_page_source_ask_all (source, "members", MOOT_CALL_MEMBERSHIPS, NULL,
                                               cancellable, error);
  if (choices->members == NULL)
    return NULL;
  choices->templates = load_templates (source, cancellable);
  choices->books = load_books (source, cancellable);
  if (source->cache != NULL)
    choices->kept = moot_words_dup_kept (source->cache, source->account, id);
  return g_steal_pointer (&choices);
}
