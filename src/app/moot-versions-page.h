/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws-version.h"
#include "moot-bylaws.h"
#include "moot-page-loader.h"
#include "moot-talk.h"

G_BEGIN_DECLS

#define MOOT_VERSIONS_MAX 200 /* that can be chosen */

/**
 * MootVersions:
 * @n_versions: how many there are
 * @chosen: which one is shown, counted from the newest
 * @texts: (nullable) (element-type MootTextVersion): of a text, the newest first
 * @names: (nullable) (element-type utf8 MootMember): members by id
 * @version: (nullable): of the bylaws, what is known of the one that is shown
 * @now: (nullable): of the bylaws, the one that is shown
 * @before: (nullable): of the bylaws, the one before it
 * @currency: (nullable): of the co-op
 *
 * Versions of something, as one load brings them.
 */
typedef struct
{
  guint n_versions;
  guint chosen;
  GPtrArray *texts;
  GHashTable *names;
  MootBylawsVersion *version;
  MootBylaws *now;
  MootBylaws *before;
  char *currency;
} MootVersions;

/**
 * MootVersionsKind:
 * @page: how they are loaded; the id is that of the page, a space, and which one is chosen
 * @dup_label: (transfer full): what one of them is called in the choice
 * @dup_summary: (transfer full): what is said about the one that is shown
 * @fill: shows the one that is chosen, or what it differs in from the one before it
 *
 * What has versions.
 */
typedef struct
{
  MootPageKind page;
  char *(*dup_label) (const MootVersions *versions,
                      guint n);
  char *(*dup_summary) (const MootVersions *versions);
  void (*fill) (GtkBox *box,
                const MootVersions *versions,
                gboolean changes);
} MootVersionsKind;

#define MOOT_TYPE_VERSIONS_PAGE (moot_versions_page_get_type ())

G_DECLARE_FINAL_TYPE (MootVersionsPage, moot_versions_page, MOOT, VERSIONS_PAGE, GtkWidget)

/**
 * MootVersionsPage:
 *
 * A text that was changed: each of its versions, and what changed with it.
 */

GtkWidget *moot_versions_page_new     (MootClient             *client,
                                       const char             *id,
                                       const MootVersionsKind *kind) G_GNUC_WARN_UNUSED_RESULT;
void       moot_versions_page_refresh (MootVersionsPage       *self);
void       moot_versions_page_show    (GtkWidget              *page,
                                       gpointer                result);

void moot_versions_free (MootVersions *self);

GtkWidget *moot_bylaws_page_new         (MootClient *client) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *moot_discussion_versions_new (MootClient *client,
                                         const char *id) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *moot_proposal_versions_new   (MootClient *client,
                                         const char *id) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootVersions, moot_versions_free)

G_END_DECLS
