/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The bylaws, version by version.
 * Spec: bylaws are data, shown as readable text; co-op API, Bylaws.
 * Thread: main; loaded on a worker. */
#include "moot-versions-page.h"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "moot-bylaws-json.h"
#include "moot-bylaws-text.h"
#include "moot-coop.h"
#include "moot-moment-text.h"

static MootBylaws *
ask_version (MootPageSource     *source,
             guint64             number,
             MootBylawsVersion **out_version,
             GCancellable       *cancellable,
             GError            **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
  g_autoptr (MootBylawsVersion) version = moot_page_source_ask_entity (
    source, "bylaws", MOOT_CALL_BYLAWS_VERSION, id, cancellable, error);
  MootBylaws *bylaws = version != NULL && version->rules != NULL
                         ? moot_bylaws_from_text (version->rules, error)
                         : NULL;

  if (out_version != NULL)
    *out_version = g_steal_pointer (&version);
  return bylaws;
}

static gpointer
load (MootPageSource  *source,
      const char      *question,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autoptr (MootVersions) self = g_new0 (MootVersions, 1);
  g_autoptr (MootBylawsVersion) latest = NULL;
  g_autoptr (MootCoop) coop = NULL;
  const char *chosen = strrchr (question, ' ');
  guint64 newest;

  latest = moot_page_source_ask_entity (source, "bylaws", MOOT_CALL_BYLAWS, NULL, cancellable,
                                        error);
  if (latest == NULL)
    return NULL;
  newest = latest->version != NULL ? g_ascii_strtoull (latest->version, NULL, 10) : 1;
  newest = MAX (newest, 1);
  self->n_versions = (guint) MIN (newest, MOOT_VERSIONS_MAX);
  self->chosen =
    MIN (chosen != NULL ? (guint) strtoul (chosen, NULL, 10) : 0, self->n_versions - 1);
  self->now = ask_version (source, newest - self->chosen, &self->version, cancellable, error);
  if (self->now == NULL)
    return NULL;
  if (self->chosen + 1 < self->n_versions)
    self->before = ask_version (source, newest - self->chosen - 1, NULL, cancellable, error);
  if (self->chosen + 1 < self->n_versions && self->before == NULL)
    return NULL;
  coop = moot_page_source_ask_entity (source, "coop", MOOT_CALL_COOP, NULL, cancellable, NULL);
  self->currency = coop != NULL ? g_strdup (coop->currency) : NULL;
  return g_steal_pointer (&self);
}

static char *
dup_label (const MootVersions *versions,
           guint               n)
{
  const guint number = versions->n_versions - n;

  /* Translators: %u is the number of a version of the bylaws, the one that holds. */
  return g_strdup_printf (n == 0 ? _("Version %u, in force") : _("Version %u"), number);
}

static char *
dup_summary (const MootVersions *versions)
{
  const MootBylawsVersion *version = versions->version;
  g_autofree char *from =
    version->in_force_from != 0 ? moot_moment_text_dup_moment (version->in_force_from) : NULL;
  g_autofree char *until =
    version->in_force_until != 0 ? moot_moment_text_dup_moment (version->in_force_until) : NULL;

  if (from != NULL && until != NULL)
    /* Translators: of bylaws; both are moments, as in “Fri 4 Nov, 18:00”. */
    return g_strdup_printf (_("In force from %1$s until %2$s"), from, until);
  if (from != NULL)
    /* Translators: of bylaws; %s is a moment, as in “Fri 4 Nov, 18:00”. */
    return g_strdup_printf (_("In force since %s"), from);
  return g_strdup (_("How the co-op decides"));
}

static void
fill (GtkBox             *box,
      const MootVersions *versions,
      gboolean            changes)
{
  if (changes)
    moot_bylaws_text_fill_changes (box, versions->before, versions->now, versions->currency);
  else
    moot_bylaws_text_fill (box, versions->now, versions->currency);
}

static const MootVersionsKind bylaws = {
  .page = { load, moot_versions_page_show, (GDestroyNotify) moot_versions_free },
  .dup_label = dup_label,
  .dup_summary = dup_summary,
  .fill = fill,
};

/**
 * moot_bylaws_page_new:
 * @client: a server with a co-op
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_bylaws_page_new (MootClient *client)
{
  return moot_versions_page_new (client, "bylaws", &bylaws);
}
