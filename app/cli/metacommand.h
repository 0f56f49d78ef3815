// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QStringList>
#include <QTextStream>

/// `howdahctl meta check|show|convert FILE…`: what authors do with META.json. FILE is a META.json, a folder that
/// holds one, or an archive.
///
/// check: problems with place, cause and remedy; a document that a registry has released is checked as such.
/// show: what the document says. convert: the document as META spec version 2, on `out`; what is still wrong
/// with it on `err`.
///
/// `arguments` begins with the verb. With `json`, `out` gets one JSON array with an object a file. Gives the exit
/// status: 0 all well, 1 problems found, 2 a wrong command line or a file that cannot be read.
[[nodiscard]] int runMetaCommand(const QStringList &arguments, bool json, QTextStream &out,
                                 QTextStream &err);
