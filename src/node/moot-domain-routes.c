/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Blocks of whole servers by the node, decided by those who hold its office.
 * Spec: Mastodon client API, admin/domain_blocks, admin/domain_allows; src/node/README.md.
 * Thread: a request worker. */
#include "moot-domain-routes.h"

#include "moot-clock.h"
#include "moot-coop-context.h"
#include "moot-domain-csv.h"
#include "moot-domain-decisions.h"
#include "moot-domain-policy.h"
#include "moot-domain-store.h"
#include "moot-error.h"
#include "moot-membership.h"
#include "moot-page.h"
#include "moot-pending-hosts.h"

#define PAGE_DEFAULT 100
#define PAGE_MAX 200

typedef struct
{
  MootExchange *exchange;
  gint64 actor_id;
  MootDomainBlock *block; /* NULL: @allow or @domain */
  MootDomainAllow *allow;
  char *domain;
} Decision;

static void
decision_clear (Decision *self)
{
  g_clear_object (&self->block);
  g_clear_object (&self->allow);
  g_clear_pointer (&self->domain, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Decision, decision_clear)

/* The office of the admin is given by election and ends with its term. */
static gboolean
check_admin (MootExchange *exchange,
             gint64       *out_actor_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) actor = NULL;
  MootCoopContext context;

  if (moot_coop_context_init (&context, exchange->db, exchange->services->site, moot_clock_now (),
                              &error))
    actor = moot_actor_load (&context, exchange->viewer_id, &error);
  if (actor != NULL && actor->is_admin)
    {
      *out_actor_id = actor->id;
      return TRUE;
    }
  moot_exchange_refuse (exchange, 403, "This action is not allowed");
  return FALSE;
}

static gboolean
begin (MootExchange     *exchange,
       MootDb           *db,
       MootCoopContext  *out_context,
       GError          **error)
{
  return moot_coop_context_init (out_context, db, exchange->services->site, moot_clock_now (),
                                 error);
}

static char *
check_name (const MootExchange     *exchange,
            const MootCoopContext  *context,
            GError                **error)
{
  return moot_domains_check_name (context, moot_params_get (exchange->params, "domain"),
                                  exchange->services->allow_private_addresses, error);
}

static void
read_flags (const MootParams *params,
            MootDomainBlock  *block)
{
  const char *private_comment = moot_params_get (params, "private_comment");
  const char *public_comment = moot_params_get (params, "public_comment");

  block->reject_media = moot_params_get_boolean (params, "reject_media", block->reject_media);
  block->reject_reports = moot_params_get_boolean (params, "reject_reports", block->reject_reports);
  block->obfuscate = moot_params_get_boolean (params, "obfuscate", block->obfuscate);
  if (private_comment != NULL)
    {
      g_free (block->private_comment);
      block->private_comment = g_strdup (private_comment);
    }
  if (public_comment != NULL)
    {
      g_free (block->public_comment);
      block->public_comment = g_strdup (public_comment);
    }
}

static gboolean
read_block (MootExchange     *exchange,
            MootDomainBlock  *block,
            GError          **error)
{
  const char *severity = moot_params_get (exchange->params, "severity");

  if (severity != NULL && !moot_domain_severity_is_valid (severity))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "Validation failed: Severity is not included in the list");
      return FALSE;
    }
  if (severity != NULL || block->severity == NULL)
    {
      g_free (block->severity);
      block->severity = g_strdup (severity != NULL ? severity : "silence");
    }
  read_flags (exchange->params, block);
  if ((block->private_comment != NULL &&
       g_utf8_strlen (block->private_comment, -1) > MOOT_DOMAIN_COMMENT_MAX) ||
      (block->public_comment != NULL &&
       g_utf8_strlen (block->public_comment, -1) > MOOT_DOMAIN_COMMENT_MAX))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "Validation failed: Comment is too long (maximum is %d characters)",
                   MOOT_DOMAIN_COMMENT_MAX);
      return FALSE;
    }
  return TRUE;
}

/* Blocks of the node -------------------------------------------------------------------------- */

typedef GPtrArray *(*Load) (MootDb           *db,
                            const MootRange  *range,
                            GError          **error);
typedef const char *(*GetId) (gconstpointer entry);

static const char *
get_block_id (gconstpointer entry)
{
  return ((const MootDomainBlock *) entry)->id;
}

static const char *
get_allow_id (gconstpointer entry)
{
  return ((const MootDomainAllow *) entry)->id;
}

