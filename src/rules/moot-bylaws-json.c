/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Bylaws, and the rule and quorum of one proposal, to and from JSON.  Unknown members are ignored
 * so that an older app can read newer bylaws; a known member of the wrong type is refused, because
 * a rule half understood decides wrongly.
 * Thread: any.
 * Spec: co-op API, entities Coop (rules) and Proposal (rule, quorum). */
#include "moot-bylaws-json.h"

#include <string.h>

#include "moot-bylaws-powers.h"
#include "moot-error.h"
#include "moot-strict-json.h"

static gboolean
read_ratio (JsonObject  *object,
            const char  *name,
            MootRatio   *out_ratio,
            GError     **error)
{
  JsonNode *node = moot_strict_find (object, name);
  JsonArray *array;
  MootRatio ratio;

  if (node == NULL)
    return TRUE;

  if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) != 2)
    return moot_strict_refuse (error, name, "two whole numbers");

  array = json_node_get_array (node);
  if (!moot_strict_read_integer (json_array_get_element (array, 0), name, 1, MOOT_RATIO_MAX,
                                 &ratio.part, error) ||
      !moot_strict_read_integer (json_array_get_element (array, 1), name, 1, MOOT_RATIO_MAX,
                                 &ratio.whole, error))
    return FALSE;

  *out_ratio = ratio;
  return TRUE;
}

static gboolean
read_quorum (JsonObject  *quorum,
             MootQuorum  *out_quorum,
             GError     **error)
{
  JsonNode *count = moot_strict_find (quorum, "count");
  const char *kind;

  if (!moot_strict_read_text (quorum, "kind", &kind, error))
    return FALSE;

  if (!moot_quorum_kind_from_text (kind, &out_quorum->kind))
    return moot_strict_refuse (error, "quorum.kind", "none, cast, yes, abs or yes_abs");

  if (count != NULL &&
      !moot_strict_read_integer (count, "quorum.count", 0, MOOT_VOTES_MAX,
                                 &out_quorum->count, error))
    return FALSE;

  return moot_strict_read_int (quorum, "percent", 0, 100, &out_quorum->percent, error);
}

static gboolean
read_words (JsonObject         *object,
            MootDecisionClass  *class,
            GError            **error)
{
  const char *base;
  const char *electorate;
  const char *ballot;
  const char *fallback;

  if (!moot_strict_read_text (object, "base", &base, error) ||
      !moot_strict_read_text (object, "electorate", &electorate, error) ||
      !moot_strict_read_text (object, "ballot", &ballot, error) ||
      !moot_strict_read_text (object, "ballot_fallback", &fallback, error))
    return FALSE;

  if (base != NULL && !moot_decision_base_from_text (base, &class->base))
    return moot_strict_refuse (error, "base", "votes, cast or eligible");

  if (electorate != NULL && !moot_electorate_from_text (electorate, &class->electorate))
    return moot_strict_refuse (error, "electorate", "active, active_due, members or circle");

  if (ballot != NULL && !moot_ballot_level_from_text (ballot, &class->ballot_level))
    return moot_strict_refuse (error, "ballot", "L0, L1 or L2");

  if (fallback != NULL &&
      (strcmp (fallback, "L1") != 0 || class->ballot_level != MOOT_BALLOT_LEVEL_SEALED))
    return moot_strict_refuse (error, "ballot_fallback", "L1, and for ballots of L2 only");

  class->falls_back = fallback != NULL;
  return TRUE;
}

