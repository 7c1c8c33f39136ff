/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Every page of the app in every shape: wide, as narrow as a phone, dark, from right to left, with
 * letters twice as large.  Nothing sticks out at the sides, no text lies over the next one, and
 * whatever can be pressed has a name.
 * With MOOT_SHOTS=FOLDER it leaves pictures for eyes. */
#include "moot-window-private.h"
#include "window-fixture.h"

#include <string.h>

#define NARROW 360
#define FRAME 6          /* pixels: the window's own, which header bars and scrollbars reach into */
#define LARGE_NARROW 420 /* pixels: what a phone has that is set to letters twice as large */

static const struct
{
  const char *name;
  int width;
  int height;
  double scale;
  GtkTextDirection direction;
  AdwColorScheme scheme;
} shapes[] = {
  { "wide", 1000, 720, 1, GTK_TEXT_DIR_LTR, ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "narrow", NARROW, 640, 1, GTK_TEXT_DIR_LTR, ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "dark", 1000, 720, 1, GTK_TEXT_DIR_LTR, ADW_COLOR_SCHEME_FORCE_DARK },
  { "rtl", NARROW, 640, 1, GTK_TEXT_DIR_RTL, ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "large", 1000, 720, 2, GTK_TEXT_DIR_LTR, ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "large-narrow", LARGE_NARROW, 720, 2, GTK_TEXT_DIR_LTR, ADW_COLOR_SCHEME_FORCE_DARK },
};

typedef struct
{
  GtkWidget *root;
  const char *page;
  const char *shape;
  guint n_problems;
} Walk;

static void
complain (Walk       *walk,
          GtkWidget  *widget,
          const char *what)
{
  const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));

  walk->n_problems++;
  g_printerr ("%s, %s: %s '%s' %s\n", walk->page, walk->shape, G_OBJECT_TYPE_NAME (widget),
              id != NULL ? id : gtk_widget_get_name (widget), what);
}

/* What scrolls sideways by itself may be wider than it is shown. */
static gboolean
scrolls_sideways (GtkWidget *widget)
{
  for (GtkWidget *at = gtk_widget_get_parent (widget); at != NULL; at = gtk_widget_get_parent (at))
    {
      GtkPolicyType policy = GTK_POLICY_NEVER;

      if (!GTK_IS_SCROLLED_WINDOW (at))
        continue;
      gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (at), &policy, NULL);
      if (policy != GTK_POLICY_NEVER)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_in (GtkWidget *widget,
       GType      type)
{
  return gtk_widget_get_ancestor (widget, type) != NULL;
}

static void
check_bounds (Walk      *walk,
              GtkWidget *widget)
{
  graphene_rect_t bounds;
  int width = gtk_widget_get_width (walk->root);

  if (!gtk_widget_compute_bounds (widget, walk->root, &bounds) || bounds.size.width == 0 ||
      scrolls_sideways (widget))
    return;
  if (bounds.origin.x < -FRAME || bounds.origin.x + bounds.size.width > width + FRAME)
    {
      g_autofree char *where =
        g_strdup_printf ("is from %.0f to %.0f of %d", bounds.origin.x,
                         bounds.origin.x + bounds.size.width, width);

      complain (walk, widget, where);
    }
}

/* Wrapping text that was given too little would lie over what comes after it. */
static void
check_height (Walk      *walk,
              GtkWidget *widget)
{
  const int height = gtk_widget_get_height (widget);
  int least;

  if (!GTK_IS_LABEL (widget) || gtk_widget_get_width (widget) == 0)
    return;
  pango_layout_get_pixel_size (gtk_label_get_layout (GTK_LABEL (widget)), NULL, &least);
  if (least > height)
    {
      g_autofree char *what = g_strdup_printf ("is %d high and needs %d: '%s'", height, least,
                                               gtk_label_get_text (GTK_LABEL (widget)));

      complain (walk, widget, what);
    }
}

static gboolean
is_label (GtkWidget *widget,
          gpointer   data)
{
  return GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0';
}

static void
check_name (Walk      *walk,
            GtkWidget *widget)
{
  g_autofree char *label = NULL;
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (!GTK_IS_BUTTON (widget) && !GTK_IS_MENU_BUTTON (widget))
    return;
  if (GTK_IS_BUTTON (widget) && is_in (widget, GTK_TYPE_MENU_BUTTON))
    return; /* the menu button speaks for its inner one */
  if (is_in (widget, GTK_TYPE_WINDOW_CONTROLS))
    return;
  if (ui_find (widget, is_label, NULL) != NULL || (tooltip != NULL && *tooltip != '\0'))
    return;
  label = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                              GTK_ACCESSIBLE_PROPERTY_LABEL, "\001");
  if (label == NULL || *label == '\0' || g_str_equal (label, "\001"))
    complain (walk, widget, "has no name");
}

