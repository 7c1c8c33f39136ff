/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* An icon or a mark, and text that wraps beside it.  A horizontal GtkBox would ask the wrapping
 * label for its width at many heights, dozens of text layouts each; this asks for none.
 * Thread: main. */
#include "moot-marked-label.h"

#include "config.h"

#define GAP 8 /* px between the mark and the text */

struct _MootMarkedLabel
{
  GtkWidget parent_instance;

  GtkWidget *image;
  GtkWidget *mark;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (MootMarkedLabel, moot_marked_label, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_ICON_NAME = 1,
  PROP_MARK,
  PROP_LABEL,
} MootMarkedLabelProperty;

static GParamSpec *properties[PROP_LABEL + 1];

static GtkWidget *
get_leading (MootMarkedLabel *self)
{
  if (gtk_widget_get_visible (self->image))
    return self->image;
  return gtk_widget_get_visible (self->mark) ? self->mark : NULL;
}

static int
get_indent (MootMarkedLabel *self)
{
  GtkWidget *leading = get_leading (self);
  int width = 0;

  if (leading == NULL)
    return 0;
  gtk_widget_measure (leading, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width + GAP;
}

static GtkSizeRequestMode
moot_marked_label_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
moot_marked_label_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  MootMarkedLabel *self = MOOT_MARKED_LABEL (widget);
  GtkWidget *leading = get_leading (self);
  const int indent = get_indent (self);
  int leading_height = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->label, orientation, -1, minimum, natural, NULL, NULL);
      *minimum += indent;
      *natural += indent;
      return;
    }
  gtk_widget_measure (self->label, orientation, for_size < 0 ? -1 : MAX (for_size - indent, 0),
                      minimum, natural, NULL, NULL);
  if (leading != NULL)
    gtk_widget_measure (leading, orientation, -1, &leading_height, NULL, NULL, NULL);
  *minimum = MAX (*minimum, leading_height);
  *natural = MAX (*natural, leading_height);
}

/* The icon stands in the middle of the first line, the mark on top: both are of the text's size. */
static void
moot_marked_label_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  MootMarkedLabel *self = MOOT_MARKED_LABEL (widget);
  GtkWidget *leading = get_leading (self);
  const int indent = get_indent (self);
  const gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  gtk_widget_size_allocate (self->label,
                            &(GtkAllocation){ rtl ? 0 : indent, 0, MAX (width - indent, 0),
                                              height },
                            -1);
  if (leading != NULL)
    {
      PangoRectangle line;
      int leading_height;
      int y = 0;

      gtk_widget_measure (leading, GTK_ORIENTATION_VERTICAL, -1, NULL, &leading_height, NULL,
                          NULL);
      if (leading == self->image)
        {
          pango_layout_get_pixel_extents (gtk_label_get_layout (GTK_LABEL (self->label)), NULL,
                                          &line);
          y = line.height / MAX (pango_layout_get_line_count (
                                   gtk_label_get_layout (GTK_LABEL (self->label))),
                                 1);
          y = MAX ((y - leading_height) / 2, 0);
        }
      gtk_widget_size_allocate (leading,
                                &(GtkAllocation){ rtl ? width - indent + GAP : 0, y, indent - GAP,
                                                  leading_height },
                                -1);
    }
}

static void
moot_marked_label_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  MootMarkedLabel *self = MOOT_MARKED_LABEL (object);

  switch ((MootMarkedLabelProperty) id)
    {
    case PROP_ICON_NAME:
      g_value_set_string (value, gtk_image_get_icon_name (GTK_IMAGE (self->image)));
      break;
    case PROP_MARK:
      g_value_set_string (value, gtk_label_get_text (GTK_LABEL (self->mark)));
      break;
    case PROP_LABEL:
      g_value_set_string (value, moot_marked_label_get_text (self));
      break;
    }
}

static void
moot_marked_label_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  MootMarkedLabel *self = MOOT_MARKED_LABEL (object);

  switch ((MootMarkedLabelProperty) id)
    {
    case PROP_ICON_NAME:
      moot_marked_label_set_icon_name (self, g_value_get_string (value));
      break;
    case PROP_MARK:
      moot_marked_label_set_mark (self, g_value_get_string (value));
      break;
    case PROP_LABEL:
      moot_marked_label_set_text (self, g_value_get_string (value));
      break;
    }
}

