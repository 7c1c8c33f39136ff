/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One paragraph of a stranger: a GtkLabel, so that screen readers can read it and its links take
 * the focus, with the custom emojis painted over the places the label keeps free for them.
 * Thread: main. */
#include "moot-paragraph.h"

#include <string.h>

#define EMOJI_SHARE 1.05 /* height and width of an emoji, in heights of a line */
#define EMOJI_DROP 0.2   /* of that lies below the letters */

struct _MootParagraph
{
  GtkWidget parent_instance;

  GtkWidget *label;
  GArray *emojis;      /* MootHtmlEmoji */
  GPtrArray *textures; /* GdkTexture or NULL, by name */
  GCancellable *cancellable;
};

typedef struct
{
  MootParagraph *text;
  guint name;
} Wanted;

typedef enum
{
  SIGNAL_ACTIVATE_LINK,
  N_SIGNALS,
} MootParagraphSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MootParagraph, moot_paragraph, GTK_TYPE_WIDGET)

static int
get_emoji_size (MootParagraph *self)
{
  PangoContext *context = gtk_widget_get_pango_context (self->label);
  PangoFontMetrics *metrics =
    pango_context_get_metrics (context, pango_context_get_font_description (context), NULL);
  int font = pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics);

  pango_font_metrics_unref (metrics);
  return (int) (font * EMOJI_SHARE);
}

/* The label leaves room where the text has a U+FFFC. */
static void
make_room (MootParagraph *self)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  PangoRectangle shape;

  if (self->emojis->len == 0)
    {
      gtk_label_set_attributes (GTK_LABEL (self->label), NULL);
      return;
    }

  attributes = pango_attr_list_new ();
  shape.x = 0;
  shape.width = shape.height = get_emoji_size (self);
  shape.y = -(int) (shape.height * (1 - EMOJI_DROP));
  for (guint i = 0; i < self->emojis->len; i++)
    {
      PangoAttribute *room = pango_attr_shape_new (&shape, &shape);

      room->start_index = g_array_index (self->emojis, MootHtmlEmoji, i).offset;
      room->end_index = room->start_index + (guint) strlen ("\xef\xbf\xbc");
      pango_attr_list_insert (attributes, room);
    }
  gtk_label_set_attributes (GTK_LABEL (self->label), attributes);
}

static void
texture_unref (gpointer data)
{
  if (data != NULL)
    g_object_unref (data);
}

static void
wanted_free (Wanted *wanted)
{
  g_object_unref (wanted->text);
  g_free (wanted);
}

static void
emoji_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Wanted *wanted = user_data;
  g_autoptr (GdkTexture) texture =
    moot_image_loader_load_finish (MOOT_IMAGE_LOADER (source), result, NULL);

  if (texture != NULL && wanted->name < wanted->text->textures->len)
    {
      g_set_object (&g_ptr_array_index (wanted->text->textures, wanted->name), texture);
      gtk_widget_queue_draw (GTK_WIDGET (wanted->text));
    }
  wanted_free (wanted);
}

static gboolean
activate_link_cb (MootParagraph *self,
                  const char    *uri)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATE_LINK], 0, uri);
  return GDK_EVENT_STOP; /* the label must not open anything by itself */
}

static void
snapshot_emoji (MootParagraph       *self,
                GtkSnapshot         *snapshot,
                const MootHtmlEmoji *emoji)
{
  GdkTexture *texture = NULL;
  GtkLabel *label = GTK_LABEL (self->label);
  PangoRectangle place;
  graphene_rect_t bounds;
  int x = 0;
  int y = 0;

  if (emoji->name < self->textures->len)
    texture = g_ptr_array_index (self->textures, emoji->name);
  if (texture == NULL)
    return;

  gtk_label_get_layout_offsets (label, &x, &y);
  pango_layout_index_to_pos (gtk_label_get_layout (label), (int) emoji->offset, &place);
  if (place.width < 0) /* right to left: x is the other edge */
    {
      place.x += place.width;
      place.width = -place.width;
    }
  bounds = GRAPHENE_RECT_INIT ((float) (x + PANGO_PIXELS (place.x)),
                               (float) (y + PANGO_PIXELS (place.y)),
                               (float) PANGO_PIXELS (place.width),
                               (float) PANGO_PIXELS (place.width));
  gtk_snapshot_append_texture (snapshot, texture, &bounds);
}

