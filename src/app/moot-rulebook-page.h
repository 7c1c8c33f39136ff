/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *moot_rulebook_page_new (MootClient *client) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
