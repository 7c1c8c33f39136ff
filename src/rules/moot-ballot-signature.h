/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <json-glib/json-glib.h>

#include "moot-signing-key.h"

G_BEGIN_DECLS

#define MOOT_BALLOT_STATEMENT_CHOICES_MAX 100 /* options of one ballot */
#define MOOT_BALLOT_PAYLOAD_MAX 4096          /* bytes of what is signed */

typedef struct
{
  gint64 option_id;
  gint64 value;
} MootStatedChoice;

/**
 * MootBallotStatement:
 * @proposal_id: on what
 * @version: of the text the voter has read
 * @choices: (array length=n_choices): what is chosen, in any order
 * @reason: (nullable): as it is kept, without white space around it
 * @number: which of this member's ballots about it, from 1 on; 0 while reading: any
 * @at: UTC milliseconds on the voter's clock; not compared while reading
 *
 * What a member's device signs.
 */
typedef struct
{
  gint64 proposal_id;
  gint64 version;
  MootStatedChoice choices[MOOT_BALLOT_STATEMENT_CHOICES_MAX];
  guint n_choices;
  const char *reason;
  gint64 number;
  gint64 at;
} MootBallotStatement;

/**
 * MootBallotSignature:
 * @MOOT_BALLOT_SIGNATURE_HOLDS: the device said exactly this
 * @MOOT_BALLOT_SIGNATURE_MISSING: there is none
 * @MOOT_BALLOT_SIGNATURE_MALFORMED: it cannot be read
 * @MOOT_BALLOT_SIGNATURE_KEY_UNKNOWN: by no key that was the member's then
 * @MOOT_BALLOT_SIGNATURE_OTHER: what was signed is another ballot
 * @MOOT_BALLOT_SIGNATURE_FALSE: the key never signed this
 */
typedef enum
{
  MOOT_BALLOT_SIGNATURE_HOLDS,
  MOOT_BALLOT_SIGNATURE_MISSING,
  MOOT_BALLOT_SIGNATURE_MALFORMED,
  MOOT_BALLOT_SIGNATURE_KEY_UNKNOWN,
  MOOT_BALLOT_SIGNATURE_OTHER,
  MOOT_BALLOT_SIGNATURE_FALSE,
} MootBallotSignature;

/**
 * MootDeviceKeyFind:
 * @key_id: what the signature says
 * @data: of the caller
 *
 * Returns: (nullable): the public key in hex, if it was the voter's when they voted
 */
typedef const char *(*MootDeviceKeyFind) (const char *key_id,
                                          gpointer    data);

char *moot_ballot_statement_dup_payload (const MootBallotStatement *self,
                                         GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
char *moot_ballot_statement_sign (const MootBallotStatement *self,
                                  const MootPrivateKey *key,
                                  const char *key_id,
                                  GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

MootBallotSignature moot_ballot_statement_check (const MootBallotStatement *self,
                                                 const char                *signature,
                                                 MootDeviceKeyFind          find,
                                                 gpointer                   data);

char *moot_ballot_statement_dup_committed (const MootBallotStatement *self,
                                           gint64 member_id,
                                           const char *signature,
                                           GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
char *moot_salted_commitment (const char *salt,
                              const char *data) G_GNUC_WARN_UNUSED_RESULT;

/* for the files of this layer */
void moot_ballot_statement_set_choices (const MootBallotStatement *statement,
                                        JsonObject                *object,
                                        const char                *name);

char          *moot_device_key_dup_claim (const char  *log_id,
                                          gint64       member_id,
                                          const char  *ed25519) G_GNUC_WARN_UNUSED_RESULT;
MootPublicKey *moot_device_key_from_hex  (const char  *hex,
                                          GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
