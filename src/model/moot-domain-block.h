/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_DOMAIN_BLOCK (moot_domain_block_get_type ())
#define MOOT_TYPE_DOMAIN_ALLOW (moot_domain_allow_get_type ())
#define MOOT_TYPE_PENDING_SERVER (moot_pending_server_get_type ())
#define MOOT_TYPE_BLOCKED_SERVER (moot_blocked_server_get_type ())

G_DECLARE_FINAL_TYPE (MootDomainBlock, moot_domain_block, MOOT, DOMAIN_BLOCK, GObject)
G_DECLARE_FINAL_TYPE (MootDomainAllow, moot_domain_allow, MOOT, DOMAIN_ALLOW, GObject)
G_DECLARE_FINAL_TYPE (MootPendingServer, moot_pending_server, MOOT, PENDING_SERVER, GObject)
G_DECLARE_FINAL_TYPE (MootBlockedServer, moot_blocked_server, MOOT, BLOCKED_SERVER, GObject)

/**
 * MootDomainBlock:
 *
 * What this node thinks of a server and its subdomains.  `severity` is `noop`, `silence` (out of
 * public sight, but who follows them reads them) or `suspend` (nothing in, nothing out).
 */
struct _MootDomainBlock
{
  GObject parent_instance;

  char *id;
  char *domain;
  char *digest;
  gint64 created_at;
  char *severity;
  gboolean reject_media;
  gboolean reject_reports;
  char *private_comment;
  char *public_comment;
  gboolean obfuscate;
  gint64 log_seq;
};

/**
 * MootDomainAllow:
 *
 * A server this node speaks to when it speaks to nobody else.
 */
struct _MootDomainAllow
{
  GObject parent_instance;

  char *id;
  char *domain;
  gint64 created_at;
  gint64 log_seq;
};

/**
 * MootPendingServer:
 *
 * A server that knocked at one that speaks to nobody it was not told to; `id` is its name.
 */
struct _MootPendingServer
{
  GObject parent_instance;

  char *id;
  gint64 times;
  gint64 last_seen_at;
};

/**
 * MootBlockedServer:
 *
 * A server that one member does not want to see; `id` is its name, and all that the API tells.
 */
struct _MootBlockedServer
{
  GObject parent_instance;

  char *id;
};

G_END_DECLS
