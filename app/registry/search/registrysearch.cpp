// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/search/registrysearch.h"

#include "index/entrybuilder.h"
#include "index/sqlnames.h"
#include "registry/releasedmeta.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

/// There is only one in this index.
const QString registryName = u"registry"_s;
/// Between tags: no phrase can be found across it, and nobody types it.
constexpr QChar tagEnd(u'\xE000');

QJsonObject about(const Release &release, const QString &userName)
{
    return {{u"dist"_s, release.name},         {u"version"_s, release.version.toString()},
            {u"abstract"_s, release.abstract}, {u"date"_s, ReleasedMeta::dateText(release.date)},
            {u"user"_s, release.user},         {u"user_name"_s, userName}};
}

QString docpathIn(const QJsonObject &meta, const QString &extension)
{
    return meta[u"provides"][extension][u"docpath"].toString();
}

} // namespace

RegistrySearch::RegistrySearch(QString folder)
    : m_folder(std::move(folder)),
      m_index(std::make_unique<SearchIndex>(m_folder + u"/search.sqlite"_s)),
      m_texts(std::make_unique<TextIndex>())
{
}

RegistrySearch::~RegistrySearch() = default;

Result<void> RegistrySearch::open()
{
    if (!QDir().mkpath(m_folder))
        return Error{Error::Kind::Permission, u"%1 cannot be made."_s.arg(m_folder), {}};
    m_isNew = !QFile::exists(m_folder + u"/search.sqlite"_s);
    if (const Result<void> opened = m_index->open().result(); !opened)
        return opened;
    return m_texts->open(m_folder + u"/texts.sqlite"_s);
}

bool RegistrySearch::mustBeMade() const
{
    return m_isNew || m_index->rebuildNeeded() || m_texts->isNew();
}

Result<void> RegistrySearch::clear()
{
    if (const Result<void> cleared = m_index->replaceRegistry(registryName, {}).result(); !cleared)
        return cleared;
    m_isNew = false;
    return m_texts->clear();
}

bool RegistrySearch::holds(const Release &best) const
{
    const Result<std::optional<IndexEntry>> entry = m_index->entryNow(best.name);
    return entry && *entry && (*entry)->release.version == best.version
           && (*entry)->release.digests.sha1 == best.digests.sha1;
}

Result<void> RegistrySearch::put(const Release &best, const Distribution &distribution,
                                 const ReleaseDocs &docs, const QString &userName)
{
    const QString key = best.key();
    const QJsonObject meta = QJsonDocument::fromJson(docs.meta).object();
    const IndexEntry entry =
        buildEntry(best, distribution, registryName, {docs.texts.readme, docs.texts.readmeFile},
                   docs.texts.docs.join(u"\n\n"_s),
                   SqlNames::functionsOf(best, docs.texts.buildFiles).join(u' '),
                   {docs.texts.paths, docs.texts.buildFiles, docs.archiveBytes});
    if (const Result<void> done = m_index->put({entry}).result(); !done)
        return done;

    const QJsonObject facts = about(best, userName);
    QList<TextIndex::Item> items;
    for (const ReleaseDocs::Doc &doc : docs.docs) {
        QJsonObject stored = facts;
        stored[u"title"] = doc.title;
        stored[u"abstract"] = doc.abstract;
        stored[u"docpath"] = doc.docpath;
        items.append(
            {key, {doc.title, doc.abstract, doc.text, best.name, userName, best.user}, stored});
    }
    if (const Result<void> done = m_texts->replace(TextIndex::Kind::Docs, key, items); !done)
        return done;

    items.clear();
    for (const ProvidedExtension &extension : best.extensions) {
        QJsonObject stored = facts;
        stored[u"extension"] = extension.name;
        stored[u"abstract"] = extension.abstract;
        stored[u"docpath"] = docpathIn(meta, extension.name);
        items.append({key, {extension.name, extension.abstract, userName, best.user}, stored});
    }
    if (const Result<void> done = m_texts->replace(TextIndex::Kind::Extensions, key, items); !done)
        return done;

    return m_texts->replace(TextIndex::Kind::Dists, key,
                            {{key,
                              {best.name, best.abstract, best.description, entry.readme, userName,
                               best.tags.join(u' ' + tagEnd + u' '), best.user},
                              facts}});
}

Result<void> RegistrySearch::putVersions(const Distribution &distribution)
{
    Result<std::optional<IndexEntry>> entry = m_index->entryNow(distribution.name);
    if (!entry)
        return entry.error();
    if (!*entry)
        return {};
    (*entry)->distribution = distribution;
    return m_index->put({**entry}).result();
}

Result<void> RegistrySearch::removeDistribution(const QString &key)
{
    for (const auto kind :
         {TextIndex::Kind::Docs, TextIndex::Kind::Dists, TextIndex::Kind::Extensions}) {
        if (const Result<void> done = m_texts->replace(kind, key, {}); !done)
            return done;
    }
    return m_index->remove(registryName, key).result();
}

Result<void> RegistrySearch::putUser(const Account &account)
{
    QJsonObject stored{{u"user"_s, account.nickname}, {u"name"_s, account.fullName}};
    stored[u"uri"] = account.uri;
    // Without anything else to say, an excerpt is the name.
    const QString details = account.twitter.isEmpty() ? account.fullName : account.twitter;
    const QString key = account.nickname.toLower();
    return m_texts->replace(
        TextIndex::Kind::Users, key,
        {{key, {account.nickname, account.fullName, details, account.email, account.uri}, stored}});
}

Result<void> RegistrySearch::removeUser(const QString &key)
{
    return m_texts->replace(TextIndex::Kind::Users, key, {});
}

Result<void> RegistrySearch::putTag(const QString &key, const QString &tag)
{
    return m_texts->replace(TextIndex::Kind::Tags, key,
                            tag.isNull() ? QList<TextIndex::Item>()
                                         : QList<TextIndex::Item>{{key, {tag}, {{u"tag"_s, tag}}}});
}

Result<TextIndex::Answer> RegistrySearch::find(TextIndex::Kind kind, const QString &query,
                                               int offset, int limit) const
{
    return m_texts->search(kind, query, offset, limit);
}

Result<SearchAnswer> RegistrySearch::find(const SearchQuery &query) const
{
    return m_index->searchNow(query);
}
