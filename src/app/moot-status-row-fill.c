/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a row shows of a post.
 * Thread: main. */
#include <glib/gi18n.h>

#include "moot-clock.h"
#include "moot-status-row-private.h"
#include "moot-time-text.h"

typedef struct
{
  const char *visibility;
  const char *icon;
  const char *words;
} VisibilitySign;

/* Public posts have no sign; what we do not know is treated as private. */
static const VisibilitySign visibility_signs[] = {
  { "unlisted", "weather-clear-night-symbolic", N_ ("Quiet public: not in public timelines") },
  { "private", "changes-prevent-symbolic", N_ ("Followers only") },
  { "direct", "mail-unread-symbolic", N_ ("Only people mentioned") },
  { NULL, "changes-prevent-symbolic", N_ ("Limited audience") },
};

static void
set_name (GtkWidget  *widget,
          const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_blocks_in_line (MootParagraph        *text,
                     const MootHtmlBlocks *blocks,
                     MootStatusRow        *self,
                     GStrv                 emoji_uris)
{
  MootImageLoader *loader = moot_status_display_get_loader (self->display);

  if (blocks->blocks->len == 0)
    {
      moot_paragraph_set_plain (text, "");
      return;
    }
  moot_paragraph_set_block (text, g_ptr_array_index (blocks->blocks, 0));
  if (loader != NULL)
    moot_paragraph_load_emojis (text, loader, (const char *const *) emoji_uris);
}

/* Names may hold letters of the other direction: they are set apart from the words around them. */
static char *
isolate (const char *name)
{
  return g_strdup_printf ("\xe2\x81\xa8%s\xe2\x81\xa9", name);
}

static char *
dup_reply_name (MootStatusRow *self)
{
  for (guint i = 0; i < self->shown->mentions->len; i++)
    {
      const MootMention *mention = g_ptr_array_index (self->shown->mentions, i);

      if (g_strcmp0 (mention->id, self->shown->in_reply_to_account_id) == 0)
        return g_strconcat ("@", mention->username, NULL);
    }
  return NULL;
}

static void
fill_reason (MootStatusRow *self)
{
  g_autofree char *name = NULL;
  g_autofree char *isolated = NULL;
  g_autofree char *text = NULL;
  const char *icon = NULL;

  if (self->status != self->shown)
    {
      icon = "media-playlist-repeat-symbolic";
      name = moot_account_dup_name (self->status->account);
      isolated = isolate (name);
      /* Translators: %s is a person's name */
      text = g_strdup_printf (_("%s boosted"), isolated);
    }
  else if (self->shown->in_reply_to_account_id != NULL && (name = dup_reply_name (self)) != NULL)
    {
      icon = "mail-reply-sender-symbolic";
      isolated = isolate (name);
      /* Translators: %s is an account's handle */
      text = g_strdup_printf (_("In reply to %s"), isolated);
    }

  gtk_widget_set_visible (self->reason_icon, text != NULL);
  gtk_widget_set_visible (self->reason, text != NULL);
  if (text == NULL)
    return;

  gtk_image_set_from_icon_name (GTK_IMAGE (self->reason_icon), icon);
  moot_paragraph_set_plain (MOOT_PARAGRAPH (self->reason), text);
}

static void
avatar_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (MootStatusRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
    moot_image_loader_load_finish (MOOT_IMAGE_LOADER (source), result, &error);

  if (texture != NULL)
    adw_avatar_set_custom_image (ADW_AVATAR (self->avatar), GDK_PAINTABLE (texture));
}

static void
fill_avatar (MootStatusRow *self)
{
  MootAccount *account = self->shown->account;
  const char *uri = account != NULL ? account->avatar_static : NULL;
  MootImageLoader *loader = moot_status_display_get_loader (self->display);
  const int size = MOOT_STATUS_ROW_AVATAR * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  g_autofree char *name = moot_account_dup_name (account);
  g_autofree char *words = g_strdup_printf (_("Profile of %s"), name);
  GdkTexture *texture = NULL;

  if (account != NULL && (uri == NULL || *uri == '\0'))
    uri = account->avatar;
  adw_avatar_set_text (ADW_AVATAR (self->avatar), name);
  set_name (self->avatar_button, words);
  gtk_widget_set_tooltip_text (self->avatar_button, words);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (loader != NULL && uri != NULL && *uri != '\0')
    texture = moot_image_loader_find (loader, uri, size, size);
  adw_avatar_set_custom_image (ADW_AVATAR (self->avatar), GDK_PAINTABLE (texture));
  if (texture != NULL || loader == NULL || uri == NULL || *uri == '\0')
    return;

  self->cancellable = g_cancellable_new ();
  moot_image_loader_load_async (loader, uri, size, size, self->cancellable, avatar_loaded_cb,
                                g_object_ref (self));
}

static void
fill_visibility (MootStatusRow *self)
{
  const char *visibility = self->shown->visibility;
  guint i = 0;

  gtk_widget_set_visible (self->visibility,
                          visibility != NULL && !g_str_equal (visibility, "public"));
  if (visibility == NULL)
    return;

  while (visibility_signs[i].visibility != NULL &&
         !g_str_equal (visibility_signs[i].visibility, visibility))
    i++;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->visibility), visibility_signs[i].icon);
  gtk_widget_set_tooltip_text (self->visibility, _ (visibility_signs[i].words));
  set_name (self->visibility, _ (visibility_signs[i].words));
}

