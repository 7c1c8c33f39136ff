/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-proposal-case.h"

G_BEGIN_DECLS

#define MOOT_TYPE_RESULT_VIEW (moot_result_view_get_type ())

G_DECLARE_FINAL_TYPE (MootResultView, moot_result_view, MOOT, RESULT_VIEW, GtkWidget)

/**
 * MootResultView:
 *
 * How a vote stands or ended: the verdict, the numbers, every step that led to it, and whether our
 * own count agrees.
 */

GtkWidget *moot_result_view_new (void) G_GNUC_WARN_UNUSED_RESULT;

void moot_result_view_set_case (MootResultView         *self,
                                const MootProposalCase *data);

G_END_DECLS
