/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The app has a form for each thing the node can do when a proposal is adopted, and the node takes
 * what the form writes. */
#include "coop-room.h"

#include "moot-bylaws-json.h"
#include "moot-effect-sort.h"
#include "moot-member.h"

#include <string.h>

static char *
dup_effect (CoopRoom   *fixture,
            const char *path)
{
  g_autoptr (MootTestReply) reply = coop_node_get (fixture->coop, fixture->coop->tokens[1], path);

  moot_test_assert_status (reply, 200);
  return moot_json_node_to_text (
    json_object_get_member (moot_test_reply_object (reply), "effect"));
}

/* Every effect ----------------------------------------------------------------------------------
 */

/* clang-format off */
static const struct
{
  const char *type;
  const char *class;
  const char *values; /* name=value, a line each; MEMBER and ACCOUNT are ids */
  const char *says;
} effects[] = {
  { "domain_block", "ordinary", "domain=loud.example\nseverity=suspend\npublic_comment=Spam.\nexpires_on=2099-01-02",
    "Nothing from loud.example arrives here any more, nothing is sent there, and who follows whom is forgotten. It ends by itself on 2 January 2099." },
  { "domain_unblock", "ordinary", "domain=loud.example", "Nothing keeps loud.example out any more." },
  { "account_action", "ordinary", "account_id=ACCOUNT\nmeasure=silence", "are shown only to members who follow them." },
  { "rule", "ordinary", "topic=noise\ntext=Quiet after ten.\nreview_on=2099-01-02",
    "This stands in the rulebook from then on: “Quiet after ten.” It is looked at again on 2 January 2099." },
  { "bylaws", "bylaw", "id=ordinary\nmin_voting_days=11", "The bylaws change for decisions of the class “Ordinary decision”. Days of voting, at least: 11." },
  { "role_grant", "ordinary", "member_id=MEMBER\nrole=treasurer\nfrom=2099-01-01\nto=2099-12-31",
    "gets the office “Treasury”. It begins on 1 January 2099. It ends by itself on 31 December 2099." },
  { "role_end", "recall", "member_id=MEMBER\nrole=treasurer", "does not hold the office “Treasury” any more." },
  { "membership", "expulsion", "member_id=MEMBER\nstate=suspended", "rests: they cannot vote or write here." },
  { "dues_plan", "dues", "suggested_minor=7.50\nmin_minor=1\nmax_minor=90\ngrace_days=20",
    "The dues change. Suggested: £7.50. At least: £1.00. At most: £90.00. Late dues matter after this many days: 20." },
  { "budget_line", "spending", "year=2027\naccount=Expenses:Hosting\namount_minor=120", "The budget of 2027 has £120.00 for Expenses:Hosting." },
  { "payment_order", "spending", "payee=A plumber\namount_minor=12.34\naccount=Expenses:Hosting\npurpose=The tap\ndue_on=2099-01-02",
    "The treasurer is to pay £12.34 to A plumber. It is booked under Expenses:Hosting. It is to be done until 2 January 2099." },
  { "announcement", "ordinary", "text=We have a door.", "The co-op posts publicly: “We have a door.”" },
  { "invitation_policy", "ordinary", "mode=officers\nmax_uses=3\nexpires_days=7",
    "Only members in office may invite people. An invitation works this often: 3. An invitation lasts this many days: 7." },
  { "circle", "ordinary", "name=Gardeners\nslug=garden\nmandate=Weeds.", "There is a new circle, “Gardeners”." },
  { "task", "ordinary", "title=Buy paint\nowner_id=MEMBER\ndue_on=2099-01-02\nnote=Red.", "A task: “Buy paint”." },
};
/* clang-format on */

static GHashTable *
read_values (const char *text,
             const char *member,
             const char *account)
{
  GHashTable *values = moot_effect_values_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *value = strchr (lines[i], '=');

      *value++ = '\0';
      if (g_str_equal (value, "MEMBER"))
        value = (char *) member;
      else if (g_str_equal (value, "ACCOUNT"))
        value = (char *) account;
      g_hash_table_insert (values, g_strdup (lines[i]), g_strdup (value));
    }
  return values;
}

