/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What differs between two texts of the bylaws, member by member, so that a proposal to change them
 * can say it in words.
 * Thread: any.
 * Spec: bylaws are data; the proposal shows the difference. */
#include "moot-bylaws-diff.h"

#include <string.h>

#include "moot-bylaws-json.h"
#include "moot-bylaws-powers.h"

typedef struct
{
  GArray *changes;
  MootBylawPart part;
  const char *id;
} Comparison;

static void
add_change (const Comparison *self,
            const char       *field,
            gboolean          was_there,
            gboolean          is_there)
{
  MootBylawChange change = {
    .part = self->part,
    .field = field != NULL ? g_intern_string (field) : NULL,
    .was_there = was_there,
    .is_there = is_there,
  };

  g_strlcpy (change.id, self->id, sizeof change.id);
  g_array_append_val (self->changes, change);
}

/* A share that goes because the new rule needs none is not a change of its own. */
static gboolean
follows_rule (const char *field)
{
  return strcmp (field, "threshold") == 0 || strcmp (field, "override") == 0 ||
         strcmp (field, "base") == 0;
}

static void
compare_objects (const Comparison *self,
                 JsonObject       *before,
                 JsonObject       *after)
{
  g_autoptr (GList) names = json_object_get_members (after);
  g_autoptr (GList) old_names = json_object_get_members (before);

  for (GList *link = names; link != NULL; link = link->next)
    {
      JsonNode *old = json_object_get_member (before, link->data);

      if (old == NULL || !json_node_equal (old, json_object_get_member (after, link->data)))
        add_change (self, link->data, old != NULL, TRUE);
    }
  for (GList *link = old_names; link != NULL; link = link->next)
    if (!json_object_has_member (after, link->data) && !follows_rule (link->data))
      add_change (self, link->data, TRUE, FALSE);
}

static void
compare_texts (const Comparison *self,
               MootJsonWriter   *before,
               MootJsonWriter   *after)
{
  g_autoptr (JsonNode) old = moot_json_parse (before->text->str, -1, NULL);
  g_autoptr (JsonNode) new = moot_json_parse (after->text->str, -1, NULL);

  if (old != NULL && new != NULL)
    compare_objects (self, json_node_get_object (old), json_node_get_object (new));
}

static void
compare_classes (Comparison       *self,
                 const MootBylaws *before,
                 const MootBylaws *after)
{
  self->part = MOOT_BYLAW_PART_CLASS;
  for (guint i = 0; i < after->n_classes; i++)
    {
      const MootDecisionClass *old = moot_bylaws_find_class (before, after->classes[i].id);
      g_auto (MootJsonWriter) old_text = MOOT_JSON_WRITER_INIT;
      g_auto (MootJsonWriter) new_text = MOOT_JSON_WRITER_INIT;

      self->id = after->classes[i].id;
      if (old == NULL)
        {
          add_change (self, NULL, FALSE, TRUE);
          continue;
        }
      moot_decision_class_write (old, &old_text);
      moot_decision_class_write (&after->classes[i], &new_text);
      compare_texts (self, &old_text, &new_text);
    }
  for (guint i = 0; i < before->n_classes; i++)
    {
      self->id = before->classes[i].id;
      if (moot_bylaws_find_class (after, self->id) == NULL)
        add_change (self, NULL, TRUE, FALSE);
    }
}

static void
compare_roles (Comparison       *self,
               const MootBylaws *before,
               const MootBylaws *after)
{
  self->part = MOOT_BYLAW_PART_ROLE;
  for (guint i = 0; i < after->n_roles; i++)
    {
      const MootBylawRole *old = moot_bylaws_find_role (before, after->roles[i].id);
      g_auto (MootJsonWriter) old_text = MOOT_JSON_WRITER_INIT;
      g_auto (MootJsonWriter) new_text = MOOT_JSON_WRITER_INIT;

      self->id = after->roles[i].id;
      if (old == NULL)
        {
          add_change (self, NULL, FALSE, TRUE);
          continue;
        }
      moot_bylaws_write_role (old, &old_text);
      moot_bylaws_write_role (&after->roles[i], &new_text);
      compare_texts (self, &old_text, &new_text);
    }
  for (guint i = 0; i < before->n_roles; i++)
    {
      self->id = before->roles[i].id;
      if (moot_bylaws_find_role (after, self->id) == NULL)
        add_change (self, NULL, TRUE, FALSE);
    }
}

static void
compare_emergency (Comparison       *self,
                   const MootBylaws *before,
                   const MootBylaws *after)
{
  g_auto (MootJsonWriter) old_text = MOOT_JSON_WRITER_INIT;
  g_auto (MootJsonWriter) new_text = MOOT_JSON_WRITER_INIT;

  self->part = MOOT_BYLAW_PART_EMERGENCY;
  self->id = "";
  if (before->emergency.allowed != after->emergency.allowed)
    add_change (self, NULL, before->emergency.allowed, after->emergency.allowed);
  if (!before->emergency.allowed || !after->emergency.allowed)
    return;
  moot_bylaws_write_emergency (&before->emergency, &old_text);
  moot_bylaws_write_emergency (&after->emergency, &new_text);
  compare_texts (self, &old_text, &new_text);
}

static void
compare_admission (Comparison       *self,
                   const MootBylaws *before,
                   const MootBylaws *after)
{
  g_auto (MootJsonWriter) old_text = MOOT_JSON_WRITER_INIT;
  g_auto (MootJsonWriter) new_text = MOOT_JSON_WRITER_INIT;

  self->part = MOOT_BYLAW_PART_ADMISSION;
  self->id = "";
  moot_bylaws_write_admission (&before->admission, &old_text);
  moot_bylaws_write_admission (&after->admission, &new_text);
  compare_texts (self, &old_text, &new_text);
}

/**
 * moot_bylaws_compare:
 * @before: the older text
 * @after: the newer text
 *
 * Finds what differs.
 *
 * Returns: (transfer full) (element-type MootBylawChange): the changes, in the order of the text
 */
GArray *
moot_bylaws_compare (const MootBylaws *before,
                     const MootBylaws *after)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (MootBylawChange));
  Comparison comparison = { .changes = changes, .part = MOOT_BYLAW_PART_DEFAULT, .id = "" };

  g_return_val_if_fail (before != NULL && after != NULL, changes);

  if (before->default_rule != after->default_rule)
    add_change (&comparison, "default", TRUE, TRUE);
  compare_classes (&comparison, before, after);
  compare_roles (&comparison, before, after);
  compare_emergency (&comparison, before, after);
  compare_admission (&comparison, before, after);
  return changes;
}
