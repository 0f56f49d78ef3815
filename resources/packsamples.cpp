// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/archivewriter.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace Qt::StringLiterals;

/// Packs one folder NAME/VERSION of a sample into the zip archive that a registry would publish.
int main(int argc, char *argv[])
{
    if (argc != 3) {
        std::fputs("usage: packsamples FOLDER ARCHIVE\n", stderr);
        return 2;
    }
    const QString folder = QFileInfo(QFile::decodeName(argv[1])).absoluteFilePath();
    const QString base = folder.section(u'/', -2, -2) + u'-' + folder.section(u'/', -1);
    QFile file(folder + u"/META.json"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "%s cannot be read\n", qPrintable(file.fileName()));
        return 1;
    }
    const QJsonObject meta = QJsonDocument::fromJson(file.readAll()).object();
    const QString claimed = meta[u"name"].toString() + u'-' + meta[u"version"].toString();
    if (claimed != base) {
        std::fprintf(stderr, "META.json in %s says %s\n", qPrintable(folder), qPrintable(claimed));
        return 1;
    }
    const Result<void> written = ArchiveWriter::writeZip(QFile::decodeName(argv[2]), folder, base);
    if (!written) {
        std::fprintf(stderr, "%s\n", qPrintable(written.error().message));
        return 1;
    }
    return 0;
}
