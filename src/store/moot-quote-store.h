/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"

G_BEGIN_DECLS

#define MOOT_QUOTE_PENDING "pending"
#define MOOT_QUOTE_ACCEPTED "accepted"
#define MOOT_QUOTE_REJECTED "rejected"
#define MOOT_QUOTE_REVOKED "revoked"

/**
 * MootQuote:
 * @status_id: the status that quotes, 0 when there is no such quote
 * @quoted_id: what it quotes, 0 as long as we do not have it, and when it is gone
 * @state: one of the words above
 * @authorization_uri: (nullable): the stamp that it claims or has
 * @request_uri: (nullable): of the QuoteRequest we sent
 *
 * That one status quotes another.
 */
typedef struct
{
  gint64 status_id;
  gint64 quoted_id;
  char *quoted_uri;
  char *state;
  char *authorization_uri;
  char *request_uri;
  char *quoting_uri;
  char *quoting_author;
  gint64 quoting_account_id;
  gboolean quoting_is_ours;
  char *quoted_author;
  gint64 quoted_account_id;
  gboolean quoted_is_ours;
} MootQuote;

/**
 * MootStamp:
 * @id: 0 when there is none
 *
 * That an author of ours lets a status be quoted.
 */
typedef struct
{
  gint64 id;
  gint64 account_id;
  gint64 quoted_id;
  char *author;
  char *quoted_uri;
  char *quoting_uri;
  gboolean revoked;
} MootStamp;

void moot_quote_clear (MootQuote *self);
void moot_stamp_clear (MootStamp *self);

gboolean moot_quote_put             (MootDb           *db,
                                     const MootQuote  *quote,
                                     gint64            now,
                                     GError          **error);
gboolean moot_quote_load            (MootDb           *db,
                                     gint64            status_id,
                                     MootQuote        *out_quote,
                                     GError          **error);
gboolean moot_quote_find_by_request (MootDb           *db,
                                     const char       *uri,
                                     MootQuote        *out_quote,
                                     GError          **error);
gboolean moot_quote_find_by_stamp   (MootDb           *db,
                                     const char       *uri,
                                     MootQuote        *out_quote,
                                     GError          **error);
gboolean moot_quote_settle          (MootDb           *db,
                                     const MootQuote  *quote,
                                     const char       *state,
                                     const char       *authorization_uri,
                                     GError          **error);

gboolean moot_stamp_put    (MootDb      *db,
                            gint64       quoted_id,
                            const char  *quoting_uri,
                            gint64       now,
                            MootStamp   *out_stamp,
                            GError     **error);
gboolean moot_stamp_find   (MootDb      *db,
                            gint64       quoted_id,
                            const char  *quoting_uri,
                            MootStamp   *out_stamp,
                            GError     **error);
gboolean moot_stamp_load   (MootDb      *db,
                            gint64       id,
                            MootStamp   *out_stamp,
                            GError     **error);
gboolean moot_stamp_revoke (MootDb      *db,
                            gint64       id,
                            gint64       now,
                            GError     **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootQuote, moot_quote_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootStamp, moot_stamp_clear)

G_END_DECLS
