/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-records.h"
#include "moot-dues-records.h"
#include "moot-records.h"

G_BEGIN_DECLS

MootPlanRecord *moot_dues_store_find_plan (MootDb          *db,
                                           GError         **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean        moot_dues_store_add_plan  (MootDb          *db,
                                           MootPlanRecord  *plan,
                                           GError         **error);

gboolean   moot_dues_store_set_rails    (MootDb                *db,
                                         gint64                 id,
                                         const char            *rails,
                                         GError               **error);
gboolean   moot_dues_store_add_choice   (MootDb                *db,
                                         MootDuesChoiceRecord  *choice,
                                         GError               **error);
GPtrArray *moot_dues_store_list_choices (MootDb                *db,
                                         gint64                 member_id,
                                         gint64                 plan_id,
                                         GError               **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean   moot_dues_store_add_waiver   (MootDb            *db,
                                         MootWaiverRecord  *waiver,
                                         GError           **error);
GPtrArray *moot_dues_store_list_waivers (MootDb            *db,
                                         gint64             member_id,
                                         GError           **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_dues_store_count_waived (MootDb            *db,
                                         gint64             day,
                                         gint64            *out_n_members,
                                         GError           **error);

gboolean   moot_dues_store_add_charge       (MootDb            *db,
                                             MootChargeRecord  *charge,
                                             GError           **error);
gboolean   moot_dues_store_set_charge_entry (MootDb            *db,
                                             gint64             id,
                                             gint64             entry_id,
                                             GError           **error);
GPtrArray *moot_dues_store_list_charges     (MootDb            *db,
                                             gint64             member_id,
                                             GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_dues_store_list_liable      (MootDb            *db,
                                             gint64             above,
                                             int                limit,
                                             GError           **error) G_GNUC_WARN_UNUSED_RESULT;

MootPaymentRecord *
moot_payment_store_find (MootDb *db, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

MootPaymentRecord *moot_payment_store_find_by_bank_ref (MootDb *db,
                                                        const char *bank_ref,
                                                        GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_payment_store_list_of_member (MootDb  *db,
                                              gint64   member_id,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_payment_store_get_credits (MootDb  *db,
                                         gint64   member_id,
                                         gint64  *out_minor,
                                         GError **error);

gboolean moot_payment_store_add (MootDb             *db,
                                 MootPaymentRecord  *payment,
                                 GError            **error);

gboolean moot_payment_store_set_entry (MootDb  *db,
                                       gint64   id,
                                       gint64   entry_id,
                                       GError **error);

gboolean moot_payment_store_reverse (MootDb  *db,
                                     gint64   id,
                                     GError **error);

G_END_DECLS
