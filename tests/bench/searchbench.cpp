// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL

// Measures the search index with 1 k, 10 k and 100 k made-up releases: what a person waits for, from
// the question to the complete first page with facets and snippets, by class of question.
// --quick: 1 k and 10 k only. --size N: N only. --keep DIR: leave the files there and use them again. --write FILE: only writes an index of
// that --size. --json: one object a line, for comparing runs. "cpu" is what the
// process itself used at p95: on a busy machine the only figure that means anything.

#include "index/searchindex.h"
#include "syntheticcatalog.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>
#include <ctime>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

struct Series {
    std::vector<double> values;

    [[nodiscard]] double at(double share) const
    {
        std::vector<double> sorted = values;
        std::sort(sorted.begin(), sorted.end());
        const auto index = std::size_t(share * double(sorted.size() - 1) + 0.5);
        return sorted.empty() ? 0 : sorted[index];
    }
};

/// Milliseconds this process has computed.
double cpuTime()
{
    return double(std::clock()) * 1000 / CLOCKS_PER_SEC;
}

struct QueryClass {
    QString name;
    std::vector<SearchQuery> queries;
};

SearchQuery textQuery(const QString &text)
{
    SearchQuery query;
    query.text = text;
    return query;
}

QString mistyped(const QString &word, int n)
{
    QString wrong = word;
    const qsizetype at = 1 + n % qMax<qsizetype>(1, word.size() - 2);
    switch (n % 4) {
    case 0:
        wrong.remove(at, 1);
        break;
    case 1:
        wrong.insert(at, u'q');
        break;
    case 2:
        wrong[at] = u'z';
        break;
    default:
        std::swap(wrong[at], wrong[at - 1]);
    }
    return wrong;
}

std::vector<QueryClass> queryClasses(const SyntheticCatalog &catalog)
{
    std::vector<QueryClass> classes;
    const auto add = [&](const QString &name) -> std::vector<SearchQuery> & {
        classes.push_back({name, {}});
        return classes.back().queries;
    };
    {
        auto &queries = add(u"nothing typed"_s);
        for (int i = 0; i < 20; ++i)
            queries.emplace_back();
    }
    {
        auto &queries = add(u"one letter"_s);
        for (const QChar c : u"abcdefghijklmnopqrstuvwxyz0123"_s)
            queries.push_back(textQuery(c));
    }
    {
        auto &queries = add(u"two letters"_s);
        for (int i = 0; i < 60; ++i)
            queries.push_back(textQuery(catalog.word(20 + i * 7).left(2)));
    }
    {
        auto &queries = add(u"as you type"_s);
        for (int i = 0; i < 12; ++i) {
            const QString text = catalog.word(60 + i * 5) + u' ' + catalog.word(100 + i * 3);
            for (qsizetype length = 1; length <= text.size(); ++length)
                queries.push_back(textQuery(text.left(length)));
        }
    }
    {
        auto &queries = add(u"two frequent words"_s);
        for (int i = 0; i < 80; ++i)
            queries.push_back(textQuery(catalog.word(14 + i) + u' ' + catalog.word(40 + i * 2)));
    }
    {
        auto &queries = add(u"two rarer words"_s);
        for (int i = 0; i < 80; ++i)
            queries.push_back(
                textQuery(catalog.word(120 + i * 11) + u' ' + catalog.word(200 + i * 31)));
    }
    {
        auto &queries = add(u"phrase"_s);
        for (int i = 0; i < 40; ++i) {
            queries.push_back(textQuery(u'"' + catalog.word(14 + i * 2) + u' '
                                        + catalog.word(40 + i * 4) + u'"'));
        }
    }
    {
        auto &queries = add(u"exact name"_s);
        for (int i = 0; i < 120; ++i)
            queries.push_back(textQuery(catalog.nameOf(i * (catalog.size() / 120))));
    }
    {
        auto &queries = add(u"typing error, frequent"_s);
        for (int i = 0; i < 80; ++i) {
            if (catalog.word(30 + i).size() >= 4)
                queries.push_back(textQuery(mistyped(catalog.word(30 + i), i)));
        }
    }
    {
        auto &queries = add(u"typing error, name"_s);
        for (int i = 0; i < 80; ++i)
            queries.push_back(textQuery(mistyped(catalog.nameOf(i * (catalog.size() / 80)), i)));
    }
    {
        auto &queries = add(u"in every README"_s);
        for (int i = 0; i < 40; ++i)
            queries.push_back(
                textQuery(u"postgresql extension function install database"_s.split(u' ')[i % 5]));
    }
    {
        auto &queries = add(u"with facets"_s);
        for (int i = 0; i < 80; ++i) {
            SearchQuery query = textQuery(catalog.word(20 + i));
            query.postgresMajors = {15 + i % 3};
            query.licenseClasses = {u"permissive"_s, u"copyleft"_s};
            query.languages = {u"c"_s};
            query.needsRestart = i % 2 == 0;
            queries.push_back(query);
        }
    }
    {
        auto &queries = add(u"facets only"_s);
        for (int i = 0; i < 40; ++i) {
            SearchQuery query;
            query.postgresMajors = {13 + i % 6};
            query.sort = SearchQuery::Sort(1 + i % 3);
            queries.push_back(query);
        }
    }
    {
        auto &queries = add(u"by tag"_s);
        for (int i = 0; i < 40; ++i) {
            SearchQuery query;
            query.tag = catalog.word(40 + i * 9);
            queries.push_back(query);
        }
    }
    {
        auto &queries = add(u"no match"_s);
        for (int i = 0; i < 60; ++i)
            queries.push_back(textQuery(u"qqxzv%1wwk"_s.arg(i)));
    }
    {
        auto &queries = add(u"page 10"_s);
        for (int i = 0; i < 60; ++i) {
            SearchQuery query = textQuery(catalog.word(10 + i * 2));
            query.offset = 450;
            queries.push_back(query);
        }
    }
    return classes;
}

