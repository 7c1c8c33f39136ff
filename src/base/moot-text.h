/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_TEXT_URL_LENGTH 23    /* characters an address counts, whatever its length */
#define MOOT_TEXT_MAX_SPANS 500    /* addresses, mentions and tags in one text; more stay text */
#define MOOT_TEXT_MAX_TAG 100      /* characters of a tag */
#define MOOT_TEXT_MAX_USERNAME 128 /* bytes of a name in a mention */
#define MOOT_TEXT_MAX_DOMAIN 260   /* bytes of a host in a mention, with a port */

typedef enum
{
  MOOT_TEXT_SPAN_URL,
  MOOT_TEXT_SPAN_MENTION,
  MOOT_TEXT_SPAN_TAG,
} MootTextSpanKind;

/**
 * MootTextSpan:
 * @start: first byte, the `@` or `#` included
 * @end: byte behind the last one
 * @name_end: byte behind the username of a mention; `@` and the domain follow when it is not @end
 *
 * A part of a text that means more than its letters.
 */
typedef struct
{
  MootTextSpanKind kind;
  gsize start;
  gsize end;
  gsize name_end;
} MootTextSpan;

/**
 * MootTextResolve:
 * @username: as typed
 * @domain: (nullable): as typed, or %NULL for an account of this server
 * @out_url: (out): where the profile can be read
 * @out_acct: (out): the account as this server calls it: `name` or `name@host`
 * @data: handed to moot_text_to_html()
 *
 * Finds whom a mention means.
 *
 * Returns: whether there is such an account; the mention stays plain text otherwise
 */
typedef gboolean (*MootTextResolve) (const char  *username,
                                     const char  *domain,
                                     char       **out_url,
                                     char       **out_acct,
                                     gpointer     data);

/**
 * MootText:
 * @html: what to show, clean
 * @mentions: (element-type utf8): accounts mentioned, as the resolver named them, each once
 * @tags: (element-type utf8): tags in their normal form, each once
 *
 * What a member wrote, understood.
 */
typedef struct
{
  char *html;
  GPtrArray *mentions;
  GPtrArray *tags;
} MootText;

GArray *moot_text_scan (const char *text) G_GNUC_WARN_UNUSED_RESULT;

MootText *moot_text_new     (void) G_GNUC_WARN_UNUSED_RESULT;
MootText *moot_text_to_html (const char      *text,
                             const char      *base_url,
                             MootTextResolve  resolve,
                             gpointer         data) G_GNUC_WARN_UNUSED_RESULT;
void      moot_text_free    (MootText        *self);

void moot_text_append_inline (MootText        *self,
                              GString         *out,
                              const char      *text,
                              const char      *base_url,
                              MootTextResolve  resolve,
                              gpointer         data);

char *moot_text_normalise_tag (const char *name) G_GNUC_WARN_UNUSED_RESULT;

guint moot_text_count           (const char *text);
guint moot_text_count_graphemes (const char *text,
                                 gssize      n_bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootText, moot_text_free)

G_END_DECLS
