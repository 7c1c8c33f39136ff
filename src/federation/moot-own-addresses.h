/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MOOT_OWN_ADDRESSES_MS (5 * 60 * 1000) /* how long it is believed what our name stands for */

typedef struct _MootOwnAddresses MootOwnAddresses;

MootOwnAddresses *moot_own_addresses_new  (const char       *base_url) G_GNUC_WARN_UNUSED_RESULT;
void              moot_own_addresses_free (MootOwnAddresses *self);

gboolean moot_own_addresses_has (MootOwnAddresses *self,
                                 GInetAddress     *address,
                                 GCancellable     *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootOwnAddresses, moot_own_addresses_free)

G_END_DECLS
