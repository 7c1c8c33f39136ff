/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"

#include "moot-json.h"

G_BEGIN_DECLS

#define MOOT_HELD_MAX 1000                   /* posts; the oldest go first */
#define MOOT_HELD_LIST 200                   /* of them are shown */
#define MOOT_HELD_YOUNG_MS MOOT_DAY          /* an actor this young is a newcomer */
#define MOOT_HELD_CROWD 10                   /* named in one post: more are many */
#define MOOT_HELD_WAVE_HOSTS 3               /* with the same text: more are a wave */
#define MOOT_HELD_WAVE_MS (10 * MOOT_MINUTE) /* within this time */
#define MOOT_HELD_WAVE_LETTERS 20            /* shorter texts are equal by chance */
#define MOOT_HELD_TEXTS 4096                 /* remembered at once */

#define MOOT_HELD_PREFIX "held: " /* of why an entry of the inbox is held */
#define MOOT_HELD_LET_IN "let in" /* why one is done that was held */

MootWaves *moot_waves_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void       moot_waves_free (MootWaves  *self);
gboolean   moot_waves_note (MootWaves  *self,
                            const char *text,
                            const char *host,
                            gint64      now);

gboolean moot_held_posts_write  (MootDb          *db,
                                 MootJsonWriter  *json,
                                 GError         **error);
gboolean moot_held_posts_settle (MootDb          *db,
                                 gint64           id,
                                 gboolean         let_in,
                                 gint64           now,
                                 char           **out_host,
                                 char           **out_why,
                                 GError         **error);
void     moot_held_posts_go_on  (MootFederation  *federation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootWaves, moot_waves_free)

G_END_DECLS
