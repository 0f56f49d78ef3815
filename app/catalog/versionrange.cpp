// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/versionrange.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using Operator = VersionRange::Operator;

struct OperatorText {
    QStringView text;
    Operator op;
};

// Longer ones first: "<" is the beginning of "<=".
constexpr OperatorText operators[] = {
    {u"==", Operator::Equal},          {u"!=", Operator::NotEqual}, {u"<=", Operator::LessOrEqual},
    {u">=", Operator::GreaterOrEqual}, {u"<", Operator::Less},      {u">", Operator::Greater},
};

constexpr OperatorText wildOperators[] = {
    {u"=>", Operator::GreaterOrEqual}, {u"=<", Operator::LessOrEqual}, {u"<>", Operator::NotEqual},
    {u"=", Operator::Equal},           {u"!", Operator::NotEqual},
};

QStringView withoutLeadingSpace(QStringView text)
{
    while (!text.isEmpty() && text[0].isSpace())
        text = text.sliced(1);
    return text;
}

/// Takes an operator and the spaces after it off the front.
std::optional<Operator> takeOperator(QStringView &text)
{
    for (const OperatorText &known : operators) {
        if (text.startsWith(known.text)) {
            text = withoutLeadingSpace(text.sliced(known.text.size()));
            return known.op;
        }
    }
    return std::nullopt;
}

/// A version of one to three parts as v2 allows it.
std::optional<Version> shortVersion(QStringView text)
{
    qsizetype end = 0;
    while (end < text.size() && (text[end].isDigit() || text[end] == u'.'))
        ++end;
    const QStringView numbers = text.first(end);
    const auto dots = numbers.count(u'.');
    if (numbers.isEmpty() || dots > 2)
        return std::nullopt;
    // Padding to three parts makes the strict parser judge zeros, pre-release and build metadata.
    QString padded = numbers.toString();
    for (auto missing = 2 - dots; missing > 0; --missing)
        padded += u".0"_s;
    padded += text.sliced(end);
    if (!Version::parse(padded))
        return std::nullopt;
    return Version::parseTolerant(text.toString());
}

/// The v2 pattern lets only the first version of a list begin with 0.0 or be a bare 0.
bool isAllowedLaterInV2(const Version &version)
{
    return version.majorPart() > 0 || version.minorPart() > 0;
}

/// How `version` compares with `limit`, looking only at the parts that `limit` spells out: 16.4 is
/// equal to "16", and so neither above nor below it.
std::strong_ordering compareAsWritten(const Version &version, const Version &limit)
{
    if (limit.isPreRelease())
        return version <=> limit;
    const QStringView text(limit.toString());
    qsizetype end = text.startsWith(u'v', Qt::CaseInsensitive) ? 1 : 0;
    int parts = 1;
    while (end < text.size() && (text[end].isDigit() || text[end] == u'.'))
        parts += text[end++] == u'.' ? 1 : 0;
    if (parts >= 3)
        return version <=> limit;
    if (const auto order = version.majorPart() <=> limit.majorPart(); order != 0 || parts == 1)
        return order;
    return version.minorPart() <=> limit.minorPart();
}

bool holds(const VersionRange::Condition &condition, const Version &version)
{
    const auto order = compareAsWritten(version, condition.version);
    switch (condition.op) {
    case Operator::Equal:
        return order == 0;
    case Operator::NotEqual:
        return order != 0;
    case Operator::Less:
        return order < 0;
    case Operator::LessOrEqual:
        return order <= 0;
    case Operator::Greater:
        return order > 0;
    case Operator::GreaterOrEqual:
        return order >= 0;
    }
    return false;
}

QStringView textOf(Operator op)
{
    for (const OperatorText &known : operators) {
        if (known.op == op)
            return known.text;
    }
    return {};
}

struct Words {
    Q_DECLARE_TR_FUNCTIONS(VersionRange)
};

