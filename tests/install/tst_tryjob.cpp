// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/manifest.h"
#include "install/sampleplan.h"
#include "install/tryjob.h"
#include "jobs/jobqueue.h"
#include "postgres/testservers.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// A registry of samples in a folder.
class PackedSamples final : public ReleaseSource
{
public:
    Result<void> add(const QString &name, const QString &folder)
    {
        const Result<PlannedRelease> release = SamplePlan::sample(name, folder);
        if (!release)
            return release.error();
        IndexEntry entry;
        entry.release = release->release;
        entry.registry = u"samples"_s;
        entry.distribution.name = release->release.name;
        entry.distribution.releases = {
            {release->release.version, release->release.status, QDateTime()}};
        m_entries << entry;
        m_urls.insert(release->release.key(), release->archiveUrl);
        return {};
    }
    [[nodiscard]] Result<IndexEntry> distribution(const QString &name) const override
    {
        for (const IndexEntry &entry : m_entries) {
            if (entry.release.key() == name.toLower())
                return entry;
        }
        return Error{Error::Kind::NotFound, u"unknown"_s, {}};
    }
    [[nodiscard]] Result<QList<IndexEntry>> providers(const QString &extension) const override
    {
        QList<IndexEntry> found;
        for (const IndexEntry &entry : m_entries) {
            for (const ProvidedExtension &provided : entry.release.extensions) {
                if (provided.name == extension)
                    found << entry;
            }
        }
        return found;
    }
    [[nodiscard]] Result<Release> release(const QString &, const QString &name,
                                          const Version &) const override
    {
        const Result<IndexEntry> entry = distribution(name);
        return entry ? Result<Release>(entry->release) : entry.error();
    }
    [[nodiscard]] Result<QUrl> archiveUrl(const QString &, const Release &release) const override
    {
        return m_urls.value(release.key());
    }
    [[nodiscard]] bool isBuilt(const Release &, const Installation &) const override
    {
        return false;
    }

private:
    QList<IndexEntry> m_entries;
    QMap<QString, QUrl> m_urls;
};

} // namespace

class TestTryJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void triesInASandboxAndSharesTheBuild();
    void failureTakesTheSandboxAway();
    void cancelTakesTheSandboxAway();

private:
    [[nodiscard]] TryJob::Request request(const QString &name) const;

    TestServers m_servers;
    QTemporaryDir m_archives;
    PackedSamples m_source;
    NoCredentials m_credentials;
    QtHttpClient m_http;
    SystemClock m_clock;
    std::unique_ptr<InstallServices> m_services;
};

void TestTryJob::initTestCase()
{
    if (TestServers::installations().isEmpty())
        QSKIP("no PostgreSQL here");
    m_services.reset(new InstallServices{m_servers.runner(), m_http, m_credentials, m_clock,
                                         Locations::standard(m_servers.folder() + u"/d"_s),
                                         QString()});
    for (const QString &name : {u"checkdigits"_s, u"compile_error"_s, u"slow_build"_s})
        QVERIFY(m_source.add(name, m_archives.path()));
}

TryJob::Request TestTryJob::request(const QString &name) const
{
    TryJob::Request request;
    request.wanted.name = name;
    request.original = TestServers::installations().first();
    return request;
}

void TestTryJob::triesInASandboxAndSharesTheBuild()
{
    const QStringList original = QDir(request({}).original.extensionDir())
                                     .entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    JobQueue queue;
    for (const bool isSecond : {false, true}) {
        auto owned = std::make_unique<TryJob>(request(u"checkdigits"_s), *m_services, m_source);
        TryJob *job = owned.get();
        queue.add(std::move(owned));
        QTRY_VERIFY_WITH_TIMEOUT(job->isOver(), 180'000);
        if (job->state() != Job::State::Done)
            qWarning().noquote() << job->log().join(u'\n');
        QVERIFY2(job->state() == Job::State::Done,
                 job->error() ? qPrintable(job->error()->message) : "");
        const QJsonObject outcome = job->outcome();
        QVERIFY(!outcome.value(u"connection"_s).toString().isEmpty());
        QVERIFY(outcome.value(u"uri"_s).toString().startsWith(u"postgresql://"_s));
        QVERIFY(outcome.value(u"psql"_s).toString().contains(u"psql"_s));
        QVERIFY(!outcome.value(u"created"_s).toArray().isEmpty());
        const QJsonObject tests = outcome.value(u"tests"_s).toObject();
        QVERIFY(tests.value(u"ran"_s).toBool());
        QCOMPARE(tests.value(u"passed"_s), tests.value(u"total"_s));
        const bool built =
            std::any_of(job->steps().cbegin(), job->steps().cend(), [](const JobStep &step) {
                return step.title.startsWith(u"Build"_s) && step.state == JobStep::State::Done;
            });
        QCOMPARE(built, !isSecond); // another sandbox of the same installation
        std::unique_ptr<SandboxServer> sandbox = job->takeSandbox();
        QVERIFY(sandbox);
        const QString folder = sandbox->folder();
        sandbox.reset();
        QVERIFY(!QFileInfo::exists(folder));
    }
    QVERIFY(ManifestStore(m_services->locations.manifestsFolder()).all().isEmpty());
    QCOMPARE(QDir(request({}).original.extensionDir())
                 .entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             original);
}

void TestTryJob::failureTakesTheSandboxAway()
{
    JobQueue queue;
    Job *job =
        queue.add(std::make_unique<TryJob>(request(u"compile_error"_s), *m_services, m_source));
    QTRY_VERIFY_WITH_TIMEOUT(job->isOver(), 120'000);
    QCOMPARE(job->state(), Job::State::Failed);
    QVERIFY(SandboxServer::list(m_services->locations.sandboxesFolder()).isEmpty());
}

void TestTryJob::cancelTakesTheSandboxAway()
{
    JobQueue queue;
    Job *job = queue.add(std::make_unique<TryJob>(request(u"slow_build"_s), *m_services, m_source));
    QTRY_VERIFY_WITH_TIMEOUT(
        job->log().join(u'\n').contains(u"slow_build: waiting"_s) || job->isOver(), 60'000);
    job->cancel();
    QTRY_VERIFY_WITH_TIMEOUT(job->isOver(), 90'000);
    QCOMPARE(job->state(), Job::State::Cancelled);
    QVERIFY(SandboxServer::list(m_services->locations.sandboxesFolder()).isEmpty());
}

QTEST_GUILESS_MAIN(TestTryJob)
#include "tst_tryjob.moc"
