/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is to be done because it was decided: mine, everybody's, and what is done.
 * Thread: main. */
#include "moot-task-row.h"

#include "config.h"

#include <glib/gi18n.h>

/* clang-format off */
static const MootLookFilter filters[] = {
  /* Translators: tasks that the member has to do */
  { N_("Mine"),       { "mine", "true", "state", "open" } },
  /* Translators: tasks of all members that are not done */
  { N_("Everybody’s"), { "state", "open" } },
  /* Translators: tasks that are done */
  { N_("Done"),       { "state", "done" } },
};
/* clang-format on */

static gpointer load (MootPageSource *source,
                      const char *question,
                      GCancellable *cancellable,
                      GError **error);

static const MootLookKind tasks = {
  .call = MOOT_CALL_TASKS,
  .copy = "tasks",
  .intro = N_ ("What members do because it was decided. Each task leads to its proposal."),
  .filter_label = N_ ("Tasks Shown"),
  .filters = filters,
  .n_filters = G_N_ELEMENTS (filters),
  .none = N_ ("There is no such task."),
  .page = { load, moot_look_show, (GDestroyNotify) moot_look_free },
  .rows = { NULL, moot_task_row_make },
};

static gpointer
load (MootPageSource  *source,
      const char      *question,
      GCancellable    *cancellable,
      GError         **error)
{
  return moot_look_load (&tasks, source, question, cancellable, error);
}

/**
 * moot_tasks_page_new:
 * @client: a server with a co-op
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_tasks_page_new (MootClient *client)
{
  return moot_look_page_new (client, &tasks);
}
