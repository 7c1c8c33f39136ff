/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-connection.h"
#include "moot-merkle.h"

G_BEGIN_DECLS

/**
 * MootLogHead:
 * @log_id: which log
 * @size: its entries
 * @root: their root in hex
 * @at: when it was seen
 * @checked: whether it was found to go on from all that was seen before
 *
 * A log as it was at some moment: whoever keeps one can prove later that the log was rewritten.
 */
typedef struct
{
  char *log_id;
  gint64 size;
  char *root;
  gint64 at;
  gboolean checked;
} MootLogHead;

MootLogHead *moot_log_head_new   (const char        *log_id,
                                  gint64             size,
                                  const char        *root) G_GNUC_WARN_UNUSED_RESULT;
MootLogHead *moot_log_head_copy  (const MootLogHead *self) G_GNUC_WARN_UNUSED_RESULT;
void         moot_log_head_free  (MootLogHead       *self);
gboolean     moot_log_head_equal (const MootLogHead *a,
                                  const MootLogHead *b);

MootLogHead *moot_log_ask_head    (MootConnection     *connection,
                                   GCancellable       *cancellable,
                                   GError            **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     moot_log_ask_extends (MootConnection     *connection,
                                   const MootLogHead  *older,
                                   const MootLogHead  *newer,
                                   gboolean           *out_extends,
                                   GCancellable       *cancellable,
                                   GError            **error);
char        *moot_log_ask_entry   (MootConnection     *connection,
                                   gint64              seq,
                                   const MootLogHead  *head,
                                   gboolean           *out_included,
                                   GCancellable       *cancellable,
                                   GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootLogHead, moot_log_head_free)

G_END_DECLS
