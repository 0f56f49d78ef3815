// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/autoconf.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

struct Setting {
    QString name;
    QString value;
};

QString unquoted(const QString &text)
{
    QString value;
    for (qsizetype i = 1; i < text.size() - 1; ++i) {
        const bool isDoubled = (text[i] == u'\'' || text[i] == u'\\') && i + 2 < text.size();
        value += isDoubled ? text[++i] : text[i];
    }
    return value;
}

std::optional<Setting> settingIn(const QByteArray &line)
{
    static const QRegularExpression form(
        u"\\A\\s*([A-Za-z_][\\w$.]*)\\s*=?\\s*('(?:[^'\\\\]|''|\\\\.)*'|[^\\s'#]+)"_s);
    const QRegularExpressionMatch match = form.match(QString::fromUtf8(line));
    if (!match.hasMatch())
        return std::nullopt;
    const QString text = match.captured(2);
    return Setting{match.captured(1), text.startsWith(u'\'') ? unquoted(text) : text};
}

bool isOf(const QByteArray &line, const QString &name)
{
    const std::optional<Setting> setting = settingIn(line);
    return setting && setting->name.compare(name, Qt::CaseInsensitive) == 0;
}

QByteArray lineOf(const QString &name, QString value)
{
    value.replace(u'\\', u"\\\\"_s).replace(u'\'', u"''"_s);
    return u"%1 = '%2'"_s.arg(name, value).toUtf8();
}

} // namespace

AutoConf::AutoConf(const QByteArray &content) : m_lines(content.split('\n'))
{
    if (m_lines.last().isEmpty())
        m_lines.removeLast(); // every line ends with a newline
}

std::optional<QString> AutoConf::value(const QString &name) const
{
    for (auto line = m_lines.crbegin(); line != m_lines.crend(); ++line) {
        if (isOf(*line, name))
            return settingIn(*line)->value;
    }
    return std::nullopt;
}

void AutoConf::set(const QString &name, const std::optional<QString> &value)
{
    qsizetype place = m_lines.size();
    for (qsizetype i = m_lines.size() - 1; i >= 0; --i) {
        if (!isOf(m_lines[i], name))
            continue;
        m_lines.removeAt(i);
        place = i;
    }
    if (value)
        m_lines.insert(std::min(place, m_lines.size()), lineOf(name, *value));
}

QByteArray AutoConf::content() const
{
    return m_lines.isEmpty() ? QByteArray() : m_lines.join('\n') + '\n';
}
