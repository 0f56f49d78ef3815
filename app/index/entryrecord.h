// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "index/documentterms.h"
#include "index/searchquery.h"
#include "index/wordpairs.h"

#include <QByteArray>

/// An entry as it is written: everything worked out that needs no database, so that many can be
/// prepared at once on other threads.
struct EntryRecord {
    QString registry;
    QString key;      ///< of the name, folded by case
    QString squashed; ///< of the name, letters and digits only
    QString name;
    QString version;
    QString author;
    QString user;
    QString abstract;
    QStringList extensions;
    QStringList tags;
    QString license;
    int licenseClass = 0;
    QString language;
    bool nativeCode = false;
    bool needsRestart = false;
    int status = 0;
    QDateTime date;
    VersionRange postgres;
    qint64 installs = -1;
    QByteArray release;
    QByteArray description;
    QByteArray readme;
    QByteArray readmeSource;
    QByteArray docs;
    QByteArray functions;
    DocumentTerms terms;
    WordPairs pairs;
    QByteArray digest; ///< of all this; the same digest means nothing changed

    [[nodiscard]] static EntryRecord of(const IndexEntry &entry);
};
