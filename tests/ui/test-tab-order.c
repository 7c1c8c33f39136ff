/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The Tab key, pressed for real on every page: it comes by everything that can be used, by nothing
 * twice, and where it is can be seen. */
#include "moot-feed-item.h"
#include "moot-feed-view.h"
#include "moot-window-private.h"
#include "ui-keys.h"
#include "window-fixture.h"

#define MAX_STOPS 150 /* presses: more than any page has */
#define IN_SIGHT 4    /* pixels */

typedef struct
{
  GtkWidget *root;
  const char *page;
  GPtrArray *stops; /* of borrowed widgets, in their order */
  guint n_problems;
} Walk;

static void
complain (Walk       *walk,
          GtkWidget  *widget,
          const char *what)
{
  const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));
  GtkWidget *parent = gtk_widget_get_parent (widget);

  walk->n_problems++;
  g_printerr ("%s: %s '%s' in %s %s\n", walk->page, G_OBJECT_TYPE_NAME (widget),
              id != NULL ? id : gtk_widget_get_name (widget),
              parent != NULL ? G_OBJECT_TYPE_NAME (parent) : "nothing", what);
}

/* A part of it is shown: neither scrolled away nor behind something. */
static gboolean
is_in_sight (GtkWidget *widget)
{
  for (GtkWidget *at = gtk_widget_get_parent (widget); at != NULL; at = gtk_widget_get_parent (at))
    {
      graphene_rect_t bounds;
      graphene_rect_t shown;
      graphene_rect_t frame;

      if (!GTK_IS_VIEWPORT (at) && !MOOT_IS_FEED_VIEW (at) && !GTK_IS_WINDOW (at))
        continue;
      frame = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (at),
                                  (float) gtk_widget_get_height (at));
      if (!gtk_widget_compute_bounds (widget, at, &bounds) ||
          !graphene_rect_intersection (&bounds, &frame, &shown) ||
          shown.size.width < MIN (IN_SIGHT, bounds.size.width) ||
          shown.size.height < MIN (IN_SIGHT, bounds.size.height))
        return FALSE;
    }
  return TRUE;
}

/* Where arrow keys go on after Tab has entered. */
static GtkWidget *
get_group (GtkWidget *widget)
{
  GtkWidget *feed = gtk_widget_get_ancestor (widget, MOOT_TYPE_FEED_VIEW);
  GtkWidget *list = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX);

  if (feed != NULL)
    return feed;
  if (GTK_IS_LIST_BOX_ROW (widget))
    return list;
  if (GTK_IS_CHECK_BUTTON (widget)) /* the choices of one question */
    return gtk_widget_get_parent (gtk_widget_get_parent (widget));
  return NULL;
}

