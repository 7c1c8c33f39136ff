/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What differs between two texts, line by line: as few lines as can be go and come.
 * Thread: any; main for the widgets. */
#include "moot-line-diff.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "moot-marked-label.h"

static void
add_lines (GArray            *lines,
           MootLineChange     change,
           const char *const *texts,
           guint              n)
{
  for (guint i = 0; i < n; i++)
    {
      const MootLine line = { change, texts[i] };

      g_array_append_val (lines, line);
    }
}

/* The table says how many lines of the rests are the same. */
static void
compare_middle (GArray            *lines,
                const char *const *before,
                guint              n_before,
                const char *const *after,
                guint              n_after)
{
  const guint width = n_after + 1;
  g_autofree guint16 *same = NULL;
  guint i = 0;
  guint j = 0;

  if (n_before > MOOT_LINE_DIFF_MAX || n_after > MOOT_LINE_DIFF_MAX)
    {
      add_lines (lines, MOOT_LINE_GONE, before, n_before);
      add_lines (lines, MOOT_LINE_ADDED, after, n_after);
      return;
    }
  same = g_new0 (guint16, (gsize) (n_before + 1) * width);
  for (guint row = n_before; row-- > 0;)
    for (guint column = n_after; column-- > 0;)
      same[row * width + column] =
        strcmp (before[row], after[column]) == 0
          ? same[(row + 1) * width + column + 1] + 1
          : MAX (same[(row + 1) * width + column], same[row * width + column + 1]);
  while (i < n_before || j < n_after)
    {
      if (i < n_before && j < n_after && strcmp (before[i], after[j]) == 0)
        {
          add_lines (lines, MOOT_LINE_KEPT, &after[j], 1);
          i++;
          j++;
        }
      else if (i < n_before && (j == n_after || same[(i + 1) * width + j] >=
                                                  same[i * width + j + 1]))
        add_lines (lines, MOOT_LINE_GONE, &before[i++], 1);
      else
        add_lines (lines, MOOT_LINE_ADDED, &after[j++], 1);
    }
}

/**
 * moot_line_diff_compare:
 * @before: lines of the older text
 * @after: lines of the newer text
 *
 * Returns: (transfer full) (element-type MootLine): the lines of both, in their order
 */
GArray *
moot_line_diff_compare (const char *const *before,
                        const char *const *after)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (MootLine));
  guint n_before = g_strv_length ((GStrv) before);
  guint n_after = g_strv_length ((GStrv) after);
  guint head = 0;
  guint tail = 0;

  while (head < n_before && head < n_after && strcmp (before[head], after[head]) == 0)
    head++;
  while (tail < n_before - head && tail < n_after - head &&
         strcmp (before[n_before - tail - 1], after[n_after - tail - 1]) == 0)
    tail++;
  add_lines (lines, MOOT_LINE_KEPT, after, head);
  compare_middle (lines, before + head, n_before - head - tail, after + head,
                  n_after - head - tail);
  add_lines (lines, MOOT_LINE_KEPT, after + n_after - tail, tail);
  return lines;
}

static void
add_widget (GtkBox         *box,
            const MootLine *line)
{
  const gboolean added = line->change == MOOT_LINE_ADDED;
  GtkWidget *widget;
  g_autofree char *spoken = NULL;

  if (line->change == MOOT_LINE_KEPT)
    {
      widget = g_object_new (GTK_TYPE_LABEL, "label", line->text, "xalign", 0.0, "wrap", TRUE,
                             "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
      gtk_widget_add_css_class (widget, "moot-quiet");
      gtk_box_append (box, widget);
      return;
    }
  widget = moot_marked_label_new (added ? "list-add-symbolic" : "list-remove-symbolic", line->text);
  gtk_widget_add_css_class (widget, added ? "moot-line-added" : "moot-line-gone");
  /* Translators: a line of a text that is new or was taken out, for those who do not see its sign.
   */
  spoken = g_strdup_printf (added ? _("Added: %s") : _("Removed: %s"), line->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  gtk_box_append (box, widget);
}

/**
 * moot_line_diff_fill:
 * @box: gets a line each
 * @before: lines of the older text
 * @after: lines of the newer text
 *
 * Returns: how many lines went or came
 */
guint
moot_line_diff_fill (GtkBox            *box,
                     const char *const *before,
                     const char *const *after)
{
  g_autoptr (GArray) lines = moot_line_diff_compare (before, after);
  guint n_changes = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const MootLine *line = &g_array_index (lines, MootLine, i);

      n_changes += line->change != MOOT_LINE_KEPT;
      if (*line->text != '\0')
        add_widget (box, line);
    }
  return n_changes;
}
