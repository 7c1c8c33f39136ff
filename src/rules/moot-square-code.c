/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A text as the square code that cameras read (QR): bytes, level M, up to version 13.
 * Thread: any.
 * Spec: ISO/IEC 18004; EPC069-12 for level and version. */
#include "moot-square-code.h"

#include <qrencode.h>
#include <string.h>

#include "moot-error.h"

#define QUIET 4 /* modules that stay white around the code */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QRcode, QRcode_free)

/**
 * moot_square_code_write_svg:
 * @text: UTF-8
 * @error: return location
 *
 * Draws the code, black on white with its quiet zone, one unit a module.
 *
 * Errors: %MOOT_ERROR_TOO_LARGE for what does not fit.
 *
 * Returns: (transfer full): an SVG document
 */
char *
moot_square_code_write_svg (const char  *text,
                            GError     **error)
{
  g_autoptr (QRcode) code = NULL;
  g_autoptr (GString) svg = g_string_new (NULL);
  int size;

  g_return_val_if_fail (text != NULL, NULL);

  code = QRcode_encodeData ((int) MIN (strlen (text), G_MAXINT16), (const unsigned char *) text, 0,
                            QR_ECLEVEL_M);
  if (code == NULL || code->version > MOOT_SQUARE_CODE_VERSION_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "too long for a square code");
      return NULL;
    }
  size = code->width + 2 * QUIET;
  g_string_append_printf (svg,
                          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
                          "shape-rendering=\"crispEdges\"><path fill=\"#fff\" "
                          "d=\"M0 0h%dv%dH0z\"/><path d=\"",
                          size, size, size, size);
  for (int y = 0; y < code->width; y++)
    for (int x = 0; x < code->width; x++)
      if (code->data[y * code->width + x] & 1)
        g_string_append_printf (svg, "M%d %dh1v1h-1z", x + QUIET, y + QUIET);
  g_string_append (svg, "\"/></svg>\n");
  return g_string_free (g_steal_pointer (&svg), FALSE);
}
