/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The part of a ballot in which one chooses.  Every kind is filled in with ordinary controls, so
 * that keyboard and screen reader need nothing special; whether it fits is asked of the same rules
 * the node refuses with.
 * Thread: main. */
#include "moot-ballot-sheet.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-clock.h"
#include "moot-decision-text.h"
#include "moot-json.h"
#include "moot-moment-text.h"
#include "moot-proposal-limits.h"
#include "moot-vote-option.h"

#define TIME_ANSWERS 3 /* no, if need be, yes: their values are 0, 1, 2 */

struct _MootBallotSheet
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *hint;
  GtkWidget *controls[MOOT_OPTIONS_MAX];

  MootProposal *proposal; /* (nullable) */
  MootKindLimits limits;
  gboolean known;
  char *filled_for; /* which proposal and version the controls belong to */
};

G_DEFINE_FINAL_TYPE (MootBallotSheet, moot_ballot_sheet, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
} MootBallotSheetSignal;

static guint signals[N_SIGNALS];

static MootProposalOption *
get_option (MootProposal *proposal,
            guint         i)
{
  return g_ptr_array_index (proposal->options, i);
}

/**
 * moot_ballot_sheet_dup_option:
 * @proposal: a proposal
 * @i: which option, counted from 0
 *
 * Returns: (transfer full): what it is called; a time in the reader's words
 */
char *
moot_ballot_sheet_dup_option (MootProposal *proposal,
                              guint         i)
{
  MootProposalOption *option = get_option (proposal, i);
  gint64 time_ms = 0;

  if (g_strcmp0 (option->key, "time") == 0 && moot_time_parse_iso (option->title, &time_ms))
    return moot_moment_text_dup_moment (time_ms);
  return g_strdup (moot_decision_text_get_option (option));
}

static const char *
get_answer (gint64 value)
{
  static const char *const answers[TIME_ANSWERS] = {
    /* Translators: whether a member can come at a time. */
    NC_ ("time", "No"),
    NC_ ("time", "If need be"),
    NC_ ("time", "Yes"),
  };

  return value >= 0 && value < TIME_ANSWERS ? g_dpgettext2 (NULL, "time", answers[value]) : "";
}

/* Values ------------------------------------------------------------------------------------- */

static gint64
get_value (MootBallotSheet *self,
           guint            i)
{
  GtkWidget *control = self->controls[i];
  gint64 number;

  if (GTK_IS_CHECK_BUTTON (control))
    return gtk_check_button_get_active (GTK_CHECK_BUTTON (control)) ? 1 : MOOT_OPTION_BLANK;
  if (GTK_IS_DROP_DOWN (control))
    return gtk_drop_down_get_selected (GTK_DROP_DOWN (control));
  number = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (control));
  /* no rank and no dots are said by leaving an option out */
  return number == 0 && self->limits.kind != MOOT_ASK_SCORE ? MOOT_OPTION_BLANK : number;
}

static void
get_values (MootBallotSheet *self,
            gint64           out_values[MOOT_OPTIONS_MAX])
{
  for (guint i = 0; i < self->limits.n_options; i++)
    out_values[i] = get_value (self, i);
}

static char *
dup_hint (MootBallotSheet *self)
{
  gint64 left = self->limits.dots;

  switch (self->limits.kind)
    {
    case MOOT_ASK_APPROVAL:
      return g_strdup (_("Choose every option you can live with."));
    case MOOT_ASK_SCORE:
      /* Translators: %1$d and %2$d are the fewest and the most points. */
      return g_strdup_printf (_("Give each option %1$d to %2$d points."),
                              (int) self->limits.min_score, (int) self->limits.max_score);
    case MOOT_ASK_DOT:
      for (guint i = 0; i < self->limits.n_options; i++)
        left -= MAX (get_value (self, i), 0);
      return g_strdup_printf (ngettext ("You can still give %d dot.", "You can still give %d dots.",
                                        (gulong) MAX (left, 0)),
                              (int) MAX (left, 0));
    case MOOT_ASK_RANK:
    case MOOT_ASK_IRV:
    case MOOT_ASK_STV:
    case MOOT_ASK_SCHULZE:
      return g_strdup (_("Give 1 to what you like best, then 2, 3 and so on; 0 leaves it out."));
    case MOOT_ASK_TIME:
      return g_strdup (_("Say for each time whether you can come."));
    case MOOT_ASK_QUESTION:
      return g_strdup (_("Answer in your own words below."));
    case MOOT_ASK_PROPOSAL:
    case MOOT_ASK_CHECK:
    case MOOT_ASK_COUNT:
    case MOOT_ASK_CHOOSE:
      break;
    }
  return NULL;
}

