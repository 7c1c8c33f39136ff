/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-own-addresses.h"
#include "moot-uri.h"

G_BEGIN_DECLS

#define MOOT_TYPE_GUARDED_ADDRESS (moot_guarded_address_get_type ())

G_DECLARE_FINAL_TYPE (
  MootGuardedAddress, moot_guarded_address, MOOT, GUARDED_ADDRESS, GNetworkAddress)

MootGuardedAddress *moot_guarded_address_new (const char        *uri,
                                              MootUriPolicy      policy,
                                              MootOwnAddresses  *own,
                                              GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
