/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-interaction-request.h"
#include "moot-status-display.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_REQUEST_ROW (moot_request_row_get_type ())

G_DECLARE_FINAL_TYPE (MootRequestRow, moot_request_row, MOOT, REQUEST_ROW, GtkWidget)

/**
 * MootRequestRow:
 *
 * Somebody who asks for leave to do something with a post: who, what, what they would say, and the
 * two answers.
 */

GtkWidget *moot_request_row_new (MootStatusDisplay *display) G_GNUC_WARN_UNUSED_RESULT;

void moot_request_row_set_request (MootRequestRow         *self,
                                   MootInteractionRequest *request);

char *moot_request_row_dup_description (MootInteractionRequest *request) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
