/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What each page holds, for every combination of cursors and for every reason to leave a status
 * out. */
#include "moot-id.h"
#include "moot-notification-store.h"
#include "moot-status-store.h"
#include "moot-timeline-store.h"
#include "store-fixture.h"

#define NOW 1767323045678
#define N_STATUSES 10

typedef struct
{
  StoreFixture *fixture;
  gint64 ada; /* who looks */
  gint64 bo;  /* whom Ada follows */
  gint64 cy;  /* whom nobody follows */
} People;

static gint64
post_with (StoreFixture          *fixture,
           const MootStatusDraft *draft)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  moot_status_create (fixture->db, fixture->site, draft, NOW, &id, &error);
  g_assert_no_error (error);
  return id;
}

static gint64
post (StoreFixture   *fixture,
      gint64          account_id,
      MootVisibility  visibility,
      gint64          in_reply_to_id)
{
  const MootStatusDraft draft = { .account_id = account_id,
                                  .visibility = visibility,
                                  .text = "hello",
                                  .content = "<p>hello</p>",
                                  .in_reply_to_id = in_reply_to_id };

  return post_with (fixture, &draft);
}

static void
relate (StoreFixture *fixture,
        const char   *table,
        gint64        from,
        gint64        to)
{
  store_fixture_execute (fixture,
                         "INSERT INTO %s (account_id, target_id, created_at) "
                         "VALUES (%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", 1)",
                         table, from, to);
}

static People
people_new (void)
{
  People people = { .fixture = store_fixture_new () };

  people.ada = store_fixture_add_account (people.fixture, "ada");
  people.bo = store_fixture_add_account (people.fixture, "bo");
  people.cy = store_fixture_add_account (people.fixture, "cy");
  relate (people.fixture, "follow", people.ada, people.bo);
  return people;
}

static MootStatusView
look (const People *people,
      gint64        viewer_id)
{
  return (MootStatusView){ people->fixture->db, people->fixture->site, NULL, viewer_id, NOW };
}

/* Pagination: of ten statuses numbered 1 to 10, which ones come, in which order? --------------- */

static const struct
{
  const char *name;
  int max_id; /* 0: not given */
  int floor;
  gboolean ascending;
  int limit;
  const char *page;
} ranges[] = {
  { "everything", 0, 0, FALSE, 20, "10 9 8 7 6 5 4 3 2 1" },
  { "limit", 0, 0, FALSE, 3, "10 9 8" },
  { "max", 4, 0, FALSE, 20, "3 2 1" },
  { "max-limit", 8, 0, FALSE, 2, "7 6" },
  { "max-oldest", 1, 0, FALSE, 20, "" },
  { "since", 0, 7, FALSE, 20, "10 9 8" },
  { "since-limit", 0, 2, FALSE, 3, "10 9 8" },
  { "since-newest", 0, 10, FALSE, 20, "" },
  { "min", 0, 7, TRUE, 20, "10 9 8" },
  { "min-limit", 0, 2, TRUE, 3, "5 4 3" },
  { "min-newest", 0, 10, TRUE, 3, "" },
  { "max-since", 8, 3, FALSE, 20, "7 6 5 4" },
  { "max-since-limit", 8, 3, FALSE, 2, "7 6" },
  { "max-min", 8, 3, TRUE, 20, "7 6 5 4" },
  { "max-min-limit", 8, 3, TRUE, 2, "5 4" },
  { "max-below-min", 3, 8, TRUE, 20, "" },
  { "neighbours", 5, 4, TRUE, 20, "" },
  { "one", 5, 3, TRUE, 20, "4" },
};

typedef GArray *(*Timeline) (const MootStatusView  *view,
                             const MootPostRange   *range,
                             GError               **error);

static GArray *
read_public (const MootStatusView  *view,
             const MootPostRange   *range,
             GError               **error)
{
  return moot_timeline_public (view, MOOT_PLACE_ANY, FALSE, range, error);
}

static GArray *
read_local (const MootStatusView  *view,
            const MootPostRange   *range,
            GError               **error)
{
  return moot_timeline_public (view, MOOT_PLACE_LOCAL, FALSE, range, error);
}

static GArray *
read_tag (const MootStatusView  *view,
          const MootPostRange   *range,
          GError               **error)
{
  const MootTagFilter filter = { .name = "coop" };

  return moot_timeline_tag (view, &filter, range, error);
}

