/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a co-op states beside a post of its group, in words: its own one's proposals lead to where
 * members vote; of others' it says by which rule they decide, and whether what they state holds.
 *
 * What comes from another server is read member by member; what is missing is left out.
 * Spec: ActivityPub sections 8.3 and 8.5; co-op API, timeline integration.
 * Thread: main, for the formats of times. */
#include "moot-record-text.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-bylaws-json.h"
#include "moot-clock.h"
#include "moot-decision-text.h"
#include "moot-json.h"
#include "moot-moment-text.h"
#include "moot-verdict.h"

#include <string.h>

#define TALLY_MAX 12 /* options whose votes are told; the post has all of them */

/* What was found out about a record, and what a reader is told of it. */
typedef struct
{
  const char *member;
  const char *found;
  gboolean is_doubt;
  const char *words;
} Finding;

/* clang-format off */
static const Finding findings[] = {
  { "text", "unchecked",   FALSE, N_("The full text is being fetched to compare it.") },
  { "text", "agrees",      FALSE, N_("The full text is the one that was announced.") },
  { "text", "differs",     TRUE,  N_("The full text there is not the one that was announced.") },
  { "text", "unreachable", TRUE,  N_("The full text could not be fetched to compare it.") },
  { "signature", "unchecked", FALSE, N_("The signature of the co-op is being checked.") },
  { "signature", "holds",     FALSE, N_("The co-op has signed this.") },
  { "signature", "none",      TRUE,  N_("The co-op has not signed this.") },
  { "signature", "fails",     TRUE,  N_("The signature on this is not that of the co-op.") },
  { "chain", "first",   FALSE, N_("It is the first decision in the co-op’s record.") },
  { "chain", "follows", FALSE, N_("It follows on the decision before it in the co-op’s record.") },
  { "chain", "broken",  TRUE,  N_("The decision before it was another one when this was made.") },
  { "chain", "forked",  TRUE,  N_("Another decision claims the same place in the co-op’s record.") },
};
/* clang-format on */

static void
add_line (GString *lines,
          char    *line)
{
  if (line != NULL && *line != '\0')
    {
      if (lines->len > 0)
        g_string_append_c (lines, '\n');
      g_string_append (lines, line);
    }
  g_free (line);
}

static void
add_findings (JsonObject *coop,
              GString    *facts,
              GString    *doubts)
{
  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    if (g_strcmp0 (moot_json_get_string (coop, findings[i].member), findings[i].found) == 0)
      add_line (findings[i].is_doubt ? doubts : facts, g_strdup (_ (findings[i].words)));
}

static gint64
get_time (JsonObject *coop,
          const char *name)
{
  gint64 time = 0;

  return moot_time_parse_iso (moot_json_get_string (coop, name), &time) ? time : 0;
}

