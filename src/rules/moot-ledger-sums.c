/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Double entry: what makes an entry valid, and what the accounts hold after many of them.  Every
 * currency stands for itself and every entry sums to zero in each.
 * Thread: any; one owner at a time. */
#include "moot-ledger-sums.h"

#include <string.h>

#include "moot-error.h"

struct _MootLedgerSums
{
  GHashTable *sums; /* key() of MootLedgerSum, itself its key */
};

static const char *const kind_names[] = { "Assets", "Liabilities", "Equity", "Income", "Expenses" };

static guint
hash_sum (gconstpointer data)
{
  const MootLedgerSum *sum = data;

  return g_str_hash (sum->account) * 31 + g_str_hash (sum->currency);
}

static gboolean
equal_sums (gconstpointer a,
            gconstpointer b)
{
  const MootLedgerSum *left = a;
  const MootLedgerSum *right = b;

  return strcmp (left->currency, right->currency) == 0 &&
         strcmp (left->account, right->account) == 0;
}

static void
free_sum (gpointer data)
{
  MootLedgerSum *sum = data;

  g_free (sum->account);
  g_free (sum);
}

static gboolean
refuse_account (const char  *account,
                GError     **error)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
               "'%.140s' is no account; they begin with Assets, Liabilities, Equity, Income "
               "or Expenses",
               account != NULL ? account : "");
  return FALSE;
}

/* Parts between colons begin with a capital letter or a digit; letters, digits,
 * '-' and '_' follow. */
static gboolean
has_good_parts (const char *account)
{
  gboolean at_start = TRUE;

  for (const char *c = account; *c != '\0'; c++)
    {
      if (*c == ':' && !at_start)
        at_start = TRUE;
      else if (at_start ? g_ascii_isupper (*c) || g_ascii_isdigit (*c)
                        : g_ascii_isalnum (*c) || *c == '-' || *c == '_')
        at_start = FALSE;
      else
        return FALSE;
    }

  return !at_start;
}

/**
 * moot_ledger_account_get_kind:
 * @account: (nullable): a name
 * @out_kind: (out): what it is, untouched when it is no account
 *
 * Reads the kind of an account off its name, and checks the name on the way.
 *
 * Returns: whether @account is a well-formed name of at most %MOOT_LEDGER_ACCOUNT_MAX bytes
 */
gboolean
moot_ledger_account_get_kind (const char     *account,
                              MootLedgerKind *out_kind)
{
  if (account == NULL || strlen (account) > MOOT_LEDGER_ACCOUNT_MAX || !has_good_parts (account))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (moot_ledger_account_is_below (account, kind_names[i]))
      {
        *out_kind = (MootLedgerKind) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * moot_ledger_account_is_below:
 * @account: a name
 * @parent: another
 *
 * Tells whether one account is another or part of it.
 *
 * Returns: TRUE for `Assets:Bank:Current` below `Assets:Bank`, FALSE below `Assets:Ban`
 */
gboolean
moot_ledger_account_is_below (const char *account,
                              const char *parent)
{
  gsize length = strlen (parent);

  return strncmp (account, parent, length) == 0 &&
         (account[length] == '\0' || account[length] == ':');
}

static gboolean
check_move (const MootLedgerMove  *move,
            GError               **error)
{
  MootLedgerKind kind;

  if (!moot_ledger_account_get_kind (move->account, &kind))
    return refuse_account (move->account, error);

  if (!moot_currency_is_valid (move->currency))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.10s' is no currency",
                   move->currency != NULL ? move->currency : "");
      return FALSE;
    }

  if (move->amount_minor > MOOT_MONEY_MAX || move->amount_minor < -MOOT_MONEY_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE,
                   "amount %" G_GINT64_FORMAT " is too large", move->amount_minor);
      return FALSE;
    }

  return TRUE;
}

