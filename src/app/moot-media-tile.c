/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One picture (or the poster of a film) of a post, as a button.  It knows its shape before it has
 * any pixels, so nothing moves when they come: first the blurhash is painted, then the picture,
 * cut so that the point the author chose stays in sight.  A covered one loads nothing.
 * Thread: main. */
#include "moot-media-tile.h"

#include <glib/gi18n.h>

#include "moot-json.h"

#define RADIUS 8
#define INSET 8 /* pixels from the edge to what lies on the picture */
#define UNKNOWN_ASPECT (16.0 / 9)
#define MAX_TOOLTIP 400 /* letters of a description */

struct _MootMediaTile
{
  GtkWidget parent_instance;

  GtkWidget *badge; /* says whether there is a description */
  GtkWidget *sign;  /* what kind of media, when it is not a picture */
  GtkWidget *cover; /* says why there is nothing to see */
  GtkWidget *more;  /* how many there are besides */

  MootAttachment *attachment;
  MootImageLoader *loader;
  GCancellable *cancellable; /* of the picture that is being loaded */
  GdkTexture *texture;
  double aspect;
  double focus_x; /* -1 to 1, to the right */
  double focus_y; /* -1 to 1, upwards */
  gboolean covered;
};

typedef enum
{
  SIGNAL_ACTIVATE,
  N_SIGNALS,
} MootMediaTileSignal;

typedef struct
{
  const char *type;
  const char *icon; /* (nullable): of what is no picture */
  const char *name; /* spoken, before the description */
} Kind;

/* clang-format off */
static const Kind kinds[] = {
  { "image", NULL,                            N_("Image")     },
  { "gifv",  "media-playback-start-symbolic", N_("Animation") },
  { "video", "media-playback-start-symbolic", N_("Video")     },
  { "audio", "audio-x-generic-symbolic",      N_("Audio")     },
  { "",      "mail-attachment-symbolic",      N_("File")      },
};
/* clang-format on */

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MootMediaTile, moot_media_tile, GTK_TYPE_WIDGET)

static const Kind *
get_kind (MootMediaTile *self)
{
  const char *type = self->attachment != NULL ? self->attachment->type : NULL;
  guint last = G_N_ELEMENTS (kinds) - 1;

  for (guint i = 0; i < last; i++)
    if (g_strcmp0 (type, kinds[i].type) == 0)
      return &kinds[i];
  return &kinds[last];
}

static double
read_number (JsonObject *object,
             const char *name,
             double      fallback)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return fallback;
  return json_node_get_double (node);
}

/* Sizes and the focus come from a stranger: what makes no sense counts as unknown. */
static void
read_shape (MootMediaTile *self)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *meta = NULL;
  JsonObject *size = NULL;
  JsonObject *focus = NULL;
  double width;
  double height;

  if (self->attachment->meta != NULL)
    node = moot_json_parse (self->attachment->meta, -1, NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    meta = json_node_get_object (node);
  if (meta != NULL)
    {
      size = moot_json_get_object (meta, "original");
      if (size == NULL)
        size = moot_json_get_object (meta, "small");
      focus = moot_json_get_object (meta, "focus");
    }

  width = read_number (size, "width", 0);
  height = read_number (size, "height", 0);
  self->aspect = width > 0 && height > 0 ? width / height : read_number (size, "aspect", 0);
  if (!(self->aspect > 0.01 && self->aspect < 100))
    self->aspect = UNKNOWN_ASPECT;
  self->focus_x = CLAMP (read_number (focus, "x", 0), -1, 1);
  self->focus_y = CLAMP (read_number (focus, "y", 0), -1, 1);
}

