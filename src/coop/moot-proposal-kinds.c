/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a proposal asks: its options and its settings, from a draft into the database and back.
 * Spec: co-op API, Proposal: `kind` and its extra members.
 * Thread: the connection's. */
#include "moot-proposal-kinds.h"

#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-json.h"
#include "moot-texts.h"

typedef struct
{
  MootDecisionKind kind;
  const char *key;
  const char *title;
  const char *meaning;
  const char *reason;
} FixedOption;

/* clang-format off */
/* What the author does not write, in the order ballots show it. */
static const FixedOption fixed_options[] = {
  { MOOT_ASK_PROPOSAL, "agree",      "Agree",       "I support this",                           "optional" },
  { MOOT_ASK_PROPOSAL, "abstain",    "Abstain",     "Counts for quorum only",                   "optional" },
  { MOOT_ASK_PROPOSAL, "disagree",   "Disagree",    "I can live with it but do not support it", "required" },
  { MOOT_ASK_PROPOSAL, "block",      "Block",       "It breaks our principles",                 "required" },
  { MOOT_ASK_CHECK,    "looks_good", "Looks good",  "I see nothing in the way",                 "optional" },
  { MOOT_ASK_CHECK,    "not_sure",   "Not sure",    "I would like to hear more",                "optional" },
  { MOOT_ASK_CHECK,    "concerned",  "Concerned",   "I see a problem",                          "optional" },
  { MOOT_ASK_COUNT,    "accept",     "I take part", "I can be counted on",                      "optional" },
  { MOOT_ASK_COUNT,    "decline",    "Not me",      "Do not count on me",                       "optional" },
};

/* Settings by their names in JSON and where they stand. */
#define SETTING(member) { #member, G_STRUCT_OFFSET (MootKindSettings, member) }
static const struct
{
  const char *name;
  gsize offset;
} settings_members[] = {
  SETTING (min_choices), SETTING (max_choices), SETTING (min_score), SETTING (max_score),
  SETTING (dots), SETTING (seats), SETTING (target), SETTING (duration_minutes),
  SETTING (meek), SETTING (shuffle),
};
/* clang-format on */

/**
 * moot_proposal_kinds_get:
 * @record: a proposal
 * @out_kind: (out): what it asks
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_KIND for one this node does not count.
 *
 * Returns: whether it is known here
 */
gboolean
moot_proposal_kinds_get (const MootProposalRecord  *record,
                         MootDecisionKind          *out_kind,
                         GError                   **error)
{
  return moot_decision_kind_from_text (record->kind, out_kind) ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_KIND, "kind",
                           "this node does not count votes of kind '%.40s'", record->kind);
}

/* Options ------------------------------------------------------------------------------------ */

static MootOptionRecord *
add_option (GPtrArray  *options,
            const char *key,
            const char *title,
            const char *meaning,
            const char *reason)
{
  MootOptionRecord *option = g_object_new (MOOT_TYPE_OPTION_RECORD, NULL);

  option->key = g_strdup (key);
  option->title = moot_text_dup_trimmed (title);
  option->meaning = g_strdup (meaning != NULL ? meaning : "");
  option->position = options->len;
  option->reason = g_strdup (reason);
  g_ptr_array_add (options, option);
  return option;
}

static gboolean
check_time (const char  *title,
            GError     **error)
{
  gint64 time_ms;

  return moot_time_parse_iso (title, &time_ms) ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "options",
                           "'%.40s' is not a time like 2026-11-30T18:00:00Z", title);
}

static gboolean
is_there (GPtrArray  *options,
          const char *title)
{
  for (guint i = 0; i < options->len; i++)
    if (g_strcmp0 (((const MootOptionRecord *) g_ptr_array_index (options, i))->title, title) == 0)
      return TRUE;
  return FALSE;
}

