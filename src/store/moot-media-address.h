/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-site.h"

G_BEGIN_DECLS

/**
 * MootMediaKind:
 * @MOOT_MEDIA_PICTURE: an attachment, an avatar, a header
 * @MOOT_MEDIA_EMOJI: a custom emoji
 * @MOOT_MEDIA_FILM: an attachment that is played: pictures that move, or sound
 *
 * What another server's file is for; that decides how large it may be.
 */
typedef enum
{
  MOOT_MEDIA_PICTURE,
  MOOT_MEDIA_EMOJI,
  MOOT_MEDIA_FILM,
} MootMediaKind;

/**
 * MootMediaAddress:
 * @kind: what it is for
 * @small: whether the preview is meant, which stands still
 * @domain: whose account shows it, as in handles
 * @url: where it is
 *
 * A file of another server that a member of ours is shown.
 */
typedef struct
{
  MootMediaKind kind;
  gboolean small;
  char *domain;
  char *url;
} MootMediaAddress;

char     *moot_media_address_write (const MootSite   *site,
                                    MootMediaKind     kind,
                                    gboolean          small,
                                    const char       *domain,
                                    const char       *url) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_media_address_read  (const MootSite   *site,
                                    const char       *what,
                                    const char       *signature,
                                    MootMediaAddress *out_address);
void      moot_media_address_clear (MootMediaAddress *self);

void moot_media_address_of_emojis (const MootSite *site,
                                   const char     *domain,
                                   GPtrArray      *emojis);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootMediaAddress, moot_media_address_clear)

G_END_DECLS
