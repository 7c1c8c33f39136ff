/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What bylaws say beside the classes of decision: offices, emergency powers, and when those who
 * have not voted are reminded.
 * Thread: any.
 * Spec: governance rules, bylaw presets and emergency powers; co-op API, reminders. */
#include "moot-bylaws-powers.h"

#include <stdlib.h>
#include <string.h>

#include "moot-error.h"
#include "moot-strict-json.h"

/* "-24h" is 24. */
static gboolean
read_hours (const char *text,
            int        *out_hours)
{
  char *end = NULL;
  gint64 hours = text != NULL && *text == '-' ? g_ascii_strtoll (text + 1, &end, 10) : 0;

  if (hours <= 0 || hours > MOOT_DECISION_REMINDER_HOURS_MAX || strcmp (end, "h") != 0)
    return FALSE;
  *out_hours = (int) hours;
  return TRUE;
}

static int
compare_hours (const void *a,
               const void *b)
{
  return *(const int *) b - *(const int *) a;
}

/**
 * moot_reminders_read_hours:
 * @node: (nullable): an array such as `["-24h","-2h"]`
 * @out_hours: (out): before the end, longest first
 * @out_n_hours: (out): how many there are; untouched without @node
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether it was understood
 */
gboolean
moot_reminders_read_hours (JsonNode  *node,
                           int        out_hours[MOOT_DECISION_REMINDERS_MAX],
                           guint     *out_n_hours,
                           GError   **error)
{
  int hours[MOOT_DECISION_REMINDERS_MAX];
  JsonArray *array;
  guint n;

  if (node == NULL)
    return TRUE;
  array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  n = array != NULL ? json_array_get_length (array) : G_MAXUINT;
  if (n > MOOT_DECISION_REMINDERS_MAX)
    return moot_strict_refuse (error, "reminders", "a list of at most four, such as \"-24h\"");
  for (guint i = 0; i < n; i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *text = JSON_NODE_HOLDS_VALUE (element) &&
                             json_node_get_value_type (element) == G_TYPE_STRING
                           ? json_node_get_string (element)
                           : NULL;

      if (!read_hours (text, &hours[i]))
        return moot_strict_refuse (error, "reminders", "hours before the end, such as \"-24h\"");
    }
  qsort (hours, n, sizeof *hours, compare_hours);
  memset (out_hours, 0, MOOT_DECISION_REMINDERS_MAX * sizeof *out_hours);
  memcpy (out_hours, hours, n * sizeof *hours);
  *out_n_hours = n;
  return TRUE;
}

/** moot_bylaws_read_reminders: reads the member `reminders` of a class, if it is there */
gboolean
moot_bylaws_read_reminders (JsonObject         *object,
                            MootDecisionClass  *class,
                            GError            **error)
{
  return moot_reminders_read_hours (moot_strict_find (object, "reminders"), class->reminder_hours,
                                    &class->n_reminders, error);
}

/** moot_bylaws_put_reminders: writes the member `reminders` of a class */
void
moot_bylaws_put_reminders (const MootDecisionClass *class,
                           MootJsonWriter          *writer)
{
  moot_json_name (writer, "reminders");
  moot_json_begin_array (writer);
  for (guint i = 0; i < class->n_reminders; i++)
    {
      g_autofree char *text = g_strdup_printf ("-%dh", class->reminder_hours[i]);

      moot_json_add_string (writer, text);
    }
  moot_json_end_array (writer);
}

static gboolean
read_role (JsonNode       *node,
           MootBylawRole  *role,
           GError        **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  *role = (MootBylawRole){ .seats = 1 };
  if (object == NULL)
    return moot_strict_refuse (error, "roles", "a list of objects");
  return moot_strict_read_name (object, "id", role->id, MOOT_DECISION_ID_MAX, error) &&
         moot_strict_read_int (object, "seats", 1, MOOT_ROLE_SEATS_MAX, &role->seats, error) &&
         moot_strict_read_int (object, "term_months", 0, MOOT_ROLE_MONTHS_MAX, &role->term_months,
                               error) &&
         moot_strict_read_name (object, "class", role->class, MOOT_DECISION_ID_MAX, error);
}

static gboolean
read_emergency (JsonNode             *node,
                MootEmergencyPowers  *powers,
                GError              **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (object == NULL)
    return moot_strict_refuse (error, "emergency", "an object");
  *powers = (MootEmergencyPowers){ .allowed = TRUE, .thread_hours = 24, .lapse_days = 7 };
  return moot_strict_read_name (object, "role", powers->role, MOOT_DECISION_ID_MAX, error) &&
         moot_strict_read_int (object, "thread_hours", 0, 720, &powers->thread_hours, error) &&
         moot_strict_read_int (object, "lapse_days", 1, MOOT_DECISION_DAYS_MAX,
                               &powers->lapse_days, error) &&
         moot_strict_read_name (object, "class", powers->class, MOOT_DECISION_ID_MAX, error) &&
         moot_strict_read_boolean (object, "votes_at_once", &powers->votes_at_once, error);
}

