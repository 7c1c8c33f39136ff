/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* All routes and all scheduled jobs of the node, each table from its own file. */
#include "moot-node-routes.h"
#include "moot-circle-routes.h"

#include "moot-account-life.h"
#include "moot-account-routes.h"
#include "moot-actor-routes.h"
#include "moot-admission-routes.h"
#include "moot-application-routes.h"
#include "moot-ballot-routes.h"
#include "moot-consent-routes.h"
#include "moot-coop-jobs.h"
#include "moot-coop-routes.h"
#include "moot-discovery-routes.h"
#include "moot-discussion-routes.h"
#include "moot-domain-routes.h"
#include "moot-dues-routes.h"
#include "moot-election-routes.h"
#include "moot-filter-routes.h"
#include "moot-group-routes.h"
#include "moot-held-routes.h"
#include "moot-import-routes.h"
#include "moot-inbox-routes.h"
#include "moot-instance-routes.h"
#include "moot-interaction-routes.h"
#include "moot-invite-routes.h"
#include "moot-ledger-routes.h"
#include "moot-list-routes.h"
#include "moot-log-routes.h"
#include "moot-marker-routes.h"
#include "moot-media-routes.h"
#include "moot-member-domain-routes.h"
#include "moot-membership-routes.h"
#include "moot-migration-routes.h"
#include "moot-moderation-routes.h"
#include "moot-notification-routes.h"
#include "moot-oauth-page-routes.h"
#include "moot-oauth-token-routes.h"
#include "moot-object-routes.h"
#include "moot-poll-routes.h"
#include "moot-power-routes.h"
#include "moot-proposal-routes.h"
#include "moot-public-routes.h"
#include "moot-quote-routes.h"
#include "moot-relationship-routes.h"
#include "moot-remote-media-routes.h"
#include "moot-report-routes.h"
#include "moot-scheduled-routes.h"
#include "moot-sealed-boxes.h"
#include "moot-sealed-routes.h"
#include "moot-search-routes.h"
#include "moot-site-routes.h"
#include "moot-status-routes.h"
#include "moot-stream-routes.h"
#include "moot-tag-routes.h"
#include "moot-talk-routes.h"
#include "moot-task-routes.h"
#include "moot-timeline-routes.h"
#include "moot-transfer-routes.h"
#include "moot-upkeep.h"

const MootRouteTable *const moot_node_route_tables[] = {
  &moot_account_life_routes,
  &moot_account_routes,
  &moot_actor_routes,
  &moot_admission_routes,
  &moot_application_routes,
  &moot_ballot_routes,
  &moot_circle_routes,
  &moot_consent_routes,
  &moot_coop_routes,
  &moot_discovery_routes,
  &moot_discussion_routes,
  &moot_domain_routes,
  &moot_dues_routes,
  &moot_election_routes,
  &moot_group_routes,
  &moot_held_routes,
  &moot_import_routes,
  &moot_inbox_routes,
  &moot_instance_routes,
  &moot_ledger_routes,
  &moot_log_routes,
  &moot_filter_routes,
  &moot_invite_routes,
  &moot_list_routes,
  &moot_marker_routes,
  &moot_old_filter_routes,
  &moot_member_domain_routes,
  &moot_membership_routes,
  &moot_migration_routes,
  &moot_moderation_routes,
  &moot_notification_routes,
  &moot_oauth_page_routes,
  &moot_oauth_token_routes,
  &moot_object_routes,
  &moot_power_routes,
  &moot_proposal_routes,
  &moot_public_routes,
  &moot_quote_routes,
  &moot_relationship_routes,
  &moot_remote_media_routes,
  &moot_report_routes,
  &moot_scheduled_routes,
  &moot_sealed_routes,
  &moot_search_routes,
  &moot_site_routes,
  &moot_stream_routes,
  &moot_talk_routes,
  &moot_task_routes,
  &moot_transfer_routes,
  &moot_interaction_routes,
  &moot_media_routes,
  &moot_poll_routes,
  &moot_status_routes,
  &moot_tag_routes,
  &moot_timeline_routes,
  &moot_account_by_id_routes, /* its `:id` would hide literal segments of others */
  &moot_site_handle_routes,
};

const gsize moot_node_n_route_tables = G_N_ELEMENTS (moot_node_route_tables);

/* clang-format off */
const MootScheduledJob moot_node_jobs[] = {
  /* name     every              job */
  { "media",  60 * 60 * 1000,    moot_media_job },
  { "copies", 60 * 1000,         moot_remote_media_job },
  { "polls",  60 * 1000,         moot_poll_job },
  { "posts",  1000,              moot_scheduled_job },
  { "lists",  10 * 1000,         moot_transfer_job },
  { "votes",  1000,              moot_coop_run_votes },
  { "sealed", 1000,              moot_sealed_boxes_run },
  { "deeds",  1000,              moot_coop_run_effects },
  { "dues",   60 * 1000,         moot_coop_run_dues },
  { "news",   10 * 60 * 1000,    moot_coop_run_news },
  { "upkeep", 60 * 60 * 1000,    moot_upkeep_run },
  { "inbox",  60 * 60 * 1000,    moot_inbox_job },
  { "follow", 60 * 60 * 1000,    moot_relationship_job },
  { "log",    24 * 60 * 60 * 1000, moot_coop_check_log },
};
/* clang-format on */

const gsize moot_node_n_jobs = G_N_ELEMENTS (moot_node_jobs);