static gboolean
is_reached (Walk      *walk,
            GtkWidget *widget)
{
  GtkWidget *group = get_group (widget);

  for (guint i = 0; i < walk->stops->len; i++)
    {
      GtkWidget *stop = g_ptr_array_index (walk->stops, i);

      if (stop == widget || gtk_widget_is_ancestor (stop, widget) ||
          (group != NULL && get_group (stop) == group))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_control (GtkWidget *widget)
{
  if (!gtk_widget_get_focusable (widget) || !gtk_widget_get_mapped (widget) ||
      !gtk_widget_is_sensitive (widget) || GTK_IS_SCROLLED_WINDOW (widget) ||
      GTK_IS_WINDOW (widget) || GTK_IS_LIST_BOX (widget))
    return FALSE;
  for (GtkWidget *at = widget; at != NULL; at = gtk_widget_get_parent (at))
    if (!gtk_widget_get_can_focus (at) || !gtk_widget_get_child_visible (at))
      return FALSE;
  return gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) == NULL;
}

static gboolean
look (GtkWidget *widget,
      gpointer   data)
{
  if (is_control (widget) && !is_reached (data, widget))
    complain (data, widget, "is not reached");
  return FALSE;
}

/* As GTK does when it comes round: until then each part remembers where in it the focus was. */
static gboolean
forget_focus (GtkWidget *widget,
              gpointer   data)
{
  gtk_widget_set_focus_child (widget, NULL);
  return FALSE;
}

static void
press_tab (Walk *walk)
{
  for (guint i = 0; i < MAX_STOPS; i++)
    {
      GtkWidget *focus;

      ui_keys_press ("Tab");
      ui_wait_frames (walk->root, 2);
      focus = gtk_window_get_focus (GTK_WINDOW (walk->root));
      if (focus == NULL)
        continue;
      if (walk->stops->len > 0 && focus == g_ptr_array_index (walk->stops, 0))
        return;
      if (g_ptr_array_find (walk->stops, focus, NULL))
        {
          complain (walk, focus, "has the focus twice");
          return;
        }
      g_ptr_array_add (walk->stops, focus);
      if (!gtk_window_get_focus_visible (GTK_WINDOW (walk->root)))
        complain (walk, focus, "does not show the focus");
      if (!gtk_widget_get_mapped (focus) || !is_in_sight (focus))
        complain (walk, focus, "has the focus out of sight");
    }
  complain (walk, walk->root, "never comes round");
}

static guint
check_page (WindowFixture *self,
            const char    *page)
{
  g_autoptr (GPtrArray) stops = g_ptr_array_new ();
  GtkWidget *other = window_find_other (self);
  Walk walk = { .root = other != NULL ? other : GTK_WIDGET (self->window),
                .page = page,
                .stops = stops };

  if (other != NULL)
    WINDOW_WAIT (gtk_widget_get_mapped (other));
  ui_keys_focus (walk.root);
  gtk_window_set_focus (GTK_WINDOW (walk.root), NULL);
  ui_find (walk.root, forget_focus, NULL);
  press_tab (&walk);
  ui_find (walk.root, look, &walk);
  g_test_message ("%s: %u stops", page, stops->len);
  for (guint i = 0; g_test_verbose () && i < stops->len; i++)
    {
      GtkWidget *stop = g_ptr_array_index (stops, i);

      g_test_message ("  %s '%s'", G_OBJECT_TYPE_NAME (stop),
                      gtk_buildable_get_buildable_id (GTK_BUILDABLE (stop)));
    }
  g_assert_cmpuint (stops->len, >, 1);
  if (other != NULL)
    {
      gtk_window_destroy (GTK_WINDOW (other));
      WINDOW_WAIT (window_find_other (self) == NULL);
    }
  return walk.n_problems;
}

static void
all_pages (WindowFixture *self)
{
  static const struct
  {
    MootStage stage;
    const char *name;
  } stages[] = {
    { MOOT_STAGE_WELCOME, "welcome" },
    { MOOT_STAGE_SETUP, "setup" },
    { MOOT_STAGE_LOGIN, "login" },
  };
  guint n_problems = 0;

  WINDOW_WAIT (moot_window_get_stage (self->window) == MOOT_STAGE_WELCOME);
  window_fixture_resize (self, 1000, 720);
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      moot_window_show_stage (self->window, stages[i].stage);
      window_fixture_settle (self);
      n_problems += check_page (self, stages[i].name);
    }
  moot_window_show_stage (self->window, MOOT_STAGE_WELCOME);
  window_fixture_sign_in (self);
  window_fixture_fill (self);
  window_fixture_remember (self);
  for (guint i = 0; i < window_n_pages; i++)
    {
      window_fixture_open (self, &window_pages[i]);
      n_problems += check_page (self, window_pages[i].name);
    }
  g_assert_cmpuint (n_problems, ==, 0);
}

static void
test_all_pages (void)
{
  window_run (all_pages, NULL);
}

int
main (int    argc,
      char **argv)
{
  window_init (&argc, &argv);
  g_test_add_func ("/ui/tab-order/all-pages", test_all_pages);
  return g_test_run ();
}
