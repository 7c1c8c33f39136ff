/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a post quotes, one level deep.  Only what its author lets be quoted is shown at once; of
 * people the reader blocks or mutes only when the reader asks.
 * Spec: Mastodon client API, Quote.
 * Thread: main. */
#include "moot-quote-card.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-clock.h"
#include "moot-html-view.h"
#include "moot-media-grid.h"
#include "moot-sentence.h"
#include "moot-status-text.h"
#include "moot-time-text.h"

struct _MootQuoteCard
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *header;
  GtkLabel *warning;
  MootHtmlView *content;
  GtkWidget *media;
  GtkLabel *note;
  GtkWidget *button;

  MootStatusDisplay *display;
  MootStatusQuote *quote; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MootQuoteCard, moot_quote_card, GTK_TYPE_WIDGET)

enum
{
  GROW,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef enum
{
  SHOWN,  /* at once */
  ASKED,  /* when the reader wants to */
  HIDDEN, /* there is nothing to show */
} Standing;

/* clang-format off */
/* The last one is every other word. */
static const struct
{
  const char *state;
  Standing standing;
  const char *words;
} states[] = {
  { "accepted",        SHOWN,  N_("Quotes another post.") },
  { "pending",         HIDDEN, N_("The quoted post appears here when its author agrees.") },
  { "rejected",        HIDDEN, N_("The author of the quoted post did not agree.") },
  { "revoked",         HIDDEN, N_("The author of the quoted post took it out of here.") },
  { "deleted",         HIDDEN, N_("The quoted post was deleted.") },
  { "unauthorized",    HIDDEN, N_("The quoted post is not for you to see.") },
  { "blocked_account", ASKED,  N_("The quoted post is by somebody you block.") },
  { "blocked_domain",  ASKED,  N_("The quoted post is from a server you block.") },
  { "muted_account",   ASKED,  N_("The quoted post is by somebody you mute.") },
  { NULL,              HIDDEN, N_("The quoted post cannot be shown.") },
};
/* clang-format on */

static guint
find_state (MootStatusQuote *quote)
{
  guint i = 0;

  while (states[i].state != NULL && g_strcmp0 (states[i].state, quote->state) != 0)
    i++;
  return i;
}

/* What the display remembers: posts by their id, and that the reader wants to see this quote. */
static char *
dup_wish (MootStatusQuote *quote)
{
  return g_strconcat ("quote/", quote->quoted_status->id, NULL);
}

static gboolean
is_shown (MootStatusQuote   *quote,
          MootStatusDisplay *display)
{
  const Standing standing = states[find_state (quote)].standing;
  g_autofree char *wish = NULL;

  if (quote->quoted_status == NULL || standing == HIDDEN)
    return FALSE;
  wish = dup_wish (quote);
  return standing == SHOWN || moot_status_display_get_revealed (display, wish);
}

static gboolean
is_warned (MootStatus *status)
{
  return status->spoiler_text != NULL && *status->spoiler_text != '\0';
}

static void
set_line (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static char *
dup_header (MootStatus *status)
{
  g_autofree char *name = moot_account_dup_name (status->account);
  g_autofree char *age = moot_time_text_relative (status->created_at, moot_clock_now ());

  /* Translators: above a post that is quoted: %1$s is a name, %2$s the rest of the handle, %3$s an
   * age, as in “5 min” */
  return g_strdup_printf (C_ ("quote", "%1$s @%2$s · %3$s"), name,
                          status->account != NULL && status->account->acct != NULL
                            ? status->account->acct
                            : "",
                          age);
}

static void
show_status (MootQuoteCard *self,
             MootStatus    *status)
{
  const MootStatusText *text = moot_status_text_get (status);
  MootImageLoader *loader = moot_status_display_get_loader (self->display);
  const gboolean revealed = moot_status_display_get_revealed (self->display, status->id);
  const gboolean open = revealed || !is_warned (status);
  g_autofree char *header = dup_header (status);

  set_line (self->header, header);
  set_line (self->warning, is_warned (status) ? status->spoiler_text : NULL);
  moot_html_view_set_blocks (self->content, text->content);
  if (loader != NULL)
    moot_html_view_load_emojis (self->content, loader, (const char *const *) text->emoji_uris);
  gtk_widget_set_visible (GTK_WIDGET (self->content), open && text->content->blocks->len > 0);
  moot_media_grid_set_attachments (MOOT_MEDIA_GRID (self->media), status->media_attachments,
                                   status->sensitive && !revealed, loader);
  gtk_widget_set_visible (self->media, open && status->media_attachments->len > 0);
  set_line (self->note, status->quote != NULL ? _ (states[0].words) : NULL);
  gtk_widget_set_visible (self->button, is_warned (status));
  gtk_button_set_label (GTK_BUTTON (self->button), open ? _("Show Less") : _("Show Post"));
}

static void
show_words (MootQuoteCard *self)
{
  const guint state = find_state (self->quote);

  set_line (self->header, NULL);
  set_line (self->warning, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->content), FALSE);
  gtk_widget_set_visible (self->media, FALSE);
  set_line (self->note, _ (states[state].words));
  gtk_widget_set_visible (self->button,
                          states[state].standing == ASKED && self->quote->quoted_status != NULL);
  gtk_button_set_label (GTK_BUTTON (self->button), _("Show Anyway"));
}

static void
fill (MootQuoteCard *self)
{
  if (is_shown (self->quote, self->display))
    show_status (self, self->quote->quoted_status);
  else
    show_words (self);
}

static void
button_clicked_cb (MootQuoteCard *self)
{
  g_autofree char *wish = NULL;
  const char *id;

  if (self->quote == NULL || self->quote->quoted_status == NULL)
    return;
  wish = dup_wish (self->quote);
  id = is_shown (self->quote, self->display) ? self->quote->quoted_status->id : wish;
  g_signal_emit (self, signals[GROW], 0);
  moot_status_display_set_revealed (self->display, id,
                                    !moot_status_display_get_revealed (self->display, id));
  fill (self);
}

static void
media_opened_cb (MootQuoteCard *self,
                 guint          index)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "status.media", "(su)",
                              self->quote->quoted_status->id, index);
}

