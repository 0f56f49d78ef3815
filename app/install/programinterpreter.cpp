// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/programinterpreter.h"

#include <QFile>
#include <QtEndian>

namespace {

constexpr quint32 programHeaderInterpreter = 3;
constexpr qsizetype longestPath = 4096;

/// Numbers of an ELF file in either width; little-endian ones only, as on every machine PostgreSQL is packaged for
/// together with a loader of its own.
class ElfReader
{
public:
    explicit ElfReader(QByteArray bytes) : m_bytes(std::move(bytes)) {}

    [[nodiscard]] bool isElf() const
    {
        return m_bytes.size() >= 64 && m_bytes.startsWith("\177ELF") && m_bytes[5] == 1;
    }
    [[nodiscard]] bool isWide() const { return m_bytes[4] == 2; }
    template <typename T>
    [[nodiscard]] quint64 number(quint64 offset) const
    {
        const auto size = static_cast<quint64>(m_bytes.size());
        if (offset > size || size - offset < sizeof(T))
            return 0;
        return qFromLittleEndian<T>(m_bytes.constData() + offset);
    }
    [[nodiscard]] quint64 address(quint64 offset) const
    {
        return isWide() ? number<quint64>(offset) : number<quint32>(offset);
    }

private:
    QByteArray m_bytes;
};

} // namespace

QString ProgramInterpreter::of(const QString &program)
{
    QFile file(program);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const ElfReader elf(file.read(64 * 1024));
    if (!elf.isElf())
        return {};
    const quint64 table = elf.address(elf.isWide() ? 32 : 28);
    const quint64 entrySize = elf.number<quint16>(elf.isWide() ? 54 : 42);
    const quint64 count = elf.number<quint16>(elf.isWide() ? 56 : 44);
    for (quint64 i = 0; i < count; ++i) {
        const quint64 entry = table + i * entrySize;
        if (elf.number<quint32>(entry) != programHeaderInterpreter)
            continue;
        const quint64 offset = elf.address(entry + (elf.isWide() ? 8 : 4));
        const quint64 length = elf.address(entry + (elf.isWide() ? 32 : 16));
        // Tools that patch programs move it to the end of the file.
        if (length < 2 || length > longestPath || !file.seek(static_cast<qint64>(offset)))
            return {};
        const QByteArray path = file.read(static_cast<qint64>(length));
        return QFile::decodeName(path.left(path.indexOf('\0')));
    }
    return {};
}
