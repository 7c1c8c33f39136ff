/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The outer shape of a page about one discussion or proposal.
 * Thread: main. */
#include "moot-case-page.h"

#include "config.h"

#include "moot-adaptive.h"
#include "moot-columns.h"
#include "moot-comment-list.h"
#include "moot-error-text.h"
#include "moot-html-view.h"
#include "moot-link.h"

typedef struct
{
  char *id;
  char *title;
  MootPageLoader *loader; /* NULL once disposed */
} MootCasePagePrivate;

G_DEFINE_TYPE_WITH_PRIVATE (MootCasePage, moot_case_page, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_TITLE = 1,
} MootCasePageProperty;

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_READ,
  SIGNAL_OPEN_MEDIA,
  N_SIGNALS,
} MootCasePageSignal;

static GParamSpec *properties[PROP_TITLE + 1];
static guint signals[N_SIGNALS];

static MootCasePagePrivate *
get_private (MootCasePage *self)
{
  return moot_case_page_get_instance_private (self);
}

static void
read_cb (MootCasePage *self)
{
  g_signal_emit (self, signals[SIGNAL_READ], 0);
}

static void
open_media_cb (MootCasePage *self,
               MootStatus   *media,
               guint         index)
{
  moot_case_page_open_media (self, media, index);
}

static void
link_activated_cb (MootCasePage *self,
                   const char   *uri)
{
  moot_link_open (GTK_WIDGET (self), uri);
}

static void
moot_case_page_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch ((MootCasePageProperty) id)
    {
    case PROP_TITLE:
      g_value_set_string (value, moot_case_page_get_title (MOOT_CASE_PAGE (object)));
      break;
    }
}

static void
moot_case_page_dispose (GObject *object)
{
  MootCasePagePrivate *private = get_private (MOOT_CASE_PAGE (object));

  if (private->loader != NULL)
    moot_page_loader_stop (private->loader);
  g_clear_object (&private->loader);

  G_OBJECT_CLASS (moot_case_page_parent_class)->dispose (object);
}

static void
moot_case_page_finalize (GObject *object)
{
  MootCasePagePrivate *private = get_private (MOOT_CASE_PAGE (object));

  g_free (private->id);
  g_free (private->title);

  G_OBJECT_CLASS (moot_case_page_parent_class)->finalize (object);
}

static void
moot_case_page_class_init (MootCasePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = moot_case_page_get_property;
  object_class->dispose = moot_case_page_dispose;
  object_class->finalize = moot_case_page_finalize;

  /** MootCasePage:title: of what it is about, empty until it is known */
  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, "",
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /** MootCasePage::changed: this account said, voted or opened something */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /** MootCasePage::read: this account has read what was said */
  signals[SIGNAL_READ] =
    g_signal_new ("read", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /** MootCasePage::open-media: a picture was chosen, with those beside it and its index */
  signals[SIGNAL_OPEN_MEDIA] =
    g_signal_new ("open-media", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                  MOOT_TYPE_STATUS, G_TYPE_UINT);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
moot_case_page_init (MootCasePage *self)
{
}

/**
 * moot_case_page_class_set_template:
 * @widget_class: of a page that is one of these
 * @resource: its layout, which may name `link_activated_cb`, `open_media_cb`, `read_cb` and
 *   `said_cb`
 */
void
moot_case_page_class_set_template (GtkWidgetClass *widget_class,
                                   const char     *resource)
{
  g_type_ensure (MOOT_TYPE_COLUMNS);
  g_type_ensure (MOOT_TYPE_COMMENT_LIST);
  g_type_ensure (MOOT_TYPE_HTML_VIEW);
  g_type_ensure (MOOT_TYPE_STATE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, resource);
  gtk_widget_class_bind_template_callback (widget_class, link_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_media_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "said_cb",
                                                G_CALLBACK (moot_case_page_changed));
}

/**
 * moot_case_page_load:
 * @self: a new page
 * @state: what holds its content
 * @client: a server with a co-op
 * @id: of what it is about
 * @kind: how it is loaded and shown
 *
 * Begins to load the page.
 */
void
moot_case_page_load (MootCasePage       *self,
                     MootStatePage      *state,
                     MootClient         *client,
                     const char         *id,
                     const MootPageKind *kind)
{
  MootCasePagePrivate *private = get_private (self);

  g_return_if_fail (private->loader == NULL);

  private->id = g_strdup (id);
  private->loader = moot_page_loader_new (GTK_WIDGET (self), state, client, id, kind);
  moot_page_loader_refresh (private->loader);
}

/**
 * moot_case_page_get_loader:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what loads it, %NULL once it is disposed
 */
MootPageLoader *
moot_case_page_get_loader (MootCasePage *self)
{
  g_return_val_if_fail (MOOT_IS_CASE_PAGE (self), NULL);

  return get_private (self)->loader;
}

/**
 * moot_case_page_get_id:
 * @self: a page
 *
 * Returns: (transfer none): of what it is about
 */
const char *
moot_case_page_get_id (MootCasePage *self)
{
  g_return_val_if_fail (MOOT_IS_CASE_PAGE (self), NULL);

  return get_private (self)->id;
}

/**
 * moot_case_page_get_title:
 * @self: a page
 *
 * Returns: (transfer none): of what it is about, empty until it is known
 */
const char *
moot_case_page_get_title (MootCasePage *self)
{
  const char *title;

  g_return_val_if_fail (MOOT_IS_CASE_PAGE (self), NULL);

  title = get_private (self)->title;
  return title != NULL ? title : "";
}

/**
 * moot_case_page_set_title:
 * @self: a page
 * @title: of what it is about
 */
void
moot_case_page_set_title (MootCasePage *self,
                          const char   *title)
{
  MootCasePagePrivate *private = get_private (self);

  if (g_strcmp0 (private->title, title) == 0)
    return;

  g_free (private->title);
  private->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * moot_case_page_refresh:
 * @self: a page
 *
 * Loads the page again, after something of the co-op changed.
 */
void
moot_case_page_refresh (MootCasePage *self)
{
  g_return_if_fail (MOOT_IS_CASE_PAGE (self));

  if (get_private (self)->loader != NULL)
    moot_page_loader_refresh (get_private (self)->loader);
}

/**
 * moot_case_page_changed:
 * @self: a page
 *
 * Tells that this account did something, and loads the page again.
 */
void
moot_case_page_changed (MootCasePage *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  moot_case_page_refresh (self);
}

/**
 * moot_case_page_open_media:
 * @self: a page
 * @media: what hangs on something of it
 * @index: the picture that was chosen
 */
void
moot_case_page_open_media (MootCasePage *self,
                           MootStatus   *media,
                           guint         index)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_MEDIA], 0, media, index);
}

