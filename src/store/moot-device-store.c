/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The public keys that members' devices sign with.
 * Thread: the connection's. */
#include "moot-device-store.h"

#include "moot-sql.h"

/** moot_device_store_find: (transfer full) (nullable): the key with this id */
MootDeviceKeyRecord *
moot_device_store_find (MootDb  *db,
                        gint64   id,
                        GError **error)
{
  return moot_records_find (db, &moot_sql_device_key_get, MOOT_BINDS (MOOT_INT ("id", id)),
                            MOOT_TYPE_DEVICE_KEY_RECORD, error);
}

/** moot_device_store_find_by_point: (transfer full) (nullable): the key with these hex digits */
MootDeviceKeyRecord *
moot_device_store_find_by_point (MootDb      *db,
                                 const char  *ed25519,
                                 GError     **error)
{
  return moot_records_find (db, &moot_sql_device_key_get_by_point,
                            MOOT_BINDS (MOOT_TEXT ("ed25519", ed25519)),
                            MOOT_TYPE_DEVICE_KEY_RECORD, error);
}

/** moot_device_store_list: (transfer full) (element-type MootDeviceKeyRecord): all a member ever
 * had
 */
GPtrArray *
moot_device_store_list (MootDb  *db,
                        gint64   member_id,
                        GError **error)
{
  return moot_records_list (db, &moot_sql_device_key_list,
                            MOOT_BINDS (MOOT_INT ("member_id", member_id)),
                            MOOT_TYPE_DEVICE_KEY_RECORD, error);
}

/** moot_device_store_add: writes a new key and sets its id */
gboolean
moot_device_store_add (MootDb               *db,
                       MootDeviceKeyRecord  *key,
                       GError              **error)
{
  return moot_records_add (
    db, &moot_sql_device_key_add,
    MOOT_BINDS (MOOT_INT ("member_id", key->member_id), MOOT_TEXT ("ed25519", key->ed25519),
                MOOT_TEXT ("name", key->name), MOOT_INT ("added_at", key->added_at),
                MOOT_INT ("log_seq", key->log_seq)),
    &key->id, error);
}

/** moot_device_store_revoke: from @now on nothing new is signed with it */
gboolean
moot_device_store_revoke (MootDb  *db,
                          gint64   id,
                          gint64   now,
                          GError **error)
{
  return moot_db_run (db, &moot_sql_device_key_revoke,
                      MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("revoked_at", now)), error);
}
