/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The co-op's side of the sample: discussions, a decision that was taken, one that is open for the
 * newcomer to vote on, and dues that some have paid, one in part, one put off and one not yet.
 * Written through the co-op API as its members would.
 * Thread: a worker. */
#include "moot-sample-moot.h"

#include "moot-client-error.h"
#include "moot-clock.h"
#include "moot-discussion.h"
#include "moot-json.h"
#include "moot-member.h"
#include "moot-proposal.h"

#include <string.h>

#define TREASURER 0

typedef struct
{
  MootConnection *const *connections;
  guint n_connections;
  MootSampleStep step;
  gpointer data;
  GCancellable *cancellable;
} Filling;

/* One call with a JSON body. */
static MootReply *
send (Filling     *self,
      guint        who,
      MootCall     what,
      const char  *id,
      char        *json,
      GError     **error)
{
  g_autoptr (MootRequest) request =
    id != NULL ? moot_request_new_for (what, id) : moot_request_new (what);
  MootReply *reply;

  moot_request_set_json (request, json);
  reply = moot_connection_call (self->connections[who], request, self->cancellable, error);
  if (reply == NULL)
    g_prefix_error (error, "%s %s: ", moot_request_get_info (request)->method,
                    moot_request_get_info (request)->path);
  else
    self->step ("the moot meets", self->data);
  return reply;
}

typedef struct
{
  const char *name;
  const char *text; /* (nullable): then @number counts */
  gint64 number;
} Member;

static char *
object (const Member *members,
        gsize         n_members)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  for (gsize i = 0; i < n_members; i++)
    if (members[i].text != NULL)
      moot_json_put_string (&json, members[i].name, members[i].text);
    else
      moot_json_put_int (&json, members[i].name, members[i].number);
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

#define OBJECT(...) \
  object ((const Member[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const Member[]){ __VA_ARGS__ })))

/* Discussions ------------------------------------------------------------------------------ */

/* clang-format off */
static const struct { guint who; const char *text; } hosting_comments[] = {
  { 1, "Thank you for writing this up. Is the second-hand machine quiet enough for the meeting room?" },
  { 0, "It has no fan below half load. I listened to it for an hour." },
  { 2, "From the moderation side: backups matter more to me than speed. **Does the sum include a second disk?**" },
  { 0, "Yes, and a year of off-site storage." },
};

static const struct { guint who; const char *text; } garden_comments[] = {
  { 3, "I can bring seedlings from the allotment." },
  { 4, "I have Sundays free and no idea about plants. Happy to dig." },
};
/* clang-format on */

static gboolean
add_comments (Filling     *self,
              const char  *discussion_id,
              guint        who,
              const char  *text,
              GError     **error)
{
  g_autoptr (MootReply) reply = send (self, who, MOOT_CALL_CREATE_COMMENT, discussion_id,
                                      OBJECT ({ "body_source", text, 0 }), error);

  return reply != NULL;
}

static char *
add_discussion (Filling     *self,
                guint        who,
                const char  *title,
                const char  *context,
                GError     **error)
{
  g_autoptr (MootReply) reply =
    send (self, who, MOOT_CALL_CREATE_DISCUSSION, NULL,
          OBJECT ({ "title", title, 0 }, { "context_source", context, 0 }), error);

  return reply != NULL ? g_strdup (((MootDiscussion *) reply->entity)->id) : NULL;
}

/* Proposals -------------------------------------------------------------------------------- */

static char *
add_proposal (Filling     *self,
              guint        who,
              const char  *discussion_id,
              const char  *class,
              const char  *title,
              const char  *body,
              GError     **error)
{
  g_autoptr (MootReply) created =
    send (self, who, MOOT_CALL_CREATE_PROPOSAL, NULL,
          OBJECT ({ "discussion_id", discussion_id, 0 }, { "class", class, 0 },
                  { "kind", "proposal", 0 }, { "title", title, 0 }, { "body_source", body, 0 }),
          error);
  g_autofree char *id = created != NULL ? g_strdup (((MootProposal *) created->entity)->id) : NULL;
  g_autoptr (MootReply) opened =
    id != NULL ? send (self, who, MOOT_CALL_OPEN_PROPOSAL, id, g_strdup ("{}"), error) : NULL;

  return opened != NULL ? g_steal_pointer (&id) : NULL;
}

