/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-fetcher.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

struct _MootFetcher
{
  MootFetcherOptions options;
  char *user_agent;
};

/* One call, with all its steps. */
typedef struct
{
  const MootFetcher *fetcher;
  MootFetchKind kind;
  const char *accept;
  MootFetchSigner sign;
  gpointer data;
  MootFetchSink sink;
  gpointer sink_data;
  GCancellable *cancellable;
  char *uri; /* of this step */
  guint n_redirects;
  guint max_redirects;
  gint64 started_at; /* monotonic, microseconds */
} MootFetch;

/* An answer of which only the head was read. */
typedef struct
{
  SoupSession *session;
  SoupMessage *message;
  GInputStream *stream;
} MootAnswer;

gboolean moot_fetch_knock   (const MootFetch  *fetch,
                             MootAnswer       *out_answer,
                             GError          **error);
void     moot_fetch_explain (const MootFetch  *fetch,
                             GError           *cause,
                             GError          **error);
void     moot_answer_clear  (MootAnswer       *self);

const char *moot_fetch_get_accept   (const MootFetch  *fetch);
gint64      moot_fetch_get_total_ms (const MootFetch  *fetch);
char       *moot_fetch_check_type   (const MootFetch  *fetch,
                                     SoupMessage      *message,
                                     GError          **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    moot_fetch_read_body    (const MootFetch  *fetch,
                                     MootAnswer       *answer,
                                     GError          **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootAnswer, moot_answer_clear)

G_END_DECLS
