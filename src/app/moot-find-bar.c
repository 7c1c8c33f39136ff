/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Finding words on a page.  Searched are the texts that people wrote, as they are shown; upper and
 * lower case are the same.  The page may be drawn anew at any time, so each step looks again.
 * Enter goes on, Shift+Enter back, Escape closes and leaves the focus at what was found.
 * Thread: main. */
#include "moot-find-bar.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-paragraph.h"

#define MARKS "moot-marks" /* of a label */
#define MATCHES_MAX 2000   /* more are not counted */
#define ROOM 60            /* pixels kept above what was found */

typedef struct
{
  GtkLabel *label; /* owned */
  int start;       /* bytes */
  int end;
} Match;

typedef struct
{
  PangoAttrList *before; /* (nullable) */
  PangoAttrList *mine;   /* as they are with the marks */
} Marks;

struct _MootFindBar
{
  GtkWidget parent_instance;

  GtkSearchBar *bar;
  GtkSearchEntry *entry;
  GtkLabel *count;
  GtkWidget *previous;
  GtkWidget *next;

  GtkWidget *place; /* (nullable), weak: where it looks */
  GArray *matches;
  guint current;
  gboolean partial; /* not all of it is on the page */
};

G_DEFINE_FINAL_TYPE (MootFindBar, moot_find_bar, GTK_TYPE_WIDGET)

static void
match_clear (gpointer data)
{
  g_clear_object (&((Match *) data)->label);
}

/* Marking ------------------------------------------------------------------------------------ */

static void
marks_free (gpointer data)
{
  Marks *marks = data;

  g_clear_pointer (&marks->before, pango_attr_list_unref);
  g_clear_pointer (&marks->mine, pango_attr_list_unref);
  g_free (marks);
}

/* GTK 4.8 writes attributes into those that it read from the markup: it reads them again. */
static void
read_anew (GtkLabel *label)
{
  g_autofree char *markup = g_strdup (gtk_label_get_label (label));

  if (!gtk_label_get_use_markup (label))
    return;
  gtk_label_set_markup (label, "");
  gtk_label_set_markup (label, markup);
}

/* A label that was filled anew meanwhile has lost its marks by itself. */
static void
unmark (MootFindBar *self)
{
  for (guint i = 0; i < self->matches->len; i++)
    {
      GtkLabel *label = g_array_index (self->matches, Match, i).label;
      const Marks *marks = g_object_get_data (G_OBJECT (label), MARKS);

      if (marks != NULL && gtk_label_get_attributes (label) == marks->mine)
        {
          gtk_label_set_attributes (label, marks->before);
          read_anew (label);
        }
      g_object_set_data (G_OBJECT (label), MARKS, NULL);
    }
}

static Marks *
get_marks (GtkLabel *label)
{
  Marks *marks = g_object_get_data (G_OBJECT (label), MARKS);
  PangoAttrList *now = gtk_label_get_attributes (label);

  if (marks != NULL && marks->mine == now)
    return marks;
  marks = g_new0 (Marks, 1);
  marks->before = now != NULL ? pango_attr_list_ref (now) : NULL;
  g_object_set_data_full (G_OBJECT (label), MARKS, marks, marks_free);
  return marks;
}

static void
insert (PangoAttrList  *list,
        PangoAttribute *attribute,
        const Match    *match)
{
  attribute->start_index = (guint) match->start;
  attribute->end_index = (guint) match->end;
  pango_attr_list_insert (list, attribute);
}

/* By more than colour: what is found has a light background, the one gone to is underlined, too. */
static void
mark (const Match *match,
      gboolean     is_current)
{
  Marks *marks = get_marks (match->label);
  PangoAttrList *now = gtk_label_get_attributes (match->label);
  PangoAttrList *list = now != NULL ? pango_attr_list_copy (now) : pango_attr_list_new ();

  insert (list, pango_attr_background_new (0xf8f8, 0xe4e4, 0x5c5c), match);
  insert (list, pango_attr_foreground_new (0, 0, 0), match);
  if (is_current)
    {
      insert (list, pango_attr_underline_new (PANGO_UNDERLINE_DOUBLE), match);
      insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), match);
    }
  gtk_label_set_attributes (match->label, list);
  g_clear_pointer (&marks->mine, pango_attr_list_unref);
  marks->mine = list;
}