static const char *
find_option (MootProposal *proposal,
             const char   *key)
{
  for (guint i = 0; i < proposal->options->len; i++)
    {
      MootProposalOption *option = g_ptr_array_index (proposal->options, i);

      if (g_strcmp0 (option->key, key) == 0)
        return option->id;
    }
  return NULL;
}

static gboolean
vote (Filling     *self,
      guint        who,
      const char  *proposal_id,
      const char  *key,
      const char  *reason,
      GError     **error)
{
  g_autoptr (MootRequest) ask = moot_request_new_for (MOOT_CALL_PROPOSAL, proposal_id);
  g_autoptr (MootReply) shown =
    moot_connection_call (self->connections[who], ask, self->cancellable, error);
  g_autoptr (MootReply) cast = NULL;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  MootProposal *proposal;

  if (shown == NULL)
    return FALSE;
  proposal = shown->entity;
  moot_json_begin_object (&json);
  moot_json_name (&json, "choices");
  moot_json_begin_array (&json);
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "option_id", find_option (proposal, key));
  moot_json_put_int (&json, "value", 1);
  moot_json_end_object (&json);
  moot_json_end_array (&json);
  moot_json_put_string (&json, "reason", reason);
  moot_json_put_int (&json, "proposal_version", proposal->version);
  moot_json_end_object (&json);
  cast =
    send (self, who, MOOT_CALL_CAST_BALLOT, proposal_id, moot_json_writer_steal (&json), error);
  return cast != NULL;
}

/* clang-format off */
static const struct { guint who; const char *key; const char *reason; } garden_votes[] = {
  { 0, "agree",   "Cheap, and we all pass by the yard." },
  { 1, "agree",   "" },
  { 2, "abstain", "I am away most of the summer." },
  { 3, "agree",   "At last! I will look after it." },
  { 4, "agree",   "" },
};

static const struct { guint who; const char *key; const char *reason; } hosting_votes[] = {
  { 1, "agree",   "A year in advance is cheaper than month by month." },
  { 2, "agree",   "With the second disk I am content." },
};
/* clang-format on */

/* Everybody has voted, so the facilitator may close before the time is up. */
static gboolean
decide_garden (Filling  *self,
               GError  **error)
{
  g_autofree char *discussion = add_discussion (
    self, 3, "A herb garden in the yard",
    "The yard behind the meeting room gets sun until four. I would like to put up **three raised "
    "beds** "
    "and keep them, with whoever wants to help.\n\n- wood: from the old shelves\n- soil and seeds: "
    "about £60\n",
    error);
  g_autofree char *proposal = NULL;
  g_autoptr (MootReply) closed = NULL;

  for (guint i = 0; discussion != NULL && i < G_N_ELEMENTS (garden_comments); i++)
    if (!add_comments (self, discussion, garden_comments[i].who, garden_comments[i].text, error))
      return FALSE;
  if (discussion == NULL)
    return FALSE;
  proposal = add_proposal (
    self, 3, discussion, "large", "Plant a herb garden in the yard",
    "We build three raised beds in the yard and spend up to **£60** on soil and seeds. Dee looks "
    "after them.",
    error);
  if (proposal == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (garden_votes); i++)
    if (!vote (self, garden_votes[i].who, proposal, garden_votes[i].key, garden_votes[i].reason,
               error))
      return FALSE;
  closed = send (self, TREASURER, MOOT_CALL_CLOSE_PROPOSAL, proposal, g_strdup ("{}"), error);
  return closed != NULL;
}

static gboolean
open_hosting (Filling  *self,
              GError  **error)
{
  g_autofree char *discussion = add_discussion (
    self, 0, "How we host the moot next year",
    "Our small server is paid until the end of the year. I asked around and see two ways: renew as "
    "it is, "
    "or buy a **second-hand machine** for the meeting room and pay only for power and off-site "
    "backups.\n\n"
    "Please ask whatever is unclear before we vote.",
    error);
  g_autofree char *proposal = NULL;

  if (discussion == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (hosting_comments); i++)
    if (!add_comments (self, discussion, hosting_comments[i].who, hosting_comments[i].text, error))
      return FALSE;
  proposal = add_proposal (
    self, 0, discussion, "ordinary", "Buy a second-hand server for the meeting room",
    "We buy the machine for **£180** including a second disk, and pay **£5 a month** for off-site "
    "backups. "
    "Ada looks after it; Bo holds the second key.",
    error);
  if (proposal == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (hosting_votes); i++)
    if (!vote (self, hosting_votes[i].who, proposal, hosting_votes[i].key, hosting_votes[i].reason,
               error))
      return FALSE;
  return TRUE;
}

