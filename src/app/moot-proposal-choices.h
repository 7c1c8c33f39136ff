/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-coop.h"
#include "moot-page-source.h"

G_BEGIN_DECLS

/**
 * MootProposalChoices:
 * @coop: the co-op
 * @bylaws: in force
 * @members: (element-type MootMember): of it
 * @templates: (nullable): JSON; of a server that has some
 * @books: names of the accounts of the books
 * @kept: (nullable): what was being written, JSON
 *
 * What can be chosen on the page of a new proposal.
 */
typedef struct
{
  MootCoop *coop;
  MootBylaws *bylaws;
  GPtrArray *members;
  JsonNode *templates;
  GStrv books;
  char *kept;
} MootProposalChoices;

gpointer moot_proposal_choices_load (MootPageSource  *source,
                                     const char      *id,
                                     GCancellable    *cancellable,
                                     GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void     moot_proposal_choices_free (gpointer         data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootProposalChoices, moot_proposal_choices_free)

G_END_DECLS