/* Finding ------------------------------------------------------------------------------------ */

static void
find_in_label (MootFindBar *self,
               GtkLabel    *label,
               GRegex      *words)
{
  g_autoptr (GMatchInfo) info = NULL;

  g_regex_match (words, gtk_label_get_text (label), 0, &info);
  while (g_match_info_matches (info) && self->matches->len < MATCHES_MAX)
    {
      Match match = { .label = g_object_ref (label) };

      g_match_info_fetch_pos (info, 0, &match.start, &match.end);
      g_array_append_val (self->matches, match);
      g_match_info_next (info, NULL);
    }
}

static void
find_below (MootFindBar *self,
            GtkWidget   *widget,
            GRegex      *words)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (MOOT_IS_PARAGRAPH (widget))
    {
      find_in_label (self, moot_paragraph_get_label (MOOT_PARAGRAPH (widget)), words);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_below (self, child, words);
}

static void
look (MootFindBar *self)
{
  g_autofree char *query =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_autofree char *escaped = g_regex_escape_string (query, -1);
  g_autoptr (GRegex) words = NULL;

  unmark (self);
  g_array_set_size (self->matches, 0);
  if (*query == '\0' || self->place == NULL)
    return;
  words = g_regex_new (escaped, G_REGEX_CASELESS, 0, NULL);
  if (words != NULL)
    find_below (self, self->place, words);
}

/* Showing ------------------------------------------------------------------------------------ */

static void
scroll_to (const Match *match)
{
  GtkWidget *label = GTK_WIDGET (match->label);
  GtkWidget *scroller = gtk_widget_get_ancestor (label, GTK_TYPE_SCROLLED_WINDOW);
  PangoLayout *layout = gtk_label_get_layout (match->label);
  GtkAdjustment *adjustment;
  graphene_point_t from = GRAPHENE_POINT_INIT (0, 0);
  graphene_point_t to;
  PangoRectangle where;

  if (scroller == NULL)
    return;
  pango_layout_index_to_pos (layout, match->start, &where);
  from.y = (float) where.y / PANGO_SCALE;
  if (!gtk_widget_compute_point (label, scroller, &from, &to))
    return;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  if (to.y < ROOM || to.y > (float) gtk_widget_get_height (scroller) - ROOM)
    gtk_adjustment_set_value (adjustment,
                              gtk_adjustment_get_value (adjustment) + (double) to.y - ROOM);
}

static char *
dup_count (MootFindBar *self)
{
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  const int n = (int) self->matches->len;
  g_autofree char *place = NULL;

  if (*query == '\0')
    return g_strdup ("");
  if (n == 0)
    return g_strdup (self->partial ? _("Not found in what is shown") : _("Not found"));
  /* Translators: %1$d is the number of the place that is marked, %2$d how many there are. */
  place = g_strdup_printf (_("%1$d of %2$d"), (int) self->current + 1, n);
  /* Translators: %s is as in “3 of 7”; not all comments are on the page. */
  return self->partial ? g_strdup_printf (_("%s in what is shown"), place)
                       : g_steal_pointer (&place);
}

static void
show (MootFindBar *self)
{
  g_autofree char *count = NULL;
  const gboolean found = self->matches->len > 0;

  for (guint i = 0; i < self->matches->len; i++)
    mark (&g_array_index (self->matches, Match, i), i == self->current);
  if (found)
    scroll_to (&g_array_index (self->matches, Match, self->current));
  count = dup_count (self);
  gtk_label_set_text (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count), *count != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  found ? gtk_label_get_text (g_array_index (self->matches, Match,
                                                                             self->current)
                                                                .label)
                                        : count,
                                  -1);
  gtk_widget_set_sensitive (self->next, found);
  gtk_widget_set_sensitive (self->previous, found);
}

static void
changed_cb (MootFindBar *self)
{
  look (self);
  self->current = 0;
  show (self);
}

