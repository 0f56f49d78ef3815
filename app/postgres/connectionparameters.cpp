// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/commandrunner.h"
#include "postgres/cluster.h"

#include <QCoreApplication>
#include <QUrl>
#include <QUrlQuery>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ConnectionParameters", text);
}

Error invalid(const QString &message)
{
    return {Error::Kind::Invalid, message, {}};
}

using Word = std::pair<QString, QString>;

/// libpq's key=value form: values may be quoted with ' and escape with \.
Result<QList<Word>> splitWords(const QString &text)
{
    QList<Word> words;
    qsizetype at = 0;
    const auto skipSpace = [&] {
        while (at < text.size() && text[at].isSpace())
            ++at;
    };
    for (skipSpace(); at < text.size(); skipSpace()) {
        const qsizetype start = at;
        while (at < text.size() && text[at] != u'=' && !text[at].isSpace())
            ++at;
        const QString key = text.mid(start, at - start);
        skipSpace();
        if (at >= text.size() || text[at] != u'=') {
            return invalid(
                tr("“%1” needs a value in the connection string, as in host=localhost.").arg(key));
        }
        ++at;
        skipSpace();
        QString value;
        const bool isQuoted = at < text.size() && text[at] == u'\'';
        if (isQuoted)
            ++at;
        while (at < text.size() && (isQuoted ? text[at] != u'\'' : !text[at].isSpace())) {
            if (text[at] == u'\\' && at + 1 < text.size())
                ++at;
            value += text[at++];
        }
        if (isQuoted && at >= text.size())
            return invalid(tr("A quote is not closed in the connection string."));
        if (isQuoted)
            ++at;
        words += {key, value};
    }
    return words;
}

Result<QList<Word>> splitUri(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid())
        return invalid(tr("The connection URI cannot be read: %1.").arg(url.errorString()));
    QList<Word> words;
    const auto add = [&](const QString &key, const QString &value) {
        if (!value.isEmpty())
            words += {key, value};
    };
    add(u"host"_s, url.host(QUrl::FullyDecoded));
    if (url.port() >= 0)
        add(u"port"_s, QString::number(url.port()));
    add(u"user"_s, url.userName(QUrl::FullyDecoded));
    add(u"password"_s, url.password(QUrl::FullyDecoded));
    add(u"dbname"_s, url.path(QUrl::FullyDecoded).mid(1));
    for (const auto &[key, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded))
        add(key, value);
    return words;
}

Result<void> take(ConnectionParameters &parameters, const QString &key, const QString &value)
{
    if (value.contains(QChar::Null) || value.contains(u'\n'))
        return invalid(tr("The value of “%1” holds a character that cannot be used.").arg(key));
    if (key == u"host" || key == u"hostaddr") {
        if (value.contains(u','))
            return invalid(tr("Name one host; a list of hosts cannot be used here."));
        parameters.host = value;
    } else if (key == u"port") {
        bool isNumber = false;
        parameters.port = value.toInt(&isNumber);
        if (!isNumber || parameters.port < 1 || parameters.port > 65535)
            return invalid(tr("The port is a number from 1 to 65535, not “%1”.").arg(value));
    } else if (key == u"user") {
        parameters.user = value;
    } else if (key == u"dbname") {
        parameters.database = value;
    } else if (key == u"sslmode") {
        static const QStringList modes{u"disable"_s, u"allow"_s,     u"prefer"_s,
                                       u"require"_s, u"verify-ca"_s, u"verify-full"_s};
        if (!modes.contains(value))
            return invalid(tr("sslmode is one of %1.").arg(modes.join(u", "_s)));
        parameters.sslMode = value;
    } else if (key == u"service") {
        parameters.service = value;
    } else if (key == u"password") {
        return Error{Error::Kind::Refused,
                     tr("Leave the password out of the connection string; it is asked for and "
                        "kept in the keychain."),
                     {}};
    } else {
        return invalid(tr("“%1” is not understood in a connection string. Known are host, port, "
                          "user, dbname, sslmode and service.")
                           .arg(key));
    }
    return {};
}

QString wordQuoted(const QString &value)
{
    bool isPlain = !value.isEmpty();
    for (const QChar c : value)
        isPlain = isPlain && !c.isSpace() && c != u'\'' && c != u'\\';
    if (isPlain)
        return value;
    QString escaped = value;
    escaped.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u'\'' + escaped + u'\'';
}

QString percentEncoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

} // namespace

Result<ConnectionParameters> ConnectionParameters::parse(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return invalid(tr("The connection string is empty. Write for example host=localhost "
                          "user=postgres, or postgresql://postgres@localhost/."));
    const bool isUri =
        trimmed.startsWith(u"postgresql://"_s) || trimmed.startsWith(u"postgres://"_s);
    const Result<QList<Word>> words = isUri ? splitUri(trimmed) : splitWords(trimmed);
    if (!words)
        return words.error();
    ConnectionParameters parameters;
    for (const auto &[key, value] : *words) {
        if (Result<void> taken = take(parameters, key, value); !taken)
            return taken.error();
    }
    if (parameters.database.isEmpty())
        parameters.database = u"postgres"_s;
    return parameters;
}

QString ConnectionParameters::toConnectionString() const
{
    QStringList words;
    const auto add = [&](const QString &key, const QString &value) {
        if (!value.isEmpty())
            words += key + u'=' + wordQuoted(value);
    };
    add(u"service"_s, service);
    add(u"host"_s, host);
    if (service.isEmpty() || port != 5432) // the service may know a port of its own
        add(u"port"_s, QString::number(port));
    add(u"user"_s, user);
    add(u"dbname"_s, database);
    add(u"sslmode"_s, sslMode);
    return words.join(u' ');
}

QString ConnectionParameters::toUri() const
{
    QString uri = u"postgresql://"_s;
    if (!user.isEmpty())
        uri += percentEncoded(user) + u'@';
    const bool isIpv6 = host.contains(u':');
    const bool isFolder = host.startsWith(u'/');
    if (isIpv6)
        uri += u'[' + host + u']';
    else if (!isFolder)
        uri += percentEncoded(host);
    // An URI without a host takes the port only in its query.
    const bool hasAuthority = !host.isEmpty() && !isFolder;
    if (hasAuthority)
        uri += u':' + QString::number(port);
    uri += u'/' + percentEncoded(database);
    QStringList query;
    if (isFolder)
        query += u"host="_s + percentEncoded(host);
    if (!hasAuthority)
        query += u"port="_s + QString::number(port);
    if (!sslMode.isEmpty())
        query += u"sslmode="_s + percentEncoded(sslMode);
    if (!service.isEmpty())
        query += u"service="_s + percentEncoded(service);
    return query.isEmpty() ? uri : uri + u'?' + query.join(u'&');
}

QString ConnectionParameters::credentialKey() const
{
    return u"postgresql://%1@%2:%3"_s.arg(user, host.isEmpty() ? u"localhost"_s : host,
                                          QString::number(port));
}

QString ConnectionParameters::toPsqlCommand(const QString &psql) const
{
    return shellQuoted(psql) + u' ' + shellQuoted(toConnectionString());
}
