// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/manifest.h"
#include "install/targetfacts.h"
#include "rowmodel.h"

#include <QtQml/qqmlregistration.h>

struct InstalledRow {
    QString name;
    QString database;
    QString inDatabase;
    QString onDisk;
    QString schema;
    QString comment;
    QString statusText;
    QString kind;
    QString requiredBy;
    bool canUpdate = false;
    bool canCreate = false;
    bool canDrop = false;
    bool canRemoveFiles = false;
    QString updateText;
    bool operator==(const InstalledRow &) const = default;
};

/// The extensions of one server, by database.
class InstalledModel : public RowModel<InstalledRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit InstalledModel(QObject *parent = nullptr);
    /// `owned`: extension name -> distribution that Howdah installed.
    void show(const TargetFacts &facts, const QMap<QString, QString> &owned, const QString &filter,
              bool showContrib);

protected:
    [[nodiscard]] QString keyOf(const InstalledRow &row) const override
    {
        return row.database + u'/' + row.name;
    }
};

struct ServerRow {
    QString serverId;
    QString title;
    QString detail;
    QString kind;
    bool isSandbox = false;
    bool isTarget = false;
    bool canRestart = false;
    bool isStopped = false;
    QString problem;
    QString problemDetails;
    InstalledModel *extensions = nullptr;
    int extensionCount = 0;
    bool operator==(const ServerRow &) const = default;
};

/// The servers of Installed.
class ServerModel : public RowModel<ServerRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit ServerModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] QString keyOf(const ServerRow &row) const override { return row.serverId; }
};
