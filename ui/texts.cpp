// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "texts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMap>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("Texts", text, nullptr, n);
}

} // namespace

QString Texts::date(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime().date(), u"d MMMM yyyy"_s)
                          : QString();
}

QString Texts::ago(const QDateTime &time, const QDateTime &now)
{
    if (!time.isValid())
        return tr("never");
    const qint64 seconds = time.secsTo(now);
    if (seconds < 60)
        return tr("just now");
    if (seconds < 3600)
        return seconds < 120 ? tr("a minute ago") : tr("%1 minutes ago").arg(seconds / 60);
    if (seconds < 86400)
        return seconds < 7200 ? tr("an hour ago") : tr("%1 hours ago").arg(seconds / 3600);
    if (seconds < 30 * 86400)
        return seconds < 2 * 86400 ? tr("yesterday") : tr("%1 days ago").arg(seconds / 86400);
    return date(time);
}

QString Texts::seconds(double seconds)
{
    if (seconds < 0)
        return {};
    if (seconds < 10)
        return tr("%1 s").arg(QLocale().toString(seconds, 'f', 1));
    if (seconds < 90)
        return tr("%1 s").arg(std::lround(seconds));
    return tr("%1 min").arg(std::lround(seconds / 60));
}

QString Texts::bytes(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString Texts::languageName(const QString &language)
{
    if (language == u"sql"_s)
        return tr("SQL only");
    if (language == u"plpgsql"_s)
        return u"PL/pgSQL"_s;
    if (language.size() == 1 || language == u"c++"_s)
        return language.toUpper();
    return language.isEmpty() ? QString() : language.at(0).toUpper() + language.mid(1);
}

QString Texts::platform(const QString &os, const QString &arch)
{
    static const QMap<QString, QString> names{{u"linux"_s, u"Linux"_s},
                                              {u"darwin"_s, u"macOS"_s},
                                              {u"windows"_s, u"Windows"_s},
                                              {u"freebsd"_s, u"FreeBSD"_s}};
    return (names.value(os, os) + u' ' + arch).trimmed();
}

QString Texts::personName(const QString &maintainer)
{
    const QString name = maintainer.section(u'<', 0, 0).trimmed();
    return name.isEmpty() ? maintainer : name;
}

Texts::ServerText Texts::server(const Target &target)
{
    ServerText text{target.title(), {}, {}, tr("no cluster")};
    QStringList details;
    if (target.cluster) {
        const Cluster &cluster = *target.cluster;
        details += cluster.isRemote
                       ? u"%1:%2"_s.arg(cluster.connection.host).arg(cluster.connection.port)
                       : tr("port %1").arg(cluster.connection.port);
        switch (cluster.state) {
        case Cluster::State::Running:
            text.kind = u"ok"_s;
            text.status = tr("running");
            break;
        case Cluster::State::Stopped:
            text.status = tr("stopped");
            break;
        case Cluster::State::Unknown:
            text.kind = u"warn"_s;
            text.status = tr("state not known");
            break;
        }
    }
    if (!target.installation.bindir.isEmpty())
        details += target.installation.originText();
    text.detail = details.join(u" · "_s);
    return text;
}

QString Texts::jobKind(const QString &state)
{
    if (state == u"done"_s)
        return u"ok"_s;
    if (state == u"failed"_s)
        return u"bad"_s;
    if (state == u"interrupted"_s)
        return u"warn"_s;
    return state == u"running"_s ? u"primary"_s : QString();
}

QVariantMap Texts::failure(const std::optional<Error> &error, const QString &log)
{
    if (!error)
        return {};
    const FailureDiagnosis diagnosis = Failure::diagnose(*error, log);
    const bool isKnown = diagnosis.cause != FailureDiagnosis::Cause::Unknown;
    return {{u"headline"_s, isKnown ? diagnosis.headline : error->message},
            {u"action"_s, diagnosis.action},
            {u"command"_s, diagnosis.command},
            {u"evidence"_s, diagnosis.evidence.isEmpty() ? error->detail : diagnosis.evidence}};
}

QVariantMap Texts::badge(const QString &text, const QString &kind, const QString &icon)
{
    return {{u"text"_s, text}, {u"kind"_s, kind}, {u"icon"_s, icon}};
}