static gboolean
read_rule (JsonObject        *object,
           const char        *name,
           MootDecisionRule  *inout_rule,
           GError           **error)
{
  const char *text;

  if (!moot_strict_read_text (object, name, &text, error))
    return FALSE;

  if (text != NULL && !moot_decision_rule_from_text (text, inout_rule))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "there is no rule '%s'", text);
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_numbers (JsonObject         *object,
              MootDecisionClass  *class,
              GError            **error)
{
  return moot_strict_read_int64 (object, "limit_minor", 0, G_MAXINT64, &class->limit_minor,
                                 error) &&
         moot_strict_read_int (object, "min_discussion_days", 0, MOOT_DECISION_DAYS_MAX,
                               &class->min_discussion_days, error) &&
         moot_strict_read_int (object, "min_voting_days", 0, MOOT_DECISION_DAYS_MAX,
                               &class->min_voting_days, error) &&
         moot_strict_read_int (object, "extension_days", 0, MOOT_DECISION_DAYS_MAX,
                               &class->extension_days, error) &&
         moot_strict_read_int (object, "max_extensions", 0, MOOT_DECISION_EXTENSIONS_MAX,
                               &class->max_extensions, error) &&
         moot_strict_read_int (object, "challenge_days", 0, MOOT_DECISION_DAYS_MAX,
                               &class->challenge_days, error) &&
         moot_bylaws_read_reminders (object, class, error);
}

static gboolean
read_class (JsonObject         *object,
            MootDecisionRule    default_rule,
            MootDecisionClass  *class,
            GError            **error)
{
  JsonNode *quorum = moot_strict_find (object, "quorum");

  moot_decision_class_init (class, "");
  class->rule = default_rule;
  if (!moot_strict_read_name (object, "id", class->id, MOOT_DECISION_ID_MAX, error))
    return FALSE;

  if (quorum != NULL && !JSON_NODE_HOLDS_OBJECT (quorum))
    moot_strict_refuse (error, "quorum", "an object");
  else if ((quorum == NULL ||
            read_quorum (json_node_get_object (quorum), &class->quorum, error)) &&
           read_rule (object, "rule", &class->rule, error) &&
           read_ratio (object, "threshold", &class->threshold, error) &&
           read_ratio (object, "override", &class->override, error) &&
           read_words (object, class, error) && read_numbers (object, class, error) &&
           moot_strict_read_boolean (object, "decides_after_extension",
                                     &class->decides_after_extension, error) &&
           moot_strict_read_boolean (object, "excludes_subject", &class->excludes_subject, error) &&
           moot_strict_read_boolean (object, "signed_ballots", &class->signed_ballots, error) &&
           moot_strict_read_name (object, "above", class->above, MOOT_DECISION_ID_MAX, error))
    return TRUE;

  g_prefix_error (error, "class '%s': ", class->id);
  return FALSE;
}

/**
 * moot_bylaws_from_json:
 * @object: the member `rules` of a co-op, or bylaws by themselves
 * @error: return location
 *
 * Reads and validates bylaws.  What a class leaves out is as moot_decision_class_init() says; a
 * class without a rule has the one named `default`.
 *
 * Shape: `{"default":"consensus_override","classes":[{"id":"ordinary","rule":"supermajority",
 * "threshold":[2,3],"base":"votes","quorum":{"kind":"cast","percent":33},…}]}`.
 * Errors: %MOOT_ERROR_INVALID, naming the class and the member; %MOOT_ERROR_TOO_LARGE
 * beyond %MOOT_DECISION_CLASSES_MAX classes.
 *
 * Returns: (transfer full): the bylaws
 */
MootBylaws *
moot_bylaws_from_json (JsonObject  *object,
                       GError     **error)
{
  g_autoptr (MootBylaws) self = moot_bylaws_new ();
  JsonNode *classes;
  JsonArray *array;

  g_return_val_if_fail (object != NULL, NULL);

  if (!moot_strict_read_name (object, "preset", self->preset, MOOT_DECISION_ID_MAX, error) ||
      !read_rule (object, "default", &self->default_rule, error))
    return NULL;

  classes = moot_strict_find (object, "classes");
  if (classes == NULL || !JSON_NODE_HOLDS_ARRAY (classes))
    {
      moot_strict_refuse (error, "classes", "a list of classes of decision");
      return NULL;
    }

  array = json_node_get_array (classes);
  if (json_array_get_length (array) > MOOT_DECISION_CLASSES_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE,
                   "%u classes of decision; at most %d", json_array_get_length (array),
                   MOOT_DECISION_CLASSES_MAX);
      return NULL;
    }

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (element))
        {
          moot_strict_refuse (error, "classes", "a list of objects");
          return NULL;
        }

      if (!read_class (json_node_get_object (element), self->default_rule,
                       &self->classes[i], error))
        return NULL;

      self->n_classes++;
    }

  return moot_bylaws_read_powers (object, self, error) && moot_bylaws_validate (self, error)
           ? g_steal_pointer (&self)
           : NULL;
}

