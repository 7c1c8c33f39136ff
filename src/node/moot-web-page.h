/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-exchange.h"

G_BEGIN_DECLS

typedef struct _MootWebPage MootWebPage;

MootWebPage *moot_web_page_new  (const char  *template_name,
                                 const char  *title) G_GNUC_WARN_UNUSED_RESULT;
void         moot_web_page_free (MootWebPage *self);

void moot_web_page_set (MootWebPage *self,
                        const char  *name,
                        const char  *text);
void moot_web_page_add (MootWebPage *self,
                        const char  *name,
                        const char  *text,
                        const char  *value);

char *moot_web_page_render (const MootWebPage *self) G_GNUC_WARN_UNUSED_RESULT;
void  moot_web_page_reply  (MootWebPage       *self,
                            MootExchange      *exchange,
                            guint              status);

void moot_web_page_reply_message (MootExchange *exchange,
                                  guint         status,
                                  const char   *title,
                                  const char   *text);
void moot_web_page_reply_style   (MootExchange *exchange);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootWebPage, moot_web_page_free)

G_END_DECLS