static const char *
find_class (const MootBylaws *bylaws,
            const char       *wanted)
{
  return moot_bylaws_find_class (bylaws, wanted) != NULL ? wanted : "ordinary";
}

static MootEffectSetting *
load_setting (CoopRoom *fixture)
{
  static const char *const books[] = { "Expenses:Hosting", NULL };
  g_autoptr (MootTestReply) coop =
    coop_node_get (fixture->coop, fixture->coop->tokens[0], "");
  g_autoptr (MootTestReply) members =
    coop_node_get (fixture->coop, fixture->coop->tokens[0], "/memberships");
  g_autoptr (GPtrArray) list =
    moot_entities_from_json (MOOT_TYPE_MEMBER, moot_test_reply_array (members));
  g_autofree char *rules = moot_json_node_to_text (
    json_object_get_member (moot_test_reply_object (coop), "rules"));
  g_autoptr (MootBylaws) bylaws = moot_bylaws_from_text (rules, NULL);

  g_assert_nonnull (bylaws);
  return moot_effect_setting_new (bylaws, list, books, "GBP");
}

static void
propose_effect (CoopRoom          *fixture,
                MootEffectSetting *setting,
                guint              row,
                guint              n)
{
  const MootEffectSort *sort = moot_effect_sort_find (effects[row].type);
  const MootMember *member = g_ptr_array_index (setting->members, 1);
  g_autofree char *account =
    g_strdup_printf ("%" G_GINT64_FORMAT, fixture->coop->accounts[2]);
  g_autoptr (GHashTable) values = read_values (effects[row].values, member->id, account);
  g_autoptr (GHashTable) back = NULL;
  g_autofree char *problem = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *again = NULL;
  g_autofree char *path = g_strdup_printf ("/proposals/%u", n);
  g_autofree char *stored = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *body = NULL;

  g_assert_nonnull (sort);
  /* an account is written by name in the form, and sent by its id */
  problem = g_str_equal (effects[row].type, "account_action")
              ? NULL
              : moot_effect_sort_dup_problem (sort, values, setting);
  g_assert_cmpstr (problem, ==, NULL);
  sentence = moot_effect_sort_dup_sentence (sort, values, setting);
  g_assert_nonnull (strstr (sentence, effects[row].says));
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "discussion_id", "1");
  moot_json_put_string (&json, "title", effects[row].type);
  moot_json_put_string (&json, "body", "Because.");
  moot_json_put_string (&json, "subject_id", member->id);
  moot_json_put_string (&json, "class", find_class (setting->bylaws, effects[row].class));
  moot_json_name (&json, "effect");
  moot_effect_sort_write (sort, values, setting, &json);
  moot_json_end_object (&json);
  body = moot_json_writer_steal (&json);
  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "POST", "/proposals", body, 200, NULL);

  /* what the node made of it reads the same; of the bylaws it keeps the whole new text */
  stored = dup_effect (fixture, path);
  node = moot_json_parse (stored, -1, NULL);
  back = moot_effect_sort_read (
    sort, moot_json_get_object (json_node_get_object (node), "params"), setting);
  again = moot_effect_sort_dup_sentence (sort, back, setting);
  g_assert_cmpstr (again, ==,
                   g_str_equal (effects[row].type, "bylaws") ? "Change the Bylaws" : sentence);
}

static void
test_effects (CoopRoom      *fixture,
              gconstpointer  data)
{
  g_autoptr (MootEffectSetting) setting = NULL;
  guint n;
  const MootEffectSort *sorts = moot_effect_sorts_get_all (&n);

  g_assert_cmpuint (n, ==, G_N_ELEMENTS (effects));
  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "POST", "/discussions",
                    "{\"title\":\"The door\",\"context\":\"It fades.\"}", 200, NULL);
  setting = load_setting (fixture);
  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s", effects[i].type);
      g_assert_cmpstr (sorts[i].type, ==, effects[i].type);
      propose_effect (fixture, setting, i, i + 1);
    }
}

