/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-status-actions.h"

G_BEGIN_DECLS

/* What a toggle changes and how the server is asked. */
typedef struct
{
  const char *action;
  gsize flag;  /* gboolean of MootStatus */
  gsize count; /* gint64 of MootStatus, or G_MAXSIZE for none */
  MootCall on;
  MootCall off;
  const char *problem;
} MootStatusToggle;

typedef struct
{
  MootSession *session; /* (transfer none): the group lives no longer than the session's window */
  GtkWidget *window;    /* (transfer none) */
} MootStatusActions;

typedef struct
{
  GWeakRef window;
  MootSession *session;
  MootStatus *before;
  const MootStatusToggle *toggle;
  gboolean redraft; /* what is deleted shall be written anew */
} MootAttempt;

void         moot_attempt_free     (MootAttempt       *attempt);
MootAttempt *moot_attempt_new      (MootStatusActions *actions,
                                    MootStatus        *status) G_GNUC_WARN_UNUSED_RESULT;
void         moot_attempt_complain (MootAttempt       *attempt,
                                    const char        *title,
                                    const GError      *error);

void moot_status_actions_add (GSimpleActionGroup *group,
                              MootStatusActions  *actions,
                              const char         *name,
                              const char         *parameter,
                              GCallback           callback,
                              const char         *key,
                              gconstpointer       value);

/* moot-status-quote-actions.c */
void moot_status_actions_add_quotes (GSimpleActionGroup *group,
                                     MootStatusActions  *actions);

G_END_DECLS