/* An option is a text, or an object with a title and a meaning. */
static gboolean
read_option (GPtrArray         *options,
             JsonNode          *node,
             MootDecisionKind   kind,
             GError           **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *title = object != NULL ? moot_json_get_string (object, "title") : NULL;
  const char *meaning = object != NULL ? moot_json_get_string (object, "meaning") : NULL;
  const MootOptionRecord *option;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    title = json_node_get_string (node);
  if (!moot_text_check ("options", title, MOOT_TITLE_MAX, TRUE, error) ||
      !moot_text_check ("options", meaning, MOOT_REASON_MAX, FALSE, error) ||
      (kind == MOOT_ASK_TIME && !check_time (title, error)))
    return FALSE;
  if (is_there (options, title))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_EXISTS, "options", "'%.60s' is there twice",
                             title);
  option = add_option (options, kind == MOOT_ASK_TIME ? "time" : "option", title, meaning,
                       "optional");
  return *option->title != '\0' ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_BLANK, "options", "an option is empty");
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 left = 0;
  gint64 right = 0;

  moot_time_parse_iso ((*(MootOptionRecord *const *) a)->title, &left);
  moot_time_parse_iso ((*(MootOptionRecord *const *) b)->title, &right);
  return left < right ? -1 : left > right;
}

/* Where times are equally good the earlier one is taken: their order is that of the clock. */
static void
sort_times (GPtrArray *options)
{
  g_ptr_array_sort (options, compare_times);
  for (guint i = 0; i < options->len; i++)
    ((MootOptionRecord *) g_ptr_array_index (options, i))->position = i;
}

/**
 * moot_proposal_kinds_new_options:
 * @kind: what is asked
 * @json: (nullable): an array of texts or objects, for kinds whose author writes them
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_KIND, _BLANK, _TOO_LONG, _TOO_MANY, _EXISTS, _INVALID.
 *
 * Returns: (transfer full) (element-type MootOptionRecord): the options, not yet written
 */
GPtrArray *
moot_proposal_kinds_new_options (const char  *kind,
                                 const char  *json,
                                 GError     **error)
{
  g_autoptr (GPtrArray) options = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (JsonNode) node = json != NULL ? moot_json_parse (json, -1, NULL) : NULL;
  const MootProposalRecord asked = { .kind = (char *) kind };
  MootDecisionKind known;
  JsonArray *array;

  if (!moot_proposal_kinds_get (&asked, &known, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (fixed_options); i++)
    if (fixed_options[i].kind == known)
      add_option (options, fixed_options[i].key, fixed_options[i].title, fixed_options[i].meaning,
                  fixed_options[i].reason);
  if (!moot_decision_kind_takes_options (known))
    return g_steal_pointer (&options);

  array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  if (array == NULL || json_array_get_length (array) < 2)
    moot_coop_refuse (error, MOOT_COOP_ERROR_BLANK, "options", "there is nothing to choose among");
  else if (json_array_get_length (array) > MOOT_OPTIONS_MAX)
    moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, "options", "at most %d options",
                      MOOT_OPTIONS_MAX);
  else
    {
      for (guint i = 0; i < json_array_get_length (array); i++)
        if (!read_option (options, json_array_get_element (array, i), known, error))
          return NULL;
      if (known == MOOT_ASK_TIME)
        sort_times (options);
      return g_steal_pointer (&options);
    }
  return NULL;
}

/* Settings ----------------------------------------------------------------------------------- */

static void
apply (MootKindLimits         *limits,
       const MootKindSettings *settings)
{
  const struct
  {
    gint64 from;
    gint64 *to;
  } members[] = {
    { settings->min_choices, &limits->min_choices },
    { settings->max_choices, &limits->max_choices },
    { settings->min_score, &limits->min_score },
    { settings->max_score, &limits->max_score },
    { settings->dots, &limits->dots },
    { settings->seats, &limits->seats },
    { settings->target, &limits->target },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].from != MOOT_SETTING_USUAL)
      *members[i].to = members[i].from;
  if (limits->kind == MOOT_ASK_DOT && settings->max_score == MOOT_SETTING_USUAL)
    limits->max_score = limits->dots;
}

