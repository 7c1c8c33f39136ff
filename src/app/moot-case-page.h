/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-marked-label.h"
#include "moot-page-loader.h"
#include "moot-status.h"

G_BEGIN_DECLS

#define MOOT_TYPE_CASE_PAGE (moot_case_page_get_type ())

G_DECLARE_DERIVABLE_TYPE (MootCasePage, moot_case_page, MOOT, CASE_PAGE, GtkWidget)

/**
 * MootCasePage:
 *
 * What a discussion and a proposal have in common: an id, a title, comments, and that they are
 * loaded anew after something was done.
 *
 * Signals: `changed` when this account did something, `read` when it has read what was said.
 * Property: `title`, empty until it is known.
 */
struct _MootCasePageClass
{
  GtkWidgetClass parent_class;
};

void moot_case_page_class_set_template (GtkWidgetClass *widget_class,
                                        const char     *resource);

void            moot_case_page_load       (MootCasePage       *self,
                                           MootStatePage      *state,
                                           MootClient         *client,
                                           const char         *id,
                                           const MootPageKind *kind);
MootPageLoader *moot_case_page_get_loader (MootCasePage       *self);
const char     *moot_case_page_get_id     (MootCasePage       *self);
const char     *moot_case_page_get_title  (MootCasePage       *self);
void            moot_case_page_set_title  (MootCasePage       *self,
                                           const char         *title);
void            moot_case_page_refresh    (MootCasePage       *self);
void            moot_case_page_changed    (MootCasePage       *self);

void moot_case_page_open_media (MootCasePage    *self,
                                MootStatus      *media,
                                guint            index);
void moot_case_page_send       (MootCasePage    *self,
                                MootRequest     *request,
                                MootMarkedLabel *problem);

/**
 * MootCaseAnswered:
 * @self: the page
 * @reply: what the server answered
 *
 * Shows what came of something that was done.
 */
typedef void (*MootCaseAnswered) (MootCasePage *self,
                                  MootReply    *reply);

void moot_case_page_send_for (MootCasePage     *self,
                              MootRequest      *request,
                              MootMarkedLabel  *problem,
                              MootCaseAnswered  answered);

/**
 * MootCaseQuestion:
 * @heading: the question
 * @body: what follows from yes
 * @action: what the button that says yes is called
 *
 * What a person is asked before something is done that cannot be taken back.
 */
typedef struct
{
  const char *heading;
  const char *body;
  const char *action;
} MootCaseQuestion;

void moot_case_page_ask_send (MootCasePage           *self,
                              MootRequest            *request,
                              MootMarkedLabel        *problem,
                              const MootCaseQuestion *question);

G_END_DECLS
