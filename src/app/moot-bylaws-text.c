/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The bylaws as people read them: chapters of sentences, and what two versions of them differ in.
 * Spec: bylaws are data, shown as readable text.
 * Thread: main, for the formats of money. */
#include "moot-bylaws-text.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-class-text.h"
#include "moot-decision-text.h"
#include "moot-election-text.h"
#include "moot-line-diff.h"

static void
chapter_free (gpointer data)
{
  MootBylawsChapter *chapter = data;

  g_free (chapter->id);
  g_free (chapter->title);
  g_strfreev (chapter->sentences);
  g_free (chapter);
}

static void
add_chapter (GPtrArray    *chapters,
             char         *id,
             const char   *title,
             GStrvBuilder *sentences)
{
  MootBylawsChapter *chapter = g_new0 (MootBylawsChapter, 1);

  chapter->id = id;
  chapter->title = g_strdup (title);
  chapter->sentences = g_strv_builder_end (sentences);
  g_ptr_array_add (chapters, chapter);
}

static void
take (GStrvBuilder *sentences,
      char         *sentence)
{
  g_strv_builder_add (sentences, sentence);
  g_free (sentence);
}

static void
add_class (GPtrArray               *chapters,
           const MootDecisionClass *decision,
           const char              *currency)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) sentences = moot_class_text_dup_sentences (decision, currency);
  const char *meaning = moot_decision_text_get_class_meaning (decision->id);

  if (meaning != NULL)
    g_strv_builder_add (builder, meaning);
  g_strv_builder_addv (builder, (const char **) sentences);
  add_chapter (chapters, g_strconcat ("class-", decision->id, NULL),
               moot_decision_text_get_class (decision->id), builder);
}

static char *
dup_term (const MootBylawRole *role)
{
  if (role->term_months == 0)
    return g_strdup (_("It is held without an end."));
  return g_strdup_printf (ngettext ("It is held for %d month.", "It is held for %d months.",
                                    (gulong) role->term_months),
                          role->term_months);
}

static void
add_role (GPtrArray           *chapters,
          const MootBylawRole *role)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  /* Translators: a chapter of the bylaws; %s is an office, as in “Treasury”. */
  g_autofree char *title =
    g_strdup_printf (_("Office: %s"), moot_election_text_get_role (role->id));

  take (builder, g_strdup_printf (ngettext ("%d member holds it.", "%d members hold it.",
                                            (gulong) role->seats),
                                  role->seats));
  take (builder, dup_term (role));
  if (*role->class != '\0')
    /* Translators: of an office; %s is a class of decisions, as in “Election”. */
    take (builder, g_strdup_printf (_("Who holds it is decided as “%s”."),
                                    moot_decision_text_get_class (role->class)));
  add_chapter (chapters, g_strconcat ("role-", role->id, NULL), title, builder);
}

static void
add_emergency (GPtrArray                 *chapters,
               const MootEmergencyPowers *powers)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (!powers->allowed)
    g_strv_builder_add (builder, _("Nobody acts before it is decided."));
  else
    {
      /* Translators: %s is an office, as in “Moderation”. */
      take (builder, g_strdup_printf (_("Whoever holds the office “%s” may act before it is "
                                         "decided."),
                                      moot_election_text_get_role (powers->role)));
      take (builder, g_strdup_printf (ngettext ("It is talked about within %d hour.",
                                                "It is talked about within %d hours.",
                                                (gulong) powers->thread_hours),
                                      powers->thread_hours));
      take (builder,
            g_strdup_printf (ngettext ("After %d day it lapses unless a decision keeps it.",
                                       "After %d days it lapses unless a decision keeps "
                                       "it.",
                                       (gulong) powers->lapse_days),
                             powers->lapse_days));
      if (*powers->class != '\0')
        /* Translators: %s is a class of decisions, as in “Ordinary decision”. */
        take (builder, g_strdup_printf (_("That is decided as “%s”."),
                                        moot_decision_text_get_class (powers->class)));
      if (powers->votes_at_once)
        g_strv_builder_add (builder, _("The vote about it opens at once."));
    }
  /* Translators: a chapter of the bylaws. */
  add_chapter (chapters, g_strdup ("emergency"), _("In an Emergency"), builder);
}

/* clang-format off */
static const char *const rules[] = {
  /* Translators: ways to decide; each follows “Where a chapter names no rule:” */
  [MOOT_DECISION_RULE_MAJORITY_SIMPLE] = N_("more votes for than against"),
  [MOOT_DECISION_RULE_MAJORITY_CAST] = N_("more than half of the votes cast"),
  [MOOT_DECISION_RULE_MAJORITY_ABSOLUTE] = N_("more than half of all members"),
  [MOOT_DECISION_RULE_SUPERMAJORITY] = N_("a majority of a size that the class names"),
  [MOOT_DECISION_RULE_CONSENT] = N_("consent: nobody blocks"),
  [MOOT_DECISION_RULE_CONSENSUS_OVERRIDE] = N_("consensus: nobody blocks, unless nearly all agree"),
  [MOOT_DECISION_RULE_LAZY] = N_("assent: nobody objects"),
  [MOOT_DECISION_RULE_APPROVAL] = N_("the option most members approve of"),
  [MOOT_DECISION_RULE_SCORE] = N_("the option with the highest score"),
  [MOOT_DECISION_RULE_DOT] = N_("the option with the most dots"),
  [MOOT_DECISION_RULE_BORDA] = N_("ranks counted as points"),
  [MOOT_DECISION_RULE_IRV] = N_("ranks, the last one dropping out (instant runoff)"),
  [MOOT_DECISION_RULE_SCHULZE] = N_("ranks compared in pairs (Schulze)"),
  [MOOT_DECISION_RULE_STV_SCOTTISH] = N_("the single transferable vote (Scottish rules)"),
  [MOOT_DECISION_RULE_STV_MEEK] = N_("the single transferable vote (Meek’s rules)"),
};
/* clang-format on */