static void
read_settings (const char       *json,
               MootKindSettings *out_settings)
{
  g_autoptr (JsonNode) node = json != NULL ? moot_json_parse (json, -1, NULL) : NULL;
  JsonObject *object =
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (settings_members); i++)
    G_STRUCT_MEMBER (gint64, out_settings, settings_members[i].offset) =
      object != NULL && json_object_has_member (object, settings_members[i].name)
        ? moot_json_get_int (object, settings_members[i].name)
        : MOOT_SETTING_USUAL;
}

/**
 * moot_proposal_kinds_settle:
 * @record: a proposal; gets its settings
 * @settings: (nullable): what its author wants; %NULL for what is usual
 * @n_options: how many options there are
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_KIND, _INVALID.
 *
 * Returns: whether ballots can be counted that way
 */
gboolean
moot_proposal_kinds_settle (MootProposalRecord      *record,
                            const MootKindSettings  *settings,
                            guint                    n_options,
                            GError                 **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) local = NULL;
  MootKindLimits limits;
  MootDecisionKind kind;

  if (!moot_proposal_kinds_get (record, &kind, error))
    return FALSE;
  /* a proposal has no settings: its options and its rule are given */
  if (kind == MOOT_ASK_PROPOSAL)
    settings = NULL;
  moot_kind_limits_init (&limits, kind, n_options);
  if (settings != NULL)
    apply (&limits, settings);
  if (!moot_kind_limits_validate (&limits, &local))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "options", "%s", local->message);

  moot_json_begin_object (&json);
  for (guint i = 0; settings != NULL && i < G_N_ELEMENTS (settings_members); i++)
    {
      const gint64 value =
        G_STRUCT_MEMBER (gint64, (gpointer) settings, settings_members[i].offset);

      if (value != MOOT_SETTING_USUAL)
        moot_json_put_int (&json, settings_members[i].name, value);
    }
  moot_json_end_object (&json);
  g_free (record->settings);
  record->settings = moot_json_writer_steal (&json);
  return TRUE;
}

/**
 * moot_proposal_kinds_load_limits:
 * @record: a proposal
 * @n_options: how many options it has
 * @out_limits: (out): what its ballots may say
 * @error: return location
 *
 * Returns: whether this node counts such ballots
 */
gboolean
moot_proposal_kinds_load_limits (const MootProposalRecord  *record,
                                 guint                      n_options,
                                 MootKindLimits            *out_limits,
                                 GError                   **error)
{
  MootKindSettings settings;
  MootDecisionKind kind;

  if (!moot_proposal_kinds_get (record, &kind, error))
    return FALSE;
  moot_kind_limits_init (out_limits, kind, n_options);
  read_settings (record->settings, &settings);
  apply (out_limits, &settings);
  return TRUE;
}

/**
 * moot_proposal_kinds_load_class:
 * @db: a connection
 * @record: a proposal
 * @out_decision: (out): what its class says about a question of its kind
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_CLASS, _KIND.
 *
 * Returns: whether it was found
 */
gboolean
moot_proposal_kinds_load_class (MootDb                    *db,
                                const MootProposalRecord  *record,
                                MootDecisionClass         *out_decision,
                                GError                   **error)
{
  MootKindSettings settings;
  MootDecisionKind kind;

  if (!moot_proposal_kinds_get (record, &kind, error) ||
      !moot_bylaws_load_class (db, record->bylaws_version, record->class, out_decision, error))
    return FALSE;
  read_settings (record->settings, &settings);
  if (kind == MOOT_ASK_STV && settings.meek == 1)
    out_decision->rule = MOOT_DECISION_RULE_STV_MEEK;
  moot_decision_class_adapt (out_decision, kind);
  return TRUE;
}

/** moot_proposal_kinds_fill: says in @proposal, whose options are there, what its ballots may say
 */