typedef struct
{
  MootCasePage *page;
  MootMarkedLabel *problem;
  MootCaseAnswered answered;
} Deed;

static void
deed_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree Deed *deed = user_data;
  g_autoptr (MootCasePage) self = deed->page;
  g_autoptr (MootMarkedLabel) problem = deed->problem;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  sentence = reply == NULL ? moot_error_text_dup_sentence (error) : NULL;
  moot_marked_label_set_text (problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (problem), sentence != NULL);
  if (reply != NULL)
    deed->answered (self, reply);
}

static void
tell_changed (MootCasePage *self,
              MootReply    *reply)
{
  moot_case_page_changed (self);
}

/**
 * moot_case_page_send:
 * @self: a page that is loaded
 * @request: (transfer full): what is to be done
 * @problem: a label of the page, which says why it could not be done
 *
 * Does something, tells that it was done, and loads the page again.  Meanwhile nothing else can be
 * pressed.
 */
void
moot_case_page_send (MootCasePage    *self,
                     MootRequest     *request,
                     MootMarkedLabel *problem)
{
  moot_case_page_send_for (self, request, problem, tell_changed);
}

/**
 * moot_case_page_send_for:
 * @self: a page that is loaded
 * @request: (transfer full): what is to be done
 * @problem: a label of the page, which says why it could not be done
 * @answered: called once it is done
 *
 * As moot_case_page_send(), for what is answered with something worth showing.
 */
void
moot_case_page_send_for (MootCasePage     *self,
                         MootRequest      *request,
                         MootMarkedLabel  *problem,
                         MootCaseAnswered  answered)
{
  MootPageLoader *loader = get_private (self)->loader;
  Deed *deed = g_new0 (Deed, 1);

  deed->page = g_object_ref (self);
  deed->problem = g_object_ref (problem);
  deed->answered = answered;
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  moot_client_call_async (moot_page_loader_get_client (loader), request,
                          moot_page_loader_get_cancellable (loader), deed_done_cb, deed);
}

/* Asking before ------------------------------------------------------------------------------- */

typedef struct
{
  MootCasePage *page;
  MootRequest *request; /* (nullable): once it is sent */
  MootMarkedLabel *problem;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_object_unref (wish->page);
  g_clear_pointer (&wish->request, moot_request_free);
  g_object_unref (wish->problem);
  g_free (wish);
}

static void
wish_answered_cb (gboolean accepted,
                  gpointer data)
{
  Wish *wish = data;

  if (accepted && moot_case_page_get_loader (wish->page) != NULL)
    moot_case_page_send (wish->page, g_steal_pointer (&wish->request), wish->problem);
}

/**
 * moot_case_page_ask_send:
 * @self: a page that is loaded
 * @request: (transfer full): what is to be done
 * @problem: a label of the page, which says why it could not be done
 * @question: what the person is asked
 *
 * Does what cannot be taken back: asks first, then does as moot_case_page_send().
 */
void
moot_case_page_ask_send (MootCasePage           *self,
                         MootRequest            *request,
                         MootMarkedLabel        *problem,
                         const MootCaseQuestion *question)
{
  Wish *wish = g_new0 (Wish, 1);

  g_return_if_fail (MOOT_IS_CASE_PAGE (self) && question != NULL);

  wish->page = g_object_ref (self);
  wish->request = request;
  wish->problem = g_object_ref (problem);
  moot_ask (GTK_WIDGET (self), question->heading, question->body, question->action, TRUE,
            wish_answered_cb, wish, wish_free);
}