static GArray *
read_any_tag (const MootStatusView  *view,
              const MootPostRange   *range,
              GError               **error)
{
  char *any[] = { (char *) "nothing", (char *) "coop", NULL };
  const MootTagFilter filter = { .name = "unknown", .any = any };

  return moot_timeline_tag (view, &filter, range, error);
}

static GArray *
read_account (const MootStatusView  *view,
              const MootPostRange   *range,
              GError               **error)
{
  MootAccountFilter filter = { 0 };
  gint64 bo = 0;

  moot_account_find_id (view->db, view->site, "bo", &bo, error);
  filter.account_id = bo;
  return moot_timeline_account (view, &filter, range, error);
}

static const struct
{
  const char *name;
  Timeline read;
} timelines[] = {
  { "home", moot_timeline_home },
  { "public", read_public },
  { "local", read_local },
  { "tag", read_tag },
  { "any-tag", read_any_tag },
  { "account", read_account },
};

static char *
describe (GArray       *lines,
          const gint64 *ids)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    for (int k = 0; k < N_STATUSES; k++)
      if (g_array_index (lines, MootStatusLine, i).id == ids[k])
        g_string_append_printf (text, "%s%d", text->len > 0 ? " " : "", k + 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_range (gconstpointer data)
{
  Timeline read = timelines[GPOINTER_TO_UINT (data)].read;
  static const char *const tags[] = { "coop", NULL };
  People people = people_new ();
  MootStatusView view = look (&people, people.ada);
  gint64 ids[N_STATUSES];

  for (int i = 0; i < N_STATUSES; i++)
    {
      const MootStatusDraft draft = { .account_id = people.bo, .tags = tags };

      post (people.fixture, people.cy, MOOT_VISIBILITY_DIRECT, 0); /* in between, for nobody */
      ids[i] = post_with (people.fixture, &draft);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_autoptr (GError) error = NULL;
      const MootPostRange range = {
        .max_id = ranges[i].max_id != 0 ? ids[ranges[i].max_id - 1] : G_MAXINT64,
        .floor = ranges[i].floor != 0 ? ids[ranges[i].floor - 1] : 0,
        .ascending = ranges[i].ascending,
        .limit = ranges[i].limit,
      };
      g_autoptr (GArray) lines = read (&view, &range, &error);
      g_autofree char *page = NULL;

      g_assert_no_error (error);
      page = describe (lines, ids);
      g_test_message ("%s", ranges[i].name);
      g_assert_cmpstr (page, ==, ranges[i].page);
    }
  store_fixture_free (people.fixture);
}

/* Who finds what in which timeline ------------------------------------------------------------- */

typedef enum
{
  HOME = 1 << 0,
  PUBLIC = 1 << 1,
  PROFILE = 1 << 2, /* of the author */
  LINK = 1 << 3,
} Room;

static gint64
by_bo (People         *people,
       MootVisibility  visibility)
{
  return post (people->fixture, people->bo, visibility, 0);
}

static gint64
make_public (People *people)
{
  return by_bo (people, MOOT_VISIBILITY_PUBLIC);
}

static gint64
make_unlisted (People *people)
{
  return by_bo (people, MOOT_VISIBILITY_UNLISTED);
}

static gint64
make_private (People *people)
{
  return by_bo (people, MOOT_VISIBILITY_PRIVATE);
}

static gint64
make_direct (People *people)
{
  return by_bo (people, MOOT_VISIBILITY_DIRECT);
}

static gint64
make_direct_mention (People *people)
{
  const MootStatusDraft draft = { .account_id = people->bo,
                                  .visibility = MOOT_VISIBILITY_DIRECT,
                                  .mention_ids = &people->ada,
                                  .n_mentions = 1 };

  return post_with (people->fixture, &draft);
}

static gint64
make_by_stranger (People *people)
{
  return post (people->fixture, people->cy, MOOT_VISIBILITY_PUBLIC, 0);
}

static gint64
make_private_by_stranger (People *people)
{
  return post (people->fixture, people->cy, MOOT_VISIBILITY_PRIVATE, 0);
}

static gint64
make_own_direct (People *people)
{
  return post (people->fixture, people->ada, MOOT_VISIBILITY_DIRECT, 0);
}

static gint64
make_muted (People *people)
{
  relate (people->fixture, "mute", people->ada, people->bo);
  return make_public (people);
}

static gint64
make_muted_long_ago (People *people)
{
  relate (people->fixture, "mute", people->ada, people->bo);
  store_fixture_execute (people->fixture, "UPDATE mute SET expires_at = 5");
  return make_public (people);
}

static gint64
make_blocked (People *people)
{
  relate (people->fixture, "block", people->ada, people->bo);
  return make_public (people);
}

static gint64
make_blocked_by (People *people)
{
  relate (people->fixture, "block", people->bo, people->ada);
  return make_public (people);
}

static gint64
make_suspended (People *people)
{
  gint64 id = make_public (people);

  store_fixture_execute (people->fixture, "UPDATE account SET suspended = 1 WHERE username = 'bo'");
  return id;
}

static gint64
make_silenced (People *people)
{
  gint64 id = make_public (people);

  store_fixture_execute (people->fixture, "UPDATE account SET silenced = 1 WHERE username = 'bo'");
  return id;
}

static gint64
make_reply_to_stranger (People *people)
{
  return post (people->fixture, people->bo, MOOT_VISIBILITY_PUBLIC, make_by_stranger (people));
}

static gint64
make_reply_to_viewer (People *people)
{
  return post (people->fixture, people->bo, MOOT_VISIBILITY_PUBLIC,
               post (people->fixture, people->ada, MOOT_VISIBILITY_PUBLIC, 0));
}

static gint64
make_reply_to_self (People *people)
{
  return post (people->fixture, people->bo, MOOT_VISIBILITY_PUBLIC, make_public (people));
}

static gint64
boost (People *people,
       gint64  status_id)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  moot_status_boost (people->fixture->db, people->fixture->site, people->bo, status_id,
                     MOOT_VISIBILITY_PUBLIC, NOW, &id, &error);
  g_assert_no_error (error);
  return id;
}

