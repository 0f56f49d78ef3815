// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
// Carries out a CopyBatch; the same code in this program and in the elevated helper.
#include "install/batchfiles.h"
#include "install/batchfolders.h"
#include "install/copybatch.h"
#include "install/installledger.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

constexpr auto newSuffix = ".howdah-new";
constexpr auto oldSuffix = ".howdah-old";

QString tr(const char *text)
{
    return QCoreApplication::translate("CopyBatch", text);
}

class BatchRun
{
public:
    BatchRun(const CopyBatch &batch, const CopyRules &rules)
        : m_batch(batch),
          m_rules(rules),
          m_folders(rules),
          m_ledger(rules.ledger),
          m_prefix('.' + batch.id.toLatin1() + '-')
    {
    }

    Result<void> run()
    {
        Result<void> done = sweep();
        if (done)
            done = prepare();
        if (done)
            done = rename();
        if (done)
            done = finish();
        if (!done)
            takeBack();
        return done;
    }

private:
    /// One change of name.
    struct Change {
        QString path;
        BatchFolders::Place place;
        PlaceState before;
        QByteArray temporary; ///< what takes the place; empty: nothing does
        QByteArray sha256;    ///< of that, for the ledger
        bool isRenamed = false;
    };

    [[nodiscard]] QByteArray temporaryName(qsizetype number, const char *suffix) const
    {
        return m_prefix + QByteArray::number(number) + suffix;
    }

    Result<Change> look(const QString &path, const PlaceState &expected, bool makeFolders)
    {
        const Result<BatchFolders::Place> place = m_folders.place(path, makeFolders);
        if (!place)
            return place.error();
        if (!place->mayReplace) {
            if (Result<void> loaded = m_ledger.load(); !loaded)
                return loaded.error();
        }
        const Result<PlaceState> state = BatchFiles::stateAt(place->folder, place->name, path);
        if (!state)
            return state.error();
        if (*state != expected) {
            return Error{Error::Kind::Conflict,
                         tr("%1 was changed by someone else in the meantime.").arg(path),
                         {}};
        }
        if (state->kind != PlaceState::Kind::Nothing && !place->mayReplace
            && !m_ledger.holds(path, state->sha256)) {
            return Error{Error::Kind::Refused,
                         tr("%1 is there already and was not put there by Howdah, so it is neither "
                            "replaced nor removed.")
                             .arg(path),
                         {}};
        }
        return Change{path, *place, *state, {}, {}, false};
    }

    Result<void> prepare()
    {
        for (const CopyBatch::Put &put : m_batch.puts) {
            Result<Change> change = look(put.destination, put.before, true);
            if (!change)
                return change.error();
            change->temporary = temporaryName(m_changes.size(), newSuffix);
            change->sha256 = put.sha256;
            m_changes << *change;
            if (Result<void> written = writeTemporary(m_changes.last(), put); !written)
                return written;
        }
        for (const CopyBatch::Link &link : m_batch.links) {
            Result<Change> change = look(link.destination, link.before, true);
            if (!change)
                return change.error();
            change->temporary = temporaryName(m_changes.size(), newSuffix);
            ::unlinkat(change->place.folder, change->temporary.constData(), 0);
            if (::symlinkat(QFile::encodeName(link.target).constData(), change->place.folder,
                            change->temporary.constData())
                != 0)
                return BatchFiles::systemError(
                    tr("The link %1 cannot be made.").arg(link.destination));
            m_changes << *change;
        }
        for (const CopyBatch::Removal &removal : m_batch.removals) {
            const Result<Change> change = look(removal.destination, removal.before, false);
            if (!change)
                return change.error();
            if (change->before.kind != PlaceState::Kind::Nothing)
                m_changes << *change;
        }
        for (const QString &folder : m_batch.emptyFolders) {
            const Result<BatchFolders::Place> place = m_folders.emptyFolder(folder);
            if (!place && place.error().kind != Error::Kind::NotFound)
                return place.error();
        }
        return {};
    }

