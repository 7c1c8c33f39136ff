/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-records.h"
#include "moot-records.h"

G_BEGIN_DECLS

/**
 * MootProposalFilter:
 * @states: states separated by commas; empty for all
 * @mine: `author`, `voted`, `unvoted` or empty
 * @discussion_id: 0 for all
 * @viewer_id: the member who looks; sees the own drafts
 */
typedef struct
{
  const char *states;
  const char *mine;
  gint64 discussion_id;
  gint64 viewer_id;
} MootProposalFilter;

MootProposalRecord *
moot_proposal_store_find (MootDb *db, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_proposal_store_list (MootDb                    *db,
                                     const MootProposalFilter  *filter,
                                     const MootRange           *range,
                                     GError                   **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_proposal_store_find_to_open (MootDb  *db,
                                           gint64   now,
                                           gint64  *out_id,
                                           GError **error);

GArray   *moot_proposal_store_list_closing  (MootDb      *db,
                                             gint64       now,
                                             GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_proposal_store_note_reminded (MootDb      *db,
                                             gint64       id,
                                             gint64       now,
                                             GError     **error);
gboolean  moot_proposal_store_put_reminders (MootDb      *db,
                                             gint64       id,
                                             const char  *reminders,
                                             GError     **error);
gboolean  moot_proposal_store_find_to_close (MootDb      *db,
                                             gint64       now,
                                             gint64      *out_id,
                                             GError     **error);

gboolean moot_proposal_store_add         (MootDb                    *db,
                                          MootProposalRecord        *proposal,
                                          GError                   **error);
gboolean moot_proposal_store_save        (MootDb                    *db,
                                          const MootProposalRecord  *proposal,
                                          GError                   **error);
gboolean moot_proposal_store_add_version (MootDb                    *db,
                                          const MootProposalRecord  *proposal,
                                          gint64                     author_id,
                                          gint64                     now,
                                          GError                   **error);

GArray    *moot_proposal_store_list_proposers (MootDb            *db,
                                               gint64             id,
                                               GError           **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_proposal_store_add_proposer   (MootDb            *db,
                                               gint64             id,
                                               gint64             member_id,
                                               GError           **error);
GPtrArray *moot_proposal_store_list_options   (MootDb            *db,
                                               gint64             id,
                                               GError           **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_proposal_store_add_option     (MootDb            *db,
                                               MootOptionRecord  *option,
                                               GError           **error);
gboolean   moot_proposal_store_clear_options  (MootDb            *db,
                                               gint64             id,
                                               GError           **error);

GArray   *moot_proposal_store_list_roll   (MootDb    *db,
                                           gint64     id,
                                           GError   **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_proposal_store_add_to_roll (MootDb    *db,
                                           gint64     id,
                                           gint64     member_id,
                                           GError   **error);
gboolean  moot_proposal_store_is_on_roll  (MootDb    *db,
                                           gint64     id,
                                           gint64     member_id,
                                           gboolean  *out_on_roll,
                                           GError   **error);
gboolean  moot_proposal_store_change_cast (MootDb    *db,
                                           gint64     id,
                                           int        by,
                                           GError   **error);

MootOutcomeRecord *
moot_outcome_store_find (MootDb *db, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

MootOutcomeRecord *moot_outcome_store_find_by_proposal (MootDb  *db,
                                                        gint64   proposal_id,
                                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * MootOutcomeFilter:
 * @in_force: 1 for those in force, 0 for the others, -1 for all
 * @state: how they stand; empty for all
 * @topic: empty for all
 * @match: a question of full-text search; empty for all
 * @today: the day of the co-op
 * @soon: the day up to which something ends soon
 */
typedef struct
{
  int in_force;
  const char *state;
  const char *topic;
  const char *match;
  gint64 today;
  gint64 soon;
} MootOutcomeFilter;

GPtrArray *moot_outcome_store_list (MootDb                   *db,
                                    const MootOutcomeFilter  *filter,
                                    const MootRange          *range,
                                    GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

GArray *moot_outcome_store_list_superseded (MootDb  *db,
                                            gint64   id,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_outcome_store_find_ending  (MootDb                   *db,
                                          gint64                    today,
                                          gint64                   *out_expired,
                                          gint64                   *out_review,
                                          GError                  **error);
gboolean moot_outcome_store_set_reviewed (MootDb                   *db,
                                          gint64                    id,
                                          GError                  **error);
gboolean moot_outcome_store_save_terms   (MootDb                   *db,
                                          const MootOutcomeRecord  *outcome,
                                          GError                  **error);

gboolean moot_outcome_store_add (MootDb             *db,
                                 MootOutcomeRecord  *outcome,
                                 GError            **error);

gboolean moot_outcome_store_save (MootDb                   *db,
                                  const MootOutcomeRecord  *outcome,
                                  GError                  **error);

G_END_DECLS
