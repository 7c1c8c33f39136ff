/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Letters that are keys are letters where somebody types; and keys reach what they are for from
 * wherever the focus is, in a narrow window too.  And what one types in a discussion: names, words
 * to be found, an answer to a quotation, a picture with its description. */
#include "keys-scenes.h"
#include "moot-app-settings.h"
#include "moot-attach-box.h"
#include "moot-ballot-sheet.h"
#include "moot-comment-row.h"
#include "moot-decision-kind.h"
#include "moot-find-bar.h"
#include "moot-json.h"
#include "moot-media-grid.h"
#include "moot-window-private.h"
#include "ui-keys.h"

#include <string.h>

#define LETTERS "jkocrfbdxayvu?/"

static char *
dup_text (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* Letters that are keys elsewhere are written, and do nothing else. */
static void
type_letters (WindowFixture *self)
{
  g_autofree char *written = NULL;
  GtkWidget *entry;
  GtkWidget *text;

  keys_set_scene (self, AT_HOME);
  ui_keys_press ("slash");
  entry = window_find_id (keys_get_body (self), "entry");
  ui_keys_type (LETTERS);
  WINDOW_WAIT (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (entry)), LETTERS) == 0);
  g_assert_null (window_find_other (self));
  g_assert_cmpstr (moot_window_get_place (self->window), ==, "search");
  ui_keys_press ("BackSpace");
  WINDOW_WAIT (strlen (gtk_editable_get_text (GTK_EDITABLE (entry))) == strlen (LETTERS) - 1);

  window_fixture_act (self, "win.open-discussion", "1");
  window_fixture_settle (self);
  text = window_find_type (keys_get_body (self), GTK_TYPE_TEXT_VIEW);
  gtk_widget_grab_focus (text);
  ui_keys_type (LETTERS);
  WINDOW_WAIT ((g_free (written), written = dup_text (text), g_str_equal (written, LETTERS)));
  g_assert_null (window_find_other (self));
  ui_keys_press ("<Control>Return");
  WINDOW_WAIT (window_find_text (keys_get_body (self), LETTERS) != NULL);
}

static gboolean
is_root (WindowFixture *self)
{
  return moot_pages_get_depth (moot_window_get_pages (self->window)) == 0;
}

static gboolean
is_folded_away (WindowFixture *self)
{
  return !moot_split_shows_content (self->window->split);
}

static gboolean
is_in_sidebar (WindowFixture *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  return focus != NULL && gtk_widget_get_ancestor (focus, MOOT_TYPE_SIDEBAR) != NULL;
}

/* From anywhere in the window the next post is one key away; Escape goes back where it is narrow;
 * and whoever does not want keys alone turns them off. */
static void
elsewhere (WindowFixture *self)
{
  g_autoptr (GSettings) settings = moot_app_settings_new ();

  keys_set_scene (self, AT_HOME);
  ui_keys_press ("F6");
  WINDOW_WAIT (is_in_sidebar (self));
  ui_keys_press ("j");
  WINDOW_WAIT (!is_in_sidebar (self));
  WINDOW_WAIT (keys_get_status (self) != NULL);

  keys_set_scene (self, NARROW);
  window_fixture_act (self, "win.open-thread", self->status_id);
  ui_keys_press ("Escape");
  WINDOW_WAIT (is_root (self));
  g_assert_false (is_folded_away (self));
  ui_keys_press ("Escape");
  WINDOW_WAIT (is_folded_away (self));

  keys_set_scene (self, AT_THREAD);
  g_assert_nonnull (settings);
  g_settings_set_boolean (settings, "single-keys", FALSE);
  ui_keys_press ("c");
  ui_keys_press ("slash");
  ui_keys_press ("Escape");
  WINDOW_WAIT (is_root (self));
  g_assert_null (window_find_other (self));
  g_assert_cmpstr (moot_window_get_place (self->window), ==, "home");
  g_settings_set_boolean (settings, "single-keys", TRUE);
}

/* A discussion ------------------------------------------------------------------------------ */

static gboolean
counts (WindowFixture *self,
        const char    *text)
{
  GtkWidget *bar = window_find_type (keys_get_body (self), MOOT_TYPE_FIND_BAR);

  return bar != NULL && g_str_equal (moot_find_bar_get_count (MOOT_FIND_BAR (bar)), text);
}

static gboolean
is_in_comment (WindowFixture *self,
               const char    *text)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  GtkWidget *row =
    focus != NULL ? gtk_widget_get_ancestor (focus, MOOT_TYPE_COMMENT_ROW) : NULL;

  return row != NULL && window_find_text (row, text) != NULL;
}

