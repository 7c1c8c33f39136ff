/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A node and a scripted server that follows one of its members. */
#include "delivery-stage.h"

#include "moot-json.h"

#include <string.h>

#define PATIENCE_US (60 * G_TIME_SPAN_SECOND)

/* A node whose rosa is followed by mira of the peer. */
DeliveryStage *
delivery_stage_new (void)
{
  DeliveryStage *self = g_new0 (DeliveryStage, 1);
  g_autofree char *accept = NULL;

  self->node = moot_test_node_new ();
  self->peer = inbox_peer_new ();
  self->rosa = moot_test_node_add_user (self->node, "rosa");
  self->token = moot_test_node_add_token (self->node, self->rosa, "read write follow");
  g_assert_cmpuint (inbox_peer_post (self->peer, self->node, FOLLOW), ==, 202);
  inbox_settle (self->node);
  accept = inbox_peer_wait_for (self->peer, "\"type\":\"Accept\"");
  g_assert_nonnull (strstr (accept, "#follows/1"));
  return self;
}

void
delivery_stage_free (DeliveryStage *self)
{
  moot_test_node_free (self->node);
  inbox_peer_free (self->peer);
  g_free (self->token);
  g_free (self);
}

/* The id of a new status. */
char *
delivery_stage_post (DeliveryStage *self,
                     const char    *form)
{
  g_autoptr (MootTestReply) reply =
    moot_test_post (self->node, "/api/v1/statuses", self->token, form);

  moot_test_assert_status (reply, 200);
  return g_strdup (moot_test_reply_string (reply, "id"));
}

void
delivery_stage_act (DeliveryStage *self,
                    const char    *method,
                    const char    *path,
                    const char    *form)
{
  g_autoptr (MootTestReply) reply =
    moot_test_request (self->node, method, path, self->token,
                       "application/x-www-form-urlencoded", form);

  moot_test_assert_status (reply, 200);
}

char *
delivery_stage_wait_for_nth (DeliveryStage *self,
                             const char    *what,
                             guint          n)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;
  char *request;

  while ((request = inbox_peer_dup_nth (self->peer, what, n)) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (DELIVERY_STAGE_STEP_US);
    }
  return request;
}

void
delivery_stage_wait_until_empty (DeliveryStage *self)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  while (inbox_count (self->node, "delivery WHERE 1") > 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (DELIVERY_STAGE_STEP_US);
    }
}

char *
request_dup_header (const char *request,
                    const char *name)
{
  g_autofree char *start = g_strdup_printf ("\r\n%s: ", name);
  g_autofree char *lower = g_ascii_strdown (request, -1);
  g_autofree char *wanted = g_ascii_strdown (start, -1);
  const char *found = strstr (lower, wanted);
  const char *value;

  if (found == NULL)
    return NULL;
  value = request + (found - lower) + strlen (start);
  return g_strndup (value, strcspn (value, "\r"));
}

const char *
request_get_body (const char *request)
{
  return strstr (request, "\r\n\r\n") + 4;
}

MootTestReply *
delivery_stage_get_as_server (DeliveryStage *self,
                              const char    *path)
{
  g_autofree char *uri = g_strconcat (self->node->base_url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  MootTestReply *reply = g_new0 (MootTestReply, 1);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept",
                                "application/activity+json");
  body = soup_session_send_and_read (self->node->session, message, NULL, &error);
  g_assert_no_error (error);
  reply->status = soup_message_get_status (message);
  reply->text = g_bytes_get_size (body) > 0
                  ? g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body))
                  : g_strdup ("");
  reply->content_type = g_strdup (soup_message_headers_get_one (
    soup_message_get_response_headers (message), "Content-Type"));
  reply->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  reply->json = moot_json_parse (reply->text, -1, NULL);
  return reply;
}
