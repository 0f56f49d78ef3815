// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/spooledcontent.h"

#include "registry/http/httpmessage.h"

#include <QDir>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.registry.http.spooledcontent")

/// Room is taken in such steps when the size is not known beforehand.
constexpr qint64 reserveStep = 1024 * 1024;

} // namespace

SpooledContent::SpooledContent(BodyBudget &budget, QString peer, qint64 largest, QString folder)
    : m_budget(budget), m_peer(std::move(peer)), m_largest(largest), m_folder(std::move(folder))
{
}

SpooledContent::~SpooledContent()
{
    if (m_file)
        m_budget.close(m_peer);
    m_budget.release(m_reserved);
}

bool SpooledContent::reserve(qint64 size)
{
    if (size <= m_reserved)
        return true;
    if (!m_budget.reserve(size - m_reserved))
        return false;
    m_reserved = size;
    return true;
}

SpooledContent::Outcome SpooledContent::expect(qint64 size)
{
    if (size > m_largest)
        return Outcome::TooLarge;
    if (size <= RegistryRequest::largestInMemory)
        return Outcome::Taken;
    if (!reserve(size))
        return Outcome::NoSpace;
    return openFile();
}

SpooledContent::Outcome SpooledContent::openFile()
{
    if (!m_budget.open(m_peer))
        return Outcome::TooMany;
    const QString folder = m_folder.isEmpty() ? QDir::tempPath() : m_folder;
    m_file = std::make_unique<QTemporaryFile>(folder + u"/upload-XXXXXX"_s);
    if (!m_file->open()) {
        qCWarning(lc) << "cannot keep a request's content:" << m_file->errorString();
        return Outcome::NoSpace;
    }
    return Outcome::Taken;
}

SpooledContent::Outcome SpooledContent::append(QByteArrayView bytes)
{
    if (bytes.size() > m_largest - m_size)
        return Outcome::TooLarge;
    m_size += bytes.size();
    if (!m_file && m_size <= RegistryRequest::largestInMemory) {
        m_memory.append(bytes);
        return Outcome::Taken;
    }
    if (m_size > m_reserved
        && !reserve(std::min(m_largest, (m_size / reserveStep + 1) * reserveStep)))
        return Outcome::NoSpace;
    if (!m_file) {
        if (const Outcome opened = openFile(); opened != Outcome::Taken)
            return opened;
        if (m_file->write(m_memory) != m_memory.size())
            return Outcome::NoSpace;
        m_memory.clear();
    }
    if (m_file->write(bytes.data(), bytes.size()) == bytes.size())
        return Outcome::Taken;
    qCWarning(lc) << "cannot keep a request's content:" << m_file->errorString();
    return Outcome::NoSpace;
}

SpooledContent::Outcome SpooledContent::finish(RegistryRequest &request)
{
    request.bodySize = m_size;
    if (!m_file || m_size <= RegistryRequest::largestInMemory) {
        request.body = m_memory;
        return Outcome::Taken;
    }
    if (!m_file->flush())
        return Outcome::NoSpace;
    m_file->close();
    request.bodyFile = m_file->fileName();
    return Outcome::Taken;
}
