/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a server says of itself, in the words of /api/v2/instance, of /api/v1/instance and of those
 * who had longer posts before either had a word for it.
 * Spec: Mastodon client API, instance v1 and v2.
 * Thread: any. */
#include "moot-server-facts.h"

#include <string.h>

#define MOST_CHARACTERS (1024 * 1024) /* whoever says more means "without a limit" */
#define MOST_MEDIA 64

/* Some servers write their numbers as strings. */
static gint64
read_limit (JsonObject *object,
            const char *name,
            gint64      most)
{
  const char *text = moot_json_get_string (object, name);
  gint64 number = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;

  if (number <= 0)
    number = moot_json_get_int (object, name);
  return CLAMP (number, 0, most);
}

/* `wss://streaming.example/` is `https://streaming.example` to whoever asks. */
static char *
dup_base (const char *address)
{
  static const struct
  {
    const char *socket;
    const char *web;
  } schemes[] = { { "wss://", "https://" }, { "ws://", "http://" }, { "https://", "https://" } };

  for (guint i = 0; address != NULL && i < G_N_ELEMENTS (schemes); i++)
    if (g_str_has_prefix (address, schemes[i].socket))
      {
        char *base = g_strconcat (schemes[i].web, address + strlen (schemes[i].socket), NULL);

        if (g_str_has_suffix (base, "/"))
          base[strlen (base) - 1] = '\0';
        return base;
      }
  return NULL;
}

/**
 * moot_server_facts_read:
 * @self: (out): what is said
 * @instance: (nullable): of either version
 */
void
moot_server_facts_read (MootServerFacts *self,
                        JsonObject      *instance)
{
  JsonObject *configuration = moot_json_get_object (instance, "configuration");
  JsonObject *versions = moot_json_get_object (instance, "api_versions");
  JsonObject *statuses = moot_json_get_object (configuration, "statuses");
  const char *streaming = moot_json_get_string (moot_json_get_object (configuration, "urls"),
                                                "streaming");

  if (streaming == NULL)
    streaming = moot_json_get_string (moot_json_get_object (instance, "urls"), "streaming_api");
  self->max_characters = read_limit (statuses, "max_characters", MOST_CHARACTERS);
  if (self->max_characters == 0)
    self->max_characters = read_limit (instance, "max_toot_chars", MOST_CHARACTERS);
  self->max_media = read_limit (statuses, "max_media_attachments", MOST_MEDIA);
  self->mastodon_version = moot_json_get_int (versions, "mastodon");
  self->folkmoot_version = moot_json_get_int (versions, "folkmoot");
  self->allowlist = moot_json_get_boolean (configuration, "limited_federation");
  self->streaming = dup_base (streaming);
}

/**
 * moot_server_facts_clear:
 * @self: what was read
 */
void
moot_server_facts_clear (MootServerFacts *self)
{
  g_clear_pointer (&self->streaming, g_free);
}