    Result<void> writeTemporary(const Change &change, const CopyBatch::Put &put)
    {
        const BatchFiles::Descriptor source(
            BatchFiles::openAs(m_rules.readAs, QFile::encodeName(put.source)));
        if (!source.isOpen())
            return BatchFiles::systemError(tr("%1 cannot be opened.").arg(put.source));
        ::unlinkat(change.place.folder, change.temporary.constData(), 0);
        const BatchFiles::Descriptor target(
            ::openat(change.place.folder, change.temporary.constData(),
                     O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        if (!target.isOpen())
            return BatchFiles::systemError(
                tr("Nothing can be written in the folder of %1.").arg(change.path));
        const Result<QByteArray> sha256 = BatchFiles::pump(source.get(), target.get(), put.source);
        if (!sha256)
            return sha256.error();
        if (*sha256 != put.sha256) {
            return Error{
                Error::Kind::Integrity,
                tr("%1 is not the file that was checked; nothing was installed.").arg(put.source),
                {}};
        }
        return dress(target.get(), change, put);
    }

    /// Owner, permissions, time; then to the disk.
    Result<void> dress(int file, const Change &change, const CopyBatch::Put &put) const
    {
        struct stat folder = {};
        if (::geteuid() == 0
            && (::fstat(change.place.folder, &folder) != 0
                || ::fchown(file, folder.st_uid, folder.st_gid) != 0))
            return BatchFiles::systemError(tr("The owner of %1 cannot be set.").arg(change.path));
        if (::fchmod(file, put.mode & 0755) != 0)
            return BatchFiles::systemError(
                tr("The permissions of %1 cannot be set.").arg(change.path));
        if (put.modified > 0) {
            const timespec time{static_cast<time_t>(put.modified / 1000),
                                static_cast<long>(put.modified % 1000) * 1'000'000};
            const timespec times[2] = {time, time};
            ::futimens(file, times);
        }
        if (m_batch.flush && ::fsync(file) != 0)
            return BatchFiles::systemError(
                tr("%1 cannot be flushed to the disk.").arg(change.path));
        return {};
    }

    Result<void> rename()
    {
        if (Result<void> noted = note(); !noted)
            return noted;
        for (qsizetype i = 0; i < m_changes.size(); ++i) {
            Change &change = m_changes[i];
            const int folder = change.place.folder;
            const char *name = change.place.name.constData();
            const QByteArray old = temporaryName(i, oldSuffix);
            ::unlinkat(folder, old.constData(), 0);
            if (change.before.kind != PlaceState::Kind::Nothing) {
                // A second name keeps the old file for taking back while its place is never empty.
                const bool kept = !change.temporary.isEmpty()
                                  && ::linkat(folder, name, folder, old.constData(), 0) == 0;
                if (!kept && ::renameat(folder, name, folder, old.constData()) != 0)
                    return BatchFiles::systemError(tr("%1 cannot be replaced.").arg(change.path));
            }
            change.isRenamed = true;
            if (!change.temporary.isEmpty()
                && ::renameat(folder, change.temporary.constData(), folder, name) != 0)
                return BatchFiles::systemError(tr("%1 cannot be put in place.").arg(change.path));
        }
        return {};
    }

    /// What is about to be put where others' files are, so that it may be removed again. Before the fact: noting too
    /// much does no harm, as the hash must fit as well.
    Result<void> note()
    {
        for (const Change &change : std::as_const(m_changes)) {
            if (!change.place.mayReplace && !change.sha256.isEmpty())
                m_ledger.add(change.path, change.sha256);
        }
        return m_ledger.save();
    }

    Result<void> finish()
    {
        // On the disk before what it replaces goes.
        if (m_batch.flush) {
            if (Result<void> flushed = m_folders.flush(); !flushed)
                return flushed;
        }
        for (qsizetype i = 0; i < m_changes.size(); ++i)
            ::unlinkat(m_changes[i].place.folder, temporaryName(i, oldSuffix).constData(), 0);
        for (const QString &folder : m_batch.emptyFolders) {
            // What is not empty holds something of others and stays; nothing here is worth taking the files back.
            const Result<BatchFolders::Place> place = m_folders.emptyFolder(folder);
            if (!place)
                continue;
            ::unlinkat(place->folder, place->name.constData(), AT_REMOVEDIR);
        }
        return {};
    }

    void takeBack()
    {
        for (qsizetype i = m_changes.size() - 1; i >= 0; --i) {
            const Change &change = m_changes[i];
            const int folder = change.place.folder;
            const char *name = change.place.name.constData();
            const QByteArray old = temporaryName(i, oldSuffix);
            if (change.isRenamed && change.before.kind != PlaceState::Kind::Nothing)
                ::renameat(folder, old.constData(), folder, name);
            else if (change.isRenamed)
                ::unlinkat(folder, name, 0);
            ::unlinkat(folder, old.constData(), 0);
            if (!change.temporary.isEmpty())
                ::unlinkat(folder, change.temporary.constData(), 0);
        }
        m_folders.removeMade();
    }

    /// First of all, as the temporary names of this batch are the same.
    Result<void> sweep()
    {
        for (const QString &path : m_batch.sweep) {
            const Result<int> folder = m_folders.open(path, false);
            if (!folder && folder.error().kind == Error::Kind::NotFound)
                continue;
            if (!folder)
                return folder.error();
            const QStringList names =
                QDir(path).entryList({QString::fromLatin1(m_prefix) + u"*"_s},
                                     QDir::Files | QDir::System | QDir::Hidden);
            for (const QString &name : names) {
                const bool isOurs = name.endsWith(QLatin1StringView(newSuffix))
                                    || name.endsWith(QLatin1StringView(oldSuffix));
                if (isOurs && ::unlinkat(*folder, QFile::encodeName(name).constData(), 0) != 0
                    && errno != ENOENT)
                    return BatchFiles::systemError(
                        tr("%1 cannot be removed.").arg(path + u'/' + name));
            }
        }
        return {};
    }

    const CopyBatch &m_batch;
    const CopyRules &m_rules;
    BatchFolders m_folders;
    InstallLedger m_ledger;
    QByteArray m_prefix;
    QList<Change> m_changes;
};

} // namespace

Result<void> carryOut(const CopyBatch &batch, const CopyRules &rules)
{
    return BatchRun(batch, rules).run();
}
