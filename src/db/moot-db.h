/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_DB_ERROR (moot_db_error_quark ())

/**
 * MootDbError:
 * @MOOT_DB_ERROR_FAILED: SQLite said no; the message has its words
 * @MOOT_DB_ERROR_BUSY: another program holds the file
 * @MOOT_DB_ERROR_CONSTRAINT: a UNIQUE, CHECK, NOT NULL or foreign key rule refused the row
 * @MOOT_DB_ERROR_CORRUPT: the file is damaged
 * @MOOT_DB_ERROR_FULL: no room left on the disk
 * @MOOT_DB_ERROR_TOO_NEW: the file was written by a newer Folkmoot
 */
typedef enum
{
  MOOT_DB_ERROR_FAILED,
  MOOT_DB_ERROR_BUSY,
  MOOT_DB_ERROR_CONSTRAINT,
  MOOT_DB_ERROR_CORRUPT,
  MOOT_DB_ERROR_FULL,
  MOOT_DB_ERROR_TOO_NEW,
} MootDbError;

GQuark moot_db_error_quark (void);

/**
 * MootSql:
 * @name: its name in the .sql file
 * @text: the statement
 *
 * One statement of the catalogue that sql-catalogue.py makes of resources/sql; its address is its
 * identity in the statement cache.
 */
typedef struct
{
  const char *name;
  const char *text;
} MootSql;

typedef struct
{
  const char *name;
  enum
  {
    MOOT_BIND_END,
    MOOT_BIND_TEXT,
    MOOT_BIND_INT,
    MOOT_BIND_BLOB,
    MOOT_BIND_NULL,
  } kind;
  const char *text;
  gint64 integer;
  GBytes *blob;
} MootBind;

#define MOOT_BINDS(...) ((const MootBind[]){ __VA_ARGS__, { .kind = MOOT_BIND_END } })
/* clang-format off */
#define MOOT_TEXT(key, value) { .name = ":" key, .kind = MOOT_BIND_TEXT, .text = (value) }
#define MOOT_INT(key, value)  { .name = ":" key, .kind = MOOT_BIND_INT, .integer = (value) }
#define MOOT_BLOB(key, value) { .name = ":" key, .kind = MOOT_BIND_BLOB, .blob = (value) }
/* An id that may be missing: 0 is NULL. */
#define MOOT_ID(key, value) \
  { .name = ":" key, .kind = (value) != 0 ? MOOT_BIND_INT : MOOT_BIND_NULL, .integer = (value) }
/* clang-format on */

typedef struct _MootDb MootDb;
typedef struct _MootRows MootRows;

MootDb *moot_db_open  (const char  *path,
                       gboolean     read_only,
                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void    moot_db_free  (MootDb      *self);
void    moot_db_adopt (MootDb      *self);

void     moot_db_hurry   (MootDb       *self,
                          gint64        max_cpu_us,
                          gint64        max_us);
gboolean moot_db_calm    (MootDb       *self);
gboolean moot_db_gave_up (const MootDb *self);

gboolean moot_db_migrate (MootDb      *self,
                          const char  *resource_folder,
                          GError     **error);

gboolean  moot_db_execute     (MootDb          *self,
                               const char      *sql,
                               GError         **error);
gboolean  moot_db_run         (MootDb          *self,
                               const MootSql   *sql,
                               const MootBind  *binds,
                               GError         **error);
gboolean  moot_db_run_counted (MootDb          *self,
                               const MootSql   *sql,
                               const MootBind  *binds,
                               gint64          *out_n_changed,
                               GError         **error);
MootRows *moot_db_query       (MootDb          *self,
                               const MootSql   *sql,
                               const MootBind  *binds,
                               GError         **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_db_get_int     (MootDb          *self,
                               const MootSql   *sql,
                               const MootBind  *binds,
                               gint64          *out_value,
                               GError         **error);
gint64    moot_db_get_last_id (MootDb          *self);

gboolean    moot_rows_next        (MootRows    *self,
                                   GError     **error);
int         moot_rows_column      (MootRows    *self,
                                   const char  *name);
const char *moot_rows_get_text    (MootRows    *self,
                                   const char  *name);
gint64      moot_rows_get_int     (MootRows    *self,
                                   const char  *name);
GBytes     *moot_rows_dup_blob    (MootRows    *self,
                                   const char  *name) G_GNUC_WARN_UNUSED_RESULT;
gboolean    moot_rows_is_null     (MootRows    *self,
                                   const char  *name);
const char *moot_rows_text_at     (MootRows    *self,
                                   int          column);
gint64      moot_rows_int_at      (MootRows    *self,
                                   int          column);
gpointer    moot_rows_read_entity (MootRows    *self,
                                   GType        type) G_GNUC_WARN_UNUSED_RESULT;
void        moot_rows_free        (MootRows    *self);

/**
 * MootDbVersion:
 *
 * A moment of a database; two are equal when nobody committed anything between them.
 */
typedef struct
{
  guint32 words[12];
} MootDbVersion;

gboolean moot_db_version_equal (const MootDbVersion *a,
                                const MootDbVersion *b);

typedef gboolean (*MootDbWork) (MootDb    *db,
                                gpointer   data,
                                GError   **error);
typedef void (*MootDbHook) (gpointer data);

gboolean moot_db_transact     (MootDb          *self,
                               MootDbWork       work,
                               gpointer         data,
                               GError         **error);
void     moot_db_after_commit (MootDb          *self,
                               MootDbHook       hook,
                               gpointer         data,
                               GDestroyNotify   free_data);

/**
 * MootDbNews:
 * @topic: what happened, a static string such as `status`
 * @id: to what
 * @other_id: whom or what else it concerns, 0 for nothing
 *
 * Something that others want to know once it is on disk.
 */
typedef struct
{
  const char *topic;
  gint64 id;
  gint64 other_id;
} MootDbNews;

typedef void (*MootDbListener) (const MootDbNews *news,
                                gpointer          data);

void moot_db_set_listener (MootDb         *self,
                           MootDbListener  listener,
                           gpointer        data);
void moot_db_announce     (MootDb         *self,
                           const char     *topic,
                           gint64          id,
                           gint64          other_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootDb, moot_db_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootRows, moot_rows_free)

G_END_DECLS
