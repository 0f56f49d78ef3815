// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/safepath.h"

#include <QList>

#include <algorithm>

SafePath::Fault SafePath::faultOf(QStringView path)
{
    if (path.size() < 2)
        return Fault::TooShort;
    const QList<QStringView> parts = path.split(u'/');
    if (parts.contains(QStringView(u"..")))
        return Fault::Parent;
    if (parts.lastIndexOf(QStringView(u".")) > 0 || path == u"./")
        return Fault::Dot;
    if (path.startsWith(u'/'))
        return Fault::Absolute;
    if (path[1] == u':' && path[0].isLetter())
        return Fault::DriveLetter;
    if (path.contains(u'\\'))
        return Fault::Backslash;
    if (std::any_of(path.begin(), path.end(),
                    [](QChar c) { return c.category() == QChar::Other_Control; }))
        return Fault::Control;
    return Fault::None;
}
