// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/decompressor.h"

#include <KCompressionDevice>
#include <KFilterBase>

#include <QCoreApplication>

#include <algorithm>
#include <cstring>
#include <memory>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ArchiveReader", text);
}

constexpr qsizetype inputSize = 64 * 1024;
constexpr qsizetype outputSize = 64 * 1024;
/// Far more than any tool makes; a file of empty streams would only burn time.
constexpr int maximumStreams = 100'000;

/// The compressed bytes, read ahead; what a filter left over stays for the next.
class Input
{
public:
    Input(QIODevice &source, qint64 length)
        : m_source(source),
          m_left(length),
          m_buffer(std::clamp<qint64>(length, 64, inputSize), Qt::Uninitialized)
    {
    }

    /// Reads until at least `wanted` bytes are there or the run ends.
    void fill(qsizetype wanted)
    {
        if (m_end - m_begin >= wanted)
            return;
        std::memmove(m_buffer.data(), m_buffer.constData() + m_begin, size_t(m_end - m_begin));
        m_end -= m_begin;
        m_begin = 0;
        while (m_end < m_buffer.size() && m_left > 0) {
            const qint64 count = m_source.read(m_buffer.data() + m_end,
                                               std::min<qint64>(m_buffer.size() - m_end, m_left));
            if (count <= 0) {
                m_left = 0;
                break;
            }
            m_end += count;
            m_left -= count;
        }
    }
    [[nodiscard]] QByteArrayView bytes() const
    {
        return {m_buffer.constData() + m_begin, m_end - m_begin};
    }
    void keepLast(qsizetype count) { m_begin = m_end - count; }
    [[nodiscard]] bool isAtEnd() const { return m_begin == m_end && m_left == 0; }
    void skipZeros()
    {
        for (;;) {
            fill(1);
            while (m_begin < m_end && m_buffer[m_begin] == '\0')
                ++m_begin;
            if (m_begin < m_end || m_left == 0)
                return;
        }
    }

private:
    QIODevice &m_source;
    qint64 m_left;
    QByteArray m_buffer;
    qsizetype m_begin = 0;
    qsizetype m_end = 0;
};

KCompressionDevice::CompressionType typeOf(Decompressor::Format format)
{
    switch (format) {
    case Decompressor::Format::Deflate:
    case Decompressor::Format::Gzip:
        return KCompressionDevice::GZip;
    case Decompressor::Format::Xz:
        return KCompressionDevice::Xz;
    case Decompressor::Format::Zstd:
        return KCompressionDevice::Zstd;
    case Decompressor::Format::Bzip2:
        return KCompressionDevice::BZip2;
    }
    return KCompressionDevice::None;
}

Error damaged()
{
    return {Error::Kind::Integrity, tr("the compressed data is damaged."), {}};
}

Error cutOff()
{
    return {Error::Kind::Integrity, tr("the compressed data is cut off."), {}};
}

/// A filter that is shut down on every way out.
class Filter
{
public:
    explicit Filter(Decompressor::Format format)
        : m_filter(KCompressionDevice::filterForCompressionType(typeOf(format)))
    {
        if (!m_filter)
            return;
        m_filter->setFilterFlags(format == Decompressor::Format::Deflate
                                     ? KFilterBase::NoHeaders
                                     : KFilterBase::WithHeaders);
        m_isReady = m_filter->init(QIODevice::ReadOnly);
    }
    ~Filter()
    {
        if (m_isReady)
            m_filter->terminate();
    }
    Filter(const Filter &) = delete;
    Filter &operator=(const Filter &) = delete;

    [[nodiscard]] bool exists() const { return m_filter != nullptr; }
    [[nodiscard]] bool isReady() const { return m_isReady; }
    KFilterBase *operator->() { return m_filter.get(); }

private:
    std::unique_ptr<KFilterBase> m_filter;
    bool m_isReady = false;
};

/// One stream, up to its own end mark.
Result<void> runStream(Decompressor::Format format, Input &input, QByteArray &output,
                       const Decompressor::Sink &sink, const CancellationToken &token)
{
    Filter filter(format);
    if (!filter.exists())
        return Error{Error::Kind::Unsupported,
                     tr("this build of Howdah cannot read this kind of compression."),
                     {}};
    if (!filter.isReady())
        return damaged();
    input.fill(inputSize);
    filter->setInBuffer(input.bytes().data(), uint(input.bytes().size()));
    if (format == Decompressor::Format::Gzip && !filter->readHeader())
        return damaged();
    for (;;) {
        if (token.isCancelled())
            return Error{Error::Kind::Cancelled, tr("reading the archive was cancelled."), {}};
        if (filter->inBufferEmpty()) {
            input.keepLast(0);
            input.fill(1);
            filter->setInBuffer(input.bytes().data(), uint(input.bytes().size()));
        }
        const bool hadInput = !filter->inBufferEmpty();
        filter->setOutBuffer(output.data(), uint(output.size()));
        const KFilterBase::Result result = filter->uncompress();
        const QByteArrayView made(output.constData(), output.size() - filter->outBufferAvailable());
        if (result == KFilterBase::Error)
            return hadInput ? damaged() : cutOff();
        if (!made.isEmpty()) {
            if (Result<void> taken = sink(made); !taken)
                return taken.error();
        }
        // KArchive calls it the end, too, when zlib asks for bytes that are not there.
        if (made.isEmpty() && !hadInput)
            return cutOff();
        if (result == KFilterBase::End) {
            input.keepLast(filter->inBufferAvailable());
            return {};
        }
    }
}

} // namespace

Result<void> Decompressor::run(Format format, QIODevice &source, qint64 length, const Sink &sink,
                               const CancellationToken &token)
{
    Input input(source, length);
    QByteArray output(outputSize, Qt::Uninitialized);
    for (int stream = 0; stream < maximumStreams; ++stream) {
        if (Result<void> ended = runStream(format, input, output, sink, token); !ended)
            return ended;
        if (format == Format::Deflate)
            return input.isAtEnd() ? Result<void>() : damaged();
        input.skipZeros();
        if (input.isAtEnd())
            return {};
    }
    return damaged();
}
