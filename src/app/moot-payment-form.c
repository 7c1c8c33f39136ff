/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A payment as the treasurer saw it in the bank: who, how much, when, and what the bank calls it.
 * Thread: main. */
#include "moot-payment-form.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-clock.h"
#include "moot-day.h"
#include "moot-error-text.h"
#include "moot-marked-label.h"
#include "moot-member.h"
#include "moot-money-text.h"
#include "moot-name-choice.h"

struct _MootPaymentForm
{
  GtkWidget parent_instance;

  GtkWidget *form;
  GtkDropDown *member;
  GtkEntry *amount;
  GtkEntry *date;
  GtkEntry *note;
  GtkLabel *missing;
  GtkWidget *record_button;
  MootMarkedLabel *answer;

  MootClient *client;
  GCancellable *cancellable;
  GPtrArray *members; /* MootMember, as the drop-down lists them */
  char *currency;
  char *key; /* the same for every try of one payment */
};

G_DEFINE_FINAL_TYPE (MootPaymentForm, moot_payment_form, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_RECORDED,
  N_SIGNALS,
} MootPaymentFormSignal;

static guint signals[N_SIGNALS];

static void
answer (MootPaymentForm *self,
        const char      *icon_name,
        const char      *text)
{
  moot_marked_label_set_icon_name (self->answer, icon_name);
  moot_marked_label_set_text (self->answer, text);
  gtk_widget_set_visible (GTK_WIDGET (self->answer), TRUE);
}

/* The first thing that is missing, as a sentence; NULL when all is there. */
static char *
dup_missing (MootPaymentForm *self)
{
  MootDay day;
  char *refusal;

  if (self->members == NULL ||
      gtk_drop_down_get_selected (self->member) >= self->members->len)
    return g_strdup (_("Choose who paid."));
  refusal = moot_money_text_dup_refusal (gtk_editable_get_text (GTK_EDITABLE (self->amount)),
                                         self->currency, 1);
  if (refusal == NULL && !moot_day_parse (gtk_editable_get_text (GTK_EDITABLE (self->date)), &day))
    return g_strdup (_("Write the day like 2026-11-30."));
  return refusal;
}

/* The button waits for what is missing, and the line above it says what that is. */
static void
update_missing (MootPaymentForm *self)
{
  g_autofree char *missing = dup_missing (self);

  gtk_label_set_text (self->missing, missing != NULL ? missing : "");
  gtk_widget_set_visible (GTK_WIDGET (self->missing), missing != NULL);
  gtk_widget_set_sensitive (self->record_button, missing == NULL);
}

static void
edited_cb (MootPaymentForm *self)
{
  g_clear_pointer (&self->key, g_free);
  update_missing (self);
}

static void
recorded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (MootPaymentForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_set_sensitive (self->form, TRUE);
  if (reply == NULL)
    {
      sentence = moot_error_text_dup_sentence (error);
      answer (self, "dialog-warning-symbolic", sentence);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->amount), "");
  gtk_editable_set_text (GTK_EDITABLE (self->note), "");
  answer (self, "emblem-ok-symbolic", _("The payment is recorded."));
  g_signal_emit (self, signals[SIGNAL_RECORDED], 0);
}

static void
record (MootPaymentForm *self,
        const char      *member_id,
        gint64           minor)
{
  MootRequest *request = moot_request_new (MOOT_CALL_RECORD_PAYMENT);
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;

  if (self->key == NULL)
    self->key = g_uuid_string_random ();
  moot_json_begin_object (&writer);
  moot_json_put_string (&writer, "member_id", member_id);
  moot_json_put_int (&writer, "amount_minor", minor);
  moot_json_put_string (&writer, "currency", self->currency);
  moot_json_put_string (&writer, "received_on",
                        gtk_editable_get_text (GTK_EDITABLE (self->date)));
  moot_json_put_string (&writer, "method", "bank_transfer");
  moot_json_put_string (&writer, "bank_ref", gtk_editable_get_text (GTK_EDITABLE (self->note)));
  moot_json_end_object (&writer);
  moot_request_set_json (request, moot_json_writer_steal (&writer));
  moot_request_set_idempotency_key (request, self->key);
  gtk_widget_set_sensitive (self->form, FALSE);
  moot_client_call_async (self->client, request, self->cancellable, recorded_cb,
                          g_object_ref (self));
}

static void
record_clicked_cb (MootPaymentForm *self)
{
  const guint selected = gtk_drop_down_get_selected (self->member);
  g_autofree char *missing = dup_missing (self);
  gint64 minor = 0;

  if (missing == NULL &&
      moot_money_text_parse (gtk_editable_get_text (GTK_EDITABLE (self->amount)), self->currency,
                             &minor))
    record (self, MOOT_MEMBER (g_ptr_array_index (self->members, selected))->id, minor);
}

static void
moot_payment_form_dispose (GObject *object)
{
  MootPaymentForm *self = MOOT_PAYMENT_FORM (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->key, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_PAYMENT_FORM);

  G_OBJECT_CLASS (moot_payment_form_parent_class)->dispose (object);
}

static void
moot_payment_form_class_init (MootPaymentFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_payment_form_dispose;
  /** MootPaymentForm::recorded: the server has the payment */
  signals[SIGNAL_RECORDED] =
    g_signal_new ("recorded", MOOT_TYPE_PAYMENT_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-payment-form.ui");
  gtk_widget_class_bind_template_child (widget_class, MootPaymentForm, form);
  gtk_widget_class_bind_template_child (widget_class, MootPaymentForm, member);
  gtk_widget_class_bind_template_child (widget_class, MootPaymentForm, amount);
  gtk_widget_class_bind_template_child (widget_class, MootPaymentForm, date);
  gtk_widget_class_bind_template_child (widget_class, MootPaymentForm, note);
  gtk_widget_class_bind_template_child (widget_class, MootPaymentForm, missing);
  gtk_widget_class_bind_template_child (widget_class, MootPaymentForm, record_button);
  gtk_widget_class_bind_template_child (widget_class, MootPaymentForm, answer);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, record_clicked_cb);
}

static void
moot_payment_form_init (MootPaymentForm *self)
{
  g_autofree char *today = moot_time_format_date (moot_clock_now ());

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_name_choice_dress (self->member);
  gtk_editable_set_text (GTK_EDITABLE (self->date), today);
}

/**
 * moot_payment_form_set_members:
 * @self: a form
 * @client: the server
 * @members: (element-type MootMember): who may have paid
 * @currency: of the co-op
 *
 * A form that is being filled in stays as it is while the members are the same.
 */
void
moot_payment_form_set_members (MootPaymentForm *self,
                               MootClient      *client,
                               GPtrArray       *members,
                               const char      *currency)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const gboolean same = self->members != NULL && self->members->len == members->len;

  g_set_object (&self->client, client);
  g_ptr_array_ref (members);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  self->members = members;
  g_free (self->currency);
  self->currency = g_strdup (currency);
  if (same)
    return;

  for (guint i = 0; i < members->len; i++)
    gtk_string_list_append (names, MOOT_MEMBER (g_ptr_array_index (members, i))->name);
  gtk_drop_down_set_model (self->member, G_LIST_MODEL (names));
  update_missing (self);
}
