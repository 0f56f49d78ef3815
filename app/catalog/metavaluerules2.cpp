// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metavaluerules2.h"

#include "catalog/license.h"
#include "catalog/platform.h"
#include "catalog/purl.h"
#include "catalog/spdxexpression.h"
#include "catalog/version.h"
#include "catalog/versionrange.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(MetaValidator)
};

using Check = MetaCheck;
using Others = MetaCheck::Others;

} // namespace

namespace MetaValueRules2 {

void term(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.term(value, pointer, false);
}

void name(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.nameTerm(value, pointer, false);
}

void semver(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (!check.string(value, pointer))
        return;
    const std::optional<Version> version = Version::parse(value.toString());
    if (!version) {
        check.add(pointer, Text::tr("“%1” is no semantic version").arg(value.toString()),
                  Text::tr("Write three numbers without leading zeros, like 1.2.0, and a "
                           "pre-release after a hyphen, like 1.2.0-beta1."));
    } else if (!version->buildMetadata().isEmpty()) {
        check.add(pointer, Text::tr("“%1” has build metadata").arg(value.toString()),
                  Text::tr("Leave out what follows the “+”."));
    }
}

void versionRange(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (value.isDouble() && value.toDouble() == 0)
        return;
    if (value.isString() && VersionRange::parseV2(value.toString()))
        return;
    check.add(
        pointer,
        value.isString()
            ? Text::tr("“%1” is no version range").arg(value.toString())
            : Text::tr("a version range is a string or 0, not %1").arg(Check::typeName(value)),
        Text::tr("Write versions with ==, !=, <, <=, > or >= before and commas between them, "
                 "like \">= 14, < 19\"; 0 means any."));
}

static bool isBalanced(QStringView glob)
{
    QString open;
    for (const QChar c : glob) {
        if (c == u'[' || c == u'{' || c == u'(')
            open += c;
        const QChar opening = c == u']' ? u'[' : c == u'}' ? u'{' : c == u')' ? u'(' : QChar();
        if (opening.isNull())
            continue;
        if (!open.endsWith(opening))
            return false;
        open.chop(1);
    }
    return open.isEmpty();
}

void glob(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (!check.string(value, pointer, 2))
        return;
    const QString text = value.toString();
    const QList<QStringView> parts = QStringView(text).split(u'/');
    if (parts.contains(QStringView(u"..")) || parts.contains(QStringView(u"."))) {
        check.add(pointer, Text::tr("“%1” has a “.” or “..” part").arg(text),
                  Text::tr("Write the pattern from the distribution's top folder."));
    } else if (QString(text).remove(u"\\\\"_s).contains(u'\\')) {
        check.add(pointer, Text::tr("“%1” has a backslash").arg(text),
                  Text::tr("Separate folders with “/”, on Windows too."));
    } else if (!isBalanced(text)) {
        check.add(pointer, Text::tr("“%1” has a bracket without its counterpart").arg(text),
                  Text::tr("Close every [, { and (."));
    } else if (check.isStrict() && text[0].isLetter() && text[1] == u':') {
        check.add(pointer, Text::tr("“%1” names a drive").arg(text),
                  Text::tr("Write the pattern from the distribution's top folder."));
    }
}

void license(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (!check.string(value, pointer))
        return;
    const Result<SpdxExpression> expression = SpdxExpression::parse(value.toString());
    if (expression)
        return;
    QString remedy =
        Text::tr("Write an SPDX licence expression, like PostgreSQL or “MIT OR Apache-2.0”.");
    if (const QString spdx = License::spdxForKeyword(value.toString()); !spdx.isEmpty())
        remedy = Text::tr("Write it “%1”.").arg(spdx);
    check.add(pointer, expression.error().message, remedy);
}

void purl(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (check.string(value, pointer) && !Purl::parse(value.toString())) {
        check.add(pointer, Text::tr("“%1” is no package URL").arg(value.toString()),
                  Text::tr("Write it like pkg:pgxn/kvbox, pkg:postgres/hstore or "
                           "pkg:generic/openssl."));
    }
}

void platform(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (check.string(value, pointer) && !Platform::parse(value.toString())) {
        check.add(pointer, Text::tr("“%1” is no platform").arg(value.toString()),
                  Text::tr("Write “any” or OS-ARCH or OS-VERSION-ARCH, like linux-amd64 or "
                           "darwin-23.5.0-arm64."));
    }
}

void platforms(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.list(value, pointer, {platform, 1, -1, false});
}

void maintainer(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(
        value, pointer,
        {{{u"name"_s, Check::text}, {u"email"_s, Check::mailAddress}, {u"url"_s, Check::uri}},
         Others::Custom,
         {{u"name"_s, u"email"_s}, {u"name"_s, u"url"_s}}});
}

void maintainers(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.list(value, pointer, {maintainer});
}

void boolean(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (!value.isBool()) {
        check.add(pointer,
                  Text::tr("this must be true or false, not %1").arg(Check::typeName(value)),
                  Text::tr("Write true or false, without quotes."));
    }
}

} // namespace MetaValueRules2
