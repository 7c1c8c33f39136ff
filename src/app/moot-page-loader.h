/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-page-source.h"
#include "moot-state-page.h"

G_BEGIN_DECLS

/**
 * MootPageKind:
 * @load: (transfer full): everything the page shows; runs on a worker
 * @show: puts a result, which it borrows, into the page
 * @free_result: releases a result
 *
 * What a page is made of.
 */
typedef struct
{
  gpointer (*load) (MootPageSource *source,
                    const char *id,
                    GCancellable *cancellable,
                    GError **error);
  void (*show) (GtkWidget *page,
                gpointer result);
  GDestroyNotify free_result;
} MootPageKind;

#define MOOT_TYPE_PAGE_LOADER (moot_page_loader_get_type ())

G_DECLARE_FINAL_TYPE (MootPageLoader, moot_page_loader, MOOT, PAGE_LOADER, GObject)

MootPageLoader *moot_page_loader_new (GtkWidget          *page,
                                      MootStatePage      *state,
                                      MootClient         *client,
                                      const char         *id,
                                      const MootPageKind *kind) G_GNUC_WARN_UNUSED_RESULT;

MootClient   *moot_page_loader_get_client      (MootPageLoader *self);
GCancellable *moot_page_loader_get_cancellable (MootPageLoader *self);
gboolean      moot_page_loader_is_running      (MootPageLoader *self);

void moot_page_loader_set_id  (MootPageLoader *self,
                               const char     *id);
void moot_page_loader_refresh (MootPageLoader *self);
void moot_page_loader_stop    (MootPageLoader *self);

G_END_DECLS
