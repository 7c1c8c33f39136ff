/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Handles and actors that must vouch for each other (conformance 6 and 7), against servers here. */
#include "federation-fixture.h"
#include "moot-error.h"
#include "moot-webfinger-client.h"
#include "test-server.h"

#include <string.h>

#define ACTIVITY "application/activity+json"
#define SELF "{\"rel\":\"self\",\"type\":\"" ACTIVITY "\",\"href\":\"https://a.example/u/x\"}"
#define XRD "<XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">"
#define LRDD "<Link rel=\"lrdd\" template=\"https://a.example/wf?r={uri}\"/></XRD>"

/* Reading ------------------------------------------------------------------------------------ */

static const struct
{
  const char *name;
  const char *json;
  const char *self; /* NULL: refused */
} answers[] = {
  /* clang-format off */
  { "plain", "{\"subject\":\"acct:x@a.example\",\"links\":[" SELF "]}", "https://a.example/u/x" },
  { "one-link", "{\"subject\":\"acct:x@a.example\",\"links\":" SELF "}", "https://a.example/u/x" },
  { "ld", "{\"subject\":\"acct:x@a.example\",\"links\":[{\"rel\":\"self\",\"type\":\"application/ld+json; "
    "profile=\\\"https://www.w3.org/ns/activitystreams\\\"\",\"href\":\"https://a.example/u/x\"}]}", "https://a.example/u/x" },
  { "first", "{\"subject\":\"acct:x@a.example\",\"links\":[" SELF ",{\"rel\":\"self\",\"type\":\"" ACTIVITY "\","
    "\"href\":\"https://b.example/u/y\"}]}", "https://a.example/u/x" },
  { "s6-html-only", "{\"subject\":\"acct:x@a.example\",\"links\":[{\"rel\":\"self\",\"type\":\"text/html\","
    "\"href\":\"https://a.example/u/x\"}]}", NULL },
  { "no-type", "{\"subject\":\"acct:x@a.example\",\"links\":[{\"rel\":\"self\",\"href\":\"https://a.example/u/x\"}]}", NULL },
  { "odd-href", "{\"subject\":\"acct:x@a.example\",\"links\":[{\"rel\":\"self\",\"type\":\"" ACTIVITY "\",\"href\":\"javascript:1\"}]}", NULL },
  { "no-subject", "{\"links\":[" SELF "]}", NULL },
  { "page-subject", "{\"subject\":\"https://a.example/u/x\",\"links\":[" SELF "]}", NULL },
  { "odd-subject", "{\"subject\":\"acct:x y@a.example\",\"links\":[" SELF "]}", NULL },
  { "no-links", "{\"subject\":\"acct:x@a.example\"}", NULL },
  { "no-json", "<html>", NULL },
  /* clang-format on */
};

static void
test_answer (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GBytes) bytes = g_bytes_new (answers[i].json, strlen (answers[i].json));
  g_autoptr (GError) error = NULL;
  g_autoptr (MootWebfinger) answer = moot_webfinger_read (bytes, &error);

  if (answers[i].self == NULL)
    g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  else
    g_assert_no_error (error);
  g_assert_cmpstr (answer != NULL ? answer->self : NULL, ==, answers[i].self);
}

/* What the recorded servers say. */
static void
test_recorded (void)
{
  static const struct
  {
    const char *file;
    const char *handle;
    const char *self;
    const char *page;
  } rows[] = {
    { "documents/gts-webfinger.json", "alice@gts.lab.test", "https://gts.lab.test/users/alice", "https://gts.lab.test/@alice" },
    { "documents/snac-webfinger.json", "bob@snac.lab.test", "https://snac.lab.test/bob", "https://snac.lab.test/bob" },
    { "documents/fedify-webfinger.json", "carol@fedify.lab.test", "https://fedify.lab.test/users/carol",
      "https://fedify.lab.test/@carol" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = fixture_load (rows[i].file);
      g_autoptr (GError) error = NULL;
      g_autoptr (MootWebfinger) answer = moot_webfinger_read (bytes, &error);
      g_autofree char *handle = NULL;

      g_assert_no_error (error);
      handle = moot_handle_to_text (answer->subject);
      g_assert_cmpstr (handle, ==, rows[i].handle);
      g_assert_cmpstr (answer->self, ==, rows[i].self);
      g_assert_cmpstr (answer->page, ==, rows[i].page);
    }
}

static const struct
{
  const char *name;
  const char *xml;
  gboolean good;
} documents[] = {
  { "plain", "<?xml version=\"1.0\"?>" XRD LRDD, TRUE },
  { "comment", XRD "<!-- x -->" LRDD, TRUE },
  { "other-links", XRD "<Link rel=\"x\" template=\"y\"/>" LRDD, TRUE },
  { "no-uri", XRD "<Link rel=\"lrdd\" template=\"https://a.example/\"/></XRD>", FALSE },
  { "no-namespace", "<XRD>" LRDD, FALSE },
  { "unclosed", XRD "<Link", FALSE },
  { "empty", "", FALSE },
  { "html", "<!DOCTYPE html><html></html>", FALSE },
  { "doctype", "<!DOCTYPE XRD>" XRD LRDD, FALSE },
  { "entity", "<!DOCTYPE XRD [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" XRD "<Subject>&x;</Subject>" LRDD, FALSE },
  { "laughs", "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>" XRD LRDD, FALSE },
  { "unknown-entity", XRD "<Subject>&x;</Subject>" LRDD, FALSE },
};

static void
test_document (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GBytes) bytes = g_bytes_new (documents[i].xml, strlen (documents[i].xml));
  g_autoptr (GError) error = NULL;
  g_autofree char *template = moot_webfinger_read_xrd (bytes, &error);

  if (documents[i].good)
    g_assert_no_error (error);
  else
    g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_assert_cmpstr (template, ==, documents[i].good ? "https://a.example/wf?r={uri}" : NULL);
}

