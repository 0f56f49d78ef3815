// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/store/reportstore.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

/// Whether a release works with which PostgreSQL on which platform, told from reports of builds and tests. A value.
class CompatibilityMatrix
{
public:
    enum class State { Works, Fails, Untested };
    struct Verdict {
        QString source;
        QString kind;    ///< "builds" or "tests"
        QString outcome; ///< "pass", "fail", "unknown"
        QString log;
        QDateTime date;
    };
    struct Cell {
        int postgres = 0;
        QString os;
        QString arch;
        State state = State::Untested;
        QList<Verdict> services; ///< the newest one of each source and kind
        int usersPass = 0;
        int usersFail = 0;
    };

    /// Of one version; reports of other kinds or versions are passed over. Newest PostgreSQL first, then by platform.
    [[nodiscard]] static CompatibilityMatrix of(const QList<Report> &reports,
                                                const QString &version);

    [[nodiscard]] const QList<Cell> &cells() const { return m_cells; }
    /// Rising.
    [[nodiscard]] QList<int> majorsThatWork() const;
    [[nodiscard]] QJsonObject toJson() const;
    /// How a cell's state is found, for people.
    [[nodiscard]] static QString rule();

private:
    QString m_version;
    QList<Cell> m_cells;
};
[[nodiscard]] QString nameOf(CompatibilityMatrix::State state);
