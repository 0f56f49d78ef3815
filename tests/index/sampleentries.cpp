// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "sampleentries.h"

using namespace Qt::StringLiterals;

IndexEntry sampleEntry(const QString &name, const QString &abstract, const QString &readme)
{
    IndexEntry entry;
    entry.registry = u"pgxn"_s;
    entry.release.name = name;
    entry.release.version = Version(1, 2, 3);
    entry.release.abstract = abstract;
    entry.release.maintainers = {u"Ada Author <ada@example.org>"_s};
    entry.release.license = u"PostgreSQL"_s;
    entry.release.user = u"ada"_s;
    entry.release.date = QDateTime(QDate(2024, 5, 6), QTime(7, 8, 9), Qt::UTC);
    ProvidedExtension extension;
    extension.name = name;
    extension.version = u"1.2.3"_s;
    entry.release.extensions = {extension};
    entry.distribution.name = name;
    entry.distribution.releases = {
        {entry.release.version, ReleaseStatus::Stable, entry.release.date}};
    entry.readme = readme;
    entry.readmeSource = readme;
    entry.readmeFile = readme.isEmpty() ? QString() : u"README.md"_s;
    entry.language = u"sql"_s;
    return entry;
}

QList<IndexEntry> sampleEntries()
{
    QList<IndexEntry> entries;

    IndexEntry cron = sampleEntry(u"pg_cron"_s, u"Job scheduler for PostgreSQL"_s,
                                  u"Runs jobs at night.\n\nAdd it to shared_preload_libraries."_s);
    cron.release.tags = {u"scheduling"_s, u"background worker"_s};
    cron.language = u"c"_s;
    cron.hasNativeCode = true;
    cron.needsRestart = true;
    cron.release.postgres = *VersionRange::parseTolerant(u">=13.0.0"_s);
    entries.append(cron);

    IndexEntry vector = sampleEntry(u"vector"_s, u"Similarity search for embeddings"_s,
                                    u"Exact and approximate nearest neighbour search.\n"_s);
    vector.release.tags = {u"nearest neighbor search"_s, u"embedding"_s};
    vector.functions = u"cosine_distance\nl2_distance\nhnsw_handler"_s;
    vector.language = u"c"_s;
    vector.hasNativeCode = true;
    vector.installs = 9000;
    vector.release.postgres = *VersionRange::parseTolerant(u">=13.0.0"_s);
    entries.append(vector);

    IndexEntry vectorTools = sampleEntry(u"vector_tools"_s, u"Tools around the vector type"_s);
    vectorTools.installs = 90000;
    entries.append(vectorTools);

    IndexEntry unit =
        sampleEntry(u"pgtap"_s, u"Unit testing for the database"_s,
                    u"Writes tests that emit TAP.\n\nSee also the vector distribution."_s);
    unit.docs = u"The function throws_ok() checks that an error is raised. Naïve café."_s;
    unit.functions = u"throws_ok\nhas_table"_s;
    unit.release.license = u"GPL-3.0-only"_s;
    unit.release.postgres = *VersionRange::parseTolerant(u">=9.1.0, <15.0.0"_s);
    unit.release.status = ReleaseStatus::Testing;
    unit.release.user = u"bob"_s;
    entries.append(unit);

    IndexEntry text = sampleEntry(u"pg_bigm"_s, u"全文検索 with bigrams, for Japanese"_s,
                                  u"日本語の全文検索を速くします。"_s);
    text.release.license = u"MIT"_s;
    text.registry = u"local"_s;
    entries.append(text);

    IndexEntry hyphen = sampleEntry(u"json-schema"_s, u"Validates documents"_s);
    hyphen.release.extensions[0].name = u"json_schema"_s;
    ProvidedExtension second;
    second.name = u"jsonpointer"_s;
    hyphen.release.extensions.append(second);
    hyphen.release.date = QDateTime(QDate(2025, 1, 1), QTime(0, 0), Qt::UTC);
    entries.append(hyphen);

    IndexEntry russian = sampleEntry(u"slovnik"_s, u"Словари для полнотекстового поиска"_s);
    russian.release.date = QDateTime();
    russian.language = QString();
    entries.append(russian);

    entries.append(sampleEntry(u"partitioner"_s, u"Manages partitions"_s,
                               u"Partitioning by time: partitioned tables are kept small."_s));
    return entries;
}
