/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-coop-context.h"
#include "moot-coop-records.h"
#include "moot-membership.h"
#include "moot-proposal-flow.h"
#include "moot-proposal-store.h"
#include "moot-proposal.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 option_id;
  gint64 value;
} MootVoteDraft;

#define MOOT_OPTION_REOPEN "reopen"      /* key of "re-open nominations" */
#define MOOT_SETTING_USUAL ((gint64) -1) /* what is usual for the kind */

/**
 * MootKindSettings:
 *
 * What only some kinds of questions have; %MOOT_SETTING_USUAL where the author says nothing.
 */
typedef struct
{
  gint64 min_choices;
  gint64 max_choices;
  gint64 min_score;
  gint64 max_score;
  gint64 dots;
  gint64 seats;
  gint64 target;
  gint64 duration_minutes;
  gint64 meek;    /* 1: STV by Meek's method */
  gint64 shuffle; /* 1: another order of options for each member */
} MootKindSettings;

/**
 * MootProposalDraft:
 *
 * What a member writes; %NULL leaves a thing as it is, or to the bylaws.
 */
typedef struct
{
  gint64 discussion_id;
  const char *class;
  const char *kind;
  const char *title;
  const char *body;
  const char *summary;
  const char *results_visible;
  const char *effect;  /* JSON */
  const char *options; /* JSON */
  MootKindSettings settings;
  gint64 subject_id;
  gboolean is_draft;       /* nobody else sees it yet */
  gint64 expected_version; /* 0: whatever it is */
} MootProposalDraft;

gint64   moot_proposals_create     (const MootCoopContext    *context,
                                    const MootActor          *actor,
                                    const MootProposalDraft  *draft,
                                    GError                  **error);
gboolean moot_proposals_amend      (const MootCoopContext    *context,
                                    const MootActor          *actor,
                                    gint64                    id,
                                    const MootProposalDraft  *draft,
                                    GError                  **error);
gboolean moot_proposals_publish    (const MootCoopContext    *context,
                                    const MootActor          *actor,
                                    gint64                    id,
                                    GError                  **error);
gboolean moot_proposals_open       (const MootCoopContext    *context,
                                    const MootActor          *actor,
                                    gint64                    id,
                                    gint64                    opens_at,
                                    gint64                    closes_at,
                                    GError                  **error);
gboolean moot_proposals_unschedule (const MootCoopContext    *context,
                                    const MootActor          *actor,
                                    gint64                    id,
                                    GError                  **error);
gboolean moot_proposals_extend     (const MootCoopContext    *context,
                                    const MootActor          *actor,
                                    gint64                    id,
                                    GError                  **error);
gboolean moot_proposals_withdraw   (const MootCoopContext    *context,
                                    const MootActor          *actor,
                                    gint64                    id,
                                    GError                  **error);

gboolean moot_bylaws_load_class (MootDb             *db,
                                 gint64              version,
                                 const char         *id,
                                 MootDecisionClass  *out_class,
                                 GError            **error);

MootProposalRecord *moot_proposals_find (const MootCoopContext  *context,
                                         const MootActor        *viewer,
                                         gint64                  id,
                                         GError                **error) G_GNUC_WARN_UNUSED_RESULT;

MootProposal *moot_proposals_load (const MootCoopContext  *context,
                                   const MootActor        *viewer,
                                   gint64                  id,
                                   GError                **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_proposals_list (const MootCoopContext     *context,
                                const MootActor           *viewer,
                                const MootProposalFilter  *filter,
                                const MootRange           *range,
                                GError                   **error) G_GNUC_WARN_UNUSED_RESULT;

char *moot_proposals_write_versions (const MootCoopContext  *context,
                                     const MootActor        *viewer,
                                     gint64                  id,
                                     GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* for the files of this layer */
gboolean moot_proposals_announce_opening (const MootCoopContext    *context,
                                          const MootActor          *actor,
                                          MootProposalRecord       *record,
                                          GError                  **error);
gboolean moot_proposals_take_class       (MootProposalRecord       *record,
                                          const MootCoopContext    *context,
                                          const char               *class,
                                          MootDecisionClass        *out_decision,
                                          GError                  **error);
gboolean moot_proposals_check_effect     (MootProposalRecord       *record,
                                          const MootCoopContext    *context,
                                          const MootDecisionClass  *decision,
                                          GError                  **error);

MootProposalRecord *moot_proposals_step (const MootCoopContext  *context,
                                         const MootActor        *actor,
                                         gint64                  id,
                                         MootProposalEvent       event,
                                         MootDecisionClass      *out_decision,
                                         GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
