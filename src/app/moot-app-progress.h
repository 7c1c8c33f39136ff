/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void moot_app_progress_tell (const char *step,
                             guint       done,
                             guint       n_steps,
                             gpointer    application);

G_END_DECLS
