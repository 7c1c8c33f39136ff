/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MOOT_SCOPES_MAX 64 /* of one client; the largest asks for a dozen */
#define MOOT_SCOPE_MAX 64  /* bytes of one */
#define MOOT_SCOPES_DEFAULT "read"

/**
 * MootScopesCheck:
 * @MOOT_SCOPES_LENIENT: keep what we do not know: clients look for what they asked for
 * @MOOT_SCOPES_STRICT: refuse what we do not know
 */
typedef enum
{
  MOOT_SCOPES_LENIENT,
  MOOT_SCOPES_STRICT,
} MootScopesCheck;

/**
 * MootScope:
 * @name: as a client writes it
 * @meaning: what a person allows with it, as the rest of a sentence; %NULL for the parts of a
 *   greater scope that need no line of their own
 * @coop: whether it is a power of the co-op, which no greater scope implies
 */
typedef struct
{
  const char *name;
  const char *meaning;
  gboolean coop;
} MootScope;

const MootScope *moot_scopes_get_all (guint      *out_n_scopes);
const MootScope *moot_scopes_find    (const char *name);

char     *moot_scopes_normalise (const char       *scopes,
                                 MootScopesCheck   check,
                                 GError          **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_scopes_have_coop (const char       *scopes);

G_END_DECLS
