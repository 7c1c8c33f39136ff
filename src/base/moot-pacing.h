/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MootPace:
 * @limit: how many are allowed at once
 * @remaining: how many are still allowed now
 * @wait_ms: how long until the next one is, 0 when one is now
 * @full_ms: how long until all are again
 *
 * How somebody stands with their limit.
 */
typedef struct
{
  guint limit;
  guint remaining;
  gint64 wait_ms;
  gint64 full_ms;
} MootPace;

#define MOOT_TYPE_PACING (moot_pacing_get_type ())
typedef struct _MootPacing MootPacing;

GType       moot_pacing_get_type (void);
MootPacing *moot_pacing_new      (guint       limit,
                                  gint64      period_ms,
                                  guint       max_keys) G_GNUC_WARN_UNUSED_RESULT;
MootPacing *moot_pacing_ref      (MootPacing *self) G_GNUC_WARN_UNUSED_RESULT;
void        moot_pacing_unref    (MootPacing *self);

gboolean moot_pacing_take       (MootPacing *self,
                                 const char *key,
                                 gint64      now_ms,
                                 MootPace   *out_pace);
gboolean moot_pacing_look       (MootPacing *self,
                                 const char *key,
                                 gint64      now_ms,
                                 MootPace   *out_pace);
void     moot_pacing_forget     (MootPacing *self,
                                 const char *key);
guint    moot_pacing_get_n_keys (MootPacing *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootPacing, moot_pacing_unref)

G_END_DECLS
