/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The one file that knows which libadwaita it is built for.  Floor: 1.2 with GTK 4.8; what is
 * deprecated later (AdwLeaflet, AdwMessageDialog, AdwAboutWindow, GtkFileChooserNative) is used
 * only here, so that a second body for newer versions has one place to go. Thread: main. */
#include "config.h"

#include "moot-adaptive.h"

#include <glib/gi18n.h>

#define SIDEBAR_WIDTH 240 /* pixels: with the content's least width, folding begins below 620 */
#define CONTENT_WIDTH 380
#define RESIZE_MS 300 /* folding takes 250 */

struct _MootSplit
{
  GtkWidget parent_instance;

  GtkWidget *leaflet; /* AdwLeaflet */
  GtkWidget *sidebar;
  GtkWidget *content;
  guint resize_id;
};

G_DEFINE_FINAL_TYPE (MootSplit, moot_split, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_FOLDED = 1,
} MootSplitProperty;

static GParamSpec *properties[PROP_FOLDED + 1];

static void
moot_split_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  MootSplit *self = MOOT_SPLIT (object);

  switch ((MootSplitProperty) id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, moot_split_get_folded (self));
      break;
    }
}

static void
moot_split_dispose (GObject *object)
{
  MootSplit *self = MOOT_SPLIT (object);

  g_clear_handle_id (&self->resize_id, g_source_remove);
  if (self->leaflet != NULL)
    g_signal_handlers_disconnect_by_data (self->leaflet, self);
  g_clear_pointer (&self->leaflet, gtk_widget_unparent);

  G_OBJECT_CLASS (moot_split_parent_class)->dispose (object);
}

static void
moot_split_class_init (MootSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = moot_split_get_property;
  object_class->dispose = moot_split_dispose;

  /** MootSplit:folded: whether only one of the two is visible */
  properties[PROP_FOLDED] =
    g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static gboolean
resize_cb (gpointer data)
{
  MootSplit *self = data;

  self->resize_id = 0;
  gtk_widget_queue_resize (self->leaflet);
  return G_SOURCE_REMOVE;
}

/* It folds while it is being given its size, and libadwaita 1.2 then keeps widths of before. */
static void
folded_cb (MootSplit *self)
{
  if (self->resize_id == 0)
    self->resize_id = g_timeout_add (RESIZE_MS, resize_cb, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static void
moot_split_init (MootSplit *self)
{
  self->leaflet = g_object_new (ADW_TYPE_LEAFLET,
                                "can-navigate-back", TRUE,
                                "transition-type", ADW_LEAFLET_TRANSITION_TYPE_SLIDE,
                                NULL);
  gtk_widget_set_parent (self->leaflet, GTK_WIDGET (self));
  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (folded_cb), self);
}

/**
 * moot_split_new:
 *
 * Returns: (transfer floating): a sidebar and a content side by side or, when it is narrow, one
 *   after the other
 */
GtkWidget *
moot_split_new (void)
{
  return g_object_new (MOOT_TYPE_SPLIT, NULL);
}

/**
 * moot_split_set_sidebar:
 * @self: a split without a sidebar
 * @sidebar: the left side
 */
void
moot_split_set_sidebar (MootSplit *self,
                        GtkWidget *sidebar)
{
  GtkWidget *separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

  self->sidebar = sidebar;
  gtk_widget_set_size_request (sidebar, SIDEBAR_WIDTH, -1);
  gtk_widget_set_hexpand (sidebar, FALSE);
  adw_leaflet_append (ADW_LEAFLET (self->leaflet), sidebar);
  gtk_widget_add_css_class (separator, "sidebar-separator");
  adw_leaflet_page_set_navigatable (adw_leaflet_append (ADW_LEAFLET (self->leaflet), separator),
                                    FALSE);
}

/**
 * moot_split_set_content:
 * @self: a split with a sidebar
 * @content: the right side
 */
void
moot_split_set_content (MootSplit *self,
                        GtkWidget *content)
{
  self->content = content;
  gtk_widget_set_hexpand (content, TRUE);
  adw_leaflet_append (ADW_LEAFLET (self->leaflet), content);
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), content);
}

/**
 * moot_split_get_folded:
 * @self: a split
 *
 * Returns: whether only one of the two is visible
 */
gboolean
moot_split_get_folded (MootSplit *self)
{
  return self->leaflet != NULL && adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet));
}

/**
 * moot_split_shows_content:
 * @self: a split
 *
 * Returns: whether the content is visible
 */
gboolean
moot_split_shows_content (MootSplit *self)
{
  return !moot_split_get_folded (self) ||
         adw_leaflet_get_visible_child (ADW_LEAFLET (self->leaflet)) == self->content;
}

/**
 * moot_split_show_content:
 * @self: a split with both
 * @content: the content, else the sidebar
 *
 * Chooses what is visible while it is folded.
 */
void
moot_split_show_content (MootSplit *self,
                         gboolean   content)
{
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet),
                                 content ? self->content : self->sidebar);
}

/* Questions ------------------------------------------------------------------------------------ */

typedef struct
{
  MootAnswered answered;
  MootFileChosen chosen;
  gpointer data;
  GDestroyNotify free_data;
} Question;