/* Whether all moves of the currency of one of them cancel out; 1000 amounts fit in 63 bits. */
static gboolean
check_zero (const MootLedgerMove  *moves,
            gsize                  n_moves,
            const char            *currency,
            GError               **error)
{
  gint64 sum = 0;
  g_autofree char *text = NULL;

  for (gsize i = 0; i < n_moves; i++)
    if (strcmp (moves[i].currency, currency) == 0)
      sum += moves[i].amount_minor;

  if (sum == 0)
    return TRUE;

  text = moot_money_format (sum, currency);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "postings sum to %s %s instead of zero", text,
               currency);
  return FALSE;
}

/**
 * moot_ledger_check_entry:
 * @moves: (array length=n_moves): the postings of one entry
 * @n_moves: how many
 * @error: return location
 *
 * Checks an entry: two postings or more, each of something to a real account, and zero in all for
 * every currency.
 *
 * Errors: %MOOT_ERROR_INVALID; %MOOT_ERROR_TOO_LARGE beyond %MOOT_LEDGER_MOVES_MAX postings or
 * %MOOT_MONEY_MAX.
 *
 * Returns: whether the entry may go into the books
 */
gboolean
moot_ledger_check_entry (const MootLedgerMove  *moves,
                         gsize                  n_moves,
                         GError               **error)
{
  g_return_val_if_fail (moves != NULL || n_moves == 0, FALSE);

  if (n_moves < 2)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "an entry has two postings or more");
      return FALSE;
    }

  if (n_moves > MOOT_LEDGER_MOVES_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "an entry has at most %d postings",
                   MOOT_LEDGER_MOVES_MAX);
      return FALSE;
    }

  for (gsize i = 0; i < n_moves; i++)
    {
      if (!check_move (&moves[i], error))
        return FALSE;

      if (moves[i].amount_minor == 0)
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "a posting of nothing to '%s'",
                       moves[i].account);
          return FALSE;
        }
    }

  /* Neighbours of one currency are summed once; the rest costs at most the square of 1000. */
  for (gsize i = 0; i < n_moves; i++)
    if ((i == 0 || strcmp (moves[i].currency, moves[i - 1].currency) != 0) &&
        !check_zero (moves, n_moves, moves[i].currency, error))
      return FALSE;

  return TRUE;
}

/**
 * moot_ledger_sums_new:
 *
 * Accounts with nothing in them.
 *
 * Returns: (transfer full): empty sums
 */
MootLedgerSums *
moot_ledger_sums_new (void)
{
  MootLedgerSums *self = g_new0 (MootLedgerSums, 1);

  self->sums = g_hash_table_new_full (hash_sum, equal_sums, NULL, free_sum);
  return self;
}

/**
 * moot_ledger_sums_free:
 * @self: (nullable): sums
 *
 * Frees sums.
 */
void
moot_ledger_sums_free (MootLedgerSums *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->sums, g_hash_table_unref);
  g_free (self);
}

/**
 * moot_ledger_sums_get:
 * @self: sums
 * @account: an account
 * @currency: a valid code
 *
 * What an account and those below it hold.
 *
 * Returns: minor units
 */
gint64
moot_ledger_sums_get (const MootLedgerSums *self,
                      const char           *account,
                      const char           *currency)
{
  GHashTableIter iter;
  gpointer value;
  gint64 total = 0;

  g_return_val_if_fail (self != NULL && account != NULL && currency != NULL, 0);

  g_hash_table_iter_init (&iter, self->sums);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const MootLedgerSum *sum = value;

      if (strcmp (sum->currency, currency) == 0 &&
          moot_ledger_account_is_below (sum->account, account))
        total += sum->amount_minor;
    }

  return total;
}

static int
compare_sums (gconstpointer a,
              gconstpointer b)
{
  const MootLedgerSum *left = *(const MootLedgerSum *const *) a;
  const MootLedgerSum *right = *(const MootLedgerSum *const *) b;
  int order = strcmp (left->account, right->account);

  return order != 0 ? order : strcmp (left->currency, right->currency);
}