static void
show_hint (MootBallotSheet *self)
{
  g_autofree char *hint = dup_hint (self);

  gtk_label_set_text (self->hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL);
}

static void
changed_cb (MootBallotSheet *self)
{
  show_hint (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Controls ----------------------------------------------------------------------------------- */

/* In which order the options are shown: as written, or another for each member, so that what stands
 * first has no advantage. */
static void
find_order (MootProposal *proposal,
            guint         n,
            guint         out_order[MOOT_OPTIONS_MAX])
{
  const GStrv ids = proposal->my != NULL ? proposal->my->option_order : NULL;
  gboolean seen[MOOT_OPTIONS_MAX] = { FALSE };
  guint n_found = 0;

  for (guint i = 0; ids != NULL && ids[i] != NULL && n_found < n; i++)
    {
      const int option = moot_proposal_limits_find (proposal, ids[i]);

      if (option < 0 || seen[option])
        continue;
      seen[option] = TRUE;
      out_order[n_found++] = (guint) option;
    }
  /* whatever the server did not name stays below */
  for (guint i = 0; i < n; i++)
    if (!seen[i])
      out_order[n_found++] = i;
}

/* @first: (nullable): what is shown above it */
static GtkWidget *
add_check (MootBallotSheet *self,
           guint            i,
           GtkWidget       *first)
{
  GtkWidget *control = moot_vote_option_new (self->proposal, get_option (self->proposal, i));

  if (self->limits.max_choices == 1 && first != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (control), GTK_CHECK_BUTTON (first));
  g_signal_connect_object (control, "notify::active", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), control);
  return control;
}

static GtkWidget *
make_number (MootBallotSheet *self)
{
  const gint64 low = self->limits.kind == MOOT_ASK_SCORE ? self->limits.min_score : 0;
  GtkWidget *control = gtk_spin_button_new_with_range ((double) low,
                                                       (double) self->limits.max_score, 1);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (control), (double) low);
  g_signal_connect_object (control, "value-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return control;
}

static GtkWidget *
make_answer (MootBallotSheet *self)
{
  g_autoptr (GtkStringList) answers = gtk_string_list_new (NULL);
  GtkWidget *control;

  for (gint64 value = 0; value < TIME_ANSWERS; value++)
    gtk_string_list_append (answers, get_answer (value));
  control = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&answers)), NULL);
  g_signal_connect_object (control, "notify::selected", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return control;
}

static GtkWidget *
add_row (MootBallotSheet *self,
         guint            i)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *control =
    self->limits.kind == MOOT_ASK_TIME ? make_answer (self) : make_number (self);
  g_autofree char *name = moot_ballot_sheet_dup_option (self->proposal, i);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "hexpand", TRUE, NULL);
  const char *meaning =
    moot_decision_text_get_option_meaning (self->proposal, get_option (self->proposal, i));

  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), control);
  if (*meaning != '\0')
    gtk_widget_set_tooltip_text (row, meaning);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, meaning, -1);
  gtk_box_append (GTK_BOX (self->box), row);
  return control;
}

static gboolean
uses_checks (MootDecisionKind kind)
{
  return kind == MOOT_ASK_PROPOSAL || kind == MOOT_ASK_CHECK || kind == MOOT_ASK_COUNT ||
         kind == MOOT_ASK_CHOOSE || kind == MOOT_ASK_APPROVAL;
}

