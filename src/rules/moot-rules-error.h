/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MootRulesError:
 * @MOOT_RULES_ERROR_INVALID: the input breaks a rule the message names
 * @MOOT_RULES_ERROR_TOO_LARGE: a number or a list is beyond its named limit
 */
typedef enum
{
  MOOT_RULES_ERROR_INVALID,
  MOOT_RULES_ERROR_TOO_LARGE,
} MootRulesError;

#define MOOT_RULES_ERROR (moot_rules_error_quark ())

GQuark moot_rules_error_quark (void);

G_END_DECLS
