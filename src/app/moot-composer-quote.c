/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the composer knows of quotes: what is quoted, and who may quote what is written.
 * Spec: Mastodon client API, quoted_status_id and quote_approval_policy.
 * Thread: main. */
#include "config.h"

#include "moot-composer-private.h"

#include "moot-html.h"
#include "moot-session-powers.h"
#include "moot-status-text.h"

#include <glib/gi18n.h>

static const char *const policy_words[] = { "public", "followers", "nobody" };

/** moot_composer_prepare_quotes: makes the choice of who may quote */
void
moot_composer_prepare_quotes (MootComposer *self)
{
  const char *const names[] = {
    /* Translators: who can quote a post */
    _("Anyone may quote it"),
    /* Translators: who can quote a post */
    _("Followers may quote it"),
    /* Translators: who can quote a post */
    _("Nobody may quote it"),
    NULL,
  };
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);

  gtk_drop_down_set_model (self->quote_policy, G_LIST_MODEL (list));
}

/* Words for few are quoted by nobody, whatever was chosen. */
static gboolean
is_for_all (MootComposer *self)
{
  return gtk_drop_down_get_selected (self->visibility) <= 1;
}

/** moot_composer_update_quotes: offers the choice where there is one */
void
moot_composer_update_quotes (MootComposer *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->quote_policy),
                          self->edited == NULL &&
                            moot_session_may (self->session, MOOT_POWER_QUOTE));
  gtk_widget_set_sensitive (GTK_WIDGET (self->quote_policy), is_for_all (self));
}

/** moot_composer_show_policy: chooses the API's word @policy, or what the account always chooses */
void
moot_composer_show_policy (MootComposer *self,
                           const char   *policy)
{
  const char *chosen = policy != NULL ? policy : moot_session_get_quote_policy (self->session);

  for (guint i = 0; i < G_N_ELEMENTS (policy_words); i++)
    if (g_str_equal (policy_words[i], chosen))
      gtk_drop_down_set_selected (self->quote_policy, i);
  moot_composer_update_quotes (self);
}

/** moot_composer_get_policy: (nullable): the API's word for who may quote, where the server asks */
const char *
moot_composer_get_policy (MootComposer *self)
{
  if (self->edited != NULL || !moot_session_may (self->session, MOOT_POWER_QUOTE))
    return NULL;
  return policy_words[MIN (gtk_drop_down_get_selected (self->quote_policy),
                           G_N_ELEMENTS (policy_words) - 1)];
}

/** moot_composer_begin_quote: shows what is quoted; a quote has no pictures of its own */
void
moot_composer_begin_quote (MootComposer *self)
{
  g_autofree char *name = moot_account_dup_name (self->quoted->account);
  g_autofree char *plain = moot_html_to_text (self->quoted->content);
  /* Translators: above the field for a post that quotes another: the first %s is a name, the second
   * the start of the quoted post */
  g_autofree char *context = g_strdup_printf (_("Quotes %s: %s"), name, plain);

  gtk_window_set_title (GTK_WINDOW (self), _("Quote"));
  gtk_label_set_text (self->context, context);
  gtk_widget_set_visible (GTK_WIDGET (self->context), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->attach_button), FALSE);
}
