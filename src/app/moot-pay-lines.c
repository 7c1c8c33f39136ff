/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Where dues are paid to, each line with a button that copies it, and what a member said they paid.
 * Thread: main. */
#include "moot-pay-lines.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-clock.h"
#include "moot-day.h"
#include "moot-empty.h"
#include "moot-json.h"
#include "moot-moment-text.h"
#include "moot-money-text.h"
#include "moot-payment-reference.h"

static void
copy_clicked_cb (GtkButton  *button,
                 const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), text);
  gtk_button_set_label (button, _("Copied"));
}

static void
add_way (GtkBox     *box,
         const char *name,
         const char *value)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0, "ellipsize",
                                   PANGO_ELLIPSIZE_END, NULL);
  GtkWidget *text = g_object_new (GTK_TYPE_LABEL, "label", value, "xalign", 0.0, "selectable",
                                  TRUE, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  GtkWidget *button = gtk_button_new_with_label (_("Copy"));
  /* Translators: what a button does; %s names what is copied, as in “Reference”. */
  g_autofree char *spoken = g_strdup_printf (_("Copy: %s"), name);

  gtk_widget_add_css_class (label, "moot-quiet");
  gtk_widget_add_css_class (text, "numeric");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), label);
  gtk_box_append (GTK_BOX (words), text);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), button);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (copy_clicked_cb), g_strdup (value),
                         (GClosureNotify) (gpointer) g_free, 0);
  gtk_box_append (box, row);
}

static void
add_rail (GtkBox     *box,
          JsonObject *rail)
{
  static const struct
  {
    const char *member;
    const char *name;
  } members[] = {
    { "account_name", N_ ("Account holder") },
    { "name", N_ ("Account holder") },
    { "sort_code", N_ ("Sort code") },
    { "account_number", N_ ("Account number") },
    { "iban", N_ ("IBAN") },
    { "bic", N_ ("BIC") },
    { "url", N_ ("Web page") },
    { "liberapay_url", N_ ("Liberapay") },
    { "words", N_ ("Otherwise") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *value = moot_json_get_string (rail, members[i].member);

      if (value != NULL && *value != '\0')
        add_way (box, _ (members[i].name), value);
    }
}

/**
 * moot_pay_lines_fill:
 * @box: gets the lines, in place of those it has
 * @data: the dues of a member
 */
void
moot_pay_lines_fill (GtkBox             *box,
                     const MootDuesCase *data)
{
  g_autoptr (JsonNode) rails =
    data->plan->rails != NULL ? moot_json_parse (data->plan->rails, -1, NULL) : NULL;
  JsonArray *array =
    rails != NULL && JSON_NODE_HOLDS_ARRAY (rails) ? json_node_get_array (rails) : NULL;
  g_autofree char *reference = NULL;

  moot_empty_box (box);
  if (data->status->reference != NULL)
    {
      reference = moot_payment_reference_format (data->status->reference);
      add_way (box, _("Reference"), reference != NULL ? reference : data->status->reference);
    }
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      add_rail (box, json_array_get_object_element (array, i));
}

static char *
dup_notice (JsonObject *notice,
            const char *currency)
{
  const gint64 minor = moot_json_get_int (notice, "amount_minor");
  const char *text = moot_json_get_string (notice, "paid_on");
  g_autofree char *money = moot_money_text_dup (minor, currency);
  g_autofree char *day = NULL;
  MootDay paid_on;

  if (minor <= 0 || text == NULL || !moot_day_parse (text, &paid_on))
    return NULL;
  day = moot_moment_text_dup_day ((gint64) paid_on * MOOT_DAY);
  /* Translators: %1$s is an amount, as in “£3.00”, %2$s a day. */
  return g_strdup_printf (_("You said that you paid %1$s on %2$s.  The treasurer has not found it "
                             "yet."),
                          money, day);
}

/**
 * moot_pay_lines_dup_notices:
 * @data: the dues of a member
 *
 * Returns: (transfer full) (nullable): what they said they paid, a line each; %NULL for nothing
 */
char *
moot_pay_lines_dup_notices (const MootDuesCase *data)
{
  const guint n = data->notices != NULL ? json_array_get_length (data->notices) : 0;
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (data->notices, i);
      g_autofree char *line =
        JSON_NODE_HOLDS_OBJECT (node)
          ? dup_notice (json_node_get_object (node), data->plan->currency)
          : NULL;

      if (line != NULL)
        g_strv_builder_add (lines, line);
    }
  all = g_strv_builder_end (lines);
  return all[0] != NULL ? g_strjoinv ("\n", all) : NULL;
}
