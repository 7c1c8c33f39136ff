/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How a poll stands: a line for each option with its share, a bar below, and how many took part.
 * It is for reading; a decision of the moot has a page of its own.
 * Thread: main. */
#include "moot-poll-view.h"

#include <glib/gi18n.h>

#include "moot-clock.h"
#include "moot-json.h"
#include "moot-time-text.h"

#define SPACING 10
#define GAP 8 /* between share and title */
#define BAR_GAP 3
#define BAR_HEIGHT 6
#define NATURAL_WIDTH 400
#define MINIMUM_WIDTH 120

typedef struct
{
  GtkWidget *title; /* (transfer none) */
  GtkWidget *share; /* (transfer none) */
  double part;      /* of all who took part, 0 to 1; -1: not told yet */
  gboolean chosen;
  int y; /* as allocated */
  int height;
} Option;

struct _MootPollView
{
  GtkWidget parent_instance;

  GArray *options; /* Option */
  GtkWidget *summary;
  int share_width;
};

G_DEFINE_FINAL_TYPE (MootPollView, moot_poll_view, GTK_TYPE_WIDGET)

static void
option_clear (gpointer data)
{
  Option *option = data;

  gtk_widget_unparent (option->title);
  gtk_widget_unparent (option->share);
}

static gint64
count_base (MootPoll *poll)
{
  return poll->multiple && poll->voters_count > 0 ? poll->voters_count : poll->votes_count;
}

static double
get_part (MootPoll       *poll,
          MootPollOption *option)
{
  if (option->votes_count < 0)
    return -1;
  if (count_base (poll) <= 0)
    return 0;
  return CLAMP ((double) option->votes_count / (double) count_base (poll), 0, 1);
}

static gboolean
is_own (MootPoll *poll,
        guint     index)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *own;

  if (poll->own_votes == NULL)
    return FALSE;

  node = moot_json_parse (poll->own_votes, -1, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  own = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (own); i++)
    if (JSON_NODE_HOLDS_VALUE (json_array_get_element (own, i)) &&
        json_array_get_int_element (own, i) == index)
      return TRUE;
  return FALSE;
}

static char *
dup_share (double part)
{
  /* Translators: a share of votes, in percent. */
  return part < 0 ? g_strdup ("–") : g_strdup_printf (_("%d %%"), (int) (part * 100 + 0.5));
}

static char *
dup_summary (MootPoll *poll)
{
  gint64 now = moot_clock_now ();
  gint64 n = MAX (poll->voters_count > 0 ? poll->voters_count : poll->votes_count, 0);
  g_autofree char *people = g_strdup_printf (ngettext ("%d vote", "%d votes", (gulong) n), (int) n);
  g_autofree char *left = NULL;

  if (poll->expired || (poll->expires_at != 0 && poll->expires_at <= now))
    /* Translators: %s is "12 votes" */
    return g_strdup_printf (_("%s, closed"), people);
  if (poll->expires_at == 0)
    return g_steal_pointer (&people);

  left = moot_time_text_left (poll->expires_at - now);
  /* Translators: the first %s is "12 votes", the second "2 days" */
  return g_strdup_printf (_("%s, %s left"), people, left);
}

static int
measure_title (MootPollView *self,
               const Option *option,
               int           width)
{
  int height;
  int share_height;

  gtk_widget_measure (option->title, GTK_ORIENTATION_VERTICAL,
                      MAX (width - self->share_width - GAP, MINIMUM_WIDTH / 2), NULL, &height, NULL,
                      NULL);
  gtk_widget_measure (option->share, GTK_ORIENTATION_VERTICAL, -1, NULL, &share_height, NULL, NULL);
  return MAX (height, share_height);
}

static void
measure_shares (MootPollView *self)
{
  self->share_width = 0;
  for (guint i = 0; i < self->options->len; i++)
    {
      int width;

      gtk_widget_measure (g_array_index (self->options, Option, i).share,
                          GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
      self->share_width = MAX (self->share_width, width);
    }
}

static void
moot_poll_view_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  MootPollView *self = MOOT_POLL_VIEW (widget);
  int width = for_size < 0 ? NATURAL_WIDTH : for_size;
  int height;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MINIMUM_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }

  measure_shares (self);
  gtk_widget_measure (self->summary, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  for (guint i = 0; i < self->options->len; i++)
    height += measure_title (self, &g_array_index (self->options, Option, i), width) + BAR_GAP +
              BAR_HEIGHT + SPACING;
  *minimum = height;
  *natural = height;
}

static GtkSizeRequestMode
moot_poll_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
moot_poll_view_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  MootPollView *self = MOOT_POLL_VIEW (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int title_width = MAX (width - self->share_width - GAP, MINIMUM_WIDTH / 2);
  int y = 0;

  measure_shares (self);
  for (guint i = 0; i < self->options->len; i++)
    {
      Option *option = &g_array_index (self->options, Option, i);
      GtkAllocation share = { rtl ? width - self->share_width : 0, y, self->share_width, 0 };
      GtkAllocation title = { rtl ? 0 : width - title_width, y, title_width, 0 };

      option->y = y;
      option->height = measure_title (self, option, width);
      share.height = title.height = option->height;
      gtk_widget_size_allocate (option->share, &share, -1);
      gtk_widget_size_allocate (option->title, &title, -1);
      y += option->height + BAR_GAP + BAR_HEIGHT + SPACING;
    }
  gtk_widget_size_allocate (self->summary, &(GtkAllocation){ 0, y, width, MAX (height - y, 0) },
                            -1);
}

