/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-http-message.h"
#include "moot-signing-key.h"

G_BEGIN_DECLS

/**
 * Recording:
 * @message: the request, to the byte
 * @key: what its signature verifies with
 * @key_id: what the signature calls it
 * @public_pem: the same key, as text
 * @host: whom it was sent to
 * @sent_at: what its Date says, UTC milliseconds
 *
 * A request of tests/fixtures/federation/requests.
 */
typedef struct
{
  MootHttpMessage *message;
  MootPublicKey *key;
  char *key_id;
  char *public_pem;
  char *host;
  gint64 sent_at;
} Recording;

void recording_read  (const char *name,
                      Recording  *out_recording);
void recording_clear (Recording  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Recording, recording_clear)

G_END_DECLS