QString wordsOf(const VersionRange::Condition &condition)
{
    const QString version = condition.version.toString();
    switch (condition.op) {
    case Operator::Equal:
        return Words::tr("exactly %1").arg(version);
    case Operator::NotEqual:
        return Words::tr("not %1").arg(version);
    case Operator::Less:
        return Words::tr("before %1").arg(version);
    case Operator::LessOrEqual:
        return Words::tr("up to %1").arg(version);
    case Operator::Greater:
        return Words::tr("newer than %1").arg(version);
    case Operator::GreaterOrEqual:
        return Words::tr("%1 or newer").arg(version);
    }
    return version;
}

} // namespace

std::optional<VersionRange> VersionRange::parse(const QString &text)
{
    QList<Condition> conditions;
    const QList<QStringView> items = QStringView(text).split(u',');
    for (qsizetype i = 0; i < items.size(); ++i) {
        QStringView item = i == 0 ? items[i] : withoutLeadingSpace(items[i]);
        const Operator op = takeOperator(item).value_or(Operator::GreaterOrEqual);
        if (i == 0 && item == u"0")
            continue; // any, with or without an operator
        const std::optional<Version> version = Version::parse(item.toString());
        if (!version)
            return std::nullopt;
        conditions.append({op, *version});
    }
    return VersionRange(conditions);
}

std::optional<VersionRange> VersionRange::parseV2(const QString &text)
{
    QList<Condition> conditions;
    const QList<QStringView> items = QStringView(text).split(u',');
    for (qsizetype i = 0; i < items.size(); ++i) {
        QStringView item = i == 0 ? items[i] : withoutLeadingSpace(items[i]);
        const Operator op = takeOperator(item).value_or(Operator::GreaterOrEqual);
        if (i == 0 && item == u"0")
            continue;
        const std::optional<Version> version = shortVersion(item);
        if (!version || (i > 0 && !isAllowedLaterInV2(*version)))
            return std::nullopt;
        conditions.append({op, *version});
    }
    return VersionRange(conditions);
}

std::optional<VersionRange> VersionRange::parseTolerant(const QString &text)
{
    QList<Condition> conditions;
    for (const QStringView part : QStringView(text).split(u',')) {
        QStringView item = part.trimmed();
        if (item.isEmpty())
            continue;
        std::optional<Operator> op;
        for (const OperatorText &known : wildOperators) {
            // "==" is no "=".
            if (item.startsWith(known.text)
                && !(known.text.size() == 1 && item.sliced(1).startsWith(u'='))) {
                item = withoutLeadingSpace(item.sliced(known.text.size()));
                op = known.op;
                break;
            }
        }
        if (!op)
            op = takeOperator(item).value_or(Operator::GreaterOrEqual);
        if (item == u"0")
            continue;
        const std::optional<Version> version = Version::parseTolerant(item.toString());
        if (!version)
            return std::nullopt;
        conditions.append({*op, *version});
    }
    if (text.trimmed().isEmpty())
        return std::nullopt;
    return VersionRange(conditions);
}

bool VersionRange::contains(const Version &version) const
{
    return std::all_of(m_conditions.begin(), m_conditions.end(),
                       [&](const Condition &condition) { return holds(condition, version); });
}

QString VersionRange::toString() const
{
    if (isAny())
        return u"0"_s;
    if (m_conditions.size() == 1 && m_conditions[0].op == Operator::GreaterOrEqual)
        return m_conditions[0].version.toString();
    QStringList items;
    for (const Condition &condition : m_conditions)
        items << textOf(condition.op).toString() + u' ' + condition.version.toString();
    return items.join(u", "_s);
}

QString VersionRange::toWords() const
{
    if (isAny())
        return Words::tr("any version");
    if (m_conditions.size() == 2 && m_conditions[0].op == Operator::GreaterOrEqual) {
        const QString from = m_conditions[0].version.toString();
        const QString to = m_conditions[1].version.toString();
        if (m_conditions[1].op == Operator::Less)
            return Words::tr("from %1 before %2").arg(from, to);
        if (m_conditions[1].op == Operator::LessOrEqual)
            return Words::tr("from %1 to %2").arg(from, to);
    }
    QStringList words;
    for (const Condition &condition : m_conditions)
        words << wordsOf(condition);
    return words.join(Words::tr(", "));
}