static gint64
make_boost (People *people)
{
  return boost (people, make_by_stranger (people));
}

static gint64
make_boost_unwanted (People *people)
{
  store_fixture_execute (people->fixture, "UPDATE follow SET show_reblogs = 0");
  return make_boost (people);
}

static gint64
make_boost_of_muted (People *people)
{
  relate (people->fixture, "mute", people->ada, people->cy);
  return make_boost (people);
}

static gint64
make_boost_of_blocker (People *people)
{
  relate (people->fixture, "block", people->cy, people->ada);
  return make_boost (people);
}

static gint64
make_after_unfollow (People *people)
{
  g_autoptr (GError) error = NULL;
  gint64 id = make_private (people);

  store_fixture_execute (people->fixture, "DELETE FROM follow");
  moot_home_purge (people->fixture->db, people->ada, people->bo, &error);
  g_assert_no_error (error);
  return id;
}

static gint64
make_before_follow (People *people)
{
  g_autoptr (GError) error = NULL;
  gint64 id = make_by_stranger (people);

  relate (people->fixture, "follow", people->ada, people->cy);
  moot_home_fill (people->fixture->db, people->ada, people->cy, &error);
  g_assert_no_error (error);
  return id;
}

static gint64
make_unaccepted (People *people)
{
  store_fixture_execute (people->fixture, "UPDATE follow SET accepted = 0");
  return make_private (people);
}

static const struct
{
  const char *name;
  gint64 (*make) (People *people);
  int rooms; /* where Ada finds it */
} findings[] = {
  { "public", make_public, HOME | PUBLIC | PROFILE | LINK },
  { "unlisted", make_unlisted, HOME | PROFILE | LINK },
  { "private", make_private, HOME | PROFILE | LINK },
  { "direct", make_direct, 0 },
  { "direct-mention", make_direct_mention, PROFILE | LINK },
  { "own-direct", make_own_direct, HOME | PROFILE | LINK },
  { "stranger", make_by_stranger, PUBLIC | PROFILE | LINK },
  { "stranger-private", make_private_by_stranger, 0 },
  { "muted", make_muted, PROFILE | LINK },
  { "mute-over", make_muted_long_ago, HOME | PUBLIC | PROFILE | LINK },
  { "blocked", make_blocked, PROFILE | LINK },
  { "blocked-by", make_blocked_by, 0 },
  { "suspended", make_suspended, 0 },
  { "silenced", make_silenced, HOME | PROFILE | LINK },
  { "reply-to-stranger", make_reply_to_stranger, PROFILE | LINK },
  { "reply-to-viewer", make_reply_to_viewer, HOME | PROFILE | LINK },
  { "reply-to-self", make_reply_to_self, HOME | PUBLIC | PROFILE | LINK },
  { "boost", make_boost, HOME | PROFILE | LINK },
  { "boost-unwanted", make_boost_unwanted, PROFILE | LINK },
  { "boost-of-muted", make_boost_of_muted, LINK },
  { "boost-of-blocker", make_boost_of_blocker, 0 },
  { "after-unfollow", make_after_unfollow, 0 },
  { "before-follow", make_before_follow, HOME | PUBLIC | PROFILE | LINK },
  { "unaccepted", make_unaccepted, 0 },
};

