/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-test-node.h"

G_BEGIN_DECLS

/**
 * TestBrowser:
 *
 * A browser as far as our pages need one: it keeps cookies, remembers the page it is on and fills
 * in the forms of that page.  It does not follow redirects: where it was sent is what tests ask.
 */
typedef struct
{
  MootTestNode *node;
  GHashTable *cookies;
  char *html;
  char *location; /* (nullable) */
  guint status;
  SoupMessageHeaders *headers;
} TestBrowser;

TestBrowser *test_browser_new  (MootTestNode *node);
void         test_browser_free (TestBrowser  *self);

void test_browser_get     (TestBrowser *self,
                           const char  *path);
void test_browser_submit  (TestBrowser *self,
                           const char  *action,
                           const char  *extra);
void test_browser_sign_in (TestBrowser *self,
                           const char  *username,
                           const char  *password);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestBrowser, test_browser_free)

G_END_DECLS
