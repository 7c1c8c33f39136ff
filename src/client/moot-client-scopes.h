/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the app asks a server to be allowed, in one place: both ways of signing in ask for it.
 * Spec: Mastodon client API, OAuth scopes; co-op API, scopes. */
#pragma once

/* clang-format off */
/** MOOT_SCOPES: what every Mastodon-compatible server has */
#define MOOT_SCOPES "read write follow"

/**
 * MOOT_COOP_SCOPES: what a server with a co-op is asked beside that; an office still decides who may
 * use those of admins
 */
#define MOOT_COOP_SCOPES \
  "read:governance write:governance write:votes read:membership write:membership " \
  "read:dues write:dues admin:dues admin:membership admin:governance " \
  "admin:read admin:write"
/* clang-format on */
