/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-composer.h"

#include "moot-draft.h"

G_BEGIN_DECLS

struct _MootComposer
{
  AdwWindow parent_instance;

  GtkButton *post_button;
  GtkSpinner *spinner;
  GtkRevealer *problem_revealer;
  GtkLabel *problem;
  GtkLabel *context;
  GtkRevealer *warning_revealer;
  GtkEntry *warning;
  GtkTextView *text;
  GtkListBox *pictures;
  GtkButton *attach_button;
  GtkToggleButton *warning_button;
  GtkDropDown *visibility;
  GtkDropDown *quote_policy;
  GtkLabel *counter;

  MootSession *session;
  MootStatus *parent; /* (nullable) */
  char *parent_id;    /* (nullable): of a parent that is not at hand */
  MootStatus *edited; /* (nullable): the post that is changed */
  MootStatus *quoted; /* (nullable): the post that is quoted */
  char *target;       /* what the draft is kept under */
  char *key;
  GCancellable *cancellable;
  guint save_id;
  gboolean loading;
  gboolean asked_for_descriptions;
};

/* moot-composer.c */
void moot_composer_count        (MootComposer *self);
void moot_composer_changed      (MootComposer *self);
void moot_composer_show_problem (MootComposer *self,
                                 const char   *sentence);

/* moot-composer-draft.c */
MootDraft *moot_composer_read_draft (MootComposer    *self) G_GNUC_WARN_UNUSED_RESULT;
void       moot_composer_keep       (MootComposer    *self);
void       moot_composer_show_draft (MootComposer    *self,
                                     const MootDraft *draft);
void       moot_composer_find_draft (MootComposer    *self);

/* moot-composer-pictures.c */
void     moot_composer_add_picture       (MootComposer  *self,
                                          const char    *path,
                                          const char    *description);
void     moot_composer_attach            (MootComposer  *self);
guint    moot_composer_count_pictures    (MootComposer  *self);
gboolean moot_composer_lacks_description (MootComposer  *self);
gboolean moot_composer_dropped_cb        (GtkDropTarget *target,
                                          const GValue  *value,
                                          double         x,
                                          double         y,
                                          gpointer       user_data);

/* moot-composer-quote.c */
void        moot_composer_prepare_quotes (MootComposer *self);
void        moot_composer_update_quotes  (MootComposer *self);
void        moot_composer_show_policy    (MootComposer *self,
                                          const char   *policy);
const char *moot_composer_get_policy     (MootComposer *self);
void        moot_composer_begin_quote    (MootComposer *self);

G_END_DECLS
