/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whole servers that one member does not want to see, and which ones the node has nothing to do
 * with, for everybody to read.
 * Spec: Mastodon client API, domain_blocks, instance/domain_blocks.
 * Thread: a request worker. */
#include "moot-member-domain-routes.h"

#include "moot-clock.h"
#include "moot-domain-store.h"
#include "moot-error.h"
#include "moot-member-domain.h"
#include "moot-page.h"
#include "moot-uri.h"

#include <string.h>

#define PAGE_DEFAULT 100
#define PAGE_MAX 200

typedef struct
{
  MootExchange *exchange;
  const char *domain;
} Change;

/* What everybody may know --------------------------------------------------------------------- */

/* `evil.example` becomes `ev*********le`, as Mastodon hides it; the digest still names it. */
static char *
dup_shown_name (const MootDomainBlock *block)
{
  char *name = g_strdup (block->domain);
  gsize length = strlen (name);

  for (gsize i = 0; block->obfuscate && i < length; i++)
    if (name[i] != '.' && i >= length / 4 && i < length - length / 4)
      name[i] = '*';
  return name;
}

static void
list_public_blocks (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blocks = moot_domain_block_store_list (exchange->db, NULL, &error);

  if (blocks == NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  moot_json_begin_array (&json);
  for (guint i = 0; i < blocks->len; i++)
    {
      const MootDomainBlock *block = g_ptr_array_index (blocks, i);
      g_autofree char *name = dup_shown_name (block);

      if (g_str_equal (block->severity, "noop"))
        continue;
      moot_json_begin_object (&json);
      moot_json_put_string (&json, "domain", name);
      moot_json_put_string (&json, "digest", block->digest);
      moot_json_put_string (&json, "severity", block->severity);
      moot_json_put_string (&json, "comment",
                            block->public_comment != NULL ? block->public_comment : "");
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  moot_exchange_reply (exchange, &json);
}

/* Blocks of one member ------------------------------------------------------------------------ */

static void
list_own_blocks (MootExchange *exchange)
{
  MootPage page = moot_page_read (exchange, PAGE_DEFAULT, PAGE_MAX);
  const MootRange range = { .above = moot_page_get_floor (&page),
                            .below = page.max_id,
                            .limit = page.limit };
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  gint64 newest;
  gint64 oldest;
  g_autoptr (GPtrArray) domains = moot_member_domain_block_list (
    exchange->db, exchange->viewer_id, &range, &newest, &oldest, &error);

  if (domains == NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  moot_json_begin_array (&json);
  for (guint i = 0; i < domains->len; i++)
    moot_json_add_string (&json, g_ptr_array_index (domains, i));
  moot_json_end_array (&json);
  if (domains->len > 0)
    moot_page_add_links (exchange, &page, newest, oldest);
  moot_exchange_reply (exchange, &json);
}

/* As it stands in handles: with the port, if there is one. */
static char *
read_handle_domain (MootExchange  *exchange,
                    GError       **error)
{
  const char *text = moot_params_get (exchange->params, "domain");
  g_autofree char *uri = text != NULL && strpbrk (text, "/@?# ") == NULL
                           ? g_strconcat ("https://", text, "/", NULL)
                           : NULL;
  char *domain = moot_uri_dup_authority (uri);

  if (domain == NULL)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                 text == NULL || *text == '\0'
                   ? "Validation failed: Domain can't be blank"
                   : "Validation failed: Domain is not a valid domain name");
  return domain;
}

static gboolean
do_own_block (MootDb    *db,
              gpointer   data,
              GError   **error)
{
  const Change *self = data;

  return moot_member_domain_block (db, self->exchange->services->site, self->exchange->viewer_id,
                                   self->domain, moot_clock_now (), error);
}

static gboolean
do_own_unblock (MootDb    *db,
                gpointer   data,
                GError   **error)
{
  const Change *self = data;

  return moot_member_domain_block_remove (db, self->exchange->viewer_id, self->domain, error);
}

static void
change_own (MootExchange *exchange,
            MootDbWork    work)
{
  g_autofree char *domain = NULL;
  Change change = { exchange, NULL };
  g_autoptr (GError) error = NULL;

  change.domain = domain = read_handle_domain (exchange, &error);
  if (domain != NULL && moot_exchange_write (exchange, work, &change, &error))
    moot_exchange_reply_empty (exchange);
  else
    moot_exchange_fail (exchange, error);
}

static void
add_own_block (MootExchange *exchange)
{
  change_own (exchange, do_own_block);
}

static void
remove_own_block (MootExchange *exchange)
{
  change_own (exchange, do_own_unblock);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",    "/api/v1/domain_blocks",          "read:blocks",  list_own_blocks },
  { "POST",   "/api/v1/domain_blocks",          "write:blocks", add_own_block },
  { "DELETE", "/api/v1/domain_blocks",          "write:blocks", remove_own_block },
  { "GET",    "/api/v1/instance/domain_blocks", NULL,           list_public_blocks },
};
/* clang-format on */

const MootRouteTable moot_member_domain_routes = { routes, G_N_ELEMENTS (routes) };
