// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// The table of the architecture: a folder may include itself and folders of a lower level.
const QMap<QString, int> &levels()
{
    static const QMap<QString, int> table{
        {u"core"_s, 0},     {u"catalog"_s, 1}, {u"settings"_s, 1}, {u"archive"_s, 1},
        {u"signing"_s, 1},  {u"jobs"_s, 2},    {u"index"_s, 2},    {u"postgres"_s, 2},
        {u"remote"_s, 2},   {u"docs"_s, 2},    {u"install"_s, 3},  {u"packaging"_s, 3},
        {u"registry"_s, 3}, {u"mirror"_s, 3},  {u"cli"_s, 4},
    };
    return table;
}

constexpr int uiLevel = 5;

struct Include {
    QString file;
    int line;
    QString path;
};

QList<Include> includesOf(const QString &file)
{
    static const QRegularExpression quoted(u"^\\s*#\\s*include\\s+\"([^\"]+)\""_s);
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return {};
    QList<Include> found;
    int number = 0;
    while (!source.atEnd()) {
        ++number;
        const QRegularExpressionMatch match = quoted.match(QString::fromUtf8(source.readLine()));
        if (match.hasMatch())
            found.append({file, number, match.captured(1)});
    }
    return found;
}

/// What is wrong with `include` in a file of `folder`; empty when nothing is. `folder` is a room of app/ or "ui".
QString problemOf(const QString &folder, const QString &include)
{
    const int own = folder == u"ui"_s ? uiLevel : levels().value(folder, -1);
    if (own < 0)
        return u"the architecture's table has no folder “%1”"_s.arg(folder);
    if (!include.contains(u'/')) {
        const bool generated = include.endsWith(u".moc"_s) || include.startsWith(u"moc_"_s);
        return generated || folder == u"ui"_s ? QString() : u"a path from the app root is wanted"_s;
    }
    const QString target = include.section(u'/', 0, 0);
    if (target == folder)
        return {};
    const int other = levels().value(target, -1);
    if (other < 0)
        return u"the architecture's table has no folder “%1”"_s.arg(target);
    if (other >= own) {
        return u"%1 (level %2) may not include %3 (level %4)"_s.arg(folder)
            .arg(own)
            .arg(target)
            .arg(other);
    }
    return {};
}

QStringList sourcesBelow(const QString &folder)
{
    QStringList files;
    QDirIterator walk(folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext())
        files += walk.next();
    return files;
}

} // namespace

class TestLayers : public QObject
{
    Q_OBJECT

private:
    const QDir m_root{QStringLiteral(HOWDAH_SOURCE_DIR)};

private Q_SLOTS:
    void everyIncludeGoesDown()
    {
        QStringList problems;
        int files = 0;
        const QDir app(m_root.filePath(u"app"_s));
        for (const QString &folder : app.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            for (const QString &file : sourcesBelow(app.filePath(folder))) {
                ++files;
                for (const Include &include : includesOf(file)) {
                    if (const QString problem = problemOf(folder, include.path); !problem.isEmpty())
                        problems += u"%1:%2: %3"_s.arg(m_root.relativeFilePath(file))
                                        .arg(include.line)
                                        .arg(problem);
                }
            }
        }
        for (const QString &file : sourcesBelow(m_root.filePath(u"ui"_s))) {
            ++files;
            for (const Include &include : includesOf(file)) {
                if (const QString problem = problemOf(u"ui"_s, include.path); !problem.isEmpty())
                    problems += u"%1:%2: %3"_s.arg(m_root.relativeFilePath(file))
                                    .arg(include.line)
                                    .arg(problem);
            }
        }
        QVERIFY(files > 40);
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    }

    void onlyTheArchiveFolderKnowsKArchive()
    {
        static const QRegularExpression karchive(
            u"#include\\s+<K(Zip|Tar|7Zip|Archive|CompressionDevice)"_s);
        for (const QString &file :
             sourcesBelow(m_root.filePath(u"app"_s)) + sourcesBelow(m_root.filePath(u"ui"_s))) {
            if (file.contains(u"/app/archive/"_s))
                continue;
            QFile source(file);
            QVERIFY(source.open(QIODevice::ReadOnly));
            QVERIFY2(!karchive.match(QString::fromUtf8(source.readAll())).hasMatch(),
                     qPrintable(file));
        }
    }

    void theEngineKnowsNoWindow()
    {
        static const QRegularExpression window(
            u"#include\\s+<(QQuick|QQml|QGui|QWindow|QPixmap|QImage|QFont|QColor)"_s);
        for (const QString &file : sourcesBelow(m_root.filePath(u"app"_s))) {
            if (!file.section(u"/app/"_s, -1).contains(u'/'))
                continue; // a composition root
            QFile source(file);
            QVERIFY(source.open(QIODevice::ReadOnly));
            QVERIFY2(!window.match(QString::fromUtf8(source.readAll())).hasMatch(),
                     qPrintable(file));
        }
    }

    void theCheckSeesWrongArrows()
    {
        QVERIFY(!problemOf(u"catalog"_s, u"index/searchindex.h"_s).isEmpty()); // upwards
        QVERIFY(!problemOf(u"index"_s, u"remote/download.h"_s).isEmpty());     // sideways
        QVERIFY(!problemOf(u"core"_s, u"somewhere/else.h"_s).isEmpty());       // unknown
        QVERIFY(!problemOf(u"core"_s, u"error.h"_s).isEmpty());                // not from the root
        QVERIFY(problemOf(u"install"_s, u"postgres/session.h"_s).isEmpty());
        QVERIFY(problemOf(u"ui"_s, u"cli/command.h"_s).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLayers)
#include "tst_layers.moc"
