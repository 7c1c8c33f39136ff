/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the node says of itself to a client, and the small answers every client asks for at the
 * start.
 * Spec: Mastodon client API, instance v1 and v2, preferences, lists that are empty here.
 * Thread: a request worker. */
#include "moot-instance-routes.h"

#include "config.h"
#include "moot-account-store.h"
#include "moot-clock.h"
#include "moot-domain-store.h"
#include "moot-enums.h"
#include "moot-error.h"
#include "moot-limits.h"
#include "moot-sql.h"
#include "moot-tag-store.h"

#include <string.h>

/* No grouped notifications yet, so the version says 4.2 and no API number is promised. */
#define COMPATIBLE_VERSION "4.2.0 (compatible; Folkmoot " MOOT_VERSION ")"

typedef struct
{
  gint64 users;
  gint64 active_month;
  gint64 statuses;
  gint64 domains;
  gboolean allowlist;
  char *description;
  char *contact_email;
  MootAccount *contact;
} Instance;

static void
instance_clear (Instance *self)
{
  g_free (self->description);
  g_free (self->contact_email);
  g_clear_object (&self->contact);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Instance, instance_clear)

static gboolean
load_counts (MootDb    *db,
             Instance  *out_instance,
             GError   **error)
{
  gint64 now = moot_clock_now ();
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_instance_counts,
                   MOOT_BINDS (MOOT_INT ("month", now - 30 * MOOT_DAY),
                               MOOT_INT ("half_year", now - 180 * MOOT_DAY)),
                   error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return FALSE;
  out_instance->users = moot_rows_get_int (rows, "users");
  out_instance->active_month = moot_rows_get_int (rows, "active_month");
  out_instance->statuses = moot_rows_get_int (rows, "statuses");
  out_instance->domains = moot_rows_get_int (rows, "domains");
  return TRUE;
}