static const char *
get_uri (MootMediaTile *self)
{
  const MootAttachment *attachment = self->attachment;

  if (attachment->preview_url != NULL && *attachment->preview_url != '\0')
    return attachment->preview_url;
  return g_strcmp0 (attachment->type, "image") == 0 ? attachment->url : NULL;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MootMediaTile) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
    moot_image_loader_load_finish (MOOT_IMAGE_LOADER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (g_set_object (&self->texture, texture))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
stop_loading (MootMediaTile *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* Once for each place and size: the loader rounds sizes, so resizing costs nothing either. */
static void
load (MootMediaTile *self,
      int            width,
      int            height)
{
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const char *uri = self->attachment != NULL ? get_uri (self) : NULL;
  GdkTexture *found;

  if (uri == NULL || self->loader == NULL || self->covered || self->cancellable != NULL)
    return;

  found = moot_image_loader_find (self->loader, uri, width * scale, height * scale);
  if (found != NULL)
    {
      g_set_object (&self->texture, found);
      return;
    }
  if (self->texture != NULL)
    return; /* good enough at another size */

  self->cancellable = g_cancellable_new ();
  moot_image_loader_load_async (self->loader, uri, width * scale, height * scale,
                                self->cancellable, loaded_cb, g_object_ref (self));
}

static void
update_words (MootMediaTile *self)
{
  const Kind *kind = get_kind (self);
  const char *description = self->attachment != NULL ? self->attachment->description : NULL;
  gboolean described = description != NULL && *description != '\0';
  g_autofree char *name = NULL;
  g_autofree char *tooltip = NULL;

  if (self->covered)
    name = g_strdup (_("Sensitive media, show it"));
  else if (described)
    name = g_strconcat (_ (kind->name), ": ", description, NULL);
  else
    /* Translators: %s is "Image", "Video" and so on */
    name = g_strdup_printf (_("%s without description"), _ (kind->name));

  if (described && !self->covered)
    tooltip = g_utf8_strlen (description, -1) > MAX_TOOLTIP
                ? g_utf8_substring (description, 0, MAX_TOOLTIP)
                : g_strdup (description);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (self->badge, described && !self->covered);
  gtk_widget_set_visible (self->sign, kind->icon != NULL && !self->covered);
  gtk_widget_set_visible (self->cover, self->covered);
  if (kind->icon != NULL)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->sign), kind->icon);
}

static void
activate (MootMediaTile *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0);
}

static void
released_cb (MootMediaTile   *self,
             int              n_press,
             double           x,
             double           y,
             GtkGestureClick *gesture)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (gtk_widget_contains (GTK_WIDGET (self), x, y))
    activate (self);
}

static void
moot_media_tile_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = 0; /* the grid says how large it is */
  *natural = 0;
}

/* Puts what lies on the picture to its corner; what does not fit is left out. */
static void
place_child (MootMediaTile *self,
             GtkWidget     *child,
             double         across,
             double         down,
             int            width,
             int            height)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GtkAllocation place;
  int minimum_width;
  int minimum_height;

  if (!gtk_widget_should_layout (child))
    return;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, &place.width, NULL,
                      NULL);
  place.width = MAX (MIN (place.width, width - 2 * INSET), minimum_width);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, place.width, &minimum_height, &place.height,
                      NULL, NULL);
  place.x = (int) ((rtl ? 1 - across : across) * (width - 2 * INSET - place.width)) + INSET;
  place.y = (int) (down * (height - 2 * INSET - place.height)) + INSET;
  gtk_widget_set_child_visible (child, place.width <= width && place.height <= height);
  gtk_widget_size_allocate (child, &place, -1);
}

static void
moot_media_tile_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  MootMediaTile *self = MOOT_MEDIA_TILE (widget);

  place_child (self, self->badge, 0, 1, width, height);
  place_child (self, self->sign, 0.5, 0.5, width, height);
  place_child (self, self->cover, 0.5, 0.5, width, height);
  place_child (self, self->more, 0.5, 0.5, width, height);
  if (width > 0 && height > 0)
    load (self, width, height);
}

/* Fills the place, cutting off as little as possible and never the chosen point. */
static void
paint_texture (MootMediaTile *self,
               GtkSnapshot   *snapshot,
               GdkTexture    *texture,
               double         width,
               double         height)
{
  double scale =
    MAX (width / gdk_texture_get_width (texture), height / gdk_texture_get_height (texture));
  double full_width = gdk_texture_get_width (texture) * scale;
  double full_height = gdk_texture_get_height (texture) * scale;
  double x = (self->focus_x + 1) / 2 * full_width - width / 2;
  double y = (1 - self->focus_y) / 2 * full_height - height / 2;
  graphene_rect_t bounds;

  x = CLAMP (x, 0, full_width - width);
  y = CLAMP (y, 0, full_height - height);
  bounds = GRAPHENE_RECT_INIT ((float) -x, (float) -y, (float) full_width, (float) full_height);
  gtk_snapshot_append_texture (snapshot, texture, &bounds);
}

static void
moot_media_tile_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  MootMediaTile *self = MOOT_MEDIA_TILE (widget);
  const int width = gtk_widget_get_width (widget);
  const int height = gtk_widget_get_height (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  GdkTexture *texture = self->covered ? NULL : self->texture;
  GskRoundedRect outline;
  GdkRGBA colour;

  if (texture == NULL && self->loader != NULL && self->attachment != NULL)
    texture = moot_image_loader_get_blur (self->loader, self->attachment->blurhash, self->aspect);

  gsk_rounded_rect_init_from_rect (&outline, &bounds, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  colour.alpha *= 0.1f;
  gtk_snapshot_append_color (snapshot, &colour, &bounds);
  if (texture != NULL)
    paint_texture (self, snapshot, texture, width, height);
  if (gtk_widget_get_visible (self->more))
    gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 0, 0, 0, 0.5f }, &bounds);
  gtk_snapshot_pop (snapshot);

  GTK_WIDGET_CLASS (moot_media_tile_parent_class)->snapshot (widget, snapshot);
}