static void
question_free (Question *question)
{
  if (question->free_data != NULL)
    question->free_data (question->data);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             Question         *question)
{
  question->answered (g_str_equal (response, "accept"), question->data);
  question_free (question);
}

#define HEADING_LEAST_PX 64 /* wider than a letter of the large heading */

/* The dialog shows its large heading only where it fits in one line, the small one elsewhere, but
 * measures both for every width it considers, from the least of either on; GTK 4.18 warns of those
 * that are too narrow.  Headings that wrap and agree on their least width are never too narrow. */
static void
let_headings_wrap (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && (gtk_widget_has_css_class (widget, "title-2") ||
                                gtk_widget_has_css_class (widget, "title-4")))
    g_object_set (widget, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "width-request",
                  HEADING_LEAST_PX, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    let_headings_wrap (child);
}

/**
 * moot_ask:
 * @parent: any widget of the window
 * @heading: the question
 * @body: what follows from the answer
 * @action: a verb for the button
 * @destructive: whether something is lost by it
 * @answered: told the answer
 * @data: for @answered
 * @free_data: (nullable): releases @data
 */
void
moot_ask (GtkWidget      *parent,
          const char     *heading,
          const char     *body,
          const char     *action,
          gboolean        destructive,
          MootAnswered    answered,
          gpointer        data,
          GDestroyNotify  free_data)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window, heading, body));
  Question *question = g_new0 (Question, 1);

  question->answered = answered;
  question->data = data;
  question->free_data = free_data;
  adw_message_dialog_add_responses (dialog, "cancel", _("Cancel"), "accept", action, NULL);
  adw_message_dialog_set_response_appearance (dialog, "accept",
                                              destructive ? ADW_RESPONSE_DESTRUCTIVE
                                                          : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, destructive ? "cancel" : "accept");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), question);
  let_headings_wrap (GTK_WIDGET (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
file_response_cb (GtkNativeDialog *dialog,
                  int              response,
                  Question        *question)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  question->chosen (file, question->data);
  question_free (question);
  g_object_unref (dialog);
}

static GtkFileChooser *
pick (GtkWidget            *parent,
      const char           *title,
      GtkFileChooserAction  action,
      MootFileChosen        chosen,
      gpointer              data,
      GDestroyNotify        free_data)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));
  gboolean save = action == GTK_FILE_CHOOSER_ACTION_SAVE;
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
    title, window, action, save ? _("_Save") : _("_Choose"), _("_Cancel"));
  Question *question = g_new0 (Question, 1);

  question->chosen = chosen;
  question->data = data;
  question->free_data = free_data;
  g_signal_connect (dialog, "response", G_CALLBACK (file_response_cb), question);
  return GTK_FILE_CHOOSER (dialog);
}

/**
 * moot_pick_image:
 * @parent: any widget of the window
 * @chosen: told the file
 * @data: for @chosen
 * @free_data: (nullable): releases @data
 *
 * Lets the person choose a picture, through the portal where there is one.
 */
void
moot_pick_image (GtkWidget      *parent,
                 MootFileChosen  chosen,
                 gpointer        data,
                 GDestroyNotify  free_data)
{
  GtkFileChooser *dialog = pick (parent, _("Choose a Picture"), GTK_FILE_CHOOSER_ACTION_OPEN,
                                 chosen, data, free_data);
  g_autoptr (GtkFileFilter) pictures = gtk_file_filter_new ();

  gtk_file_filter_set_name (pictures, _("Pictures"));
  gtk_file_filter_add_mime_type (pictures, "image/png");
  gtk_file_filter_add_mime_type (pictures, "image/jpeg");
  gtk_file_filter_add_mime_type (pictures, "image/gif");
  gtk_file_filter_add_mime_type (pictures, "image/webp");
  gtk_file_chooser_add_filter (dialog, pictures);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * moot_pick_file:
 * @parent: any widget of the window
 * @title: what is chosen
 * @name: (nullable): what a file that is written is called; %NULL for one that is read
 * @chosen: told the file
 * @data: for @chosen
 * @free_data: (nullable): releases @data
 *
 * Lets the person choose a file, through the portal where there is one.
 */
void
moot_pick_file (GtkWidget      *parent,
                const char     *title,
                const char     *name,
                MootFileChosen  chosen,
                gpointer        data,
                GDestroyNotify  free_data)
{
  GtkFileChooser *dialog = pick (parent, title,
                                 name != NULL ? GTK_FILE_CHOOSER_ACTION_SAVE
                                              : GTK_FILE_CHOOSER_ACTION_OPEN,
                                 chosen, data, free_data);

  if (name != NULL)
    gtk_file_chooser_set_current_name (dialog, name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * moot_show_about:
 * @parent: the window
 */
void
moot_show_about (GtkWindow *parent)
{
  adw_show_about_window (parent,
                         "application-name", _("Folkmoot"),
                         "application-icon", MOOT_APPLICATION_ID,
                         "version", MOOT_VERSION,
                         "developer-name", _("The Folkmoot authors"),
                         "license-type", GTK_LICENSE_AGPL_3_0,
                         "website", MOOT_SOURCE_URL,
                         /* Translators: one line in the About window */
                         "comments", _("A social space that its members own and govern together"),
                         /* Translators: put your names here, one a line; they are shown in the
                          * About window */
                         "translator-credits", _("translator-credits"),
                         NULL);
}