/* Members of another server's record may be absent, and are then `null`. */
static gint64
get_count (JsonObject *coop,
           const char *name)
{
  JsonNode *node = json_object_get_member (coop, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
             json_node_get_value_type (node) == G_TYPE_INT64
           ? CLAMP (json_node_get_int (node), -1, G_MAXINT)
           : -1;
}

static char *
dup_end (gint64   closes_at,
         gboolean is_open)
{
  if (closes_at == 0)
    return NULL;
  return is_open ? moot_moment_text_dup_deadline (MOOT_DEADLINE_CLOSES, closes_at)
                 : moot_moment_text_dup_closed (closes_at);
}

/* Proposals ----------------------------------------------------------------------------------- */

static void
add_rule (JsonObject *coop,
          gint64      n_eligible,
          GString    *facts)
{
  JsonObject *rule = moot_json_get_object (coop, "rule");
  MootDecisionClass decision;

  add_line (facts,
            g_strdup (moot_decision_text_get_class (moot_json_get_string (coop, "class"))));
  if (rule == NULL || !moot_decision_class_from_proposal (
                        rule, moot_json_get_object (coop, "quorum"), &decision, NULL))
    return;
  add_line (facts, moot_decision_text_dup_rule (&decision));
  add_line (facts, moot_decision_text_dup_quorum (&decision, MAX (n_eligible, 0)));
}

static char *
dup_roll (gint64 n_eligible)
{
  if (n_eligible < 0)
    return NULL;
  return g_strdup_printf (ngettext ("%d member may vote.", "%d members may vote.",
                                    (gulong) n_eligible),
                          (int) n_eligible);
}

static void
read_others_proposal (MootRecordText *self,
                      JsonObject     *coop,
                      gint64          now,
                      GString        *facts,
                      GString        *doubts)
{
  const gint64 number = get_count (coop, "number");
  const gint64 version = get_count (coop, "revision");
  const gint64 n_eligible = get_count (coop, "eligible_count");
  const gint64 closes_at = get_time (coop, "closes_at");

  if (number < 0)
    self->heading = g_strdup (_("Proposal of Another Co-op"));
  else if (version <= 1)
    /* Translators: %d is the number of a proposal. */
    self->heading = g_strdup_printf (_("Proposal %d of Another Co-op"), (int) number);
  else
    /* Translators: %1$d is the number of a proposal, %2$d that of its version. */
    self->heading = g_strdup_printf (_("Proposal %1$d of Another Co-op, Version %2$d"),
                                     (int) number, (int) version);
  add_rule (coop, n_eligible, facts);
  add_line (facts, dup_roll (n_eligible));
  add_line (facts,
            dup_end (closes_at, !moot_json_get_boolean (coop, "closed") && closes_at > now));
  if (moot_json_get_boolean (coop, "advisory"))
    add_line (facts, g_strdup (_("Only its members decide; what others answer here is advice.")));
  add_findings (coop, facts, doubts);
}

static void
read_own_proposal (MootRecordText *self,
                   JsonObject     *coop,
                   GString        *facts)
{
  const gboolean is_open = g_strcmp0 (moot_json_get_string (coop, "state"), "open") == 0;

  self->heading = g_strdup (_("Proposal of This Co-op"));
  add_line (facts, dup_end (get_time (coop, "closes_at"), is_open));
  if (is_open)
    add_line (facts,
              g_strdup (_("Members vote in the moot; what others answer here is advice.")));
  self->button = is_open ? _("Vote…") : _("Open Proposal");
}

/* Decisions ----------------------------------------------------------------------------------- */

static char *
dup_verdict (const char *word)
{
  MootVerdictResult verdict;

  return moot_verdict_result_from_text (word, &verdict)
           ? g_strdup (moot_decision_text_get_verdict (verdict))
           : NULL;
}

static char *
dup_tally (JsonObject *coop)
{
  JsonArray *tally = moot_json_get_array (coop, "tally");
  const guint n = tally != NULL ? MIN (json_array_get_length (tally), TALLY_MAX) : 0;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (tally, i);
      JsonObject *line = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *key = line != NULL ? moot_json_get_string (line, "option") : NULL;
      MootVoteChoice choice;

      if (key == NULL)
        continue;
      if (text->len > 0)
        /* Translators: between “Agree: 12” and “Disagree: 3”. */
        g_string_append (text, C_ ("tally", " · "));
      /* Translators: %1$s is an option, as in “Agree”, %2$d how many chose it. */
      g_string_append_printf (text, C_ ("tally", "%1$s: %2$d"),
                              moot_vote_choice_from_text (key, &choice)
                                ? moot_decision_text_get_choice (choice)
                                : key,
                              (int) MAX (get_count (line, "votes"), 0));
    }
  return g_string_free (text, FALSE);
}

static char *
dup_turnout (JsonObject *coop)
{
  const gint64 cast = get_count (coop, "cast_count");
  const gint64 eligible = get_count (coop, "eligible_count");

  if (cast < 0 || eligible < 0)
    return NULL;
  /* Translators: %1$d people voted out of %2$d who may. */
  return g_strdup_printf (ngettext ("%1$d of %2$d member voted.", "%1$d of %2$d members voted.",
                                    (gulong) eligible),
                          (int) cast, (int) eligible);
}

static char *
dup_review (JsonObject *coop)
{
  const gint64 review_on = get_time (coop, "review_on");
  g_autofree char *day = review_on != 0 ? moot_moment_text_dup_day (review_on) : NULL;

  /* Translators: %s is a day. */
  return day != NULL ? g_strdup_printf (_("It is looked at again on %s."), day) : NULL;
}

static void
read_others_decision (MootRecordText *self,
                      JsonObject     *coop,
                      GString        *facts,
                      GString        *doubts)
{
  self->heading = g_strdup (moot_json_get_string (coop, "corrects_uri") != NULL
                              ? _("Corrected Decision of Another Co-op")
                              : _("Decision of Another Co-op"));
  add_line (facts, dup_verdict (moot_json_get_string (coop, "verdict")));
  add_line (facts, dup_tally (coop));
  add_line (facts, dup_turnout (coop));
  add_line (facts, dup_review (coop));
  add_findings (coop, facts, doubts);
}

