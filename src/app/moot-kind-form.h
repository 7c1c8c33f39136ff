/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-decision-kind.h"
#include "moot-json.h"
#include "moot-proposal.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_KIND_FORM (moot_kind_form_get_type ())

G_DECLARE_FINAL_TYPE (MootKindForm, moot_kind_form, MOOT, KIND_FORM, GtkWidget)

/**
 * MootKindForm:
 *
 * How something is asked: the kind of the vote, and what only that kind has.
 *
 * Signals: `changed`.
 */

GtkWidget *moot_kind_form_new (void) G_GNUC_WARN_UNUSED_RESULT;

MootDecisionKind moot_kind_form_get_kind  (MootKindForm     *self);
void             moot_kind_form_set_kind  (MootKindForm     *self,
                                           MootDecisionKind  kind);
void             moot_kind_form_fix_kind  (MootKindForm     *self,
                                           MootProposal     *proposal);
gboolean         moot_kind_form_is_filled (MootKindForm     *self);

void moot_kind_form_write       (MootKindForm   *self,
                                 MootJsonWriter *json);
void moot_kind_form_write_draft (MootKindForm   *self,
                                 MootJsonWriter *json);
void moot_kind_form_read_draft  (MootKindForm   *self,
                                 JsonObject     *draft);

G_END_DECLS
