// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "rowmodel.h"

#include <QtQml/qqmlregistration.h>

struct RegistryHoldingRow {
    QString name;
    QString releases;
    QString size;
    QString newest;
    bool operator==(const RegistryHoldingRow &) const = default;
};

/// What the registry on this computer holds, by distribution.
class RegistryHoldingModel : public RowModel<RegistryHoldingRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit RegistryHoldingModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] QString keyOf(const RegistryHoldingRow &row) const override { return row.name; }
};

struct RegistryAccountRow {
    QString nickname;
    QString fullName;
    QString email;
    QString role;
    QString roleText;
    QString status;
    QString statusText;
    QString kind;
    QString detail;
    bool isActive = false;
    bool operator==(const RegistryAccountRow &) const = default;
};

/// Who the registry on this computer knows.
class RegistryAccountModel : public RowModel<RegistryAccountRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit RegistryAccountModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] QString keyOf(const RegistryAccountRow &row) const override
    {
        return row.nickname;
    }
};

struct RegistryTokenRow {
    qint64 id = 0;
    QString name;
    QString hint;
    QString scopes;
    QString detail;
    QString statusText;
    QString kind;
    bool isUsable = false;
    bool operator==(const RegistryTokenRow &) const = default;
};

/// The tokens of one account.
class RegistryTokenModel : public RowModel<RegistryTokenRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit RegistryTokenModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] QString keyOf(const RegistryTokenRow &row) const override
    {
        return QString::number(row.id);
    }
};

struct RegistryAuditRow {
    qint64 id = 0;
    QString when;
    QString actor;
    QString means;
    QString action;
    QString subject;
    QString outcome;
    QString kind;
    bool operator==(const RegistryAuditRow &) const = default;
};

/// Who did what to the registry, newest first.
class RegistryAuditModel : public RowModel<RegistryAuditRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit RegistryAuditModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] QString keyOf(const RegistryAuditRow &row) const override
    {
        return QString::number(row.id);
    }
};

struct RegistryInvitationRow {
    qint64 id = 0;
    QString note;
    QString detail;
    QString statusText;
    QString kind;
    bool canRevoke = false;
    bool operator==(const RegistryInvitationRow &) const = default;
};

/// Who may make an account with a link, newest first.
class RegistryInvitationModel : public RowModel<RegistryInvitationRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit RegistryInvitationModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] QString keyOf(const RegistryInvitationRow &row) const override
    {
        return QString::number(row.id);
    }
};

struct RegistryWebhookRow {
    qint64 id = 0;
    QString url;
    QString detail;
    QString statusText;
    QString kind;
    bool isPaused = false;
    bool operator==(const RegistryWebhookRow &) const = default;
};

/// Who is told of what happens in the registry.
class RegistryWebhookModel : public RowModel<RegistryWebhookRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit RegistryWebhookModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] QString keyOf(const RegistryWebhookRow &row) const override
    {
        return QString::number(row.id);
    }
};

struct RegistryDeliveryRow {
    qint64 id = 0;
    QString event;
    QString when;
    QString detail;
    QString statusText;
    QString kind;
    bool canRepeat = false;
    bool operator==(const RegistryDeliveryRow &) const = default;
};

/// What one webhook was told, newest first.
class RegistryDeliveryModel : public RowModel<RegistryDeliveryRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit RegistryDeliveryModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] QString keyOf(const RegistryDeliveryRow &row) const override
    {
        return QString::number(row.id);
    }
};
