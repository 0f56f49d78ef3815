// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/withdrawalstore.h"

#include "registry/registryname.h"
#include "registry/store/eventstore.h"
#include "registry/store/releasestore.h"
#include "registry/store/staledocuments.h"

#include <QCoreApplication>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestReason = 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("WithdrawalStore", text);
}

/// A text for people, in a document and a terminal.
Result<QString> checkedReason(const QString &given)
{
    QString reason = given.trimmed();
    reason.removeIf([](QChar c) { return !c.isPrint() && c != u'\n'; });
    if (reason.isEmpty())
        return Error{Error::Kind::Invalid,
                     tr("A “reason” is needed: whoever uses this should learn why not to."),
                     {}};
    if (reason.size() > longestReason)
        return Error{Error::Kind::Invalid,
                     tr("The “reason” may have %1 characters.").arg(longestReason),
                     {}};
    return reason;
}

struct Subject {
    qint64 releaseId = 0; ///< 0: the whole distribution
    QString name;
    QString version;
    bool isYanked = false;
    QStringList extensions; ///< keys
};

Error notThere(const QString &distribution)
{
    return {Error::Kind::NotFound,
            tr("There is no distribution “%1” in the registry.").arg(distribution),
            {}};
}

Result<Subject> release(SqlConnection &connection, const QString &distribution,
                        const Version &version)
{
    const auto row = connection.queryOne(
        u"SELECT id, name, version, yanked FROM releases WHERE dist_key = ? AND version_key = ? "
        "AND state = 'published'"_s,
        {distribution.toLower(), ReleaseStore::versionKey(version)});
    if (!row)
        return row.error();
    if (!*row)
        return Error{Error::Kind::NotFound,
                     tr("There is no version %1 of “%2” in the registry.")
                         .arg(version.toString(), distribution),
                     {}};
    return Subject{(*row)->number(0), (*row)->text(1), (*row)->text(2), !(*row)->isNull(3), {}};
}

/// Also gathers the extensions that it is about.
Result<void> checkOwnership(SqlConnection &connection, Subject &subject,
                            const WithdrawalStore::Actor &actor)
{
    const Result<SqlRows> rows = connection.query(
        u"SELECT x.ext_key, CASE WHEN e.owner_id = ? OR EXISTS (SELECT 1 FROM coowners c "
        "WHERE c.ext_key = x.ext_key AND c.user_id = ? AND c.accepted IS NOT NULL) "
        "THEN 1 ELSE 0 END FROM (SELECT DISTINCT p.ext_key FROM release_extensions p "
        "JOIN releases r ON r.id = p.release_id WHERE r.dist_key = ? AND r.state = 'published' "
        "AND (r.id = ? OR CAST(? AS BIGINT) = 0)) AS x LEFT JOIN extensions e ON e.ext_key = "
        "x.ext_key "
        "ORDER BY x.ext_key"_s,
        {actor.userId, actor.userId, subject.name.toLower(), subject.releaseId, subject.releaseId});
    if (!rows)
        return rows.error();
    QStringList foreign;
    for (const SqlRow &row : *rows) {
        subject.extensions.append(row.text(0));
        if (!row.flag(1))
            foreign.append(row.text(0));
    }
    if (actor.isAdmin || foreign.isEmpty())
        return {};
    return Error{
        Error::Kind::Permission,
        tr("User “%1” does not own all provided extensions").arg(actor.nickname),
        tr("Owned by somebody else, or by nobody any more: %1.").arg(foreign.join(u", "_s))};
}

Result<void> checkReplacement(SqlConnection &connection, const Subject &subject,
                              const QString &replacement)
{
    if (replacement.isEmpty())
        return {};
    const Error unfit{Error::Kind::Invalid,
                      tr("“%1” is no other version of “%2” that could replace this one.")
                          .arg(replacement, subject.name),
                      tr("Name a released version that is not yanked, or none.")};
    const std::optional<Version> version = Version::parseTolerant(replacement);
    if (!version)
        return unfit;
    const Result<Subject> other = release(connection, subject.name, *version);
    if (!other)
        return other.error().kind == Error::Kind::NotFound ? unfit : other.error();
    return other->releaseId == subject.releaseId || other->isYanked ? Result<void>(unfit)
                                                                    : Result<void>();
}

/// What follows from each change.
Result<void> tell(SqlConnection &connection, const Subject &subject, EventStore::Kind kind,
                  const QDateTime &now, const QString &actor, QJsonObject data)
{
    data.insert(u"name"_s, subject.name);
    if (!subject.version.isEmpty())
        data.insert(u"version"_s, subject.version);
    if (data[u"replacement"].toString().isEmpty())
        data.remove(u"replacement"_s);
    QList<StaleDocument> documents{{StaleDocument::Kind::Distribution, subject.name.toLower()}};
    for (const QString &extension : subject.extensions)
        documents.append({StaleDocument::Kind::Extension, extension});
    if (Result<void> marked = StaleDocumentStore::mark(connection, documents); !marked)
        return marked;
    const Result<qint64> told =
        EventStore::append(connection, {kind, now, actor, subject.name.toLower(), data});
    if (!told)
        return told.error();
    return StaleDocumentStore::raiseGeneration(connection);
}

