// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/settingtakeback.h"

#include "postgres/session.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

bool isPath(const QString &setting)
{
    return setting == u"extension_control_path"_s || setting == u"dynamic_library_path"_s;
}

bool isList(const QString &setting)
{
    return setting.endsWith(u"_preload_libraries"_s);
}

QStringList split(const QString &setting, const QString &value)
{
    return isPath(setting) ? value.split(u':', Qt::SkipEmptyParts) : PreloadSetting::split(value);
}

QString join(const QString &setting, const QStringList &elements)
{
    return isPath(setting) ? elements.join(u':') : PreloadSetting::join(elements);
}

/// Those of `all` that are not in `others`, in their order.
QStringList without(const QStringList &all, const QStringList &others)
{
    QStringList rest;
    for (const QString &element : all) {
        if (!others.contains(element))
            rest << element;
    }
    return rest;
}

QStringList before(const Manifest::SettingChange &change)
{
    if (change.inForce)
        return split(change.name, *change.inForce);
    if (change.before)
        return split(change.name, *change.before);
    // The default: of a path it is the server's own folder.
    return isPath(change.name) ? QStringList{u"$system"_s, u"$libdir"_s} : QStringList();
}

} // namespace

QStringList SettingTakeBack::added(const Manifest::SettingChange &change)
{
    return without(split(change.name, change.after), before(change));
}

Result<std::optional<QString>> SettingTakeBack::wanted(const Manifest::SettingChange &change,
                                                       const Now &now, bool force)
{
    const QString &name = change.name;
    const bool hasElements = isPath(name) || isList(name);
    const QString value =
        now.autoConf.value_or(QString()); // an empty list is kept as no line at all
    const bool isUntouched = hasElements ? split(name, value) == split(name, change.after)
                                         : now.autoConf == change.after;
    if (isUntouched || now.autoConf == change.before)
        return change.before;
    if (!hasElements) {
        if (force)
            return change.before;
        return Error{Error::Kind::Conflict,
                     QCoreApplication::translate(
                         "ServerSettings", "The setting %1 was changed since by someone else: it "
                                           "is \"%2\" now. Put it back by hand, or force the undo, "
                                           "which sets it as it was.")
                         .arg(name, value),
                     u"%1 = %2"_s.arg(name, value)};
    }
    if (!now.autoConf)
        return now.autoConf; // somebody has reset it: there is nothing of ours in it
    const QStringList otherwise = split(name, now.otherwise.value_or(QString()));
    QStringList elements = without(split(name, value), without(added(change), otherwise));
    elements += without(without(before(change), split(name, change.after)), elements);
    if (change.before && elements == split(name, *change.before))
        return change.before;
    const bool isAsBefore = !change.before && elements == before(change);
    if (elements.isEmpty() || elements == otherwise || isAsBefore)
        return std::optional<QString>();
    return std::optional(join(name, elements));
}