static void
fill (MootBallotSheet *self)
{
  guint order[MOOT_OPTIONS_MAX];
  GtkWidget *first = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_last_child (self->box)) != NULL &&
         child != GTK_WIDGET (self->hint))
    gtk_box_remove (GTK_BOX (self->box), child);
  self->known = moot_proposal_limits_read (self->proposal, &self->limits);
  if (self->known)
    find_order (self->proposal, self->limits.n_options, order);
  for (guint i = 0; self->known && i < self->limits.n_options; i++)
    {
      const guint n = order[i];

      self->controls[n] =
        uses_checks (self->limits.kind) ? add_check (self, n, first) : add_row (self, n);
      if (first == NULL)
        first = self->controls[n];
    }
  if (self->known)
    show_hint (self);
}

static void
moot_ballot_sheet_dispose (GObject *object)
{
  MootBallotSheet *self = MOOT_BALLOT_SHEET (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->proposal);

  G_OBJECT_CLASS (moot_ballot_sheet_parent_class)->dispose (object);
}

static void
moot_ballot_sheet_finalize (GObject *object)
{
  g_free (MOOT_BALLOT_SHEET (object)->filled_for);

  G_OBJECT_CLASS (moot_ballot_sheet_parent_class)->finalize (object);
}

static void
moot_ballot_sheet_class_init (MootBallotSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_ballot_sheet_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_ballot_sheet_finalize;

  /** MootBallotSheet::changed: something else is chosen */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", MOOT_TYPE_BALLOT_SHEET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
moot_ballot_sheet_init (MootBallotSheet *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->hint = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "visible", FALSE, NULL);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->hint));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * moot_ballot_sheet_new:
 *
 * Returns: (transfer floating): a sheet without a proposal
 */
GtkWidget *
moot_ballot_sheet_new (void)
{
  return g_object_new (MOOT_TYPE_BALLOT_SHEET, NULL);
}

/**
 * moot_ballot_sheet_set_proposal:
 * @self: a sheet
 * @proposal: what is voted on
 *
 * What was filled in stays while it is the same text.
 */
