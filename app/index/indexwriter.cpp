// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/indexwriter.h"

#include "catalog/license.h"
#include "index/columnsloader.h"
#include "index/entryrecord.h"
#include "index/indexstore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QtConcurrent>

using namespace Qt::StringLiterals;
namespace {

Q_LOGGING_CATEGORY(lc, "howdah.index.indexwriter")

constexpr int prepareAtOnce = 128; // entries in memory twice
constexpr int tidyAfter = 1000;    // written entries, at least
constexpr int keptAside = 3;       // damaged files; more are no use to anyone

bool setsAside(const Error &error)
{
    return error.kind == Error::Kind::Integrity || error.kind == Error::Kind::Unsupported;
}

QString reasonOf(const Error &error)
{
    return error.kind == Error::Kind::Integrity ? u"corrupt"_s : u"other"_s;
}

/// As `IndexStore::eachFacts()` reads them back.
EntryColumns::Facts factsOf(quint32 id, const EntryRecord &record, const QList<int> &majors)
{
    EntryColumns::Facts facts;
    facts.id = id;
    facts.key = record.key;
    facts.registry = record.registry;
    facts.language = record.language;
    facts.licenseClass = record.licenseClass;
    facts.status = record.status;
    facts.needsRestart = record.needsRestart;
    facts.nativeCode = record.nativeCode;
    facts.majors = majorsWithin(record.postgres, majors);
    facts.date = record.date.isValid() ? record.date.toMSecsSinceEpoch() : 0;
    facts.installs = record.installs;
    return facts;
}

} // namespace

IndexWriter::IndexWriter(SharedIndex &shared, IndexReaders &readers)
    : m_shared(shared), m_readers(readers)
{
}

IndexWriter::~IndexWriter() = default;

// --- the file --------------------------------------------------------------------------------

Result<void> IndexWriter::openStore()
{
    auto opened = IndexStore::open(m_shared.file, IndexStore::Access::ReadWrite);
    if (!opened)
        return opened.error();
    m_store = std::move(*opened);
    const auto rebuild = m_store->rebuildNeeded();
    if (!rebuild)
        return rebuild.error();
    m_shared.rebuildNeeded = *rebuild;
    if (const auto begun = m_store->begin(); !begun)
        return begun;
    const auto columns = loadColumns(*m_store, m_shared);
    m_store->rollback();
    if (!columns)
        return columns.error();
    m_shared.columns.publish(*columns);
    ++m_fileNumber;
    return {};
}

Result<void> IndexWriter::setAside(const QString &reason)
{
    m_store.reset();
    m_shared.columns.clear();
    const QFileInfo info(m_shared.file);
    const QString base = info.fileName() + u'.' + reason + u'-';
    const auto numberOf = [&](const QString &name) { return name.mid(base.size()).toInt(); };
    QStringList old = info.dir().entryList({base + u'*'}, QDir::Files);
    old.removeIf([&](const QString &name) { return numberOf(name) <= 0; });
    std::sort(old.begin(), old.end(),
              [&](const QString &a, const QString &b) { return numberOf(a) < numberOf(b); });
    const int number = old.isEmpty() ? 1 : numberOf(old.last()) + 1;
    while (old.size() >= keptAside)
        info.dir().remove(old.takeFirst());
    const QString aside = info.dir().filePath(base + QString::number(number));
    qCWarning(lc) << "the search index is set aside as" << aside;
    if (QFile::exists(m_shared.file) && !QFile::rename(m_shared.file, aside)) {
        return Error{Error::Kind::Permission,
                     QCoreApplication::translate(
                         "IndexWriter", "The damaged search index %1 cannot be renamed. Remove it.")
                         .arg(QDir::toNativeSeparators(m_shared.file)),
                     {}};
    }
    // A log of the old file must not be applied to the new one.
    for (const QString &companion : {m_shared.file + u"-wal"_s, m_shared.file + u"-shm"_s}) {
        if (QFile::exists(companion) && !QFile::remove(companion))
            qCWarning(lc) << "cannot remove" << companion;
    }
    return {};
}

