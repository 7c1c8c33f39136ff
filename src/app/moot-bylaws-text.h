/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MootBylawsChapter:
 * @id: of what it is about
 * @title: what people read
 * @sentences: what it says
 *
 * A chapter of the bylaws as they are read.
 */
typedef struct
{
  char *id;
  char *title;
  GStrv sentences;
} MootBylawsChapter;

GPtrArray *moot_bylaws_text_dup_chapters (const MootBylaws *bylaws,
                                          const char       *currency) G_GNUC_WARN_UNUSED_RESULT;

void  moot_bylaws_text_fill         (GtkBox           *box,
                                     const MootBylaws *bylaws,
                                     const char       *currency);
guint moot_bylaws_text_fill_changes (GtkBox           *box,
                                     const MootBylaws *before,
                                     const MootBylaws *after,
                                     const char       *currency);

G_END_DECLS
