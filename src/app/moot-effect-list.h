/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-effect-sort.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_EFFECTS_SHOWN_MAX 8 /* as many as a proposal may have */

#define MOOT_TYPE_EFFECT_LIST (moot_effect_list_get_type ())

G_DECLARE_FINAL_TYPE (MootEffectList, moot_effect_list, MOOT, EFFECT_LIST, GtkWidget)

/**
 * MootEffectList:
 *
 * What follows from a proposal when it is adopted: a form for each effect, and a choice that adds
 * another.
 *
 * Signals: `changed`; `added` with the #MootEffectSort when somebody has chosen one.
 */

GtkWidget *moot_effect_list_new (void) G_GNUC_WARN_UNUSED_RESULT;

void     moot_effect_list_set_setting (MootEffectList    *self,
                                       MootEffectSetting *setting);
gboolean moot_effect_list_has_setting (MootEffectList    *self);
guint    moot_effect_list_count       (MootEffectList    *self);
void     moot_effect_list_clear       (MootEffectList    *self);
void     moot_effect_list_add         (MootEffectList    *self,
                                       const char        *type,
                                       GHashTable        *values);

char  *moot_effect_list_dup_problem   (MootEffectList *self,
                                       const char     *class_id) G_GNUC_WARN_UNUSED_RESULT;
GStrv  moot_effect_list_dup_sentences (MootEffectList *self) G_GNUC_WARN_UNUSED_RESULT;
char  *moot_effect_list_fill_gaps     (MootEffectList *self,
                                       const char     *pattern) G_GNUC_WARN_UNUSED_RESULT;
void   moot_effect_list_write         (MootEffectList *self,
                                       MootJsonWriter *json);
void   moot_effect_list_write_draft   (MootEffectList *self,
                                       MootJsonWriter *json);
void   moot_effect_list_read_draft    (MootEffectList *self,
                                       JsonArray      *draft);
void   moot_effect_list_read          (MootEffectList *self,
                                       const char     *effect);

G_END_DECLS
