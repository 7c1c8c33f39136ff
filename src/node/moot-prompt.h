/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_PROMPT_MAX_CPU_US 3000     /* how much the main thread may compute for one answer */
#define MOOT_PROMPT_MAX_US 50000        /* and how long that may take when the machine is busy */
#define MOOT_PROMPT_WARM_MS (60 * 1000) /* how long what was read stays in memory, we believe */
#define MOOT_PROMPT_REST_MS (2 * 1000)  /* how long a question rests that took too long */

typedef struct _MootPrompt MootPrompt;

MootPrompt *moot_prompt_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void        moot_prompt_free (MootPrompt *self);

guint64  moot_prompt_make_key (const char       *path,
                               const char       *query,
                               const char       *who);
gboolean moot_prompt_is_warm  (const MootPrompt *self,
                               guint64           key,
                               gint64            now);
gboolean moot_prompt_may_run  (MootPrompt       *self,
                               guint64           key,
                               gint64            now,
                               gint64            turn,
                               guint             n_working);
void     moot_prompt_ran      (MootPrompt       *self,
                               guint64           key,
                               gint64            now,
                               gboolean          in_time);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootPrompt, moot_prompt_free)

G_END_DECLS
