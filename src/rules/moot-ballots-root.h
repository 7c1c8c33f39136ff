/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *moot_ballots_root (const char *const *commitments) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
