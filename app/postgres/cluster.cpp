// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/cluster.h"

using namespace Qt::StringLiterals;

QString Cluster::id() const
{
    if (!dataDirectory.isEmpty())
        return dataDirectory;
    return u"%1:%2"_s.arg(connection.host.isEmpty() ? u"localhost"_s : connection.host)
        .arg(connection.port);
}

QString Cluster::title() const
{
    const QString product =
        version.major > 0 ? u"PostgreSQL "_s + version.shortText() : u"PostgreSQL"_s;
    return name.isEmpty() ? product : product + u" · "_s + name;
}

QString nameOf(Cluster::Origin origin)
{
    switch (origin) {
    case Cluster::Origin::Debian:
        return u"debian"_s;
    case Cluster::Origin::DataDirectory:
        return u"data-directory"_s;
    case Cluster::Origin::Process:
        return u"process"_s;
    case Cluster::Origin::Socket:
        return u"socket"_s;
    case Cluster::Origin::Manual:
        return u"manual"_s;
    case Cluster::Origin::Sandbox:
        return u"sandbox"_s;
    }
    return {};
}

QString nameOf(Cluster::State state)
{
    switch (state) {
    case Cluster::State::Running:
        return u"running"_s;
    case Cluster::State::Stopped:
        return u"stopped"_s;
    case Cluster::State::Unknown:
        return u"unknown"_s;
    }
    return {};
}

QString Target::id() const
{
    return cluster ? installation.id() + u'|' + cluster->id() : installation.id();
}

QString Target::title() const
{
    return cluster ? cluster->title() : installation.title();
}