static void
fill_header (MootStatusRow *self)
{
  const MootStatusText *text = moot_status_text_get (self->shown);
  const char *acct = self->shown->account != NULL ? self->shown->account->acct : NULL;
  g_autofree char *handle = g_strconcat ("@", acct != NULL ? acct : "", NULL);

  show_blocks_in_line (MOOT_PARAGRAPH (self->name), text->name, self, text->name_emoji_uris);
  gtk_label_set_text (GTK_LABEL (self->handle), handle);
  fill_visibility (self);
  moot_status_row_fill_time (self);
}

/* A count beside the icon, and the same in words for those who cannot see it. */
static void
fill_button (GtkWidget  *button,
             const char *words,
             gint64      count,
             const char *icon,
             gboolean    active)
{
  GtkWidget *image = gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (button)));
  GtkWidget *label = gtk_widget_get_next_sibling (image);
  g_autofree char *number = moot_count_text (count);
  g_autofree char *name = count > 0 ? g_strdup_printf ("%s, %" G_GINT64_FORMAT, words, count)
                                    : g_strdup (words);

  gtk_label_set_text (GTK_LABEL (label), number);
  gtk_widget_set_visible (label, *number != '\0');
  if (icon != NULL)
    gtk_image_set_from_icon_name (GTK_IMAGE (image), icon);
  gtk_widget_set_tooltip_text (button, words);
  if (active)
    gtk_widget_add_css_class (button, "active");
  else
    gtk_widget_remove_css_class (button, "active");
  set_name (button, name);
  gtk_accessible_update_state (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_PRESSED,
    active ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

/* Others' words to a limited circle stay in that circle. */
static gboolean
may_boost (MootStatusRow *self)
{
  const char *visibility = self->shown->visibility;
  const char *author = self->shown->account != NULL ? self->shown->account->id : NULL;
  const char *viewer = moot_status_display_get_viewer (self->display);

  if (visibility == NULL || g_str_equal (visibility, "public") ||
      g_str_equal (visibility, "unlisted"))
    return TRUE;
  return g_str_equal (visibility, "private") && viewer != NULL && g_strcmp0 (author, viewer) == 0;
}

static void
fill_actions (MootStatusRow *self)
{
  const MootStatus *shown = self->shown;

  fill_button (self->reply_button, _("Reply"), shown->replies_count, NULL, FALSE);
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->reply_button), GTK_ACCESSIBLE_STATE_PRESSED);
  fill_button (self->boost_button, shown->reblogged ? _("Take Boost Back") : _("Boost"),
               shown->reblogs_count, NULL, shown->reblogged);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.boost", may_boost (self));
  fill_button (
    self->favourite_button, shown->favourited ? _("Remove from Favourites") : _("Favourite"),
    shown->favourites_count, shown->favourited ? "starred-symbolic" : "moot-favourite-symbolic",
    shown->favourited);
  fill_button (self->bookmark_button, shown->bookmarked ? _("Remove Bookmark") : _("Bookmark"), 0,
               NULL, shown->bookmarked);
}

/**
 * moot_status_row_fill_time:
 * @self: a row with a post
 *
 * Shows how old the post is by now.
 */
void
moot_status_row_fill_time (MootStatusRow *self)
{
  const MootStatus *shown = self->shown;
  g_autofree char *age = self->detailed
                           ? moot_time_text_absolute (shown->created_at)
                           : moot_time_text_relative (shown->created_at, moot_clock_now ());
  g_autofree char *when = moot_time_text_absolute (shown->created_at);
  g_autofree char *edited_at = NULL;
  g_autofree char *tooltip = NULL;
  g_autofree char *text = NULL;

  if (shown->edited_at != 0)
    {
      edited_at = moot_time_text_absolute (shown->edited_at);
      /* Translators: the first %s is when a post was written, the second when it was changed */
      tooltip = g_strdup_printf (_("%s\nEdited %s"), when, edited_at);
      /* Translators: %s is the age of a post that was edited since */
      text = g_strdup_printf (_("%s, edited"), age);
    }
  gtk_label_set_text (GTK_LABEL (self->time), text != NULL ? text : age);
  gtk_widget_set_tooltip_text (self->time, tooltip != NULL ? tooltip : when);
}