Result<Subject> distributionOf(SqlConnection &connection, const QString &name,
                               const WithdrawalStore::Actor &actor)
{
    const auto row = connection.queryOne(
        u"SELECT d.name FROM distributions d WHERE d.dist_key = ? AND EXISTS (SELECT 1 FROM "
        "releases r WHERE r.dist_key = d.dist_key AND r.state = 'published')"_s,
        {name.toLower()});
    if (!row)
        return row.error();
    if (!*row)
        return notThere(name);
    Subject subject;
    subject.name = (*row)->text(0);
    if (Result<void> owned = checkOwnership(connection, subject, actor); !owned)
        return owned.error();
    return subject;
}

} // namespace

Result<void> WithdrawalStore::yank(const QString &distribution, const Version &version,
                                   const Yank &yank, const Actor &actor)
{
    const Result<QString> reason = checkedReason(yank.reason);
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        Result<Subject> subject = release(connection, distribution, version);
        if (!subject)
            return subject.error();
        if (Result<void> owned = checkOwnership(connection, *subject, actor); !owned)
            return owned;
        if (!reason)
            return reason.error();
        if (Result<void> fits = checkReplacement(connection, *subject, yank.replacement); !fits)
            return fits;
        const Result<qint64> changed = connection.execute(
            u"UPDATE releases SET yanked = ?, yank_reason = ?, yank_replacement = ? WHERE id = ?"_s,
            {SqlTime::text(yank.time), *reason, yank.replacement, subject->releaseId});
        if (!changed)
            return changed.error();
        return tell(connection, *subject, EventStore::Kind::Yank, yank.time, actor.nickname,
                    {{u"reason"_s, *reason}, {u"replacement"_s, yank.replacement}});
    });
}

Result<void> WithdrawalStore::unyank(const QString &distribution, const Version &version,
                                     const Actor &actor, const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        Result<Subject> subject = release(connection, distribution, version);
        if (!subject)
            return subject.error();
        if (Result<void> owned = checkOwnership(connection, *subject, actor); !owned)
            return owned;
        if (!subject->isYanked)
            return {};
        const Result<qint64> changed =
            connection.execute(u"UPDATE releases SET yanked = NULL, yank_reason = '', "
                               "yank_replacement = '' WHERE id = ?"_s,
                               {subject->releaseId});
        if (!changed)
            return changed.error();
        return tell(connection, *subject, EventStore::Kind::Unyank, now, actor.nickname, {});
    });
}

Result<void> WithdrawalStore::deprecate(const QString &distribution, const Deprecation &deprecation,
                                        const Actor &actor)
{
    const Result<QString> reason = checkedReason(deprecation.reason);
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<Subject> subject = distributionOf(connection, distribution, actor);
        if (!subject)
            return subject.error();
        if (!reason)
            return reason.error();
        const QString &other = deprecation.replacement;
        if (!other.isEmpty()
            && (!RegistryName::problemOf(other).isEmpty()
                || other.compare(subject->name, Qt::CaseInsensitive) == 0))
            return Error{Error::Kind::Invalid,
                         tr("“%1” is no name of another distribution that could replace this one.")
                             .arg(other),
                         {}};
        const Result<qint64> changed = connection.execute(
            u"UPDATE distributions SET deprecated = ?, deprecation = ?, replacement = ? "
            "WHERE dist_key = ?"_s,
            {SqlTime::text(deprecation.time), *reason, other, subject->name.toLower()});
        if (!changed)
            return changed.error();
        return tell(connection, *subject, EventStore::Kind::Deprecation, deprecation.time,
                    actor.nickname,
                    {{u"deprecated"_s, true}, {u"reason"_s, *reason}, {u"replacement"_s, other}});
    });
}

Result<void> WithdrawalStore::undeprecate(const QString &distribution, const Actor &actor,
                                          const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<Subject> subject = distributionOf(connection, distribution, actor);
        if (!subject)
            return subject.error();
        const Result<qint64> changed = connection.execute(
            u"UPDATE distributions SET deprecated = NULL, deprecation = '', replacement = '' "
            "WHERE dist_key = ? AND deprecated IS NOT NULL"_s,
            {subject->name.toLower()});
        if (!changed)
            return changed.error();
        if (*changed == 0)
            return {};
        return tell(connection, *subject, EventStore::Kind::Deprecation, now, actor.nickname,
                    {{u"deprecated"_s, false}});
    });
}
