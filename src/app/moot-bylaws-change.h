/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-page-source.h"
#include "moot-proposal.h"

G_BEGIN_DECLS

/**
 * MootBylawsChange:
 * @before: what holds
 * @after: what would hold
 *
 * What a proposal wants to change in the bylaws.
 */
typedef struct
{
  MootBylaws *before;
  MootBylaws *after;
} MootBylawsChange;

MootBylawsChange *moot_bylaws_change_load (MootPageSource   *source,
                                           MootProposal     *proposal,
                                           GCancellable     *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void              moot_bylaws_change_free (MootBylawsChange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootBylawsChange, moot_bylaws_change_free)

G_END_DECLS
