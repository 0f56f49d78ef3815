// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/accounts/accountrules.h"

#include "registry/registryname.h"
#include "signing/passwordhash.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype fewestLetters = 5;
constexpr qsizetype longestText = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("AccountRules", text);
}

Error invalid(const QString &message)
{
    return {Error::Kind::Invalid, message, {}};
}

} // namespace

Result<void> AccountRules::checkPassword(const QString &password, const Account &account)
{
    const QList<uint> letters = password.normalized(QString::NormalizationForm_C).toUcs4();
    if (letters.size() < shortestPassword)
        return invalid(tr("A password has at least %1 characters; some words with blanks between "
                          "them are fine.")
                           .arg(shortestPassword));
    if (password.size() > PasswordHash::longestPassword)
        return invalid(
            tr("A password has at most %1 characters.").arg(PasswordHash::longestPassword));
    if (QSet<uint>(letters.begin(), letters.end()).size() < fewestLetters)
        return invalid(tr("This password repeats a few characters. Choose another."));
    for (const QString &known : {account.nickname, account.email, account.fullName}) {
        const QString rest = QString(password).remove(known, Qt::CaseInsensitive).trimmed();
        if (!known.isEmpty() && rest.size() < shortestPassword / 2)
            return invalid(
                tr("This password is hardly more than what everybody sees: “%1”. Choose another.")
                    .arg(known));
    }
    return {};
}

Result<void> AccountRules::check(const AccountStore::Profile &profile)
{
    for (const QString &text : {profile.fullName, profile.email, profile.uri, profile.twitter}) {
        if (text.size() > longestText)
            return invalid(
                tr("“%1…” is longer than %2 letters.").arg(text.left(40)).arg(longestText));
    }
    static const QRegularExpression address(
        u"\\A[^\\s@<>()\",;:]+@[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\\z"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (!profile.email.isEmpty() && !address.match(profile.email).hasMatch())
        return invalid(tr("“%1” is no e-mail address.").arg(profile.email));
    const QUrl uri(profile.uri, QUrl::StrictMode);
    const bool isWeb = uri.isValid() && !uri.host().isEmpty()
                       && (uri.scheme() == u"https" || uri.scheme() == u"http");
    if (!profile.uri.isEmpty() && (!isWeb || !uri.userInfo().isEmpty()))
        return invalid(
            tr("“%1” is no address of a web page; it begins with https://.").arg(profile.uri));
    static const QRegularExpression handle(u"\\A[A-Za-z0-9_]{1,30}\\z"_s);
    if (!profile.twitter.isEmpty() && !handle.match(profile.twitter).hasMatch())
        return invalid(tr("“%1” is no name on Twitter; leave the “@” out.").arg(profile.twitter));
    return {};
}

Result<void> AccountRules::check(const Account &account)
{
    if (!RegistryName::isNickname(account.nickname))
        return invalid(tr("“%1” is no nickname: letters, digits and hyphens, beginning with a "
                          "letter, 63 characters at most.")
                           .arg(account.nickname));
    return check(
        AccountStore::Profile{account.fullName, account.email, account.uri, account.twitter});
}
