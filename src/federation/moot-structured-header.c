/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Dictionaries of structured fields: what `Signature-Input`, `Signature` and `Content-Digest` are.
 *
 * Stricter than the standard in one point: a key that comes twice is an error, not the last one
 * wins, because two readers of one signature must see the same thing.
 * Spec: RFC 8941.
 * Thread: any. */
#include "moot-structured-header.h"

#include "moot-crypto.h"
#include "moot-error.h"

#include <string.h>

#define INTEGER_DIGITS 15 /* RFC 8941 section 3.3.1 */
#define KEY_CHARACTERS G_CSET_a_2_z G_CSET_DIGITS "_-.*"
#define TOKEN_CHARACTERS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "!#$%&'*+-.^_`|~:/"

static void
item_free (MootHeaderItem *item)
{
  g_free (item->key);
  g_free (item->text);
  g_free (item->raw);
  g_clear_pointer (&item->bytes, g_bytes_unref);
  g_clear_pointer (&item->items, g_ptr_array_unref);
  g_clear_pointer (&item->params, g_ptr_array_unref);
  g_free (item);
}

static GPtrArray *
items_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
}

static char *
read_key (const char **at)
{
  gsize length;
  char *key;

  if (!g_ascii_islower (**at) && **at != '*')
    return NULL;
  length = strspn (*at, KEY_CHARACTERS);
  key = g_strndup (*at, length);
  *at += length;
  return key;
}

static gboolean
read_string (const char     **at,
             MootHeaderItem  *item)
{
  g_autoptr (GString) text = g_string_new (NULL);

  item->kind = MOOT_HEADER_ITEM_STRING;
  for ((*at)++; **at != '"'; (*at)++)
    {
      if (**at == '\\')
        {
          (*at)++;
          if (**at != '"' && **at != '\\')
            return FALSE;
        }
      else if (**at < 0x20 || **at > 0x7e) /* the end of the text, too */
        {
          return FALSE;
        }
      g_string_append_c (text, **at);
    }
  (*at)++;
  item->text = g_string_free (g_steal_pointer (&text), FALSE);
  return TRUE;
}

static gboolean
read_bytes (const char     **at,
            MootHeaderItem  *item)
{
  const char *end = strchr (*at + 1, ':');
  gsize length = 0;
  guint8 *bytes;

  if (end == NULL)
    return FALSE;
  bytes = moot_base64_decode (*at + 1, end - *at - 1, &length);
  if (bytes == NULL)
    return FALSE;
  item->kind = MOOT_HEADER_ITEM_BYTES;
  item->bytes = g_bytes_new_take (bytes, length);
  *at = end + 1;
  return TRUE;
}

static gboolean
read_integer (const char     **at,
              MootHeaderItem  *item)
{
  const char *digits = **at == '-' ? *at + 1 : *at;
  gsize length = strspn (digits, G_CSET_DIGITS);

  if (length == 0 || length > INTEGER_DIGITS || digits[length] == '.')
    return FALSE;
  item->kind = MOOT_HEADER_ITEM_INTEGER;
  item->number = g_ascii_strtoll (*at, NULL, 10);
  *at = digits + length;
  return TRUE;
}

static gboolean
read_boolean (const char     **at,
              MootHeaderItem  *item)
{
  if ((*at)[1] != '0' && (*at)[1] != '1')
    return FALSE;
  item->kind = MOOT_HEADER_ITEM_BOOLEAN;
  item->number = (*at)[1] == '1';
  *at += 2;
  return TRUE;
}

static gboolean
read_token (const char     **at,
            MootHeaderItem  *item)
{
  gsize length = strspn (*at, TOKEN_CHARACTERS);

  item->kind = MOOT_HEADER_ITEM_TOKEN;
  item->text = g_strndup (*at, length);
  *at += length;
  return TRUE;
}

static gboolean
read_bare (const char     **at,
           MootHeaderItem  *item)
{
  if (**at == '"')
    return read_string (at, item);
  if (**at == ':')
    return read_bytes (at, item);
  if (**at == '?')
    return read_boolean (at, item);
  if (**at == '-' || g_ascii_isdigit (**at))
    return read_integer (at, item);
  if (**at == '*' || g_ascii_isalpha (**at))
    return read_token (at, item);
  return FALSE;
}

