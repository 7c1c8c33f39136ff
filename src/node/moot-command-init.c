/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* `folkmoot-node init`.
 * Thread: main. */
#include "moot-bylaws-presets.h"
#include "moot-command.h"
#include "moot-founding.h"

#include <stdio.h>

#define DEFAULT_CURRENCY "GBP"
#define DEFAULT_BYLAWS "social-coop"

typedef struct
{
  char *data_folder;
  char *host;
  char *base_url;
  char *domain;
  char *title;
  char *currency;
  char *bylaws;
  char *handle;
  char *admin;
  char *password_file;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->data_folder);
  g_free (self->host);
  g_free (self->base_url);
  g_free (self->domain);
  g_free (self->title);
  g_free (self->currency);
  g_free (self->bylaws);
  g_free (self->handle);
  g_free (self->admin);
  g_free (self->password_file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static const char *
find_missing (const Options *self)
{
  const struct
  {
    const char *name;
    const char *value;
  } required[] = {
    { "--data", self->data_folder },
    { "--host or --base-url", self->host != NULL ? self->host : self->base_url },
    { "--name", self->title },
    { "--admin", self->admin },
    { "--password-file", self->password_file },
  };

  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    if (required[i].value == NULL)
      return required[i].name;
  return NULL;
}

static int
found (const Options *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootSiteName) site_name = self->host != NULL
                                         ? moot_site_name_new_for_host (self->host, &error)
                                         : moot_site_name_new_for_url (self->base_url, &error);
  g_autofree char *password =
    site_name != NULL ? moot_command_read_password (self->password_file, &error) : NULL;
  g_autofree char *currency =
    g_ascii_strup (self->currency != NULL ? self->currency : DEFAULT_CURRENCY, -1);
  MootFounding founding = {
    .data_folder = self->data_folder,
    .site_name = site_name,
    .title = self->title,
    .currency = currency,
    .bylaws = self->bylaws != NULL ? self->bylaws : DEFAULT_BYLAWS,
    .handle = self->handle,
    .admin = self->admin,
    .password = password,
  };

  if (password == NULL ||
      (self->domain != NULL && !moot_site_name_set_domain (site_name, self->domain, &error)) ||
      !moot_founding_run (&founding, &error))
    return moot_command_failed (error);
  printf ("%s is ready in %s: %s\n", self->title, self->data_folder, site_name->base_url);
  return MOOT_EXIT_DONE;
}

/** moot_command_init: makes a new node; returns how to end */
int
moot_command_init (int    argc,
                   char **argv)
{
  g_auto (Options) options = { 0 };
  g_autofree char *presets = g_strjoinv (", ", (char **) moot_bylaws_get_presets ());
  g_autofree char *bylaws_text =
    g_strdup_printf ("Rules to start with: %s (%s)", presets, DEFAULT_BYLAWS);
  const GOptionEntry entries[] = {
    MOOT_DATA_OPTION (&options.data_folder),
    { "host", 0, 0, G_OPTION_ARG_STRING, &options.host, "Public name: the moot is at https://HOST",
      "HOST" },
    { "base-url", 0, 0, G_OPTION_ARG_STRING, &options.base_url,
      "Instead, for a trial on this computer: http://127.0.0.1:PORT", "URL" },
    { "domain", 0, 0, G_OPTION_ARG_STRING, &options.domain,
      "What handles say when that is not HOST: @NAME@DOMAIN; DOMAIN must lead to HOST", "DOMAIN" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.title, "What the moot is called", "TEXT" },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &options.currency,
      "Currency of dues and books (" DEFAULT_CURRENCY ")", "CODE" },
    { "bylaws", 0, 0, G_OPTION_ARG_STRING, &options.bylaws, bylaws_text, "PRESET" },
    { "handle", 0, 0, G_OPTION_ARG_STRING, &options.handle,
      "Account name of the moot itself (made of --name)", "NAME" },
    { "admin", 0, 0, G_OPTION_ARG_STRING, &options.admin, "Account name of the first member",
      "NAME" },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &options.password_file,
      "Their password: the first line of FILE, - for standard input", "FILE" },
    G_OPTION_ENTRY_NULL
  };
  int status;

  if (!moot_command_parse (entries, &argc, &argv, &status))
    return status;
  if (argc > 1)
    return moot_command_misused ("'%s' means nothing here", argv[1]);
  if (find_missing (&options) != NULL)
    return moot_command_misused ("init needs %s", find_missing (&options));
  if (options.host != NULL && options.base_url != NULL)
    return moot_command_misused ("give either --host or --base-url");
  return found (&options);
}