/* From the one that is marked, as it is now, to the next. */
static void
step (MootFindBar *self,
      int          by)
{
  guint n;

  look (self);
  n = self->matches->len;
  if (n > 0)
    self->current = (MIN (self->current, n - 1) + n + (guint) (by + (int) n)) % n;
  show (self);
}

static void
next_cb (MootFindBar *self)
{
  step (self, 1);
}

static void
previous_cb (MootFindBar *self)
{
  step (self, -1);
}

static gboolean
key_cb (MootFindBar     *self,
        guint            keyval,
        guint            keycode,
        GdkModifierType  state)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || (state & GDK_SHIFT_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  step (self, -1);
  return GDK_EVENT_STOP;
}

/* Something that has the focus near what was found: its comment, or the page. */
static void
leave_focus (MootFindBar *self)
{
  GtkWidget *widget = self->matches->len > 0
                        ? GTK_WIDGET (g_array_index (self->matches, Match, self->current).label)
                        : self->place;

  while (widget != NULL && !gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD))
    widget = widget != self->place ? gtk_widget_get_parent (widget) : NULL;
}

static void
mode_cb (MootFindBar *self)
{
  if (gtk_search_bar_get_search_mode (self->bar))
    return;
  leave_focus (self);
  unmark (self);
  g_array_set_size (self->matches, 0);
  gtk_label_set_text (self->count, "");
}

static void
stop_cb (MootFindBar *self)
{
  gtk_search_bar_set_search_mode (self->bar, FALSE);
}

/* The widget --------------------------------------------------------------------------------- */

static void
moot_find_bar_dispose (GObject *object)
{
  MootFindBar *self = MOOT_FIND_BAR (object);

  g_array_set_size (self->matches, 0);
  g_clear_weak_pointer (&self->place);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_FIND_BAR);
  G_OBJECT_CLASS (moot_find_bar_parent_class)->dispose (object);
}

static void
moot_find_bar_finalize (GObject *object)
{
  g_array_unref (MOOT_FIND_BAR (object)->matches);
  G_OBJECT_CLASS (moot_find_bar_parent_class)->finalize (object);
}

static void
moot_find_bar_class_init (MootFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_find_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_find_bar_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, MootFindBar, bar);
  gtk_widget_class_bind_template_child (widget_class, MootFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, MootFindBar, count);
  gtk_widget_class_bind_template_child (widget_class, MootFindBar, previous);
  gtk_widget_class_bind_template_child (widget_class, MootFindBar, next);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
moot_find_bar_init (MootFindBar *self)
{
  self->matches = g_array_new (FALSE, FALSE, sizeof (Match));
  g_array_set_clear_func (self->matches, match_clear);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_find_bar_new:
 *
 * Returns: (transfer floating): a bar that is closed
 */
GtkWidget *
moot_find_bar_new (void)
{
  return g_object_new (MOOT_TYPE_FIND_BAR, NULL);
}

/**
 * moot_find_bar_set_place:
 * @self: a bar
 * @place: in which it looks
 */
void
moot_find_bar_set_place (MootFindBar *self,
                         GtkWidget   *place)
{
  g_return_if_fail (MOOT_IS_FIND_BAR (self));

  g_set_weak_pointer (&self->place, place);
}

/**
 * moot_find_bar_set_partial:
 * @self: a bar
 * @partial: whether there is more than what is on the page; it says so
 */
void
moot_find_bar_set_partial (MootFindBar *self,
                           gboolean     partial)
{
  g_return_if_fail (MOOT_IS_FIND_BAR (self));

  self->partial = partial;
}

/**
 * moot_find_bar_open:
 * @self: a bar
 *
 * Opens it and takes the focus; what was looked for before is there, to be typed over.
 */
void
moot_find_bar_open (MootFindBar *self)
{
  g_return_if_fail (MOOT_IS_FIND_BAR (self));

  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  changed_cb (self);
}

/** moot_find_bar_get_count: (transfer none): as in “3 of 7” */
const char *
moot_find_bar_get_count (MootFindBar *self)
{
  g_return_val_if_fail (MOOT_IS_FIND_BAR (self), NULL);

  return gtk_label_get_text (self->count);
}
