/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-loomio-export.h"
#include "moot-site.h"

G_BEGIN_DECLS

/**
 * MootLoomioText:
 * @source: as Markdown, or plain text of what was HTML
 * @html: clean
 *
 * A text that was brought in.
 */
typedef struct
{
  char *source;
  char *html;
} MootLoomioText;

MootLoomioText *moot_loomio_text_new      (const char     *text,
                                           const char     *format,
                                           const MootSite *site) G_GNUC_WARN_UNUSED_RESULT;
void            moot_loomio_text_put_name (MootLoomioText *self,
                                           const char     *name);
void            moot_loomio_text_free     (MootLoomioText *self);

char *moot_loomio_record_dup_name  (JsonObject *user) G_GNUC_WARN_UNUSED_RESULT;
char *moot_loomio_record_dup_title (JsonObject *record) G_GNUC_WARN_UNUSED_RESULT;

MootLoomioText *moot_loomio_record_describe_poll (MootLoomioExport *exported,
                                                  JsonObject       *poll,
                                                  const MootSite   *site) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootLoomioText, moot_loomio_text_free)

G_END_DECLS
