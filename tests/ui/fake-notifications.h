/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a desktop shows as notifications, on the private bus of a test. */
typedef struct _FakeNotifications FakeNotifications;

FakeNotifications *fake_notifications_new  (void);
void               fake_notifications_free (FakeNotifications *self);

char *fake_notifications_dup_last (FakeNotifications *self);
void  fake_notifications_press    (FakeNotifications *self,
                                   const char        *label);

G_END_DECLS
