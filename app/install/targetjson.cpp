// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/targetjson.h"

using namespace Qt::StringLiterals;

namespace {

template <typename Enum>
Enum fromName(const QString &name, std::initializer_list<Enum> all, Enum otherwise)
{
    for (const Enum value : all) {
        if (nameOf(value) == name)
            return value;
    }
    return otherwise;
}

Installation::Origin installationOrigin(const QString &name)
{
    using Origin = Installation::Origin;
    return fromName(name,
                    {Origin::Debian, Origin::Pgdg, Origin::Source, Origin::Homebrew,
                     Origin::PostgresApp, Origin::Edb, Origin::Pgenv, Origin::Path, Origin::Process,
                     Origin::Manual, Origin::Sandbox},
                    Origin::Manual);
}

Cluster::Origin clusterOrigin(const QString &name)
{
    using Origin = Cluster::Origin;
    return fromName(name,
                    {Origin::Debian, Origin::DataDirectory, Origin::Process, Origin::Socket,
                     Origin::Manual, Origin::Sandbox},
                    Origin::Manual);
}

QString nameOfRestart(Cluster::Restart restart)
{
    switch (restart) {
    case Cluster::Restart::Forbidden:
        return u"forbidden"_s;
    case Cluster::Restart::PgCtl:
        return u"pg_ctl"_s;
    case Cluster::Restart::Debian:
        return u"debian"_s;
    case Cluster::Restart::Service:
        return u"service"_s;
    }
    return {};
}

Cluster::Restart restartFrom(const QString &name)
{
    using Restart = Cluster::Restart;
    for (const Restart value : {Restart::PgCtl, Restart::Debian, Restart::Service}) {
        if (nameOfRestart(value) == name)
            return value;
    }
    return Restart::Forbidden;
}

QJsonValue serviceToJson(const std::optional<ServiceUnit> &service)
{
    if (!service)
        return QJsonValue::Null;
    QJsonObject json{{u"name"_s, service->name}};
    if (service->user)
        json.insert(u"user"_s, qint64(*service->user));
    return json;
}

std::optional<ServiceUnit> serviceFrom(const QJsonObject &json)
{
    ServiceUnit service{json.value(u"name"_s).toString(), std::nullopt};
    if (service.name.isEmpty())
        return std::nullopt;
    if (json.contains(u"user"_s))
        service.user = quint32(json.value(u"user"_s).toInteger());
    return service;
}

QJsonObject connectionToJson(const ConnectionParameters &connection)
{
    return {{u"host"_s, connection.host},       {u"port"_s, connection.port},
            {u"user"_s, connection.user},       {u"database"_s, connection.database},
            {u"sslMode"_s, connection.sslMode}, {u"service"_s, connection.service}};
}

ConnectionParameters connectionFrom(const QJsonObject &json)
{
    ConnectionParameters connection;
    connection.host = json.value(u"host"_s).toString();
    connection.port = json.value(u"port"_s).toInt();
    connection.user = json.value(u"user"_s).toString();
    connection.database = json.value(u"database"_s).toString();
    connection.sslMode = json.value(u"sslMode"_s).toString();
    connection.service = json.value(u"service"_s).toString();
    return connection;
}

} // namespace

QJsonObject TargetJson::write(const Target &target)
{
    QJsonObject json{{u"pgConfig"_s, target.installation.pgConfig},
                     {u"installation"_s, target.installation.id()},
                     {u"origin"_s, nameOf(target.installation.origin)}};
    if (target.cluster) {
        const Cluster &cluster = *target.cluster;
        json.insert(u"cluster"_s,
                    QJsonObject{{u"name"_s, cluster.name},
                                {u"origin"_s, nameOf(cluster.origin)},
                                {u"dataDirectory"_s, cluster.dataDirectory},
                                {u"configFile"_s, cluster.configFile},
                                {u"owner"_s, cluster.owner},
                                {u"version"_s, cluster.version.number()},
                                {u"restart"_s, nameOfRestart(cluster.restart)},
                                {u"service"_s, serviceToJson(cluster.service)},
                                {u"isRemote"_s, cluster.isRemote},
                                {u"connection"_s, connectionToJson(cluster.connection)}});
    }
    return json;
}

Result<Target> TargetJson::read(const QJsonObject &json, CommandRunner &runner)
{
    const Result<Installation> installation =
        Installation::inspect(json.value(u"pgConfig"_s).toString(),
                              installationOrigin(json.value(u"origin"_s).toString()), runner);
    if (!installation)
        return installation.error();
    Target target{*installation, std::nullopt};
    const QJsonObject object = json.value(u"cluster"_s).toObject();
    if (object.isEmpty())
        return target;
    Cluster cluster;
    cluster.installationId = installation->id();
    cluster.name = object.value(u"name"_s).toString();
    cluster.origin = clusterOrigin(object.value(u"origin"_s).toString());
    cluster.dataDirectory = object.value(u"dataDirectory"_s).toString();
    cluster.configFile = object.value(u"configFile"_s).toString();
    cluster.owner = object.value(u"owner"_s).toString();
    cluster.version = ServerVersion::fromNumber(object.value(u"version"_s).toInt());
    cluster.restart = restartFrom(object.value(u"restart"_s).toString());
    cluster.service = serviceFrom(object.value(u"service"_s).toObject());
    cluster.isRemote = object.value(u"isRemote"_s).toBool();
    cluster.connection = connectionFrom(object.value(u"connection"_s).toObject());
    target.cluster = cluster;
    return target;
}
