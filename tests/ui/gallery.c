/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Pictures of a feed of sample posts, to be looked at: gallery FOLDER writes wide, narrow, dark,
 * right-to-left and large-text ones.  As a test it proves that all of them can be painted without a
 * warning. */
#include <adwaita.h>
#include <locale.h>

#include "moot-clock.h"
#include "status-fixture.h"

static char *folder;

typedef struct
{
  const char *name;
  int width;
  int height;
  double text_scale;
  AdwColorScheme scheme;
  GtkTextDirection direction;
  double position; /* of the scroll bar, 0 to 1 */
  GPtrArray *(*load) (void);
} Variant;

/* clang-format off */
static const Variant variants[] = {
  { "wide",         760,  1500, 1,   ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_LTR, 0, status_fixture_load_statuses },
  { "wide-below",   760,  1500, 1,   ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_LTR, 0.5, status_fixture_load_statuses },
  { "wide-end",     760,  1500, 1,   ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_LTR, 1, status_fixture_load_statuses },
  { "narrow",       360,  1500, 1,   ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_LTR, 0, status_fixture_load_statuses },
  { "narrow-end",   360,  1500, 1,   ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_LTR, 1, status_fixture_load_statuses },
  { "dark",         760,  1500, 1,   ADW_COLOR_SCHEME_FORCE_DARK,  GTK_TEXT_DIR_LTR, 0.2, status_fixture_load_statuses },
  { "right-to-left", 560, 1500, 1,   ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_RTL, 0, status_fixture_load_statuses },
  { "right-to-left-below", 560, 1500, 1, ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_RTL, 0.5, status_fixture_load_statuses },
  { "large-text",   560,  1500, 2,   ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_LTR, 0, status_fixture_load_statuses },
  { "large-narrow", 360,  1500, 2,   ADW_COLOR_SCHEME_FORCE_DARK,  GTK_TEXT_DIR_LTR, 0.5, status_fixture_load_statuses },
  { "records",      760,  1700, 1,   ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_LTR, 0, status_fixture_load_records },
  { "records-narrow", 360, 1900, 1,  ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_LTR, 0, status_fixture_load_records },
  { "records-end",  360,  1500, 1,   ADW_COLOR_SCHEME_FORCE_DARK,  GTK_TEXT_DIR_LTR, 1, status_fixture_load_records },
  { "records-large", 360, 1900, 2,   ADW_COLOR_SCHEME_FORCE_DARK,  GTK_TEXT_DIR_LTR, 0.5, status_fixture_load_records },
  { "records-right-to-left", 560, 1700, 1, ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_RTL, 0, status_fixture_load_records },
};
/* clang-format on */

static void
test_variant (gconstpointer data)
{
  const Variant *variant = data;
  StatusFixture fixture;
  double last;

  moot_clock_set_fake (STATUS_FIXTURE_NOW);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * variant->text_scale),
                NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), variant->scheme);
  gtk_widget_set_default_direction (variant->direction);
  status_fixture_set_up (&fixture, variant->width, variant->height,
                         variant->load ());
  for (int i = 0; i < 3; i++)
    {
      last = gtk_adjustment_get_upper (fixture.adjustment) -
             gtk_adjustment_get_page_size (fixture.adjustment);
      gtk_adjustment_set_value (fixture.adjustment, last * variant->position);
      status_fixture_settle (&fixture);
    }

  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture.window)), <=, variant->width);
  if (folder != NULL)
    {
      g_autofree char *file = g_strdup_printf ("%s/%s.png", folder, variant->name);
      g_autoptr (GError) error = NULL;

      ui_shoot (GTK_WIDGET (fixture.window), file, 1, &error);
      g_assert_no_error (error);
    }
  status_fixture_tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  folder = argc > 1 ? argv[1] : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/gallery/%s", variants[i].name);

      g_test_add_data_func (path, &variants[i], test_variant);
    }
  return g_test_run ();
}
