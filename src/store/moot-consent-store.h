/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"

G_BEGIN_DECLS

#define MOOT_CONSENT_PENDING "pending"
#define MOOT_CONSENT_ACCEPTED "accepted"
#define MOOT_CONSENT_REJECTED "rejected"

#define MOOT_CONSENTS_MAX_WAITING 1000       /* that wait for one author */
#define MOOT_CONSENT_MAX_BODY (64 * 1024)    /* bytes of what came, until it is answered */
#define MOOT_CONSENT_KEEP_MS (90 * MOOT_DAY) /* how long a no is remembered */

/**
 * MootConsent:
 * @id: 0 when there is none
 * @interaction: one of the words of moot-policy-store.h
 * @account_id: who wants to
 * @status_id: with what
 * @author_id: who is asked
 * @deed_id: our own reply, which nobody sees until it is allowed; 0 for none
 * @uri: of the Like, Announce, reply or quote
 * @request_uri: (nullable): of the question, if there was one
 * @authorization_uri: (nullable): what another server granted
 * @state: one of the words above
 * @body: what came, or for @deed_id who would see it; JSON
 * @actor: who wants to, as their server names them
 * @actor_revision: of their account
 * @is_ours: whether that is one of ours
 * @target_uri: what @status_id is called
 * @author: who is asked, as their server names them
 *
 * That somebody wants to do something with a status, and what its author says.
 */
typedef struct
{
  gint64 id;
  char *interaction;
  gint64 account_id;
  gint64 status_id;
  gint64 author_id;
  gint64 deed_id;
  char *uri;
  char *request_uri;
  char *authorization_uri;
  char *state;
  char *body;
  gint64 created_at;
  gint64 answered_at;
  char *actor;
  gint64 actor_revision;
  gboolean is_ours;
  char *target_uri;
  gboolean target_is_ours;
  char *author;
} MootConsent;

void moot_consent_clear (MootConsent *self);

gboolean moot_consent_put           (MootDb             *db,
                                     const MootConsent  *consent,
                                     gint64              now,
                                     GError            **error);
gboolean moot_consent_load          (MootDb             *db,
                                     gint64              id,
                                     MootConsent        *out_consent,
                                     GError            **error);
gboolean moot_consent_find          (MootDb             *db,
                                     gint64              account_id,
                                     const char         *uri,
                                     MootConsent        *out_consent,
                                     GError            **error);
gboolean moot_consent_find_between  (MootDb             *db,
                                     gint64              account_id,
                                     gint64              status_id,
                                     const char         *interaction,
                                     MootConsent        *out_consent,
                                     GError            **error);
gboolean moot_consent_find_ours     (MootDb             *db,
                                     const char         *uri,
                                     MootConsent        *out_consent,
                                     GError            **error);
gboolean moot_consent_find_by_stamp (MootDb             *db,
                                     const char         *uri,
                                     MootConsent        *out_consent,
                                     GError            **error);
gboolean moot_consent_settle        (MootDb             *db,
                                     const MootConsent  *consent,
                                     const char         *state,
                                     const char         *authorization_uri,
                                     gint64              now,
                                     GError            **error);
gboolean moot_consent_drop          (MootDb             *db,
                                     const MootConsent  *consent,
                                     GError            **error);

gboolean     moot_consent_has_room (MootDb      *db,
                                    gint64       author_id,
                                    gboolean    *out_room,
                                    GError     **error);
gboolean     moot_consents_prune   (MootDb      *db,
                                    gint64       now,
                                    GError     **error);
MootConsent  moot_consent_read     (MootRows    *rows);
const char  *moot_consent_get_news (const char  *interaction,
                                    gboolean     refused);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootConsent, moot_consent_clear)

G_END_DECLS
