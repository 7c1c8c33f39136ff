/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MootMediaFlights MootMediaFlights;

MootMediaFlights *moot_media_flights_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void              moot_media_flights_free (MootMediaFlights *self);

gboolean moot_media_flights_enter (MootMediaFlights *self,
                                   const char       *url);
void     moot_media_flights_leave (MootMediaFlights *self,
                                   const char       *url);

G_END_DECLS
