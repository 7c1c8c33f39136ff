/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-account.h"
#include "moot-attachment.h"
#include "moot-entity.h"
#include "moot-poll.h"
#include "moot-tag.h"

G_BEGIN_DECLS

#define MOOT_TYPE_CARD (moot_card_get_type ())

G_DECLARE_FINAL_TYPE (MootCard, moot_card, MOOT, CARD, GObject)

/**
 * MootCard:
 *
 * The preview of a link.
 */
struct _MootCard
{
  GObject parent_instance;

  char *url;
  char *title;
  char *description;
  char *type;
  char *author_name;
  char *provider_name;
  gint64 width;
  gint64 height;
  char *image;
  char *blurhash;
};

#define MOOT_TYPE_STATUS_APPLICATION (moot_status_application_get_type ())

G_DECLARE_FINAL_TYPE (
  MootStatusApplication, moot_status_application, MOOT, STATUS_APPLICATION, GObject)

/**
 * MootStatusApplication:
 *
 * The program a status was written with.
 */
struct _MootStatusApplication
{
  GObject parent_instance;

  char *name;
  char *website;
};

#define MOOT_TYPE_STATUS (moot_status_get_type ())

G_DECLARE_FINAL_TYPE (MootStatus, moot_status, MOOT, STATUS, GObject)

#define MOOT_TYPE_STATUS_QUOTE (moot_status_quote_get_type ())

G_DECLARE_FINAL_TYPE (MootStatusQuote, moot_status_quote, MOOT, STATUS_QUOTE, GObject)

/**
 * MootStatusQuote:
 *
 * What a status quotes.  Only an `accepted` one is shown as it is; `blocked_account`,
 * `blocked_domain` and `muted_account` bring their status too, for those who want to see it.  Of a
 * quote inside a quote only the id is told.
 */
struct _MootStatusQuote
{
  GObject parent_instance;

  char *state;
  MootStatus *quoted_status;
  char *quoted_status_id;
};

/**
 * MootStatus:
 *
 * `content` is HTML of a stranger until moot_html_blocks_parse() has read it. `filtered` and `coop`
 * are JSON. The viewer's flags are valid for the account that asked.
 */
struct _MootStatus
{
  GObject parent_instance;

  char *id;
  gint64 created_at;
  gint64 edited_at;
  char *in_reply_to_id;
  char *in_reply_to_account_id;
  gboolean sensitive;
  char *spoiler_text;
  char *visibility;
  char *language;
  char *uri;
  char *url;
  gint64 replies_count;
  gint64 reblogs_count;
  gint64 favourites_count;
  gint64 quotes_count;
  char *content;
  MootStatus *reblog;
  MootAccount *account;
  MootStatusApplication *application;
  GPtrArray *media_attachments; /* of MootAttachment */
  GPtrArray *mentions;          /* of MootMention */
  GPtrArray *tags;              /* of MootTag */
  GPtrArray *emojis;            /* of MootEmoji */
  MootCard *card;
  MootPoll *poll;
  MootStatusQuote *quote;
  char *quote_approval;
  gboolean favourited;
  gboolean reblogged;
  gboolean muted;
  gboolean bookmarked;
  gboolean pinned;
  char *filtered;
  char *coop;
  char *text;
};

#define MOOT_TYPE_CONTEXT (moot_context_get_type ())

G_DECLARE_FINAL_TYPE (MootContext, moot_context, MOOT, CONTEXT, GObject)

/**
 * MootContext:
 *
 * What is above and below a status in its thread.
 */
struct _MootContext
{
  GObject parent_instance;

  GPtrArray *ancestors;   /* of MootStatus */
  GPtrArray *descendants; /* of MootStatus */
};

#define MOOT_TYPE_STATUS_EDIT (moot_status_edit_get_type ())

G_DECLARE_FINAL_TYPE (MootStatusEdit, moot_status_edit, MOOT, STATUS_EDIT, GObject)

/**
 * MootStatusEdit:
 *
 * One version of a status, oldest first in a list.
 */
struct _MootStatusEdit
{
  GObject parent_instance;

  char *content;
  char *spoiler_text;
  gboolean sensitive;
  gint64 created_at;
  MootAccount *account;
  GPtrArray *media_attachments; /* of MootAttachment */
  GPtrArray *emojis;            /* of MootEmoji */
  char *poll;                   /* JSON: the titles of its options */
};

#define MOOT_TYPE_STATUS_SOURCE (moot_status_source_get_type ())

G_DECLARE_FINAL_TYPE (MootStatusSource, moot_status_source, MOOT, STATUS_SOURCE, GObject)

/**
 * MootStatusSource:
 *
 * A status as its author typed it.
 */
struct _MootStatusSource
{
  GObject parent_instance;

  char *id;
  char *text;
  char *spoiler_text;
};

G_END_DECLS
