// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/manifestjson.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace {

constexpr int format = 1;

QString hex(const QByteArray &digest)
{
    return QString::fromLatin1(digest.toHex());
}

QByteArray digest(const QJsonValue &value)
{
    return QByteArray::fromHex(value.toString().toLatin1());
}

QStringList texts(const QJsonValue &value)
{
    QStringList all;
    const QJsonArray values = value.toArray();
    for (const QJsonValue &item : values)
        all << item.toString();
    return all;
}

QJsonObject fileToJson(const Manifest::File &file)
{
    QJsonObject json{{u"path"_s, file.path},
                     {u"sha256"_s, hex(file.sha256)},
                     {u"mode"_s, static_cast<int>(file.mode)}};
    if (!file.link.isEmpty())
        json.insert(u"link"_s, file.link);
    if (!file.replaced)
        return json;
    QJsonObject previous{{u"mode"_s, static_cast<int>(file.previousMode)},
                         {u"modified"_s, file.previousModified}};
    if (file.previousLink.isEmpty()) {
        previous.insert(u"savedAs"_s, file.savedAs);
        previous.insert(u"sha256"_s, hex(file.previousSha256));
    } else {
        previous.insert(u"link"_s, file.previousLink);
    }
    json.insert(u"previous"_s, previous);
    return json;
}

Manifest::File fileFrom(const QJsonObject &json)
{
    Manifest::File file;
    file.path = json.value(u"path"_s).toString();
    file.sha256 = digest(json.value(u"sha256"_s));
    file.mode = static_cast<quint32>(json.value(u"mode"_s).toInt());
    file.link = json.value(u"link"_s).toString();
    file.replaced = json.contains(u"previous"_s);
    if (!file.replaced)
        return file;
    const QJsonObject previous = json.value(u"previous"_s).toObject();
    file.previousMode = static_cast<quint32>(previous.value(u"mode"_s).toInt());
    file.previousModified = previous.value(u"modified"_s).toInteger();
    file.savedAs = previous.value(u"savedAs"_s).toString();
    file.previousSha256 = digest(previous.value(u"sha256"_s));
    file.previousLink = previous.value(u"link"_s).toString();
    return file;
}

QJsonObject settingToJson(const Manifest::SettingChange &change)
{
    QJsonObject json{{u"name"_s, change.name}, {u"after"_s, change.after}};
    if (change.before)
        json.insert(u"before"_s, *change.before);
    if (change.inForce)
        json.insert(u"inForce"_s, *change.inForce);
    return json;
}

Manifest::State stateFrom(const QString &name)
{
    for (const Manifest::State state : {Manifest::State::Complete, Manifest::State::Undone}) {
        if (nameOf(state) == name)
            return state;
    }
    return Manifest::State::InProgress;
}

} // namespace

QJsonObject ManifestJson::write(const Manifest &manifest)
{
    QJsonArray files;
    for (const Manifest::File &file : manifest.files)
        files.append(fileToJson(file));
    QJsonArray sql;
    for (const Manifest::SqlChange &change : manifest.sql) {
        sql.append(QJsonObject{{u"database"_s, change.database},
                               {u"extension"_s, change.extension},
                               {u"from"_s, change.fromVersion},
                               {u"to"_s, change.toVersion},
                               {u"schema"_s, change.schema}});
    }
    QJsonArray settings;
    for (const Manifest::SettingChange &change : manifest.settings)
        settings.append(settingToJson(change));
    return {{u"format"_s, format},
            {u"id"_s, manifest.id},
            {u"planId"_s, manifest.planId},
            {u"title"_s, manifest.title},
            {u"distribution"_s, manifest.distribution},
            {u"version"_s, manifest.version},
            {u"targetId"_s, manifest.targetId},
            {u"targetTitle"_s, manifest.targetTitle},
            {u"clusterId"_s, manifest.clusterId},
            {u"date"_s, manifest.date.toUTC().toString(Qt::ISODateWithMs)},
            {u"state"_s, nameOf(manifest.state)},
            {u"files"_s, files},
            {u"createdFolders"_s, QJsonArray::fromStringList(manifest.createdFolders)},
            {u"sql"_s, sql},
            {u"settings"_s, settings},
            {u"testDatabases"_s, QJsonArray::fromStringList(manifest.testDatabases)},
            {u"restarted"_s, manifest.restarted},
            {u"target"_s, manifest.target},
            {u"isRemoval"_s, manifest.isRemoval},
            {u"userFolder"_s, manifest.userFolder},
            {u"folders"_s, QJsonArray::fromStringList(manifest.folders)},
            {u"superseded"_s, QJsonArray::fromStringList(manifest.superseded)}};
}

Result<Manifest> ManifestJson::read(const QJsonObject &json)
{
    if (json.value(u"format"_s).toInt() != format || json.value(u"id"_s).toString().isEmpty()) {
        return Error{Error::Kind::Invalid,
                     QCoreApplication::translate("ManifestStore",
                                                 "This is not the record of an installation, or "
                                                 "one of a newer version of Howdah."),
                     {}};
    }
    Manifest manifest;
    manifest.id = json.value(u"id"_s).toString();
    manifest.planId = json.value(u"planId"_s).toString();
    manifest.title = json.value(u"title"_s).toString();
    manifest.distribution = json.value(u"distribution"_s).toString();
    manifest.version = json.value(u"version"_s).toString();
    manifest.targetId = json.value(u"targetId"_s).toString();
    manifest.targetTitle = json.value(u"targetTitle"_s).toString();
    manifest.clusterId = json.value(u"clusterId"_s).toString();
    manifest.date = QDateTime::fromString(json.value(u"date"_s).toString(), Qt::ISODateWithMs);
    manifest.state = stateFrom(json.value(u"state"_s).toString());
    const QJsonArray files = json.value(u"files"_s).toArray();
    for (const QJsonValue &file : files)
        manifest.files << fileFrom(file.toObject());
    manifest.createdFolders = texts(json.value(u"createdFolders"_s));
    const QJsonArray sql = json.value(u"sql"_s).toArray();
    for (const QJsonValue &value : sql) {
        const QJsonObject object = value.toObject();
        manifest.sql << Manifest::SqlChange{
            object.value(u"database"_s).toString(), object.value(u"extension"_s).toString(),
            object.value(u"from"_s).toString(), object.value(u"to"_s).toString(),
            object.value(u"schema"_s).toString()};
    }
    const QJsonArray settings = json.value(u"settings"_s).toArray();
    for (const QJsonValue &value : settings) {
        const QJsonObject object = value.toObject();
        Manifest::SettingChange change{object.value(u"name"_s).toString(), std::nullopt,
                                       object.value(u"after"_s).toString()};
        if (object.contains(u"before"_s))
            change.before = object.value(u"before"_s).toString();
        if (object.contains(u"inForce"_s))
            change.inForce = object.value(u"inForce"_s).toString();
        manifest.settings << change;
    }
    manifest.testDatabases = texts(json.value(u"testDatabases"_s));
    manifest.restarted = json.value(u"restarted"_s).toBool();
    manifest.target = json.value(u"target"_s).toObject();
    manifest.isRemoval = json.value(u"isRemoval"_s).toBool();
    manifest.userFolder = json.value(u"userFolder"_s).toString();
    manifest.folders = texts(json.value(u"folders"_s));
    manifest.superseded = texts(json.value(u"superseded"_s));
    return manifest;
}