/**
 * moot_ledger_sums_list:
 * @self: sums
 *
 * Every account that was ever moved, in order of names.
 *
 * Returns: (transfer container) (element-type MootLedgerSum): the sums, owned by @self
 */
GPtrArray *
moot_ledger_sums_list (const MootLedgerSums *self)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (self != NULL, list);

  g_hash_table_iter_init (&iter, self->sums);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (list, value);

  g_ptr_array_sort (list, compare_sums);
  return list;
}

static MootLedgerSum *
ensure_sum (MootLedgerSums       *self,
            const MootLedgerMove *move)
{
  MootLedgerSum wanted = { .account = (char *) move->account };
  MootLedgerSum *sum;

  g_strlcpy (wanted.currency, move->currency, sizeof wanted.currency);
  sum = g_hash_table_lookup (self->sums, &wanted);
  if (sum != NULL)
    return sum;

  sum = g_memdup2 (&wanted, sizeof wanted);
  sum->account = g_strdup (move->account);
  g_hash_table_add (self->sums, sum);
  return sum;
}

static gboolean
fits (gint64 sum)
{
  return sum >= -MOOT_MONEY_MAX && sum <= MOOT_MONEY_MAX;
}

/**
 * moot_ledger_sums_add:
 * @self: sums
 * @move: a posting, or what some postings to one account come to
 * @error: return location
 *
 * Counts one posting, or a sum somebody else already made.
 *
 * Errors: %MOOT_ERROR_INVALID; %MOOT_ERROR_TOO_LARGE when the account would hold more than
 * %MOOT_MONEY_MAX.
 *
 * Returns: whether it was counted
 */
gboolean
moot_ledger_sums_add (MootLedgerSums        *self,
                      const MootLedgerMove  *move,
                      GError               **error)
{
  MootLedgerSum *sum;

  g_return_val_if_fail (self != NULL && move != NULL, FALSE);

  if (!check_move (move, error))
    return FALSE;

  sum = ensure_sum (self, move);
  if (!fits (sum->amount_minor + move->amount_minor))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "account '%s' would hold too much",
                   move->account);
      return FALSE;
    }

  sum->amount_minor += move->amount_minor;
  return TRUE;
}

/**
 * moot_ledger_sums_add_entry:
 * @self: sums
 * @moves: (array length=n_moves): the postings of one entry
 * @n_moves: how many
 * @error: return location
 *
 * Checks an entry and counts all of it, or none.
 *
 * Errors: as moot_ledger_check_entry() and moot_ledger_sums_add().
 *
 * Returns: whether it was counted
 */
gboolean
moot_ledger_sums_add_entry (MootLedgerSums        *self,
                            const MootLedgerMove  *moves,
                            gsize                  n_moves,
                            GError               **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!moot_ledger_check_entry (moves, n_moves, error))
    return FALSE;

  for (gsize i = 0; i < n_moves; i++)
    if (!moot_ledger_sums_add (self, &moves[i], error))
      {
        while (i-- > 0)
          ensure_sum (self, &moves[i])->amount_minor -= moves[i].amount_minor;
        return FALSE;
      }

  return TRUE;
}

/**
 * moot_ledger_sums_is_balanced:
 * @self: sums
 *
 * Proves the books: all accounts together hold nothing, in every currency.
 *
 * Returns: whether they do
 */
gboolean
moot_ledger_sums_is_balanced (const MootLedgerSums *self)
{
  g_autoptr (GPtrArray) list = moot_ledger_sums_list (self);
  g_autoptr (GHashTable) totals = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < list->len; i++)
    {
      MootLedgerSum *sum = list->pdata[i];
      gint64 *total = g_hash_table_lookup (totals, sum->currency);

      if (total == NULL)
        {
          total = g_new0 (gint64, 1);
          g_hash_table_insert (totals, sum->currency, total);
        }

      if (!moot_money_add (*total, sum->amount_minor, total))
        return FALSE;
    }

  g_hash_table_iter_init (&iter, totals);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (*(gint64 *) value != 0)
      return FALSE;

  return TRUE;
}