void
moot_ballot_sheet_set_proposal (MootBallotSheet *self,
                                MootProposal    *proposal)
{
  g_autofree char *key = NULL;

  g_return_if_fail (MOOT_IS_BALLOT_SHEET (self) && MOOT_IS_PROPOSAL (proposal));

  key = g_strdup_printf ("%s %" G_GINT64_FORMAT, proposal->id, proposal->version);
  g_set_object (&self->proposal, proposal);
  if (g_strcmp0 (key, self->filled_for) == 0)
    return;

  g_free (self->filled_for);
  self->filled_for = g_steal_pointer (&key);
  fill (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * moot_ballot_sheet_is_known:
 * @self: a sheet
 *
 * Returns: whether this version has a sheet for such a proposal
 */
gboolean
moot_ballot_sheet_is_known (MootBallotSheet *self)
{
  g_return_val_if_fail (MOOT_IS_BALLOT_SHEET (self), FALSE);

  return self->known;
}

/**
 * moot_ballot_sheet_is_begun:
 * @self: a sheet
 *
 * Returns: whether there is something to look at before it is cast
 */
gboolean
moot_ballot_sheet_is_begun (MootBallotSheet *self)
{
  gint64 values[MOOT_OPTIONS_MAX];

  g_return_val_if_fail (MOOT_IS_BALLOT_SHEET (self), FALSE);

  if (!self->known)
    return FALSE;
  get_values (self, values);
  return moot_kind_limits_check_ballot (&self->limits, values) != MOOT_BALLOT_TOO_FEW;
}

/**
 * moot_ballot_sheet_needs_reason:
 * @self: a sheet
 *
 * Returns: whether what is chosen asks why
 */
gboolean
moot_ballot_sheet_needs_reason (MootBallotSheet *self)
{
  g_return_val_if_fail (MOOT_IS_BALLOT_SHEET (self), FALSE);

  if (!self->known)
    return FALSE;
  for (guint i = 0; i < self->limits.n_options; i++)
    if (get_value (self, i) != MOOT_OPTION_BLANK &&
        g_strcmp0 (get_option (self->proposal, i)->reason, "required") == 0)
      return TRUE;
  return self->limits.kind == MOOT_ASK_QUESTION;
}

/**
 * moot_ballot_sheet_get_problem:
 * @self: a sheet
 *
 * Returns: (transfer none) (nullable): why it cannot be cast like that
 */
const char *
moot_ballot_sheet_get_problem (MootBallotSheet *self)
{
  gint64 values[MOOT_OPTIONS_MAX];

  g_return_val_if_fail (MOOT_IS_BALLOT_SHEET (self), NULL);

  get_values (self, values);
  switch (moot_kind_limits_check_ballot (&self->limits, values))
    {
    case MOOT_BALLOT_FITS:
      break;
    case MOOT_BALLOT_TOO_FEW:
      return _("Choose more options.");
    case MOOT_BALLOT_TOO_MANY:
      return _("Choose fewer options.");
    case MOOT_BALLOT_OUT_OF_RANGE:
      return _("A number is too small or too large.");
    case MOOT_BALLOT_TOO_MANY_DOTS:
      return _("You have given more dots than you have.");
    case MOOT_BALLOT_RANKS_UNCLEAR:
      return _("Give the ranks 1, 2, 3 and so on, each of them once.");
    }
  return NULL;
}

static char *
describe (MootProposal         *proposal,
          const MootKindLimits *limits,
          const gint64         *values)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < limits->n_options; i++)
    {
      g_autofree char *name = moot_ballot_sheet_dup_option (proposal, i);

      if (values[i] == MOOT_OPTION_BLANK)
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", name);
      if (limits->kind == MOOT_ASK_TIME)
        g_string_append_printf (text, ": %s", get_answer (values[i]));
      else if (!uses_checks (limits->kind))
        g_string_append_printf (text, ": %d", (int) values[i]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * moot_ballot_sheet_dup_summary:
 * @self: a sheet that fits
 *
 * Returns: (transfer full): what is about to be cast, a line for each option
 */
char *
moot_ballot_sheet_dup_summary (MootBallotSheet *self)
{
  gint64 values[MOOT_OPTIONS_MAX];

  g_return_val_if_fail (MOOT_IS_BALLOT_SHEET (self), NULL);

  get_values (self, values);
  return describe (self->proposal, &self->limits, values);
}

/**
 * moot_ballot_sheet_write_choices:
 * @self: a sheet that fits
 *
 * Shape: `[{"option_id":"1","value":1}]`.
 *
 * Returns: (transfer full): JSON
 */
char *
moot_ballot_sheet_write_choices (MootBallotSheet *self)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  g_return_val_if_fail (MOOT_IS_BALLOT_SHEET (self), NULL);

  moot_json_begin_array (&json);
  for (guint i = 0; i < self->limits.n_options; i++)
    {
      const gint64 value = get_value (self, i);

      if (value == MOOT_OPTION_BLANK)
        continue;
      moot_json_begin_object (&json);
      moot_json_put_string (&json, "option_id", get_option (self->proposal, i)->id);
      moot_json_put_int (&json, "value", value);
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}

/**
 * moot_ballot_sheet_describe:
 * @proposal: what was voted on
 * @values: (array): for each option its value, or %MOOT_OPTION_BLANK
 *
 * Returns: (transfer full) (nullable): what a ballot says, %NULL for a kind that is not known
 */
char *
moot_ballot_sheet_describe (MootProposal *proposal,
                            const gint64 *values)
{
  MootKindLimits limits;

  g_return_val_if_fail (MOOT_IS_PROPOSAL (proposal) && values != NULL, NULL);

  return moot_proposal_limits_read (proposal, &limits) ? describe (proposal, &limits, values)
                                                       : NULL;
}
