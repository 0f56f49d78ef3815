// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "core/useraccount.h"
#include "install/copybatch.h"

#include <QByteArray>
#include <QString>

#include <optional>

/// How a batch looks at and reads single files, by descriptor and never through a link. POSIX only.
namespace BatchFiles {

/// An open file, closed with this object.
class Descriptor
{
public:
    explicit Descriptor(int value) : m_value(value) {}
    ~Descriptor();
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    [[nodiscard]] int get() const { return m_value; }
    [[nodiscard]] bool isOpen() const { return m_value >= 0; }

private:
    int m_value;
};

/// What errno says.
[[nodiscard]] Error systemError(const QString &message);
/// Opens a file with the rights of whoever asked for it: the helper, which may read everything, must not be made to
/// read what its caller may not.
[[nodiscard]] int openAs(const std::optional<UserAccount> &account, const QByteArray &path);
/// Hash of an open regular file, optionally written to another one on the way.
[[nodiscard]] Result<QByteArray> pump(int from, int to, const QString &name);
[[nodiscard]] Result<PlaceState> stateAt(int folder, const QByteArray &name, const QString &path);

} // namespace BatchFiles
