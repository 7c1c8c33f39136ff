/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Dues plans to and from the form of the co-op API.
 * Thread: any.
 * Spec: co-op API, entity DuesPlan. */
#include "moot-dues-terms-json.h"

#include "moot-error.h"
#include "moot-strict-json.h"

static gboolean
read_tier (JsonNode      *node,
           MootDuesTier  *out_tier,
           GError       **error)
{
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return moot_strict_refuse (error, "tiers", "a list of objects");

  object = json_node_get_object (node);
  return moot_strict_read_name (object, "id", out_tier->id, sizeof out_tier->id, error) &&
         moot_strict_read_name (object, "label", out_tier->label, sizeof out_tier->label, error) &&
         moot_strict_read_int64 (object, "amount_minor", 0, MOOT_MONEY_MAX,
                                 &out_tier->amount_minor, error);
}

static gboolean
read_list (JsonObject  *object,
           const char  *name,
           guint        max,
           JsonArray  **out_array,
           GError     **error)
{
  JsonNode *node = moot_strict_find (object, name);
  JsonArray *array;

  *out_array = NULL;
  if (node == NULL)
    return TRUE;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return moot_strict_refuse (error, name, "a list");

  array = json_node_get_array (node);
  if (json_array_get_length (array) > max)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "'%s' has more than %u elements",
                   name, max);
      return FALSE;
    }

  *out_array = array;
  return TRUE;
}

static gboolean
read_lists (JsonObject     *object,
            MootDuesTerms  *terms,
            GError        **error)
{
  JsonArray *tiers;
  JsonArray *days;

  if (!read_list (object, "tiers", MOOT_DUES_TIERS_MAX, &tiers, error) ||
      !read_list (object, "reminder_days", MOOT_DUES_REMINDERS_MAX, &days, error))
    return FALSE;

  for (guint i = 0; tiers != NULL && i < json_array_get_length (tiers); i++, terms->n_tiers++)
    if (!read_tier (json_array_get_element (tiers, i), &terms->tiers[i], error))
      return FALSE;

  if (days == NULL)
    return TRUE;

  terms->n_reminder_days = json_array_get_length (days);
  for (guint i = 0; i < terms->n_reminder_days; i++)
    {
      gint64 day;

      if (!moot_strict_read_integer (json_array_get_element (days, i), "reminder_days",
                                     -MOOT_DUES_DAYS_MAX, MOOT_DUES_DAYS_MAX, &day, error))
        return FALSE;

      terms->reminder_days[i] = (int) day;
    }

  return TRUE;
}

static gboolean
read_words (JsonObject     *object,
            MootDuesTerms  *terms,
            GError        **error)
{
  const char *interval;
  const char *anchor;
  const char *anchor_on;
  const char *freeze;

  if (!moot_strict_read_text (object, "interval", &interval, error) ||
      !moot_strict_read_text (object, "anchor", &anchor, error) ||
      !moot_strict_read_text (object, "anchor_on", &anchor_on, error) ||
      !moot_strict_read_text (object, "vote_freeze", &freeze, error))
    return FALSE;

  if (interval != NULL && !moot_dues_interval_from_text (interval, &terms->interval))
    return moot_strict_refuse (error, "interval", "month, quarter or year");

  if (anchor != NULL && !moot_dues_anchor_from_text (anchor, &terms->anchor))
    return moot_strict_refuse (error, "anchor", "join_date or calendar");

  if (anchor_on != NULL && !moot_day_parse (anchor_on, &terms->anchor_on))
    return moot_strict_refuse (error, "anchor_on", "a date");

  if (freeze != NULL && !moot_vote_freeze_from_text (freeze, &terms->vote_freeze))
    return moot_strict_refuse (error, "vote_freeze", "never, after_grace or three_in_twelve");

  return TRUE;
}

static gboolean
read_numbers (JsonObject     *object,
              MootDuesTerms  *terms,
              GError        **error)
{
  return moot_strict_read_int64 (object, "min_minor", 0, MOOT_MONEY_MAX,
                                 &terms->min_minor, error) &&
         moot_strict_read_int64 (object, "suggested_minor", 0, MOOT_MONEY_MAX,
                                 &terms->suggested_minor, error) &&
         moot_strict_read_int64 (object, "max_minor", 0, MOOT_MONEY_MAX,
                                 &terms->max_minor, error) &&
         moot_strict_read_boolean (object, "free_choice", &terms->free_choice, error) &&
         moot_strict_read_boolean (object, "prorates_days", &terms->prorates_days, error) &&
         moot_strict_read_int (object, "due_soon_days", 0, MOOT_DUES_DAYS_MAX,
                               &terms->due_soon_days, error) &&
         moot_strict_read_int (object, "grace_days", 0, MOOT_DUES_DAYS_MAX,
                               &terms->grace_days, error) &&
         moot_strict_read_int (object, "lapse_after_days", 0, MOOT_DUES_DAYS_MAX,
                               &terms->lapse_after_days, error);
}

