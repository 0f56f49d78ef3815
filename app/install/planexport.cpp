// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/plan.h"
#include "install/planscript.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace {

QJsonArray array(const QStringList &texts)
{
    return QJsonArray::fromStringList(texts);
}

template <typename T, typename ToJson>
QJsonArray array(const QList<T> &values, ToJson toJson)
{
    QJsonArray json;
    for (const T &value : values)
        json += toJson(value);
    return json;
}

QJsonValue secondsOf(double seconds)
{
    return seconds < 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(seconds);
}

QJsonValue bytesOf(qint64 bytes)
{
    return bytes < 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(bytes);
}

QString hex(const QByteArray &digest)
{
    return QString::fromLatin1(digest.toHex());
}

QJsonObject json(const Target &target)
{
    const Installation &installation = target.installation;
    QJsonObject object{
        {u"id"_s, target.id()},
        {u"title"_s, target.title()},
        {u"installation"_s, QJsonObject{{u"id"_s, installation.id()},
                                        {u"pg_config"_s, installation.pgConfig},
                                        {u"version"_s, installation.version.shortText()},
                                        {u"origin"_s, nameOf(installation.origin)},
                                        {u"writable"_s, installation.isWritable}}},
        {u"cluster"_s, QJsonValue::Null},
    };
    if (target.cluster) {
        object[u"cluster"_s] =
            QJsonObject{{u"id"_s, target.cluster->id()},
                        {u"name"_s, target.cluster->name},
                        {u"version"_s, target.cluster->version.shortText()},
                        {u"connection"_s, target.cluster->connection.toConnectionString()}};
    }
    return object;
}

QJsonObject json(const Provenance &provenance)
{
    QJsonObject object{{u"state"_s, nameOf(provenance.state)}};
    if (provenance.state == Provenance::State::Signed) {
        object[u"key"_s] = provenance.key;
        object[u"user"_s] = provenance.user;
        object[u"date"_s] = provenance.date.toString(Qt::ISODate);
    }
    if (!provenance.message.isEmpty())
        object[u"message"_s] = provenance.message;
    return object;
}

QJsonObject json(const PlannedRelease &planned)
{
    const Digests &digests = planned.release.digests;
    return {{u"name"_s, planned.release.name},
            {u"version"_s, planned.release.version.toString()},
            {u"status"_s, nameOf(planned.release.status)},
            {u"license"_s, planned.release.license},
            {u"registry"_s, planned.registry},
            {u"url"_s, planned.archiveUrl.toString(QUrl::FullyEncoded)},
            {u"bytes"_s, bytesOf(planned.archiveBytes)},
            {u"digests"_s, QJsonObject{{u"sha1"_s, hex(digests.sha1)},
                                       {u"sha256"_s, hex(digests.sha256)},
                                       {u"sha512"_s, hex(digests.sha512)}}},
            {u"needed_by"_s, planned.neededBy},
            {u"extensions"_s, array(planned.extensions)},
            {u"cached"_s, planned.isCached},
            {u"provenance"_s, json(planned.provenance)}};
}

QJsonObject json(const Step &step)
{
    return {{u"kind"_s, nameOf(step.kind)},
            {u"title"_s, step.title},
            {u"why"_s, step.why},
            {u"release"_s, step.release < 0 ? QJsonValue() : QJsonValue(step.release)},
            {u"extension"_s, step.extension},
            {u"database"_s, step.database},
            {u"sql"_s, step.sql},
            {u"seconds"_s, secondsOf(step.seconds)},
            {u"optional"_s, step.optional}};
}

QJsonObject json(const ClientFacts &client)
{
    return {{u"pid"_s, client.pid},
            {u"user"_s, client.user},
            {u"database"_s, client.database},
            {u"application"_s, client.application},
            {u"state"_s, client.state}};
}

QJsonObject json(const Finding &finding)
{
    return {{u"severity"_s, nameOf(finding.severity)},
            {u"id"_s, finding.id},
            {u"message"_s, finding.message},
            {u"fix"_s, finding.fix},
            {u"command"_s, finding.command}};
}

} // namespace

namespace PlanExport {

QJsonObject toJson(const Plan &plan)
{
    const auto each = [](const auto &value) { return json(value); };
    return {{u"format"_s, 1},
            {u"id"_s, plan.id},
            {u"action"_s, nameOf(plan.action)},
            {u"title"_s, plan.title},
            {u"summary"_s, plan.summary},
            {u"subject"_s, plan.subject},
            {u"from_version"_s, plan.fromVersion},
            {u"possible"_s, plan.isPossible()},
            {u"empty"_s, plan.isEmpty()},
            {u"target"_s, json(plan.target)},
            {u"destination"_s, nameOf(plan.destination)},
            {u"user_folder"_s, plan.userFolder},
            {u"releases"_s, array(plan.releases, each)},
            {u"contrib"_s, array(plan.contrib)},
            {u"databases"_s, array(plan.databases)},
            {u"schema"_s, plan.schema},
            {u"manifest"_s, plan.manifestId},
            {u"removed_files"_s, array(plan.removedFiles)},
            {u"restored_files"_s, array(plan.restoredFiles)},
            {u"steps"_s, array(plan.steps, each)},
            {u"preload"_s, QJsonObject{{u"before"_s, array(plan.preload.before)},
                                       {u"after"_s, array(plan.preload.after)},
                                       {u"changes"_s, plan.preload.isChange()}}},
            {u"needs_restart"_s, plan.needsRestart},
            {u"connected_clients"_s, array(plan.connectedClients, each)},
            {u"needs_elevation"_s, plan.needsElevation},
            {u"run_tests"_s, plan.runTests},
            {u"allow_without_jail"_s, plan.allowWithoutJail},
            {u"findings"_s, array(plan.findings, each)},
            {u"download_bytes"_s, bytesOf(plan.downloadBytes)},
            {u"seconds"_s, secondsOf(plan.seconds)},
            {u"undo"_s, array(plan.undoText)}};
}

QString toScript(const Plan &plan)
{
    return PlanScript(plan).text();
}

} // namespace PlanExport
