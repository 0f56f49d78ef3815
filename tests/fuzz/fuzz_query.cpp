// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/searchindex.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <cstdlib>
#include <memory>

namespace {

/// A small index with words of several scripts, for the life of the program.
struct Index {
    QTemporaryDir folder;
    SearchIndex index{folder.filePath(QStringLiteral("index.sqlite"))};
    Index()
    {
        if (!index.open().result())
            std::abort();
        QList<IndexEntry> entries;
        const QStringList words{QStringLiteral("key value store"),
                                QStringLiteral("Schlüssel größe"),
                                QStringLiteral("key_value semver"), QStringLiteral("日本語 検索")};
        for (const QString &text : words) {
            IndexEntry entry;
            entry.registry = QStringLiteral("fuzz");
            entry.release.name = QStringLiteral("dist%1").arg(entries.size());
            entry.release.version = Version(1, 0, 0);
            entry.release.abstract = text;
            entry.readme = text;
            entries.append(entry);
        }
        if (!index.replaceRegistry(QStringLiteral("fuzz"), entries).result())
            std::abort();
    }
};

} // namespace

/// Whatever a person types is answered: no text breaks the statement it ends up in.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int argc = 0;
    static QCoreApplication application(argc, nullptr);
    static Index index;
    SearchQuery query;
    query.text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    if (!index.index.search(query).result())
        std::abort();
    return 0;
}