static gboolean
load_instance (MootExchange  *exchange,
               Instance      *out_instance,
               GError       **error)
{
  gint64 contact_id = 0;
  g_autoptr (GError) local = NULL;

  if (!load_counts (exchange->db, out_instance, error) ||
      !moot_db_get_int (exchange->db, &moot_sql_instance_contact, NULL, &contact_id, error) ||
      !moot_domain_store_get_allowlist (exchange->db, &out_instance->allowlist, error))
    return FALSE;
  out_instance->description = moot_setting_dup (exchange->db, "description", &local);
  if (local == NULL)
    out_instance->contact_email = moot_setting_dup (exchange->db, "contact_email", &local);
  if (local == NULL && contact_id != 0)
    out_instance->contact =
      moot_account_find (exchange->db, exchange->services->site, contact_id, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static char *
dup_streaming_url (const MootSite *site)
{
  return g_strconcat (g_str_has_prefix (site->base_url, "https") ? "wss" : "ws",
                      strchr (site->base_url, ':'), NULL);
}

/* The four limits both versions of the instance share. */
static void
write_limits (MootJsonWriter *json)
{
  static const char *const types[] = { "image/jpeg", "image/png", "image/gif", "image/webp" };

  moot_json_name (json, "statuses");
  moot_json_begin_object (json);
  moot_json_put_int (json, "max_characters", MOOT_MAX_STATUS_CHARACTERS);
  moot_json_put_int (json, "max_media_attachments", MOOT_MAX_ATTACHMENTS);
  moot_json_put_int (json, "characters_reserved_per_url", MOOT_CHARACTERS_PER_URL);
  moot_json_end_object (json);
  moot_json_name (json, "media_attachments");
  moot_json_begin_object (json);
  moot_json_name (json, "supported_mime_types");
  moot_json_begin_array (json);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    moot_json_add_string (json, types[i]);
  moot_json_end_array (json);
  moot_json_put_int (json, "description_limit", MOOT_MAX_DESCRIPTION_CHARACTERS);
  moot_json_put_int (json, "image_size_limit", MOOT_MAX_IMAGE_BYTES);
  moot_json_put_int (json, "image_matrix_limit", MOOT_MAX_IMAGE_PIXELS);
  moot_json_put_int (json, "video_size_limit", 0);
  moot_json_put_int (json, "video_frame_rate_limit", 0);
  moot_json_put_int (json, "video_matrix_limit", 0);
  moot_json_end_object (json);
  moot_json_name (json, "polls");
  moot_json_begin_object (json);
  moot_json_put_int (json, "max_options", MOOT_MAX_POLL_OPTIONS);
  moot_json_put_int (json, "max_characters_per_option", MOOT_MAX_POLL_OPTION_CHARACTERS);
  moot_json_put_int (json, "min_expiration", MOOT_MIN_POLL_SECONDS);
  moot_json_put_int (json, "max_expiration", MOOT_MAX_POLL_SECONDS);
  moot_json_end_object (json);
}

static void
write_accounts (MootJsonWriter *json)
{
  moot_json_name (json, "accounts");
  moot_json_begin_object (json);
  moot_json_put_int (json, "max_display_name_length", MOOT_MAX_DISPLAY_NAME_CHARACTERS);
  moot_json_put_int (json, "max_note_length", MOOT_MAX_NOTE_CHARACTERS);
  moot_json_put_int (json, "max_featured_tags", MOOT_MAX_FEATURED_TAGS);
  moot_json_put_int (json, "max_pinned_statuses", MOOT_MAX_PINNED_STATUSES);
  moot_json_put_int (json, "max_profile_fields", MOOT_MAX_PROFILE_FIELDS);
  moot_json_put_int (json, "profile_field_name_limit", MOOT_MAX_PROFILE_FIELD_CHARACTERS);
  moot_json_put_int (json, "profile_field_value_limit", MOOT_MAX_PROFILE_FIELD_CHARACTERS);
  moot_json_end_object (json);
}

static void
write_contact (MootJsonWriter *json,
               const Instance *instance)
{
  if (instance->contact != NULL)
    moot_entity_to_json (instance->contact, json);
  else
    moot_json_add_null (json);
}

static void
write_configuration_v2 (MootJsonWriter *json,
                        const Instance *instance,
                        const char     *streaming_url)
{
  moot_json_name (json, "configuration");
  moot_json_begin_object (json);
  moot_json_name (json, "urls");
  moot_json_begin_object (json);
  moot_json_put_string (json, "streaming", streaming_url);
  moot_json_put_null (json, "status");
  moot_json_end_object (json);
  moot_json_put_raw (json, "vapid", "{\"public_key\":\"\"}");
  write_accounts (json);
  write_limits (json);
  moot_json_put_raw (json, "translation", "{\"enabled\":false}");
  moot_json_put_boolean (json, "limited_federation", instance->allowlist);
  moot_json_put_raw (json, "coop", "{\"enabled\":true,\"api\":\"/api/coop/v1\"}");
  moot_json_end_object (json);
}

static void
show_instance_v2 (MootExchange *exchange)
{
  const MootSite *site = exchange->services->site;
  g_autofree char *streaming_url = dup_streaming_url (site);
  g_autofree char *thumbnail = moot_site_url (site, "/static/thumbnail.png");
  g_autoptr (GError) error = NULL;
  g_auto (Instance) instance = { 0 };
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (!load_instance (exchange, &instance, &error))
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "domain", site->domain);
  moot_json_put_string (&json, "title", site->name);
  moot_json_put_string (&json, "version", COMPATIBLE_VERSION);
  moot_json_put_string (&json, "source_url", MOOT_SOURCE_URL);
  moot_json_put_string (&json, "description",
                        instance.description != NULL ? instance.description : "");
  moot_json_name (&json, "usage");
  moot_json_begin_object (&json);
  moot_json_name (&json, "users");
  moot_json_begin_object (&json);
  moot_json_put_int (&json, "active_month", instance.active_month);
  moot_json_end_object (&json);
  moot_json_end_object (&json);
  moot_json_name (&json, "thumbnail");
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "url", thumbnail);
  moot_json_put_null (&json, "blurhash");
  moot_json_put_raw (&json, "versions", "{}");
  moot_json_end_object (&json);
  moot_json_put_raw (&json, "icon", "[]");
  moot_json_put_raw (&json, "languages", "[\"en\"]");
  write_configuration_v2 (&json, &instance, streaming_url);
  moot_json_put_raw (
    &json, "registrations",
    "{\"enabled\":false,\"approval_required\":true,\"reason_required\":true,\"message\":null,"
    "\"min_age\":null,\"url\":null}");
  moot_json_put_raw (&json, "api_versions", "{\"folkmoot\":1}");
  moot_json_name (&json, "contact");
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "email",
                        instance.contact_email != NULL ? instance.contact_email : "");
  moot_json_name (&json, "account");
  write_contact (&json, &instance);
  moot_json_end_object (&json);
  moot_json_put_raw (&json, "rules", "[]");
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
}

