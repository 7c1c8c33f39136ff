/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_HANDLE_MAX_USERNAME 255 /* bytes; what other servers keep */

/**
 * MootHandle:
 * @username: as written
 * @domain: in normal form, with a port where it is not the default
 *
 * What people call each other: `@username@domain`.
 */
typedef struct
{
  char *username;
  char *domain;
} MootHandle;

MootHandle *moot_handle_new   (const char *username,
                               const char *domain) G_GNUC_WARN_UNUSED_RESULT;
MootHandle *moot_handle_parse (const char *text) G_GNUC_WARN_UNUSED_RESULT;
void        moot_handle_free  (MootHandle *self);

gboolean  moot_handle_equal   (const MootHandle *a,
                               const MootHandle *b);
char     *moot_handle_to_text (const MootHandle *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_username_is_usable (const char *username);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootHandle, moot_handle_free)

G_END_DECLS
