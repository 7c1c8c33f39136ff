/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-exchange.h"
#include "moot-film.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * MootFilmRequest:
 * @film: being fetched; entered
 * @start: the first byte that is wanted
 * @length: how much is wanted; 0: all there is, however much that will be
 *
 * What is left to do of an answer whose head is ready.
 */
typedef struct _MootFilmRequest
{
  MootFilm *film;
  guint64 start;
  guint64 length;
} MootFilmRequest;

void moot_film_request_free (MootFilmRequest *self);

void moot_film_answer       (MootExchange      *exchange,
                             MootFilm          *film);
void moot_film_answer_start (SoupServerMessage *message,
                             MootExchange      *exchange);

G_END_DECLS
