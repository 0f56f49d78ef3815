// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/secretbox.h"

#include "core/durablefile.h"
#include "signing/randombytes.h"
#include "signing/sodium.h"

#include <QCoreApplication>
#include <QFile>
#include <QMessageAuthenticationCode>

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SecretBox", text);
}

} // namespace

Result<SecretBox> SecretBox::open(const QString &keyFile)
{
    needSodium();
    if (!QFile::exists(keyFile)) {
        // Whole under a name of its own first; who renames first wins.
        const QString own =
            keyFile + u'.' + QString::fromLatin1(randomBytes(8).toHex()) + u".part"_s;
        const QByteArray made = randomBytes(crypto_secretbox_KEYBYTES).toBase64() + '\n';
        if (Result<void> written = DurableFile::write(own, made); !written)
            return written.error();
        if (!QFile::rename(own, keyFile))
            QFile::remove(own);
    }
    const Result<QByteArray> text = DurableFile::read(keyFile, 1024);
    if (!text)
        return text.error();
    const auto key =
        QByteArray::fromBase64Encoding(text->trimmed(), QByteArray::AbortOnBase64DecodingErrors);
    if (!key || (*key).size() != crypto_secretbox_KEYBYTES)
        return Error{Error::Kind::Integrity,
                     tr("%1 holds no key. Restore it from a backup, or remove it: what was sealed "
                        "with it is lost then.")
                         .arg(keyFile),
                     {}};
    return SecretBox(SecretBytes(QByteArrayView(*key)));
}

QByteArray SecretBox::seal(QByteArrayView secret) const
{
    QByteArray sealed = randomBytes(crypto_secretbox_NONCEBYTES);
    QByteArray box(secret.size() + qsizetype(crypto_secretbox_MACBYTES), Qt::Uninitialized);
    crypto_secretbox_easy(reinterpret_cast<uchar *>(box.data()),
                          reinterpret_cast<const uchar *>(secret.data()), size_t(secret.size()),
                          reinterpret_cast<const uchar *>(sealed.constData()), m_key.data());
    sealed += box;
    return sealed.toBase64();
}

Result<QByteArray> SecretBox::unseal(const QByteArray &sealed) const
{
    const Error damaged{Error::Kind::Integrity,
                        tr("A sealed secret cannot be opened with this registry's key."),
                        {}};
    const QByteArray raw = QByteArray::fromBase64(sealed);
    const qsizetype overhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    if (raw.size() < overhead)
        return damaged;
    QByteArray secret(raw.size() - overhead, Qt::Uninitialized);
    const auto *bytes = reinterpret_cast<const uchar *>(raw.constData());
    if (crypto_secretbox_open_easy(
            reinterpret_cast<uchar *>(secret.data()), bytes + crypto_secretbox_NONCEBYTES,
            size_t(raw.size()) - crypto_secretbox_NONCEBYTES, bytes, m_key.data())
        != 0)
        return damaged;
    return secret;
}

QByteArray hmacSha256(QByteArrayView key, QByteArrayView message)
{
    return QMessageAuthenticationCode::hash(message.toByteArray(), key.toByteArray(),
                                            QCryptographicHash::Sha256);
}
