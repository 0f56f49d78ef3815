// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/httpmessage.h"

#include <QString>

/// A small web page for what a person must type himself: no script, nothing loaded, never in a frame. Everything given
/// is text and is escaped.
class FormPage
{
public:
    explicit FormPage(const QString &title);

    FormPage &text(const QString &text);
    FormPage &code(const QString &code); ///< large, to be compared with another
    FormPage &problem(const QString &text);
    FormPage &item(const QString &text); ///< of a list
    FormPage &link(const QString &label, const QString &address);

    /// `method`: "get" or "post".
    FormPage &beginForm(const QString &method, const QString &action);
    FormPage &hidden(const QString &name, const QString &value);
    /// `kind`: "text", "password", "email"; `autocomplete` as HTML calls it.
    FormPage &field(const QString &label, const QString &name, const QString &kind,
                    const QString &autocomplete, const QString &value = {});
    FormPage &button(const QString &label, const QString &name = {}, const QString &value = {});
    FormPage &endForm();

    [[nodiscard]] RegistryResponse response(int status = 200) const;

private:
    QString m_title;
    QString m_body;
    bool m_isInList = false;
    void endList();
};