/// An index file of that many releases, for measuring the window's start.
int writeIndex(const QString &file, int size)
{
    const SyntheticCatalog catalog(size);
    QList<IndexEntry> entries;
    for (int n = 0; n < size; ++n)
        entries.append(catalog.entry(n));
    SearchIndex index(file);
    if (!index.open().result())
        return 1;
    return index.put(entries).result() ? 0 : 1;
}

struct Built {
    double seconds = 0;
    double cpuSeconds = 0;
};

/// Fills the file unless it is full already.
std::optional<Built> build(const QString &file, const SyntheticCatalog &catalog)
{
    Built built;
    SearchIndex index(file);
    if (const auto opened = index.open().result(); !opened) {
        out() << opened.error().message << Qt::endl;
        return {};
    }
    if (index.count().result().value_or(0) > 0)
        return built;
    constexpr int batch = 5000;
    for (int from = 0; from < catalog.size(); from += batch) {
        QList<IndexEntry> entries;
        for (int n = from; n < qMin(catalog.size(), from + batch); ++n)
            entries.append(catalog.entry(n));
        QElapsedTimer timer;
        const double cpuBefore = cpuTime();
        timer.start();
        if (const auto done = index.put(entries).result(); !done) {
            out() << done.error().message << u' ' << done.error().detail << Qt::endl;
            return {};
        }
        built.seconds += double(timer.nsecsElapsed()) / 1e9;
        built.cpuSeconds += (cpuTime() - cpuBefore) / 1000;
    }
    return built;
}