/* Money ------------------------------------------------------------------------------------ */

static char *
find_member_id (Filling  *self,
                guint     who,
                GError  **error)
{
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_MY_MEMBERSHIP);
  g_autoptr (MootReply) reply =
    moot_connection_call (self->connections[who], request, self->cancellable, error);

  return reply != NULL ? g_strdup (((MootMember *) reply->entity)->id) : NULL;
}

static gboolean
pay (Filling  *self,
     guint     who,
     gint64    amount_minor,
     GError  **error)
{
  g_autofree char *member_id = find_member_id (self, who, error);
  g_autofree char *today = moot_time_format_date (moot_clock_now ());
  g_autoptr (MootReply) reply = NULL;

  if (member_id == NULL)
    return FALSE;
  reply = send (self, TREASURER, MOOT_CALL_RECORD_PAYMENT, NULL,
                OBJECT ({ "member_id", member_id, 0 }, { "amount_minor", NULL, amount_minor },
                        { "currency", "GBP", 0 }, { "received_on", today, 0 },
                        { "method", "bank_transfer", 0 }),
                error);
  return reply != NULL;
}

/* clang-format off */
static const struct { const char *description; const char *debit; const char *credit; gint64 amount_minor; } entries[] = {
  { "Carried over from last year", "Assets:Bank:Current",   "Equity:Opening",      24000 },
  { "Server, quarter",             "Expenses:Hosting",      "Assets:Bank:Current",  4500 },
  { "Domain name, year",           "Expenses:Domain",       "Assets:Bank:Current",  1200 },
};
/* clang-format on */

static void
write_posting (MootJsonWriter *json,
               const char     *account,
               gint64          amount_minor)
{
  moot_json_begin_object (json);
  moot_json_put_string (json, "account", account);
  moot_json_put_int (json, "amount_minor", amount_minor);
  moot_json_put_string (json, "currency", "GBP");
  moot_json_end_object (json);
}

static gboolean
add_entry (Filling  *self,
           guint     row,
           GError  **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *today = moot_time_format_date (moot_clock_now ());
  g_autoptr (MootReply) reply = NULL;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "date", today);
  moot_json_put_string (&json, "description", entries[row].description);
  moot_json_put_string (&json, "visibility", "members");
  moot_json_name (&json, "postings");
  moot_json_begin_array (&json);
  write_posting (&json, entries[row].debit, entries[row].amount_minor);
  write_posting (&json, entries[row].credit, -entries[row].amount_minor);
  moot_json_end_array (&json);
  moot_json_end_object (&json);
  reply =
    send (self, TREASURER, MOOT_CALL_RECORD_ENTRY, NULL, moot_json_writer_steal (&json), error);
  return reply != NULL;
}

static gboolean
settle_dues (Filling  *self,
             GError  **error)
{
  g_autoptr (MootReply) waiver = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (!add_entry (self, i, error))
      return FALSE;
  if (!pay (self, 1, 600, error) || !pay (self, 2, 100, error) || !pay (self, 3, 300, error))
    return FALSE;
  waiver = send (self, 4, MOOT_CALL_WAIVE_DUES, NULL, OBJECT ({ "months", NULL, 3 }), error);
  return waiver != NULL;
}

/**
 * moot_sample_moot_fill:
 * @connections: a connection of each member, the founder's first
 * @n_connections: five
 * @step: told after each step
 * @data: for @step
 * @cancellable: (nullable): stops between two steps
 * @error: return location
 *
 * Errors: #MootClientError with the step that was refused.
 *
 * Returns: whether everything is there
 */
gboolean
moot_sample_moot_fill (MootConnection *const  *connections,
                       guint                   n_connections,
                       MootSampleStep          step,
                       gpointer                data,
                       GCancellable           *cancellable,
                       GError                **error)
{
  Filling self = { connections, n_connections, step, data, cancellable };

  return decide_garden (&self, error) && open_hosting (&self, error) && settle_dues (&self, error);
}