Result<void> IndexWriter::startAnew(const QString &reason)
{
    m_readers.reset();
    m_shared.sets.clear(); // a new file counts its generations from the start again
    auto done = setAside(reason);
    if (done)
        done = openStore();
    if (done) {
        m_shared.rebuildNeeded = true;
        done = m_store->setRebuildNeeded(true);
    }
    m_readers.open(done);
    return done;
}

Result<void> IndexWriter::open()
{
    if (!QDir().mkpath(QFileInfo(m_shared.file).absolutePath())) {
        const Error error{Error::Kind::Permission,
                          QCoreApplication::translate(
                              "IndexWriter", "The folder of the search index cannot be made: %1")
                              .arg(QDir::toNativeSeparators(QFileInfo(m_shared.file).path())),
                          {}};
        m_readers.open(error);
        return error;
    }
    const auto opened = openStore();
    if (!opened && setsAside(opened.error())) {
        qCWarning(lc) << opened.error().message << opened.error().detail;
        return startAnew(reasonOf(opened.error()));
    }
    m_readers.open(opened);
    return opened;
}

void IndexWriter::close()
{
    m_store.reset(); // on the thread that opened it
}

void IndexWriter::replaceDamaged(int number)
{
    if (number != m_fileNumber)
        return; // done already
    if (const auto done = startAnew(u"corrupt"_s); !done)
        qCWarning(lc) << done.error().message << done.error().detail;
}

// --- changes ---------------------------------------------------------------------------------

Result<void> IndexWriter::write(const Change &change)
{
    if (!m_store) {
        return Error{Error::Kind::Internal,
                     QCoreApplication::translate("IndexWriter", "The search index is not open."),
                     {}};
    }
    auto done = writeOnce(change);
    if (!done && setsAside(done.error())) {
        qCWarning(lc) << done.error().message << done.error().detail;
        if (const auto anew = startAnew(reasonOf(done.error())); !anew)
            return anew;
        done = writeOnce(change);
    }
    // Tidying rewrites everything: only when as much was written since, or building in batches would
    // take time by the square.
    const auto columns = m_shared.columns.newest();
    if (done && columns && m_written >= qMax(tidyAfter, columns->count() / 2)) {
        m_written = 0;
        if (const auto tidied = m_store->optimize(); !tidied)
            qCWarning(lc) << tidied.error().message << tidied.error().detail;
    }
    return done;
}

Result<void> IndexWriter::writeOnce(const Change &change)
{
    if (const auto begun = m_store->begin(); !begun)
        return begun;
    const auto done = [&]() -> Result<void> {
        const auto generation = m_store->generation();
        if (!generation)
            return generation.error();
        const auto present = m_shared.columns.of(*generation);
        std::shared_ptr<EntryColumns> next;
        if (present) {
            next = std::make_shared<EntryColumns>(*present);
        } else { // another process has written
            const auto loaded = loadColumns(*m_store, m_shared);
            if (!loaded)
                return loaded.error();
            next = *loaded;
        }
        m_store->terms().setFrequent(next->frequent);
        if (const auto changed = change(*next); !changed)
            return changed;
        if (const auto flushed = m_store->flush(); !flushed)
            return flushed;
        next->frequent = m_store->terms().frequent();
        next->generation = *generation + 1;
        if (const auto set = m_store->setGeneration(next->generation); !set)
            return set;
        // Before the commit: whoever sees the new state finds its columns.
        m_shared.columns.publish(next);
        return {};
    }();
    if (!done) {
        m_store->rollback();
        return done;
    }
    return m_store->commit();
}

