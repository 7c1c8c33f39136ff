/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_COMPOSER_PICTURE (moot_composer_picture_get_type ())

G_DECLARE_FINAL_TYPE (
  MootComposerPicture, moot_composer_picture, MOOT, COMPOSER_PICTURE, GtkListBoxRow)

GtkWidget *moot_composer_picture_new (const char *path,
                                      const char *description) G_GNUC_WARN_UNUSED_RESULT;

const char *moot_composer_picture_get_path          (MootComposerPicture *self);
const char *moot_composer_picture_get_description   (MootComposerPicture *self);
void        moot_composer_picture_focus_description (MootComposerPicture *self);

G_END_DECLS
