/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Bylaws, and the rule and quorum of one proposal, to and from JSON.  Unknown members are ignored
 * so that an older app can read newer bylaws; a known member of the wrong type is refused, because
 * a rule half understood decides wrongly.
 * Thread: any.
 * Spec: co-op API, entities Coop (rules) and Proposal (rule, quorum). */
#include "moot-bylaws-json.h"

#include <string.h>

#include "moot-rules-error.h"

static gboolean
refuse (GError     **error,
        const char  *name,
        const char  *wanted)
{
  g_set_error (error, MOOT_RULES_ERROR, MOOT_RULES_ERROR_INVALID, "'%s' must be %s", name, wanted);
  return FALSE;
}

/* Finds a member that is there and not null. */
static JsonNode *
find_member (JsonObject *object,
             const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

static gboolean
read_integer (JsonNode    *node,
              const char  *name,
              gint64       min,
              gint64       max,
              gint64      *out_value,
              GError     **error)
{
  gint64 value;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return refuse (error, name, "a whole number");

  value = json_node_get_int (node);
  if (value < min || value > max)
    {
      g_set_error (error, MOOT_RULES_ERROR, MOOT_RULES_ERROR_INVALID,
                   "'%s' must be between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT,
                   name, min, max);
      return FALSE;
    }

  *out_value = value;
  return TRUE;
}

static gboolean
read_int (JsonObject  *object,
          const char  *name,
          int          max,
          int         *inout_value,
          GError     **error)
{
  JsonNode *node = find_member (object, name);
  gint64 value;

  if (node == NULL)
    return TRUE;

  if (!read_integer (node, name, 0, max, &value, error))
    return FALSE;

  *inout_value = (int) value;
  return TRUE;
}

static gboolean
read_boolean (JsonObject  *object,
              const char  *name,
              gboolean    *inout_value,
              GError     **error)
{
  JsonNode *node = find_member (object, name);

  if (node == NULL)
    return TRUE;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return refuse (error, name, "true or false");

  *inout_value = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_text (JsonObject  *object,
           const char  *name,
           const char **out_text,
           GError     **error)
{
  JsonNode *node = find_member (object, name);

  *out_text = NULL;
  if (node == NULL)
    return TRUE;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (error, name, "a text");

  *out_text = json_node_get_string (node);
  return TRUE;
}

static gboolean
read_id (JsonObject  *object,
         const char  *name,
         char         out_id[MOOT_DECISION_ID_MAX],
         GError     **error)
{
  const char *text;

  if (!read_text (object, name, &text, error))
    return FALSE;

  if (text == NULL)
    return TRUE;

  if (strlen (text) >= MOOT_DECISION_ID_MAX)
    return refuse (error, name, "shorter");

  g_strlcpy (out_id, text, MOOT_DECISION_ID_MAX);
  return TRUE;
}

static gboolean
read_ratio (JsonObject  *object,
            const char  *name,
            MootRatio   *out_ratio,
            GError     **error)
{
  JsonNode *node = find_member (object, name);
  JsonArray *array;
  MootRatio ratio;

  if (node == NULL)
    return TRUE;

  if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) != 2)
    return refuse (error, name, "two whole numbers");

  array = json_node_get_array (node);
  if (!read_integer (json_array_get_element (array, 0), name, 1, MOOT_RATIO_MAX,
                     &ratio.part, error) ||
      !read_integer (json_array_get_element (array, 1), name, 1, MOOT_RATIO_MAX,
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
  JsonNode *count = find_member (quorum, "count");
  const char *kind;

  if (!read_text (quorum, "kind", &kind, error))
    return FALSE;

  if (!moot_quorum_kind_from_text (kind, &out_quorum->kind))
    return refuse (error, "quorum.kind", "none, cast, yes, abs or yes_abs");

  if (count != NULL &&
      !read_integer (count, "quorum.count", 0, MOOT_VOTES_MAX, &out_quorum->count, error))
    return FALSE;

  return read_int (quorum, "percent", 100, &out_quorum->percent, error);
}

static gboolean
read_words (JsonObject         *object,
            MootDecisionClass  *class,
            GError            **error)
{
  const char *base;
  const char *electorate;
  const char *ballot;

  if (!read_text (object, "base", &base, error) ||
      !read_text (object, "electorate", &electorate, error) ||
      !read_text (object, "ballot", &ballot, error))
    return FALSE;

  if (base != NULL && !moot_decision_base_from_text (base, &class->base))
    return refuse (error, "base", "votes, cast or eligible");

  if (electorate != NULL && !moot_electorate_from_text (electorate, &class->electorate))
    return refuse (error, "electorate", "active, active_due, members or circle");

  if (ballot != NULL && !moot_ballot_level_from_text (ballot, &class->ballot_level))
    return refuse (error, "ballot", "L0, L1 or L2");

  return TRUE;
}

static gboolean
read_rule (JsonObject        *object,
           const char        *name,
           MootDecisionRule  *inout_rule,
           GError           **error)
{
  const char *text;

  if (!read_text (object, name, &text, error))
    return FALSE;

  if (text != NULL && !moot_decision_rule_from_text (text, inout_rule))
    {
      g_set_error (error, MOOT_RULES_ERROR, MOOT_RULES_ERROR_INVALID,
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
  JsonNode *limit = find_member (object, "limit_minor");

  if (limit != NULL &&
      !read_integer (limit, "limit_minor", 0, G_MAXINT64, &class->limit_minor, error))
    return FALSE;

  return read_int (object, "min_discussion_days", MOOT_DECISION_DAYS_MAX,
                   &class->min_discussion_days, error) &&
         read_int (object, "min_voting_days", MOOT_DECISION_DAYS_MAX,
                   &class->min_voting_days, error) &&
         read_int (object, "extension_days", MOOT_DECISION_DAYS_MAX,
                   &class->extension_days, error) &&
         read_int (object, "max_extensions", MOOT_DECISION_EXTENSIONS_MAX,
                   &class->max_extensions, error);
}

static gboolean
read_class (JsonObject         *object,
            MootDecisionRule    default_rule,
            MootDecisionClass  *class,
            GError            **error)
{
  JsonNode *quorum = find_member (object, "quorum");

  moot_decision_class_init (class, "");
  class->rule = default_rule;
  if (!read_id (object, "id", class->id, error))
    return FALSE;

  if (quorum != NULL && !JSON_NODE_HOLDS_OBJECT (quorum))
    refuse (error, "quorum", "an object");
  else if ((quorum == NULL ||
            read_quorum (json_node_get_object (quorum), &class->quorum, error)) &&
           read_rule (object, "rule", &class->rule, error) &&
           read_ratio (object, "threshold", &class->threshold, error) &&
           read_ratio (object, "override", &class->override, error) &&
           read_words (object, class, error) && read_numbers (object, class, error) &&
           read_boolean (object, "decides_after_extension",
                         &class->decides_after_extension, error) &&
           read_boolean (object, "excludes_subject", &class->excludes_subject, error) &&
           read_id (object, "above", class->above, error))
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
 * Errors: %MOOT_RULES_ERROR_INVALID, naming the class and the member; %MOOT_RULES_ERROR_TOO_LARGE
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

  if (!read_id (object, "preset", self->preset, error) ||
      !read_rule (object, "default", &self->default_rule, error))
    return NULL;

  classes = find_member (object, "classes");
  if (classes == NULL || !JSON_NODE_HOLDS_ARRAY (classes))
    {
      refuse (error, "classes", "a list of classes of decision");
      return NULL;
    }

  array = json_node_get_array (classes);
  if (json_array_get_length (array) > MOOT_DECISION_CLASSES_MAX)
    {
      g_set_error (error, MOOT_RULES_ERROR, MOOT_RULES_ERROR_TOO_LARGE,
                   "%u classes of decision; at most %d", json_array_get_length (array),
                   MOOT_DECISION_CLASSES_MAX);
      return NULL;
    }

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (element))
        {
          refuse (error, "classes", "a list of objects");
          return NULL;
        }

      if (!read_class (json_node_get_object (element), self->default_rule,
                       &self->classes[i], error))
        return NULL;

      self->n_classes++;
    }

  return moot_bylaws_validate (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * moot_bylaws_from_text:
 * @text: JSON
 * @error: return location
 *
 * Reads bylaws as they are stored.
 *
 * Errors: as moot_bylaws_from_json(), and %MOOT_RULES_ERROR_INVALID for text that is no object.
 *
 * Returns: (transfer full): the bylaws
 */
MootBylaws *
moot_bylaws_from_text (const char  *text,
                       GError     **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;

  g_return_val_if_fail (text != NULL, NULL);

  if (strlen (text) > MOOT_BYLAWS_TEXT_MAX)
    {
      g_set_error (error, MOOT_RULES_ERROR, MOOT_RULES_ERROR_TOO_LARGE,
                   "bylaws of more than %" G_GSIZE_FORMAT " bytes", MOOT_BYLAWS_TEXT_MAX);
      return NULL;
    }

  root = json_parser_load_from_data (parser, text, -1, NULL) ? json_parser_get_root (parser) : NULL;
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, MOOT_RULES_ERROR, MOOT_RULES_ERROR_INVALID,
                   "bylaws must be a JSON object");
      return NULL;
    }

  return moot_bylaws_from_json (json_node_get_object (root), error);
}

static void
write_ratio (JsonObject *object,
             const char *name,
             MootRatio   ratio)
{
  JsonArray *array = json_array_sized_new (2);

  json_array_add_int_element (array, ratio.part);
  json_array_add_int_element (array, ratio.whole);
  json_object_set_array_member (object, name, array);
}

static void
write_shares (JsonObject              *object,
              const MootDecisionClass *self)
{
  if (!moot_decision_rule_has_threshold (self->rule))
    return;

  write_ratio (object, "threshold", self->threshold);
  if (self->rule == MOOT_DECISION_RULE_CONSENSUS_OVERRIDE)
    write_ratio (object, "override", self->override);

  json_object_set_string_member (object, "base", moot_decision_base_to_text (self->base));
}

static JsonObject *
write_quorum (const MootQuorum *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", moot_quorum_kind_to_text (self->kind));
  if (self->kind == MOOT_QUORUM_CAST || self->kind == MOOT_QUORUM_YES)
    json_object_set_int_member (object, "percent", self->percent);
  else if (self->kind != MOOT_QUORUM_NONE)
    json_object_set_int_member (object, "count", self->count);

  return object;
}

/**
 * moot_decision_rule_to_json:
 * @self: a class
 *
 * Writes the member `rule` of a proposal.
 *
 * Shape: `{"id":"consensus_override","threshold":[75,100],"override":[95,100],"base":"votes"}`.
 *
 * Returns: (transfer full): the object
 */
JsonObject *
moot_decision_rule_to_json (const MootDecisionClass *self)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "id", moot_decision_rule_to_text (self->rule));
  write_shares (object, self);
  return object;
}

