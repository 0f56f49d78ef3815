// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

/// What `/index.json` says: template name -> URI template (protocol.md 1.2).
class UriTemplates
{
public:
    enum class Case { Lower, AsGiven };

    /// Error Invalid when it is no object, or lacks `dist`, `meta` or `download`. Members that are no strings
    /// are skipped.
    [[nodiscard]] static Result<UriTemplates> parse(const QByteArray &json);
    [[nodiscard]] bool contains(const QString &name) const { return m_templates.contains(name); }
    /// RFC 6570 level 1 and `{+var}`; values lower-cased (not those of `{+var}`) and percent-encoded as UTF-8; a
    /// single unknown variable takes the only value given. None when a variable has no value, when a value
    /// would leave its place in the path (".", "..", a slash), or for operators of higher levels.
    [[nodiscard]] std::optional<QString> expand(const QString &name,
                                                const QMap<QString, QString> &values,
                                                Case letterCase = Case::Lower) const;
    /// The template as written; empty when there is none.
    [[nodiscard]] QString text(const QString &name) const { return m_templates.value(name); }
    [[nodiscard]] QStringList names() const { return m_templates.keys(); }

private:
    QMap<QString, QString> m_templates;
};
