// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

/// The files of a registry: where each lies, and reading and writing them. Names must have passed
/// `RegistryName`; they are lower-cased here (protocol.md 1.3).
class RegistryFolder
{
public:
    explicit RegistryFolder(QString root) : m_root(std::move(root)) {}

    [[nodiscard]] const QString &root() const { return m_root; }
    [[nodiscard]] QString path(const QString &relative) const { return m_root + u'/' + relative; }
    [[nodiscard]] QString releaseFolder(const QString &name, const QString &version) const;
    [[nodiscard]] QString archive(const QString &name, const QString &version) const;
    [[nodiscard]] QString meta(const QString &name, const QString &version) const;
    /// What signs a release whose META.json has no room for it.
    [[nodiscard]] QString certificates(const QString &name, const QString &version) const
    {
        return releaseFolder(name, version) + QStringLiteral("/CERT.json");
    }
    [[nodiscard]] QString distribution(const QString &name) const;
    [[nodiscard]] QString extension(const QString &name) const;
    [[nodiscard]] QString user(const QString &nickname) const;
    [[nodiscard]] QString tag(const QString &tag) const;
    [[nodiscard]] QString stats(const QString &which) const;
    /// Of an API server's tree. The parts of `docpath` must have passed `RegistryName` too; they keep their case.
    [[nodiscard]] QString htmlDoc(const QString &name, const QString &version,
                                  const QString &docpath) const;
    [[nodiscard]] QString userList(QChar letter) const;

    /// Lower-case names of all distributions that have a document.
    [[nodiscard]] QStringList keys() const;
    [[nodiscard]] Result<Distribution> readDistribution(const QString &name) const;
    [[nodiscard]] Result<Release> readRelease(const QString &name, const QString &version) const;
    /// Every release that its distribution's document lists. What cannot be read is told in `problems`.
    [[nodiscard]] QList<Release> readAll(QStringList *problems = nullptr) const;
    /// Folders NAME/VERSION that hold a META.json, listed or not.
    [[nodiscard]] QList<std::pair<QString, QString>> releaseFolders() const;
    /// Temporary files that a killed process left behind.
    [[nodiscard]] QStringList leftovers() const;

    /// Writes `bytes` durably unless they are there already; removes the file when `bytes` are empty.
    [[nodiscard]] static Result<void> write(const QString &file, const QByteArray &bytes);
    [[nodiscard]] static QJsonObject readObject(const QString &file);

private:
    QString m_root;
};
