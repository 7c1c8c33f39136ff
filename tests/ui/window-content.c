/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the members of the fixture's co-op have written: no letter of it is Latin, words are long,
 * and there is some of everything that pages show.
 * Thread: main. */
#include "window-fixture.h"

#include "moot-attachment.h"
#include "moot-clock.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#define LONG_WORD "Достопримечательностями"
/* options are numbered through: four of the first proposal, then those of the second */
#define AGREE_TO(option)                   \
  "{\"choices\":[{\"option_id\":\"" option \
  "\",\"value\":1}],\"proposal_version\":1,\"reason\":\"Да. " LONG_WORD ".\"}"
#define BLOCK \
  "{\"choices\":[{\"option_id\":\"4\",\"value\":1}],\"proposal_version\":1,\"reason\":\"Нет.\"}"

static MootTestReply *
send (WindowFixture *self,
      guint          who,
      const char    *method,
      const char    *path,
      const char    *json)
{
  MootTestReply *reply = moot_test_send_json (self->coop->node, method, path,
                                              self->coop->tokens[who], json);

  moot_test_assert_status (reply, 200);
  return reply;
}

/** window_post: (transfer full): the id of a new post */
char *
window_post (WindowFixture *self,
             guint          who,
             const char    *text,
             const char    *in_reply_to)
{
  g_autofree char *json =
    g_strdup_printf ("{\"status\":\"%s\"%s%s%s}", text,
                     in_reply_to != NULL ? ",\"in_reply_to_id\":\"" : "",
                     in_reply_to != NULL ? in_reply_to : "", in_reply_to != NULL ? "\"" : "");
  g_autoptr (MootTestReply) reply = send (self, who, "POST", "/api/v1/statuses", json);

  return g_strdup (moot_test_reply_string (reply, "id"));
}

static char *
upload_picture (WindowFixture *self,
                guint          who)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 320, 200);
  g_autoptr (MootConnection) connection =
    moot_connection_new (self->coop->node->base_url, NULL, self->coop->tokens[who]);
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_UPLOAD);
  g_autoptr (MootReply) reply = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize size = 0;

  gdk_pixbuf_fill (pixbuf, 0x3a7ca5ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "png", NULL, NULL));
  bytes = g_bytes_new_take (data, size);
  moot_request_add (request, "description", "Река и мост");
  moot_request_add_file (request, "file", "1.png", "image/png", bytes);
  reply = moot_connection_call (connection, request, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (MOOT_ATTACHMENT (reply->entity)->id);
}

static void
quote_post (WindowFixture *self,
            const char    *text)
{
  g_autofree char *json = g_strdup_printf (
    "{\"status\":\"%s\",\"quoted_status_id\":\"%s\"}", text, self->status_id);

  moot_test_reply_free (send (self, 3, "POST", "/api/v1/statuses", json));
}

static void
write_posts (WindowFixture *self)
{
  static const char *const names[COOP_NODE_MEMBERS] = { "Ада Окафорова",
                                                        ("Бо " LONG_WORD), "Си", "Ди" };
  g_autofree char *picture = upload_picture (self, 1);
  g_autofree char *with_picture = g_strdup_printf (
    "{\"status\":\"Вот она #река\",\"media_ids\":[\"%s\"]}", picture);

  for (guint i = 0; i < COOP_NODE_MEMBERS; i++)
    {
      g_autofree char *named =
        g_strdup_printf ("{\"display_name\":\"%s\",\"note\":\"Живу у реки.\"}", names[i]);
      g_autofree char *follow =
        g_strdup_printf ("/api/v1/accounts/%" G_GINT64_FORMAT "/follow", self->coop->accounts[i]);

      moot_test_reply_free (send (self, i, "PATCH", "/api/v1/accounts/update_credentials", named));
      if (i > 0)
        moot_test_reply_free (send (self, 0, "POST", follow, "{}"));
    }
  g_free (window_post (self, 2, LONG_WORD LONG_WORD LONG_WORD ": это одно слово.", NULL));
  self->status_id = window_post (self, 1, "Кто придёт в субботу?\\n\\nВода высокая. #река", NULL);
  g_free (window_post (self, 2, "Я приду.", self->status_id));
  g_free (window_post (self, 3, "И я, с лопатой.", self->status_id));
  quote_post (self, "Все " LONG_WORD " там.");
  moot_test_reply_free (send (self, 2, "POST", "/api/v1/statuses",
                              "{\"status\":\"Под крышкой.\",\"spoiler_text\":\"О еде: " LONG_WORD
                              "\",\"visibility\":\"private\"}"));
  {
    g_autoptr (MootTestReply) reply = send (self, 1, "POST", "/api/v1/statuses", with_picture);
    g_autofree char *boost =
      g_strdup_printf ("/api/v1/statuses/%s/reblog", moot_test_reply_string (reply, "id"));

    self->media_id = g_strdup (moot_test_reply_string (reply, "id"));
    moot_test_reply_free (send (self, 3, "POST", boost, "{}"));
  }
}

