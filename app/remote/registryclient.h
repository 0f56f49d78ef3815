// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/cancellation.h"
#include "core/result.h"
#include "remote/httpcache.h"
#include "remote/httpclient.h"

#include <QDateTime>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

/// What `/index.json` says: template name -> URI template (protocol.md 1.2).
class UriTemplates
{
public:
    /// Error Invalid when it is no object of strings, or lacks `dist`, `meta` or `download`.
    [[nodiscard]] static Result<UriTemplates> parse(const QByteArray &json);
    [[nodiscard]] bool contains(const QString &name) const { return m_templates.contains(name); }
    /// RFC 6570 level 1 and `{+var}`; values lower-cased and percent-encoded; a single unknown variable takes
    /// the only value given.
    [[nodiscard]] std::optional<QString> expand(const QString &name,
                                                const QMap<QString, QString> &values) const;
    [[nodiscard]] QStringList names() const { return m_templates.keys(); }

private:
    QMap<QString, QString> m_templates;
};

/// Reads any PGXN mirror or API server over http(s) or a folder (file:). Tolerates every shape of protocol.md
/// sections 1 and 10. Blocks: worker threads. Answers come through HttpCache, so they work offline; `age` in
/// `Reading` says how old they are.
class RegistryClient
{
public:
    template <typename T>
    struct Reading {
        T value;
        QDateTime fetchedAt;
        bool fromCache = false;
    };
    struct UserFacts {
        QString nickname;
        QString name;
        QString email;
        QString uri;
    };
    struct ExtensionLocation {
        QString distribution;
        Version version; ///< of the distribution
        Version extensionVersion;
        ReleaseStatus status = ReleaseStatus::Stable;
    };

    RegistryClient(QUrl base, HttpCache &cache, HttpClient &client);

    [[nodiscard]] const QUrl &base() const { return m_base; }
    /// Fetched once per object. NotFound: "There is no PGXN registry at URL".
    [[nodiscard]] Result<UriTemplates> templates(const CancellationToken &token = {});
    [[nodiscard]] Result<bool> canSearch(const CancellationToken &token = {});
    [[nodiscard]] Result<Reading<Distribution>> distribution(const QString &name,
                                                             const CancellationToken &token = {});
    [[nodiscard]] Result<Reading<Release>> release(const QString &name, const Version &version,
                                                   const CancellationToken &token = {});
    /// Where an extension is found, best first (its own versions, highest first).
    [[nodiscard]] Result<QList<ExtensionLocation>> extension(const QString &name,
                                                             const CancellationToken &token = {});
    [[nodiscard]] Result<UserFacts> user(const QString &nickname,
                                         const CancellationToken &token = {});
    /// Raw README; NotFound when the release has none.
    [[nodiscard]] Result<QByteArray> readme(const QString &name, const Version &version,
                                            const CancellationToken &token = {});
    /// Absolute URL of the archive.
    [[nodiscard]] Result<QUrl> downloadUrl(const QString &name, const Version &version,
                                           const CancellationToken &token = {});
    /// All names of distributions this registry can be made to tell: an explicit list when it is a folder or one of
    /// our registries, otherwise gathered from stats, tags and users (a mirror has no complete list).
    [[nodiscard]] Result<QStringList> distributionNames(const CancellationToken &token = {});

private:
    [[nodiscard]] Result<HttpCache::Answer> fetch(const QString &name,
                                                  const QMap<QString, QString> &values,
                                                  const CancellationToken &token);
    QUrl m_base;
    HttpCache &m_cache;
    HttpClient &m_client;
    std::optional<UriTemplates> m_templates;
};
