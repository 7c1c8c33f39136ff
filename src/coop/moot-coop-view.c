/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The co-operative as members and as strangers see it, and its bylaws.
 * Spec: co-op API, Coop and Bylaws.
 * Thread: the connection's. */
#include "moot-coop-view.h"

#include "moot-audit.h"
#include "moot-circles.h"
#include "moot-coop-error.h"
#include "moot-coop-store.h"
#include "moot-json.h"
#include "moot-member-store.h"
#include "moot-sql.h"

#define FEATURES "{\"fsb1\":false,\"loomio_backend\":false}"

static char *
write_log (const MootCoopContext  *context,
           const char             *log_id,
           GError                **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *hex = NULL;
  MootDigest root;
  gint64 size = 0;

  if (!moot_audit_get_head (context->db, -1, &size, &root, error))
    return NULL;
  hex = moot_digest_to_hex (&root);
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "log_id", log_id);
  moot_json_put_int (&json, "tree_size", size);
  moot_json_put_string (&json, "root", hex);
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

static GStrv
list_roles (const MootCoopContext  *context,
            const MootActor        *viewer,
            GError                **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GPtrArray) roles =
    moot_member_store_list_roles (context->db, viewer->id, moot_coop_get_today (context), error);

  if (roles == NULL)
    return NULL;
  if (viewer->rights != MOOT_RIGHT_NONE)
    g_strv_builder_add (names, "member");
  for (guint i = 0; i < roles->len; i++)
    g_strv_builder_add (names, ((const MootRoleRecord *) g_ptr_array_index (roles, i))->role);
  return g_strv_builder_end (names);
}

/* What is for members: how it decides, what it asks, its log. */
/* As the entity has them: what one asks about a circle its own page answers. */
static char *
write_circles (const MootCoopContext  *context,
               const MootActor        *viewer,
               GError                **error)
{
  const MootRange all = { 0, G_MAXINT64, TRUE, MOOT_CIRCLES_MAX };
  g_autoptr (GPtrArray) circles = moot_circles_list (context, viewer, &all, error);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (circles == NULL)
    return NULL;
  moot_json_begin_array (&json);
  for (guint i = 0; i < circles->len; i++)
    {
      const MootCircle *circle = g_ptr_array_index (circles, i);

      if (circle->closed_at != 0)
        continue;
      moot_json_begin_object (&json);
      moot_json_put_string (&json, "id", circle->id);
      moot_json_put_string (&json, "slug", circle->slug);
      moot_json_put_string (&json, "name", circle->name);
      moot_json_put_int (&json, "members_count", circle->members_count);
      moot_json_put_boolean (&json, "open", circle->open);
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}

static gboolean
fill_inside (const MootCoopContext  *context,
             const MootActor        *viewer,
             const MootCoopRecord   *record,
             MootCoop               *coop,
             GError                **error)
{
  g_autoptr (MootBylawsRecord) bylaws = moot_bylaws_store_find_latest (context->db, error);

  if (bylaws == NULL)
    return FALSE;
  coop->circles = write_circles (context, viewer, error);
  coop->my_role = list_roles (context, viewer, error);
  coop->log = write_log (context, record->log_id, error);
  coop->rules = g_strdup (bylaws->rules);
  coop->bylaws_version = g_strdup_printf ("%" G_GINT64_FORMAT, record->bylaws_version);
  if (record->dues_plan_id != 0)
    coop->dues_plan_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->dues_plan_id);
  return coop->my_role != NULL && coop->log != NULL && coop->circles != NULL;
}

/* The account that it speaks with. */
static gboolean
fill_account (const MootCoopContext  *context,
              MootCoop               *coop,
              GError                **error)
{
  g_autoptr (MootRows) rows = moot_db_query (context->db, &moot_sql_group_address, NULL, error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return rows != NULL && (error == NULL || *error == NULL);
  coop->handle =
    g_strdup_printf ("%s@%s", moot_rows_get_text (rows, "username"), context->site->domain);
  coop->actor_uri = g_strdup (moot_rows_get_text (rows, "uri"));
  return TRUE;
}

/**
 * moot_coop_load:
 * @context: a context
 * @viewer: (nullable): a member; %NULL for strangers, who see the outside only
 * @error: return location
 *
 * Returns: (transfer full): the co-operative
 */
MootCoop *
moot_coop_load (const MootCoopContext  *context,
                const MootActor        *viewer,
                GError                **error)
{
  g_autoptr (MootCoopRecord) record = moot_coop_store_load (context->db, error);
  g_autoptr (MootCoop) coop = g_object_new (MOOT_TYPE_COOP, NULL);

  if (record == NULL || !fill_account (context, coop, error))
    return NULL;
  if (viewer != NULL && viewer->rights != MOOT_RIGHT_NONE &&
      !fill_inside (context, viewer, record, coop, error))
    return NULL;
  if (coop->circles == NULL)
    coop->circles = g_strdup ("[]");
  coop->id = g_strdup ("1");
  coop->name = g_strdup (record->name);
  coop->currency = g_strdup (record->currency);
  coop->time_zone = g_strdup (record->time_zone);
  coop->locale = g_strdup (record->locale);
  coop->members_count = record->members_count;
  coop->members_active_count = record->members_active_count;
  coop->contact = g_strdup (record->contact);
  coop->features = g_strdup (FEATURES);
  coop->created_at = record->created_at;
  return g_steal_pointer (&coop);
}

/**
 * moot_bylaws_load:
 * @context: a context
 * @version: which one; 0 for the one in force
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full): a version of the bylaws
 */
MootBylawsVersion *
moot_bylaws_load (const MootCoopContext  *context,
                  gint64                  version,
                  GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootBylawsRecord) record =
    version != 0 ? moot_bylaws_store_find (context->db, version, &local)
                 : moot_bylaws_store_find_latest (context->db, &local);
  MootBylawsVersion *bylaws;

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (record == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such version");
  if (record == NULL)
    return NULL;
  bylaws = g_object_new (MOOT_TYPE_BYLAWS_VERSION, NULL);
  bylaws->version = g_strdup_printf ("%" G_GINT64_FORMAT, record->version);
  bylaws->preset = g_strdup (record->preset);
  bylaws->rules = g_strdup (record->rules);
  bylaws->in_force_from = record->in_force_from;
  bylaws->in_force_until = record->in_force_until;
  if (record->proposal_id != 0)
    bylaws->proposal_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->proposal_id);
  bylaws->sha256 = g_strdup (record->sha256);
  bylaws->log_seq = record->log_seq;
  return bylaws;
}
