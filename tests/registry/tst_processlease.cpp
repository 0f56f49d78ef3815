// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/processlease.h"

#include "registry/publishing/treelock.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

QDateTime inAnHour()
{
    return QDateTime::currentDateTimeUtc().addSecs(3600);
}

/// A process that takes the lock, tells a lease, and stays until its input ends.
int hold(const QString &lockFile)
{
    const Result<TreeLock> lock = TreeLock::take(lockFile);
    if (!lock)
        return 1;
    std::printf("%s\n", qPrintable(ProcessLease::until(inAnHour())));
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    return 0;
}

/// Whether the lock can be had without waiting.
bool isFree(const QString &lockFile)
{
    CancellationSource source;
    source.cancel();
    return TreeLock::take(lockFile, source.token()).has_value();
}

} // namespace

class TestProcessLease : public QObject
{
    Q_OBJECT

private slots:
    void ownLeaseHoldsUntilItsTime();
    void whatAProcessHeldIsFreeWhenItDied();
    void whatAnotherContainerHoldsIsNotTaken();
    void lockFilesSayNothing();

private:
    QTemporaryDir m_root;
    const QString m_lockFile = m_root.filePath(u"registry/.lock"_s);
};

void TestProcessLease::ownLeaseHoldsUntilItsTime()
{
    const QDateTime expiry = inAnHour();
    const QString lease = ProcessLease::until(expiry);
    QVERIFY(ProcessLease::holds(lease, expiry.addSecs(-1)));
    QVERIFY(!ProcessLease::holds(lease, expiry.addSecs(1)));
    QVERIFY(!ProcessLease::holds(u"nonsense"_s, expiry));
}

void TestProcessLease::whatAProcessHeldIsFreeWhenItDied()
{
    QProcess holder;
    holder.start(QCoreApplication::applicationFilePath(), {u"--hold"_s, m_lockFile});
    QVERIFY(holder.waitForReadyRead());
    const QString lease = QString::fromUtf8(holder.readLine().trimmed());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QVERIFY(ProcessLease::holds(lease, now));
    QVERIFY(!isFree(m_lockFile));
    holder.kill();
    QVERIFY(holder.waitForFinished());
    QVERIFY(!ProcessLease::holds(lease, now));
    QVERIFY(isFree(m_lockFile));
}

void TestProcessLease::whatAnotherContainerHoldsIsNotTaken()
{
    // What makes its process numbers mean something else here.
    const QStringList container{u"--user"_s, u"--map-root-user"_s, u"--pid"_s,
                                u"--fork"_s, u"--kill-child"_s,    u"--mount-proc"_s};
    if (QProcess::execute(u"unshare"_s, container + QStringList{u"true"_s}) != 0)
        QSKIP("this system lets nobody have process numbers of his own");
    QProcess holder;
    holder.start(
        u"unshare"_s,
        container + QStringList{QCoreApplication::applicationFilePath(), u"--hold"_s, m_lockFile});
    QVERIFY(holder.waitForReadyRead());
    const QString lease = QString::fromUtf8(holder.readLine().trimmed());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QVERIFY2(ProcessLease::holds(lease, now), qPrintable(lease));
    QVERIFY(!isFree(m_lockFile));
    holder.closeWriteChannel();
    QVERIFY(holder.waitForFinished());
    // Whether it died cannot be seen from here: its time must be up. The lock is the system's.
    QVERIFY(ProcessLease::holds(lease, now));
    QVERIFY(!ProcessLease::holds(lease, now.addSecs(2 * 3600)));
    QVERIFY(isFree(m_lockFile));
}

void TestProcessLease::lockFilesSayNothing()
{
    // Left by a process on another computer that died.
    QFile file(m_root.filePath(u"left.lock"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("1\nhowdahctl\nanother\n0123456789abcdef0123456789abcdef\n"
               "01234567-89ab-cdef-0123-456789abcdef\n");
    file.close();
    QVERIFY(isFree(file.fileName()));
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == u"--hold")
        return hold(arguments[2]);
    TestProcessLease test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_processlease.moc"
