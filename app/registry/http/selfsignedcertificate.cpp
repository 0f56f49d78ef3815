// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/selfsignedcertificate.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace {

constexpr long validDays = 3650;

template <auto Free>
struct Freeing {
    template <typename T>
    void operator()(T *pointer) const
    {
        Free(pointer);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freeing<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freeing<X509_EXTENSION_free>>;
using Memory = std::unique_ptr<BIO, Freeing<BIO_free_all>>;

QString tr(const char *text)
{
    return QCoreApplication::translate("SelfSignedCertificate", text);
}

bool addExtension(X509 *certificate, int kind, const QByteArray &value)
{
    const Extension extension(X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// "DNS:localhost,IP:127.0.0.1"; names that could end the list early are left out.
QByteArray alternativeNames(const QStringList &names)
{
    QByteArray list;
    for (const QString &name : names) {
        bool isPlain = !name.isEmpty() && name.size() < 254;
        bool isAddress = name.contains(u':');
        bool hasLetter = false;
        for (const QChar letter : name) {
            isPlain = isPlain && letter.unicode() < 0x80
                      && (letter.isLetterOrNumber() || u".-:"_s.contains(letter));
            hasLetter = hasLetter || letter.isLetter();
        }
        isAddress = isAddress || !hasLetter;
        if (isPlain)
            list += (list.isEmpty() ? "" : ",") + QByteArray(isAddress ? "IP:" : "DNS:")
                    + name.toLatin1();
    }
    return list;
}

Certificate make(EVP_PKEY *key, const QStringList &names)
{
    Certificate certificate(X509_new());
    unsigned char serial[16];
    if (!certificate || RAND_bytes(serial, sizeof serial) != 1)
        return {};
    serial[0] &= 0x7f;
    const std::unique_ptr<BIGNUM, Freeing<BN_free>> number(
        BN_bin2bn(serial, sizeof serial, nullptr));
    X509_set_version(certificate.get(), 2);
    if (!number || !BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get())))
        return {};
    // A clock that is a little wrong must not make it invalid.
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -24L * 3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), validDays * 24 * 3600);
    X509_NAME *subject = X509_get_subject_name(certificate.get());
    static constexpr unsigned char name[] = "Howdah registry";
    const bool isMade =
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, name, -1, -1, 0) == 1
        && X509_set_issuer_name(certificate.get(), subject) == 1
        && X509_set_pubkey(certificate.get(), key) == 1
        && addExtension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE")
        && addExtension(certificate.get(), NID_ext_key_usage, "serverAuth")
        && addExtension(certificate.get(), NID_subject_alt_name, alternativeNames(names))
        && X509_sign(certificate.get(), key, EVP_sha256()) > 0;
    return isMade ? std::move(certificate) : Certificate();
}

QByteArray contentOf(BIO *memory)
{
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(memory, &bytes);
    return {bytes, qsizetype(size)};
}

Result<void> write(const QString &path, const QByteArray &content,
                   QFileDevice::Permissions permissions)
{
    const QString part = path + u".part"_s;
    QFile::remove(part);
    QFile file(part);
    // With its permissions from the first moment on.
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, permissions)
        || file.write(content) != content.size() || !file.flush())
        return Error{Error::Kind::Permission, tr("%1 cannot be written.").arg(path),
                     file.errorString()};
    file.close();
    QFile::remove(path);
    if (!file.rename(path))
        return Error{Error::Kind::Permission, tr("%1 cannot be written.").arg(path),
                     file.errorString()};
    return {};
}

} // namespace

Result<SelfSignedCertificate::Files> SelfSignedCertificate::ensure(const QString &folder,
                                                                   const QStringList &names)
{
    const Files files{folder + u"/certificate.pem"_s, folder + u"/key.pem"_s};
    if (QFile::exists(files.certificate) && QFile::exists(files.key))
        return files;
    if (!QDir().mkpath(folder))
        return Error{Error::Kind::Permission, tr("The folder %1 cannot be made.").arg(folder), {}};
    const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    const Certificate certificate = key ? make(key.get(), names) : Certificate();
    const Memory certificateText(BIO_new(BIO_s_mem()));
    const Memory keyText(BIO_new(BIO_s_mem()));
    if (!certificate || !certificateText || !keyText
        || PEM_write_bio_X509(certificateText.get(), certificate.get()) != 1
        || PEM_write_bio_PKCS8PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr,
                                         nullptr)
               != 1)
        return Error{Error::Kind::Internal, tr("A certificate could not be made."), {}};
    constexpr auto own = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (Result<void> written = write(files.key, contentOf(keyText.get()), own); !written)
        return written.error();
    if (Result<void> written = write(files.certificate, contentOf(certificateText.get()),
                                     own | QFileDevice::ReadGroup | QFileDevice::ReadOther);
        !written)
        return written.error();
    return files;
}

Result<QString> SelfSignedCertificate::fingerprintOf(const QString &certificateFile)
{
    QFile file(certificateFile);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::NotFound,
                     tr("The certificate %1 cannot be read.").arg(certificateFile),
                     file.errorString()};
    const QByteArray text = file.read(1024 * 1024);
    const Memory memory(BIO_new_mem_buf(text.constData(), int(text.size())));
    const Certificate certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (!certificate || X509_digest(certificate.get(), EVP_sha256(), digest, &size) != 1)
        return Error{
            Error::Kind::Invalid, tr("%1 is no certificate in PEM form.").arg(certificateFile), {}};
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char *>(digest), qsizetype(size)).toHex(':').toUpper());
}
