/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What an opening text, or a proposal, said from version to version.
 * Spec: co-op API, versions of a discussion and of a proposal.
 * Thread: main; loaded on a worker. */
#include "moot-versions-page.h"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "moot-html-view.h"
#include "moot-line-diff.h"
#include "moot-link.h"
#include "moot-member.h"
#include "moot-moment-text.h"

/* The newest first, in whatever order they come. */
static int
compare_versions (gconstpointer a,
                  gconstpointer b)
{
  const MootTextVersion *first = *(MootTextVersion *const *) a;
  const MootTextVersion *second = *(MootTextVersion *const *) b;

  return (first->version < second->version) - (first->version > second->version);
}

static gpointer
load_versions (MootCall         call,
               MootPageSource  *source,
               const char      *question,
               GCancellable    *cancellable,
               GError         **error)
{
  g_autoptr (MootVersions) self = g_new0 (MootVersions, 1);
  g_autoptr (MootReply) reply = NULL;
  const char *chosen = strrchr (question, ' ');
  g_autofree char *id = g_strndup (question, chosen != NULL ? (gsize) (chosen - question) : 0);
  g_autofree char *name = g_strconcat (
    call == MOOT_CALL_PROPOSAL_VERSIONS ? "proposal-versions-" : "versions-", id, NULL);

  reply =
    moot_page_source_ask (source, name, moot_request_new_for (call, id), cancellable, error);
  if (reply == NULL)
    return NULL;
  self->texts = moot_reply_take_items (reply);
  g_ptr_array_sort (self->texts, compare_versions);
  if (self->texts->len == 0)
    {
      g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_NOT_FOUND, "there is no version");
      return NULL;
    }
  self->n_versions = MIN (self->texts->len, MOOT_VERSIONS_MAX);
  self->chosen =
    MIN (chosen != NULL ? (guint) strtoul (chosen, NULL, 10) : 0, self->n_versions - 1);
  self->names = moot_page_source_ask_names (source, cancellable, NULL);
  return g_steal_pointer (&self);
}

static gpointer
load_discussion (MootPageSource  *source,
                 const char      *question,
                 GCancellable    *cancellable,
                 GError         **error)
{
  return load_versions (MOOT_CALL_DISCUSSION_VERSIONS, source, question, cancellable, error);
}

static gpointer
load_proposal (MootPageSource  *source,
               const char      *question,
               GCancellable    *cancellable,
               GError         **error)
{
  return load_versions (MOOT_CALL_PROPOSAL_VERSIONS, source, question, cancellable, error);
}

static char *
dup_label (const MootVersions *versions,
           guint               n)
{
  MootTextVersion *version = g_ptr_array_index (versions->texts, n);

  /* Translators: %d is the number of a version of a text. */
  return g_strdup_printf (_("Version %d"), (int) version->version);
}

static char *
dup_summary (const MootVersions *versions)
{
  MootTextVersion *version = g_ptr_array_index (versions->texts, versions->chosen);
  MootMember *author = versions->names != NULL && version->author_id != NULL
                         ? g_hash_table_lookup (versions->names, version->author_id)
                         : NULL;
  g_autofree char *moment = moot_moment_text_dup_moment (version->created_at);

  /* Translators: of a version of a text; %1$s is a member, %2$s a moment, as in “Fri 4 Nov, 18:00”.
   */
  return g_strdup_printf (_("Written by %1$s, %2$s"),
                          author != NULL ? author->name : _("a former member"), moment);
}

static void
link_cb (GtkWidget  *view,
         const char *uri)
{
  moot_link_open (view, uri);
}

static GtkBox *
add_box (GtkBox *box)
{
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (box, inner);
  return GTK_BOX (inner);
}

static GStrv
split (const MootTextVersion *version)
{
  g_autofree char *whole =
    g_strconcat (version->title != NULL ? version->title : "", "\n",
                 version->body_source != NULL ? version->body_source : "", NULL);

  return g_strsplit (g_strchomp (whole), "\n", -1);
}

static void
fill (GtkBox             *box,
      const MootVersions *versions,
      gboolean            changes)
{
  MootTextVersion *version = g_ptr_array_index (versions->texts, versions->chosen);
  g_autoptr (MootHtmlBlocks) blocks = NULL;
  GtkWidget *view;
  GtkWidget *title;

  if (changes)
    {
      g_auto (GStrv) old = split (g_ptr_array_index (versions->texts, versions->chosen + 1));
      g_auto (GStrv) new = split (version);

      moot_line_diff_fill (add_box (box), (const char *const *) old, (const char *const *) new);
      return;
    }
  title = g_object_new (GTK_TYPE_LABEL, "label", version->title != NULL ? version->title : "",
                        "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  gtk_widget_add_css_class (title, "title-2");
  gtk_box_append (box, title);
  blocks = moot_html_blocks_parse (version->body != NULL ? version->body : "", NULL);
  view = moot_html_view_new ();
  moot_html_view_set_blocks (MOOT_HTML_VIEW (view), blocks);
  moot_html_view_set_selectable (MOOT_HTML_VIEW (view), TRUE);
  g_signal_connect (view, "activate-link", G_CALLBACK (link_cb), NULL);
  gtk_box_append (box, view);
}

static const MootVersionsKind discussion = {
  .page = { load_discussion, moot_versions_page_show, (GDestroyNotify) moot_versions_free },
  .dup_label = dup_label,
  .dup_summary = dup_summary,
  .fill = fill,
};

/**
 * moot_discussion_versions_new:
 * @client: a server with a co-op
 * @id: of a discussion
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_discussion_versions_new (MootClient *client,
                              const char *id)
{
  return moot_versions_page_new (client, id, &discussion);
}

static const MootVersionsKind proposal = {
  .page = { load_proposal, moot_versions_page_show, (GDestroyNotify) moot_versions_free },
  .dup_label = dup_label,
  .dup_summary = dup_summary,
  .fill = fill,
};

/**
 * moot_proposal_versions_new:
 * @client: a server with a co-op
 * @id: of a proposal
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_proposal_versions_new (MootClient *client,
                            const char *id)
{
  return moot_versions_page_new (client, id, &proposal);
}
