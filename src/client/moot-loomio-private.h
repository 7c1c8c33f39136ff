/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-loomio.h"

G_BEGIN_DECLS

typedef struct _MootLoomio MootLoomio;

/**
 * MootLoomioCall:
 * @loomio: the server and the group
 * @connection: the way there
 * @request: what a page asks
 * @id: (nullable): what it is about
 * @cancellable: (nullable): stops it
 * @next: of a list that goes on: how many to leave out next time; else 0
 *
 * One question while it is being answered.
 */
typedef struct
{
  MootLoomio *loomio;
  MootConnection *connection;
  MootRequest *request;
  const char *id;
  GCancellable *cancellable;
  guint next;
} MootLoomioCall;

typedef void (*MootLoomioWrite) (MootLoomio     *loomio,
                                 JsonObject     *root,
                                 JsonObject     *one,
                                 MootJsonWriter *json);

MootLoomio *moot_loomio_new  (MootLoomioLink *link,
                              const char     *api_key,
                              MootCache      *cache) G_GNUC_WARN_UNUSED_RESULT;
void        moot_loomio_free (MootLoomio     *self);

MootLoomioLink *moot_loomio_get_link   (MootLoomio *self);
MootCache      *moot_loomio_get_cache  (MootLoomio *self);
void            moot_loomio_change_key (MootLoomio *self,
                                        const char *api_key);
void            moot_loomio_forget     (MootLoomio *self);

JsonNode *moot_loomio_get  (MootLoomio      *self,
                            MootConnection  *connection,
                            const char      *target,
                            GCancellable    *cancellable,
                            GError         **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *moot_loomio_send (MootLoomio      *self,
                            MootConnection  *connection,
                            const char      *method,
                            const char      *target,
                            const char      *json,
                            GCancellable    *cancellable,
                            GError         **error) G_GNUC_WARN_UNUSED_RESULT;

extern const MootConnectionOther moot_loomio_other;

JsonNode *moot_loomio_ask (MootLoomioCall *call,
                           GError **error,
                           const char *format,
                           ...) G_GNUC_PRINTF (3, 4) G_GNUC_WARN_UNUSED_RESULT;

gboolean    moot_loomio_answer_list  (MootLoomioCall   *call,
                                      const char       *table,
                                      const char       *status,
                                      MootLoomioWrite   write,
                                      MootJsonWriter   *json,
                                      GError          **error);
gboolean    moot_loomio_refuse       (GError          **error,
                                      const char       *words);
gboolean    moot_loomio_miss         (GError          **error);
const char *moot_loomio_get_group_id (MootLoomioCall   *call);
gboolean    moot_loomio_is_id        (const char       *id);

/* about polls */
gboolean moot_loomio_answer_polls     (MootLoomioCall  *call,
                                       MootJsonWriter  *json,
                                       GError         **error);
gboolean moot_loomio_answer_poll      (MootLoomioCall  *call,
                                       MootJsonWriter  *json,
                                       GError         **error);
gboolean moot_loomio_answer_tally     (MootLoomioCall  *call,
                                       MootJsonWriter  *json,
                                       GError         **error);
gboolean moot_loomio_answer_my_ballot (MootLoomioCall  *call,
                                       MootJsonWriter  *json,
                                       GError         **error);
gboolean moot_loomio_answer_outcomes  (MootLoomioCall  *call,
                                       MootJsonWriter  *json,
                                       GError         **error);
gboolean moot_loomio_answer_outcome   (MootLoomioCall  *call,
                                       MootJsonWriter  *json,
                                       GError         **error);

GPtrArray *moot_loomio_search_copies (MootLoomio  *loomio,
                                      const char  *query,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;

/* what is in an answer */
JsonObject *moot_loomio_find  (JsonObject *root,
                               const char *table,
                               gint64      id);
JsonObject *moot_loomio_first (JsonObject *root,
                               const char *table);

/* texts of strangers */
char *moot_loomio_dup_html (const char *text,
                            const char *format,
                            const char *server) G_GNUC_WARN_UNUSED_RESULT;

/* entities of the co-op API */
const char *moot_loomio_find_kind (JsonObject *root,
                                   JsonObject *poll);

gboolean moot_loomio_is_cast          (JsonObject     *stance);
void     moot_loomio_write_group      (MootLoomioLink *link,
                                       JsonObject     *group,
                                       MootJsonWriter *json);
void     moot_loomio_write_member     (MootLoomioLink *link,
                                       JsonObject     *root,
                                       JsonObject     *membership,
                                       MootJsonWriter *json);
void     moot_loomio_write_discussion (MootLoomio     *self,
                                       JsonObject     *root,
                                       JsonObject     *discussion,
                                       MootJsonWriter *json);
void     moot_loomio_write_poll_talk  (MootLoomio     *self,
                                       JsonObject     *root,
                                       JsonObject     *poll,
                                       MootJsonWriter *json);
void     moot_loomio_write_comments   (MootLoomio     *self,
                                       JsonObject     *root,
                                       const char     *discussion_id,
                                       MootRequest    *request,
                                       MootJsonWriter *json);
void     moot_loomio_write_comment    (MootLoomio     *self,
                                       JsonObject     *root,
                                       JsonObject     *comment,
                                       const char     *discussion_id,
                                       gint64          position,
                                       MootJsonWriter *json);
void     moot_loomio_write_poll       (MootLoomio     *self,
                                       JsonObject     *root,
                                       JsonObject     *poll,
                                       MootJsonWriter *json);
void     moot_loomio_write_stance     (JsonObject     *stance,
                                       const char     *server,
                                       MootJsonWriter *json);
void     moot_loomio_write_outcome    (JsonObject     *root,
                                       JsonObject     *outcome,
                                       MootJsonWriter *json);
gboolean moot_loomio_write_tally      (JsonObject     *root,
                                       JsonObject     *poll,
                                       MootJsonWriter *json);

G_END_DECLS