Result<void> IndexWriter::put(const EntryRecord &record, EntryColumns *columns)
{
    const auto known = m_store->entries().find(record.registry, record.key);
    if (!known)
        return known.error();
    if (*known && (*known)->digest == record.digest)
        return {};
    quint32 id = 0;
    if (*known) {
        id = (*known)->id;
        if (const auto updated = m_store->entries().update(id, record); !updated)
            return updated;
    } else {
        const auto inserted = m_store->entries().insert(record);
        if (!inserted)
            return inserted.error();
        id = *inserted;
    }
    ++m_written;
    columns->set(factsOf(id, record, m_shared.majors));
    return {};
}

Result<void> IndexWriter::putAll(const QList<IndexEntry> &entries, EntryColumns *columns)
{
    for (qsizetype from = 0; from < entries.size(); from += prepareAtOnce) {
        const QList<IndexEntry> some = entries.mid(from, prepareAtOnce);
        const QList<EntryRecord> records =
            QtConcurrent::blockingMapped<QList<EntryRecord>>(some, &EntryRecord::of);
        for (const EntryRecord &record : records) {
            if (const auto done = put(record, columns); !done)
                return done;
        }
    }
    const auto installed = m_store->installed(m_shared.installedNames());
    if (!installed)
        return installed.error();
    columns->setInstalled(*installed);
    return {};
}

Result<void> IndexWriter::put(const QList<IndexEntry> &entries)
{
    if (entries.isEmpty())
        return {};
    return write([&](EntryColumns &columns) { return putAll(entries, &columns); });
}

Result<void> IndexWriter::replaceRegistry(const QString &registry, const QList<IndexEntry> &entries)
{
    const auto done = write([&](EntryColumns &columns) -> Result<void> {
        const auto known = m_store->entries().idsByKey(registry);
        if (!known)
            return known.error();
        QHash<QString, quint32> gone = *known;
        QList<IndexEntry> all = entries;
        for (IndexEntry &entry : all) {
            entry.registry = registry;
            gone.remove(entry.release.key());
        }
        for (const quint32 id : std::as_const(gone)) {
            if (const auto erased = m_store->entries().erase(id); !erased)
                return erased;
            columns.remove(id);
        }
        if (const auto put = putAll(all, &columns); !put)
            return put;
        return m_store->setRebuildNeeded(false);
    });
    if (done)
        m_shared.rebuildNeeded = false;
    return done;
}

Result<void> IndexWriter::removeRegistry(const QString &registry)
{
    return write([&](EntryColumns &columns) -> Result<void> {
        const auto known = m_store->entries().idsByKey(registry);
        const auto others = m_store->entries().countOutside(registry);
        if (!known || !others)
            return known ? others.error() : known.error();
        if (*others == 0) {
            if (const auto erased = m_store->entries().eraseAll(); !erased)
                return erased;
        }
        for (const quint32 id : *known) {
            if (*others > 0) {
                if (const auto erased = m_store->entries().erase(id); !erased)
                    return erased;
            }
            columns.remove(id);
        }
        return m_store->forgetSync(registry);
    });
}

Result<void> IndexWriter::remove(const QString &registry, const QString &name)
{
    return write([&](EntryColumns &columns) -> Result<void> {
        const auto known = m_store->entries().find(registry, name.toLower());
        if (!known)
            return known.error();
        if (!*known)
            return {};
        columns.remove((*known)->id);
        return m_store->entries().erase((*known)->id);
    });
}

Result<void> IndexWriter::setInstalled(const QStringList &names)
{
    m_shared.setInstalledNames(names);
    if (!m_store)
        return {}; // applied when the columns are loaded
    const auto present = m_shared.columns.newest();
    const auto ids = m_store->installed(names);
    if (!ids)
        return ids.error();
    if (!present)
        return {};
    auto next = std::make_shared<EntryColumns>(*present);
    next->setInstalled(*ids);
    m_shared.columns.publish(next);
    return {};
}

Result<void> IndexWriter::setLastSync(const QString &registry, const QDateTime &time)
{
    if (!m_store) {
        return Error{Error::Kind::Internal,
                     QCoreApplication::translate("IndexWriter", "The search index is not open."),
                     {}};
    }
    return m_store->setLastSync(registry, time);
}
