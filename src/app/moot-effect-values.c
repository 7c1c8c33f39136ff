/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What was filled in for an effect: what is missing in it, what it says in words, and how it goes
 * to the server.  Values are texts by the names of the fields, as they stand in the form.
 * Thread: main, for the formats of money. */
#include "moot-effect-sort.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "moot-bylaws-json.h"
#include "moot-bylaws-patch.h"
#include "moot-clock.h"
#include "moot-day.h"
#include "moot-decision-text.h"
#include "moot-election-text.h"
#include "moot-member.h"
#include "moot-moment-text.h"
#include "moot-money-text.h"
#include "moot-money.h"

#define BYLAWS_GROUP "classes"
#define DAY_MS ((gint64) 24 * 60 * 60 * 1000)

/** moot_effect_values_new: (transfer full): an empty table of texts by names */
GHashTable *
moot_effect_values_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * moot_effect_setting_new:
 * @bylaws: in force
 * @members: (element-type MootMember): of the co-op
 * @books: names of the accounts of the books
 * @currency: of the co-op
 *
 * Returns: (transfer full): what effects can be about
 */
MootEffectSetting *
moot_effect_setting_new (const MootBylaws  *bylaws,
                         GPtrArray         *members,
                         const char *const *books,
                         const char        *currency)
{
  MootEffectSetting *self = g_rc_box_new0 (MootEffectSetting);

  self->bylaws = moot_bylaws_copy (bylaws);
  self->members = g_ptr_array_ref (members);
  self->books = g_strdupv ((GStrv) books);
  self->currency = g_strdup (currency != NULL ? currency : "EUR");
  return self;
}

/** moot_effect_setting_ref: (transfer full): the same */
MootEffectSetting *
moot_effect_setting_ref (MootEffectSetting *self)
{
  return g_rc_box_acquire (self);
}

static void
clear_setting (gpointer data)
{
  MootEffectSetting *self = data;

  moot_bylaws_free (self->bylaws);
  g_ptr_array_unref (self->members);
  g_strfreev (self->books);
  g_free (self->currency);
}

/** moot_effect_setting_unref: releases a setting */
void
moot_effect_setting_unref (MootEffectSetting *self)
{
  g_rc_box_release_full (self, clear_setting);
}

static const char *
get_value (GHashTable            *values,
           const MootEffectField *field)
{
  const char *value = g_hash_table_lookup (values, field->name);

  return value != NULL ? value : "";
}

/* What is missing ------------------------------------------------------------------------------ */

static gboolean
is_domain (const char *value)
{
  const char *dot = strchr (value, '.');

  return dot != NULL && dot != value && dot[1] != '\0' && strpbrk (value, " /@?#") == NULL;
}

static gboolean
is_account (const char *value)
{
  const char *at = strrchr (value, '@');

  return at != NULL && at != value && is_domain (at + 1) && strpbrk (value, " /") == NULL;
}

static char *
dup_day_problem (const MootEffectField *field,
                 const char            *value)
{
  MootDay day;

  if (!moot_day_parse (value, &day))
    return g_strdup (_("Write the day like 2026-11-30."));
  if (field->min != 0 && (gint64) day * DAY_MS <= moot_clock_now ())
    return g_strdup (_("Choose a day in the future."));
  return NULL;
}

static char *
dup_number_problem (const MootEffectField *field,
                    const char            *value)
{
  gint64 number;

  if (g_ascii_string_to_signed (value, 10, field->min, field->max, &number, NULL))
    return NULL;
  /* Translators: of a number that a member writes; %1$d and %2$d are its limits. */
  return g_strdup_printf (_("Write a whole number from %1$d to %2$d."), field->min, field->max);
}

static char *
dup_value_problem (const MootEffectField   *field,
                   const char              *value,
                   const MootEffectSetting *setting)
{
  switch (field->input)
    {
    case MOOT_EFFECT_DOMAIN:
      return is_domain (value) ? NULL : g_strdup (_("Write the name of a server, as in "
                                                     "example.org."));
    case MOOT_EFFECT_ACCOUNT:
      return is_account (value) ? NULL : g_strdup (_("Write an account, as in name@example.org."));
    case MOOT_EFFECT_DAY:
      return dup_day_problem (field, value);
    case MOOT_EFFECT_MONEY:
      return moot_money_text_dup_refusal (value, setting->currency, field->min);
    case MOOT_EFFECT_NUMBER:
    case MOOT_EFFECT_SHARE:
    case MOOT_EFFECT_QUORUM:
      return dup_number_problem (field, value);
    case MOOT_EFFECT_LINE:
    case MOOT_EFFECT_WORDS:
      return g_utf8_strlen (value, -1) <= field->max ? NULL : g_strdup (_("This is too long."));
    case MOOT_EFFECT_MEMBER:
    case MOOT_EFFECT_ROLE:
    case MOOT_EFFECT_BOOK:
    case MOOT_EFFECT_CLASS:
    case MOOT_EFFECT_CHOICE:
      break;
    }
  return NULL;
}

