/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The text of a post: one MootParagraph below the other, indented as quotations and lists ask for,
 * with the bars of quotations, the markers of items and the rules painted beside them.  It wraps at
 * any width and is measured with one layout of each paragraph, as rows of a feed must be. Thread:
 * main.  The labels are kept and filled anew for the next post. */
#include "moot-html-view.h"

#include "moot-paragraph.h"

#define SPACING 8       /* pixels between two blocks */
#define QUOTE_INDENT 14 /* for each quotation; the bar lies in it */
#define QUOTE_BAR 3
#define LIST_INDENT 24 /* for each list; the marker lies in it */
#define MARKER_GAP 6   /* between marker and text */
#define CODE_PADDING 8
#define RULE_HEIGHT 9
#define NATURAL_WIDTH 480
#define MINIMUM_WIDTH 120
/* A label finds its least width with a layout as narrow as that: without it, of one letter a line,
 * which costs more than all the rest of a row. */
#define LEAST_CHARS 4

typedef struct
{
  MootHtmlBlockKind kind;
  guint n_quotes;
  guint n_indents;
  PangoLayout *marker; /* (nullable) */
  GtkWidget *text;     /* (transfer none) (nullable): of a rule */
  gboolean rtl;        /* bars and markers stand where the words begin */
  int y;               /* as allocated, with height */
  int height;
} Line;

struct _MootHtmlView
{
  GtkWidget parent_instance;

  GArray *lines;    /* Line */
  GPtrArray *texts; /* (transfer none): MootParagraph children, in use or hidden at the end */
  gboolean selectable;
};

typedef enum
{
  SIGNAL_ACTIVATE_LINK,
  N_SIGNALS,
} MootHtmlViewSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MootHtmlView, moot_html_view, GTK_TYPE_WIDGET)

static void
line_clear (gpointer data)
{
  g_clear_object (&((Line *) data)->marker);
}

static void
activate_link_cb (MootHtmlView *self,
                  const char   *uri)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATE_LINK], 0, uri);
}

static GtkWidget *
add_text (MootHtmlView *self)
{
  GtkWidget *text = moot_paragraph_new ();
  GtkLabel *label = moot_paragraph_get_label (MOOT_PARAGRAPH (text));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (label, LEAST_CHARS);
  gtk_label_set_selectable (label, self->selectable);
  g_signal_connect_swapped (text, "activate-link", G_CALLBACK (activate_link_cb), self);
  gtk_widget_set_parent (text, GTK_WIDGET (self));
  g_ptr_array_add (self->texts, text);
  return text;
}

static int
get_indent (const Line *line)
{
  int indent = (int) line->n_quotes * QUOTE_INDENT + (int) line->n_indents * LIST_INDENT;

  return indent + (line->kind == MOOT_HTML_BLOCK_CODE ? CODE_PADDING : 0);
}

static int
get_padding (const Line *line)
{
  return line->kind == MOOT_HTML_BLOCK_CODE ? CODE_PADDING : 0;
}

static int
get_text_width (const Line *line,
                int         width)
{
  int least = 0;

  if (line->text != NULL)
    gtk_widget_measure (line->text, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return MAX (width - get_indent (line) - get_padding (line), MAX (least, MINIMUM_WIDTH / 2));
}

static int
measure_line (const Line *line,
              int         width)
{
  int height = RULE_HEIGHT;

  if (line->text != NULL)
    gtk_widget_measure (line->text, GTK_ORIENTATION_VERTICAL, get_text_width (line, width),
                        NULL, &height, NULL, NULL);
  return height + 2 * get_padding (line);
}

/* Lines of one list stand closer together. */
static int
get_spacing (const Line *line)
{
  return line->n_indents > 0 ? SPACING / 2 : SPACING;
}

static void
moot_html_view_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  MootHtmlView *self = MOOT_HTML_VIEW (widget);
  int height = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MINIMUM_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      height += measure_line (line, for_size < 0 ? NATURAL_WIDTH : for_size);
      height += i > 0 ? get_spacing (line) : 0;
    }
  *minimum = height;
  *natural = height;
}

