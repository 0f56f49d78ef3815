// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "archive/archivereader.h"
#include "index/searchquery.h"
#include "install/targetfacts.h"
#include "rowmodel.h"

#include <QtQml/qqmlregistration.h>

struct VersionRow {
    QString version;
    QString date;
    QString status;
    QString notesHtml;
    bool isShown = false;
    bool isInstalled = false;
    bool isBetween = false;
    bool operator==(const VersionRow &) const = default;
};

/// All versions of the shown distribution, newest first.
class VersionModel : public RowModel<VersionRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit VersionModel(QObject *parent = nullptr);
    void show(const Distribution &distribution, const Version &shown,
              const std::optional<Version> &installed, const QMap<QString, QString> &notes);

protected:
    [[nodiscard]] QString keyOf(const VersionRow &row) const override { return row.version; }
};

struct DependencyRow {
    QString direction;
    QString directionTitle;
    QString name;
    QString range;
    QString source;
    QString statusText;
    QString kind;
    bool canOpen = false;
    bool operator==(const DependencyRow &) const = default;
};

/// What the shown release needs, and what on the target needs it.
class DependencyModel : public RowModel<DependencyRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit DependencyModel(QObject *parent = nullptr);
    void show(const Release &release, const std::optional<TargetFacts> &facts);

protected:
    [[nodiscard]] QString keyOf(const DependencyRow &row) const override
    {
        return row.direction + u'/' + row.name;
    }
};

struct FileRow {
    QString path;
    QString sizeText;
    QString destination;
    QString icon;
    bool operator==(const FileRow &) const = default;
};

/// What is in the shown release's archive.
class FileModel : public RowModel<FileRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit FileModel(QObject *parent = nullptr);
    void show(const QList<ArchiveEntry> &entries, const QString &prefix);

protected:
    [[nodiscard]] QString keyOf(const FileRow &row) const override { return row.path; }
};