static gboolean
read_waivers (JsonObject     *object,
              MootDuesTerms  *terms,
              GError        **error)
{
  JsonNode *node = moot_strict_find (object, "solidarity");

  if (node == NULL)
    return TRUE;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return moot_strict_refuse (error, "solidarity", "an object");

  return moot_strict_read_boolean (json_node_get_object (node), "self_declared",
                                   &terms->waiver_self_declared, error) &&
         moot_strict_read_int (json_node_get_object (node), "max_months", 0,
                               MOOT_DUES_WAIVER_MONTHS_MAX, &terms->waiver_max_months, error);
}

/**
 * moot_dues_terms_from_json:
 * @object: a plan
 * @out_terms: (out caller-allocates): the terms, untouched on failure
 * @error: return location
 *
 * Reads and validates a plan.  What it leaves out is as moot_dues_terms_init() says.
 *
 * Errors: %MOOT_ERROR_INVALID, naming the member; %MOOT_ERROR_TOO_LARGE for a list too long.
 *
 * Returns: whether the plan is usable
 */
gboolean
moot_dues_terms_from_json (JsonObject     *object,
                           MootDuesTerms  *out_terms,
                           GError        **error)
{
  MootDuesTerms terms;
  const char *currency;

  g_return_val_if_fail (object != NULL && out_terms != NULL, FALSE);

  if (!moot_strict_read_text (object, "currency", &currency, error))
    return FALSE;

  if (!moot_currency_is_valid (currency))
    return moot_strict_refuse (error, "currency", "three capital letters");

  moot_dues_terms_init (&terms, currency);
  if (!read_words (object, &terms, error) || !read_numbers (object, &terms, error) ||
      !read_waivers (object, &terms, error) || !read_lists (object, &terms, error) ||
      !moot_dues_terms_validate (&terms, error))
    return FALSE;

  *out_terms = terms;
  return TRUE;
}

static void
put_tiers (const MootDuesTerms *self,
           MootJsonWriter      *writer)
{
  moot_json_name (writer, "tiers");
  moot_json_begin_array (writer);
  for (guint i = 0; i < self->n_tiers; i++)
    {
      moot_json_begin_object (writer);
      moot_json_put_string (writer, "id", self->tiers[i].id);
      moot_json_put_string (writer, "label", self->tiers[i].label);
      moot_json_put_int (writer, "amount_minor", self->tiers[i].amount_minor);
      moot_json_end_object (writer);
    }
  moot_json_end_array (writer);
}

/**
 * moot_dues_terms_put:
 * @self: terms
 * @writer: within an object
 *
 * Writes the members of a plan that are terms; id, payment rails and origin are the caller's.
 *
 * Spec: co-op API, entity DuesPlan.
 */
void
moot_dues_terms_put (const MootDuesTerms *self,
                     MootJsonWriter      *writer)
{
  g_autofree char *anchor_on = NULL;

  g_return_if_fail (self != NULL && writer != NULL);

  anchor_on = moot_day_format (self->anchor_on);
  moot_json_put_string (writer, "currency", self->currency);
  moot_json_put_int (writer, "minor_digits", moot_currency_get_digits (self->currency));
  moot_json_put_string (writer, "interval", moot_dues_interval_to_text (self->interval));
  moot_json_put_int (writer, "min_minor", self->min_minor);
  moot_json_put_int (writer, "suggested_minor", self->suggested_minor);
  if (self->max_minor > 0)
    moot_json_put_int (writer, "max_minor", self->max_minor);
  else
    moot_json_put_null (writer, "max_minor");
  moot_json_put_boolean (writer, "free_choice", self->free_choice);
  put_tiers (self, writer);
  moot_json_put_string (writer, "anchor", moot_dues_anchor_to_text (self->anchor));
  if (anchor_on != NULL)
    moot_json_put_string (writer, "anchor_on", anchor_on);
  moot_json_put_boolean (writer, "prorates_days", self->prorates_days);
  moot_json_put_int (writer, "due_soon_days", self->due_soon_days);
  moot_json_put_int (writer, "grace_days", self->grace_days);
  moot_json_put_int (writer, "lapse_after_days", self->lapse_after_days);
  moot_json_name (writer, "solidarity");
  moot_json_begin_object (writer);
  moot_json_put_boolean (writer, "self_declared", self->waiver_self_declared);
  moot_json_put_int (writer, "max_months", self->waiver_max_months);
  moot_json_end_object (writer);
  moot_json_put_string (writer, "vote_freeze", moot_vote_freeze_to_text (self->vote_freeze));
  moot_json_name (writer, "reminder_days");
  moot_json_begin_array (writer);
  for (guint i = 0; i < self->n_reminder_days; i++)
    moot_json_add_int (writer, self->reminder_days[i]);
  moot_json_end_array (writer);
}