/**
 * moot_status_row_fill_warning:
 * @self: a row with a post
 *
 * Shows the post, or its warning in its place.
 */
void
moot_status_row_fill_warning (MootStatusRow *self)
{
  const MootStatusText *text = moot_status_text_get (self->shown);
  const gboolean warned = text->warning->blocks->len > 0;
  const gboolean open =
    !warned || moot_status_display_get_revealed (self->display, self->shown->id);
  const gboolean covered = self->shown->sensitive &&
                           !moot_status_display_get_revealed (self->display, self->shown->id);

  gtk_widget_set_visible (self->warning, warned);
  gtk_widget_set_visible (self->warning_button, warned);
  gtk_button_set_label (GTK_BUTTON (self->warning_button),
                        open ? _("Show Less") : _("Show Post"));
  /* GTK 4.8 reads a button with a label out twice unless the name is left to the label. */
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->warning_button),
                                 GTK_ACCESSIBLE_PROPERTY_LABEL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->warning_button),
                               GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
  gtk_widget_set_visible (self->content, open && text->content->blocks->len > 0);
  gtk_widget_set_visible (self->media, open && self->shown->media_attachments->len > 0);
  gtk_widget_set_visible (self->poll, open && self->shown->poll != NULL);
  if (self->record != NULL)
    gtk_widget_set_visible (self->record, open && self->shown->coop != NULL);
  if (self->quote != NULL)
    gtk_widget_set_visible (self->quote, open && self->shown->quote != NULL);
  if (moot_media_grid_get_covered (MOOT_MEDIA_GRID (self->media)) != covered)
    moot_media_grid_set_attachments (MOOT_MEDIA_GRID (self->media), self->shown->media_attachments,
                                     covered, moot_status_display_get_loader (self->display));
}

/* Most rows never show a quote. */
static void
fill_quote (MootStatusRow *self)
{
  if (self->quote == NULL && self->shown->quote == NULL)
    return;
  if (self->quote == NULL)
    {
      self->quote = moot_quote_card_new (self->display);
      g_signal_connect_swapped (self->quote, "grow", G_CALLBACK (moot_status_row_hold), self);
      gtk_widget_insert_before (self->quote, GTK_WIDGET (self), self->reply_button);
    }
  moot_quote_card_set_quote (MOOT_QUOTE_CARD (self->quote), self->shown->quote);
}

/**
 * moot_status_row_fill_record:
 * @self: a row with a post
 *
 * Shows what a co-op states beside it, and how long there is to vote by now.
 */
void
moot_status_row_fill_record (MootStatusRow *self)
{
  g_autoptr (MootRecordText) text =
    self->shown->coop != NULL ? moot_record_text_new (self->shown, moot_clock_now ()) : NULL;

  if (text == NULL)
    {
      g_clear_pointer (&self->record, gtk_widget_unparent);
      return;
    }
  if (self->record == NULL)
    {
      self->record = moot_record_card_new ();
      gtk_widget_insert_after (self->record, GTK_WIDGET (self), self->poll);
    }
  moot_record_card_set_text (MOOT_RECORD_CARD (self->record), text);
}

/**
 * moot_status_row_fill:
 * @self: a row with a post
 *
 * Shows the post.
 */
void
moot_status_row_fill (MootStatusRow *self)
{
  const MootStatusText *text = moot_status_text_get (self->shown);
  MootImageLoader *loader = moot_status_display_get_loader (self->display);
  const gboolean covered = self->shown->sensitive &&
                           !moot_status_display_get_revealed (self->display, self->shown->id);

  fill_reason (self);
  fill_avatar (self);
  fill_header (self);
  show_blocks_in_line (MOOT_PARAGRAPH (self->warning), text->warning, self, text->emoji_uris);
  moot_html_view_set_blocks (MOOT_HTML_VIEW (self->content), text->content);
  if (loader != NULL)
    moot_html_view_load_emojis (MOOT_HTML_VIEW (self->content), loader,
                                (const char *const *) text->emoji_uris);
  moot_media_grid_set_attachments (MOOT_MEDIA_GRID (self->media), self->shown->media_attachments,
                                   covered, loader);
  moot_poll_view_set_poll (MOOT_POLL_VIEW (self->poll), self->shown->poll);
  moot_status_row_fill_record (self);
  fill_quote (self);
  moot_status_row_fill_warning (self);
  fill_actions (self);
}
