// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>

/// Whole documents that the tests of this folder start from.
namespace MetaDocuments {

inline QByteArray version1()
{
    return R"({
  "name": "kvBox",
  "abstract": "A small key/value box",
  "description": "Holds keys and values.",
  "version": "1.2.0",
  "maintainer": ["Ada Sample <ada@example.org>", "Ben Example"],
  "license": "postgresql",
  "provides": {
    "kvbox": {
      "abstract": "The box type", "file": "sql/kvbox.sql", "docfile": "doc/kvbox.md", "version": "1.1.0"
    },
    "abox": { "file": "sql/abox.sql", "version": "0.1.0", "x_note": true }
  },
  "prereqs": {
    "build": { "requires": { "PostgreSQL": "12.0.0" } },
    "runtime": {
      "requires": { "PostgreSQL": ">= 13.0.0, < 19.0.0", "hstore": 0, "pgTAP": "1.0.0" },
      "recommends": { "PostGIS": "3.0.0" },
      "conflicts": { "oldbox": "< 2.0.0", "PostgreSQL": "== 14.1.0" }
    },
    "x_why": "because"
  },
  "tags": ["key value", "box"],
  "no_index": { "file": ["src/private.c"], "directory": ["internal"] },
  "release_status": "testing",
  "resources": {
    "homepage": "https://example.org/kvbox",
    "bugtracker": { "web": "https://example.org/kvbox/issues", "mailto": "bugs@example.org" },
    "repository": { "url": "https://example.org/kvbox.git", "web": "https://example.org/kvbox", "type": "git" }
  },
  "generated_by": "By hand",
  "meta-spec": { "version": "1.0.0", "url": "https://pgxn.org/meta/spec.txt" },
  "x_mood": "good"
})";
}

inline QByteArray version2()
{
    return R"({
  "name": "kvbox",
  "abstract": "A small key/value box",
  "version": "2.0.0-beta1",
  "maintainers": [
    { "name": "Ada Sample", "email": "ada@example.org" },
    { "name": "Ben Example", "url": "https://example.org/ben" }
  ],
  "license": "PostgreSQL OR MIT",
  "contents": {
    "extensions": {
      "kvbox": { "control": "kvbox.control", "sql": "sql/kvbox.sql", "doc": "doc/kvbox.md", "tle": true },
      "abox": { "control": "abox.control", "sql": "sql/abox.sql" }
    },
    "modules": {
      "kvwatch": { "type": "bgw", "lib": "src/kvwatch", "preload": "server" },
      "kvhook": { "type": "hook", "lib": "src/kvhook", "preload": "session" }
    },
    "apps": { "kvtool": { "bin": "bin/kvtool", "lang": "perl", "abstract": "Looks into boxes" } }
  },
  "classifications": { "tags": ["key value"], "categories": ["Data and Transformations"] },
  "ignore": ["/internal/", "*.tmp"],
  "dependencies": {
    "platforms": ["linux", "darwin-23.5.0-arm64"],
    "postgres": { "version": ">= 14, < 19", "with": ["icu", "llvm"] },
    "pipeline": "pgxs",
    "packages": {
      "build": { "requires": { "pkg:generic/openssl": ">= 3" } },
      "run": {
        "requires": { "pkg:postgres/hstore": 0, "pkg:pgxn/pgTAP@1.0": "1.0.0" },
        "suggests": { "pkg:pypi/PyArrow": "11.0.0" }
      }
    },
    "variations": [
      {
        "where": { "platforms": ["darwin"] },
        "dependencies": { "packages": { "build": { "requires": { "pkg:generic/libiconv": 0 } } } }
      }
    ]
  },
  "resources": {
    "homepage": "https://example.org/kvbox",
    "docs": "https://example.org/kvbox/docs",
    "badges": [{ "src": "https://example.org/badge.svg", "alt": "Test status" }]
  },
  "artifacts": [
    {
      "type": "source",
      "url": "https://example.org/kvbox.zip",
      "sha512": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
    }
  ],
  "meta-spec": { "version": "2.0.0", "url": "https://rfcs.pgxn.org/0003-meta-spec-v2.html" }
})";
}

/// What becomes of `version1()`.
inline QByteArray version1AsVersion2()
{
    return R"({
            "name": "kvBox", "abstract": "A small key/value box",
            "description": "Holds keys and values.", "version": "1.2.0", "producer": "By hand",
            "maintainers": [
                {"name": "Ada Sample", "email": "ada@example.org"},
                {"name": "Ben Example", "url": "https://example.org/kvbox"}],
            "license": "PostgreSQL",
            "contents": {"extensions": {
                "kvbox": {"control": "kvbox.control", "sql": "sql/kvbox.sql",
                          "doc": "doc/kvbox.md", "abstract": "The box type"},
                "abox": {"control": "abox.control", "sql": "sql/abox.sql", "x_note": true}}},
            "classifications": {"tags": ["key value", "box"]},
            "ignore": ["src/private.c", "internal"],
            "dependencies": {
                "postgres": {"version": "12.0.0"},
                "packages": {
                    "run": {
                        "requires": {"pkg:postgres/hstore": 0, "pkg:pgxn/pgtap": "1.0.0"},
                        "recommends": {"pkg:pgxn/postgis": "3.0.0"},
                        "conflicts": {"pkg:pgxn/oldbox": "< 2.0.0"}},
                    "x_why": "because"}},
            "resources": {
                "homepage": "https://example.org/kvbox",
                "issues": "https://example.org/kvbox/issues",
                "repository": "https://example.org/kvbox"},
            "meta-spec": {"version": "2.0.0",
                          "url": "https://rfcs.pgxn.org/0003-meta-spec-v2.html"},
            "x_mood": "good"})";
}

} // namespace MetaDocuments
