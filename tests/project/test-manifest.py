#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""The Flatpak manifest and meson.build say the same: modules, permissions, programs."""
import json
import re

import tap

MANIFEST = tap.path("flatpak", "coop.folkmoot.Folkmoot.yml")

# Every hole in the sandbox, with what would not work without it.  More than these is a finding.
PERMISSIONS = {
    "--share=network": "reach servers and listen",
    "--share=ipc": "X11 shared memory",
    "--socket=wayland": "a window",
    "--socket=fallback-x11": "a window without Wayland",
    "--device=dri": "GL",
    "--talk-name=org.freedesktop.secrets": "tokens in the Secret Service",
}


def load():
    try:
        import yaml
    except ImportError:
        raise tap.Skip("PyYAML is not installed") from None
    with open(MANIFEST, encoding="utf-8") as file:
        return yaml.safe_load(file)


def dependencies():
    """Names and floors of the dependencies, as meson itself reads them."""
    return json.loads(tap.run(tap.need("meson"), "introspect", "--scan-dependencies", tap.path("meson.build")))


def providers():
    with open(tap.path("tests", "tools", "flatpak-providers.tsv"), encoding="utf-8") as file:
        return dict(line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#"))


def shown():
    """flatpak-builder understands the manifest."""
    text = tap.run(tap.need("flatpak-builder"), "--show-manifest", MANIFEST)
    manifest = json.loads(text)
    assert manifest["id"] == "coop.folkmoot.Folkmoot"
    assert [m["name"] for m in manifest["modules"]] == [m["name"] for m in load()["modules"]]


def identity():
    """Application id and command are meson's."""
    with open(tap.path("meson.build"), encoding="utf-8") as file:
        application_id = re.search(r"^application_id = '([^']+)'", file.read(), re.M)[1]
    manifest = load()
    assert manifest["id"] == application_id
    assert manifest["command"] == "folkmoot"
    assert manifest["runtime"] == "org.gnome.Platform" and manifest["sdk"] == "org.gnome.Sdk"
    assert str(manifest["runtime-version"]).isdigit(), "a released runtime, not master"


def modules():
    """Each dependency comes from the runtime or from exactly one module, and no module is idle."""
    table, names = providers(), {d["name"] for d in dependencies()}
    assert names == set(table), f"only in one of meson.build and flatpak-providers.tsv: {names ^ set(table)}"
    built = [module["name"] for module in load()["modules"]]
    assert built[-1] == "folkmoot", "the program itself comes last"
    needed = {provider for provider in table.values() if provider != "runtime"}
    assert set(built[:-1]) == needed, f"modules {built[:-1]}, needed {sorted(needed)}"


def floors():
    """A module's version satisfies meson's floor."""
    table = providers()
    floors_of = {d["name"]: d["version"] for d in dependencies()}
    for module in load()["modules"][:-1]:
        version = re.search(r"(\d+(?:\.\d+)+)", module["sources"][0]["url"])[1]
        for name, provider in table.items():
            if provider != module["name"]:
                continue
            for floor in floors_of[name]:
                wanted = tuple(int(x) for x in re.search(r"[\d.]+", floor)[0].split("."))
                assert tuple(int(x) for x in version.split(".")) >= wanted, (name, version, floor)


def both_programs():
    """The app is switched on, so that both programs are built."""
    module = load()["modules"][-1]
    assert module["buildsystem"] == "meson"
    assert "-Dapp=enabled" in module["config-opts"]
    assert module["sources"] == [{"type": "dir", "path": ".."}]


def pinned():
    """Every foreign source is fetched over https and pinned by its checksum."""
    for module in load()["modules"][:-1]:
        for source in module["sources"]:
            assert source["url"].startswith("https://"), source
            assert re.fullmatch(r"[0-9a-f]{64}", source["sha256"]), source


def permissions():
    """The sandbox has the holes that are explained here and no others."""
    asked = load()["finish-args"]
    assert len(asked) == len(set(asked))
    assert set(asked) == set(PERMISSIONS), set(asked) ^ set(PERMISSIONS)


tap.main([shown, identity, modules, floors, both_programs, pinned, permissions])
