/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-signing-key.h"

G_BEGIN_DECLS

#define MOOT_KEY_MEMORY_MAX 1024 /* keys; with more it starts anew */

typedef struct _MootKeyMemory MootKeyMemory;
typedef struct _MootSharedKey MootSharedKey;

/** MootKeyReader: makes a key of the text that is stored of it */
typedef MootPublicKey *(*MootKeyReader) (const char  *material,
                                         GError     **error);

MootKeyMemory *moot_key_memory_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void           moot_key_memory_free (MootKeyMemory  *self);
MootSharedKey *moot_key_memory_get  (MootKeyMemory  *self,
                                     const char     *material,
                                     MootKeyReader   read,
                                     GError        **error) G_GNUC_WARN_UNUSED_RESULT;

const MootPublicKey *moot_shared_key_get   (const MootSharedKey *self);
void                 moot_shared_key_unref (gpointer             self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootKeyMemory, moot_key_memory_free)

G_END_DECLS
