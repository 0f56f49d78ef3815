// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/operations/releasesigning.h"

#include "archive/digest.h"
#include "registry/keys/registrykeys.h"
#include "registry/publishing/documentwriter.h"
#include "registry/publishing/publisher.h"
#include "registry/registrystore.h"
#include "registry/releasecandidate.h"
#include "registry/releasedmeta.h"
#include "registry/store/releasestore.h"
#include "registry/store/staledocuments.h"
#include "signing/jws.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ReleaseSigning", text);
}

bool isSigned(const RegistryStore &store, const Release &release, const KeySet &keys)
{
    const QJsonObject document = RegistryFolder::readObject(
        store.tree().certificates(release.name, release.version.toString()));
    const Result<Jws> jws = Jws::parseJson(document[u"certs"][u"pgxn"].toObject());
    return jws && jws->verify(keys);
}

Result<void> sign(RegistryStore &store, const Release &release, const SigningKey &key,
                  const CancellationToken &token)
{
    const RegistryFolder &tree = store.tree();
    const QString version = release.version.toString();
    const QString archive = tree.archive(release.name, version);
    const Result<FileDigests> digests = digestsOfFile(archive);
    if (!digests)
        return digests.error();
    if (digests->sha1 != release.digests.sha1 || digests->sha512 != release.digests.sha512)
        return Error{Error::Kind::Integrity,
                     tr("%1 is not what was published: its digest differs. Put it back from a "
                        "backup.")
                         .arg(archive),
                     {}};
    const Result<ReleaseCandidate> candidate =
        ReleaseCandidate::examine(archive, QFileInfo(archive).fileName(), token);
    if (!candidate)
        return candidate.error();
    const ReleasedMeta::Facts facts{release.user, release.date, *digests};
    // Version 1 has no room for a signature: its META.json stays as it is.
    if (candidate->release.metaSpec == 2) {
        const Result<QByteArray> meta = ReleasedMeta::make(candidate->metaText, facts, &key);
        if (!meta)
            return meta.error();
        if (Result<void> written = RegistryFolder::write(tree.meta(release.name, version), *meta);
            !written)
            return written;
    }
    // Last: it tells that all is done.
    const QByteArray certificate =
        ReleasedMeta::certificateDocument(candidate->release, facts, key);
    if (Result<void> written =
            RegistryFolder::write(tree.certificates(release.name, version), certificate);
        !written)
        return written;
    // The API server's is made anew of the mirror's.
    QFile::remove(store.apiTree().meta(release.name, version));
    return store.database().write([&](SqlConnection &connection) {
        return StaleDocumentStore::mark(connection,
                                        {{StaleDocument::Kind::Distribution, release.key()}});
    });
}

} // namespace

Result<ReleaseSigning::Outcome>
ReleaseSigning::run(RegistryStore &store, const CancellationToken &token, const Progress &progress)
{
    // Before anything is signed with it.
    if (Result<void> published = store.publisher().publishKeys(); !published)
        return published.error();
    const Result<SigningKey> key = store.keys().active();
    if (!key)
        return key.error();
    const Result<KeySet> keys = store.keys().keySet();
    if (!keys)
        return keys.error();
    const Result<QList<Release>> releases = ReleaseStore(store.database()).all();
    if (!releases)
        return releases.error();
    Outcome outcome;
    for (qsizetype at = 0; at < releases->size(); ++at) {
        if (token.isCancelled())
            return Error{Error::Kind::Cancelled,
                         tr("Stopped; the same command goes on where it stopped."),
                         {}};
        const Release &release = releases->at(at);
        if (progress)
            progress(tr("Signing"), at, releases->size());
        if (isSigned(store, release, *keys)) {
            ++outcome.unchanged;
            continue;
        }
        const Result<void> done = sign(store, release, *key, token);
        if (done)
            ++outcome.signedAnew;
        else
            outcome.problems +=
                u"%1 %2: %3"_s.arg(release.name, release.version.toString(), done.error().message);
    }
    if (Result<void> written = store.documents().writeStale(token); !written)
        return written.error();
    return outcome;
}
