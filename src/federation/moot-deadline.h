/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _MootDeadline MootDeadline;

MootDeadline *moot_deadline_new (gint64        duration_ms,
                                 GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

void          moot_deadline_free            (MootDeadline       *self);
GCancellable *moot_deadline_get_cancellable (const MootDeadline *self);
gboolean      moot_deadline_has_passed      (MootDeadline       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootDeadline, moot_deadline_free)

G_END_DECLS
