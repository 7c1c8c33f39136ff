/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-talk.h"

G_BEGIN_DECLS

char *moot_news_text_dup_sentence (MootCoopNotification *news,
                                   const char           *actor) G_GNUC_WARN_UNUSED_RESULT;
char *moot_news_text_dup_event    (MootCoopNotification *news,
                                   const char           *actor) G_GNUC_WARN_UNUSED_RESULT;
char *moot_news_text_dup_voted    (MootCoopNotification *news) G_GNUC_WARN_UNUSED_RESULT;
char *moot_news_text_dup_digest   (MootCoopNotification *news,
                                   MootTalkDigest       *digest) G_GNUC_WARN_UNUSED_RESULT;
char *moot_news_text_dup_comments (MootDigestItem       *item) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
