/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-calls.h"
#include "moot-list-rows.h"
#include "moot-member.h"
#include "moot-page-loader.h"

G_BEGIN_DECLS

#define MOOT_LOOK_PARAMETERS_MAX 2
#define MOOT_LOOK_PAGES_MAX 10 /* whoever wants more looks for something narrower */

/**
 * MootLookFilter:
 * @label: what people choose, marked for translation
 * @parameters: names and values of the question, in turn
 *
 * A part of a list that can be looked at alone.
 */
typedef struct
{
  const char *label;
  const char *parameters[2 * MOOT_LOOK_PARAMETERS_MAX + 1];
} MootLookFilter;

/**
 * MootLookKind:
 * @call: asks for the list
 * @copy: of the copies that are kept
 * @intro: what the page is for
 * @label: (nullable): name of the entry; without there is none
 * @filter_label: name of the choice
 * @filters: what can be chosen, the first one at first
 * @n_filters: how many
 * @none: instead of an empty list
 * @none_found: (nullable): instead of an empty list when words were looked for
 * @needs_words: nothing is asked without words
 * @by_offset: pages are counted, not found by ids
 * @has_words: (nullable): of an item in a copy: whether it has a word, folded
 * @page: how it is loaded: with moot_look_page_load(), and moot_look_page_show()
 * @rows: how the items become rows; the data is a #MootLook
 *
 * What a page for looking things up is made of.
 */
typedef struct
{
  MootCall call;
  const char *copy;
  const char *intro;
  const char *label;
  const char *filter_label;
  const MootLookFilter *filters;
  guint n_filters;
  const char *none;
  const char *none_found;
  gboolean needs_words;
  gboolean by_offset;
  gboolean (*has_word) (gpointer item,
                        const char *word);
  MootPageKind page;
  MootRowKind rows;
} MootLookKind;

/**
 * MootLook:
 * @items: (element-type GObject): what was found
 * @names: (element-type utf8 MootMember): members by id
 * @me: (nullable): what this account is in the co-op
 * @more: there is more than was asked for
 * @client: (nullable): the server, while rows are made
 *
 * What was found, as one load brings it.
 */
typedef struct
{
  GPtrArray *items;
  GHashTable *names;
  MootMember *me;
  gboolean more;
  MootClient *client;
} MootLook;

#define MOOT_TYPE_LOOK_PAGE (moot_look_page_get_type ())

G_DECLARE_FINAL_TYPE (MootLookPage, moot_look_page, MOOT, LOOK_PAGE, GtkWidget)

/**
 * MootLookPage:
 *
 * A list with words to look for and a choice of its parts.
 */

GtkWidget *moot_look_page_new     (MootClient         *client,
                                   const MootLookKind *kind) G_GNUC_WARN_UNUSED_RESULT;
void       moot_look_page_refresh (MootLookPage       *self);

gpointer    moot_look_load      (const MootLookKind  *kind,
                                 MootPageSource      *source,
                                 const char          *question,
                                 GCancellable        *cancellable,
                                 GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void        moot_look_show      (GtkWidget           *page,
                                 gpointer             result);
void        moot_look_free      (MootLook            *self);
const char *moot_look_find_name (const MootLook      *self,
                                 const char          *member_id);
gboolean    moot_look_has_word  (const char          *text,
                                 const char          *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootLook, moot_look_free)

G_END_DECLS
