// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/namecollector.h"

#include "remote/networkfailure.h"
#include "remote/registrydocuments.h"

using namespace Qt::StringLiterals;

namespace {

/// What ends the work; everything else is one document's own trouble.
bool endsTheWork(const Error &error)
{
    return error.kind == Error::Kind::Cancelled || error.kind == Error::Kind::Network
           || error.kind == Error::Kind::Timeout;
}

} // namespace

Result<QStringList> NameCollector::collect(const CancellationToken &token)
{
    const Result<bool> isListed = takeExplicitList(token);
    if (!isListed)
        return isListed.error();
    m_isComplete = *isListed;
    if (!m_isComplete) {
        if (Result<void> gathered = gather(token); !gathered)
            return gathered.error();
    }
    return sortedNames();
}

Result<QStringList> NameCollector::follow(const Release &release, const CancellationToken &token)
{
    if (m_isComplete)
        return QStringList();
    const std::map<QString, QString> before = m_names;
    addUsers({release.user});
    addTags(release.tags);
    if (Result<void> done = readQueue(token); !done)
        return done.error();
    QStringList fresh;
    for (const auto &[key, name] : m_names) {
        if (!before.contains(key))
            fresh.append(name);
    }
    return fresh;
}

Result<bool> NameCollector::takeExplicitList(const CancellationToken &token)
{
    const Result<std::optional<QStringList>> inFolder = m_registry.namesInFolder(token);
    if (!inFolder)
        return inFolder.error();
    if (*inFolder) {
        addNames(**inFolder);
        return true;
    }
    const Result<UriTemplates> templates = m_registry.templates(token);
    if (!templates)
        return templates.error();
    if (!templates->contains(u"distlist"_s))
        return false;
    const Result<QByteArray> body = read(u"distlist"_s, {}, {}, token);
    if (!body)
        return body.error();
    const Result<QStringList> names = RegistryDocuments::parseList(*body, u"name"_s);
    if (names)
        addNames(*names);
    return names.has_value();
}

Result<void> NameCollector::gather(const CancellationToken &token)
{
    using namespace RegistryDocuments;
    const auto readStats = [&](const QString &which) {
        return read(u"stats"_s, u"stats"_s, which, token);
    };
    const Result<QByteArray> dists = readStats(u"dist"_s);
    if (!dists)
        return dists.error();
    addNames(parseStats(*dists, u"recent"_s, u"dist"_s).value_or(QStringList()));
    addUsers(parseStats(*dists, u"recent"_s, u"user"_s).value_or(QStringList()));
    const Result<QByteArray> extensions = readStats(u"extension"_s);
    if (!extensions)
        return extensions.error();
    addNames(parseStats(*extensions, u"recent"_s, u"dist"_s).value_or(QStringList()));
    addUsers(parseStats(*extensions, u"recent"_s, u"user"_s).value_or(QStringList()));
    const Result<QByteArray> users = readStats(u"user"_s);
    if (!users)
        return users.error();
    addUsers(parseStats(*users, u"prolific"_s, u"nickname"_s).value_or(QStringList()));
    const Result<QByteArray> tags = readStats(u"tag"_s);
    if (!tags)
        return tags.error();
    addTags(parseStats(*tags, u"popular"_s, u"tag"_s).value_or(QStringList()));
    for (char16_t letter = u'a'; letter <= u'z'; ++letter) {
        const Result<QByteArray> list =
            read(u"userlist"_s, u"letter"_s, QString(QChar(letter)), token);
        if (!list)
            return list.error();
        addUsers(parseList(*list, u"user"_s).value_or(QStringList()));
    }
    return readQueue(token);
}

Result<void> NameCollector::readQueue(const CancellationToken &token)
{
    while (!m_userQueue.isEmpty() || !m_tagQueue.isEmpty()) {
        const bool isUser = !m_userQueue.isEmpty(); // users tell more per document
        const QString value = isUser ? m_userQueue.takeFirst() : m_tagQueue.takeFirst();
        const QString kind = isUser ? u"user"_s : u"tag"_s;
        const Result<QByteArray> body = read(kind, kind, value, token);
        if (!body)
            return body.error();
        addNames(RegistryDocuments::parseReleaseNames(*body).value_or(QStringList()));
    }
    return {};
}

Result<QByteArray> NameCollector::read(const QString &name, const QString &variable,
                                       const QString &value, const CancellationToken &token)
{
    if (token.isCancelled())
        return NetworkFailure::cancelled(m_registry.base());
    const Result<UriTemplates> templates = m_registry.templates(token);
    if (!templates)
        return templates.error();
    if (!templates->contains(name) || m_requests >= mostRequests)
        return QByteArray();
    ++m_requests;
    QMap<QString, QString> values;
    if (!variable.isEmpty())
        values.insert(variable, value);
    const Result<HttpCache::Answer> answer = m_registry.fetch(name, values, token);
    if (!answer)
        return endsTheWork(answer.error()) ? Result<QByteArray>(answer.error()) : QByteArray();
    return answer->body;
}

void NameCollector::addNames(const QStringList &names)
{
    for (const QString &name : names) {
        if (qsizetype(m_names.size()) < mostNames)
            m_names.try_emplace(name.toLower(), name);
    }
}

void NameCollector::addUsers(const QStringList &nicknames)
{
    for (const QString &nickname : nicknames) {
        const QString key = nickname.toLower();
        if (!key.isEmpty() && !m_users.contains(key)) {
            m_users.insert(key);
            m_userQueue.append(nickname);
        }
    }
}

void NameCollector::addTags(const QStringList &tags)
{
    for (const QString &tag : tags) {
        const QString key = tag.toLower();
        if (!key.isEmpty() && !m_tags.contains(key)) {
            m_tags.insert(key);
            m_tagQueue.append(tag);
        }
    }
}

QStringList NameCollector::sortedNames() const
{
    QStringList names;
    for (const auto &[key, name] : m_names)
        names.append(name);
    return names;
}
