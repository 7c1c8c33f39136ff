/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Showing a film while it is being fetched: each viewer gets what is there, piece by piece as they
 * read it, and then what comes.  One that ends before its end breaks the connection, so that nobody
 * takes it for all of it.
 * Spec: RFC 9110, sections 14.2 and 15.3.7; RFC 9112, section 8 (incomplete messages).
 * Thread: the head on a worker, the rest on the node's main thread. */
#include "moot-film-answer.h"

#include "moot-answer.h"
#include "moot-connections.h"
#include "moot-fetcher.h"
#include "moot-range.h"

#define VIEW_KEY "moot-film-view"
#define PIECE_BYTES ((gsize) 64 * 1024)

/* What one viewer has still to get. */
typedef struct
{
  SoupServerMessage *message; /* borrowed: it tells when it goes */
  MootFilm *film;
  GSource *news;
  guint64 at;
  guint64 end;      /* G_MAXUINT64: nobody knows */
  gboolean is_sent; /* the last piece has been read */
} View;

/** moot_film_request_free: frees @self, which may be %NULL; its film was left or goes on */
void
moot_film_request_free (MootFilmRequest *self)
{
  if (self == NULL)
    return;

  if (self->film != NULL)
    moot_film_leave (self->film, NULL);
  g_free (self);
}

/* The head ------------------------------------------------------------------------------------- */

/**
 * moot_film_answer:
 * @exchange: a request
 * @film: (transfer full): what is shown, entered
 *
 * Answers with the head; moot_film_answer_start() does the rest.  Parts are cut from a film whose
 * server said how long it is; of any other, everything is given, which is always right.
 */
void
moot_film_answer (MootExchange *exchange,
                  MootFilm     *film)
{
  guint64 total = moot_film_get_total (film);
  gsize start = 0;
  gsize length = (gsize) total;
  MootRangeKind kind = MOOT_RANGE_ALL;

  if (total > 0)
    kind = moot_range_write_head (exchange, (gsize) total, moot_film_get_tag (film), &start,
                                  &length);
  if (kind == MOOT_RANGE_NOWHERE)
    {
      g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

      moot_exchange_reply_bytes (exchange, 416, moot_film_get_mime (film), nothing);
      moot_film_leave (film, NULL);
      return;
    }
  exchange->status = kind == MOOT_RANGE_PART ? 206 : 200;
  exchange->content_type = moot_film_get_mime (film);
  exchange->film = g_new0 (MootFilmRequest, 1);
  *exchange->film = (MootFilmRequest){ film, start, length };
}

/* The rest ------------------------------------------------------------------------------------- */

static void
append (View         *view,
        const guint8 *bytes,
        gsize         length)
{
  view->at += length;
  view->is_sent = FALSE;
  soup_message_body_append (soup_server_message_get_response_body (view->message),
                            SOUP_MEMORY_COPY, bytes, length);
  soup_server_message_unpause (view->message);
}

/* One piece at a time: what a viewer has not read takes no more memory than that. */
static void
go_on (View *view)
{
  g_autofree guint8 *buffer = NULL;
  MootFilmState state;
  gssize n;

  if (!view->is_sent)
    return;
  buffer = g_malloc (PIECE_BYTES);
  n = moot_film_read (view->film, view->at, buffer,
                      (gsize) MIN (PIECE_BYTES, view->end - view->at), &state);
  if (n > 0)
    {
      append (view, buffer, (gsize) n);
    }
  else if (view->at == view->end || (n == 0 && state == MOOT_FILM_WHOLE))
    {
      view->is_sent = FALSE;
      soup_message_body_complete (soup_server_message_get_response_body (view->message));
      soup_server_message_unpause (view->message);
    }
  else if (n < 0 || state != MOOT_FILM_COMING)
    {
      moot_connection_drop (view->message);
    }
}

static gboolean
news_cb (gpointer data)
{
  View *view = data;

  g_source_set_ready_time (view->news, -1);
  go_on (view);
  return G_SOURCE_CONTINUE;
}

static void
wrote_chunk_cb (SoupServerMessage *message,
                gpointer           user_data)
{
  View *view = user_data;

  view->is_sent = TRUE;
  g_source_set_ready_time (view->news, 0); /* not here, where libsoup is writing */
}

static void
view_free (gpointer data)
{
  View *view = data;

  moot_film_leave (view->film, view->news);
  g_source_destroy (view->news);
  g_source_unref (view->news);
  g_free (view);
}

static void
finished_cb (SoupServerMessage *message,
             gpointer           user_data)
{
  g_signal_handlers_disconnect_by_data (message, user_data);
  g_object_set_data (G_OBJECT (message), VIEW_KEY, NULL);
}

static gboolean
dispatch_news (GSource     *source,
               GSourceFunc  callback,
               gpointer     data)
{
  return callback (data);
}

static GSourceFuncs news_funcs = { .dispatch = dispatch_news };

static View *
view_new (SoupServerMessage *message,
          MootFilmRequest   *request)
{
  View *view = g_new0 (View, 1);

  view->message = message;
  view->film = g_steal_pointer (&request->film);
  view->at = request->start;
  view->end = request->length > 0 ? request->start + request->length : G_MAXUINT64;
  view->is_sent = TRUE;
  view->news = g_source_new (&news_funcs, sizeof (GSource));
  g_source_set_callback (view->news, news_cb, view, NULL);
  g_source_set_ready_time (view->news, 0);
  g_source_attach (view->news, g_main_context_get_thread_default ());
  moot_film_watch (view->film, view->news);
  return view;
}

/* A short film may be read for as long as it comes; a long one longer, at the pace of all answers.
 */
static void
allow (SoupServerMessage     *message,
       const MootFilmRequest *request)
{
  guint64 length = request->length > 0 ? request->length : MOOT_FETCH_FILM_BYTES;

  moot_connection_enter (message, MOOT_CONNECTION_READING);
  moot_connection_allow (message, (gsize) length + MOOT_ANSWER_LIMIT_BYTES);
}

/**
 * moot_film_answer_start:
 * @message: the paused request; the caller unpauses it
 * @exchange: what moot_film_answer() answered
 *
 * Begins to send the film.
 */
void
moot_film_answer_start (SoupServerMessage *message,
                        MootExchange      *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  MootFilmRequest *request = exchange->film;
  View *view;

  if (request->length == 0 && soup_server_message_get_http_version (message) == SOUP_HTTP_1_0)
    {
      /* nothing would tell its end from its breaking off */
      moot_answer_refuse (message, 503, "{\"error\":\"It is still being fetched\"}");
      return;
    }
  allow (message, request);
  moot_answer_write_headers (message, exchange->response_headers, exchange->viewer_id != 0);
  soup_server_message_set_status (message, exchange->status, NULL);
  soup_message_headers_set_content_type (headers, exchange->content_type, NULL);
  if (request->length > 0)
    soup_message_headers_set_content_length (headers, (goffset) request->length);
  else
    soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  if (g_str_equal (exchange->method, "HEAD"))
    return;
  view = view_new (message, request);
  g_object_set_data_full (G_OBJECT (message), VIEW_KEY, view, view_free); /* when the node stops */
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), view);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), view);
}
