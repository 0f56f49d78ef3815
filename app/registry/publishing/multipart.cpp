// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/publishing/multipart.h"

#include <QCoreApplication>
#include <QHash>
#include <QStringDecoder>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestBoundary = 70; // RFC 2046
constexpr qsizetype pieceSize = 64 * 1024;
constexpr qsizetype mostEpilogue = 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("Multipart", text);
}

Error invalid(const QString &problem)
{
    return {Error::Kind::Invalid, tr("The form cannot be read: %1").arg(problem), {}};
}

bool isTokenCharacter(char c)
{
    return c > ' ' && c < 127 && !std::strchr("()<>@,;:\\\"/[]?=", c);
}

/// Parameters of a header's value: `; name="value"`, each once, names in lower case.
class Parameters
{
public:
    /// Of `text`, that begins behind the value's first word.
    [[nodiscard]] static std::optional<Parameters> parse(QByteArrayView text)
    {
        Parameters parameters;
        qsizetype at = 0;
        for (;;) {
            skipBlanks(text, at);
            if (at == text.size())
                return parameters;
            if (text[at++] != ';')
                return {};
            skipBlanks(text, at);
            const qsizetype begin = at;
            while (at < text.size() && isTokenCharacter(text[at]))
                ++at;
            const QByteArray name = text.sliced(begin, at - begin).toByteArray().toLower();
            if (name.isEmpty() || at == text.size() || text[at++] != '=')
                return {};
            const std::optional<QByteArray> value = parseValue(text, at);
            if (!value || parameters.m_values.contains(name))
                return {};
            parameters.m_values.insert(name, *value);
        }
    }
    [[nodiscard]] std::optional<QByteArray> value(const QByteArray &name) const
    {
        const auto found = m_values.constFind(name);
        return found == m_values.constEnd() ? std::nullopt : std::optional(*found);
    }

private:
    static void skipBlanks(QByteArrayView text, qsizetype &at)
    {
        while (at < text.size() && (text[at] == ' ' || text[at] == '\t'))
            ++at;
    }
    static std::optional<QByteArray> parseValue(QByteArrayView text, qsizetype &at)
    {
        QByteArray value;
        if (at == text.size() || text[at] != '"') {
            while (at < text.size() && isTokenCharacter(text[at]))
                value.append(text[at++]);
            return value.isEmpty() ? std::nullopt : std::optional(value);
        }
        for (++at; at < text.size(); ++at) {
            if (text[at] == '"') {
                ++at;
                return value;
            }
            // curl escapes with a backslash; browsers, which write %22, leave one alone as a part of a Windows path.
            if (text[at] == '\\' && at + 1 < text.size()
                && (text[at + 1] == '"' || text[at + 1] == '\\'))
                ++at;
            value.append(text[at]);
        }
        return {};
    }

    QHash<QByteArray, QByteArray> m_values;
};

/// The first word of a header's value, in lower case, and where it ends.
QByteArray firstWord(QByteArrayView value, qsizetype &end)
{
    end = 0;
    while (end < value.size() && value[end] != ';' && value[end] != ' ' && value[end] != '\t')
        ++end;
    return value.first(end).toByteArray().toLower();
}

std::optional<QString> textOf(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar::Null))
        return {};
    return text;
}

} // namespace

Result<QByteArray> MultipartParser::boundaryOf(QByteArrayView contentType)
{
    qsizetype end = 0;
    if (firstWord(contentType, end) != "multipart/form-data")
        return Error{
            Error::Kind::Unsupported, tr("The content should be multipart/form-data."), {}};
    const auto parameters = Parameters::parse(contentType.sliced(end));
    const std::optional<QByteArray> boundary =
        parameters ? parameters->value("boundary") : std::nullopt;
    const auto isAllowed = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
               || (c && std::strchr("'()+_,-./:=? ", c));
    };
    if (!boundary || boundary->isEmpty() || boundary->size() > longestBoundary
        || boundary->endsWith(' ') || !std::all_of(boundary->begin(), boundary->end(), isAllowed))
        return invalid(tr("its Content-Type has no usable boundary."));
    return *boundary;
}

Result<MultipartParser::Part> MultipartParser::parseHeader(QByteArrayView lines)
{
    QHash<QByteArray, QByteArray> headers;
    for (const QByteArray &line : lines.toByteArray().split('\n')) {
        if (line.isEmpty())
            continue;
        const QByteArray content = line.endsWith('\r') ? line.chopped(1) : line;
        const qsizetype colon = content.indexOf(':');
        const QByteArray name = content.left(std::max<qsizetype>(colon, 0)).toLower();
        if (name.isEmpty() || !std::all_of(name.begin(), name.end(), isTokenCharacter)
            || headers.contains(name) || content.contains('\r') || content.contains('\0'))
            return invalid(tr("a part has a header line that is none."));
        headers.insert(name, content.mid(colon + 1).trimmed());
    }
    const QByteArray disposition = headers.value("content-disposition");
    qsizetype end = 0;
    if (firstWord(disposition, end) != "form-data")
        return invalid(tr("a part has no Content-Disposition “form-data”."));
    const auto parameters = Parameters::parse(QByteArrayView(disposition).sliced(end));
    const auto name = parameters ? parameters->value("name") : std::nullopt;
    const std::optional<QString> nameText = name ? textOf(*name) : std::nullopt;
    if (!nameText || nameText->isEmpty())
        return invalid(tr("a part has no name."));
    const QByteArray encoding = headers.value("content-transfer-encoding").toLower();
    if (!encoding.isEmpty() && encoding != "binary" && encoding != "8bit" && encoding != "7bit")
        return invalid(tr("the part “%1” is encoded.").arg(*nameText));
    Part part;
    part.name = *nameText;
    part.contentType = headers.value("content-type");
    if (const auto fileName = parameters->value("filename")) {
        part.fileName = textOf(*fileName);
        if (!part.fileName)
            return invalid(tr("the file name of the part “%1” is not UTF-8.").arg(*nameText));
    }
    return part;
}

