/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a new moot on this computer needs: its name, who starts it, and rules to begin with.
 * Thread: main. */
#include "config.h"

#include "moot-setup-page.h"

#include "moot-bylaws-presets.h"
#include "moot-error-text.h"
#include "moot-money.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#define MAX_USER_NAME 30 /* as the node and other servers have it */
#define MIN_PASSWORD 8   /* characters, as the node asks */
#define DEFAULT_CURRENCY "EUR"

struct _MootSetupPage
{
  GtkWidget parent_instance;

  GtkEditable *title_entry;
  GtkEditable *user_entry;
  GtkEditable *password_entry;
  AdwComboRow *bylaws_row;
  GtkEditable *currency_entry;
  GtkWidget *start_button;
  GtkWidget *start_spinner;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (MootSetupPage, moot_setup_page, GTK_TYPE_WIDGET)

enum
{
  START,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* clang-format off */
static const struct
{
  const char *preset;
  const char *name;
  const char *description;
} bylaws[] = {
  { "social-coop", N_("Consent, with a way past a single no"),
    N_("Four days of talk, seven days of voting; three quarters must agree and a block counts.") },
  { "association", N_("Majority, as in an association"),
    N_("Seven days of voting; more must agree than disagree.") },
  { "sociocratic", N_("Consent of everybody concerned"),
    N_("A proposal goes ahead when nobody has a serious objection.") },
  { "tiny", N_("A few friends"),
    N_("Up to eight people: silence is agreement, and anybody can ask to talk first.") },
};
/* clang-format on */

static void
say (MootSetupPage *self,
     const char    *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static gboolean
is_user_name (const char *text)
{
  if (*text == '\0' || strlen (text) > MAX_USER_NAME)
    return FALSE;
  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && *at != '_')
      return FALSE;
  return TRUE;
}

/* One complaint at a time, the first that matters. */
static const char *
find_problem (MootSetupPage *self)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (self->title_entry)));

  if (*title == '\0')
    return _("Give your moot a name.");
  if (!is_user_name (gtk_editable_get_text (self->user_entry)))
    return _("Choose a user name of letters, digits and underscores, at most 30.");
  if (g_utf8_strlen (gtk_editable_get_text (self->password_entry), -1) < MIN_PASSWORD)
    return _("Choose a password of at least 8 characters.");
  if (!moot_currency_is_valid (gtk_editable_get_text (self->currency_entry)))
    return _("Give the currency by its three letters, such as EUR.");
  return NULL;
}

static void
start_cb (MootSetupPage *self)
{
  const char *problem = find_problem (self);
  MootFoundingWish *founding;

  say (self, problem);
  if (problem != NULL || !gtk_widget_get_sensitive (self->start_button))
    return;

  founding = g_new0 (MootFoundingWish, 1);
  founding->title = g_strstrip (g_strdup (gtk_editable_get_text (self->title_entry)));
  founding->admin = g_strdup (gtk_editable_get_text (self->user_entry));
  founding->password = g_strdup (gtk_editable_get_text (self->password_entry));
  founding->currency = g_strdup (gtk_editable_get_text (self->currency_entry));
  founding->bylaws = g_strdup (bylaws[adw_combo_row_get_selected (self->bylaws_row)].preset);
  g_signal_emit (self, signals[START], 0, founding);
} /* cppcheck-suppress memleak ; the receiver of the signal keeps it */

static void
bylaws_chosen_cb (MootSetupPage *self)
{
  guint selected = adw_combo_row_get_selected (self->bylaws_row);

  if (selected < G_N_ELEMENTS (bylaws))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->bylaws_row),
                                 _ (bylaws[selected].description));
}

static void
moot_setup_page_dispose (GObject *object)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (object)))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (moot_setup_page_parent_class)->dispose (object);
}

static void
moot_setup_page_class_init (MootSetupPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_setup_page_dispose;

  /** MootSetupPage::start: with a MootFoundingWish that belongs to whoever hears it */
  signals[START] = g_signal_new ("start", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-setup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootSetupPage, title_entry);
  gtk_widget_class_bind_template_child (widget_class, MootSetupPage, user_entry);
  gtk_widget_class_bind_template_child (widget_class, MootSetupPage, password_entry);
  gtk_widget_class_bind_template_child (widget_class, MootSetupPage, bylaws_row);
  gtk_widget_class_bind_template_child (widget_class, MootSetupPage, currency_entry);
  gtk_widget_class_bind_template_child (widget_class, MootSetupPage, start_button);
  gtk_widget_class_bind_template_child (widget_class, MootSetupPage, start_spinner);
  gtk_widget_class_bind_template_child (widget_class, MootSetupPage, problem);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, bylaws_chosen_cb);
}

static char *
guess_user_name (void)
{
  GString *name = g_string_new (NULL);

  for (const char *at = g_get_user_name (); *at != '\0' && name->len < MAX_USER_NAME; at++)
    if (g_ascii_isalnum (*at) || *at == '_')
      g_string_append_c (name, g_ascii_tolower (*at));
  return g_string_free (name, FALSE);
}

static char *
guess_currency (void)
{
  const struct lconv *conventions = localeconv ();
  g_autofree char *code = g_strndup (conventions->int_curr_symbol, 3);

  return g_strdup (moot_currency_is_valid (code) ? code : DEFAULT_CURRENCY);
}

static void
moot_setup_page_init (MootSetupPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *user_name = guess_user_name ();
  g_autofree char *currency = guess_currency ();

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (bylaws); i++)
    gtk_string_list_append (names, _ (bylaws[i].name));
  adw_combo_row_set_model (self->bylaws_row, G_LIST_MODEL (names));
  gtk_editable_set_text (self->user_entry, user_name);
  gtk_editable_set_text (self->currency_entry, currency);
  bylaws_chosen_cb (self);
}

/**
 * moot_founding_wish_free:
 * @wish: (nullable): a wish
 */
void
moot_founding_wish_free (MootFoundingWish *wish)
{
  if (wish == NULL)
    return;

  g_free (wish->title);
  g_free (wish->admin);
  g_free (wish->password);
  g_free (wish->currency);
  g_free (wish->bylaws);
  g_free (wish);
}

/**
 * moot_setup_page_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_setup_page_new (void)
{
  return g_object_new (MOOT_TYPE_SETUP_PAGE, NULL);
}

/**
 * moot_setup_page_set_busy:
 * @self: the page
 * @busy: whether the moot is being made
 */
void
moot_setup_page_set_busy (MootSetupPage *self,
                          gboolean       busy)
{
  gtk_widget_set_sensitive (self->start_button, !busy);
  gtk_widget_set_visible (self->start_spinner, busy);
}

/**
 * moot_setup_page_show_problem:
 * @self: the page
 * @error: why there is no moot
 */
void
moot_setup_page_show_problem (MootSetupPage *self,
                              const GError  *error)
{
  g_autofree char *advice = moot_error_text_dup_sentence (error);

  moot_setup_page_set_busy (self, FALSE);
  say (self, advice);
}