static GtkSizeRequestMode
moot_html_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
moot_html_view_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  MootHtmlView *self = MOOT_HTML_VIEW (widget);
  int y = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = &g_array_index (self->lines, Line, i);
      int padding = get_padding (line);
      int text_width = get_text_width (line, width);

      y += i > 0 ? get_spacing (line) : 0;
      line->y = y;
      line->height = measure_line (line, width);
      y += line->height;
      if (line->text != NULL)
        {
          int x = line->rtl ? width - get_indent (line) - text_width : get_indent (line);
          GtkAllocation place = { x, line->y + padding, text_width, line->height - 2 * padding };

          gtk_widget_size_allocate (line->text, &place, -1);
        }
    }
}

static void
paint_box (GtkWidget   *widget,
           GtkSnapshot *snapshot,
           gboolean     rtl,
           int          x,
           int          y,
           int          width,
           int          height,
           float        alpha,
           float        radius)
{
  float start = (float) (rtl ? gtk_widget_get_width (widget) - x - width : x);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (start, (float) y, (float) width, (float) height);
  GskRoundedRect outline;
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  colour.alpha *= alpha;
  gsk_rounded_rect_init_from_rect (&outline, &bounds, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &colour, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
paint_marker (GtkWidget   *widget,
              GtkSnapshot *snapshot,
              const Line  *line)
{
  graphene_point_t origin;
  GdkRGBA colour;
  int width;
  int x;

  pango_layout_get_pixel_size (line->marker, &width, NULL);
  x = get_indent (line) - MARKER_GAP - width;
  if (line->rtl)
    x = gtk_widget_get_width (widget) - get_indent (line) + MARKER_GAP;
  origin = GRAPHENE_POINT_INIT ((float) x, (float) line->y);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &origin);
  gtk_snapshot_append_layout (snapshot, line->marker, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
moot_html_view_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  MootHtmlView *self = MOOT_HTML_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  const Line *before = NULL;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      int indent = get_indent (line) - get_padding (line);

      for (guint k = 0; k < line->n_quotes; k++)
        {
          /* a bar runs on from the block before when that is quoted as deeply */
          int top = before != NULL && before->n_quotes > k ? before->y + before->height : line->y;

          paint_box (widget, snapshot, line->rtl, (int) k * QUOTE_INDENT, top, QUOTE_BAR,
                     line->y + line->height - top, 0.25f, 0);
        }
      if (line->kind == MOOT_HTML_BLOCK_CODE)
        paint_box (widget, snapshot, line->rtl, indent, line->y, width - indent, line->height,
                   0.06f, 6);
      if (line->kind == MOOT_HTML_BLOCK_RULE)
        paint_box (widget, snapshot, line->rtl, indent, line->y + RULE_HEIGHT / 2, width - indent,
                   1, 0.25f, 0);
      if (line->marker != NULL)
        paint_marker (widget, snapshot, line);
      if (line->text != NULL)
        gtk_widget_snapshot_child (widget, line->text, snapshot);
      before = line;
    }
}

static void
moot_html_view_dispose (GObject *object)
{
  MootHtmlView *self = MOOT_HTML_VIEW (object);

  g_array_set_size (self->lines, 0);
  for (guint i = 0; i < self->texts->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->texts, i));
  g_ptr_array_set_size (self->texts, 0);

  G_OBJECT_CLASS (moot_html_view_parent_class)->dispose (object);
}

static void
moot_html_view_finalize (GObject *object)
{
  MootHtmlView *self = MOOT_HTML_VIEW (object);

  g_array_unref (self->lines);
  g_ptr_array_unref (self->texts);

  G_OBJECT_CLASS (moot_html_view_parent_class)->finalize (object);
}

