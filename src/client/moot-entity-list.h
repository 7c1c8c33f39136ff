/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"
#include "moot-status.h"

G_BEGIN_DECLS

#define MOOT_ENTITY_LIST_MAX 2000 /* entities; whoever wants more looks elsewhere */

#define MOOT_TYPE_ENTITY_LIST (moot_entity_list_get_type ())

G_DECLARE_FINAL_TYPE (MootEntityList, moot_entity_list, MOOT, ENTITY_LIST, GObject)

/**
 * MootEntityList:
 *
 * A list of the API, page by page.  Property: `state`, notified whenever what the getters say has
 * changed.
 */

MootEntityList *moot_entity_list_new (MootClient *client,
                                      MootCall    call,
                                      const char *id) G_GNUC_WARN_UNUSED_RESULT;

void moot_entity_list_add_parameter (MootEntityList *self,
                                     const char     *name,
                                     const char     *value);
void moot_entity_list_set_kept_as   (MootEntityList *self,
                                     const char     *name);

gboolean      moot_entity_list_get_loading  (MootEntityList *self);
gboolean      moot_entity_list_get_loaded   (MootEntityList *self);
gboolean      moot_entity_list_get_complete (MootEntityList *self);
const GError *moot_entity_list_get_error    (MootEntityList *self);
gpointer      moot_entity_list_get          (MootEntityList *self,
                                             guint           position);

void moot_entity_list_refresh       (MootEntityList *self);
void moot_entity_list_load_older    (MootEntityList *self);
void moot_entity_list_put           (MootEntityList *self,
                                     gpointer        entity);
void moot_entity_list_remove        (MootEntityList *self,
                                     const char     *id);
void moot_entity_list_update_status (MootEntityList *self,
                                     MootStatus     *status);
void moot_entity_list_stop          (MootEntityList *self);

G_END_DECLS
