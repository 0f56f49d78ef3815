// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "syntheticcatalog.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

const QStringList &tradeWords()
{
    static const QStringList words =
        u"the to of and a is in for this it with on you that extension "
        "postgresql be as by are function can install database from "
        "table or version query type data create use sql will make an "
        "server index value column select not if file test build using "
        "pg_config support default must when row time name build key json "
        "schema return operator set run text index null example trigger "
        "user array string license integer partition background worker "
        "replication logical copy vacuum statistics hash btree gin gist "
        "foreign wrapper fuzzy search trigram vector similarity spatial "
        "geometry audit log monitoring queue job schedule cron encryption "
        "uuid random aggregate window percentile histogram sketch cache "
        "memory shared_preload_libraries parallel planner hint executor "
        "hook lock session temporal interval range currency money email "
        "unit semantic compression columnar storage timeseries graph"_s.split(u' ');
    return words;
}

template <typename Random>
int below(Random &random, int limit)
{
    return int(random()
               % quint32(limit)); // std::uniform_int_distribution differs between libraries
}

} // namespace

SyntheticCatalog::SyntheticCatalog(int size, quint32 seed) : m_size(size), m_seed(seed)
{
    constexpr int vocabulary = 60000;
    QSet<QString> seen;
    for (const QString &word : tradeWords()) {
        if (!seen.contains(word)) {
            seen.insert(word);
            m_words.push_back(word);
        }
    }
    Random random(seed);
    static const QStringList starts = u"b c d f g h j k l m n p r s t v w br cl cr dr fl gr pl pr "
                                      "sc sh sk sl sp st th tr"_s.split(u' ');
    static const QStringList vowels = u"a e i o u ai ea io ou"_s.split(u' ');
    static const QStringList ends = u"n r l s t d m x ck nd nt rt st ng"_s.split(u' ');
    while (m_words.size() < vocabulary) {
        QString word;
        const int syllables = 1 + below(random, 3);
        for (int i = 0; i < syllables; ++i) {
            word += starts[below(random, int(starts.size()))];
            word += vowels[below(random, int(vowels.size()))];
        }
        word += ends[below(random, int(ends.size()))];
        if (!seen.contains(word)) {
            seen.insert(word);
            m_words.push_back(word);
        }
    }
    double sum = 0;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        sum += 1.0 / (double(i) + 3);
        m_cumulative.push_back(sum);
    }
}

const QString &SyntheticCatalog::anyWord(Random &random) const
{
    const double at = double(random()) / double(Random::max()) * m_cumulative.back();
    const auto found = std::lower_bound(m_cumulative.begin(), m_cumulative.end(), at);
    return m_words[std::size_t(found - m_cumulative.begin())];
}

QString SyntheticCatalog::sentence(Random &random, int words) const
{
    QString text;
    for (int i = 0; i < words; ++i) {
        if (i > 0)
            text += u' ';
        text += anyWord(random);
    }
    text[0] = text[0].toUpper();
    return text;
}

QString SyntheticCatalog::nameOf(int n) const
{
    Random random(m_seed * 7919U + quint32(n));
    static const QStringList beginnings{u"pg_"_s, u"pg"_s, u""_s, u""_s, u"postgres_"_s};
    const QString beginning = beginnings[below(random, int(beginnings.size()))];
    const int trade = int(tradeWords().size());
    const QString &first = word(30 + below(random, trade - 40));
    const QString &second = word(trade + below(random, words() - trade));
    // Numbered where chance repeats itself: names are unique in a registry.
    return beginning + first + u'_' + second + (n % 7 == 0 ? QString::number(n) : QString())
           + (n >= 20000 ? u"_%1"_s.arg(n % 97) : QString());
}

IndexEntry SyntheticCatalog::entry(int n) const
{
    Random random(m_seed * 104729U + quint32(n));
    static const QStringList licenses{
        u"PostgreSQL"_s,    u"MIT"_s, u"Apache-2.0"_s, u"BSD-3-Clause"_s, u"GPL-3.0-only"_s,
        u"LGPL-2.1-only"_s, u""_s};
    static const QStringList languages{u"sql"_s,  u"c"_s,   u"c"_s, u"plpgsql"_s,
                                       u"rust"_s, u"c++"_s, u""_s};
    static const QStringList ranges{u"0"_s, u">=9.6.0"_s, u">=12.0.0"_s, u">=14.0.0, <18.0.0"_s,
                                    u">=16.0.0"_s};
    IndexEntry entry;
    Release &release = entry.release;
    release.name = nameOf(n);
    release.version =
        Version(quint64(below(random, 3)), quint64(below(random, 20)), quint64(below(random, 9)));
    release.abstract = sentence(random, 6 + below(random, 8));
    release.description = sentence(random, 20);
    release.maintainers = {sentence(random, 2) + u" <someone@example.org>"_s};
    release.license = licenses[below(random, int(licenses.size()))];
    release.status = ReleaseStatus(below(random, 10) < 8 ? 0 : 1 + below(random, 2));
    release.user = u"user%1"_s.arg(below(random, qMax(1, m_size / 8)));
    release.date = QDateTime::fromSecsSinceEpoch(1300000000LL + below(random, 480000000), Qt::UTC);
    release.postgres = VersionRange::parseTolerant(ranges[below(random, int(ranges.size()))])
                           .value_or(VersionRange());
    const int tags = 1 + below(random, 5);
    for (int i = 0; i < tags; ++i)
        release.tags.append(word(40 + below(random, 400)));
    const int extensions = below(random, 8) == 0 ? 2 : 1;
    for (int i = 0; i < extensions; ++i) {
        ProvidedExtension extension;
        extension.name = i == 0 ? release.name : release.name + u"_extra"_s;
        extension.version = release.version.toString();
        release.extensions.append(extension);
    }
    entry.distribution.name = release.name;
    entry.distribution.releases.append({release.version, release.status, release.date});
    entry.registry = n % 20 == 0 ? u"local"_s : u"pgxn"_s;
    const int paragraphs = 3 + below(random, 3);
    QString readme = release.name + u"\n====\n\n"_s;
    for (int i = 0; i < paragraphs; ++i) {
        readme += sentence(random, 60 + below(random, 80)) + u".\n\n"_s;
        if (i == 1)
            readme += u"## "_s + sentence(random, 3) + u"\n\n"_s;
    }
    entry.readme = readme;
    entry.readmeSource = readme;
    entry.readmeFile = u"README.md"_s;
    if (below(random, 3) == 0)
        entry.docs = sentence(random, 400);
    const int functions = below(random, 12);
    for (int i = 0; i < functions; ++i)
        entry.functions += anyWord(random) + u'_' + anyWord(random) + u'\n';
    entry.language = languages[below(random, int(languages.size()))];
    entry.hasNativeCode =
        entry.language == u"c"_s || entry.language == u"c++"_s || entry.language == u"rust"_s;
    entry.needsRestart = entry.hasNativeCode && below(random, 6) == 0;
    entry.archiveBytes = 10000 + below(random, 1000000);
    entry.installs = below(random, 2) == 0 ? -1 : below(random, 5000);
    return entry;
}