static void
moot_paragraph_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  MootParagraph *self = MOOT_PARAGRAPH (widget);

  gtk_widget_snapshot_child (widget, self->label, snapshot);
  for (guint i = 0; i < self->emojis->len; i++)
    snapshot_emoji (self, snapshot, &g_array_index (self->emojis, MootHtmlEmoji, i));
}

static void
moot_paragraph_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  MootParagraph *self = MOOT_PARAGRAPH (widget);

  gtk_widget_measure (self->label, orientation, for_size, minimum, natural, NULL, NULL);
}

static GtkSizeRequestMode
moot_paragraph_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (MOOT_PARAGRAPH (widget)->label);
}

static void
moot_paragraph_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  gtk_widget_size_allocate (MOOT_PARAGRAPH (widget)->label, &(GtkAllocation){ 0, 0, width, height },
                            baseline);
}

/* The font may be another one now. */
static void
moot_paragraph_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (moot_paragraph_parent_class)->css_changed (widget, change);
  if (MOOT_PARAGRAPH (widget)->label != NULL && MOOT_PARAGRAPH (widget)->emojis->len > 0)
    make_room (MOOT_PARAGRAPH (widget));
}

static void
moot_paragraph_dispose (GObject *object)
{
  MootParagraph *self = MOOT_PARAGRAPH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (moot_paragraph_parent_class)->dispose (object);
}

static void
moot_paragraph_finalize (GObject *object)
{
  MootParagraph *self = MOOT_PARAGRAPH (object);

  g_array_unref (self->emojis);
  g_ptr_array_unref (self->textures);

  G_OBJECT_CLASS (moot_paragraph_parent_class)->finalize (object);
}

