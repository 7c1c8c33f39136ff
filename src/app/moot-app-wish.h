/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-window.h"

G_BEGIN_DECLS

/**
 * MootAppWish:
 * @key: (nullable): of an account; %NULL for no wish
 * @action: of the window, with an id as its parameter
 * @id: what is to be opened
 *
 * What somebody pressed outside the window, until the window shows that account.
 */
typedef struct
{
  char *key;
  char *action;
  char *id;
} MootAppWish;

void moot_app_wish_make   (MootAppWish *self,
                           const char  *key,
                           const char  *action,
                           const char  *id);
void moot_app_wish_drop   (MootAppWish *self);
void moot_app_wish_fulfil (MootAppWish *self,
                           const char  *key,
                           MootWindow  *window);

G_END_DECLS
