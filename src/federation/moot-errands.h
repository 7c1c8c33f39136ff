/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"

G_BEGIN_DECLS

#define MOOT_ERRANDS_WORKERS 2
#define MOOT_ERRANDS_MAX 200 /* waiting; more are forgotten, and come with the next look */

/**
 * MootErrand:
 *
 * What is fetched because somebody looks at something, without letting them wait.
 * Thread: a worker of the errands.
 */
typedef void (*MootErrand) (MootFederation *federation,
                            gint64          id);

MootErrands *moot_errands_new  (MootFederation *federation) G_GNUC_WARN_UNUSED_RESULT;
void         moot_errands_free (MootErrands    *self);

void  moot_errands_run   (MootErrands *self,
                          MootErrand   errand,
                          gint64       id);
guint moot_errands_count (MootErrands *self);

G_END_DECLS