static void
moot_paragraph_class_init (MootParagraphClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = moot_paragraph_dispose;
  object_class->finalize = moot_paragraph_finalize;
  widget_class->measure = moot_paragraph_measure;
  widget_class->get_request_mode = moot_paragraph_get_request_mode;
  widget_class->size_allocate = moot_paragraph_size_allocate;
  widget_class->snapshot = moot_paragraph_snapshot;
  widget_class->css_changed = moot_paragraph_css_changed;

  /**
   * MootParagraph::activate-link:
   * @uri: the address, as the markup has it
   */
  signals[SIGNAL_ACTIVATE_LINK] =
    g_signal_new ("activate-link", G_OBJECT_CLASS_TYPE (object_class), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "mootparagraph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
moot_paragraph_init (MootParagraph *self)
{
  self->emojis = g_array_new (FALSE, FALSE, sizeof (MootHtmlEmoji));
  self->textures = g_ptr_array_new_with_free_func (texture_unref);
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  g_signal_connect_swapped (self->label, "activate-link", G_CALLBACK (activate_link_cb), self);
}

/**
 * moot_paragraph_find_direction:
 * @text: words of a stranger
 *
 * Goes by the first letter that has a direction; mentions and hashtags are passed over.
 *
 * Returns: which way @text is written, or %GTK_TEXT_DIR_NONE
 */
GtkTextDirection
moot_paragraph_find_direction (const char *text)
{
  gboolean in_name = FALSE;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar letter = g_utf8_get_char (text);

      if (letter == '@' || letter == '#')
        in_name = TRUE;
      else if (g_unichar_isspace (letter))
        in_name = FALSE;
      if (in_name || !g_unichar_isalpha (letter))
        continue;
      switch ((int) g_unichar_get_script (letter))
        {
        case G_UNICODE_SCRIPT_ARABIC:
        case G_UNICODE_SCRIPT_HEBREW:
        case G_UNICODE_SCRIPT_NKO:
        case G_UNICODE_SCRIPT_SYRIAC:
        case G_UNICODE_SCRIPT_THAANA:
          return GTK_TEXT_DIR_RTL;
        default:
          return GTK_TEXT_DIR_LTR;
        }
    }
  return GTK_TEXT_DIR_NONE;
}

/**
 * moot_paragraph_new:
 *
 * Returns: (transfer floating): an empty paragraph on one line
 */
GtkWidget *
moot_paragraph_new (void)
{
  return g_object_new (MOOT_TYPE_PARAGRAPH, NULL);
}

/**
 * moot_paragraph_get_label:
 * @self: a paragraph
 *
 * Returns: (transfer none): the label, to set how it wraps and looks
 */
GtkLabel *
moot_paragraph_get_label (MootParagraph *self)
{
  g_return_val_if_fail (MOOT_IS_PARAGRAPH (self), NULL);

  return GTK_LABEL (self->label);
}

/* Text of the other direction than the window's begins at the other side. */
static void
align (MootParagraph *self,
       const char    *text)
{
  GtkTextDirection own = moot_paragraph_find_direction (text);
  gboolean turned = own != GTK_TEXT_DIR_NONE && own != gtk_widget_get_direction (GTK_WIDGET (self));

  gtk_label_set_xalign (GTK_LABEL (self->label), turned ? 1 : 0);
}

/**
 * moot_paragraph_set_plain:
 * @self: a paragraph
 * @text: what it says, without any markup
 */
void
moot_paragraph_set_plain (MootParagraph *self,
                          const char    *text)
{
  g_return_if_fail (MOOT_IS_PARAGRAPH (self));

  moot_paragraph_clear (self);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  align (self, text);
}

/**
 * moot_paragraph_set_block:
 * @self: a paragraph
 * @block: what it says
 */
void
moot_paragraph_set_block (MootParagraph       *self,
                          const MootHtmlBlock *block)
{
  g_return_if_fail (MOOT_IS_PARAGRAPH (self));

  moot_paragraph_clear (self);
  g_array_append_vals (self->emojis, block->emojis->data, block->emojis->len);
  gtk_label_set_markup (GTK_LABEL (self->label), block->markup);
  if (self->emojis->len > 0)
    make_room (self);
  align (self, block->text);
}

/**
 * moot_paragraph_load_emojis:
 * @self: a paragraph
 * @loader: where pictures come from
 * @uris: of the pictures, in the order of the names that were handed to the parser
 *
 * Paints the emojis as soon as they are there.
 */
void
moot_paragraph_load_emojis (MootParagraph     *self,
                            MootImageLoader   *loader,
                            const char *const *uris)
{
  const int size =
    get_emoji_size (self) / PANGO_SCALE * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const guint n = g_strv_length ((GStrv) uris);

  g_return_if_fail (MOOT_IS_PARAGRAPH (self));

  if (self->emojis->len == 0)
    return;

  self->cancellable = g_cancellable_new ();
  g_ptr_array_set_size (self->textures, (int) n);
  for (guint i = 0; i < self->emojis->len; i++)
    {
      const guint name = g_array_index (self->emojis, MootHtmlEmoji, i).name;
      GdkTexture *texture;
      Wanted *wanted;

      if (name >= n || g_ptr_array_index (self->textures, name) != NULL)
        continue;
      texture = moot_image_loader_find (loader, uris[name], size, size);
      if (texture != NULL)
        {
          g_ptr_array_index (self->textures, name) = g_object_ref (texture);
          continue;
        }
      wanted = g_new0 (Wanted, 1);
      wanted->text = g_object_ref (self);
      wanted->name = name;
      moot_image_loader_load_async (loader, uris[name], size, size, self->cancellable,
                                    emoji_loaded_cb, wanted);
    }
}

/**
 * moot_paragraph_clear:
 * @self: a paragraph
 *
 * Forgets the emojis and stops what loads them.
 */
void
moot_paragraph_clear (MootParagraph *self)
{
  g_return_if_fail (MOOT_IS_PARAGRAPH (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_ptr_array_set_size (self->textures, 0);
  if (self->emojis->len > 0)
    {
      g_array_set_size (self->emojis, 0);
      gtk_label_set_attributes (GTK_LABEL (self->label), NULL);
    }
}
