/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GSimpleActionGroup *moot_account_actions_new (MootSession *session,
                                              GtkWidget   *window) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