static void
paint_bar (GtkSnapshot *snapshot,
           GdkRGBA      colour,
           float        x,
           float        y,
           float        width,
           float        alpha)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x, y, width, BAR_HEIGHT);
  GskRoundedRect outline;

  colour.alpha *= alpha;
  gsk_rounded_rect_init_from_rect (&outline, &bounds, BAR_HEIGHT / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &colour, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
moot_poll_view_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  MootPollView *self = MOOT_POLL_VIEW (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float width = (float) gtk_widget_get_width (widget);
  GdkRGBA colour;
  GdkRGBA accent;

  gtk_style_context_get_color (style, &colour);
  if (!gtk_style_context_lookup_color (style, "accent_bg_color", &accent))
    accent = colour;
  for (guint i = 0; i < self->options->len; i++)
    {
      const Option *option = &g_array_index (self->options, Option, i);
      float y = (float) (option->y + option->height + BAR_GAP);
      float filled = (float) MAX (option->part, 0) * width;

      paint_bar (snapshot, colour, 0, y, width, 0.1f);
      if (filled >= 1)
        paint_bar (snapshot, option->chosen ? accent : colour, rtl ? width - filled : 0, y, filled,
                   option->chosen ? 1 : 0.5f);
    }
  GTK_WIDGET_CLASS (moot_poll_view_parent_class)->snapshot (widget, snapshot);
}

static void
moot_poll_view_dispose (GObject *object)
{
  MootPollView *self = MOOT_POLL_VIEW (object);

  g_array_set_size (self->options, 0);
  g_clear_pointer (&self->summary, gtk_widget_unparent);

  G_OBJECT_CLASS (moot_poll_view_parent_class)->dispose (object);
}

static void
moot_poll_view_finalize (GObject *object)
{
  g_array_unref (MOOT_POLL_VIEW (object)->options);

  G_OBJECT_CLASS (moot_poll_view_parent_class)->finalize (object);
}

static void
moot_poll_view_class_init (MootPollViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = moot_poll_view_dispose;
  object_class->finalize = moot_poll_view_finalize;
  widget_class->measure = moot_poll_view_measure;
  widget_class->get_request_mode = moot_poll_view_get_request_mode;
  widget_class->size_allocate = moot_poll_view_size_allocate;
  widget_class->snapshot = moot_poll_view_snapshot;

  gtk_widget_class_set_css_name (widget_class, "pollview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_label (MootPollView *self,
           const char   *text,
           const char   *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
moot_poll_view_init (MootPollView *self)
{
  self->options = g_array_new (FALSE, TRUE, sizeof (Option));
  g_array_set_clear_func (self->options, option_clear);
  self->summary = add_label (self, NULL, "moot-quiet");
  gtk_widget_add_css_class (self->summary, "caption");
}

/**
 * moot_poll_view_new:
 *
 * Returns: (transfer floating): a view without a poll
 */
GtkWidget *
moot_poll_view_new (void)
{
  return g_object_new (MOOT_TYPE_POLL_VIEW, NULL);
}

/**
 * moot_poll_view_set_poll:
 * @self: a view
 * @poll: (nullable): what to show; it is not kept
 */
void
moot_poll_view_set_poll (MootPollView *self,
                         MootPoll     *poll)
{
  g_autofree char *summary = poll != NULL ? dup_summary (poll) : NULL;
  guint n = poll != NULL ? MIN (poll->options->len, MOOT_POLL_VIEW_MAX_OPTIONS) : 0;

  g_return_if_fail (MOOT_IS_POLL_VIEW (self));

  g_array_set_size (self->options, 0);
  for (guint i = 0; i < n; i++)
    {
      MootPollOption *choice = g_ptr_array_index (poll->options, i);
      Option option = { .part = get_part (poll, choice), .chosen = is_own (poll, i) };
      g_autofree char *share = dup_share (option.part);

      option.share = add_label (self, share, "numeric");
      gtk_label_set_wrap (GTK_LABEL (option.share), FALSE);
      option.title = add_label (self, choice->title, NULL);
      if (option.chosen)
        gtk_widget_add_css_class (option.title, "heading");
      g_array_append_val (self->options, option);
    }
  gtk_label_set_text (GTK_LABEL (self->summary), summary != NULL ? summary : "");
  gtk_widget_insert_before (self->summary, GTK_WIDGET (self), NULL);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * moot_poll_view_dup_text:
 * @poll: a poll
 *
 * Says how a poll stands, for screen readers.
 *
 * Returns: (transfer full): a few sentences
 */
char *
moot_poll_view_dup_text (MootPoll *poll)
{
  g_autofree char *summary = dup_summary (poll);
  GString *text = g_string_new (_("Poll"));

  for (guint i = 0; i < MIN (poll->options->len, MOOT_POLL_VIEW_MAX_OPTIONS); i++)
    {
      MootPollOption *option = g_ptr_array_index (poll->options, i);
      g_autofree char *share = dup_share (get_part (poll, option));

      g_string_append_printf (text, ", %s: %s", option->title, share);
    }
  g_string_append_printf (text, ". %s", summary);
  return g_string_free (text, FALSE);
}
