// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/webhooks/addressrule.h"

#include <QList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using Subnet = QPair<QHostAddress, int>;

QList<Subnet> parsed(std::initializer_list<QString> texts)
{
    QList<Subnet> subnets;
    for (const QString &text : texts)
        subnets.append(QHostAddress::parseSubnet(text));
    return subnets;
}

bool isIn(const QHostAddress &address, const QList<Subnet> &subnets)
{
    return std::any_of(subnets.begin(), subnets.end(),
                       [&](const Subnet &subnet) { return address.isInSubnet(subnet); });
}

} // namespace

bool AddressRule::isPublic(const QHostAddress &address)
{
    // IANA's special-purpose registries.
    static const QList<Subnet> reserved4 =
        parsed({u"0.0.0.0/8"_s, u"10.0.0.0/8"_s, u"100.64.0.0/10"_s, u"127.0.0.0/8"_s,
                u"169.254.0.0/16"_s, u"172.16.0.0/12"_s, u"192.0.0.0/24"_s, u"192.0.2.0/24"_s,
                u"192.88.99.0/24"_s, u"192.168.0.0/16"_s, u"198.18.0.0/15"_s, u"198.51.100.0/24"_s,
                u"203.0.113.0/24"_s, u"224.0.0.0/4"_s, u"240.0.0.0/4"_s});
    // Of what is global unicast: protocol assignments (Teredo among them), documentation, 6to4.
    static const QList<Subnet> reserved6 =
        parsed({u"2001::/23"_s, u"2001:db8::/32"_s, u"2002::/16"_s, u"3fff::/20"_s});
    static const Subnet global6 = QHostAddress::parseSubnet(u"2000::/3"_s);
    bool isFour = false;
    const quint32 four = address.toIPv4Address(&isFour);
    if (isFour) // mapped ones as well
        return !isIn(QHostAddress(four), reserved4);
    return address.protocol() == QAbstractSocket::IPv6Protocol && address.isInSubnet(global6)
           && !isIn(address, reserved6);
}