/* Some forms ask for nothing in particular, but for something. */
static gboolean
is_idle (const MootEffectSort *self,
         GHashTable           *values)
{
  if (self->group == NULL)
    return FALSE;
  for (guint i = 0; i < MOOT_EFFECT_FIELDS_MAX && self->fields[i].name != NULL; i++)
    if (!self->fields[i].required && *get_value (values, &self->fields[i]) != '\0')
      return FALSE;
  return TRUE;
}

static gboolean
is_patch (const MootEffectSort *self)
{
  return g_strcmp0 (self->group, BYLAWS_GROUP) == 0;
}

/* Each value is in its range by now; what can still be wrong is that the rule lacks its shares. */
static char *
dup_patch_problem (const MootEffectSort    *self,
                   GHashTable              *values,
                   const MootEffectSetting *setting)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (JsonNode) effect = NULL;
  g_autoptr (MootBylaws) bylaws = NULL;
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;
  JsonObject *params;

  moot_effect_sort_write (self, values, setting, &json);
  effect = moot_json_parse (json.text->str, -1, NULL);
  params = moot_json_get_object (json_node_get_object (effect), "params");
  bylaws = moot_bylaws_patch (setting->bylaws, moot_json_get_object (params, "patch"), NULL);
  if (bylaws != NULL)
    {
      old = moot_bylaws_to_text (setting->bylaws);
      new = moot_bylaws_to_text (bylaws);
      return g_str_equal (old, new) ? g_strdup (_("The bylaws say so already.")) : NULL;
    }
  return g_strdup (_("This rule needs shares: how many must agree, more than half, and how many "
                      "override a block, no fewer than that."));
}

/**
 * moot_effect_sort_dup_problem:
 * @self: a row of the table
 * @values: (element-type utf8 utf8): what was filled in
 * @setting: what it can be about
 *
 * Returns: (transfer full) (nullable): the first thing that is missing or wrong, as a sentence
 */
char *
moot_effect_sort_dup_problem (const MootEffectSort    *self,
                              GHashTable              *values,
                              const MootEffectSetting *setting)
{
  for (guint i = 0; i < MOOT_EFFECT_FIELDS_MAX && self->fields[i].name != NULL; i++)
    {
      const MootEffectField *field = &self->fields[i];
      const char *value = get_value (values, field);
      g_autofree char *problem = NULL;

      if (*value == '\0' && field->required)
        /* Translators: %s is what stands above a field of a form, as in “Server”. */
        return g_strdup_printf (_("Fill in: %s."), _ (field->label));
      problem = *value != '\0' ? dup_value_problem (field, value, setting) : NULL;
      if (problem != NULL)
        /* Translators: %1$s is what stands above a field of a form, as in “Server”, %2$s a
         * sentence. */
        return g_strdup_printf (_("%1$s: %2$s"), _ (field->label), problem);
    }
  if (is_idle (self, values))
    return g_strdup (_("Say what changes."));
  return is_patch (self) ? dup_patch_problem (self, values, setting) : NULL;
}

/* In words ------------------------------------------------------------------------------------- */

static const char *
find_member (const MootEffectSetting *setting,
             const char              *id)
{
  for (guint i = 0; setting->members != NULL && i < setting->members->len; i++)
    {
      const MootMember *member = g_ptr_array_index (setting->members, i);

      if (g_strcmp0 (member->id, id) == 0)
        return member->name;
    }
  return _("a former member");
}

static char *
dup_readable_day (const char *value)
{
  MootDay day;

  return moot_day_parse (value, &day) ? moot_moment_text_dup_day ((gint64) day * DAY_MS)
                                      : g_strdup (value);
}

static char *
dup_readable_money (const char              *value,
                    const MootEffectSetting *setting)
{
  gint64 minor;

  return moot_money_text_parse (value, setting->currency, &minor)
           ? moot_money_text_dup (minor, setting->currency)
           : g_strdup (value);
}

static char *
dup_readable_share (const char *value)
{
  /* Translators: a share, as in “75 %”.  “%%” is a percent sign, after a no-break space. */
  return g_strdup_printf (_("%d\302\240%%"), (int) g_ascii_strtoll (value, NULL, 10));
}