static gboolean
read_admission (JsonNode       *node,
                MootAdmission  *admission,
                GError        **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL)
    return moot_strict_refuse (error, "admission", "an object");
  return moot_strict_read_int (object, "vouches", 0, MOOT_ADMISSION_VOUCHES_MAX,
                               &admission->vouches, error) &&
         moot_strict_read_int (object, "days", 1, MOOT_DECISION_DAYS_MAX, &admission->days,
                               error) &&
         moot_strict_read_name (object, "circle", admission->circle, MOOT_DECISION_ID_MAX, error);
}

/**
 * moot_bylaws_read_powers:
 * @object: bylaws
 * @self: gets the offices and the emergency powers, without them there are none; and how members
 *   are admitted, without that as %MOOT_ADMISSION_USUAL
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID, %MOOT_ERROR_TOO_LARGE beyond %MOOT_BYLAWS_ROLES_MAX.
 *
 * Returns: whether they were understood
 */
gboolean
moot_bylaws_read_powers (JsonObject  *object,
                         MootBylaws  *self,
                         GError     **error)
{
  JsonNode *roles = moot_strict_find (object, "roles");
  JsonNode *emergency = moot_strict_find (object, "emergency");
  JsonNode *admission = moot_strict_find (object, "admission");
  JsonArray *array;

  self->admission = MOOT_ADMISSION_USUAL;
  if (admission != NULL && !read_admission (admission, &self->admission, error))
    return FALSE;
  if (emergency != NULL && !read_emergency (emergency, &self->emergency, error))
    return FALSE;
  if (roles == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (roles))
    return moot_strict_refuse (error, "roles", "a list of offices");
  array = json_node_get_array (roles);
  if (json_array_get_length (array) > MOOT_BYLAWS_ROLES_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "%u offices; at most %d",
                   json_array_get_length (array), MOOT_BYLAWS_ROLES_MAX);
      return FALSE;
    }
  for (; self->n_roles < json_array_get_length (array); self->n_roles++)
    if (!read_role (json_array_get_element (array, self->n_roles), &self->roles[self->n_roles],
                    error))
      return FALSE;
  return TRUE;
}

/** moot_bylaws_write_role: writes one office */
void
moot_bylaws_write_role (const MootBylawRole *self,
                        MootJsonWriter      *writer)
{
  moot_json_begin_object (writer);
  moot_json_put_string (writer, "id", self->id);
  moot_json_put_int (writer, "seats", self->seats);
  moot_json_put_int (writer, "term_months", self->term_months);
  if (*self->class != '\0')
    moot_json_put_string (writer, "class", self->class);
  moot_json_end_object (writer);
}

/** moot_bylaws_write_emergency: writes emergency powers, null where there are none */
void
moot_bylaws_write_emergency (const MootEmergencyPowers *self,
                             MootJsonWriter            *writer)
{
  if (!self->allowed)
    {
      moot_json_add_null (writer);
      return;
    }
  moot_json_begin_object (writer);
  moot_json_put_string (writer, "role", self->role);
  moot_json_put_int (writer, "thread_hours", self->thread_hours);
  moot_json_put_int (writer, "lapse_days", self->lapse_days);
  moot_json_put_string (writer, "class", self->class);
  moot_json_put_boolean (writer, "votes_at_once", self->votes_at_once);
  moot_json_end_object (writer);
}

/** moot_bylaws_write_admission: writes how members are admitted */
void
moot_bylaws_write_admission (const MootAdmission *self,
                             MootJsonWriter      *writer)
{
  moot_json_begin_object (writer);
  moot_json_put_int (writer, "vouches", self->vouches);
  moot_json_put_int (writer, "days", self->days);
  moot_json_put_string (writer, "circle", self->circle);
  moot_json_end_object (writer);
}

static gboolean
is_usual (const MootAdmission *admission)
{
  const MootAdmission usual = MOOT_ADMISSION_USUAL;

  return admission->vouches == usual.vouches && admission->days == usual.days &&
         strcmp (admission->circle, usual.circle) == 0;
}

/** moot_bylaws_put_powers: writes the members that moot_bylaws_read_powers() reads */
void
moot_bylaws_put_powers (const MootBylaws *self,
                        MootJsonWriter   *writer)
{
  moot_json_name (writer, "roles");
  moot_json_begin_array (writer);
  for (guint i = 0; i < self->n_roles; i++)
    moot_bylaws_write_role (&self->roles[i], writer);
  moot_json_end_array (writer);
  moot_json_name (writer, "emergency");
  moot_bylaws_write_emergency (&self->emergency, writer);
  if (is_usual (&self->admission))
    return;
  moot_json_name (writer, "admission");
  moot_bylaws_write_admission (&self->admission, writer);
}
