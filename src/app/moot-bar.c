/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A bar, drawn by CSS so that patterns follow the colours and the contrast of the desktop.  Screen
 * readers do not see it: the words beside it say more.
 * Thread: main. */
#include "moot-bar.h"

#include "config.h"

#define NATURAL_WIDTH 160
#define LEAST_FILL 3 /* px: something is to be seen of one vote in a thousand */

struct _MootBar
{
  GtkWidget parent_instance;

  GtkWidget *fill;
  double share;
  char *css_class;
};

G_DEFINE_FINAL_TYPE (MootBar, moot_bar, GTK_TYPE_WIDGET)

static void
moot_bar_measure (GtkWidget      *widget,
                  GtkOrientation  orientation,
                  int             for_size,
                  int            *minimum,
                  int            *natural,
                  int            *minimum_baseline,
                  int            *natural_baseline)
{
  gtk_widget_measure (MOOT_BAR (widget)->fill, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*natural, NATURAL_WIDTH);
}

static void
moot_bar_size_allocate (GtkWidget *widget,
                        int        width,
                        int        height,
                        int        baseline)
{
  MootBar *self = MOOT_BAR (widget);
  const gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int least = 0;
  int filled;

  gtk_widget_set_child_visible (self->fill, self->share > 0);
  if (self->share <= 0)
    return;
  gtk_widget_measure (self->fill, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  filled = CLAMP ((int) (width * self->share + 0.5), MAX (least, LEAST_FILL), width);
  gtk_widget_size_allocate (self->fill,
                            &(GtkAllocation){ rtl ? width - filled : 0, 0, filled, height }, -1);
}

static void
moot_bar_dispose (GObject *object)
{
  g_clear_pointer (&MOOT_BAR (object)->fill, gtk_widget_unparent);

  G_OBJECT_CLASS (moot_bar_parent_class)->dispose (object);
}

static void
moot_bar_finalize (GObject *object)
{
  g_free (MOOT_BAR (object)->css_class);

  G_OBJECT_CLASS (moot_bar_parent_class)->finalize (object);
}

static void
moot_bar_class_init (MootBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_bar_finalize;
  widget_class->measure = moot_bar_measure;
  widget_class->size_allocate = moot_bar_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
moot_bar_init (MootBar *self)
{
  self->fill = g_object_new (GTK_TYPE_BOX, "css-name", "fill", "accessible-role",
                             GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (self->fill, GTK_WIDGET (self));
}

/**
 * moot_bar_new:
 *
 * Returns: (transfer floating): an empty bar
 */
GtkWidget *
moot_bar_new (void)
{
  return g_object_new (MOOT_TYPE_BAR, NULL);
}

/**
 * moot_bar_get_share:
 * @self: a bar
 *
 * Returns: how much of it is filled, 0 to 1
 */
double
moot_bar_get_share (MootBar *self)
{
  g_return_val_if_fail (MOOT_IS_BAR (self), 0);

  return self->share;
}

/**
 * moot_bar_set_share:
 * @self: a bar
 * @share: how much of it is filled, 0 to 1
 */
void
moot_bar_set_share (MootBar *self,
                    double   share)
{
  g_return_if_fail (MOOT_IS_BAR (self));

  self->share = CLAMP (share, 0, 1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * moot_bar_set_style:
 * @self: a bar
 * @css_class: what the style sheet calls its pattern
 */
void
moot_bar_set_style (MootBar    *self,
                    const char *css_class)
{
  g_return_if_fail (MOOT_IS_BAR (self));

  if (self->css_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->css_class);
  g_free (self->css_class);
  self->css_class = g_strdup (css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
}