static const MootEffectChoice *
find_choice (const MootEffectField *field,
             const char            *value)
{
  for (guint i = 0; i < MOOT_EFFECT_CHOICES_MAX && field->choices[i].value != NULL; i++)
    if (g_str_equal (field->choices[i].value, value))
      return &field->choices[i];
  return NULL;
}

/**
 * moot_effect_sort_dup_readable:
 * @field: a field
 * @value: what stands in it
 * @setting: what it can be about
 *
 * Returns: (transfer full): the same as people read it: a name for an id, a day in words
 */
char *
moot_effect_sort_dup_readable (const MootEffectField   *field,
                               const char              *value,
                               const MootEffectSetting *setting)
{
  const MootEffectChoice *choice;

  switch (field->input)
    {
    case MOOT_EFFECT_MEMBER:
      return g_strdup (find_member (setting, value));
    case MOOT_EFFECT_ROLE:
      return g_strdup (moot_election_text_get_role (value));
    case MOOT_EFFECT_CLASS:
      return g_strdup (moot_decision_text_get_class (value));
    case MOOT_EFFECT_DAY:
      return dup_readable_day (value);
    case MOOT_EFFECT_MONEY:
      return dup_readable_money (value, setting);
    case MOOT_EFFECT_CHOICE:
      choice = find_choice (field, value);
      return g_strdup (choice != NULL ? _ (choice->label) : value);
    case MOOT_EFFECT_SHARE:
    case MOOT_EFFECT_QUORUM:
      return dup_readable_share (value);
    case MOOT_EFFECT_LINE:
    case MOOT_EFFECT_WORDS:
    case MOOT_EFFECT_DOMAIN:
    case MOOT_EFFECT_ACCOUNT:
    case MOOT_EFFECT_BOOK:
    case MOOT_EFFECT_NUMBER:
      break;
    }
  return g_strdup (value);
}

/**
 * moot_effect_sort_fill_gaps:
 * @self: (nullable): a row of the table
 * @pattern: words with `{name}` in them
 * @values: (element-type utf8 utf8): what was filled in
 * @setting: what it can be about
 *
 * Returns: (transfer full): the words with what was filled in; an ellipsis where it is missing
 */
char *
moot_effect_sort_fill_gaps (const MootEffectSort    *self,
                            const char              *pattern,
                            GHashTable              *values,
                            const MootEffectSetting *setting)
{
  GString *text = g_string_new (NULL);
  const char *rest = pattern;
  const char *open;

  while ((open = strchr (rest, '{')) != NULL && strchr (open, '}') != NULL)
    {
      const char *close = strchr (open, '}');
      g_autofree char *name = g_strndup (open + 1, (gsize) (close - open - 1));
      const MootEffectField *field =
        self != NULL ? moot_effect_sort_find_field (self, name) : NULL;
      const char *value = field != NULL ? get_value (values, field) : "";
      g_autofree char *readable =
        *value != '\0' ? moot_effect_sort_dup_readable (field, value, setting) : NULL;

      g_string_append_len (text, rest, open - rest);
      g_string_append (text, readable != NULL ? readable : "…");
      rest = close + 1;
    }
  g_string_append (text, rest);
  return g_string_free (text, FALSE);
}

static void
add_sentence (GString                 *text,
              const MootEffectSort    *self,
              const char              *pattern,
              GHashTable              *values,
              const MootEffectSetting *setting)
{
  g_autofree char *sentence =
    moot_effect_sort_fill_gaps (self, _ (pattern), values, setting);

  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
}

/**
 * moot_effect_sort_dup_sentence:
 * @self: a row of the table
 * @values: (element-type utf8 utf8): what was filled in
 * @setting: what it can be about
 *
 * Returns: (transfer full): what would happen
 */
char *
moot_effect_sort_dup_sentence (const MootEffectSort    *self,
                               GHashTable              *values,
                               const MootEffectSetting *setting)
{
  GString *text = g_string_new (NULL);

  if (g_hash_table_size (values) == 0)
    g_string_append (text, _ (self->label));
  else if (self->sentence != NULL)
    add_sentence (text, self, self->sentence, values, setting);
  for (guint i = 0; i < MOOT_EFFECT_FIELDS_MAX && self->fields[i].name != NULL; i++)
    {
      const MootEffectField *field = &self->fields[i];
      const char *value = get_value (values, field);
      const MootEffectChoice *choice =
        field->input == MOOT_EFFECT_CHOICE ? find_choice (field, value) : NULL;

      if (choice != NULL && choice->sentence != NULL)
        add_sentence (text, self, choice->sentence, values, setting);
      if (field->also != NULL && *value != '\0')
        add_sentence (text, self, field->also, values, setting);
    }
  if (text->len == 0)
    g_string_append (text, _ (self->label));
  return g_string_free (text, FALSE);
}

