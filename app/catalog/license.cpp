// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/license.h"

#include "catalog/spdxexpression.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Keyword {
    QLatin1StringView name;
    QLatin1StringView spdx;  ///< empty: no SPDX expression says the same
    License::Class fallback; ///< when `spdx` is empty
};

using License::Class;

constexpr Keyword rows[] = {
    {"agpl_3"_L1, "AGPL-3.0"_L1, Class::Copyleft},
    {"apache_1_1"_L1, "Apache-1.1"_L1, Class::Permissive},
    {"apache_2_0"_L1, "Apache-2.0"_L1, Class::Permissive},
    {"artistic_1"_L1, "Artistic-1.0"_L1, Class::Permissive},
    {"artistic_2"_L1, "Artistic-2.0"_L1, Class::Permissive},
    {"bsd"_L1, "BSD-3-Clause"_L1, Class::Permissive},
    {"freebsd"_L1, "BSD-2-Clause-FreeBSD"_L1, Class::Permissive},
    {"gfdl_1_2"_L1, "GFDL-1.2-or-later"_L1, Class::Copyleft},
    {"gfdl_1_3"_L1, "GFDL-1.3-or-later"_L1, Class::Copyleft},
    {"gpl_1"_L1, "GPL-1.0-only"_L1, Class::Copyleft},
    {"gpl_2"_L1, "GPL-2.0-only"_L1, Class::Copyleft},
    {"gpl_3"_L1, "GPL-3.0-only"_L1, Class::Copyleft},
    {"lgpl_2_1"_L1, "LGPL-2.1"_L1, Class::WeakCopyleft},
    {"lgpl_3_0"_L1, "LGPL-3.0"_L1, Class::WeakCopyleft},
    {"mit"_L1, "MIT"_L1, Class::Permissive},
    {"mozilla_1_0"_L1, "MPL-1.0"_L1, Class::WeakCopyleft},
    {"mozilla_1_1"_L1, "MPL-1.1"_L1, Class::WeakCopyleft},
    {"openssl"_L1, "OpenSSL"_L1, Class::Permissive},
    {"perl_5"_L1, "Artistic-1.0-Perl OR GPL-1.0-or-later"_L1, Class::Permissive},
    {"postgresql"_L1, "PostgreSQL"_L1, Class::Permissive},
    {"qpl_1_0"_L1, "QPL-1.0"_L1, Class::WeakCopyleft},
    {"ssleay"_L1, {}, Class::Permissive},
    {"sun"_L1, "SISSL"_L1, Class::WeakCopyleft},
    {"zlib"_L1, "Zlib"_L1, Class::Permissive},
    {"open_source"_L1, {}, Class::Other},
    {"restricted"_L1, {}, Class::Other},
    {"unrestricted"_L1, {}, Class::Permissive},
    {"unknown"_L1, {}, Class::Unknown},
};

const Keyword *rowOf(const QString &keyword)
{
    const auto row = std::find_if(std::begin(rows), std::end(rows),
                                  [&](const Keyword &known) { return known.name == keyword; });
    return row == std::end(rows) ? nullptr : row;
}

/// The beginnings of SPDX identifiers, what is in none is "other".
struct Family {
    QLatin1StringView prefix;
    Class value;
};

