/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What tests of others' pictures share. */
#include "media-stage.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

static gboolean
write_all (GOutputStream *out,
           const guint8  *bytes,
           gsize          length,
           GCancellable  *cancellable)
{
  return g_output_stream_write_all (out, bytes, length, NULL, cancellable, NULL);
}

/* A part of it, and the rest when the test says so: all, or drop by drop until nobody listens. */
static void
reply_slowly (MediaStage    *self,
              GOutputStream *out,
              GBytes        *body,
              gboolean       endless,
              GCancellable  *cancellable)
{
  const guint8 *bytes = g_bytes_get_data (body, NULL);
  gsize end = self->cut_at > 0 ? self->cut_at : g_bytes_get_size (body);

  if (!write_all (out, bytes, self->first, cancellable))
    return;
  g_mutex_lock (&self->lock);
  while (!self->goes_on)
    g_cond_wait (&self->spoken, &self->lock);
  g_mutex_unlock (&self->lock);
  if (!endless)
    write_all (out, bytes + self->first, end - self->first, cancellable);
  while (endless && write_all (out, bytes, 1024, cancellable))
    g_usleep (1000);
}

static void
reply (GOutputStream *out,
       const char    *request,
       guint          n,
       gpointer       data,
       GCancellable  *cancellable)
{
  MediaStage *self = data;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *head = NULL;
  gboolean endless;

  g_mutex_lock (&self->lock);
  while (self->silent)
    g_cond_wait (&self->spoken, &self->lock);
  body = g_bytes_ref (self->body);
  endless = self->endless;
  head = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Type: %s\r\nConnection: close\r\n\r\n",
                          self->status != NULL ? self->status : "200 OK", self->type);
  g_mutex_unlock (&self->lock);
  test_reply_text (out, head, cancellable);
  if (self->first > 0)
    {
      reply_slowly (self, out, body, endless, cancellable);
      return;
    }
  do
    if (!g_output_stream_write_all (out, g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                    NULL, cancellable, NULL))
      return;
  while (endless);
}

GBytes *
media_make_picture (int         width,
                    int         height,
                    const char *type)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guchar *pixels = gdk_pixbuf_get_pixels (pixbuf);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width * 3; x++)
      pixels[y * gdk_pixbuf_get_rowstride (pixbuf) + x] = (guchar) g_rand_int (rand);
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, type, &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

MediaStage *
media_stage_new (void (*adjust) (MootNodeOptions *options))
{
  MediaStage *self = g_new0 (MediaStage, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->spoken);
  self->body = media_make_picture (40, 30, "png");
  self->type = "image/png";
  moot_test_node_set_adjust (adjust);
  self->node = moot_test_node_new ();
  moot_test_node_set_adjust (NULL);
  self->store = test_server_new (reply, self, NULL);
  return self;
}

void
media_stage_free (MediaStage *self)
{
  moot_test_node_free (self->node);
  test_server_free (self->store);
  g_bytes_unref (self->body);
  g_cond_clear (&self->spoken);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* What the store has from now on; takes @body. */
void
media_stage_serve (MediaStage *self,
                   GBytes     *body,
                   const char *type,
                   const char *status)
{
  g_mutex_lock (&self->lock);
  g_bytes_unref (self->body);
  self->body = body;
  self->type = type;
  self->status = status;
  g_mutex_unlock (&self->lock);
}

/* Ends @silent and @first: everybody who waits is answered. */
void
media_stage_speak (MediaStage *self)
{
  g_mutex_lock (&self->lock);
  self->silent = FALSE;
  self->goes_on = TRUE;
  g_cond_broadcast (&self->spoken);
  g_mutex_unlock (&self->lock);
}

/* The path under which a member finds @target of the store. */
char *
media_stage_path (MediaStage    *self,
                  MootMediaKind  kind,
                  gboolean       small,
                  const char    *domain,
                  const char    *target)
{
  g_autofree char *url = test_server_dup_uri (self->store, target);
  g_autofree char *address = moot_media_address_write (
    moot_node_get_services (self->node->node)->site, kind, small, domain, url);

  g_assert_true (g_str_has_prefix (address, self->node->base_url));
  return g_strdup (address + strlen (self->node->base_url));
}

/* Gets @target as a picture of @domain. */
MootTestReply *
media_stage_get (MediaStage *self,
                 const char *domain,
                 const char *target)
{
  g_autofree char *path = media_stage_path (self, MOOT_MEDIA_PICTURE, FALSE, domain, target);

  return moot_test_get (self->node, path, NULL);
}

/* Gets @target as a film, or a part of it. */
MootTestReply *
media_stage_get_film (MediaStage *self,
                      const char *target,
                      const char *range,
                      const char *condition)
{
  g_autofree char *path = media_stage_path (self, MOOT_MEDIA_FILM, FALSE, "far.example", target);
  g_autofree char *uri = g_strconcat (self->node->base_url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);

  if (range != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "Range", range);
  if (condition != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "If-Range",
                                 condition);
  return moot_test_send (self->node, message);
}

void
media_assert_header (MootTestReply *reply,
                     const char    *name,
                     const char    *wanted)
{
  g_assert_cmpstr (soup_message_headers_get_one (reply->headers, name), ==, wanted);
}

/* Where the node keeps them. */
char *
media_stage_dup_folder (MediaStage *self)
{
  return g_build_filename (
    moot_node_get_services (self->node->node)->site->media_folder, MOOT_MEDIA_CACHE_FOLDER, NULL);
}

guint
media_stage_count_files (MediaStage *self)
{
  g_autofree char *folder = media_stage_dup_folder (self);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}
