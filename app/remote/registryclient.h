// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/cancellation.h"
#include "core/result.h"
#include "remote/httpcache.h"
#include "remote/httpclient.h"
#include "remote/registryapiclient.h"
#include "remote/registrydocuments.h"
#include "remote/uritemplates.h"
#include "signing/keyset.h"

#include <QDateTime>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <memory>
#include <optional>

/// Reads any PGXN mirror or API server over http(s) or a folder (file:). Tolerates every shape of protocol.md
/// sections 1 and 10. Blocks: worker threads; several may share one client. Answers come through HttpCache, so
/// they work offline; `fetchedAt` in `Reading` says how old they are.
///
/// Templates are taken relative to the base, whatever its path. An absolute one is followed only to the base's
/// own scheme, host and port; others are Refused: a registry must not send its clients elsewhere unseen.
///
/// Documents are looked for under the lower-case name (protocol.md 1.3), then under the name as given, each also
/// with the other spelling of a pre-release (`1.2.0b1` and `1.2.0-b1`, section 2.8) when the first is not found.
class RegistryClient
{
public:
    template <typename T>
    struct Reading {
        T value;
        QDateTime fetchedAt;
        bool fromCache = false;
    };
    using UserFacts = RegistryUser;
    using ExtensionLocation = ::ExtensionLocation;

    RegistryClient(const QUrl &base, HttpCache &cache, HttpClient &client);

    [[nodiscard]] const QUrl &base() const { return m_base; }
    /// For what a registry of ours can do besides.
    [[nodiscard]] RegistryApiClient api() const { return {m_base, m_cache, m_client}; }
    /// Fetched once per object. NotFound: "There is no PGXN registry at URL".
    [[nodiscard]] Result<UriTemplates> templates(const CancellationToken &token = {});
    [[nodiscard]] Result<bool> canSearch(const CancellationToken &token = {});
    [[nodiscard]] Result<Reading<Distribution>> distribution(const QString &name,
                                                             const CancellationToken &token = {});
    /// Integrity when the document is that of another release.
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
    /// Absolute URL of the archive, in the spelling under which the release's META was found.
    [[nodiscard]] Result<QUrl> downloadUrl(const QString &name, const Version &version,
                                           const CancellationToken &token = {});
    enum class Freshness { Any, Now };
    /// The keys with which the registry signs (/.well-known/jwks.json); none when it publishes none. Fetched once
    /// per object, and again for `Now`. Not to be trusted before `TrustStore::accept()`.
    [[nodiscard]] Result<KeySet> keySet(Freshness freshness = Freshness::Any,
                                        const CancellationToken &token = {});
    /// The signature of a release as it lies beside its META.json (template `certs`): `certs.pgxn`. NotFound: the
    /// registry has none. Invalid: the document is not of that form.
    [[nodiscard]] Result<QJsonObject> certificate(const QString &name, const Version &version,
                                                  const CancellationToken &token = {});
    /// All names of distributions this registry can be made to tell: an explicit list when it is a folder or one
    /// of our registries (template `distlist`, a JSON list of names), otherwise gathered from stats, tags and
    /// users (a mirror has no complete list). Sorted; one spelling of each.
    [[nodiscard]] Result<QStringList> distributionNames(const CancellationToken &token = {});

    /// Any document by its template's name. NotFound also when the registry has no such template.
    [[nodiscard]] Result<HttpCache::Answer> fetch(const QString &name,
                                                  const QMap<QString, QString> &values,
                                                  const CancellationToken &token = {});
    /// Names found in the folder that the `dist` template means; none when this is not a folder.
    [[nodiscard]] Result<std::optional<QStringList>>
    namesInFolder(const CancellationToken &token = {});

private:
    struct State;
    struct Spelling;

    [[nodiscard]] Result<QUrl> urlFor(const QString &name, const QMap<QString, QString> &values,
                                      const Spelling &spelling, const CancellationToken &token);
    [[nodiscard]] QList<Spelling> spellingsOf(const QMap<QString, QString> &values) const;

    QUrl m_base;
    HttpCache &m_cache;
    HttpClient &m_client;
    std::shared_ptr<State> m_state; ///< guarded; shared by copies
};
