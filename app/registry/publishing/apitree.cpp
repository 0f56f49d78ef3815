// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/publishing/apitree.h"

#include "catalog/metaparser.h"
#include "core/durablefile.h"
#include "docs/docfragment.h"
#include "registry/mirrordocuments.h"
#include "registry/publishing/accountprofile.h"
#include "registry/store/releasestore.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QSet>
#include <QSysInfo>

#include <algorithm>

#ifdef Q_OS_LINUX
#include <fcntl.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.registry.apitree")

/// Rises when the documents, or what is in the search index, are made in another way.
const QByteArray format = "1\n";

/// Differs after each start of the computer; empty where that cannot be told.
QByteArray bootId()
{
    return QSysInfo::bootUniqueId();
}

Distribution distributionOf(const QList<Release> &releases)
{
    Distribution distribution;
    for (const Release &release : releases)
        distribution.releases.append(
            {release.version, release.status, release.date, release.yanked});
    std::stable_sort(distribution.releases.begin(), distribution.releases.end(),
                     [](const Distribution::Entry &a, const Distribution::Entry &b) {
                         return a.version > b.version;
                     });
    distribution.name = MirrorDocuments(releases).nameOf(releases.first().key());
    return distribution;
}

} // namespace

ApiTree::ApiTree(RegistryFolder mirror, RegistryFolder tree, RegistryDatabase &database,
                 RegistrySearch &search)
    : m_mirror(std::move(mirror)), m_tree(std::move(tree)), m_database(database), m_search(search)
{
}

bool ApiTree::mustBeMade() const
{
    const Result<QByteArray> made = DurableFile::read(m_tree.path(u".format"_s));
    if (!made || *made != format || m_search.mustBeMade())
        return true;
    const QString unflushed = m_tree.path(u".unflushed"_s);
    if (!QFile::exists(unflushed))
        return false;
    const Result<QByteArray> boot = DurableFile::read(unflushed);
    return !boot || boot->isEmpty() || bootId().isEmpty() || *boot != bootId();
}

Result<void> ApiTree::makeAnew()
{
    QFile::remove(m_tree.path(u".format"_s));
    if (const Result<void> cleared = m_search.clear(); !cleared)
        return cleared;
    QDir(m_tree.root()).removeRecursively();
    if (const Result<void> noted = noteUnflushed(); !noted)
        return noted;
    DocumentBatch batch(DocumentBatch::Kind::Derived);
    batch.add(m_tree.path(u"index.json"_s), MirrorDocuments::apiIndex());
    const RenderedDoc spec =
        DocRenderer::render(MirrorDocuments::spec(), DocRenderer::Markup::MultiMarkdown);
    batch.add(m_tree.path(u"meta/spec.html"_s), DocFragment::html(spec).toUtf8());
    if (const Result<void> written = batch.commit(); !written)
        return written;
    return DurableFile::write(m_tree.path(u".format"_s), format, DurableFile::publicFile);
}

Result<void> ApiTree::noteUnflushed() const
{
    const QString file = m_tree.path(u".unflushed"_s);
    if (QFile::exists(file))
        return {};
    const QByteArray boot = bootId();
    return DurableFile::write(file, boot.isEmpty() ? QByteArray("unknown\n") : boot,
                              DurableFile::publicFile);
}

Result<void> ApiTree::settle()
{
    const QString unflushed = m_tree.path(u".unflushed"_s);
    if (!QFile::exists(unflushed))
        return {};
#ifdef Q_OS_LINUX
    const int descriptor = ::open(QFile::encodeName(unflushed).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 || ::syncfs(descriptor) != 0) {
        const QString detail = qt_error_string();
        if (descriptor >= 0)
            ::close(descriptor);
        return Error{Error::Kind::Permission, u"%1 cannot be flushed."_s.arg(m_tree.root()),
                     detail};
    }
    ::close(descriptor);
    QFile::remove(unflushed);
    return DurableFile::syncFolder(m_tree.root());
#else
    return {};
#endif
}

Result<void> ApiTree::write(const QList<StaleDocument> &documents, ReleaseLists &lists)
{
    using Kind = StaleDocument::Kind;
    if (const Result<void> noted = noteUnflushed(); !noted)
        return noted;
    m_provides.clear();
    // First: extensions tell where the documentation of their release is.
    for (const StaleDocument &document : documents) {
        if (document.kind != Kind::Distribution)
            continue;
        if (const Result<void> written = writeDistribution(document.name); !written)
            return written;
    }
    DocumentBatch batch(DocumentBatch::Kind::Derived);
    QSet<QChar> letters;
    for (const StaleDocument &document : documents) {
        Result<void> written;
        if (document.kind == Kind::Extension)
            written = writeExtension(batch, document.name);
        else if (document.kind == Kind::Tag)
            written = writeTag(batch, document.name, lists);
        else if (document.kind == Kind::User)
            written = writeUser(batch, document.name, lists);
        if (!written)
            return written;
        if (document.kind == Kind::User && !document.name.isEmpty())
            letters.insert(document.name.front());
    }
    for (const QChar letter : std::as_const(letters)) {
        const auto users = AccountStore(m_database).beginningWith(letter);
        if (!users)
            return users.error();
        batch.add(m_tree.userList(letter),
                  users->isEmpty() ? QByteArray() : MirrorDocuments::userList(*users));
    }
    return batch.commit();
}

