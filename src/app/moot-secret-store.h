/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MootSecretPlace:
 * @MOOT_SECRET_PLACE_NONE: it is nowhere
 * @MOOT_SECRET_PLACE_KEYRING: in the Secret Service
 * @MOOT_SECRET_PLACE_FILE: in a file only its owner can read, since there is no Secret Service
 */
typedef enum
{
  MOOT_SECRET_PLACE_NONE,
  MOOT_SECRET_PLACE_KEYRING,
  MOOT_SECRET_PLACE_FILE,
} MootSecretPlace;

char            *moot_secret_store_load   (const char    *folder,
                                           const char    *key,
                                           GCancellable  *cancellable,
                                           GError       **error) G_GNUC_WARN_UNUSED_RESULT;
MootSecretPlace  moot_secret_store_save   (const char    *folder,
                                           const char    *key,
                                           const char    *label,
                                           const char    *token,
                                           GCancellable  *cancellable,
                                           GError       **error);
void             moot_secret_store_forget (const char    *folder,
                                           const char    *key,
                                           GCancellable  *cancellable);

G_END_DECLS