static void
test_handles (void)
{
  static const struct
  {
    const char *text;
    const char *wanted; /* NULL: refused */
  } rows[] = {
    { "rosa@coop.example", "rosa@coop.example" },
    { "@Rosa@COOP.example.", "Rosa@coop.example" },
    { "acct:ro-s.a_1@coop.example", "ro-s.a_1@coop.example" },
    { "rosa@b\303\274cher.example", "rosa@xn--bcher-kva.example" },
    { "rosa@127.0.0.1:8080", "rosa@127.0.0.1:8080" },
    { "rosa@coop.example:443", "rosa@coop.example" },
    { "rosa", NULL },
    { "@rosa", NULL },
    { "@coop.example", NULL },
    { "rosa@", NULL },
    { "ro sa@coop.example", NULL },
    { ".rosa@coop.example", NULL },
    { "rosa-@coop.example", NULL },
    { "rosa@coop.example/x", NULL },
    { "rosa@coop.example@evil.example", NULL },
    { "rosa@coop.example#x", NULL },
    { "rosa@a b", NULL },
    { "r\303\266sa@coop.example", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MootHandle) handle = moot_handle_parse (rows[i].text);
      g_autofree char *text = handle != NULL ? moot_handle_to_text (handle) : NULL;

      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (text, ==, rows[i].wanted);
    }
}

/* Asking ------------------------------------------------------------------------------------- */

typedef struct
{
  TestServer *server;
  GHashTable *pages; /* path and query -> answer */
  char *domain;
} Site;

