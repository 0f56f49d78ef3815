// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "index/docset.h"
#include "index/searchquery.h"

#include <QHash>
#include <QString>

#include <memory>
#include <mutex>
#include <vector>

/// What filtering, counting and sorting need of every entry, held in memory: some 60 bytes each.
/// Immutable once published; readers share it. `generation` is the state of the database it shows.
class EntryColumns
{
public:
    static constexpr int maximumMajors = 16;

    struct Row {
        quint64 bits = 0; ///< facets, see below
        qint64 date = 0;  ///< ms since 1970; 0: unknown
        qint64 installs = -1;
        float prior = 0; ///< how much it is worth before anything is asked
        QString key;     ///< folded name, to sort by
    };

    /// Facts of one entry as they come from a release or from the database.
    struct Facts {
        quint32 id = 0;
        QString key;
        QString registry;
        QString language;
        int licenseClass = 0;
        int status = 0;
        bool needsRestart = false;
        bool nativeCode = false;
        quint32 majors = 0;
        qint64 date = 0;
        qint64 installs = -1;
    };

    quint64 generation = 0;
    QHash<QByteArray, quint32> frequent; ///< ready-made sets of that state, see TermStore

    void set(const Facts &facts);
    void remove(quint32 id);
    void setInstalled(const DocSet &ids);
    void setInstalled(quint32 id, bool installed);

    [[nodiscard]] const std::vector<Row> &rows() const { return m_rows; }
    [[nodiscard]] const DocSet &live() const { return m_live; }
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] const std::vector<QString> &languages() const { return m_languages; }
    [[nodiscard]] const std::vector<QString> &registries() const { return m_registries; }

    // Row::bits: 0-15 majors, 16-19 licence class, 20-21 status, 22 restart, 23 native,
    // 24 installed, 32-47 language, 48-63 registry.
    [[nodiscard]] static quint32 majorsOf(quint64 bits) { return quint32(bits & 0xFFFF); }
    [[nodiscard]] static unsigned licenseOf(quint64 bits) { return unsigned(bits >> 16 & 15); }
    [[nodiscard]] static unsigned statusOf(quint64 bits) { return unsigned(bits >> 20 & 3); }
    [[nodiscard]] static unsigned restartOf(quint64 bits) { return unsigned(bits >> 22 & 1); }
    [[nodiscard]] static unsigned nativeOf(quint64 bits) { return unsigned(bits >> 23 & 1); }
    [[nodiscard]] static unsigned installedOf(quint64 bits) { return unsigned(bits >> 24 & 1); }
    [[nodiscard]] static unsigned languageOf(quint64 bits) { return unsigned(bits >> 32 & 0xFFFF); }
    [[nodiscard]] static unsigned registryOf(quint64 bits) { return unsigned(bits >> 48); }

private:
    static quint64 numberOf(const QString &word, std::vector<QString> *words,
                            QHash<QString, quint16> *numbers);

    std::vector<Row> m_rows; // by entry number
    DocSet m_live;
    int m_count = 0;
    std::vector<QString> m_languages;
    QHash<QString, quint16> m_languageNumbers;
    std::vector<QString> m_registries;
    QHash<QString, quint16> m_registryNumbers;
};

/// Which of `majors` satisfy `range`: bit i for majors[i]. A major does when any version of it may.
[[nodiscard]] quint32 majorsWithin(const VersionRange &range, const QList<int> &majors);

/// The newest columns and those before, by generation: a reader whose view of the database is one
/// commit behind still finds its own. Any thread.
class PublishedColumns
{
public:
    void publish(std::shared_ptr<const EntryColumns> columns);
    /// Null when neither generation is held: another process has written.
    [[nodiscard]] std::shared_ptr<const EntryColumns> of(quint64 generation) const;
    [[nodiscard]] std::shared_ptr<const EntryColumns> newest() const;
    void clear();

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const EntryColumns> m_newest;
    std::shared_ptr<const EntryColumns> m_previous;
};
