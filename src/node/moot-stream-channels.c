/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The channels there are, and who may listen to them.
 * Spec: Mastodon client API, streaming: channels.
 * Thread: any. */
#include "moot-enums.h"
#include "moot-stream-hub.h"

/* clang-format off */
static const struct
{
  const char *name;
  const char *scope;
  gboolean personal; /* only for the account it belongs to */
  gboolean argument;
  const char *missing;
} channels[] = {
  { "user",              "read:statuses",      TRUE,  FALSE, NULL },
  { "user:notification", "read:notifications", TRUE,  FALSE, NULL },
  { "direct",            "read:statuses",      TRUE,  FALSE, NULL },
  { "list",              "read:lists",         TRUE,  TRUE,  "Missing list name parameter" },
  { "public",            "read:statuses",      FALSE, FALSE, NULL },
  { "public:local",      "read:statuses",      FALSE, FALSE, NULL },
  { "public:remote",     "read:statuses",      FALSE, FALSE, NULL },
  { "public:media",        "read:statuses",    FALSE, FALSE, NULL },
  { "public:local:media",  "read:statuses",    FALSE, FALSE, NULL },
  { "public:remote:media", "read:statuses",    FALSE, FALSE, NULL },
  { "hashtag",           "read:statuses",      FALSE, TRUE,  "Missing tag name parameter" },
  { "hashtag:local",     "read:statuses",      FALSE, TRUE,  "Missing tag name parameter" },
  { "coop",              "read:governance",    FALSE, FALSE, NULL },
};
/* clang-format on */

static int
find_channel (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    if (g_strcmp0 (name, channels[i].name) == 0)
      return (int) i;
  return -1;
}

/**
 * moot_stream_check_channel:
 * @channel: (nullable): what a client wants to hear
 * @argument: (nullable): its tag or list
 * @scopes: (nullable): what its token may do
 * @out_words: (out): on failure, what to tell it
 *
 * Returns: 0 when it may, else an HTTP status
 */
guint
moot_stream_check_channel (const char  *channel,
                           const char  *argument,
                           const char  *scopes,
                           const char **out_words)
{
  int index = find_channel (channel);

  if (index < 0)
    {
      *out_words = "Unknown stream type";
      return 400;
    }
  if (channels[index].argument && (argument == NULL || *argument == '\0'))
    {
      *out_words = channels[index].missing;
      return 400;
    }
  if (!moot_scopes_cover (scopes, channels[index].scope))
    {
      *out_words = "Access token does not have the required scopes";
      return 401;
    }
  return 0;
}

/**
 * moot_stream_dup_argument:
 * @channel: what a client wants to hear
 * @argument: (nullable): its tag or list
 *
 * A tag is compared folded; a channel without argument ignores one.
 *
 * Returns: (transfer full) (nullable): the argument to compare by
 */
char *
moot_stream_dup_argument (const char *channel,
                          const char *argument)
{
  int index = find_channel (channel);

  if (index < 0 || !channels[index].argument || argument == NULL)
    return NULL;
  return g_utf8_strdown (argument, -1);
}