static void
say (WindowFixture *self,
     const char    *text)
{
  g_autofree char *json = g_strdup_printf ("{\"body\":\"%s\"}", text);

  coop_node_expect (self->coop, self->coop->tokens[1], "POST", "/discussions/1/comments", json, 200,
                    NULL);
}

static gboolean
is_marked (GtkWidget *widget,
           gpointer   data)
{
  PangoAttrList *list = GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
                          ? pango_layout_get_attributes (gtk_label_get_layout (GTK_LABEL (widget)))
                          : NULL;
  g_autoptr (PangoAttrIterator) iter = NULL;

  if (list == NULL)
    return FALSE;
  iter = pango_attr_list_get_iterator (list);
  do
    if (pango_attr_iterator_get (iter, PANGO_ATTR_BACKGROUND) != NULL)
      return TRUE;
  while (pango_attr_iterator_next (iter));
  return FALSE;
}

/* Through what was said, on and back, whatever its case; Escape stays there. */
static void
find_words (WindowFixture *self)
{
  ui_keys_press ("<Control>f");
  WINDOW_WAIT (window_find_type (keys_get_body (self), GTK_TYPE_SEARCH_ENTRY) != NULL);
  ui_keys_type ("boiler");
  WINDOW_WAIT (counts (self, "1 of 3"));
  g_assert_nonnull (ui_find (keys_get_body (self), is_marked, NULL));
  window_fixture_shoot (self, "find");
  ui_keys_press ("Return");
  WINDOW_WAIT (counts (self, "2 of 3"));
  ui_keys_press ("<Shift>Return");
  WINDOW_WAIT (counts (self, "1 of 3"));
  ui_keys_press ("<Shift>Return");
  WINDOW_WAIT (counts (self, "3 of 3"));
  ui_keys_press ("Escape");
  WINDOW_WAIT (is_in_comment (self, "BOILER"));
  WINDOW_WAIT (counts (self, ""));
  ui_keys_press ("<Control>f");
  ui_keys_type ("nowhere");
  WINDOW_WAIT (counts (self, "Not found"));
  ui_keys_press ("Escape");
  WINDOW_WAIT (ui_find (keys_get_body (self), is_marked, NULL) == NULL);
}

/* The newest comment as the API has it. */
static char *
dup_newest (WindowFixture *self,
            const char    *member)
{
  g_autoptr (MootTestReply) reply =
    coop_node_get (self->coop, self->coop->tokens[0], "/discussions/1/comments?limit=1");
  JsonArray *all = moot_test_reply_array (reply);
  JsonNode *node =
    json_array_get_length (all) > 0
      ? json_object_get_member (json_array_get_object_element (all, 0), member)
      : NULL;

  if (node == NULL)
    return g_strdup ("");
  return JSON_NODE_HOLDS_VALUE (node) ? g_strdup (json_node_get_string (node))
                                      : json_to_string (node, FALSE);
}

static gboolean
newest_has (WindowFixture *self,
            const char    *member,
            const char    *part)
{
  g_autofree char *text = dup_newest (self, member);

  return text != NULL && strstr (text, part) != NULL;
}

static gboolean
was_told (WindowFixture *self,
          guint          who,
          const char    *type)
{
  g_autoptr (MootTestReply) reply =
    coop_node_get (self->coop, self->coop->tokens[who], "/notifications");
  JsonArray *all = moot_test_reply_array (reply);

  for (guint i = 0; i < json_array_get_length (all); i++)
    if (g_str_equal (
          json_object_get_string_member (json_array_get_object_element (all, i), "type"), type))
      return TRUE;
  return FALSE;
}

static GtkWidget *
focus_text (WindowFixture *self)
{
  GtkWidget *text = window_find_type (keys_get_body (self), GTK_TYPE_TEXT_VIEW);

  gtk_widget_grab_focus (text);
  return text;
}

/* Sent, and the box is free for more. */
static gboolean
is_free (GtkWidget *view)
{
  return gtk_widget_is_sensitive (view) &&
         gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))) == 0;
}

static gboolean
says (GtkWidget  *view,
      const char *text)
{
  g_autofree char *now = dup_text (view);

  return g_str_equal (now, text);
}

/* Two letters behind an “@” and Enter write the name; whose it is hears of it. */
static void
mention (WindowFixture *self)
{
  GtkWidget *text = focus_text (self);

  ui_keys_type ("Ask @cy");
  WINDOW_WAIT (keys_has_popover (self));
  ui_keys_press ("Return");
  WINDOW_WAIT (says (text, "Ask @cy "));
  ui_keys_type ("soon");
  ui_keys_press ("<Control>Return");
  WINDOW_WAIT (is_free (text));
  g_assert_true (newest_has (self, "body", "soon"));
  WINDOW_WAIT (was_told (self, 2, "mention"));
}