static void
moot_html_view_class_init (MootHtmlViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = moot_html_view_dispose;
  object_class->finalize = moot_html_view_finalize;
  widget_class->measure = moot_html_view_measure;
  widget_class->get_request_mode = moot_html_view_get_request_mode;
  widget_class->size_allocate = moot_html_view_size_allocate;
  widget_class->snapshot = moot_html_view_snapshot;

  /**
   * MootHtmlView::activate-link:
   * @uri: the address, as the blocks have it
   */
  signals[SIGNAL_ACTIVATE_LINK] =
    g_signal_new ("activate-link", G_OBJECT_CLASS_TYPE (object_class), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "htmlview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
moot_html_view_init (MootHtmlView *self)
{
  self->lines = g_array_new (FALSE, TRUE, sizeof (Line));
  g_array_set_clear_func (self->lines, line_clear);
  self->texts = g_ptr_array_new ();
}

/**
 * moot_html_view_new:
 *
 * Returns: (transfer floating): a view without text
 */
GtkWidget *
moot_html_view_new (void)
{
  return g_object_new (MOOT_TYPE_HTML_VIEW, NULL);
}

static void
dress (GtkWidget         *text,
       MootHtmlBlockKind  kind)
{
  static const char *const classes[] = {
    [MOOT_HTML_BLOCK_HEADING] = "heading",
    [MOOT_HTML_BLOCK_CODE] = "monospace",
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      if (classes[i] == NULL)
        continue;
      if (i == kind)
        gtk_widget_add_css_class (text, classes[i]);
      else
        gtk_widget_remove_css_class (text, classes[i]);
    }
}

static gboolean
is_rtl (MootHtmlView        *self,
        const MootHtmlBlock *block)
{
  GtkTextDirection direction = moot_paragraph_find_direction (block->text);

  if (direction == GTK_TEXT_DIR_NONE)
    direction = gtk_widget_get_direction (GTK_WIDGET (self));
  return direction == GTK_TEXT_DIR_RTL;
}

/**
 * moot_html_view_set_blocks:
 * @self: a view
 * @blocks: (nullable): what to show; nothing of it is kept
 */
void
moot_html_view_set_blocks (MootHtmlView         *self,
                           const MootHtmlBlocks *blocks)
{
  const guint n = blocks != NULL ? blocks->blocks->len : 0;
  guint n_texts = 0;

  g_return_if_fail (MOOT_IS_HTML_VIEW (self));

  g_array_set_size (self->lines, 0);
  for (guint i = 0; i < n; i++)
    {
      const MootHtmlBlock *block = g_ptr_array_index (blocks->blocks, i);
      Line line = { .kind = block->kind,
                    .n_quotes = block->n_quotes,
                    .n_indents = block->n_indents };

      line.rtl = is_rtl (self, block);
      if (block->marker != NULL)
        line.marker = gtk_widget_create_pango_layout (GTK_WIDGET (self), block->marker);
      if (block->kind != MOOT_HTML_BLOCK_RULE)
        {
          line.text = n_texts < self->texts->len ? g_ptr_array_index (self->texts, n_texts)
                                                 : add_text (self);
          n_texts++;
          moot_paragraph_set_block (MOOT_PARAGRAPH (line.text), block);
          dress (line.text, block->kind);
          gtk_widget_set_child_visible (line.text, TRUE);
        }
      g_array_append_val (self->lines, line);
    }
  for (guint i = self->texts->len; i > n_texts; i--)
    {
      gtk_widget_unparent (g_ptr_array_index (self->texts, i - 1));
      g_ptr_array_remove_index (self->texts, i - 1);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * moot_html_view_load_emojis:
 * @self: a view with blocks
 * @loader: where pictures come from
 * @uris: of the pictures, in the order of the names that were handed to the parser
 */
void
moot_html_view_load_emojis (MootHtmlView      *self,
                            MootImageLoader   *loader,
                            const char *const *uris)
{
  g_return_if_fail (MOOT_IS_HTML_VIEW (self));

  for (guint i = 0; i < self->texts->len; i++)
    moot_paragraph_load_emojis (g_ptr_array_index (self->texts, i), loader, uris);
}

/**
 * moot_html_view_set_selectable:
 * @self: a view
 * @selectable: whether text can be marked with the pointer
 *
 * Meant for one post in full view: in a feed it would take the fingers that scroll.
 */
void
moot_html_view_set_selectable (MootHtmlView *self,
                               gboolean      selectable)
{
  g_return_if_fail (MOOT_IS_HTML_VIEW (self));

  self->selectable = selectable;
  for (guint i = 0; i < self->texts->len; i++)
    gtk_label_set_selectable (moot_paragraph_get_label (g_ptr_array_index (self->texts, i)),
                              selectable);
}
