/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The one error domain of the layer that only calculates.
 * Thread: any. */
#include "moot-rules-error.h"

G_DEFINE_QUARK (moot_rules_error, moot_rules_error)