static gboolean
is_row_with (GtkWidget *widget,
             gpointer   text)
{
  return MOOT_IS_COMMENT_ROW (widget) && window_find_text (widget, text) != NULL;
}

/* What is answered stands above the answer as a quotation, and the author hears of it. */
static void
quote (WindowFixture *self)
{
  GtkWidget *row = ui_find (keys_get_body (self), is_row_with, (gpointer) "BOILER");
  GtkWidget *text;

  g_assert_nonnull (row);
  g_signal_emit_by_name (row, "quote");
  text = window_find_type (keys_get_body (self), GTK_TYPE_TEXT_VIEW);
  WINDOW_WAIT (gtk_widget_has_focus (text));
  ui_keys_type ("Indeed.");
  WINDOW_WAIT (says (text, "> The BOILER leaks.\n\nIndeed."));
  ui_keys_press ("<Control>Return");
  WINDOW_WAIT (is_free (text));
  g_assert_true (newest_has (self, "body", "Indeed."));
  g_assert_true (newest_has (self, "body", "<blockquote>"));
  g_assert_true (newest_has (self, "parent_id", "3"));
  WINDOW_WAIT (was_told (self, 1, "reply"));
}

/* The focus is in the description as soon as there is a picture. */
static void
attach (WindowFixture *self)
{
  GtkWidget *box = window_find_type (keys_get_body (self), MOOT_TYPE_ATTACH_BOX);
  g_autofree char *path = g_build_filename (self->folder, "pipe.png", NULL);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 320, 200);
  GtkWidget *text;

  gdk_pixbuf_fill (pixbuf, 0x3a7ca5ff);
  g_assert_true (gdk_pixbuf_save (pixbuf, path, "png", NULL, NULL));
  focus_text (self);
  ui_keys_type ("Look.");
  moot_attach_box_add (MOOT_ATTACH_BOX (box), path, NULL);
  ui_wait_frames (GTK_WIDGET (self->window), 5);
  ui_keys_type ("A wet pipe");
  window_fixture_shoot (self, "comment-picture");
  text = focus_text (self);
  ui_keys_press ("<Control>Return");
  WINDOW_WAIT (is_free (text));
  g_assert_true (newest_has (self, "body", "Look."));
  g_assert_true (newest_has (self, "attachments", "A wet pipe"));
  WINDOW_WAIT (window_find_type (keys_get_body (self), MOOT_TYPE_MEDIA_GRID) != NULL);
  window_fixture_settle (self);
  window_fixture_shoot (self, "comment-with-picture");
}

static void
discuss (WindowFixture *self)
{
  window_fixture_sign_in (self);
  coop_node_expect (self->coop, self->coop->tokens[1], "POST", "/discussions",
                    "{\"title\":\"Heat\",\"context\":\"It is **cold**: the boiler is old.\"}", 200,
                    NULL);
  say (self, "It was *never* warm.");
  say (self, "Boilers do not last.");
  say (self, "The BOILER leaks.");
  window_fixture_remember (self);
  window_fixture_act (self, "win.open-discussion", "1");
  WINDOW_WAIT (window_find_text (keys_get_body (self), "BOILER") != NULL);
  window_fixture_settle (self);
  ui_keys_focus (GTK_WIDGET (self->window));
  find_words (self);
  mention (self);
  quote (self);
  attach (self);
}

static void
test_discuss (void)
{
  window_run (discuss, NULL);
}

static void
everything (WindowFixture *self)
{
  window_fixture_sign_in (self);
  window_fixture_fill (self);
  window_fixture_remember (self);
  type_letters (self);
  elsewhere (self);
}

static void
test_everything (void)
{
  window_run (everything, NULL);
}

/* Ballots -------------------------------------------------------------------------------------- */

