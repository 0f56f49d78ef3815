// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/registryclient.h"

#include "catalog/metaparser.h"
#include "remote/localfiles.h"
#include "remote/namecollector.h"
#include "remote/networkfailure.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <map>
#include <mutex>

using namespace Qt::StringLiterals;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(RegistryClient)
};

using Values = QMap<QString, QString>;

/// No web page in the place of a document (a sign-in page, a site's "not found" with status 200), and nothing cut
/// off: QNetworkAccessManager takes a chunked answer for whole that ends between two chunks.
bool isWholeJson(const QByteArray &body)
{
    QJsonParseError error;
    QJsonDocument::fromJson(body, &error);
    return error.error == QJsonParseError::NoError;
}

/// `1.2.0-b1` for `1.2.0b1` and the reverse; nothing for other versions.
std::optional<QString> otherVersionForm(const QString &version)
{
    static const QRegularExpression shape(u"^(\\d+\\.\\d+\\.\\d+)(-?)([A-Za-z].*)$"_s);
    const QRegularExpressionMatch match = shape.match(version);
    if (!match.hasMatch())
        return std::nullopt;
    const QString hyphen = match.captured(2).isEmpty() ? u"-"_s : QString();
    return match.captured(1) + hyphen + match.captured(3);
}

Error gone(const QString &folder)
{
    return {QFileInfo::exists(folder) ? Error::Kind::Permission : Error::Kind::NotFound,
            QFileInfo::exists(folder)
                ? Texts::tr("The registry in the folder %1 cannot be read. Check its permissions.")
                      .arg(folder)
                : Texts::tr("The registry's folder %1 is not there. Was it moved, or is its disk "
                            "not mounted?")
                      .arg(folder),
            {}};
}

bool isSamePlace(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && NetworkFailure::placeOf(a) == NetworkFailure::placeOf(b);
}

} // namespace

struct RegistryClient::Spelling {
    UriTemplates::Case letterCase = UriTemplates::Case::Lower;
    bool hasOtherVersionForm = false;
};

struct RegistryClient::State {
    std::mutex mutex;
    std::optional<UriTemplates> templates;
    std::optional<KeySet> keySet;
    std::map<QString, Spelling>
        spellings; ///< by "dist/version" in lower case, when not the usual one

    static QString keyOf(const Values &values)
    {
        return values.value(u"dist"_s).toLower() + u'/' + values.value(u"version"_s).toLower();
    }
};

RegistryClient::RegistryClient(const QUrl &base, HttpCache &cache, HttpClient &client)
    // A person may write ".." into a folder's path; what comes after it may not.
    : m_base(base.isLocalFile() ? QUrl::fromLocalFile(QDir::cleanPath(base.toLocalFile())) : base),
      m_cache(cache),
      m_client(client),
      m_state(std::make_shared<State>())
{
    QString path = m_base.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    m_base.setPath(path, QUrl::TolerantMode);
    m_base.setQuery(QString());
    m_base.setFragment(QString());
}

Result<UriTemplates> RegistryClient::templates(const CancellationToken &token)
{
    {
        const std::lock_guard lock(m_state->mutex);
        if (m_state->templates)
            return *m_state->templates;
    }
    QUrl url = m_base;
    url.setPath(m_base.path(QUrl::FullyEncoded) + u"/index.json"_s, QUrl::TolerantMode);
    const QString place = NetworkFailure::addressOf(m_base);
    const Result<HttpCache::Answer> answer = m_cache.get(url, token, isWholeJson);
    if (!answer && answer.error().kind == Error::Kind::NotFound)
        return Error{
            Error::Kind::NotFound,
            Texts::tr("There is no PGXN registry at %1: it has no index.json. Check the address.")
                .arg(place),
            answer.error().detail};
    if (!answer)
        return answer.error();
    const Result<UriTemplates> parsed = UriTemplates::parse(answer->body);
    if (!parsed)
        return parsed.error().within(place);
    const std::lock_guard lock(m_state->mutex);
    m_state->templates = *parsed;
    return *parsed;
}

Result<bool> RegistryClient::canSearch(const CancellationToken &token)
{
    const Result<UriTemplates> known = templates(token);
    if (!known)
        return known.error();
    return known->contains(u"search"_s);
}

Result<RegistryClient::Reading<Distribution>>
RegistryClient::distribution(const QString &name, const CancellationToken &token)
{
    const Result<HttpCache::Answer> answer = fetch(u"dist"_s, {{u"dist"_s, name}}, token);
    if (!answer)
        return answer.error();
    const Result<Distribution> parsed = MetaParser::parseDistribution(answer->body);
    if (!parsed)
        return parsed.error().within(name);
    return Reading<Distribution>{*parsed, answer->fetchedAt, answer->fromCache};
}

