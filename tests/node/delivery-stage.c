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
  /* the peer writes a request down before it answers: an answer a test sets now is for the next */
  delivery_stage_wait_until_empty (self);
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