static void
moot_media_tile_dispose (GObject *object)
{
  MootMediaTile *self = MOOT_MEDIA_TILE (object);

  stop_loading (self);
  g_clear_object (&self->attachment);
  g_clear_object (&self->loader);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->badge, gtk_widget_unparent);
  g_clear_pointer (&self->sign, gtk_widget_unparent);
  g_clear_pointer (&self->cover, gtk_widget_unparent);
  g_clear_pointer (&self->more, gtk_widget_unparent);

  G_OBJECT_CLASS (moot_media_tile_parent_class)->dispose (object);
}

static void
moot_media_tile_class_init (MootMediaTileClass *klass)
{
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_space, GDK_KEY_KP_Space };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = moot_media_tile_dispose;
  widget_class->measure = moot_media_tile_measure;
  widget_class->size_allocate = moot_media_tile_size_allocate;
  widget_class->snapshot = moot_media_tile_snapshot;

  /**
   * MootMediaTile::activate:
   *
   * The tile was pressed.
   */
  signals[SIGNAL_ACTIVATE] =
    g_signal_new_class_handler ("activate", G_OBJECT_CLASS_TYPE (object_class),
                                G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, NULL, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_activate_signal (widget_class, signals[SIGNAL_ACTIVATE]);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_signal (widget_class, keys[i], 0, "activate", NULL);

  gtk_widget_class_set_css_name (widget_class, "mediatile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static GtkWidget *
add_label (MootMediaTile *self,
           const char    *text,
           const char    *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_visible (label, FALSE);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
moot_media_tile_init (MootMediaTile *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->aspect = UNKNOWN_ASPECT;
  /* Translators: on a picture that has a description ("alternative text"); as short as possible. */
  self->badge = add_label (self, _("ALT"), "media-badge");
  self->cover = add_label (self, _("Sensitive: show"), "media-cover");
  self->more = add_label (self, "", "media-more");
  self->sign = gtk_image_new ();
  gtk_widget_add_css_class (self->sign, "media-sign");
  gtk_widget_set_parent (self->sign, GTK_WIDGET (self));

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * moot_media_tile_new:
 *
 * Returns: (transfer floating): an empty tile
 */
GtkWidget *
moot_media_tile_new (void)
{
  return g_object_new (MOOT_TYPE_MEDIA_TILE, NULL);
}

/**
 * moot_media_tile_set_attachment:
 * @self: a tile
 * @attachment: (nullable): what to show
 * @loader: (nullable): where pictures come from
 *
 * Shows an attachment; the picture itself is asked for as soon as the tile has a size.
 */
void
moot_media_tile_set_attachment (MootMediaTile   *self,
                                MootAttachment  *attachment,
                                MootImageLoader *loader)
{
  g_return_if_fail (MOOT_IS_MEDIA_TILE (self));

  stop_loading (self);
  g_clear_object (&self->texture);
  g_set_object (&self->attachment, attachment);
  g_set_object (&self->loader, loader);
  self->covered = FALSE;
  moot_media_tile_set_n_more (self, 0);
  if (attachment != NULL)
    read_shape (self);
  update_words (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * moot_media_tile_set_covered:
 * @self: a tile
 * @covered: whether the picture is hidden behind its blur
 */
void
moot_media_tile_set_covered (MootMediaTile *self,
                             gboolean       covered)
{
  g_return_if_fail (MOOT_IS_MEDIA_TILE (self));

  self->covered = covered;
  update_words (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * moot_media_tile_set_n_more:
 * @self: a tile
 * @n_more: how many attachments there are that have no tile
 */
void
moot_media_tile_set_n_more (MootMediaTile *self,
                            guint          n_more)
{
  g_autofree char *text = g_strdup_printf ("+%u", n_more);

  g_return_if_fail (MOOT_IS_MEDIA_TILE (self));

  gtk_label_set_text (GTK_LABEL (self->more), text);
  gtk_widget_set_visible (self->more, n_more > 0);
  gtk_widget_set_opacity (self->sign, n_more > 0 ? 0 : 1);
}

/**
 * moot_media_tile_get_aspect:
 * @self: a tile
 *
 * Returns: width of the picture for each unit of its height
 */
double
moot_media_tile_get_aspect (MootMediaTile *self)
{
  g_return_val_if_fail (MOOT_IS_MEDIA_TILE (self), UNKNOWN_ASPECT);

  return self->aspect;
}
