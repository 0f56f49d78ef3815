// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/registrysettings.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistrySettings", text);
}

const RegistrySettings::Known *find(const QString &name)
{
    const QList<RegistrySettings::Known> &all = RegistrySettings::all();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto &known) { return known.name == name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

const QList<RegistrySettings::Known> &RegistrySettings::all()
{
    const QStringList onOff{u"on"_s, u"off"_s};
    static const QList<Known> settings{
        {u"title"_s, u"Howdah registry"_s, tr("What the web pages call this registry"), {}, false},
        {u"contact"_s,
         u""_s,
         tr("How to reach whoever runs this registry: an e-mail address or a web address"),
         {},
         false},
        {u"registration"_s,
         u"invitation"_s,
         tr("Who may make an account: everybody, who waits for an administrator, who was invited, "
            "nobody"),
         {u"open"_s, u"moderated"_s, u"invitation"_s, u"closed"_s},
         false},
        {u"review-texts"_s, u"on"_s, tr("Whether reviews may have a text besides the verdict"),
         onOff, false},
        {u"uncounted-clients"_s,
         u""_s,
         tr("Whose downloads are not counted: addresses, and words of a User-Agent, separated by "
            "blanks"),
         {},
         false},
        {u"read-only"_s, u"off"_s, tr("Whether all writes are refused"), onOff, false},
        {u"upload-limit"_s,
         u"104857600"_s,
         tr("Bytes that an uploaded archive may have"),
         {},
         true},
        {u"storage-limit"_s,
         u"0"_s,
         tr("Bytes that all released archives may have; 0: any number"),
         {},
         true},
        {u"webhooks-to-private-addresses"_s, u"off"_s,
         tr("Whether webhooks may be delivered to addresses of private networks"), onOff, false},
        {u"event-days"_s, u"365"_s, tr("Days that events are kept"), {}, true},
        {u"audit-days"_s, u"730"_s, tr("Days that the audit log is kept"), {}, true},
        {u"public-address"_s,
         u""_s,
         tr("The address that clients use, when it is not the one this server sees"),
         {},
         false},
        {u"identity-providers"_s,
         u"[]"_s,
         tr("OpenID Connect providers, as a list in JSON"),
         {},
         false},
    };
    return settings;
}

Result<QString> RegistrySettings::text(const QString &name)
{
    const Known *known = find(name);
    if (!known)
        return Error{Error::Kind::NotFound, tr("There is no setting “%1”.").arg(name), {}};
    const auto row = m_database.read([&](SqlConnection &connection) {
        return connection.queryOne(u"SELECT value FROM settings WHERE name = ?"_s, {name});
    });
    if (!row)
        return row.error();
    return *row ? (*row)->text(0) : known->standard;
}

Result<qint64> RegistrySettings::number(const QString &name)
{
    const Result<QString> value = text(name);
    if (!value)
        return value.error();
    return value->toLongLong();
}

Result<qint64> RegistrySettings::number(SqlConnection &connection, const QString &name)
{
    const Known *known = find(name);
    if (!known)
        return Error{Error::Kind::NotFound, tr("There is no setting “%1”.").arg(name), {}};
    const auto row = connection.queryOne(u"SELECT value FROM settings WHERE name = ?"_s, {name});
    if (!row)
        return row.error();
    return (*row ? (*row)->text(0) : known->standard).toLongLong();
}

Result<bool> RegistrySettings::isOn(const QString &name)
{
    const Result<QString> value = text(name);
    if (!value)
        return value.error();
    return *value == u"on";
}

Result<void> RegistrySettings::set(const QString &name, const QString &value)
{
    const Known *known = find(name);
    if (!known)
        return Error{Error::Kind::NotFound, tr("There is no setting “%1”.").arg(name), {}};
    if (!known->words.isEmpty() && !known->words.contains(value))
        return Error{Error::Kind::Invalid,
                     tr("“%1” is no value of %2; there are %3.")
                         .arg(value, name, known->words.join(u", "_s)),
                     {}};
    bool isNumber = false;
    if (known->isNumber && (value.toLongLong(&isNumber) < 0 || !isNumber))
        return Error{Error::Kind::Invalid,
                     tr("%1 is a number, 0 or more; “%2” is none.").arg(name, value),
                     {}};
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<qint64> written =
            connection.execute(u"INSERT INTO settings (name, value) VALUES (?, ?) "
                               "ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s,
                               {name, value});
        if (!written)
            return written.error();
        return {};
    });
}
