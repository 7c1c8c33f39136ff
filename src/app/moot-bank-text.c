/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Files of the bank in words.
 * Thread: main. */
#include "moot-bank-text.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-moment-text.h"

static const struct
{
  const char *format;
  const char *name;
} formats[] = {
  { "camt053", "CAMT.053" },
  { "mt940", "MT940" },
  { "ofx", "OFX" },
  { "csv", "CSV" },
};

/** moot_bank_text_get_format: (nullable): what a format is called */
const char *
moot_bank_text_get_format (const char *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].format, format) == 0)
      return formats[i].name;
  return format;
}

/** moot_bank_text_dup_summary: (transfer full): what is to be done with a file, as a sentence */
char *
moot_bank_text_dup_summary (const MootBankImport *import)
{
  const gint64 waiting = import->open_count + import->matched_count;

  if (waiting > 0 && import->confirmed_count == 0)
    return g_strdup_printf (ngettext ("%d payment was found.  Nothing is booked yet.",
                                      "%d payments were found.  Nothing is booked yet.",
                                      (gulong) waiting),
                            (int) waiting);
  if (waiting > 0)
    return g_strdup_printf (ngettext ("%d payment is still to be checked.",
                                      "%d payments are still to be checked.", (gulong) waiting),
                            (int) waiting);
  return g_strdup (_("Everything in this file is dealt with."));
}

/** moot_bank_text_dup_details: (transfer full): what is in a file */
char *
moot_bank_text_dup_details (const MootBankImport *import)
{
  g_autofree char *day = moot_moment_text_dup_day (import->created_at);
  GString *text = g_string_new (NULL);

  /* Translators: %1$s is a format as in “CSV”, %2$s a day on which a file was brought. */
  g_string_append_printf (text, _("%1$s file of %2$s."), moot_bank_text_get_format (import->format),
                          day);
  if (import->known_count > 0)
    {
      g_string_append (text, "  ");
      g_string_append_printf (text,
                              ngettext ("%d line was here from another file already.",
                                        "%d lines were here from another file already.",
                                        (gulong) import->known_count),
                              (int) import->known_count);
    }
  if (import->confirmed_count > 0)
    {
      g_string_append (text, "  ");
      g_string_append_printf (text,
                              ngettext ("%d payment is booked.", "%d payments are booked.",
                                        (gulong) import->confirmed_count),
                              (int) import->confirmed_count);
    }
  return g_string_free (text, FALSE);
}

static const char *
find_method (const char *method)
{
  static const struct
  {
    const char *method;
    const char *words;
  } methods[] = {
    /* Translators: how a payer was recognised, before how sure that is, as in “Reference, 100 %” */
    { "reference", N_ ("Reference") },
    /* Translators: how a payer was recognised: the account paid for them before */
    { "account", N_ ("Account known from before") },
    /* Translators: how a payer was recognised: their number as a member is in the text */
    { "number", N_ ("Member number") },
    /* Translators: how a payer was recognised: the name and the amount are theirs */
    { "name", N_ ("Name and amount") },
    /* Translators: how a payer was recognised: the treasurer said who it is */
    { "manual", N_ ("Chosen by hand") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_strcmp0 (methods[i].method, method) == 0)
      return _ (methods[i].words);
  return method;
}

/** moot_bank_text_dup_match: (transfer full): what is known of a line */
char *
moot_bank_text_dup_match (const MootBankLine *line)
{
  if (g_strcmp0 (line->state, "open") == 0)
    return g_strdup (_("Nobody found"));
  if (g_strcmp0 (line->state, "outgoing") == 0)
    return g_strdup (_("Paid by the co-op"));
  if (g_strcmp0 (line->state, "ignored") == 0)
    return g_strdup (_("Not a payment of a member"));
  if (g_strcmp0 (line->state, "confirmed") == 0)
    return g_strdup (_("Booked"));
  /* Translators: %1$s is how a payer was recognised, %2$d how sure that is, out of a hundred. */
  return g_strdup_printf (_("%1$s, %2$d %%"), find_method (line->match_method),
                          (int) line->match_score);
}

/** moot_bank_text_get_rank: what waits is first, and of it what is least sure */
gint64
moot_bank_text_get_rank (const MootBankLine *line)
{
  static const char *const states[] = { "open", "matched", "outgoing", "ignored", "confirmed" };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i], line->state) == 0)
      return i * 1000 + (i == 1 ? line->match_score : 0);
  return 0;
}