int runSize(int size, const QString &folder, bool json)
{
    const QString file = QDir(folder).filePath(u"index-%1.sqlite"_s.arg(size));
    const SyntheticCatalog catalog(size);
    QElapsedTimer timer;
    const auto built = build(file, catalog);
    if (!built)
        return 1;
    SearchIndex index(file);
    timer.start();
    const auto opened = index.open().result();
    const auto first = index.searchNow(SearchQuery());
    const double start = double(timer.nsecsElapsed()) / 1e6;
    if (!opened || !first)
        return 1;
    const double megabytes = double(QFileInfo(file).size()) / 1e6;
    if (!json) {
        out()
            << u"\n%1 releases: built in %2 s (cpu %3 s), %4 MB on disk, opened and first page in %5 ms\n"_s
                   .arg(first->total)
                   .arg(built->seconds, 0, 'f', 1)
                   .arg(built->cpuSeconds, 0, 'f', 1)
                   .arg(megabytes, 0, 'f', 1)
                   .arg(start, 0, 'f', 0);
        out() << u"%1 %2 %3 %4 %5 %6 %7 %8\n"_s.arg(u"query class"_s, -24)
                     .arg(u"queries"_s, 8)
                     .arg(u"p50 ms"_s, 8)
                     .arg(u"p95 ms"_s, 8)
                     .arg(u"max ms"_s, 8)
                     .arg(u"cpu p50"_s, 8)
                     .arg(u"cpu p95"_s, 8)
                     .arg(u"mean hits"_s, 10);
    }
    for (const QueryClass &queryClass : queryClasses(catalog)) {
        Series wall;
        Series cpu;
        qint64 found = 0;
        for (const SearchQuery &query : queryClass.queries) {
            const double cpuBefore = cpuTime();
            timer.start();
            const auto answer = index.searchNow(query);
            wall.values.push_back(double(timer.nsecsElapsed()) / 1e6);
            cpu.values.push_back(cpuTime() - cpuBefore);
            if (!answer) {
                out() << query.text << u": "_s << answer.error().message << Qt::endl;
                return 1;
            }
            found += answer->total;
        }
        const double hits = double(found) / double(wall.values.size());
        if (json) {
            const QJsonObject line{{u"releases"_s, size},      {u"class"_s, queryClass.name},
                                   {u"p50"_s, wall.at(0.5)},   {u"p95"_s, wall.at(0.95)},
                                   {u"max"_s, wall.at(1)},     {u"cpu50"_s, cpu.at(0.5)},
                                   {u"cpu95"_s, cpu.at(0.95)}, {u"hits"_s, hits}};
            out() << QJsonDocument(line).toJson(QJsonDocument::Compact) << u'\n';
        } else {
            out() << u"%1 %2 %3 %4 %5 %6 %7 %8\n"_s.arg(queryClass.name, -24)
                         .arg(wall.values.size(), 8)
                         .arg(wall.at(0.5), 8, 'f', 2)
                         .arg(wall.at(0.95), 8, 'f', 2)
                         .arg(wall.at(1), 8, 'f', 2)
                         .arg(cpu.at(0.5), 8, 'f', 2)
                         .arg(cpu.at(0.95), 8, 'f', 2)
                         .arg(hits, 10, 'f', 0);
        }
        out().flush();
    }
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const bool json = arguments.contains(u"--json"_s);
    QList<int> sizes{1000, 10000, 100000};
    if (arguments.contains(u"--quick"_s))
        sizes.removeLast();
    if (const qsizetype at = arguments.indexOf(u"--size"_s); at > 0 && at + 1 < arguments.size())
        sizes = {qMax(100, arguments[at + 1].toInt())};
    if (const qsizetype at = arguments.indexOf(u"--write"_s); at > 0 && at + 1 < arguments.size())
        return writeIndex(arguments[at + 1], sizes.first());
    const QTemporaryDir temporary(QDir::tempPath() + u"/howdah-bench-XXXXXX"_s);
    QString folder = temporary.path();
    if (const qsizetype at = arguments.indexOf(u"--keep"_s); at > 0 && at + 1 < arguments.size())
        folder = arguments[at + 1];
    for (const int size : sizes) {
        if (const int failed = runSize(size, folder, json))
            return failed;
    }
    return 0;
}
