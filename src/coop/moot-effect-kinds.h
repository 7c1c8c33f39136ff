/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-coop-context.h"
#include "moot-coop-records.h"
#include "moot-effect-store.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * MootEffectCheck:
 * @proposal: what is proposed, with its class
 * @decision: what the bylaws say about it
 *
 * Where an effect is to be carried out if it is decided.
 */
typedef struct
{
  const MootCoopContext *context;
  const MootProposalRecord *proposal;
  const MootDecisionClass *decision;
} MootEffectCheck;

/**
 * MootEffectJob:
 * @context: a context inside a transaction
 * @effect: what is carried out
 * @proposal: what was proposed
 * @outcome: what was decided; saved when it is done
 * @params: of the effect
 *
 * An effect that is being carried out.
 */
typedef struct
{
  const MootCoopContext *context;
  MootEffectRecord *effect;
  const MootProposalRecord *proposal;
  MootOutcomeRecord *outcome;
  JsonObject *params;
} MootEffectJob;

/**
 * MootEffectKind:
 * @type: as the API calls it
 * @class: (nullable): of the only decisions that may have it, where the bylaws know that class
 * @check: refuses what cannot be carried out; may bring the parameters into normal form
 * @describe: says in a few English words what it does
 * @execute: does it, within one transaction
 *
 * A row of the table of effects.
 */
typedef struct
{
  const char *type;
  const char *class;
  gboolean (*check) (const MootEffectCheck *check,
                     JsonObject *params,
                     GError **error);
  char *(*describe) (JsonObject *params);
  gboolean (*execute) (MootEffectJob *job,
                       GError **error);
} MootEffectKind;

/**
 * MootEffectKinds:
 *
 * Some rows of the table.
 */
typedef struct
{
  const MootEffectKind *kinds;
  gsize n_kinds;
} MootEffectKinds;

extern const MootEffectKinds moot_effect_federation_kinds;
extern const MootEffectKinds moot_effect_money_kinds;
extern const MootEffectKinds moot_effect_people_kinds;
extern const MootEffectKinds moot_effect_rule_kinds;
extern const MootEffectKinds moot_effect_word_kinds;

gboolean moot_effect_refuse      (GError     **error,
                                  const char  *name,
                                  const char  *wanted);
gboolean moot_effect_read_text   (JsonObject  *params,
                                  const char  *name,
                                  glong        max_characters,
                                  gboolean     required,
                                  const char **out_text,
                                  GError     **error);
gboolean moot_effect_read_number (JsonObject  *params,
                                  const char  *name,
                                  gint64       min,
                                  gint64       max,
                                  gboolean     required,
                                  gint64      *inout_value,
                                  GError     **error);
gboolean moot_effect_read_id     (JsonObject  *params,
                                  const char  *name,
                                  gboolean     required,
                                  gint64      *out_id,
                                  GError     **error);
gboolean moot_effect_read_day    (JsonObject  *params,
                                  const char  *name,
                                  gboolean     required,
                                  gint64      *out_day,
                                  GError     **error);

MootMemberRecord *moot_effect_read_member (const MootCoopContext  *context,
                                           JsonObject             *params,
                                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;

gint64 moot_effect_add_task  (const MootEffectJob  *job,
                              const char           *title,
                              const char           *note,
                              gint64                owner_id,
                              gint64                due_on,
                              GError              **error);
gint64 moot_effect_add_later (const MootEffectJob  *job,
                              const char           *type,
                              char                 *params,
                              gint64                due_at,
                              GError              **error);

G_END_DECLS