void
moot_proposal_kinds_fill (const MootProposalRecord *record,
                          MootProposal             *proposal)
{
  MootKindSettings settings;
  MootKindLimits limits;

  if (!moot_proposal_kinds_load_limits (record, proposal->options->len, &limits, NULL) ||
      limits.kind == MOOT_ASK_PROPOSAL)
    return;
  read_settings (record->settings, &settings);
  proposal->min_choices = limits.min_choices;
  proposal->max_choices = limits.max_choices;
  proposal->min_score = limits.min_score;
  proposal->max_score = limits.max_score;
  proposal->dots = limits.dots;
  proposal->seats = limits.seats;
  proposal->target = limits.target;
  proposal->duration_minutes = MAX (settings.duration_minutes, 0);
  proposal->shuffle = settings.shuffle == 1;
}

/* Ballots ------------------------------------------------------------------------------------ */

/* clang-format off */
static const struct
{
  MootBallotProblem problem;
  MootCoopError code;
  const char *words;
} problems[] = {
  { MOOT_BALLOT_TOO_FEW,       MOOT_COOP_ERROR_BLANK,    "choose more options" },
  { MOOT_BALLOT_TOO_MANY,      MOOT_COOP_ERROR_TOO_MANY, "choose fewer options" },
  { MOOT_BALLOT_OUT_OF_RANGE,  MOOT_COOP_ERROR_INVALID,  "a value is out of range" },
  { MOOT_BALLOT_TOO_MANY_DOTS, MOOT_COOP_ERROR_TOO_MANY, "there are not that many dots" },
  { MOOT_BALLOT_RANKS_UNCLEAR, MOOT_COOP_ERROR_INVALID,  "give the ranks 1, 2, 3 and so on once each" },
};
/* clang-format on */

static gint64
find_position (GPtrArray *options,
               gint64     option_id)
{
  for (guint i = 0; i < options->len; i++)
    if (((const MootOptionRecord *) g_ptr_array_index (options, i))->id == option_id)
      return i;
  return -1;
}

static GPtrArray *
make_choices (GPtrArray    *options,
              const gint64 *values)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < options->len; i++)
    {
      const MootOptionRecord *option = g_ptr_array_index (options, i);
      MootChoiceRecord *choice;

      if (values[i] == MOOT_OPTION_BLANK)
        continue;
      choice = g_object_new (MOOT_TYPE_CHOICE_RECORD, NULL);
      choice->option_id = option->id;
      choice->key = g_strdup (option->key);
      choice->value = values[i];
      g_ptr_array_add (choices, choice);
    }
  return choices;
}

/**
 * moot_proposal_kinds_read_ballot:
 * @record: a proposal of any kind but `proposal`
 * @options: (element-type MootOptionRecord): its options, in order
 * @votes: (array length=n_votes): what a ballot says
 * @n_votes: how much
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_BLANK, _TOO_MANY, _INVALID, _KIND.
 *
 * Returns: (transfer full) (element-type MootChoiceRecord): the choices, in the options' order
 */
GPtrArray *
moot_proposal_kinds_read_ballot (const MootProposalRecord  *record,
                                 GPtrArray                 *options,
                                 const MootVoteDraft       *votes,
                                 gsize                      n_votes,
                                 GError                   **error)
{
  gint64 values[MOOT_OPTIONS_MAX];
  MootKindLimits limits;
  MootBallotProblem problem;

  if (options->len > MOOT_OPTIONS_MAX ||
      !moot_proposal_kinds_load_limits (record, options->len, &limits, error))
    return NULL;
  if (n_votes > (gsize) limits.max_choices)
    {
      moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, "choices", "choose fewer options");
      return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = MOOT_OPTION_BLANK;
  for (gsize i = 0; i < n_votes; i++)
    {
      const gint64 position = find_position (options, votes[i].option_id);

      if (position < 0 || values[position] != MOOT_OPTION_BLANK || votes[i].value < 0)
        {
          moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "choices",
                            "choose options of this proposal, each once");
          return NULL;
        }
      values[position] = votes[i].value;
    }
  problem = moot_kind_limits_check_ballot (&limits, values);
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    if (problems[i].problem == problem)
      {
        moot_coop_refuse (error, problems[i].code, "choices", "%s", problems[i].words);
        return NULL;
      }
  return make_choices (options, values);
}