/**
 * moot_bylaws_from_text:
 * @text: JSON
 * @error: return location
 *
 * Reads bylaws as they are stored.
 *
 * Errors: as moot_bylaws_from_json(), and %MOOT_ERROR_INVALID for text that is no object.
 *
 * Returns: (transfer full): the bylaws
 */
MootBylaws *
moot_bylaws_from_text (const char  *text,
                       GError     **error)
{
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (strlen (text) > MOOT_BYLAWS_TEXT_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE,
                   "bylaws of more than %" G_GSIZE_FORMAT " bytes", MOOT_BYLAWS_TEXT_MAX);
      return NULL;
    }

  root = moot_json_parse (text, -1, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "bylaws must be a JSON object");
      return NULL;
    }

  return moot_bylaws_from_json (json_node_get_object (root), error);
}

static void
write_ratio (MootJsonWriter *writer,
             const char     *name,
             MootRatio       ratio)
{
  moot_json_name (writer, name);
  moot_json_begin_array (writer);
  moot_json_add_int (writer, ratio.part);
  moot_json_add_int (writer, ratio.whole);
  moot_json_end_array (writer);
}

static void
write_shares (const MootDecisionClass *self,
              MootJsonWriter          *writer)
{
  if (!moot_decision_rule_has_threshold (self->rule))
    return;

  write_ratio (writer, "threshold", self->threshold);
  if (self->rule == MOOT_DECISION_RULE_CONSENSUS_OVERRIDE)
    write_ratio (writer, "override", self->override);

  moot_json_put_string (writer, "base", moot_decision_base_to_text (self->base));
}

static void
write_quorum (const MootQuorum *self,
              MootJsonWriter   *writer)
{
  moot_json_put_string (writer, "kind", moot_quorum_kind_to_text (self->kind));
  if (self->kind == MOOT_QUORUM_CAST || self->kind == MOOT_QUORUM_YES)
    moot_json_put_int (writer, "percent", self->percent);
  else if (self->kind != MOOT_QUORUM_NONE)
    moot_json_put_int (writer, "count", self->count);
}

/**
 * moot_decision_rule_write:
 * @self: a class
 * @writer: where to
 *
 * Writes the object `rule` of a proposal.
 *
 * Shape: `{"id":"consensus_override","threshold":[75,100],"override":[95,100],"base":"votes"}`.
 */
void
moot_decision_rule_write (const MootDecisionClass *self,
                          MootJsonWriter          *writer)
{
  g_return_if_fail (self != NULL && writer != NULL);

  moot_json_begin_object (writer);
  moot_json_put_string (writer, "id", moot_decision_rule_to_text (self->rule));
  write_shares (self, writer);
  moot_json_end_object (writer);
}

/**
 * moot_quorum_write:
 * @self: a quorum
 * @n_eligible: people on the roll
 * @writer: where to
 *
 * Writes the object `quorum` of a proposal.
 *
 * Shape: `{"kind":"cast","percent":20,"required":9}`.
 */
void
moot_quorum_write (const MootQuorum *self,
                   gint64            n_eligible,
                   MootJsonWriter   *writer)
{
  g_return_if_fail (self != NULL && writer != NULL);

  moot_json_begin_object (writer);
  write_quorum (self, writer);
  moot_json_put_int (writer, "required", moot_quorum_get_required (self, n_eligible));
  moot_json_end_object (writer);
}

/**
 * moot_decision_class_from_proposal:
 * @rule: the member `rule` of a proposal
 * @quorum: (nullable): its member `quorum`
 * @out_class: (out caller-allocates): a class named `proposal`, untouched on failure
 * @error: return location
 *
 * Reads back what a proposal says about its own rule, so that a member's app can recount.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether the rule was understood
 */
