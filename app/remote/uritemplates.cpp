// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/uritemplates.h"

#include "remote/registrydocuments.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(UriTemplates)
};

struct Expression {
    qsizetype start = 0;
    qsizetype end = 0; ///< behind the closing brace
    bool isReserved = false;
    QStringList variables;
};

/// None when a brace is not closed or a later level of the RFC is used.
std::optional<QList<Expression>> expressionsIn(const QString &text)
{
    static const QRegularExpression name(u"^[A-Za-z0-9_.%]+$"_s);
    QList<Expression> found;
    for (qsizetype open = text.indexOf(u'{'); open >= 0; open = text.indexOf(u'{', open + 1)) {
        const qsizetype close = text.indexOf(u'}', open);
        if (close < 0)
            return std::nullopt;
        Expression expression{open, close + 1, text.mid(open + 1, 1) == u"+"_s, {}};
        const qsizetype from = open + (expression.isReserved ? 2 : 1);
        expression.variables = text.mid(from, close - from).split(u',');
        for (const QString &variable : std::as_const(expression.variables)) {
            if (!name.match(variable).hasMatch())
                return std::nullopt;
        }
        found.append(expression);
    }
    return found;
}

bool staysInPlace(const QString &value, bool isReserved)
{
    if (value.isEmpty() || value.contains(u'\\')
        || std::ranges::any_of(value, [](QChar c) { return c.category() == QChar::Other_Control; }))
        return false;
    const QStringList segments = value.split(u'/');
    if (segments.size() > 1 && !isReserved)
        return false;
    return std::ranges::none_of(
        segments, [](const QString &segment) { return segment == u"."_s || segment == u".."_s; });
}

QString encoded(const QString &value, bool isReserved)
{
    // "?" and "#" would begin another part of the address.
    return QString::fromLatin1(
        QUrl::toPercentEncoding(value, isReserved ? "!$&'()*+,/:;=@[]" : QByteArray()));
}

} // namespace

Result<UriTemplates> UriTemplates::parse(const QByteArray &json)
{
    const Result<QJsonObject> document = RegistryDocuments::parseObject(json);
    if (!document)
        return document.error().within(Texts::tr("The registry's index.json is of no use"));
    UriTemplates templates;
    for (auto member = document->begin(); member != document->end(); ++member) {
        if (member->isString())
            templates.m_templates.insert(member.key(), member->toString());
    }
    for (const QString &name : {u"dist"_s, u"meta"_s, u"download"_s}) {
        if (!templates.contains(name))
            return Error{
                Error::Kind::Invalid,
                Texts::tr("The registry's index.json is of no use: it has no template \"%1\".")
                    .arg(name),
                {}};
    }
    return templates;
}

std::optional<QString> UriTemplates::expand(const QString &name,
                                            const QMap<QString, QString> &values,
                                            Case letterCase) const
{
    const auto found = m_templates.find(name);
    if (found == m_templates.end())
        return std::nullopt;
    const std::optional<QList<Expression>> expressions = expressionsIn(*found);
    if (!expressions)
        return std::nullopt;
    QSet<QString> variables;
    for (const Expression &expression : *expressions)
        variables.unite({expression.variables.begin(), expression.variables.end()});
    const bool isOnlyOne = variables.size() == 1 && values.size() == 1;
    QString out;
    qsizetype copied = 0;
    for (const Expression &expression : *expressions) {
        QStringList parts;
        for (const QString &variable : expression.variables) {
            QString value = isOnlyOne ? values.first() : values.value(variable);
            if (letterCase == Case::Lower && !expression.isReserved)
                value = value.toLower();
            if (!staysInPlace(value, expression.isReserved))
                return std::nullopt;
            parts.append(encoded(value, expression.isReserved));
        }
        out += QStringView(*found).mid(copied, expression.start - copied);
        out += parts.join(u',');
        copied = expression.end;
    }
    return out + found->mid(copied);
}
