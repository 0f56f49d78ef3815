// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "archive/archivewriter.h"
#include "core/fakeclock.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

/// A release to be packed: META.json with what a test changes in it, and a few files.
struct ReleaseFixture {
    QString name = QStringLiteral("kvbox");
    QString version = QStringLiteral("1.2.0");
    QJsonObject changes = {}; ///< members put into META.json; null removes
    QByteArray metaText = {}; ///< instead of all that
    QString prefix = {};      ///< instead of name-version
    QString readme = QStringLiteral("README.md");

    [[nodiscard]] QByteArray meta() const
    {
        if (!metaText.isEmpty())
            return metaText;
        QJsonObject meta{
            {QStringLiteral("name"), name},
            {QStringLiteral("abstract"), QStringLiteral("A small key/value box")},
            {QStringLiteral("version"), version},
            {QStringLiteral("maintainer"), QStringLiteral("Ada Sample <ada@example.org>")},
            {QStringLiteral("license"), QStringLiteral("postgresql")},
            {QStringLiteral("provides"),
             QJsonObject{
                 {name, QJsonObject{{QStringLiteral("file"), QStringLiteral("sql/kvbox.sql")},
                                    {QStringLiteral("version"), version}}}}},
            {QStringLiteral("tags"),
             QJsonArray{QStringLiteral("key value"), QStringLiteral("Box")}},
            {QStringLiteral("generated_by"), QStringLiteral("a test")},
            {QStringLiteral("meta-spec"),
             QJsonObject{
                 {QStringLiteral("version"), QStringLiteral("1.0.0")},
                 {QStringLiteral("url"), QStringLiteral("http://pgxn.org/meta/spec.txt")}}}};
        for (auto change = changes.begin(); change != changes.end(); ++change) {
            if (change->isNull())
                meta.remove(change.key());
            else
                meta[change.key()] = *change;
        }
        return QJsonDocument(meta).toJson();
    }

    /// Writes the files into `folder`.
    void writeFiles(const QString &folder) const
    {
        write(folder + QStringLiteral("/META.json"), meta());
        write(folder + u'/' + readme, "# kvbox\n");
        write(folder + QStringLiteral("/sql/kvbox.sql"), "SELECT 1;\n");
        write(folder + QStringLiteral("/Makefile"), "EXTENSION = kvbox\n");
    }

    /// Packs into `folder`; gives the archive's path.
    [[nodiscard]] QString pack(const QString &folder) const
    {
        const QString base = prefix.isEmpty() ? (name + u'-' + version).toLower() : prefix;
        const QString source = folder + QStringLiteral("/source-") + name + version;
        QDir(source).removeRecursively();
        writeFiles(source);
        const QString path = folder + u'/' + name + u'-' + version + QStringLiteral(".zip");
        const Result<void> written = ArchiveWriter::writeZip(path, source, base);
        if (!written)
            qFatal("%s", qPrintable(written.error().message));
        return path;
    }

    static void write(const QString &path, const QByteArray &content)
    {
        QDir().mkpath(QFileInfo(path).absolutePath());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(path));
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QJsonObject readObject(const QString &path)
    {
        return QJsonDocument::fromJson(read(path)).object();
    }
};
