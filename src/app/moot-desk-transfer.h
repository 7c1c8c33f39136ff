/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"

G_BEGIN_DECLS

#define MOOT_DESK_LIST_MAX (4 * 1024 * 1024) /* bytes of a list of servers; shared ones have 1 MB */

/**
 * MootDeskDone:
 * @sentence: how it went, translated
 * @done: whether it went well
 * @data: as given
 *
 * A list went in or out.
 */
typedef void (*MootDeskDone) (const char *sentence,
                              gboolean    done,
                              gpointer    data);

void moot_desk_import (MootClient     *client,
                       GFile          *file,
                       GCancellable   *cancellable,
                       MootDeskDone    done,
                       gpointer        data,
                       GDestroyNotify  free_data);
void moot_desk_export (MootClient     *client,
                       GFile          *file,
                       GCancellable   *cancellable,
                       MootDeskDone    done,
                       gpointer        data,
                       GDestroyNotify  free_data);

G_END_DECLS
