/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The text of a post, read once and kept with it.
 * Thread: any for the first call, as long as only one thread has the post; main afterwards. */
#include "moot-status-text.h"

#define MAX_NAME 120 /* letters of a display name */

static GQuark
text_quark (void)
{
  return g_quark_from_static_string ("moot-status-text");
}

static void
status_text_free (gpointer data)
{
  MootStatusText *text = data;

  moot_html_blocks_free (text->content);
  moot_html_blocks_free (text->warning);
  moot_html_blocks_free (text->name);
  g_strfreev (text->emoji_uris);
  g_strfreev (text->name_emoji_uris);
  g_free (text);
}

/* Names of emojis for the parser, and in @out_uris where their pictures are. */
static GStrv
list_emojis (GPtrArray *emojis,
             GStrv     *out_uris)
{
  GPtrArray *names = g_ptr_array_new ();
  GPtrArray *uris = g_ptr_array_new ();

  for (guint i = 0; emojis != NULL && i < MIN (emojis->len, MOOT_HTML_BLOCKS_MAX_EMOJIS); i++)
    {
      const MootEmoji *emoji = g_ptr_array_index (emojis, i);
      const char *uri = emoji->static_url != NULL ? emoji->static_url : emoji->url;

      if (emoji->shortcode == NULL || uri == NULL)
        continue;
      g_ptr_array_add (names, g_strdup (emoji->shortcode));
      g_ptr_array_add (uris, g_strdup (uri));
    }
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (uris, NULL);
  *out_uris = (GStrv) g_ptr_array_free (uris, FALSE);
  return (GStrv) g_ptr_array_free (names, FALSE);
}

/* A name or a warning is no HTML, but what it may not do is the same. */
static MootHtmlBlocks *
read_plain (const char        *text,
            const char *const *emoji_names)
{
  g_autofree char *html = g_markup_escape_text (text != NULL ? text : "", -1);

  return moot_html_blocks_parse (html, emoji_names);
}

/**
 * moot_account_dup_name:
 * @account: (nullable): somebody
 *
 * Returns: (transfer full): the name they gave themselves, bounded, or their user name
 */
char *
moot_account_dup_name (MootAccount *account)
{
  const char *name = account != NULL ? account->display_name : NULL;

  if (name == NULL || *name == '\0')
    name = account != NULL && account->username != NULL ? account->username : "?";
  if (!g_utf8_validate (name, -1, NULL))
    return g_utf8_make_valid (name, -1);
  if (g_utf8_strlen (name, -1) > MAX_NAME)
    return g_utf8_substring (name, 0, MAX_NAME);
  return g_strdup (name);
}

/**
 * moot_status_text_get:
 * @status: a post, not a boost
 *
 * Reads the text of a post the first time, and remembers it.  A worker that makes posts may call it
 * before it hands them over, so that the first row costs nothing.
 *
 * Returns: (transfer none): its text, as long as @status lives
 */
const MootStatusText *
moot_status_text_get (MootStatus *status)
{
  MootStatusText *text = g_object_get_qdata (G_OBJECT (status), text_quark ());
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) name_names = NULL;
  g_autofree char *name = NULL;

  if (text != NULL)
    return text;

  text = g_new0 (MootStatusText, 1);
  names = list_emojis (status->emojis, &text->emoji_uris);
  text->content =
    status->quote != NULL
      ? moot_html_blocks_parse_quoting (status->content, (const char *const *) names)
      : moot_html_blocks_parse (status->content, (const char *const *) names);
  text->warning = read_plain (status->spoiler_text, (const char *const *) names);

  name = moot_account_dup_name (status->account);
  name_names = list_emojis (status->account != NULL ? status->account->emojis : NULL,
                            &text->name_emoji_uris);
  text->name = read_plain (name, (const char *const *) name_names);
  g_object_set_qdata_full (G_OBJECT (status), text_quark (), text, status_text_free);
  return text;
}