static void
reply_page (GOutputStream *out,
            const char    *request,
            guint          n,
            gpointer       data,
            GCancellable  *cancellable)
{
  Site *site = data;
  g_auto (GStrv) words = g_strsplit (request, " ", 3);
  const char *answer = g_hash_table_lookup (site->pages, words[1]);

  test_reply_text (
    out,
    answer != NULL ? answer : "HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    cancellable);
}

static Site *
site_new (void)
{
  Site *self = g_new0 (Site, 1);

  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->server = test_server_new (reply_page, self, NULL);
  self->domain = g_strdup_printf ("127.0.0.1:%u", test_server_get_port (self->server));
  return self;
}

static void
site_free (Site *self)
{
  test_server_free (self->server);
  g_hash_table_unref (self->pages);
  g_free (self->domain);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Site, site_free)

static void
site_put (Site       *self,
          const char *path,
          const char *type,
          const char *body)
{
  g_hash_table_insert (
    self->pages, g_strdup (path),
    g_strdup_printf (
      "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %u\r\nConnection: close\r\n\r\n%s",
      type, (guint) strlen (body), body));
}

/* Lets @site answer for @user there, with a @subject and the id of an actor. */
static void
site_put_handle (Site       *self,
                 const char *user,
                 const char *subject,
                 const char *actor)
{
  g_autofree char *resource = g_strdup_printf ("acct:%s@%s", user, self->domain);
  g_autofree char *escaped = g_uri_escape_string (resource, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/.well-known/webfinger?resource=", escaped, NULL);
  g_autofree char *body =
    g_strdup_printf ("{\"subject\":\"acct:%s\",\"links\":[{\"rel\":\"self\",\"type\":\"" ACTIVITY
                     "\",\"href\":\"%s\"}]}",
                     subject, actor);

  site_put (self, path, "application/jrd+json; charset=utf-8", body);
}

/* An actor at /u/NAME of @site that says its id is @id, or the one it has; returns the latter. */
static char *
site_put_actor (Site       *self,
                const char *name,
                const char *id,
                const char *more)
{
  char *own = g_strdup_printf ("http://%s/u/%s", self->domain, name);
  g_autofree char *path = g_strconcat ("/u/", name, NULL);
  g_autofree char *body = g_strdup_printf (
    "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"id\":\"%s\",\"type\":\"Person\","
    "\"preferredUsername\":\"%s\",\"inbox\":\"%s/inbox\"%s}",
    id != NULL ? id : own, name, id != NULL ? id : own, more);

  site_put (self, path, ACTIVITY, body);
  return own;
}

static MootFetcher *
make_fetcher (void)
{
  return moot_fetcher_new (&(MootFetcherOptions){ .policy = MOOT_URI_PRIVATE, .user_agent = "x" });
}

static char *
resolve (const char  *user,
         const Site  *site,
         GError     **error)
{
  g_autoptr (MootFetcher) fetcher = make_fetcher ();
  g_autoptr (MootHandle) asked = moot_handle_new (user, site->domain);
  g_autoptr (MootHandle) found = NULL;
  g_autoptr (MootRemoteActor) actor =
    moot_webfinger_client_resolve (fetcher, asked, NULL, NULL, &found, NULL, error);
  g_autofree char *handle = found != NULL ? moot_handle_to_text (found) : NULL;

  return actor != NULL ? g_strdup_printf ("%s %s", handle, actor->id) : NULL;
}

static void
test_resolve (void)
{
  g_autoptr (Site) site = site_new ();
  g_autofree char *actor = site_put_actor (site, "rosa", NULL, "");
  g_autofree char *subject = g_strdup_printf ("Rosa@%s", site->domain);
  g_autofree char *wanted = g_strdup_printf ("%s %s", subject, actor);
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  site_put_handle (site, "rosa", subject, actor);
  found = resolve ("rosa", site, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, wanted);
  g_assert_cmpuint (test_server_get_n_requests (site->server), ==, 2);
}

/* A domain for handles and another for the server: both must say so. */
static void
test_split (void)
{
  g_autoptr (Site) domain = site_new ();
  g_autoptr (Site) server = site_new ();
  g_autofree char *actor = site_put_actor (server, "rosa", NULL, "");
  g_autofree char *subject = g_strdup_printf ("rosa@%s", domain->domain);
  g_autofree char *wanted = g_strdup_printf ("%s %s", subject, actor);
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  site_put_handle (domain, "rosa", subject, actor);
  site_put_handle (server, "rosa", subject, actor);
  found = resolve ("rosa", server, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, wanted);
  g_assert_cmpuint (test_server_get_n_requests (domain->server), ==, 1);
}

/* A server that gives its actor somebody else's name. */
static void
test_impostor (void)
{
  g_autoptr (Site) victim = site_new ();
  g_autoptr (Site) evil = site_new ();
  g_autofree char *mira = site_put_actor (victim, "mira", NULL, "");
  g_autofree char *fake = site_put_actor (evil, "mira", NULL, "");
  g_autofree char *subject = g_strdup_printf ("mira@%s", victim->domain);
  g_autoptr (GError) error = NULL;

  site_put_handle (victim, "mira", subject, mira);
  site_put_handle (evil, "mira", subject, fake);
  g_assert_null (resolve ("mira", evil, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_assert_cmpuint (test_server_get_n_requests (victim->server), ==, 1);
}

/* A third domain is not asked, however they point at each other. */
static void
test_chain (void)
{
  g_autoptr (Site) one = site_new ();
  g_autoptr (Site) two = site_new ();
  g_autoptr (Site) three = site_new ();
  g_autofree char *actor = site_put_actor (three, "x", NULL, "");
  g_autofree char *second = g_strdup_printf ("x@%s", two->domain);
  g_autofree char *third = g_strdup_printf ("x@%s", three->domain);
  g_autoptr (GError) error = NULL;

  site_put_handle (one, "x", second, actor);
  site_put_handle (two, "x", third, actor);
  site_put_handle (three, "x", third, actor);
  g_assert_null (resolve ("x", one, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_assert_cmpuint (test_server_get_n_requests (three->server), ==, 0);
}

/* The domain names an actor that says it is another one. */
static void
test_other_actor (void)
{
  g_autoptr (Site) site = site_new ();
  g_autofree char *real = site_put_actor (site, "rosa", NULL, "");
  g_autofree char *alias = site_put_actor (site, "alias", real, "");
  g_autofree char *subject = g_strdup_printf ("alias@%s", site->domain);
  g_autoptr (GError) error = NULL;

  site_put_handle (site, "alias", subject, alias);
  g_assert_null (resolve ("alias", site, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
}

static void
test_host_meta (void)
{
  g_autoptr (Site) site = site_new ();
  g_autofree char *actor = site_put_actor (site, "rosa", NULL, "");
  g_autofree char *xml =
    g_strdup_printf (XRD "<Link rel=\"lrdd\" template=\"http://%s/wf?r={uri}\"/></XRD>", site->domain);
  g_autofree char *jrd = g_strdup_printf (
    "{\"subject\":\"acct:rosa@%s\",\"links\":[{\"rel\":\"self\",\"type\":\"" ACTIVITY
    "\",\"href\":\"%s\"}]}",
    site->domain, actor);
  g_autofree char *resource = g_strdup_printf ("acct:rosa@%s", site->domain);
  g_autofree char *escaped = g_uri_escape_string (resource, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/wf?r=", escaped, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  g_assert_null (resolve ("rosa", site, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  site_put (site, "/.well-known/host-meta", "application/xrd+xml", xml);
  site_put (site, path, "application/jrd+json", jrd);
  found = resolve ("rosa", site, &error);
  g_assert_no_error (error);
  g_assert_nonnull (found);
}

/* From an actor to its handle. */
static void
test_confirm (void)
{
  g_autoptr (Site) home = site_new ();
  g_autoptr (Site) other = site_new ();
  g_autoptr (MootFetcher) fetcher = make_fetcher ();
  g_autofree char *handle = g_strdup_printf ("rosa@%s", other->domain);
  g_autofree char *plain = g_strdup_printf ("rosa@%s", home->domain);
  g_autofree char *more = g_strdup_printf (",\"webfinger\":\"%s\"", handle);
  g_autofree char *id = site_put_actor (home, "rosa", NULL, more);
  g_autoptr (MootFetched) fetched =
    moot_fetcher_load_document (fetcher, id, NULL, NULL, NULL, NULL);
  g_autoptr (JsonNode) node = moot_json_parse (g_bytes_get_data (fetched->body, NULL),
                                               (gssize) g_bytes_get_size (fetched->body), NULL);
  g_autoptr (MootRemoteActor) actor = moot_remote_actor_read (json_node_get_object (node), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootHandle) by_host = NULL;
  g_autoptr (MootHandle) by_word = NULL;
  g_autofree char *text = NULL;

  g_assert_null (moot_webfinger_client_confirm (fetcher, actor, NULL, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  site_put_handle (other, "rosa", handle, "https://elsewhere.example/u/rosa");
  site_put_handle (home, "rosa", plain, id);
  by_host = moot_webfinger_client_confirm (fetcher, actor, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (by_host->domain, ==, home->domain);
  site_put_handle (other, "rosa", handle, id);
  by_word = moot_webfinger_client_confirm (fetcher, actor, NULL, &error);
  text = moot_handle_to_text (by_word);
  g_assert_cmpstr (text, ==, handle);
}

/* Conformance 7: answers that are too much. */
static void
test_too_much (void)
{
  g_autoptr (Site) site = site_new ();
  g_autofree char *resource = g_strdup_printf ("acct:rosa@%s", site->domain);
  g_autofree char *escaped = g_uri_escape_string (resource, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/.well-known/webfinger?resource=", escaped, NULL);
  g_autoptr (GString) links = g_string_new ("{\"subject\":\"acct:rosa@a.example\",\"links\":[{}");
  g_autofree char *large = g_strnfill (2 * 1024 * 1024, ' ');
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 10000; i++)
    g_string_append (links, ",{}");
  g_string_append (links, "]}");
  site_put (site, path, "application/jrd+json", links->str);
  g_assert_null (resolve ("rosa", site, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_clear_error (&error);
  site_put (site, path, "application/jrd+json", large);
  g_assert_null (resolve ("rosa", site, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_resolver_install ();

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strconcat ("/webfinger/answer/", answers[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_answer);
    }
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autofree char *path = g_strconcat ("/webfinger/host-meta/", documents[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_document);
    }
  g_test_add_func ("/webfinger/recorded", test_recorded);
  g_test_add_func ("/webfinger/handles", test_handles);
  g_test_add_func ("/webfinger/resolve", test_resolve);
  g_test_add_func ("/webfinger/s6-split", test_split);
  g_test_add_func ("/webfinger/s6-impostor", test_impostor);
  g_test_add_func ("/webfinger/s7-chain", test_chain);
  g_test_add_func ("/webfinger/s6-other-actor", test_other_actor);
  g_test_add_func ("/webfinger/host-meta-used", test_host_meta);
  g_test_add_func ("/webfinger/s6-confirm", test_confirm);
  g_test_add_func ("/webfinger/s7-too-much", test_too_much);

  return g_test_run ();
}