static void
media_uncovered_cb (MootQuoteCard *self)
{
  moot_status_display_set_revealed (self->display, self->quote->quoted_status->id, TRUE);
}

static void
link_activated_cb (MootQuoteCard *self,
                   const char    *uri)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "status.link", "s", uri);
}

static void
pressed_cb (MootQuoteCard   *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *gesture)
{
  if (self->quote == NULL || !is_shown (self->quote, self->display) ||
      !gtk_widget_contains (GTK_WIDGET (self), x, y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_activate_action (GTK_WIDGET (self), "status.open", "s",
                              self->quote->quoted_status->id);
}

static void
moot_quote_card_dispose (GObject *object)
{
  MootQuoteCard *self = MOOT_QUOTE_CARD (object);

  g_clear_object (&self->quote);
  g_clear_object (&self->display);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_QUOTE_CARD);

  G_OBJECT_CLASS (moot_quote_card_parent_class)->dispose (object);
}

static void
moot_quote_card_class_init (MootQuoteCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_quote_card_dispose;

  /** MootQuoteCard::grow: its height changes next, because somebody pressed something */
  signals[GROW] = g_signal_new ("grow", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  g_type_ensure (MOOT_TYPE_HTML_VIEW);
  g_type_ensure (MOOT_TYPE_MEDIA_GRID);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "quotecard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-quote-card.ui");
  gtk_widget_class_bind_template_child (widget_class, MootQuoteCard, box);
  gtk_widget_class_bind_template_child (widget_class, MootQuoteCard, header);
  gtk_widget_class_bind_template_child (widget_class, MootQuoteCard, warning);
  gtk_widget_class_bind_template_child (widget_class, MootQuoteCard, content);
  gtk_widget_class_bind_template_child (widget_class, MootQuoteCard, media);
  gtk_widget_class_bind_template_child (widget_class, MootQuoteCard, note);
  gtk_widget_class_bind_template_child (widget_class, MootQuoteCard, button);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, media_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, media_uncovered_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_activated_cb);
}

static void
moot_quote_card_init (MootQuoteCard *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Quoted Post"), -1);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (click, "released", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * moot_quote_card_new:
 * @display: what all rows share
 *
 * Returns: (transfer floating): a card without a post
 */
GtkWidget *
moot_quote_card_new (MootStatusDisplay *display)
{
  MootQuoteCard *self = g_object_new (MOOT_TYPE_QUOTE_CARD, NULL);

  self->display = g_object_ref (display);
  return GTK_WIDGET (self);
}

/**
 * moot_quote_card_set_quote:
 * @self: a card
 * @quote: (nullable): what a post quotes; %NULL lets go of the last one
 */
void
moot_quote_card_set_quote (MootQuoteCard   *self,
                           MootStatusQuote *quote)
{
  g_set_object (&self->quote, quote);
  if (quote != NULL)
    {
      fill (self);
      return;
    }
  moot_media_grid_set_attachments (MOOT_MEDIA_GRID (self->media), NULL, FALSE, NULL);
  moot_html_view_set_blocks (self->content, NULL);
}

/**
 * moot_quote_dup_description:
 * @quote: what a post quotes
 * @display: what all rows share
 *
 * Returns: (transfer full): a sentence for those who hear it
 */
char *
moot_quote_dup_description (MootStatusQuote   *quote,
                            MootStatusDisplay *display)
{
  MootStatus *status = quote->quoted_status;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (!is_shown (quote, display))
    return g_strdup (_ (states[find_state (quote)].words));
  name = moot_account_dup_name (status->account);
  if (is_warned (status) && !moot_status_display_get_revealed (display, status->id))
    text = g_strdup (status->spoiler_text);
  else
    text = moot_html_blocks_dup_text (moot_status_text_get (status)->content);
  /* Translators: read out for a post that quotes another: %1$s is a name, %2$s the quoted text */
  return g_strdup_printf (_("Quotes %1$s: %2$s"), name, text);
}