static gboolean
look (GtkWidget *widget,
      gpointer   data)
{
  Walk *walk = data;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_child_visible (widget))
    return FALSE;
  check_bounds (walk, widget);
  check_height (walk, widget);
  check_name (walk, widget);
  return FALSE;
}

/* The innermost one that wants more room than there is. */
static GtkWidget *
find_wide (GtkWidget *widget,
           int        width)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least = 0;

      if (gtk_widget_get_visible (child))
        gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      if (least > width)
        return find_wide (child, width);
    }
  return widget;
}

static guint
check_page (WindowFixture *self,
            const char    *page,
            guint          shape)
{
  g_autofree char *picture = g_strconcat (page, "-", shapes[shape].name, NULL);
  GtkWidget *other = window_find_other (self);
  Walk walk = { .root = other != NULL ? other : GTK_WIDGET (self->window),
                .page = page,
                .shape = shapes[shape].name };
  int width;

  if (other != NULL)
    {
      WINDOW_WAIT (gtk_widget_get_mapped (other));
      if (shapes[shape].width <= LARGE_NARROW)
        gtk_window_set_default_size (GTK_WINDOW (other), shapes[shape].width, 560);
      ui_wait_frames (other, 8);
    }
  window_fixture_shoot (self, picture);
  width = gtk_widget_get_width (walk.root);
  if (width > shapes[shape].width)
    {
      g_autofree char *what =
        g_strdup_printf ("makes it %d wide, wanted %d", width, shapes[shape].width);

      complain (&walk, find_wide (walk.root, shapes[shape].width), what);
    }
  ui_find (walk.root, look, &walk);
  if (other != NULL)
    {
      gtk_window_destroy (GTK_WINDOW (other));
      WINDOW_WAIT (window_find_other (self) == NULL);
    }
  return walk.n_problems;
}

static void
take_shape (WindowFixture *self,
            guint          shape)
{
  gtk_widget_set_default_direction (shapes[shape].direction);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), shapes[shape].scheme);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi",
                (int) (96 * 1024 * shapes[shape].scale), NULL);
  window_fixture_resize (self, shapes[shape].width, shapes[shape].height);
}

static void
all_pages (WindowFixture *self)
{
  guint n_problems = 0;

  window_fixture_sign_in (self);
  window_fixture_fill (self);
  window_fixture_remember (self);
  for (guint shape = 0; shape < G_N_ELEMENTS (shapes); shape++)
    {
      take_shape (self, shape);
      for (guint page = 0; page < window_n_pages; page++)
        {
          window_fixture_open (self, &window_pages[page]);
          n_problems += check_page (self, window_pages[page].name, shape);
        }
      window_fixture_act (self, "win.go", "home");
      window_fixture_act (self, "win.sidebar", NULL);
      window_fixture_settle (self);
      n_problems += check_page (self, "sidebar", shape);
    }
  take_shape (self, 0);
  g_assert_cmpuint (n_problems, ==, 0);
}

static void
test_all_pages (void)
{
  window_run (all_pages, NULL);
}

/* clang-format off */
static const struct { MootStage stage; const char *name; } stages[] = {
  { MOOT_STAGE_WELCOME, "welcome" },
  { MOOT_STAGE_SETUP,   "setup"   },
  { MOOT_STAGE_LOGIN,   "login"   },
};
/* clang-format on */

static void
all_stages (WindowFixture *self)
{
  guint n_problems = 0;

  WINDOW_WAIT (moot_window_get_stage (self->window) == MOOT_STAGE_WELCOME);
  for (guint shape = 0; shape < G_N_ELEMENTS (shapes); shape++)
    {
      take_shape (self, shape);
      for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
        {
          moot_window_show_stage (self->window, stages[i].stage);
          window_fixture_settle (self);
          n_problems += check_page (self, stages[i].name, shape);
        }
      moot_window_show_working (self->window, "Preparing a small invented co-op…", 0.4);
      window_fixture_settle (self);
      n_problems += check_page (self, "working", shape);
    }
  take_shape (self, 0);
  g_assert_cmpuint (n_problems, ==, 0);
}

static void
test_all_stages (void)
{
  window_run (all_stages, NULL);
}

int
main (int    argc,
      char **argv)
{
  window_init (&argc, &argv);
  g_test_add_func ("/ui/pages/all-pages", test_all_pages);
  g_test_add_func ("/ui/pages/all-stages", test_all_stages);
  return g_test_run ();
}
