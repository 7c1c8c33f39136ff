/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What of another member a request may see: its token's scopes and the offices of whoever asks,
 * both. Spec: co-op API, Membership; src/node/README.md, "Members". Thread: a request worker. */
#include "moot-member-sight.h"

#include "moot-applications.h"
#include "moot-coop-request.h"

/** moot_member_sight_find: treasurers see dues, those who admit see applications, and admins both
 */
gboolean
moot_member_sight_find (const MootCoopContext  *context,
                        const MootActor        *viewer,
                        const MootExchange     *exchange,
                        MootSight              *out_sight,
                        GError                **error)
{
  gboolean admits = FALSE;

  if (!moot_applications_may_decide (context, viewer, &admits, error))
    return FALSE;
  *out_sight = MOOT_SIGHT_PLAIN;
  if (moot_coop_request_is_officer (exchange, "admin:membership", admits))
    *out_sight |= MOOT_SIGHT_APPLICATION;
  if (moot_coop_request_is_officer (exchange, "admin:dues", viewer->is_treasurer))
    *out_sight |= MOOT_SIGHT_DUES;
  return TRUE;
}

/** moot_member_sight_show: answers with a member, as far as the request may see */
void
moot_member_sight_show (MootExchange *exchange,
                        gint64        id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) viewer = NULL;
  g_autoptr (MootMember) member = NULL;
  MootCoopContext context;
  MootSight sight;

  if (moot_coop_request_begin (exchange, &context, &viewer, &error) &&
      moot_member_sight_find (&context, viewer, exchange, &sight, &error))
    member = moot_membership_load (&context, viewer, id, sight, &error);
  if (member != NULL)
    moot_exchange_reply_entity (exchange, member);
  else
    moot_coop_request_fail (exchange, error);
}