Result<RegistryClient::Reading<Release>>
RegistryClient::release(const QString &name, const Version &version, const CancellationToken &token)
{
    const Result<HttpCache::Answer> answer =
        fetch(u"meta"_s, {{u"dist"_s, name}, {u"version"_s, version.toString()}}, token);
    if (!answer)
        return answer.error();
    const Result<Release> parsed = MetaParser::parse(answer->body);
    if (!parsed)
        return parsed.error().within(name + u' ' + version.toString());
    if (parsed->key() != name.toLower() || parsed->version != version)
        return Error{Error::Kind::Integrity,
                     Texts::tr("%1 gives the META.json of %2 %3 where that of %4 %5 should be.")
                         .arg(NetworkFailure::addressOf(m_base), parsed->name,
                              parsed->version.toString(), name, version.toString()),
                     {}};
    return Reading<Release>{*parsed, answer->fetchedAt, answer->fromCache};
}

Result<QList<ExtensionLocation>> RegistryClient::extension(const QString &name,
                                                           const CancellationToken &token)
{
    const Result<HttpCache::Answer> answer = fetch(u"extension"_s, {{u"extension"_s, name}}, token);
    if (!answer)
        return answer.error();
    Result<QList<ExtensionLocation>> parsed = RegistryDocuments::parseExtension(answer->body);
    return parsed ? parsed : parsed.error().within(name);
}

Result<RegistryUser> RegistryClient::user(const QString &nickname, const CancellationToken &token)
{
    const Result<HttpCache::Answer> answer = fetch(u"user"_s, {{u"user"_s, nickname}}, token);
    if (!answer)
        return answer.error();
    Result<RegistryUser> parsed = RegistryDocuments::parseUser(answer->body);
    return parsed ? parsed : parsed.error().within(nickname);
}

Result<QByteArray> RegistryClient::readme(const QString &name, const Version &version,
                                          const CancellationToken &token)
{
    const Result<HttpCache::Answer> answer =
        fetch(u"readme"_s, {{u"dist"_s, name}, {u"version"_s, version.toString()}}, token);
    if (!answer)
        return answer.error();
    return answer->body;
}

Result<QUrl> RegistryClient::downloadUrl(const QString &name, const Version &version,
                                         const CancellationToken &token)
{
    const Values values{{u"dist"_s, name}, {u"version"_s, version.toString()}};
    return urlFor(u"download"_s, values, spellingsOf(values).first(), token);
}

Result<KeySet> RegistryClient::keySet(Freshness freshness, const CancellationToken &token)
{
    if (freshness == Freshness::Any) {
        const std::lock_guard lock(m_state->mutex);
        if (m_state->keySet)
            return *m_state->keySet;
    }
    QUrl url = m_base;
    url.setPath(m_base.path(QUrl::FullyEncoded) + u"/.well-known/jwks.json"_s, QUrl::TolerantMode);
    const Result<HttpCache::Answer> answer = m_cache.get(url, token, isWholeJson);
    if (!answer && answer.error().kind != Error::Kind::NotFound)
        return answer.error();
    Result<KeySet> set = answer ? KeySet::parse(answer->body) : Result<KeySet>(KeySet());
    if (!set)
        return set.error().within(NetworkFailure::addressOf(m_base));
    const std::lock_guard lock(m_state->mutex);
    m_state->keySet = *set;
    return set;
}

Result<QJsonObject> RegistryClient::certificate(const QString &name, const Version &version,
                                                const CancellationToken &token)
{
    const Result<HttpCache::Answer> answer =
        fetch(u"certs"_s, {{u"dist"_s, name}, {u"version"_s, version.toString()}}, token);
    if (!answer)
        return answer.error();
    const QJsonValue jws = QJsonDocument::fromJson(answer->body)[u"certs"][u"pgxn"];
    if (!jws.isObject())
        return Error{Error::Kind::Invalid,
                     Texts::tr("%1 gives no certificate where that of %2 %3 should be.")
                         .arg(NetworkFailure::addressOf(m_base), name, version.toString()),
                     {}};
    return jws.toObject();
}

Result<QStringList> RegistryClient::distributionNames(const CancellationToken &token)
{
    return NameCollector(*this).collect(token);
}