/* Adds @item unless there are too many, or its key is there already. */
static gboolean
add_item (GPtrArray      *items,
          MootHeaderItem *item)
{
  if (items->len < MOOT_HEADER_MAX_ITEMS &&
      (item->key == NULL || moot_header_find (items, item->key) == NULL))
    {
      g_ptr_array_add (items, item);
      return TRUE;
    }
  item_free (item);
  return FALSE;
}

static void
set_true (MootHeaderItem *item)
{
  item->kind = MOOT_HEADER_ITEM_BOOLEAN;
  item->number = 1;
}

static gboolean
read_params (const char     **at,
             MootHeaderItem  *owner)
{
  owner->params = items_new ();
  while (**at == ';')
    {
      MootHeaderItem *param = g_new0 (MootHeaderItem, 1);
      gboolean good;

      *at += 1 + strspn (*at + 1, " ");
      param->key = read_key (at);
      good = param->key != NULL;
      if (good && **at == '=')
        {
          (*at)++;
          good = read_bare (at, param);
        }
      else
        {
          set_true (param);
        }
      if (!add_item (owner->params, param) || !good)
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_list (const char     **at,
           MootHeaderItem  *list)
{
  list->kind = MOOT_HEADER_ITEM_LIST;
  list->items = items_new ();
  for ((*at)++;;)
    {
      MootHeaderItem *item;
      gboolean good;

      *at += strspn (*at, " ");
      if (**at == ')')
        {
          (*at)++;
          return TRUE;
        }
      item = g_new0 (MootHeaderItem, 1);
      good = read_bare (at, item) && read_params (at, item);
      if (!add_item (list->items, item) || !good || (**at != ' ' && **at != ')'))
        return FALSE;
    }
}

static gboolean
read_member (const char     **at,
             MootHeaderItem  *member)
{
  const char *from;

  member->key = read_key (at);
  if (member->key == NULL)
    return FALSE;
  if (**at == '=')
    (*at)++;
  else
    set_true (member);
  from = *at;
  if (from[-1] == '=' && !(*from == '(' ? read_list (at, member) : read_bare (at, member)))
    return FALSE;
  if (!read_params (at, member))
    return FALSE;
  member->raw = g_strndup (from, (gsize) (*at - from));
  return TRUE;
}

static gboolean
read_members (const char *text,
              GPtrArray  *members)
{
  const char *at = text + strspn (text, " ");

  for (;;)
    {
      MootHeaderItem *member = g_new0 (MootHeaderItem, 1);
      gboolean good = read_member (&at, member);

      if (!add_item (members, member) || !good)
        return FALSE;
      at += strspn (at, " \t");
      if (*at == '\0')
        return TRUE;
      if (*at != ',')
        return FALSE;
      at += 1 + strspn (at + 1, " \t");
    }
}

/**
 * moot_header_parse_dictionary:
 * @text: the value of a header
 * @error: return location
 *
 * Limits: %MOOT_HEADER_MAX_BYTES, %MOOT_HEADER_MAX_ITEMS.
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full) (element-type MootHeaderItem): the members in their order, at least one
 */
GPtrArray *
moot_header_parse_dictionary (const char  *text,
                              GError     **error)
{
  g_autoptr (GPtrArray) members = items_new ();

  if (strlen (text) > MOOT_HEADER_MAX_BYTES || !read_members (text, members))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "not a structured field: '%.80s'", text);
      return NULL;
    }
  return g_steal_pointer (&members);
}

/**
 * moot_header_find:
 * @items: (element-type MootHeaderItem): members or parameters
 * @key: a key
 *
 * Returns: (nullable): the one with that key
 */
const MootHeaderItem *
moot_header_find (GPtrArray  *items,
                  const char *key)
{
  for (guint i = 0; i < items->len; i++)
    {
      const MootHeaderItem *item = g_ptr_array_index (items, i);

      if (g_strcmp0 (item->key, key) == 0)
        return item;
    }
  return NULL;
}
