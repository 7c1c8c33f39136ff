/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_PLAN_RECORD (moot_plan_record_get_type ())

G_DECLARE_FINAL_TYPE (MootPlanRecord, moot_plan_record, MOOT, PLAN_RECORD, GObject)

/**
 * MootPlanRecord:
 *
 * A plan; `terms` is JSON, as moot_dues_terms_from_json() reads it.
 */
struct _MootPlanRecord
{
  GObject parent_instance;

  gint64 id;
  char *terms;
  char *rails;
  gint64 in_force_from;
  gint64 in_force_until;
  gint64 proposal_id;
  gint64 log_seq;
};

#define MOOT_TYPE_DUES_CHOICE_RECORD (moot_dues_choice_record_get_type ())

G_DECLARE_FINAL_TYPE (
  MootDuesChoiceRecord, moot_dues_choice_record, MOOT, DUES_CHOICE_RECORD, GObject)

/**
 * MootDuesChoiceRecord:
 *
 * What a member chose to pay from a day on.
 */
struct _MootDuesChoiceRecord
{
  GObject parent_instance;

  gint64 id;
  gint64 member_id;
  gint64 plan_id;
  gint64 amount_minor;
  gint64 applies_from;
  gint64 created_at;
};

#define MOOT_TYPE_WAIVER_RECORD (moot_waiver_record_get_type ())

G_DECLARE_FINAL_TYPE (MootWaiverRecord, moot_waiver_record, MOOT, WAIVER_RECORD, GObject)

/**
 * MootWaiverRecord:
 *
 * A time without dues.
 */
struct _MootWaiverRecord
{
  GObject parent_instance;

  gint64 id;
  gint64 member_id;
  gint64 from_on;
  gint64 to_on;
  gint64 granted_by;
  gint64 created_at;
  gint64 log_seq;
};

#define MOOT_TYPE_CHARGE_RECORD (moot_charge_record_get_type ())

G_DECLARE_FINAL_TYPE (MootChargeRecord, moot_charge_record, MOOT, CHARGE_RECORD, GObject)

/**
 * MootChargeRecord:
 *
 * What a member owes for a period.
 */
struct _MootChargeRecord
{
  GObject parent_instance;

  gint64 id;
  gint64 member_id;
  gint64 plan_id;
  gint64 due_on;
  gint64 amount_minor;
  char *currency;
  gint64 waiver_id;
  gint64 ledger_entry_id;
  gint64 created_at;
};

#define MOOT_TYPE_PAYMENT_RECORD (moot_payment_record_get_type ())

G_DECLARE_FINAL_TYPE (MootPaymentRecord, moot_payment_record, MOOT, PAYMENT_RECORD, GObject)

/**
 * MootPaymentRecord:
 *
 * Money that came in.
 */
struct _MootPaymentRecord
{
  GObject parent_instance;

  gint64 id;
  gint64 member_id;
  gint64 amount_minor;
  char *currency;
  gint64 received_on;
  char *method;
  char *state;
  char *source_kind;
  gint64 import_id;
  gint64 line_id;
  char *bank_ref;
  char *payer_name;
  char *reference;
  char *match_method;
  gint64 match_score;
  char *match_by;
  gint64 ledger_entry_id;
  gint64 reversed_by;
  gint64 recorded_by;
  gint64 created_at;
};

#define MOOT_TYPE_ENTRY_RECORD (moot_entry_record_get_type ())

G_DECLARE_FINAL_TYPE (MootEntryRecord, moot_entry_record, MOOT, ENTRY_RECORD, GObject)

/**
 * MootEntryRecord:
 *
 * An entry of the books, without its postings.
 */
struct _MootEntryRecord
{
  GObject parent_instance;

  gint64 id;
  gint64 date;
  char *state;
  char *description;
  char *payee;
  char *code;
  char *visibility;
  char *source_kind;
  gint64 source_ref;
  gint64 created_by;
  gint64 approved_by;
  gint64 reverses;
  char *sha256;
  char *salt;
  gint64 log_seq;
  gint64 created_at;
};

#define MOOT_TYPE_POSTING_RECORD (moot_posting_record_get_type ())

G_DECLARE_FINAL_TYPE (MootPostingRecord, moot_posting_record, MOOT, POSTING_RECORD, GObject)

/**
 * MootPostingRecord:
 *
 * One line of an entry.
 */
struct _MootPostingRecord
{
  GObject parent_instance;

  gint64 entry_id;
  gint64 position;
  char *account;
  gint64 amount_minor;
  char *currency;
  gint64 member_id;
};

#define MOOT_TYPE_ACCOUNT_SUM_RECORD (moot_account_sum_record_get_type ())

G_DECLARE_FINAL_TYPE (
  MootAccountSumRecord, moot_account_sum_record, MOOT, ACCOUNT_SUM_RECORD, GObject)

/**
 * MootAccountSumRecord:
 *
 * What an account took in or gave out, perhaps within one month.
 */
struct _MootAccountSumRecord
{
  GObject parent_instance;

  char *account;
  char *kind;
  gint64 month;
  gint64 amount_minor;
  gint64 payers;
};

G_END_DECLS