/* What the bylaws say ---------------------------------------------------------------------------
 */

/* clang-format off */
static const struct
{
  const char *values;
  const char *problem; /* part of it; NULL for none */
  const char *says;
  const char *stored;  /* of the new bylaws */
} changes[] = {
  { "id=ordinary\nrule=supermajority\nthreshold=75\nquorum=40", NULL,
    "Adopted when a larger share agrees. Share that must agree: 75\302\240%. Share that must vote: 40\302\240%.",
    "\"rule\":\"supermajority\",\"threshold\":[75,100]" },
  { "id=ordinary\nrule=consensus_override\nthreshold=60\noverride=90", NULL,
    "Share that overrides a block: 90\302\240%.", "\"override\":[90,100]" },
  { "id=ordinary\nquorum=0", "The bylaws say so already.", NULL, NULL },
  { "id=ordinary\nelectorate=members\nballot=L1", NULL,
    "All members vote, those whose membership rests too. Names are kept apart from votes.", "\"ballot\":\"L1\"" },
  { "id=ordinary\nrule=consent", NULL, "Adopted when nobody blocks.", "\"rule\":\"consent\"" },
  { "id=ordinary\nrule=consensus_override\nthreshold=90\noverride=60", "This rule needs shares", NULL, NULL },
  { "id=ordinary\nrule=supermajority\nthreshold=101", "from 1 to 100", NULL, NULL },
  { "id=ordinary\nquorum=half", "from 0 to 100", NULL, NULL },
  { "id=ordinary", "Say what changes.", NULL, NULL },
};
/* clang-format on */

static void
propose_change (CoopRoom          *fixture,
                MootEffectSetting *setting,
                guint              row,
                guint             *n)
{
  const MootEffectSort *sort = moot_effect_sort_find ("bylaws");
  g_autoptr (GHashTable) values = read_values (changes[row].values, "", "");
  g_autofree char *problem = moot_effect_sort_dup_problem (sort, values, setting);
  g_autofree char *sentence = moot_effect_sort_dup_sentence (sort, values, setting);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *body = NULL;
  g_autofree char *path = NULL;
  g_autofree char *stored = NULL;

  g_test_message ("%s: %s", sentence, problem);
  if (changes[row].problem != NULL)
    {
      g_assert_nonnull (problem);
      g_assert_nonnull (strstr (problem, changes[row].problem));
      return;
    }
  g_assert_null (problem);
  g_assert_nonnull (strstr (sentence, changes[row].says));
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "discussion_id", "1");
  moot_json_put_string (&json, "title", "Other rules");
  moot_json_put_string (&json, "body", "Because.");
  moot_json_put_string (&json, "class", find_class (setting->bylaws, "bylaw"));
  moot_json_name (&json, "effect");
  moot_effect_sort_write (sort, values, setting, &json);
  moot_json_end_object (&json);
  body = moot_json_writer_steal (&json);
  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "POST", "/proposals", body, 200, NULL);
  path = g_strdup_printf ("/proposals/%u", ++*n);
  stored = dup_effect (fixture, path);
  g_test_message ("%s", stored);
  g_assert_nonnull (strstr (stored, changes[row].stored));
}

static void
test_changes (CoopRoom      *fixture,
              gconstpointer  data)
{
  g_autoptr (MootEffectSetting) setting = NULL;
  guint n = 0;

  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "POST", "/discussions",
                    "{\"title\":\"The rules\",\"context\":\"They fade.\"}", 200, NULL);
  setting = load_setting (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    propose_change (fixture, setting, i, &n);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  room_init (&argc, &argv);
  g_test_add ("/ui/effects/every-sort", CoopRoom, "association", coop_room_set_up, test_effects,
              coop_room_tear_down);
  g_test_add ("/ui/effects/bylaws", CoopRoom, "association", coop_room_set_up, test_changes,
              coop_room_tear_down);
  return g_test_run ();
}
