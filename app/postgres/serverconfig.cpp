// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/serverconfig.h"

#include "postgres/session.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 10; // as many as the server follows
constexpr qint64 largest = 4 * 1024 * 1024;

struct Line {
    QString name;
    QString value;
};

/// name [=] value, where the value may be quoted ('' and \' stand for a quote) and # starts a comment.
Line parseLine(const QString &text)
{
    qsizetype at = 0;
    const auto skipSpace = [&] {
        while (at < text.size() && text[at].isSpace())
            ++at;
    };
    skipSpace();
    const qsizetype start = at;
    while (at < text.size()
           && (text[at].isLetterOrNumber() || text[at] == u'_' || text[at] == u'.'))
        ++at;
    Line line{text.mid(start, at - start).toLower(), {}};
    skipSpace();
    if (at < text.size() && text[at] == u'=')
        ++at;
    skipSpace();
    if (at < text.size() && text[at] == u'\'') {
        for (++at; at < text.size(); ++at) {
            if (text[at] == u'\\' && at + 1 < text.size()) {
                ++at;
            } else if (text[at] == u'\'') {
                if (at + 1 >= text.size() || text[at + 1] != u'\'')
                    break;
                ++at;
            }
            line.value += text[at];
        }
    } else {
        while (at < text.size() && text[at] != u'#' && !text[at].isSpace())
            line.value += text[at++];
    }
    return line;
}

QList<Line> parseLines(const QByteArray &text)
{
    QList<Line> lines;
    for (const QByteArray &raw : text.split('\n')) {
        Line line = parseLine(QString::fromUtf8(raw));
        if (!line.name.isEmpty())
            lines += std::move(line);
    }
    return lines;
}

} // namespace

ServerConfig ServerConfig::parse(const QByteArray &text)
{
    ServerConfig config;
    for (const Line &line : parseLines(text))
        config.m_values.insert(line.name, line.value);
    return config;
}

ServerConfig ServerConfig::read(const QString &path)
{
    ServerConfig config;
    config.readInto(path, 0);
    return config;
}

void ServerConfig::readInto(const QString &path, int depth)
{
    QFile file(path);
    if (depth > deepest || !file.open(QIODevice::ReadOnly))
        return;
    const QDir folder = QFileInfo(path).absoluteDir();
    for (const Line &line : parseLines(file.read(largest))) {
        if (line.name == u"include" || line.name == u"include_if_exists") {
            readInto(folder.absoluteFilePath(line.value), depth + 1);
        } else if (line.name == u"include_dir") {
            const QDir parts(folder.absoluteFilePath(line.value));
            for (const QString &name : parts.entryList({u"*.conf"_s}, QDir::Files, QDir::Name))
                readInto(parts.filePath(name), depth + 1);
        } else {
            m_values.insert(line.name, line.value);
        }
    }
}

void ServerConfig::add(const ServerConfig &other)
{
    m_values.insert(other.m_values);
}

QString ServerConfig::value(const QString &name, const QString &fallback) const
{
    return m_values.value(name, fallback);
}

int ServerConfig::number(const QString &name, int fallback) const
{
    bool isNumber = false;
    const int number = m_values.value(name).toInt(&isNumber);
    return isNumber ? number : fallback;
}

QString ServerConfig::socketFolder(const QString &fallback) const
{
    QString folders = value(u"unix_socket_directories"_s);
    if (folders.isEmpty())
        folders = value(u"unix_socket_directory"_s); // before 9.3
    return PreloadSetting::split(folders).value(0, fallback);
}