static void
add_general (GPtrArray        *chapters,
             const MootBylaws *bylaws)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  /* Translators: %s is a way to decide, as in “consent: nobody blocks”. */
  take (builder, g_strdup_printf (_("Where a chapter names no rule: %s."),
                                  _ (rules[bylaws->default_rule])));
  /* Translators: the first chapter of the bylaws. */
  add_chapter (chapters, g_strdup ("general"), _("In General"), builder);
}

/**
 * moot_bylaws_text_dup_chapters:
 * @bylaws: bylaws
 * @currency: (nullable): of the co-op
 *
 * Returns: (transfer full) (element-type MootBylawsChapter): all they say
 */
GPtrArray *
moot_bylaws_text_dup_chapters (const MootBylaws *bylaws,
                               const char       *currency)
{
  GPtrArray *chapters = g_ptr_array_new_with_free_func (chapter_free);

  add_general (chapters, bylaws);
  for (guint i = 0; i < bylaws->n_classes; i++)
    add_class (chapters, &bylaws->classes[i], currency);
  for (guint i = 0; i < bylaws->n_roles; i++)
    add_role (chapters, &bylaws->roles[i]);
  add_emergency (chapters, &bylaws->emergency);
  return chapters;
}

/* What has no @style is the text itself, and may be copied. */
static void
add_label (GtkBox            *box,
           const char        *text,
           GtkAccessibleRole  role,
           const char        *style)
{
  GtkWidget *label =
    g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                  PANGO_WRAP_WORD_CHAR, "accessible-role", role, "selectable", style == NULL, NULL);

  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (box, label);
}

static GtkBox *
add_section (GtkBox     *box,
             const char *title)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  add_label (GTK_BOX (section), title, GTK_ACCESSIBLE_ROLE_HEADING, "title-4");
  gtk_box_append (box, section);
  return GTK_BOX (section);
}

/**
 * moot_bylaws_text_fill:
 * @box: gets the chapters
 * @bylaws: bylaws
 * @currency: (nullable): of the co-op
 */
void
moot_bylaws_text_fill (GtkBox           *box,
                       const MootBylaws *bylaws,
                       const char       *currency)
{
  g_autoptr (GPtrArray) chapters = moot_bylaws_text_dup_chapters (bylaws, currency);

  for (guint i = 0; i < chapters->len; i++)
    {
      MootBylawsChapter *chapter = g_ptr_array_index (chapters, i);
      GtkBox *section = add_section (box, chapter->title);

      for (guint n = 0; chapter->sentences[n] != NULL; n++)
        add_label (section, chapter->sentences[n], GTK_ACCESSIBLE_ROLE_LABEL, NULL);
    }
}

static MootBylawsChapter *
find_chapter (GPtrArray  *chapters,
              const char *id)
{
  for (guint i = 0; i < chapters->len; i++)
    {
      MootBylawsChapter *chapter = g_ptr_array_index (chapters, i);

      if (g_str_equal (chapter->id, id))
        return chapter;
    }
  return NULL;
}

static guint
fill_change (GtkBox                  *box,
             const MootBylawsChapter *before,
             const MootBylawsChapter *after)
{
  static const char *const nothing[] = { NULL };
  const char *const *old = before != NULL ? (const char *const *) before->sentences : nothing;
  const char *const *new = after != NULL ? (const char *const *) after->sentences : nothing;

  if (g_strv_equal (old, new))
    return 0;
  return moot_line_diff_fill (add_section (box, (after != NULL ? after : before)->title), old, new);
}

/**
 * moot_bylaws_text_fill_changes:
 * @box: gets the chapters that differ
 * @before: the older bylaws
 * @after: the newer bylaws
 * @currency: (nullable): of the co-op
 *
 * Returns: how many sentences went or came
 */
guint
moot_bylaws_text_fill_changes (GtkBox           *box,
                               const MootBylaws *before,
                               const MootBylaws *after,
                               const char       *currency)
{
  g_autoptr (GPtrArray) old = moot_bylaws_text_dup_chapters (before, currency);
  g_autoptr (GPtrArray) new = moot_bylaws_text_dup_chapters (after, currency);
  guint n_changes = 0;

  for (guint i = 0; i < new->len; i++)
    {
      MootBylawsChapter *chapter = g_ptr_array_index (new, i);

      n_changes += fill_change (box, find_chapter (old, chapter->id), chapter);
    }
  for (guint i = 0; i < old->len; i++)
    {
      MootBylawsChapter *chapter = g_ptr_array_index (old, i);

      if (find_chapter (new, chapter->id) == NULL)
        n_changes += fill_change (box, chapter, NULL);
    }
  if (n_changes == 0)
    add_label (box, _("Nothing changes in the sense of the text."), GTK_ACCESSIBLE_ROLE_LABEL,
               "moot-quiet");
  return n_changes;
}