constexpr Family families[] = {
    {"AGPL-"_L1, Class::Copyleft},        {"GPL-"_L1, Class::Copyleft},
    {"GFDL-"_L1, Class::Copyleft},        {"EUPL-"_L1, Class::Copyleft},
    {"OSL-"_L1, Class::Copyleft},         {"CC-BY-SA-"_L1, Class::Copyleft},
    {"Sleepycat"_L1, Class::Copyleft},    {"CECILL-1"_L1, Class::Copyleft},
    {"CECILL-2"_L1, Class::Copyleft},     {"RPL-"_L1, Class::Copyleft},
    {"LGPL-"_L1, Class::WeakCopyleft},    {"LGPLLR"_L1, Class::WeakCopyleft},
    {"MPL-"_L1, Class::WeakCopyleft},     {"EPL-"_L1, Class::WeakCopyleft},
    {"CDDL-"_L1, Class::WeakCopyleft},    {"CPL-"_L1, Class::WeakCopyleft},
    {"IPL-"_L1, Class::WeakCopyleft},     {"APSL-"_L1, Class::WeakCopyleft},
    {"QPL-"_L1, Class::WeakCopyleft},     {"SISSL"_L1, Class::WeakCopyleft},
    {"CECILL-C"_L1, Class::WeakCopyleft}, {"MS-RL"_L1, Class::WeakCopyleft},
    {"SPL-"_L1, Class::WeakCopyleft},     {"CPAL-"_L1, Class::WeakCopyleft},
    {"0BSD"_L1, Class::Permissive},       {"AFL-"_L1, Class::Permissive},
    {"Apache-"_L1, Class::Permissive},    {"Artistic-"_L1, Class::Permissive},
    {"BSD-"_L1, Class::Permissive},       {"BSL-1.0"_L1, Class::Permissive},
    {"BlueOak-"_L1, Class::Permissive},   {"CC0-"_L1, Class::Permissive},
    {"CC-BY-1.0"_L1, Class::Permissive},  {"CC-BY-2"_L1, Class::Permissive},
    {"CC-BY-3"_L1, Class::Permissive},    {"CC-BY-4"_L1, Class::Permissive},
    {"CECILL-B"_L1, Class::Permissive},   {"ECL-"_L1, Class::Permissive},
    {"EFL-"_L1, Class::Permissive},       {"FTL"_L1, Class::Permissive},
    {"HPND"_L1, Class::Permissive},       {"ICU"_L1, Class::Permissive},
    {"ISC"_L1, Class::Permissive},        {"Info-ZIP"_L1, Class::Permissive},
    {"MIT"_L1, Class::Permissive},        {"MS-PL"_L1, Class::Permissive},
    {"MulanPSL-"_L1, Class::Permissive},  {"NCSA"_L1, Class::Permissive},
    {"NTP"_L1, Class::Permissive},        {"OLDAP-"_L1, Class::Permissive},
    {"OpenSSL"_L1, Class::Permissive},    {"PHP-"_L1, Class::Permissive},
    {"PSF-"_L1, Class::Permissive},       {"PostgreSQL"_L1, Class::Permissive},
    {"Python-2"_L1, Class::Permissive},   {"Ruby"_L1, Class::Permissive},
    {"TCL"_L1, Class::Permissive},        {"UPL-"_L1, Class::Permissive},
    {"Unicode-"_L1, Class::Permissive},   {"Unlicense"_L1, Class::Permissive},
    {"Vim"_L1, Class::Permissive},        {"W3C"_L1, Class::Permissive},
    {"WTFPL"_L1, Class::Permissive},      {"X11"_L1, Class::Permissive},
    {"ZPL-"_L1, Class::Permissive},       {"Zlib"_L1, Class::Permissive},
    {"blessing"_L1, Class::Permissive},   {"bzip2-"_L1, Class::Permissive},
    {"curl"_L1, Class::Permissive},       {"libpng"_L1, Class::Permissive},
};

Class classOfIdentifier(const QString &id)
{
    for (const Family &family : families) {
        if (id.startsWith(family.prefix))
            return family.value;
    }
    return Class::Other;
}

Class classOfNode(const SpdxExpression &node)
{
    if (node.kind == SpdxExpression::Kind::License) {
        Class value = node.isReference() ? Class::Other : classOfIdentifier(node.license);
        // Exceptions exist to loosen: GPL with a linking exception binds the file, not its users.
        if (value == Class::Copyleft && !node.exception.isEmpty())
            value = Class::WeakCopyleft;
        return value;
    }
    Class value = classOfNode(node.children.front());
    for (const SpdxExpression &child : node.children) {
        const Class other = classOfNode(child);
        value =
            node.kind == SpdxExpression::Kind::Or ? std::min(value, other) : std::max(value, other);
    }
    return value;
}

} // namespace

QString License::nameOf(Class value)
{
    switch (value) {
    case Class::Permissive:
        return u"permissive"_s;
    case Class::WeakCopyleft:
        return u"weak-copyleft"_s;
    case Class::Copyleft:
        return u"copyleft"_s;
    case Class::Other:
        return u"other"_s;
    case Class::Unknown:
        return u"unknown"_s;
    }
    return {};
}

QString License::spdxForKeyword(const QString &keyword)
{
    const Keyword *const row = rowOf(keyword);
    return row ? QString(row->spdx) : QString();
}

QString License::spdxForName(const QString &name, const QString &url)
{
    static constexpr struct {
        QLatin1StringView name;
        QLatin1StringView spdx;
    } names[] = {
        {"Apache"_L1, "Apache-2.0"_L1},
        {"BSD 2 Clause"_L1, "BSD-2-Clause"_L1},
        {"BSD"_L1, "BSD-2-Clause"_L1},
        {"ISC"_L1, "ISC"_L1},
        {"PostgreSQL"_L1, "PostgreSQL"_L1},
        {"gpl_3"_L1, "GPL-3.0-only"_L1},
        {"mit"_L1, "MIT"_L1},
        {"mozilla_2_0"_L1, "MPL-2.0"_L1},
    };
    for (const auto &known : names) {
        if (name == known.name)
            return known.spdx;
    }
    const bool isDiffix = name == u"restricted"
                          && url == u"https://github.com/diffix/pg_diffix/blob/master/LICENSE.md";
    return isDiffix ? u"BUSL-1.1"_s : QString();
}

bool License::isKeyword(const QString &keyword)
{
    return rowOf(keyword) != nullptr;
}

QStringList License::keywords()
{
    QStringList names;
    for (const Keyword &row : rows)
        names << row.name;
    return names;
}

bool License::isSpdxExpression(const QString &expression)
{
    return SpdxExpression::parse(expression).has_value();
}

License::Class License::classOf(const QString &expressionOrKeyword)
{
    if (const Keyword *const row = rowOf(expressionOrKeyword); row && row->spdx.isEmpty())
        return row->fallback;
    else if (row)
        return classOf(row->spdx);
    const Result<SpdxExpression> expression = SpdxExpression::parse(expressionOrKeyword);
    return expression ? classOfNode(*expression) : Class::Unknown;
}
