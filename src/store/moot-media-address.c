/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The addresses under which members find what other servers' accounts show: on this node, so that
 * no other server learns who looks at what.  An address names the file itself and carries our
 * signature, so we fetch only what we have shown, and need to remember nothing to do it.
 * Thread: any. */
#include "moot-media-address.h"

#include "moot-crypto.h"
#include "moot-tag.h"

#include <string.h>

#define PREFIX "/media/remote/"
#define SIGNATURE_BYTES 16 /* of the 32 of HMAC-SHA256 */

/* The letters stand in addresses that clients have kept. */
static const char kinds[] = {
  [MOOT_MEDIA_PICTURE] = 'p',
  [MOOT_MEDIA_EMOJI] = 'e',
  [MOOT_MEDIA_FILM] = 'f',
};

static char *
sign (const MootSite *site,
      const char     *what)
{
  g_autoptr (GHmac) hmac =
    g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) site->media_key, strlen (site->media_key));
  guint8 digest[32];
  gsize length = sizeof digest;

  g_hmac_update (hmac, (const guchar *) what, -1);
  g_hmac_get_digest (hmac, digest, &length);
  return moot_base64url_encode (digest, SIGNATURE_BYTES);
}

/**
 * moot_media_address_write:
 * @site: the node
 * @kind: what it is for
 * @small: whether the preview is meant
 * @domain: whose account shows it, as in handles
 * @url: (nullable): where it is
 *
 * Returns: (transfer full) (nullable): where a client finds it; %NULL when there is nothing to find
 */
char *
moot_media_address_write (const MootSite *site,
                          MootMediaKind   kind,
                          gboolean        small,
                          const char     *domain,
                          const char     *url)
{
  g_autofree char *text = NULL;
  g_autofree char *what = NULL;
  g_autofree char *signature = NULL;

  if (url == NULL || domain == NULL || *domain == '\0' || site->media_key == NULL)
    return NULL;
  text = g_strdup_printf ("%c%c %s %s", kinds[kind], small ? 's' : 'o', domain, url);
  what = moot_base64url_encode ((const guint8 *) text, strlen (text));
  signature = sign (site, what);
  return g_strconcat (site->base_url, PREFIX, what, "/", signature, NULL);
}

/**
 * moot_media_address_read:
 * @site: the node
 * @what: the segment of an address that says what is meant
 * @signature: the segment after it
 * @out_address: (out): what is meant
 *
 * Returns: whether it is an address of ours
 */
gboolean
moot_media_address_read (const MootSite   *site,
                         const char       *what,
                         const char       *signature,
                         MootMediaAddress *out_address)
{
  g_autofree char *wanted = site->media_key != NULL ? sign (site, what) : NULL;
  g_autofree char *text = NULL;
  g_autofree guint8 *bytes = NULL;
  g_auto (GStrv) parts = NULL;
  const char *kind = NULL;
  gsize length = 0;

  *out_address = (MootMediaAddress){ 0 };
  if (wanted == NULL || !moot_secret_equal (signature, wanted))
    return FALSE;
  bytes = moot_base64url_decode (what, &length);
  text = bytes != NULL ? g_strndup ((const char *) bytes, length) : g_strdup ("");
  parts = g_strsplit (text, " ", 3);
  if (g_strv_length (parts) == 3 && strlen (parts[0]) == 2)
    kind = memchr (kinds, parts[0][0], sizeof kinds);
  if (kind == NULL)
    return FALSE;
  *out_address = (MootMediaAddress){
    .kind = (MootMediaKind) (kind - kinds),
    .small = parts[0][1] == 's',
    .domain = g_steal_pointer (&parts[1]),
    .url = g_steal_pointer (&parts[2]),
  };
  return TRUE;
}

/** moot_media_address_clear: frees what @self holds */
void
moot_media_address_clear (MootMediaAddress *self)
{
  g_clear_pointer (&self->domain, g_free);
  g_clear_pointer (&self->url, g_free);
}

/**
 * moot_media_address_of_emojis:
 * @site: the node
 * @domain: whose account shows them; empty for ours
 * @emojis: (element-type MootEmoji): changed in place
 *
 * Turns the addresses of another server's emojis into ours.
 */
void
moot_media_address_of_emojis (const MootSite *site,
                              const char     *domain,
                              GPtrArray      *emojis)
{
  for (guint i = 0; domain != NULL && *domain != '\0' && i < emojis->len; i++)
    {
      MootEmoji *emoji = g_ptr_array_index (emojis, i);
      g_autofree char *url = g_steal_pointer (&emoji->url);

      g_free (emoji->static_url);
      emoji->url = moot_media_address_write (site, MOOT_MEDIA_EMOJI, FALSE, domain, url);
      emoji->static_url = moot_media_address_write (site, MOOT_MEDIA_EMOJI, TRUE, domain, url);
    }
}
