// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/jsonfields.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("JsonFields", text);
}

bool hasControls(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar letter) { return letter.category() == QChar::Other_Control; });
}

} // namespace

QJsonValue JsonFields::take(const QString &name)
{
    m_read.append(name);
    return m_object.value(name);
}

void JsonFields::refuse(const QString &problem)
{
    if (m_problem.isEmpty())
        m_problem = problem;
}

QString JsonFields::secret(const QString &name, qsizetype longest)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() || value.isNull())
        return {};
    if (!value.isString())
        refuse(tr("“%1” should be a text.").arg(name));
    else if (value.toString().size() > longest)
        refuse(tr("“%1” is longer than %2 letters.").arg(name).arg(longest));
    return value.toString();
}

QString JsonFields::text(const QString &name, qsizetype longest)
{
    const QString value = secret(name, longest).trimmed();
    if (hasControls(value))
        refuse(tr("“%1” holds a line break or another control character.").arg(name));
    return value;
}

bool JsonFields::flag(const QString &name, bool otherwise)
{
    const QJsonValue value = take(name);
    if (value.isUndefined())
        return otherwise;
    if (!value.isBool())
        refuse(tr("“%1” should be true or false.").arg(name));
    return value.toBool();
}

std::optional<qint64> JsonFields::number(const QString &name, qint64 least, qint64 most)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() || value.isNull())
        return {};
    const double number = value.toDouble(std::nan(""));
    if (!(number >= double(least) && number <= double(most)) || number != std::floor(number)) {
        refuse(tr("“%1” should be a whole number from %2 to %3.").arg(name).arg(least).arg(most));
        return {};
    }
    return qint64(number);
}

QStringList JsonFields::texts(const QString &name, qsizetype longest)
{
    const QJsonValue value = take(name);
    if (value.isUndefined())
        return {};
    QStringList texts;
    bool isGood = value.isArray();
    for (const QJsonValue &item : value.toArray()) {
        isGood = isGood && item.isString() && item.toString().size() <= longest;
        texts.append(item.toString());
    }
    if (!isGood)
        refuse(tr("“%1” should be a list of texts.").arg(name));
    return texts;
}

Result<void> JsonFields::check() const
{
    if (!m_problem.isEmpty())
        return Error{Error::Kind::Invalid, m_problem, {}};
    for (const QString &name : m_object.keys()) {
        if (!m_read.contains(name))
            return Error{Error::Kind::Invalid, tr("“%1” means nothing here.").arg(name.left(60)),
                         tr("There are: %1").arg(m_read.join(u", "_s))};
    }
    return {};
}
