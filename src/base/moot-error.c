/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The errors every layer may raise about the world.  A layer adds a domain of its own only for
 * outcomes that its callers treat differently. */
#include "moot-error.h"

G_DEFINE_QUARK (moot_error, moot_error)