Result<HttpCache::Answer> RegistryClient::fetch(const QString &name, const Values &values,
                                                const CancellationToken &token)
{
    Error notFound;
    QList<QUrl> tried;
    const QList<Spelling> spellings = spellingsOf(values);
    for (const Spelling &spelling : spellings) {
        const Result<QUrl> url = urlFor(name, values, spelling, token);
        if (!url)
            return url.error();
        if (tried.contains(*url))
            continue;
        const Result<HttpCache::Answer> answer = m_cache.get(
            *url, token, name == u"readme"_s ? HttpCache::Check() : HttpCache::Check(isWholeJson));
        if (answer && values.contains(u"version"_s) && !tried.isEmpty()) {
            const std::lock_guard lock(m_state->mutex);
            m_state->spellings[State::keyOf(values)] = spelling;
        }
        if (answer || answer.error().kind != Error::Kind::NotFound)
            return answer;
        if (tried.isEmpty())
            notFound = answer.error();
        tried.append(*url);
    }
    return notFound;
}

Result<QUrl> RegistryClient::urlFor(const QString &name, const Values &values,
                                    const Spelling &spelling, const CancellationToken &token)
{
    const Result<UriTemplates> known = templates(token);
    if (!known)
        return known.error();
    const QString place = NetworkFailure::addressOf(m_base);
    if (!known->contains(name))
        return Error{Error::Kind::NotFound,
                     Texts::tr("%1 has no documents of the kind \"%2\".").arg(place, name),
                     {}};
    Values spelt = values;
    if (spelling.hasOtherVersionForm) {
        const QString version = values.value(u"version"_s);
        spelt.insert(u"version"_s, otherVersionForm(version).value_or(version));
    }
    const std::optional<QString> expanded = known->expand(name, spelt, spelling.letterCase);
    if (!expanded)
        return Error{Error::Kind::Invalid,
                     Texts::tr("No address of the kind \"%1\" can be made for \"%2\" at %3.")
                         .arg(name, values.values().join(u"\", \""_s), place),
                     known->text(name)};
    const QUrl absolute(*expanded);
    const bool isElsewhere =
        expanded->startsWith(u"//"_s) || (!absolute.isRelative() && !isSamePlace(absolute, m_base));
    if (isElsewhere || (!absolute.isRelative() && m_base.isLocalFile()))
        return Error{Error::Kind::Refused,
                     Texts::tr("The registry %1 sends to another place, %2. This is refused.")
                         .arg(place, NetworkFailure::addressOf(absolute)),
                     {}};
    const QUrl url = absolute.isRelative()
                         ? QUrl(m_base.toString(QUrl::FullyEncoded)
                                + (expanded->startsWith(u'/') ? QString() : u"/"_s) + *expanded)
                         : absolute;
    const QStringList segments = url.path(QUrl::FullyEncoded).split(u'/');
    if (!url.isValid() || segments.contains(u".."_s))
        return Error{
            Error::Kind::Invalid,
            Texts::tr("The registry %1 gives the useless address \"%2\".").arg(place, *expanded),
            {}};
    return url;
}

QList<RegistryClient::Spelling> RegistryClient::spellingsOf(const Values &values) const
{
    using Case = UriTemplates::Case;
    QList<Spelling> all{
        {Case::Lower, false}, {Case::Lower, true}, {Case::AsGiven, false}, {Case::AsGiven, true}};
    const std::lock_guard lock(m_state->mutex);
    const auto known = m_state->spellings.find(State::keyOf(values));
    if (known != m_state->spellings.end())
        all.prepend(known->second);
    return all;
}

Result<std::optional<QStringList>> RegistryClient::namesInFolder(const CancellationToken &token)
{
    if (!m_base.isLocalFile())
        return std::optional<QStringList>();
    const Result<UriTemplates> known = templates(token);
    if (!known)
        return known.error();
    // "/dist/{dist}.json": all files of the folder that are named so.
    static const QRegularExpression shape(u"^(/?[^{}]*/)\\{dist\\}([^{}/]*)$"_s);
    const QRegularExpressionMatch match = shape.match(known->text(u"dist"_s));
    if (!match.hasMatch())
        return std::optional<QStringList>();
    // The templates are remembered; a folder that went away since is no registry without releases.
    const Result<QString> root = LocalFiles::pathOf(m_base);
    if (!root)
        return root.error();
    if (!QFileInfo(*root + u"/index.json"_s).isReadable())
        return gone(*root);
    QUrl folder = m_base;
    folder.setPath(m_base.path(QUrl::FullyEncoded) + u'/' + match.captured(1), QUrl::TolerantMode);
    const Result<QString> path = LocalFiles::pathOf(folder);
    if (!path)
        return path.error();
    if (QFileInfo::exists(*path) && !QDir(*path).isReadable())
        return gone(*path);
    QStringList names;
    const QString suffix = match.captured(2);
    const QStringList files = QDir(*path).entryList(QDir::Files);
    for (const QString &file : files) {
        if (file.endsWith(suffix) && file.size() > suffix.size())
            names.append(file.chopped(suffix.size()));
    }
    return std::optional(names);
}