static gboolean
contains (GArray *lines,
          gint64  id)
{
  for (guint i = 0; i < lines->len; i++)
    if (g_array_index (lines, MootStatusLine, i).id == id)
      return TRUE;
  return FALSE;
}

static void
test_finding (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  People people = people_new ();
  gint64 id = findings[i].make (&people);
  MootStatusView view = look (&people, people.ada);
  const MootPostRange range = { .max_id = G_MAXINT64, .limit = 40 };
  MootAccountFilter filter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) home = moot_timeline_home (&view, &range, &error);
  g_autoptr (GArray) public = moot_timeline_public (&view, MOOT_PLACE_ANY, FALSE, &range, &error);
  g_autoptr (GArray) profile = NULL;
  MootStatusLine line;
  int rooms;

  filter.account_id = store_fixture_get_int (
    people.fixture, "SELECT account_id FROM status WHERE id = %" G_GINT64_FORMAT, id);
  profile = moot_timeline_account (&view, &filter, &range, &error);
  g_assert_no_error (error);
  rooms = (contains (home, id) ? HOME : 0) | (contains (public, id) ? PUBLIC : 0) |
          (contains (profile, id) ? PROFILE : 0) |
          (moot_status_view_find (&view, id, &line, &error) ? LINK : 0);
  g_assert_no_error (error);
  g_assert_cmpint (rooms, ==, findings[i].rooms);
  store_fixture_free (people.fixture);
}

/* A stranger sees what is public and unlisted, nothing else. */
static void
test_anonymous (void)
{
  People people = people_new ();
  MootStatusView view = look (&people, 0);
  g_autoptr (GError) error = NULL;
  MootStatusLine line;

  g_assert_true (moot_status_view_find (&view, make_public (&people), &line, &error));
  g_assert_true (moot_status_view_find (&view, make_unlisted (&people), &line, &error));
  g_assert_false (moot_status_view_find (&view, make_private (&people), &line, &error));
  g_assert_false (moot_status_view_find (&view, make_direct_mention (&people), &line, &error));
  g_assert_no_error (error);
  store_fixture_free (people.fixture);
}

static const struct
{
  const char *name;
  const char *tags; /* of the status, comma between them */
  const char *all;
  const char *none;
  gboolean found;
} tag_cases[] = {
  { "plain", "coop", "", "", TRUE },
  { "other", "bees", "", "", FALSE },
  { "all-there", "coop,bees", "bees", "", TRUE },
  { "all-missing", "coop", "bees", "", FALSE },
  { "all-unknown", "coop,bees", "bees,never", "", FALSE },
  { "none-there", "coop,bees", "", "bees", FALSE },
  { "none-missing", "coop", "", "bees", TRUE },
  { "none-unknown", "coop", "", "never", TRUE },
  { "both", "coop,bees,honey", "honey", "wax", TRUE },
};

static void
test_tags (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tag_cases); i++)
    {
      People people = people_new ();
      MootStatusView view = look (&people, people.ada);
      const MootPostRange range = { .max_id = G_MAXINT64, .limit = 40 };
      g_auto (GStrv) tags = g_strsplit (tag_cases[i].tags, ",", -1);
      g_auto (GStrv) all = g_strsplit (tag_cases[i].all, ",", -1);
      g_auto (GStrv) none = g_strsplit (tag_cases[i].none, ",", -1);
      const MootTagFilter filter = { .name = "coop", .all = all, .none = none };
      const MootStatusDraft draft = { .account_id = people.bo, .tags = (const char *const *) tags };
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) lines = NULL;

      post_with (people.fixture, &draft);
      lines = moot_timeline_tag (&view, &filter, &range, &error);
      g_assert_no_error (error);
      g_test_message ("%s", tag_cases[i].name);
      g_assert_cmpuint (lines->len, ==, tag_cases[i].found);
      store_fixture_free (people.fixture);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (timelines); i++)
    {
      g_autofree char *path = g_strconcat ("/store/timeline/pages/", timelines[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_range);
    }
  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    {
      g_autofree char *path = g_strconcat ("/store/timeline/finding/", findings[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_finding);
    }
  g_test_add_func ("/store/timeline/anonymous", test_anonymous);
  g_test_add_func ("/store/timeline/tags", test_tags);
  return g_test_run ();
}
