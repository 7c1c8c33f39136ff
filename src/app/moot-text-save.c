/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A text becomes a file where the person wants it.
 * Thread: main; the file is written by GIO. */
#include "moot-text-save.h"

#include <string.h>

#include "moot-adaptive.h"
#include "moot-error-text.h"

typedef struct
{
  GtkWidget *page;
  GBytes *text;
  char *done;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->page);
  g_bytes_unref (saving->text);
  g_free (saving->done);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static Saving *
saving_new (GtkWidget  *page,
            GBytes     *text,
            const char *done)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->page = g_object_ref (page);
  saving->text = g_bytes_ref (text);
  saving->done = g_strdup (done);
  return saving;
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    sentence = moot_error_text_dup_sentence (error);
  gtk_widget_activate_action (saving->page, "win.toast", "s",
                              sentence != NULL ? sentence : saving->done);
}

static void
chosen_cb (GFile    *file,
           gpointer  data)
{
  const Saving *saving = data;

  if (file != NULL)
    g_file_replace_contents_bytes_async (file, saving->text, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                         written_cb,
                                         saving_new (saving->page, saving->text, saving->done));
}

/**
 * moot_text_save:
 * @page: any widget of the window
 * @heading: what the person is asked
 * @name: what the file is called
 * @text: (transfer full): what is written
 * @done: said once it is written
 *
 * Asks where to, and writes @text there.
 */
void
moot_text_save (GtkWidget  *page,
                const char *heading,
                const char *name,
                char       *text,
                const char *done)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  moot_pick_file (page, heading, name, chosen_cb, saving_new (page, bytes, done), saving_free);
}
