// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/jsontext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(JsonText)
};

constexpr int maximumDepth = 128;
constexpr qsizetype maximumBytes = 32 * 1024 * 1024;

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

class Parser
{
public:
    explicit Parser(QStringView text) : m_text(text) {}

    Result<JsonText> run()
    {
        JsonText result;
        skipSpace();
        if (atEnd())
            return failure(Text::tr("the document is empty"));
        if (!readValue(result.value, QString(), 0))
            return m_error;
        skipSpace();
        if (!atEnd())
            return failure(Text::tr("nothing may follow the end of the document"));
        result.order = std::move(m_order);
        return result;
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    QChar current() const { return m_text[m_at]; }

    Error failure(const QString &message) const
    {
        const QStringView before = m_text.first(std::min(m_at, m_text.size()));
        const qsizetype line = before.count(u'\n') + 1;
        const qsizetype column = m_at - before.lastIndexOf(u'\n');
        return {Error::Kind::Invalid,
                Text::tr("%1 (line %2, column %3)").arg(message).arg(line).arg(column),
                {}};
    }

    bool fail(const QString &message)
    {
        m_error = failure(message);
        return false;
    }

    /// What is here, for a message.
    QString here() const
    {
        return atEnd() ? Text::tr("the end of the document") : u"“%1”"_s.arg(current());
    }

    void skipSpace()
    {
        while (!atEnd()
               && (current() == u' ' || current() == u'\t' || current() == u'\n'
                   || current() == u'\r'))
            ++m_at;
    }

    bool take(QChar c)
    {
        if (atEnd() || current() != c)
            return false;
        ++m_at;
        return true;
    }

    bool readValue(QJsonValue &value, const QString &pointer, int depth)
    {
        if (depth > maximumDepth)
            return fail(Text::tr("too many objects or arrays inside one another"));
        if (atEnd())
            return fail(Text::tr("a value is missing at the end of the document"));
        switch (current().unicode()) {
        case u'{':
            return readObject(value, pointer, depth);
        case u'[':
            return readArray(value, pointer, depth);
        case u'"': {
            QString text;
            if (!readString(text))
                return false;
            value = text;
            return true;
        }
        case u't':
            return readWord(u"true", true, value);
        case u'f':
            return readWord(u"false", false, value);
        case u'n':
            return readWord(u"null", QJsonValue(QJsonValue::Null), value);
        case u'/':
            return fail(Text::tr("JSON has no comments"));
        case u'\'':
            return fail(Text::tr("strings are written in double quotes"));
        default:
            break;
        }
        if (current() == u'-' || isDigit(current()))
            return readNumber(value);
        return fail(Text::tr("a value is expected instead of %1").arg(here()));
    }

    bool readWord(QStringView word, const QJsonValue &meaning, QJsonValue &value)
    {
        if (!m_text.sliced(m_at).startsWith(word))
            return fail(Text::tr("a value is expected instead of %1").arg(here()));
        m_at += word.size();
        value = meaning;
        return true;
    }

    bool readObject(QJsonValue &value, const QString &pointer, int depth)
    {
        ++m_at;
        QJsonObject object;
        QStringList keys;
        skipSpace();
        if (!take(u'}')) {
            do {
                skipSpace();
                if (atEnd() || current() != u'"') {
                    return fail(!atEnd() && current() == u'}'
                                    ? Text::tr("remove the comma before “}”")
                                    : Text::tr("a member's name in double quotes is expected "
                                               "instead of %1")
                                          .arg(here()));
                }
                QString key;
                if (!readString(key))
                    return false;
                skipSpace();
                if (!take(u':'))
                    return fail(
                        Text::tr("“:” is expected after “%1” instead of %2").arg(key, here()));
                skipSpace();
                QJsonValue member;
                if (!readValue(member, JsonText::pointer(pointer, key), depth + 1))
                    return false;
                if (!object.contains(key))
                    keys.append(key);
                object.insert(key, member);
                skipSpace();
            } while (take(u','));
            if (!take(u'}'))
                return fail(Text::tr("“,” or “}” is expected instead of %1").arg(here()));
        }
        m_order.insert(pointer, keys);
        value = object;
        return true;
    }

    bool readArray(QJsonValue &value, const QString &pointer, int depth)
    {
        ++m_at;
        QJsonArray array;
        skipSpace();
        if (!take(u']')) {
            do {
                skipSpace();
                if (!atEnd() && current() == u']')
                    return fail(Text::tr("remove the comma before “]”"));
                QJsonValue item;
                if (!readValue(item, JsonText::pointer(pointer, array.size()), depth + 1))
                    return false;
                array.append(item);
                skipSpace();
            } while (take(u','));
            if (!take(u']'))
                return fail(Text::tr("“,” or “]” is expected instead of %1").arg(here()));
        }
        value = array;
        return true;
    }

    bool readNumber(QJsonValue &value)
    {
        const qsizetype start = m_at;
        take(u'-');
        const qsizetype digits = m_at;
        skipDigits();
        if (m_at == digits || (m_text[digits] == u'0' && m_at - digits > 1)) {
            m_at = digits;
            return fail(Text::tr("this is no number"));
        }
        bool whole = true;
        if (take(u'.')) {
            whole = false;
            if (!skipDigits())
                return fail(Text::tr("digits are missing after the decimal point"));
        }
        if (take(u'e') || take(u'E')) {
            whole = false;
            if (!take(u'+'))
                take(u'-');
            if (!skipDigits())
                return fail(Text::tr("digits are missing in the exponent"));
        }
        const QStringView text = m_text.sliced(start, m_at - start);
        bool fits = false;
        if (whole)
            value = text.toLongLong(&fits);
        if (!fits)
            value = text.toDouble();
        return true;
    }

    bool skipDigits()
    {
        const qsizetype start = m_at;
        while (!atEnd() && isDigit(current()))
            ++m_at;
        return m_at > start;
    }

    bool readString(QString &text)
    {
        const qsizetype start = m_at++;
        while (!atEnd()) {
            const QChar c = current();
            if (c == u'"') {
                ++m_at;
                return true;
            }
            if (c.unicode() < 0x20)
                return fail(Text::tr("a line break, tab or control character in a string is "
                                     "written as \\n, \\t or \\u00XX"));
            if (c == u'\\') {
                if (!readEscape(text))
                    return false;
            } else {
                text += c;
                ++m_at;
            }
        }
        m_at = start;
        return fail(Text::tr("this string has no closing quote"));
    }

    bool readEscape(QString &text)
    {
        static constexpr QStringView letters = u"\"\\/bfnrt";
        static constexpr QStringView meanings = u"\"\\/\b\f\n\r\t";
        const qsizetype start = m_at++;
        if (atEnd())
            return fail(Text::tr("this string has no closing quote"));
        if (const qsizetype known = letters.indexOf(current()); known >= 0) {
            text += meanings[known];
            ++m_at;
            return true;
        }
        char16_t unit = 0;
        if (!readUnit(unit)) {
            m_at = start;
            return fail(Text::tr("this escape is unknown; a backslash itself is written \\\\"));
        }
        if (QChar::isLowSurrogate(unit)) {
            m_at = start;
            return fail(Text::tr("half a character: \\u escapes above FFFF come in pairs"));
        }
        text += QChar(unit);
        if (QChar::isHighSurrogate(unit)) {
            char16_t low = 0;
            if (!take(u'\\') || !readUnit(low) || !QChar::isLowSurrogate(low)) {
                m_at = start;
                return fail(Text::tr("half a character: \\u escapes above FFFF come in pairs"));
            }
            text += QChar(low);
        }
        return true;
    }

    /// "uXXXX"
    bool readUnit(char16_t &unit)
    {
        if (!take(u'u') || m_text.size() - m_at < 4)
            return false;
        const QStringView digits = m_text.sliced(m_at, 4);
        for (const QChar c : digits) {
            if (!isDigit(c) && !(c.toLower() >= u'a' && c.toLower() <= u'f'))
                return false;
        }
        unit = static_cast<char16_t>(digits.toUShort(nullptr, 16));
        m_at += 4;
        return true;
    }

    QStringView m_text;
    qsizetype m_at = 0;
    Error m_error;
    QHash<QString, QStringList> m_order;
};

/// Where decoding first fails, for the message.
qsizetype firstBadByte(const QByteArray &bytes)
{
    qsizetype good = 0;
    qsizetype bad = bytes.size();
    while (bad - good > 1) {
        const qsizetype middle = good + (bad - good) / 2;
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString ignored = decoder(QByteArrayView(bytes).first(middle));
        Q_UNUSED(ignored);
        (decoder.hasError() ? bad : good) = middle;
    }
    return good;
}

} // namespace

Result<JsonText> JsonText::parse(const QByteArray &text)
{
    if (text.size() > maximumBytes) {
        return Error{Error::Kind::Invalid,
                     Text::tr("the document is larger than %1 MB").arg(maximumBytes / 1024 / 1024),
                     {}};
    }
    QStringDecoder decoder(QStringDecoder::Utf8); // drops a byte order mark
    const QString decoded = decoder(text);
    if (decoder.hasError()) {
        const qsizetype at = firstBadByte(text);
        return Error{
            Error::Kind::Invalid,
            Text::tr("the text is not UTF-8 (line %1)").arg(text.first(at).count('\n') + 1),
            {}};
    }
    return Parser(decoded).run();
}

QStringList JsonText::keysOf(const QJsonObject &object, const QString &pointer) const
{
    return order.value(pointer, object.keys());
}

QString JsonText::pointer(const QString &parent, const QString &key)
{
    QString step = key;
    step.replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
    return parent + u'/' + step;
}

QString JsonText::pointer(const QString &parent, qsizetype index)
{
    return parent + u'/' + QString::number(index);
}
