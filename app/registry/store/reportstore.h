// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/database/registrydatabase.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

/// What a registered service, or the users together, found out about a distribution.
struct Report {
    qint64 id = 0;
    QString source;       ///< the service's nickname in lower case, or "users"
    qint64 userId = 0;    ///< whose account sent it
    QString kind;         ///< see `ReportKinds`
    QString distribution; ///< lower case
    QString version;      ///< as released; empty: about all of them
    QString subject;      ///< what tells several reports of one source apart; may be empty
    QJsonObject data;
    QDateTime created;
    QDateTime changed;

    /// The source of what people send about their own machines; no service may report under that name.
    static QString users() { return QStringLiteral("users"); }
};

/// Reports, one for each source, kind, distribution, version and subject: a newer one takes the older one's place.
class ReportStore
{
public:
    static constexpr int mostOfSource = 500; ///< reports of one source about one distribution

    struct Filter {
        QString distribution; ///< empty: all
        QString kind;         ///< empty: all
        QString version;      ///< empty: all
        QString source;       ///< empty: all
    };
    struct Kept {
        qint64 id = 0;
        bool isNew = true;
    };
    explicit ReportStore(RegistryDatabase &database) : m_database(database) {}

    /// With its event; `actor`: the nickname told there. NotFound: there is no such release. Refused: the source has
    /// too many reports about this distribution.
    [[nodiscard]] Result<Kept> keep(const Report &report, const QString &actor,
                                    const QDateTime &now);
    /// Lowest ids first, above `after`; newest ones first, below `after` (0: all) when `newestFirst`.
    [[nodiscard]] Result<QList<Report>> find(const Filter &filter, qint64 after, int limit,
                                             bool newestFirst = false);
    /// All that fits.
    [[nodiscard]] Result<QList<Report>> all(const Filter &filter);
    [[nodiscard]] Result<Report> byId(qint64 id);
    [[nodiscard]] Result<void> remove(qint64 id);

private:
    RegistryDatabase &m_database;
};