/* Reading ------------------------------------------------------------------------------------- */

/* A proposal here has an id; one of another server an address. */
static void
find_target (MootRecordText *self,
             JsonObject     *coop)
{
  const char *id = moot_json_get_string (coop, "id");
  const char *uri = moot_json_get_string (coop, "text_uri");

  if (id != NULL)
    {
      self->action = "status.proposal";
      self->target = g_strdup (id);
    }
  else if (uri != NULL)
    {
      self->button = _("Full Text");
      self->action = "status.link";
      self->target = g_strdup (uri);
    }
  else
    self->button = NULL;
}

static void
read_record (MootRecordText *self,
             JsonObject     *coop,
             gint64          now,
             GString        *facts,
             GString        *doubts)
{
  const gboolean is_own = moot_json_get_string (coop, "id") != NULL;
  const gboolean is_proposal = g_strcmp0 (moot_json_get_string (coop, "type"), "proposal") == 0;

  if (is_proposal && is_own)
    read_own_proposal (self, coop, facts);
  else if (is_proposal)
    read_others_proposal (self, coop, now, facts, doubts);
  else if (!is_own)
    read_others_decision (self, coop, facts, doubts);
  else
    {
      self->heading = g_strdup (_("Decision of This Co-op"));
      add_line (facts, dup_verdict (moot_json_get_string (coop, "state")));
      self->button = _("Open Proposal");
    }
  find_target (self, coop);
}

/* A post may carry other things there one day. */
static JsonNode *
parse (MootStatus *status)
{
  g_autoptr (JsonNode) node =
    status->coop != NULL ? moot_json_parse (status->coop, -1, NULL) : NULL;
  const char *type;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  type = moot_json_get_string (json_node_get_object (node), "type");
  return g_strcmp0 (type, "proposal") == 0 || g_strcmp0 (type, "outcome") == 0
           ? g_steal_pointer (&node)
           : NULL;
}

static char *
steal_lines (GString *lines)
{
  const gboolean is_empty = lines->len == 0;

  return g_string_free (lines, is_empty);
}

/**
 * moot_record_text_new:
 * @status: a post, not a boost
 * @now: UTC milliseconds
 *
 * Returns: (transfer full) (nullable): what its co-op states beside it; %NULL for every other post
 */
MootRecordText *
moot_record_text_new (MootStatus *status,
                      gint64      now)
{
  g_autoptr (JsonNode) node = parse (status);
  MootRecordText *self;
  GString *facts;
  GString *doubts;

  if (node == NULL)
    return NULL;

  self = g_new0 (MootRecordText, 1);
  facts = g_string_new (NULL);
  doubts = g_string_new (NULL);
  read_record (self, json_node_get_object (node), now, facts, doubts);
  self->facts = steal_lines (facts);
  self->doubts = steal_lines (doubts);
  return self;
}

/** moot_record_text_free: @self may be %NULL */
void
moot_record_text_free (MootRecordText *self)
{
  if (self == NULL)
    return;

  g_free (self->heading);
  g_free (self->facts);
  g_free (self->doubts);
  g_free (self->target);
  g_free (self);
}

static void
speak (GString    *speech,
       const char *lines)
{
  g_auto (GStrv) each = lines != NULL ? g_strsplit (lines, "\n", -1) : NULL;

  for (guint i = 0; each != NULL && each[i] != NULL; i++)
    g_string_append_printf (speech, "%s%s",
                            strchr (".!?", speech->str[speech->len - 1]) != NULL ? " " : ". ",
                            each[i]);
}

/**
 * moot_record_text_dup_description:
 * @status: a post, not a boost
 * @now: UTC milliseconds
 *
 * Returns: (transfer full) (nullable): the same for somebody who hears the list, doubts first
 */
char *
moot_record_text_dup_description (MootStatus *status,
                                  gint64      now)
{
  g_autoptr (MootRecordText) text = moot_record_text_new (status, now);
  GString *speech;

  if (text == NULL)
    return NULL;

  speech = g_string_new (text->heading);
  speak (speech, text->doubts);
  speak (speech, text->facts);
  return g_string_free (speech, FALSE);
}