static void
moot_marked_label_dispose (GObject *object)
{
  MootMarkedLabel *self = MOOT_MARKED_LABEL (object);

  g_clear_pointer (&self->image, gtk_widget_unparent);
  g_clear_pointer (&self->mark, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (moot_marked_label_parent_class)->dispose (object);
}

static void
moot_marked_label_class_init (MootMarkedLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = moot_marked_label_get_property;
  object_class->set_property = moot_marked_label_set_property;
  object_class->dispose = moot_marked_label_dispose;
  widget_class->get_request_mode = moot_marked_label_get_request_mode;
  widget_class->measure = moot_marked_label_measure;
  widget_class->size_allocate = moot_marked_label_size_allocate;

  /** MootMarkedLabel:icon-name: what stands before the text, or %NULL */
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  /** MootMarkedLabel:mark: a bullet or number instead of an icon, or %NULL */
  properties[PROP_MARK] = g_param_spec_string ("mark", NULL, NULL, NULL, flags);
  /** MootMarkedLabel:label: the text */
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "marked-label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
moot_marked_label_init (MootMarkedLabel *self)
{
  self->image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              "visible", FALSE, NULL);
  self->mark = g_object_new (GTK_TYPE_LABEL, "visible", FALSE, "valign", GTK_ALIGN_START, NULL);
  self->label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                              "xalign", 0.0, "yalign", 0.0, NULL);
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
  gtk_widget_set_parent (self->mark, GTK_WIDGET (self));
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

/**
 * moot_marked_label_new:
 * @icon_name: (nullable): what stands before the text
 * @text: (nullable): the text
 *
 * Returns: (transfer floating): a label
 */
GtkWidget *
moot_marked_label_new (const char *icon_name,
                       const char *text)
{
  return g_object_new (MOOT_TYPE_MARKED_LABEL, "icon-name", icon_name, "label", text, NULL);
}

/**
 * moot_marked_label_set_icon_name:
 * @self: a label
 * @icon_name: (nullable): what stands before the text; it repeats what the text says
 */
void
moot_marked_label_set_icon_name (MootMarkedLabel *self,
                                 const char      *icon_name)
{
  g_return_if_fail (MOOT_IS_MARKED_LABEL (self));

  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon_name);
  gtk_widget_set_visible (self->image, icon_name != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ICON_NAME]);
}

/**
 * moot_marked_label_set_mark:
 * @self: a label
 * @mark: (nullable): a bullet or number instead of an icon
 */
void
moot_marked_label_set_mark (MootMarkedLabel *self,
                            const char      *mark)
{
  g_return_if_fail (MOOT_IS_MARKED_LABEL (self));

  gtk_label_set_text (GTK_LABEL (self->mark), mark != NULL ? mark : "");
  gtk_widget_set_visible (self->mark, mark != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MARK]);
}

/**
 * moot_marked_label_get_text:
 * @self: a label
 *
 * Returns: (transfer none): the text, without markup
 */
const char *
moot_marked_label_get_text (MootMarkedLabel *self)
{
  g_return_val_if_fail (MOOT_IS_MARKED_LABEL (self), NULL);

  return gtk_label_get_text (GTK_LABEL (self->label));
}

/**
 * moot_marked_label_set_text:
 * @self: a label
 * @text: (nullable): the text
 */
void
moot_marked_label_set_text (MootMarkedLabel *self,
                            const char      *text)
{
  g_return_if_fail (MOOT_IS_MARKED_LABEL (self));

  gtk_label_set_text (GTK_LABEL (self->label), text != NULL ? text : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

/**
 * moot_marked_label_set_markup:
 * @self: a label
 * @markup: the text as Pango markup
 */
void
moot_marked_label_set_markup (MootMarkedLabel *self,
                              const char      *markup)
{
  g_return_if_fail (MOOT_IS_MARKED_LABEL (self));

  gtk_label_set_markup (GTK_LABEL (self->label), markup);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

/**
 * moot_marked_label_get_label:
 * @self: a label
 *
 * Returns: (transfer none): what holds the text
 */
GtkLabel *
moot_marked_label_get_label (MootMarkedLabel *self)
{
  g_return_val_if_fail (MOOT_IS_MARKED_LABEL (self), NULL);

  return GTK_LABEL (self->label);
}
