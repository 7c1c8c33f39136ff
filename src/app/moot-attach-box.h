/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-json.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_ATTACH_BOX_MAX 8 /* what the API takes with one text */

#define MOOT_TYPE_ATTACH_BOX (moot_attach_box_get_type ())

G_DECLARE_FINAL_TYPE (MootAttachBox, moot_attach_box, MOOT, ATTACH_BOX, GtkWidget)

/**
 * MootAttachBox:
 *
 * Pictures that go along with words, each with its description, and a button to add one.
 *
 * Signals: `changed`.
 */

GtkWidget *moot_attach_box_new (void) G_GNUC_WARN_UNUSED_RESULT;

void  moot_attach_box_add   (MootAttachBox  *self,
                             const char     *path,
                             const char     *description);
void  moot_attach_box_clear (MootAttachBox  *self);
guint moot_attach_box_count (MootAttachBox  *self);
void  moot_attach_box_write (MootAttachBox  *self,
                             MootJsonWriter *json);

G_END_DECLS
