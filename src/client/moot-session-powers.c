/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the account of a session may do on its server: some depends on the server, some on the
 * office the account holds.
 * Spec: Mastodon client API, Role and its permissions; src/node/README.md.
 * Thread: main. */
#include "moot-session-powers.h"

#define PERMISSION_ALL 0x1
#define PERMISSION_REPORTS 0x10
#define PERMISSION_FEDERATION 0x20
#define FIRST_WITH_QUOTES 7 /* of Mastodon's API versions */

typedef struct
{
  gboolean quotes;
  gboolean folkmoot;
  gboolean allowlist;
  guint64 permissions;
  char *quote_policy;
} Powers;

static void
powers_free (gpointer data)
{
  Powers *powers = data;

  g_free (powers->quote_policy);
  g_free (powers);
}

/* They go with the session. */
static Powers *
get_powers (MootSession *self)
{
  Powers *powers = g_object_get_data (G_OBJECT (self), "moot-powers");

  if (powers == NULL)
    {
      powers = g_new0 (Powers, 1);
      g_object_set_data_full (G_OBJECT (self), "moot-powers", powers, powers_free);
    }
  return powers;
}

/**
 * moot_session_may:
 * @self: a session
 * @power: what not everybody may
 *
 * Returns: whether the server says that the account may; %FALSE until it has said so
 */
gboolean
moot_session_may (MootSession *self,
                  MootPower    power)
{
  const Powers *powers = get_powers (self);
  gboolean all = (powers->permissions & PERMISSION_ALL) != 0;

  switch (power)
    {
    case MOOT_POWER_QUOTE:
      return powers->quotes;
    case MOOT_POWER_MOVE:
    case MOOT_POWER_PERMIT:
    case MOOT_POWER_IMPORT:
      return powers->folkmoot;
    case MOOT_POWER_REPORTS:
      return all || (powers->permissions & PERMISSION_REPORTS) != 0;
    case MOOT_POWER_DELETE_POSTS:
      return powers->folkmoot && moot_session_may (self, MOOT_POWER_REPORTS);
    case MOOT_POWER_SERVERS:
      return all || (powers->permissions & PERMISSION_FEDERATION) != 0;
    }
  return FALSE;
}

/**
 * moot_session_get_allowlist:
 * @self: a session
 *
 * Returns: whether the server speaks only to servers that were allowed
 */
gboolean
moot_session_get_allowlist (MootSession *self)
{
  return get_powers (self)->allowlist;
}

/**
 * moot_session_get_quote_policy:
 * @self: a session
 *
 * Returns: (transfer none): who may quote the account unless a post says otherwise: `public`,
 *   `followers` or `nobody`
 */
const char *
moot_session_get_quote_policy (MootSession *self)
{
  const Powers *powers = get_powers (self);

  return powers->quote_policy != NULL ? powers->quote_policy : "public";
}

static JsonNode *
parse_object (const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? moot_json_parse (json, -1, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

/**
 * moot_session_learn_server:
 * @self: a session
 * @facts: what its server says of itself
 */
void
moot_session_learn_server (MootSession           *self,
                           const MootServerFacts *facts)
{
  Powers *powers = get_powers (self);

  powers->folkmoot = facts->folkmoot_version > 0;
  powers->quotes = powers->folkmoot || facts->mastodon_version >= FIRST_WITH_QUOTES;
  powers->allowlist = facts->allowlist;
  g_signal_emit_by_name (self, "powers-changed");
}

/**
 * moot_session_learn_self:
 * @self: a session
 * @account: its own, as only it sees itself
 */
void
moot_session_learn_self (MootSession *self,
                         MootAccount *account)
{
  Powers *powers = get_powers (self);
  g_autoptr (JsonNode) role = parse_object (account->role);
  g_autoptr (JsonNode) source = parse_object (account->source);
  const char *permissions =
    role != NULL ? moot_json_get_string (json_node_get_object (role), "permissions") : NULL;
  const char *policy =
    source != NULL ? moot_json_get_string (json_node_get_object (source), "quote_policy") : NULL;

  powers->permissions = permissions != NULL ? g_ascii_strtoull (permissions, NULL, 10) : 0;
  g_free (powers->quote_policy);
  powers->quote_policy = g_strdup (policy);
  g_signal_emit_by_name (self, "powers-changed");
}