static void
show_instance_v1 (MootExchange *exchange)
{
  const MootSite *site = exchange->services->site;
  g_autofree char *streaming_url = dup_streaming_url (site);
  g_autofree char *thumbnail = moot_site_url (site, "/static/thumbnail.png");
  g_autoptr (GError) error = NULL;
  g_auto (Instance) instance = { 0 };
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  const char *description;

  if (!load_instance (exchange, &instance, &error))
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  description = instance.description != NULL ? instance.description : "";
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "uri", site->domain);
  moot_json_put_string (&json, "title", site->name);
  moot_json_put_string (&json, "short_description", description);
  moot_json_put_string (&json, "description", description);
  moot_json_put_string (&json, "email",
                        instance.contact_email != NULL ? instance.contact_email : "");
  moot_json_put_string (&json, "version", COMPATIBLE_VERSION);
  moot_json_name (&json, "urls");
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "streaming_api", streaming_url);
  moot_json_end_object (&json);
  moot_json_name (&json, "stats");
  moot_json_begin_object (&json);
  moot_json_put_int (&json, "user_count", instance.users);
  moot_json_put_int (&json, "status_count", instance.statuses);
  moot_json_put_int (&json, "domain_count", instance.domains);
  moot_json_end_object (&json);
  moot_json_put_string (&json, "thumbnail", thumbnail);
  moot_json_put_raw (&json, "languages", "[\"en\"]");
  moot_json_put_boolean (&json, "registrations", FALSE);
  moot_json_put_boolean (&json, "approval_required", TRUE);
  moot_json_put_boolean (&json, "invites_enabled", FALSE);
  moot_json_name (&json, "configuration");
  moot_json_begin_object (&json);
  moot_json_put_raw (&json, "accounts",
                     "{\"max_featured_tags\":" G_STRINGIFY (MOOT_MAX_FEATURED_TAGS) "}");
  write_limits (&json);
  moot_json_end_object (&json);
  moot_json_name (&json, "contact_account");
  write_contact (&json, &instance);
  moot_json_put_raw (&json, "rules", "[]");
  moot_json_put_int (&json, "max_toot_chars", MOOT_MAX_STATUS_CHARACTERS);
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
}

static void
show_preferences (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (exchange->db, &moot_sql_preferences_get,
                   MOOT_BINDS (MOOT_INT ("account_id", exchange->viewer_id)), &error);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (rows == NULL || !moot_rows_next (rows, &error))
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  moot_json_begin_object (&json);
  moot_json_put_string (
    &json, "posting:default:visibility",
    moot_visibility_to_text ((MootVisibility) moot_rows_get_int (rows, "default_privacy")));
  moot_json_put_boolean (&json, "posting:default:sensitive",
                         moot_rows_get_int (rows, "default_sensitive") != 0);
  moot_json_put_string (&json, "posting:default:language",
                        moot_rows_get_text (rows, "default_language"));
  moot_json_put_string (&json, "posting:default:quote_policy",
                        moot_rows_get_text (rows, "default_quote_policy"));
  moot_json_put_string (&json, "reading:expand:media", "default");
  moot_json_put_boolean (&json, "reading:expand:spoilers", FALSE);
  moot_json_put_boolean (&json, "reading:autoplay:gifs", FALSE);
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
}

/* What this node has none of: clients ask for it at the start and want a list, not a 404. */
static void
show_empty_list (MootExchange *exchange)
{
  moot_exchange_reply_text (exchange, 200, "application/json; charset=utf-8", "[]");
}

static void
show_nothing_there (MootExchange *exchange)
{
  moot_exchange_not_found (exchange);
}

static void
show_health (MootExchange *exchange)
{
  moot_exchange_reply_text (exchange, 200, "application/json; charset=utf-8",
                            "{\"status\":\"UP\"}");
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET", "/api/v2/instance",                      NULL,             show_instance_v2 },
  { "GET", "/api/v1/instance",                      NULL,             show_instance_v1 },
  { "GET", "/api/v1/instance/rules",                NULL,             show_empty_list },
  { "GET", "/api/v1/instance/peers",                NULL,             show_empty_list },
  { "GET", "/api/v1/custom_emojis",                 NULL,             show_empty_list },
  { "GET", "/api/v1/announcements",                 "",               show_empty_list },
  { "GET", "/api/v1/preferences",                   "read:accounts",  show_preferences },
  { "GET", "/api/v1/conversations",                 "read:statuses",  show_empty_list },
  { "GET", "/api/v1/endorsements",                  "read:accounts",  show_empty_list },
  { "GET", "/api/v1/suggestions",                   "read",           show_empty_list },
  { "GET", "/api/v2/suggestions",                   "read",           show_empty_list },
  { "GET", "/api/v1/trends",                        NULL,             show_empty_list },
  { "GET", "/api/v1/trends/tags",                   NULL,             show_empty_list },
  { "GET", "/api/v1/trends/statuses",               NULL,             show_empty_list },
  { "GET", "/api/v1/trends/links",                  NULL,             show_empty_list },
  { "GET", "/api/v1/push/subscription",             "push",           show_nothing_there },
  { "GET", "/health",                               NULL,             show_health },
};
/* clang-format on */

const MootRouteTable moot_instance_routes = { routes, G_N_ELEMENTS (routes) };
