/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-case-page.h"

G_BEGIN_DECLS

#define MOOT_TYPE_DISCUSSIONS_PAGE (moot_discussions_page_get_type ())

G_DECLARE_FINAL_TYPE (
  MootDiscussionsPage, moot_discussions_page, MOOT, DISCUSSIONS_PAGE, MootCasePage)

/**
 * MootDiscussionsPage:
 *
 * The discussions with a tag, or of a circle.  Signal: `open-discussion`.
 */

GtkWidget *moot_discussions_page_new (MootClient *client,
                                      const char *name,
                                      const char *value,
                                      const char *title) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
