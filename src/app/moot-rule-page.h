/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_RULE_PAGE (moot_rule_page_get_type ())

G_DECLARE_FINAL_TYPE (MootRulePage, moot_rule_page, MOOT, RULE_PAGE, GtkWidget)

/**
 * MootRulePage:
 *
 * A rule about another server: a new one, one that is changed, or a server that is allowed.
 */

GtkWidget *moot_rule_page_new       (MootSession *session,
                                     const char  *id) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *moot_rule_page_new_allow (MootSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
