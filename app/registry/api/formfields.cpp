// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/formfields.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestForm = 64 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("FormFields", text);
}

std::optional<QString> decoded(QByteArray part)
{
    return RegistryRequest::decoded(part.replace('+', ' '));
}

} // namespace

Result<FormFields> FormFields::read(const ApiCall &call)
{
    const QByteArray type = call.request().header("Content-Type").toLower();
    if (!type.startsWith("application/x-www-form-urlencoded"))
        return Error{Error::Kind::Unsupported,
                     tr("The content should be a form (Content-Type: "
                        "application/x-www-form-urlencoded)."),
                     {}};
    const Result<QByteArray> content = call.content(largestForm);
    if (!content)
        return content.error();
    FormFields form;
    for (const QByteArray &pair : content->split('&')) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const auto name = decoded(equals < 0 ? pair : pair.left(equals));
        const auto value = decoded(equals < 0 ? QByteArray() : pair.mid(equals + 1));
        if (!name || !value)
            return Error{Error::Kind::Invalid, tr("The form cannot be read."), {}};
        if (form.m_fields.contains(*name))
            return Error{
                Error::Kind::Invalid, tr("The field “%1” is given twice.").arg(name->left(60)), {}};
        form.m_fields.insert(*name, *value);
    }
    return form;
}
