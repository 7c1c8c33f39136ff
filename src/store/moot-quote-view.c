/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a status quotes and who may quote it, as one viewer sees it.
 * Spec: Mastodon client API, Quote, ShallowQuote and QuoteApproval.
 * Thread: the connection's. */
#include "moot-quote-view.h"

#include "moot-enums.h"
#include "moot-policy-store.h"
#include "moot-quote-store.h"
#include "moot-sql.h"

#include <string.h>

static const struct
{
  const char *word; /* of a policy */
  const char *name; /* of the client API */
  MootQuoters quoters;
} quoters_table[] = {
  { "public", "public", MOOT_QUOTERS_PUBLIC },
  { "followers", "followers", MOOT_QUOTERS_FOLLOWERS },
  { "following", "following", MOOT_QUOTERS_FOLLOWING },
  { NULL, "unsupported_policy", MOOT_QUOTERS_OTHERS },
};

static guint8
read_quoters (const char *words)
{
  guint8 quoters = 0;

  for (guint i = 0; i < G_N_ELEMENTS (quoters_table); i++)
    if (quoters_table[i].word != NULL && moot_policy_has_word (words, quoters_table[i].word))
      quoters |= quoters_table[i].quoters;
  if (words != NULL && strchr (words, ':') != NULL)
    quoters |= MOOT_QUOTERS_OTHERS;
  return quoters;
}

/** moot_quote_view_prepare: what about quotes is the same for every viewer of @status_id */
gboolean
moot_quote_view_prepare (const MootStatusView  *view,
                         gint64                 status_id,
                         MootFragment          *fragment,
                         GError               **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (view->db, &moot_sql_quote_rendering,
                                             MOOT_BINDS (MOOT_INT ("id", status_id)), error);

  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    {
      fragment->quotes = moot_rows_get_int (rows, "quotes") != 0;
      if (moot_rows_get_int (rows, "visibility") <= MOOT_VISIBILITY_UNLISTED)
        {
          fragment->quote_automatic = read_quoters (moot_rows_get_text (rows, "automatic"));
          fragment->quote_manual = read_quoters (moot_rows_get_text (rows, "manual"));
          if (moot_rows_get_int (rows, "told") == 0 && moot_rows_get_int (rows, "local") != 0)
            fragment->quote_automatic = MOOT_QUOTERS_PUBLIC;
        }
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Who may quote it ---------------------------------------------------------------------------- */

static void
append_quoters (const char     *name,
                guint8          quoters,
                MootJsonWriter *json)
{
  moot_json_name (json, name);
  moot_json_begin_array (json);
  for (guint i = 0; i < G_N_ELEMENTS (quoters_table); i++)
    if ((quoters & quoters_table[i].quoters) != 0)
      moot_json_add_string (json, quoters_table[i].name);
  moot_json_end_array (json);
}

/* Asks the database only where it depends on who follows whom. */
static gboolean
find_permission (const MootStatusView  *view,
                 const MootFragment    *fragment,
                 const MootStatusLine  *line,
                 MootPermission        *out_permission,
                 GError               **error)
{
  *out_permission = MOOT_MAY_NOT;
  if (view->viewer_id == 0)
    return TRUE;
  if (line->account_id == view->viewer_id ||
      (fragment->quote_automatic & MOOT_QUOTERS_PUBLIC) != 0)
    *out_permission = MOOT_MAY;
  else if ((fragment->quote_automatic | fragment->quote_manual) != 0)
    return moot_policy_judge (view->db, line->id, MOOT_POLICY_QUOTE, view->viewer_id,
                              out_permission, error);
  return TRUE;
}

static gboolean
append_approval (const MootStatusView  *view,
                 const MootFragment    *fragment,
                 const MootStatusLine  *line,
                 MootJsonWriter        *json,
                 GError               **error)
{
  static const char *const words[] = { [MOOT_MAY_NOT] = "denied",
                                       [MOOT_MAY_ASK] = "manual",
                                       [MOOT_MAY] = "automatic" };
  MootPermission permission;

  if (!find_permission (view, fragment, line, &permission, error))
    return FALSE;
  moot_json_name (json, "quote_approval");
  moot_json_begin_object (json);
  append_quoters ("automatic", fragment->quote_automatic, json);
  append_quoters ("manual", fragment->quote_manual, json);
  moot_json_put_string (json, "current_user", words[permission]);
  moot_json_end_object (json);
  return TRUE;
}

/* What it quotes ------------------------------------------------------------------------------ */

/* NULL: nothing lies between the viewer and who is quoted. */
static gboolean
find_distance (const MootStatusView  *view,
               gint64                 account_id,
               const char           **out_state,
               GError               **error)
{
  static const char *const states[] = { "blocked_account", "blocked_domain", "muted_account" };
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (
    view->db, &moot_sql_quote_between,
    MOOT_BINDS (MOOT_VIEW_BINDS (view), MOOT_INT ("account", account_id)), error);

  *out_state = NULL;
  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    for (guint i = 0; i < G_N_ELEMENTS (states) && *out_state == NULL; i++)
      if (moot_rows_get_int (rows, states[i]) != 0)
        *out_state = states[i];
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
append_quoted (const MootStatusView  *view,
               const MootStatusLine  *line,
               MootJsonWriter        *json,
               GError               **error)
{
  MootStatusView inner = *view;

  inner.in_quote = TRUE;
  if (view->in_quote)
    {
      moot_json_put_id (json, "quoted_status_id", line->id);
      return TRUE;
    }
  moot_json_name (json, "quoted_status");
  return moot_status_view_write (&inner, line, json, error);
}

static gboolean
append_quote (const MootStatusView  *view,
              const MootQuote       *quote,
              MootJsonWriter        *json,
              GError               **error)
{
  const char *state = quote->state;
  g_autoptr (GError) local = NULL;
  MootStatusLine line = { 0 };
  gboolean seen = FALSE;

  if (g_str_equal (state, MOOT_QUOTE_ACCEPTED) && quote->quoted_id == 0)
    state = "deleted";
  else if (g_str_equal (state, MOOT_QUOTE_ACCEPTED))
    {
      const char *distance;

      seen = moot_status_view_find (view, quote->quoted_id, &line, &local);
      if (local != NULL || !find_distance (view, quote->quoted_account_id, &distance, &local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      state = !seen ? "unauthorized" : distance != NULL ? distance
                                                        : state;
    }
  moot_json_begin_object (json);
  moot_json_put_string (json, "state", state);
  if (seen && !append_quoted (view, &line, json, error))
    return FALSE;
  if (!seen)
    moot_json_put_null (json, view->in_quote ? "quoted_status_id" : "quoted_status");
  moot_json_end_object (json);
  return TRUE;
}

/**
 * moot_quote_view_append:
 * @view: a view
 * @fragment: the status
 * @line: the same
 * @json: just after the name `quote`
 * @error: return location
 *
 * Writes the value of `quote`, and `quote_approval`.
 *
 * Returns: whether the database answered
 */
gboolean
moot_quote_view_append (const MootStatusView  *view,
                        const MootFragment    *fragment,
                        const MootStatusLine  *line,
                        MootJsonWriter        *json,
                        GError               **error)
{
  json->separate = FALSE;
  if (fragment->quotes)
    {
      g_auto (MootQuote) quote = { 0 };

      if (!moot_quote_load (view->db, line->id, &quote, error))
        return FALSE;
      if (quote.status_id == 0)
        moot_json_add_null (json);
      else if (!append_quote (view, &quote, json, error))
        return FALSE;
    }
  else
    moot_json_add_null (json);
  json->separate = TRUE;
  return append_approval (view, fragment, line, json, error);
}