/* To and from the server ----------------------------------------------------------------------- */

static void
write_share (const char     *name,
             gint64          percent,
             MootJsonWriter *json)
{
  moot_json_name (json, name);
  moot_json_begin_array (json);
  moot_json_add_int (json, percent);
  moot_json_add_int (json, 100);
  moot_json_end_array (json);
}

static void
write_quorum (const char     *name,
              gint64          percent,
              MootJsonWriter *json)
{
  moot_json_name (json, name);
  moot_json_begin_object (json);
  moot_json_put_string (json, "kind", percent > 0 ? "cast" : "none");
  if (percent > 0)
    moot_json_put_int (json, "percent", percent);
  moot_json_end_object (json);
}

static void
write_value (const MootEffectField   *field,
             const char              *value,
             const MootEffectSetting *setting,
             MootJsonWriter          *json)
{
  gint64 number = 0;

  if (field->input == MOOT_EFFECT_MONEY)
    {
      moot_money_text_parse (value, setting->currency, &number);
      moot_json_put_int (json, field->name, number);
    }
  else if (field->input == MOOT_EFFECT_SHARE)
    write_share (field->name, g_ascii_strtoll (value, NULL, 10), json);
  else if (field->input == MOOT_EFFECT_QUORUM)
    write_quorum (field->name, g_ascii_strtoll (value, NULL, 10), json);
  else if (field->input == MOOT_EFFECT_NUMBER)
    moot_json_put_int (json, field->name, g_ascii_strtoll (value, NULL, 10));
  else
    moot_json_put_string (json, field->name, value);
}

static void
write_values (const MootEffectSort    *self,
              GHashTable              *values,
              const MootEffectSetting *setting,
              MootJsonWriter          *json)
{
  moot_json_begin_object (json);
  for (guint i = 0; i < MOOT_EFFECT_FIELDS_MAX && self->fields[i].name != NULL; i++)
    {
      const char *value = get_value (values, &self->fields[i]);

      if (*value != '\0')
        write_value (&self->fields[i], value, setting, json);
    }
  moot_json_end_object (json);
}

/**
 * moot_effect_sort_write:
 * @self: a row of the table
 * @values: (element-type utf8 utf8): what was filled in, without a problem
 * @setting: what it can be about
 * @json: gets `{"type":…,"params":{…}}`
 *
 * An account is written as it was: the server's id for it is found when it is sent.
 */
void
moot_effect_sort_write (const MootEffectSort    *self,
                        GHashTable              *values,
                        const MootEffectSetting *setting,
                        MootJsonWriter          *json)
{
  const gboolean in_patch = is_patch (self);

  moot_json_begin_object (json);
  moot_json_put_string (json, "type", self->type);
  moot_json_name (json, "params");
  if (self->group == NULL)
    write_values (self, values, setting, json);
  else
    {
      moot_json_begin_object (json);
      if (in_patch)
        {
          moot_json_name (json, "patch");
          moot_json_begin_object (json);
        }
      moot_json_name (json, self->group);
      if (in_patch)
        moot_json_begin_array (json);
      write_values (self, values, setting, json);
      if (in_patch)
        {
          moot_json_end_array (json);
          moot_json_end_object (json);
        }
      moot_json_end_object (json);
    }
  moot_json_end_object (json);
}

static char *
dup_text (JsonNode                *node,
          const MootEffectField   *field,
          const MootEffectSetting *setting)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (json_node_get_value_type (node) != G_TYPE_INT64)
    return NULL;
  if (field->input == MOOT_EFFECT_MONEY)
    return moot_money_format (json_node_get_int (node), setting->currency);
  return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
}

/**
 * moot_effect_sort_read:
 * @self: a row of the table
 * @params: of an effect, as the server has them
 * @setting: what it can be about
 *
 * Returns: (transfer full) (element-type utf8 utf8): what would stand in the form
 */
GHashTable *
moot_effect_sort_read (const MootEffectSort    *self,
                       JsonObject              *params,
                       const MootEffectSetting *setting)
{
  GHashTable *values = moot_effect_values_new ();
  JsonObject *group = self->group != NULL ? moot_json_get_object (params, self->group) : params;

  for (guint i = 0; group != NULL && i < MOOT_EFFECT_FIELDS_MAX && self->fields[i].name != NULL;
       i++)
    {
      const MootEffectField *field = &self->fields[i];
      JsonNode *node = json_object_get_member (group, field->name);
      char *text = node != NULL ? dup_text (node, field, setting) : NULL;

      if (text != NULL)
        g_hash_table_insert (values, g_strdup (field->name), text);
    }
  return values;
}
