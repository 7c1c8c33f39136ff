/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-error.h"
#include "moot-exchange.h"
#include "moot-membership.h"
#include "moot-page.h"
#include "moot-records.h"
#include "moot-router.h"

G_BEGIN_DECLS

/**
 * MootCoopAct:
 * @context: inside a transaction
 * @actor: who asks
 * @exchange: what they ask
 * @out_id: (out): what it made or changed
 * @error: return location
 *
 * Returns: whether it was done
 */
typedef gboolean (*MootCoopAct) (const MootCoopContext  *context,
                                 const MootActor        *actor,
                                 MootExchange           *exchange,
                                 gint64                 *out_id,
                                 GError                **error);

/**
 * MootCoopShow:
 * @context: a context
 * @viewer: who asks
 * @id: what they want to see
 * @error: return location
 *
 * Returns: (transfer full): an entity
 */
typedef gpointer (*MootCoopShow) (const MootCoopContext  *context,
                                  const MootActor        *viewer,
                                  gint64                  id,
                                  GError                **error);

/**
 * MootCoopList:
 * @context: a context
 * @viewer: who asks
 * @exchange: for filters
 * @range: the page
 * @error: return location
 *
 * Returns: (transfer full): entities in the order of @range
 */
typedef GPtrArray *(*MootCoopList) (const MootCoopContext  *context,
                                    const MootActor        *viewer,
                                    MootExchange           *exchange,
                                    const MootRange        *range,
                                    GError                **error);

/**
 * MootCoopWrite:
 * @context: a context
 * @viewer: who asks
 * @id: what they want to see; 0 for nothing in particular
 * @error: return location
 *
 * Returns: (transfer full): JSON
 */
typedef char *(*MootCoopWrite) (const MootCoopContext  *context,
                                const MootActor        *viewer,
                                gint64                  id,
                                GError                **error);

void moot_coop_request_show     (MootExchange  *exchange,
                                 gint64         id,
                                 MootCoopShow   show);
void moot_coop_request_write    (MootExchange  *exchange,
                                 MootCoopWrite  write);
void moot_coop_request_list     (MootExchange  *exchange,
                                 MootCoopList   list);
void moot_coop_request_list_all (MootExchange  *exchange,
                                 MootCoopList   list);
void moot_coop_request_act      (MootExchange  *exchange,
                                 MootCoopAct    act,
                                 MootCoopShow   show);
void moot_coop_request_fail     (MootExchange  *exchange,
                                 const GError  *error);

const char *moot_coop_request_get_key (const MootExchange *exchange);
gboolean    moot_coop_request_do      (MootExchange       *exchange,
                                       MootCoopAct         act,
                                       gint64             *out_id);

gboolean moot_coop_request_begin      (MootExchange        *exchange,
                                       MootCoopContext     *context,
                                       MootActor          **out_actor,
                                       GError             **error);
gboolean moot_coop_request_is_officer (const MootExchange  *exchange,
                                       const char          *scope,
                                       gboolean             holds_office);

gboolean  moot_coop_request_read_int     (const MootExchange  *exchange,
                                          const char          *name,
                                          gboolean             required,
                                          gint64              *out_value,
                                          GError             **error);
gboolean  moot_coop_request_read_date    (const MootExchange  *exchange,
                                          const char          *name,
                                          gint64              *out_day,
                                          GError             **error);
gboolean  moot_coop_request_read_time    (const MootExchange  *exchange,
                                          const char          *name,
                                          gint64              *out_time,
                                          GError             **error);
gboolean  moot_coop_request_read_version (const MootExchange  *exchange,
                                          gint64              *out_version,
                                          GError             **error);
char     *moot_coop_request_dup_json     (const MootExchange  *exchange,
                                          const char          *name) G_GNUC_WARN_UNUSED_RESULT;

void moot_coop_publish (const char *event,
                        gint64      id,
                        gint64      account_id,
                        gpointer    hub);

G_END_DECLS