MultipartParser::MultipartParser(const QByteArray &boundary, Listener listener)
    : m_delimiter("\r\n--" + boundary),
      m_listener(std::move(listener)),
      // The first delimiter needs no line break before it.
      m_pending("\r\n")
{
}

Result<void> MultipartParser::feed(QByteArrayView bytes)
{
    // In pieces, so that a caller's large one is not copied whole.
    while (!bytes.isEmpty()) {
        const qsizetype count = std::min(bytes.size(), pieceSize);
        m_pending.append(bytes.first(count));
        bytes = bytes.sliced(count);
        for (bool isDone = false; !isDone;) {
            if (Result<void> stepped = step(isDone); !stepped) {
                m_state = State::Failed;
                m_pending.clear();
                return stepped;
            }
        }
    }
    return {};
}

Result<void> MultipartParser::finish()
{
    if (m_state == State::Epilogue)
        return {};
    m_state = State::Failed;
    return invalid(tr("it is cut off."));
}

Result<void> MultipartParser::step(bool &isDone)
{
    switch (m_state) {
    case State::Delimiter:
        return readDelimiter(isDone);
    case State::Header:
        return readHeader(isDone);
    case State::Content:
        return readContent(isDone);
    case State::Epilogue:
        isDone = true;
        if (m_pending.size() > mostEpilogue || !m_pending.trimmed().isEmpty())
            return invalid(tr("something follows its end."));
        return {};
    case State::Failed:
        isDone = true;
        return invalid(tr("it was refused before."));
    }
    return {};
}

Result<void> MultipartParser::readDelimiter(bool &isDone)
{
    // Some write a line break before the first one.
    if (m_mayBeginEmpty && m_pending.startsWith("\r\n\r\n")) {
        m_pending.remove(0, 2);
        m_mayBeginEmpty = false;
    }
    const qsizetype known = std::min(m_pending.size(), m_delimiter.size());
    if (QByteArrayView(m_pending).first(known) != QByteArrayView(m_delimiter).first(known)) {
        // Half a line break that may become the empty first line.
        if (m_mayBeginEmpty && m_pending == "\r\n\r") {
            isDone = true;
            return {};
        }
        return invalid(tr("it does not begin with its boundary."));
    }
    if (m_pending.size() < m_delimiter.size() + 2) {
        isDone = true;
        return {};
    }
    const QByteArrayView behind = QByteArrayView(m_pending).sliced(m_delimiter.size(), 2);
    const bool isLast = behind == "--";
    if (!isLast && behind != "\r\n")
        return invalid(tr("a boundary is followed by something else."));
    if (isLast && m_parts == 0)
        return invalid(tr("it has no part."));
    m_pending.remove(0, m_delimiter.size() + 2);
    m_mayBeginEmpty = false;
    m_state = isLast ? State::Epilogue : State::Header;
    if (!isLast && ++m_parts > mostParts)
        return invalid(tr("it has more than %1 parts.").arg(mostParts));
    return {};
}

Result<void> MultipartParser::readHeader(bool &isDone)
{
    const qsizetype end = m_pending.indexOf("\r\n\r\n");
    if (end > mostHeaderBytes || (end < 0 && m_pending.size() > mostHeaderBytes + 4))
        return invalid(tr("a part's header is too long."));
    if (end < 0) {
        isDone = true;
        return {};
    }
    const Result<Part> part = parseHeader(QByteArrayView(m_pending).first(end));
    if (!part)
        return part.error();
    m_pending.remove(0, end + 4);
    m_state = State::Content;
    return m_listener.begin(*part);
}

Result<void> MultipartParser::readContent(bool &isDone)
{
    const qsizetype at = m_pending.indexOf(m_delimiter);
    const qsizetype count =
        at >= 0 ? at : std::max<qsizetype>(0, m_pending.size() - m_delimiter.size() + 1);
    if (count > 0) {
        if (Result<void> told = m_listener.content(QByteArrayView(m_pending).first(count)); !told)
            return told;
        m_pending.remove(0, count);
    }
    if (at < 0) {
        isDone = true;
        return {};
    }
    m_state = State::Delimiter;
    return m_listener.end();
}
