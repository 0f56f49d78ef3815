// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/publicaddress.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

QString configured(RegistrySettings &settings)
{
    QString address = settings.text(u"public-address"_s).value_or(QString());
    while (address.endsWith(u'/'))
        address.chop(1);
    return address;
}

} // namespace

QString PublicAddress::of(const ApiCall &call, RegistrySettings &settings)
{
    const QString address = configured(settings);
    return address.isEmpty() ? call.origin() : address;
}

bool PublicAddress::isForeign(const RegistryRequest &request, RegistrySettings &settings)
{
    const QByteArray site = request.header("Sec-Fetch-Site").toLower();
    if (!site.isEmpty())
        return site != "same-origin" && site != "none";
    const QByteArray origin = request.header("Origin").toLower();
    if (origin.isEmpty() || origin == (request.scheme + "://" + request.host).toLower())
        return false;
    // A proxy may ask us under another name than the browser asked it.
    const QUrl address(configured(settings));
    return address.isEmpty()
           || origin != address.toEncoded(QUrl::RemovePath | QUrl::RemoveUserInfo).toLower();
}