/* What the founder hears of and has kept: somebody follows, asks, answers, favours and boosts. */
static void
know_people (WindowFixture *self)
{
  g_autofree char *own = window_post (self, 0, "Мост открыт.", NULL);
  const char *kept = self->status_id;
  const struct
  {
    guint who;
    const char *method;
    char *path;
    const char *json;
  } acts[] = {
    { 1, "POST",
      g_strdup_printf ("/api/v1/accounts/%" G_GINT64_FORMAT "/follow", self->coop->accounts[0]),
      "{}" },
    { 0, "PATCH", g_strdup ("/api/v1/accounts/update_credentials"),
      "{\"locked\":true,\"fields_attributes\":[{\"name\":\"Мост\",\"value\":\"" LONG_WORD "\"}]}" },
    { 3, "POST",
      g_strdup_printf ("/api/v1/accounts/%" G_GINT64_FORMAT "/follow", self->coop->accounts[0]),
      "{}" },
    { 2, "POST", g_strdup_printf ("/api/v1/statuses/%s/favourite", own), "{}" },
    { 1, "POST", g_strdup_printf ("/api/v1/statuses/%s/reblog", own), "{}" },
    { 2, "POST", g_strdup ("/api/v1/statuses"), "{\"status\":\"@ada " LONG_WORD ", да?\"}" },
    { 0, "POST", g_strdup_printf ("/api/v1/statuses/%s/favourite", kept), "{}" },
    { 0, "POST", g_strdup_printf ("/api/v1/statuses/%s/bookmark", kept), "{}" },
    { 1, "PUT", g_strdup_printf ("/api/v1/statuses/%s", kept),
      "{\"status\":\"Кто придёт в субботу?\\n\\nВода высокая, мост закрыт. #река\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      moot_test_reply_free (send (self, acts[i].who, acts[i].method, acts[i].path, acts[i].json));
      g_free (acts[i].path);
    }
}

/* The founder wants to be asked about a post, and is. */
static void
ask_leave (WindowFixture *self)
{
  g_autoptr (MootTestReply) asking =
    send (self, 0, "POST", "/api/v1/statuses",
          "{\"status\":\"Ключ у меня: " LONG_WORD "\",\"interaction_policy\":{"
          "\"can_reply\":{\"with_approval\":[\"public\"]},"
          "\"can_favourite\":{\"with_approval\":[\"public\"]}}}");
  const char *id = moot_test_reply_string (asking, "id");
  g_autofree char *like = g_strdup_printf ("/api/v1/statuses/%s/favourite", id);

  g_free (window_post (self, 1, "Можно мне? " LONG_WORD LONG_WORD, id));
  moot_test_reply_free (send (self, 3, "POST", like, "{}"));
}

/* Somebody who is no member and has moved, of whom the founder wants nothing, and a whole server.
 */
static void
avoid_people (WindowFixture *self)
{
  g_autoptr (MootTestReply) eve = moot_test_send_json (
    self->coop->node, "PATCH", "/api/v1/accounts/update_credentials", self->coop->stranger,
    "{\"display_name\":\"Ева " LONG_WORD "\"}");
  g_autoptr (MootTestReply) moved = NULL;
  g_autofree char *mute =
    g_strdup_printf ("/api/v1/accounts/%s/mute", moot_test_reply_string (eve, "id"));
  g_autofree char *block =
    g_strdup_printf ("/api/v1/accounts/%s/block", moot_test_reply_string (eve, "id"));

  self->moved_id = g_strdup (moot_test_reply_string (eve, "id"));
  moot_test_reply_free (
    send (self, 1, "POST", "/api/folkmoot/v1/migration/aliases", "{\"acct\":\"eve\"}"));
  moved = moot_test_send_json (self->coop->node, "POST", "/api/folkmoot/v1/migration/move",
                               self->coop->stranger,
                               "{\"acct\":\"bo\",\"password\":\"password of eve\"}");
  moot_test_assert_status (moved, 200);
  moot_test_reply_free (
    send (self, 0, "POST", "/api/folkmoot/v1/migration/aliases", "{\"acct\":\"cy\"}"));
  moot_test_reply_free (send (self, 0, "POST", mute, "{}"));
  moot_test_reply_free (send (self, 0, "POST", block, "{}"));
  moot_test_reply_free (
    send (self, 0, "POST", "/api/v1/domain_blocks", "{\"domain\":\"noise.example\"}"));
}

/* What the founder, who is in all offices, finds on the desk. */
static void
report_people (WindowFixture *self)
{
  g_autofree char *json = g_strdup_printf (
    "{\"account_id\":\"%" G_GINT64_FORMAT "\",\"status_ids\":[\"%s\"],\"category\":\"spam\","
    "\"comment\":\"Это уже третий раз: " LONG_WORD "\"}",
    self->coop->accounts[1], self->status_id);
  g_autoptr (MootTestReply) report = send (self, 3, "POST", "/api/v1/reports", json);
  g_autoptr (MootTestReply) rule =
    send (self, 0, "POST", "/api/v1/admin/domain_blocks",
          "{\"domain\":\"spam.example\",\"severity\":\"silence\",\"reject_media\":true,"
          "\"public_comment\":\"Реклама\"}");

  self->report_id = g_strdup (moot_test_reply_string (report, "id"));
  self->rule_id = g_strdup (moot_test_reply_string (rule, "id"));
}

static gboolean
is_open (WindowFixture *self)
{
  g_autoptr (MootTestReply) reply =
    coop_node_get (self->coop, self->coop->tokens[0], "/proposals/1");

  return g_strcmp0 (moot_test_reply_string (reply, "state"), "open") == 0;
}

/* Last week, so that what was decided is past. */
static void
decide (WindowFixture *self)
{
  CoopNode *coop = self->coop;

  moot_clock_set_fake (g_get_real_time () / 1000 - 8 * MOOT_DAY);
  coop_node_expect (coop, coop->tokens[1], "POST", "/discussions",
                    "{\"title\":\"Отопление: " LONG_WORD "\",\"context\":\"Здесь **холодно**.\"}",
                    200, NULL);
  coop_node_expect (coop, coop->tokens[2], "POST", "/discussions/1/comments",
                    "{\"body\":\"Сколько это стоит?\"}", 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "POST", "/proposals",
                    "{\"discussion_id\":\"1\",\"title\":\"Купить котёл\",\"body\":\"Завтра.\","
                    "\"class\":\"large\"}",
                    200, NULL);
  coop_node_expect (coop, coop->tokens[1], "POST", "/proposals/1/open", "{}", 200, NULL);
  for (guint i = 0; i < COOP_NODE_MEMBERS; i++)
    coop_node_expect (coop, coop->tokens[i], "PUT", "/proposals/1/ballot",
                      i == 3 ? BLOCK : AGREE_TO ("1"), 200, NULL);
  moot_clock_set_fake (0);
  WINDOW_WAIT (!is_open (self));
}

static void
propose (WindowFixture *self)
{
  CoopNode *coop = self->coop;

  coop_node_expect (coop, coop->tokens[2], "POST", "/proposals",
                    "{\"discussion_id\":\"1\",\"title\":\"Позвать мастера: " LONG_WORD
                    "\",\"body\":\"До весны.\",\"class\":\"large\"}",
                    200, NULL);
  coop_node_expect (coop, coop->tokens[2], "POST", "/proposals/2/open", "{}", 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "PUT", "/proposals/2/ballot", AGREE_TO ("5"), 200, NULL);
}

static void
pay (WindowFixture *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  g_autoptr (MootTestReply) me =
    coop_node_get (self->coop, self->coop->tokens[0], "/memberships/me");
  g_autofree char *json = g_strdup_printf (
    "{\"member_id\":\"%s\",\"amount_minor\":500,\"currency\":\"GBP\",\"received_on\":\"%s\","
    "\"method\":\"bank_transfer\"}",
    moot_test_reply_string (me, "id"), today);

  coop_node_expect (self->coop, self->coop->tokens[0], "POST", "/admin/payments", json, 200, NULL);
}

/**
 * window_fixture_fill:
 * @self: a fixture that has signed in
 *
 * Lets its members write, decide and pay.
 */
void
window_fixture_fill (WindowFixture *self)
{
  write_posts (self);
  know_people (self);
  ask_leave (self);
  avoid_people (self);
  report_people (self);
  decide (self);
  propose (self);
  pay (self);
}
