// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

#include <functional>

/// A question before something is lost; one at a time, a new one replaces the old.
class ConfirmationController : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(bool isOpen READ isOpen NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QString itemsTitle READ itemsTitle NOTIFY changed)
    Q_PROPERTY(QStringList items READ items NOTIFY changed)
    Q_PROPERTY(QString confirmText READ confirmText NOTIFY changed)
    Q_PROPERTY(bool isDangerous READ isDangerous NOTIFY changed)

public:
    struct Question {
        QString title;
        QString text;
        QString itemsTitle;
        QStringList items;
        QString confirmText;
        bool isDangerous = false;
    };
    using QObject::QObject;

    [[nodiscard]] bool isOpen() const { return static_cast<bool>(m_accepted); }
    [[nodiscard]] QString title() const { return m_question.title; }
    [[nodiscard]] QString text() const { return m_question.text; }
    [[nodiscard]] QString itemsTitle() const { return m_question.itemsTitle; }
    [[nodiscard]] QStringList items() const { return m_question.items; }
    [[nodiscard]] QString confirmText() const { return m_question.confirmText; }
    [[nodiscard]] bool isDangerous() const { return m_question.isDangerous; }

    /// `accepted` is called once, when the person says yes.
    void ask(const Question &question, std::function<void()> accepted)
    {
        m_question = question;
        m_accepted = std::move(accepted);
        Q_EMIT changed();
    }
    Q_INVOKABLE void accept()
    {
        const std::function<void()> accepted = std::exchange(m_accepted, {});
        Q_EMIT changed();
        if (accepted)
            accepted();
    }
    Q_INVOKABLE void reject()
    {
        m_accepted = {};
        Q_EMIT changed();
    }

Q_SIGNALS:
    void changed();

private:
    Question m_question;
    std::function<void()> m_accepted;
};