/* clang-format off */
static const struct
{
  const char *kind;
  const char *options; /* titles; of a proposal, keys */
  const char *keys;    /* beginning before the first control */
  const char *says;
} ballots[] = {
  { "proposal", "agree abstain disagree block", "Tab Down Down space", "Disagree" },
  { "check",    "well unsure concerned",        "Tab Down space",      "unsure" },
  { "count",    "yes no",                       "Tab space",           "yes" },
  { "choose",   "Red Green Blue",               "Tab Down Down space", "Blue" },
  { "approval", "Red Green Blue",               "Tab space Tab Tab space", "Red\nBlue" },
  { "score",    "Red Green Blue",               "Tab 4 Tab 2 Tab Up Tab", "Red: 4\nGreen: 2\nBlue: 1" },
  { "dot",      "Red Green Blue",               "Tab 3 Tab 5 Tab",     "Red: 3\nGreen: 5" },
  { "rank",     "Red Green Blue",               "Tab 2 Tab 1 Tab 3 Tab", "Red: 2\nGreen: 1\nBlue: 3" },
  { "irv",      "Red Green Blue",               "Tab Tab 1 Tab",       "Green: 1" },
  { "stv",      "Red Green Blue",               "Tab Tab 1 Tab 2 Tab", "Green: 1\nBlue: 2" },
  { "schulze",  "Red Green Blue",               "Tab 3 Tab 2 Tab 1 Tab", "Red: 3\nGreen: 2\nBlue: 1" },
  { "time",     "2026-12-01T18:00:00.000Z 2026-12-02T18:00:00.000Z", "Tab space Down Return", "If need be" },
};
/* clang-format on */

static MootProposal *
make_proposal (guint row)
{
  g_auto (GStrv) options = g_strsplit (ballots[row].options, " ", -1);
  const gboolean is_time = g_str_equal (ballots[row].kind, "time");
  const gboolean has_titles = g_ascii_isupper (*options[0]) || is_time;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *text = NULL;
  MootKindLimits limits;
  MootDecisionKind kind;
  MootProposal *proposal;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "id", "1");
  moot_json_put_string (&json, "kind", ballots[row].kind);
  moot_json_name (&json, "options");
  moot_json_begin_array (&json);
  for (guint i = 0; options[i] != NULL; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i + 1);

      moot_json_begin_object (&json);
      moot_json_put_string (&json, "id", id);
      moot_json_put_string (&json, "key", is_time ? "time" : has_titles ? NULL
                                                                        : options[i]);
      moot_json_put_string (&json, "title", options[i]);
      moot_json_put_string (&json, "reason", "optional");
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  moot_json_end_object (&json);
  text = moot_json_writer_steal (&json);
  proposal = moot_entity_from_text (MOOT_TYPE_PROPOSAL, text, NULL);
  g_assert_nonnull (proposal);
  g_assert_true (moot_decision_kind_from_text (ballots[row].kind, &kind));
  moot_kind_limits_init (&limits, kind, g_strv_length (options));
  proposal->min_choices = limits.min_choices;
  proposal->max_choices = limits.max_choices;
  proposal->min_score = limits.min_score;
  proposal->max_score = limits.max_score;
  proposal->dots = limits.dots;
  proposal->seats = limits.seats;
  proposal->target = limits.target;
  return proposal;
}

typedef struct
{
  MootBallotSheet *sheet;
  const char *says;
} Saying;

static gboolean
is_said (gpointer data)
{
  const Saying *saying = data;
  g_autofree char *summary = moot_ballot_sheet_is_begun (saying->sheet)
                               ? moot_ballot_sheet_dup_summary (saying->sheet)
                               : NULL;

  return summary != NULL && strstr (summary, saying->says) != NULL;
}

/* A ballot of each kind is filled in with nothing but keys. */
static void
test_ballots (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ballots); i++)
    {
      g_autoptr (MootProposal) proposal = make_proposal (i);
      g_auto (GStrv) keys = g_strsplit (ballots[i].keys, " ", -1);
      GtkWidget *window = gtk_window_new ();
      GtkWidget *sheet = moot_ballot_sheet_new ();
      const Saying saying = { MOOT_BALLOT_SHEET (sheet), ballots[i].says };

      g_test_message ("%s", ballots[i].kind);
      moot_ballot_sheet_set_proposal (MOOT_BALLOT_SHEET (sheet), proposal);
      g_assert_true (moot_ballot_sheet_is_known (MOOT_BALLOT_SHEET (sheet)));
      gtk_window_set_child (GTK_WINDOW (window), sheet);
      gtk_window_present (GTK_WINDOW (window));
      ui_keys_focus (window);
      gtk_window_set_focus (GTK_WINDOW (window), NULL);
      for (guint k = 0; keys[k] != NULL; k++)
        {
          ui_keys_press (keys[k]);
          ui_wait_frames (window, 2);
        }
      if (!ui_wait (is_said, (gpointer) &saying, 60000))
        {
          g_autofree char *summary = moot_ballot_sheet_dup_summary (saying.sheet);

          g_error ("%s: “%s”, wanted “%s”", ballots[i].kind, summary, ballots[i].says);
        }
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

int
main (int    argc,
      char **argv)
{
  window_init (&argc, &argv);
  g_test_add_func ("/ui/typing/discussion", test_discuss);
  g_test_add_func ("/ui/typing/ballots", test_ballots);
  g_test_add_func ("/ui/typing/everything", test_everything);
  return g_test_run ();
}