Result<void> ApiTree::writeDistribution(const QString &key)
{
    const Result<QList<Release>> releases = ReleaseStore(m_database).ofDistribution(key);
    if (!releases)
        return releases.error();
    if (releases->isEmpty()) {
        QFile::remove(m_tree.distribution(key));
        QDir(m_tree.path(u"dist/"_s + key)).removeRecursively();
        return m_search.removeDistribution(key);
    }
    const Distribution distribution = distributionOf(*releases);
    const QByteArray list = MirrorDocuments(*releases).releasesOf(key);
    const QJsonValue deprecated =
        RegistryFolder::readObject(m_mirror.distribution(key))[u"deprecated"];
    const Version best = distribution.best()->version;
    DocumentBatch batch(DocumentBatch::Kind::Derived);
    for (const Release &release : *releases) {
        const QString version = release.version.toString();
        const bool isBest = release.version == best;
        Result<QByteArray> meta = DurableFile::read(m_tree.meta(key, version));
        std::optional<ReleaseDocs> docs;
        const bool isWanted = isBest && !m_search.holds(release);
        if (!meta || meta->isEmpty() || isWanted) {
            const Result<QByteArray> published = DurableFile::read(m_mirror.meta(key, version));
            Result<ReleaseDocs> made =
                published ? ReleaseDocs::read(*published, m_mirror.archive(key, version))
                          : Result<ReleaseDocs>(published.error());
            if (!made) {
                qCWarning(lc) << key << version << made.error().message;
                continue;
            }
            meta = made->meta;
            docs = std::move(*made);
            for (const ReleaseDocs::Doc &doc : std::as_const(docs->docs))
                batch.add(m_tree.htmlDoc(key, version, doc.docpath), doc.html);
        }
        const Result<QByteArray> whole = ReleaseDocs::withReleases(*meta, list);
        if (!whole) {
            qCWarning(lc) << key << version << whole.error().message;
            QFile::remove(m_tree.meta(key, version)); // made again the next time
            continue;
        }
        batch.add(m_tree.meta(key, version), *whole);
        if (!isBest)
            continue;
        const Result<QByteArray> document = ReleaseDocs::withReleases(*meta, list, deprecated);
        if (!document)
            return document.error();
        batch.add(m_tree.distribution(key), *document);
        const Result<Release> full = MetaParser::parse(*whole);
        if (!full)
            continue;
        const Result<void> found =
            docs ? m_search.put(*full, distribution, *docs, userNameOf(release.user))
                 : m_search.putVersions(distribution);
        if (!found)
            return found;
    }
    return batch.commit();
}

QString ApiTree::userNameOf(const QString &nickname)
{
    const Result<Account> account = AccountStore(m_database).byNickname(nickname);
    return account ? account->fullName : QString();
}

QString ApiTree::docpathOf(const Release &release, const QString &extension)
{
    const QString file = m_tree.meta(release.key(), release.version.toString());
    auto provides = m_provides.find(file);
    if (provides == m_provides.end())
        provides =
            m_provides.insert(file, RegistryFolder::readObject(file)[u"provides"].toObject());
    return (*provides)[extension][u"docpath"].toString();
}

Result<void> ApiTree::writeExtension(DocumentBatch &batch, const QString &key)
{
    const Result<QList<Release>> releases = ReleaseStore(m_database).providing(key);
    if (!releases)
        return releases.error();
    const MirrorDocuments documents(*releases,
                                    [this](const Release &release, const QString &extension) {
                                        return docpathOf(release, extension);
                                    });
    batch.add(m_tree.extension(key), documents.extension(key));
    return {};
}

Result<void> ApiTree::writeTag(DocumentBatch &batch, const QString &key, ReleaseLists &lists)
{
    const Result<const MirrorDocuments *> documents = lists.tagged(key);
    if (!documents)
        return documents.error();
    batch.add(m_tree.tag(key), (*documents)->forApi().tag(key));
    return m_search.putTag(key, (*documents)->spellingOf(key));
}

Result<void> ApiTree::writeUser(DocumentBatch &batch, const QString &key, ReleaseLists &lists)
{
    const Result<Account> account = AccountStore(m_database).byNickname(key);
    if (!account)
        return account.error();
    if (!AccountProfile::isPublic(*account)) {
        batch.add(m_tree.user(key), {});
        return m_search.removeUser(key);
    }
    const Result<const MirrorDocuments *> documents = lists.ofUser(key);
    if (!documents)
        return documents.error();
    batch.add(m_tree.user(key), (*documents)->forApi().user(key, AccountProfile::of(*account)));
    return m_search.putUser(*account);
}
