// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/publicaddress.h"

using namespace Qt::StringLiterals;

QString PublicAddress::of(const ApiCall &call, RegistrySettings &settings)
{
    QString address = settings.text(u"public-address"_s).value_or(QString());
    while (address.endsWith(u'/'))
        address.chop(1);
    return address.isEmpty() ? call.origin() : address;
}