gboolean
moot_decision_class_from_proposal (JsonObject         *rule,
                                   JsonObject         *quorum,
                                   MootDecisionClass  *out_class,
                                   GError            **error)
{
  MootDecisionClass class;

  g_return_val_if_fail (rule != NULL && out_class != NULL, FALSE);

  moot_decision_class_init (&class, "proposal");
  if (moot_strict_find (rule, "id") == NULL)
    return moot_strict_refuse (error, "rule.id", "there");

  if (!read_rule (rule, "id", &class.rule, error) ||
      !read_ratio (rule, "threshold", &class.threshold, error) ||
      !read_ratio (rule, "override", &class.override, error) ||
      !read_words (rule, &class, error) ||
      (quorum != NULL && !read_quorum (quorum, &class.quorum, error)) ||
      !moot_decision_class_validate (&class, error))
    return FALSE;

  *out_class = class;
  return TRUE;
}

/**
 * moot_decision_class_write:
 * @self: a class
 * @writer: where to
 *
 * Writes one class of the bylaws, every member said aloud.
 */
void
moot_decision_class_write (const MootDecisionClass *self,
                           MootJsonWriter          *writer)
{
  g_return_if_fail (self != NULL && writer != NULL);

  moot_json_begin_object (writer);
  moot_json_put_string (writer, "id", self->id);
  moot_json_put_string (writer, "rule", moot_decision_rule_to_text (self->rule));
  write_shares (self, writer);
  moot_json_name (writer, "quorum");
  moot_json_begin_object (writer);
  write_quorum (&self->quorum, writer);
  moot_json_end_object (writer);
  moot_json_put_int (writer, "min_discussion_days", self->min_discussion_days);
  moot_json_put_int (writer, "min_voting_days", self->min_voting_days);
  moot_json_put_int (writer, "extension_days", self->extension_days);
  moot_json_put_int (writer, "max_extensions", self->max_extensions);
  moot_json_put_boolean (writer, "decides_after_extension", self->decides_after_extension);
  moot_json_put_int (writer, "challenge_days", self->challenge_days);
  moot_bylaws_put_reminders (self, writer);
  moot_json_put_string (writer, "electorate", moot_electorate_to_text (self->electorate));
  moot_json_put_boolean (writer, "excludes_subject", self->excludes_subject);
  moot_json_put_string (writer, "ballot", moot_ballot_level_to_text (self->ballot_level));
  if (self->falls_back)
    moot_json_put_string (writer, "ballot_fallback",
                          moot_ballot_level_to_text (MOOT_BALLOT_LEVEL_ANONYMOUS));
  if (self->signed_ballots)
    moot_json_put_boolean (writer, "signed_ballots", TRUE);
  if (self->limit_minor > 0)
    moot_json_put_int (writer, "limit_minor", self->limit_minor);
  if (*self->above != '\0')
    moot_json_put_string (writer, "above", self->above);
  moot_json_end_object (writer);
}

/**
 * moot_bylaws_write:
 * @self: bylaws
 * @writer: where to
 *
 * Writes the object `rules` of a co-op.
 */
void
moot_bylaws_write (const MootBylaws *self,
                   MootJsonWriter   *writer)
{
  g_return_if_fail (self != NULL && writer != NULL);

  moot_json_begin_object (writer);
  if (*self->preset != '\0')
    moot_json_put_string (writer, "preset", self->preset);
  moot_json_put_string (writer, "default", moot_decision_rule_to_text (self->default_rule));
  moot_json_name (writer, "classes");
  moot_json_begin_array (writer);
  for (guint i = 0; i < self->n_classes; i++)
    moot_decision_class_write (&self->classes[i], writer);
  moot_json_end_array (writer);
  moot_bylaws_put_powers (self, writer);
  moot_json_end_object (writer);
}

/**
 * moot_bylaws_to_text:
 * @self: bylaws
 *
 * Writes bylaws as they are stored: the same bylaws always give the same bytes.
 *
 * Returns: (transfer full): JSON
 */
char *
moot_bylaws_to_text (const MootBylaws *self)
{
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;

  g_return_val_if_fail (self != NULL, NULL);

  moot_bylaws_write (self, &writer);
  return moot_json_writer_steal (&writer);
}