static void
list_entries (MootExchange *exchange,
              Load          load,
              GetId         get_id)
{
  MootPage page = moot_page_read (exchange, PAGE_DEFAULT, PAGE_MAX);
  const MootRange range = { .above = moot_page_get_floor (&page),
                            .below = page.max_id,
                            .limit = page.limit };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  gint64 actor_id;

  if (!check_admin (exchange, &actor_id))
    return;
  entries = load (exchange->db, &range, &error);
  if (entries == NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  if (entries->len > 0)
    {
      const char *newest = get_id (g_ptr_array_index (entries, 0));
      const char *oldest = get_id (g_ptr_array_index (entries, entries->len - 1));

      moot_page_add_links (exchange, &page, g_ascii_strtoll (newest, NULL, 10),
                           g_ascii_strtoll (oldest, NULL, 10));
    }
  moot_exchange_reply_list (exchange, entries);
}

static void
list_blocks (MootExchange *exchange)
{
  list_entries (exchange, moot_domain_block_store_list, get_block_id);
}

static void
show_block (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootDomainBlock) block = NULL;
  gint64 actor_id;

  if (!check_admin (exchange, &actor_id))
    return;
  block = moot_domain_block_store_load (exchange->db, moot_exchange_get_id (exchange), &error);
  if (block != NULL)
    moot_exchange_reply_entity (exchange, block);
  else if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
}

static gboolean
do_block (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  const Decision *self = data;
  MootCoopContext context;

  return begin (self->exchange, db, &context, error) &&
         moot_domains_block (&context, self->actor_id, self->block, error);
}

static gboolean
do_unblock (MootDb    *db,
            gpointer   data,
            GError   **error)
{
  const Decision *self = data;
  MootCoopContext context;

  return begin (self->exchange, db, &context, error) &&
         moot_domains_unblock (&context, self->actor_id, self->block, error);
}

static void
write_block (Decision *decision)
{
  MootExchange *exchange = decision->exchange;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootDomainBlock) written = NULL;

  if (moot_exchange_write (exchange, do_block, decision, &error))
    written = moot_domain_block_store_find (exchange->db, decision->block->domain, &error);
  if (written != NULL)
    moot_exchange_reply_entity (exchange, written);
  else
    moot_exchange_fail (exchange, error);
}

static void
refuse_covered (MootExchange    *exchange,
                MootDomainBlock *cover)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *text = g_strdup_printf (
    "You have already imposed stricter limits on %s, you need to unblock it first.",
    cover->domain);

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "error", text);
  moot_json_name (&json, "existing_domain_block");
  moot_entity_to_json (cover, &json);
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
  exchange->status = 422;
}

static void
add_block (MootExchange *exchange)
{
  g_auto (Decision) decision = { .exchange = exchange };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootDomainBlock) cover = NULL;
  MootCoopContext context;

  if (!check_admin (exchange, &decision.actor_id))
    return;
  decision.block = g_object_new (MOOT_TYPE_DOMAIN_BLOCK, NULL);
  if (begin (exchange, exchange->db, &context, &error))
    decision.block->domain = check_name (exchange, &context, &error);
  if (decision.block->domain == NULL || !read_block (exchange, decision.block, &error) ||
      !moot_domains_find_cover (exchange->db, decision.block, &cover, &error))
    moot_exchange_fail (exchange, error);
  else if (cover != NULL)
    refuse_covered (exchange, cover);
  else
    write_block (&decision);
}

static gboolean
load_block (Decision *decision)
{
  MootExchange *exchange = decision->exchange;
  g_autoptr (GError) error = NULL;

  if (!check_admin (exchange, &decision->actor_id))
    return FALSE;
  decision->block =
    moot_domain_block_store_load (exchange->db, moot_exchange_get_id (exchange), &error);
  if (decision->block != NULL)
    return TRUE;
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
  return FALSE;
}

static void
change_block (MootExchange *exchange)
{
  g_auto (Decision) decision = { .exchange = exchange };
  g_autoptr (GError) error = NULL;

  if (!load_block (&decision))
    return;
  if (read_block (exchange, decision.block, &error))
    write_block (&decision);
  else
    moot_exchange_fail (exchange, error);
}

static void
remove_block (MootExchange *exchange)
{
  g_auto (Decision) decision = { .exchange = exchange };
  g_autoptr (GError) error = NULL;

  if (!load_block (&decision))
    return;
  if (moot_exchange_write (exchange, do_unblock, &decision, &error))
    moot_exchange_reply_empty (exchange);
  else
    moot_exchange_fail (exchange, error);
}

/* Whole lists --------------------------------------------------------------------------------- */

static void
export_blocks (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  g_autofree char *csv = NULL;
  gint64 actor_id;

  if (!check_admin (exchange, &actor_id))
    return;
  blocks = moot_domain_block_store_list (exchange->db, NULL, &error);
  if (blocks == NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  csv = moot_domain_csv_write (blocks);
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "csv", csv);
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
}

typedef struct
{
  MootExchange *exchange;
  gint64 actor_id;
  GPtrArray *blocks;
  guint n_new;
} Import;

static gboolean
do_import (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  Import *self = data;
  MootCoopContext context;

  return begin (self->exchange, db, &context, error) &&
         moot_domains_import (&context, self->actor_id, self->blocks, &self->n_new, error);
}