/**
 * moot_quorum_to_json:
 * @self: a quorum
 * @n_eligible: people on the roll
 *
 * Writes the member `quorum` of a proposal.
 *
 * Shape: `{"kind":"cast","percent":20,"required":9}`.
 *
 * Returns: (transfer full): the object
 */
JsonObject *
moot_quorum_to_json (const MootQuorum *self,
                     gint64            n_eligible)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = write_quorum (self);
  json_object_set_int_member (object, "required", moot_quorum_get_required (self, n_eligible));
  return object;
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
 * Errors: %MOOT_RULES_ERROR_INVALID.
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
  if (find_member (rule, "id") == NULL)
    return refuse (error, "rule.id", "there");

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
 * moot_decision_class_to_json:
 * @self: a class
 *
 * Writes one class of the bylaws, every member said aloud.
 *
 * Returns: (transfer full): the object
 */
JsonObject *
moot_decision_class_to_json (const MootDecisionClass *self)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "rule", moot_decision_rule_to_text (self->rule));
  write_shares (object, self);
  json_object_set_object_member (object, "quorum", write_quorum (&self->quorum));
  json_object_set_int_member (object, "min_discussion_days", self->min_discussion_days);
  json_object_set_int_member (object, "min_voting_days", self->min_voting_days);
  json_object_set_int_member (object, "extension_days", self->extension_days);
  json_object_set_int_member (object, "max_extensions", self->max_extensions);
  json_object_set_boolean_member (object, "decides_after_extension",
                                  self->decides_after_extension);
  json_object_set_string_member (object, "electorate", moot_electorate_to_text (self->electorate));
  json_object_set_boolean_member (object, "excludes_subject", self->excludes_subject);
  json_object_set_string_member (object, "ballot", moot_ballot_level_to_text (self->ballot_level));
  if (self->limit_minor > 0)
    json_object_set_int_member (object, "limit_minor", self->limit_minor);
  if (*self->above != '\0')
    json_object_set_string_member (object, "above", self->above);

  return object;
}

/**
 * moot_bylaws_to_json:
 * @self: bylaws
 *
 * Writes the member `rules` of a co-op.
 *
 * Returns: (transfer full): the object
 */
JsonObject *
moot_bylaws_to_json (const MootBylaws *self)
{
  JsonObject *object;
  JsonArray *classes;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  classes = json_array_sized_new (self->n_classes);
  if (*self->preset != '\0')
    json_object_set_string_member (object, "preset", self->preset);
  json_object_set_string_member (object, "default",
                                 moot_decision_rule_to_text (self->default_rule));
  for (guint i = 0; i < self->n_classes; i++)
    json_array_add_object_element (classes, moot_decision_class_to_json (&self->classes[i]));
  json_object_set_array_member (object, "classes", classes);
  return object;
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
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  g_return_val_if_fail (self != NULL, NULL);

  json_node_take_object (node, moot_bylaws_to_json (self));
  return json_to_string (node, FALSE);
}
