/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-connection.h"
#include "moot-signing-key.h"

G_BEGIN_DECLS

/**
 * MootDeviceKey:
 * @key: the private part
 * @hex: the public part
 *
 * What this computer signs an account's ballots with.
 */
typedef struct
{
  MootPrivateKey *key;
  char *hex;
} MootDeviceKey;

MootDeviceKey *moot_device_key_open       (const char      *folder,
                                           const char      *account,
                                           GCancellable    *cancellable,
                                           GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void           moot_device_key_free       (MootDeviceKey   *self);
char          *moot_device_key_register   (MootDeviceKey   *self,
                                           MootConnection  *connection,
                                           GCancellable    *cancellable,
                                           GError         **error) G_GNUC_WARN_UNUSED_RESULT;
char          *moot_device_key_dup_public (const char      *folder,
                                           const char      *account,
                                           GCancellable    *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void           moot_device_key_forget     (const char      *folder,
                                           const char      *account,
                                           GCancellable    *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootDeviceKey, moot_device_key_free)

G_END_DECLS
