/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the app remembers in GSettings.  A program that was not installed has no schema: it
 * remembers nothing and behaves as the schema's defaults say. Thread: main. */
#include "config.h"

#include "moot-app-settings.h"

/**
 * moot_app_settings_new:
 *
 * Returns: (transfer full) (nullable): the settings of the app
 */
GSettings *
moot_app_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
    source != NULL ? g_settings_schema_source_lookup (source, MOOT_APPLICATION_ID, TRUE) : NULL;

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}
