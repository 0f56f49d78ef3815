// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "settings/proxyaddress.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace ProxyAddress {

Result<QUrl> parse(const QString &text)
{
    const QString written = text.trimmed();
    if (written.isEmpty())
        return QUrl();
    const QUrl address(written.contains(u"://"_s) ? written : u"http://"_s + written,
                       QUrl::StrictMode);
    const bool isKnown = address.scheme() == u"http"_s || address.scheme() == u"socks5"_s;
    const bool isBare = (address.path().isEmpty() || address.path() == u"/"_s)
                        && !address.hasQuery() && !address.hasFragment();
    const bool hasUser = !address.userName().isEmpty() || address.password().isEmpty();
    if (address.isValid() && isKnown && isBare && hasUser && !address.host().isEmpty())
        return address.adjusted(QUrl::RemovePath);
    return Error{
        Error::Kind::Invalid,
        QCoreApplication::translate(
            "ProxyAddress",
            "This is no proxy's address. Write http://HOST:PORT or socks5://HOST:PORT; where it "
            "asks for a password, http://USER:PASSWORD@HOST:PORT."),
        {}};
}

QString credentialKey(const QUrl &address)
{
    if (address.userName().isEmpty())
        return {};
    return u"proxy:"_s
           + address.toString(QUrl::FullyEncoded | QUrl::RemovePassword | QUrl::RemovePath);
}

} // namespace ProxyAddress
