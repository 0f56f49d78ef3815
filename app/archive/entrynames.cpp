// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/entrynames.h"

#include <QCoreApplication>
#include <QStringDecoder>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ArchiveReader", text);
}

bool isControl(char character)
{
    const auto value = static_cast<unsigned char>(character);
    return value < 0x20 || value == 0x7f;
}

/// Windows opens the device, whatever follows the first dot.
bool isDeviceName(QByteArrayView part)
{
    static constexpr std::array<const char *, 6> names{"con", "prn", "aux", "nul", "com", "lpt"};
    const qsizetype dot = part.indexOf('.');
    const QByteArray stem =
        part.first(dot < 0 ? part.size() : dot).toByteArray().trimmed().toLower();
    for (size_t index = 0; index < names.size(); ++index) {
        const QByteArrayView name(names[index]);
        if (index < 4
                ? stem == name
                : stem.size() == 4 && stem.startsWith(name) && stem[3] >= '1' && stem[3] <= '9')
            return true;
    }
    return false;
}

QString problemOfPart(QByteArrayView part)
{
    if (part.isEmpty())
        return tr("its name has an empty part.");
    if (part == "." || part == "..")
        return tr("its name leads through “.” or “..”, which could leave the target folder.");
    if (part.size() > 255)
        return tr("a part of its name is longer than 255 bytes.");
    if (part.endsWith('.') || part.endsWith(' '))
        return tr("a part of its name ends in a dot or a blank, which some systems drop.");
    if (isDeviceName(part))
        return tr("its name is reserved for a device on Windows.");
    return {};
}

QString foldedKey(const QString &path)
{
    const bool isPlain =
        std::all_of(path.begin(), path.end(), [](QChar c) { return c.unicode() < 0x80; });
    return isPlain ? path.toLower() : path.normalized(QString::NormalizationForm_C).toCaseFolded();
}

} // namespace

EntryNames::EntryNames(const ArchiveLimits &limits) : m_limits(limits)
{
}

QString EntryNames::printable(QByteArrayView raw)
{
    QString text;
    for (const QChar character :
         QString::fromUtf8(raw.first(std::min<qsizetype>(raw.size(), 200)))) {
        if (character.isPrint() || character.isSurrogate())
            text += character;
        else
            text += u"\\x%1"_s.arg(uint(character.unicode()), 2, 16, QChar(u'0'));
    }
    return raw.size() > 200 ? text + u'…' : text;
}

Error EntryNames::refusal(QByteArrayView raw, const QString &reason)
{
    return {Error::Kind::Refused,
            tr("“%1” in the archive is refused: %2").arg(printable(raw), reason),
            {}};
}

QString EntryNames::problemOf(QByteArrayView raw, const ArchiveLimits &limits)
{
    if (raw.isEmpty())
        return tr("it has no name.");
    if (raw.size() > limits.pathBytes)
        return tr("its name is longer than %1 bytes.").arg(limits.pathBytes);
    if (std::any_of(raw.begin(), raw.end(), isControl))
        return tr("its name holds a control character.");
    if (raw.contains('\\'))
        return tr("its name holds a backslash.");
    if (raw.contains(':'))
        return tr("its name holds a colon, which names a drive or a stream on Windows.");
    if (raw.startsWith('/'))
        return tr("its name is absolute.");
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(raw);
    Q_UNUSED(decoded)
    if (decoder.hasError())
        return tr("its name is not UTF-8.");
    qsizetype start = 0;
    int depth = 0;
    while (start <= raw.size()) {
        const qsizetype slash = raw.indexOf('/', start);
        const qsizetype end = slash < 0 ? raw.size() : slash;
        if (const QString problem = problemOfPart(raw.sliced(start, end - start));
            !problem.isEmpty())
            return problem;
        if (++depth > limits.depth)
            return tr("it lies more than %1 folders deep.").arg(limits.depth);
        start = end + 1;
    }
    return {};
}

Result<void> EntryNames::addParents(QByteArrayView raw, const QString &path)
{
    const qsizetype last = path.lastIndexOf(u'/');
    if (last < 0 || path.first(last) == m_lastParent)
        return {};
    for (qsizetype slash = path.indexOf(u'/'); slash >= 0; slash = path.indexOf(u'/', slash + 1)) {
        const QString parent = path.first(slash);
        Known &known = m_known[foldedKey(parent)];
        if (known.path.isEmpty())
            known = {parent, true, false};
        if (!known.isFolder)
            return refusal(raw, tr("it lies below “%1”, which is a file.").arg(known.path));
        if (known.path != parent)
            return refusal(
                raw,
                tr("its folder differs from “%1” only in upper and lower case.").arg(known.path));
    }
    m_lastParent = path.first(last);
    return {};
}

Result<EntryNames::Verdict> EntryNames::add(QByteArrayView raw, bool isFolder)
{
    const QByteArrayView name =
        isFolder && raw.size() > 1 && raw.endsWith('/') ? raw.chopped(1) : raw;
    if (const QString problem = problemOf(name, m_limits); !problem.isEmpty())
        return refusal(raw, problem);
    const QString path = QString::fromUtf8(name);
    if (Result<void> parents = addParents(raw, path); !parents)
        return parents.error();
    Known &known = m_known[foldedKey(path)];
    if (known.path.isEmpty()) {
        known = {path, isFolder, true};
        return Verdict{path, false};
    }
    if (known.path != path)
        return refusal(raw,
                       tr("it differs from “%1” only in upper and lower case.").arg(known.path));
    if (!known.isFolder || !isFolder)
        return refusal(raw, tr("there are two entries of this name."));
    const bool repeated = known.isNamed;
    known.isNamed = true;
    return Verdict{path, repeated};
}