static void
import_blocks (MootExchange *exchange)
{
  const char *csv = moot_params_get (exchange->params, "csv");
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  Import self = { .exchange = exchange };

  if (!check_admin (exchange, &self.actor_id))
    return;
  if (csv == NULL || *csv == '\0')
    {
      moot_exchange_refuse (exchange, 422, "Validation failed: Csv can't be blank");
      return;
    }
  self.blocks = blocks = moot_domain_csv_read (
    csv, exchange->services->allow_private_addresses, &error);
  if (blocks == NULL || !moot_exchange_write (exchange, do_import, &self, &error))
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  moot_json_begin_object (&json);
  moot_json_put_int (&json, "read", blocks->len);
  moot_json_put_int (&json, "new", self.n_new);
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
}

/* Allowances ---------------------------------------------------------------------------------- */

static void
list_allows (MootExchange *exchange)
{
  list_entries (exchange, moot_domain_allow_store_list, get_allow_id);
}

static gboolean
load_allow (Decision *decision)
{
  MootExchange *exchange = decision->exchange;
  g_autoptr (GError) error = NULL;

  if (!check_admin (exchange, &decision->actor_id))
    return FALSE;
  decision->allow =
    moot_domain_allow_store_load (exchange->db, moot_exchange_get_id (exchange), &error);
  if (decision->allow != NULL)
    return TRUE;
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
  return FALSE;
}

static void
show_allow (MootExchange *exchange)
{
  g_auto (Decision) decision = { .exchange = exchange };

  if (load_allow (&decision))
    moot_exchange_reply_entity (exchange, decision.allow);
}

static gboolean
do_allow (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  const Decision *self = data;
  MootCoopContext context;

  return begin (self->exchange, db, &context, error) &&
         moot_domains_allow (&context, self->actor_id, self->domain, error);
}

static gboolean
do_disallow (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  const Decision *self = data;
  MootCoopContext context;

  return begin (self->exchange, db, &context, error) &&
         moot_domains_disallow (&context, self->actor_id, self->allow, error);
}

static void
add_allow (MootExchange *exchange)
{
  g_auto (Decision) decision = { .exchange = exchange };
  g_autoptr (GError) error = NULL;
  MootCoopContext context;

  if (!check_admin (exchange, &decision.actor_id))
    return;
  if (begin (exchange, exchange->db, &context, &error))
    decision.domain = check_name (exchange, &context, &error);
  if (decision.domain != NULL && moot_exchange_write (exchange, do_allow, &decision, &error))
    decision.allow = moot_domain_allow_store_find (exchange->db, decision.domain, &error);
  if (decision.allow != NULL)
    moot_exchange_reply_entity (exchange, decision.allow);
  else
    moot_exchange_fail (exchange, error);
}

static void
remove_allow (MootExchange *exchange)
{
  g_auto (Decision) decision = { .exchange = exchange };
  g_autoptr (GError) error = NULL;

  if (!load_allow (&decision))
    return;
  if (moot_exchange_write (exchange, do_disallow, &decision, &error))
    moot_exchange_reply_empty (exchange);
  else
    moot_exchange_fail (exchange, error);
}

/* Whom nobody decided about yet: [{"domain","times","first_seen_at","last_seen_at"}], newest first.
 * To allow or to block one of them takes it off the list. */
static void
list_pending (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  gint64 actor_id;

  if (!check_admin (exchange, &actor_id))
    return;
  if (moot_pending_hosts_write (exchange->db, &json, &error))
    moot_exchange_reply (exchange, &json);
  else
    moot_exchange_fail (exchange, error);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",    "/api/v1/admin/domain_blocks",     "admin:read:domain_blocks",  list_blocks },
  { "POST",   "/api/v1/admin/domain_blocks",     "admin:write:domain_blocks", add_block },
  { "GET",    "/api/v1/admin/domain_blocks/:id", "admin:read:domain_blocks",  show_block },
  { "PUT",    "/api/v1/admin/domain_blocks/:id", "admin:write:domain_blocks", change_block },
  { "DELETE", "/api/v1/admin/domain_blocks/:id", "admin:write:domain_blocks", remove_block },
  { "GET",    "/api/folkmoot/v1/domain_blocks",  "admin:read:domain_blocks",  export_blocks },
  { "POST",   "/api/folkmoot/v1/domain_blocks",  "admin:write:domain_blocks", import_blocks },
  { "GET",    "/api/folkmoot/v1/pending_hosts",  "admin:read:domain_allows",  list_pending },
  { "GET",    "/api/v1/admin/domain_allows",     "admin:read:domain_allows",  list_allows },
  { "POST",   "/api/v1/admin/domain_allows",     "admin:write:domain_allows", add_allow },
  { "GET",    "/api/v1/admin/domain_allows/:id", "admin:read:domain_allows",  show_allow },
  { "DELETE", "/api/v1/admin/domain_allows/:id", "admin:write:domain_allows", remove_allow },
};
/* clang-format on */

const MootRouteTable moot_domain_routes = { routes, G_N_ELEMENTS (routes) };
