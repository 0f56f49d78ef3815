// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/systempackages.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace {

struct Row {
    QLatin1StringView headers;   ///< begin like one of these, separated by blanks
    QLatin1StringView libraries; ///< are one of these; one ending in * begins like it
    QLatin1StringView debian;
    QLatin1StringView redHat;
    QLatin1StringView mac;
};

// clang-format off
constexpr Row rows[] = {
    {"openssl/"_L1, "ssl crypto openssl OpenSSL libssl libcrypto"_L1, "libssl-dev"_L1, "openssl-devel"_L1, "openssl"_L1},
    {"curl/"_L1, "curl libcurl CURL"_L1, "libcurl4-openssl-dev"_L1, "libcurl-devel"_L1, "curl"_L1},
    {"libxml/ libxml2/"_L1, "xml2 libxml-2.0 libxml2 LibXml2"_L1, "libxml2-dev"_L1, "libxml2-devel"_L1, "libxml2"_L1},
    {"libxslt/ libexslt/"_L1, "xslt exslt libxslt"_L1, "libxslt1-dev"_L1, "libxslt-devel"_L1, "libxslt"_L1},
    {"geos_c.h geos/ geos.h"_L1, "geos geos_c GEOS"_L1, "libgeos-dev"_L1, "geos-devel"_L1, "geos"_L1},
    {"proj.h proj_api.h proj/"_L1, "proj PROJ"_L1, "libproj-dev"_L1, "proj-devel"_L1, "proj"_L1},
    {"gdal.h gdal/ ogr_api.h cpl_"_L1, "gdal GDAL"_L1, "libgdal-dev"_L1, "gdal-devel"_L1, "gdal"_L1},
    {"uuid/uuid.h uuid.h"_L1, "uuid"_L1, "uuid-dev"_L1, "libuuid-devel"_L1, "ossp-uuid"_L1},
    {"ossp/uuid.h"_L1, "ossp-uuid"_L1, "libossp-uuid-dev"_L1, "uuid-devel"_L1, "ossp-uuid"_L1},
    {"readline/ readline.h"_L1, "readline"_L1, "libreadline-dev"_L1, "readline-devel"_L1, "readline"_L1},
    {"zlib.h"_L1, "z zlib ZLIB"_L1, "zlib1g-dev"_L1, "zlib-devel"_L1, "zlib"_L1},
    {"zstd.h zstd_"_L1, "zstd libzstd"_L1, "libzstd-dev"_L1, "libzstd-devel"_L1, "zstd"_L1},
    {"lz4.h lz4frame.h lz4hc.h"_L1, "lz4 liblz4"_L1, "liblz4-dev"_L1, "lz4-devel"_L1, "lz4"_L1},
    {"bzlib.h"_L1, "bz2"_L1, "libbz2-dev"_L1, "bzip2-devel"_L1, "bzip2"_L1},
    {"lzma.h"_L1, "lzma liblzma"_L1, "liblzma-dev"_L1, "xz-devel"_L1, "xz"_L1},
    {"snappy"_L1, "snappy"_L1, "libsnappy-dev"_L1, "snappy-devel"_L1, "snappy"_L1},
    {"gssapi/ gssapi.h krb5.h krb5/"_L1, "krb5 gssapi_krb5 com_err"_L1, "libkrb5-dev"_L1, "krb5-devel"_L1, "krb5"_L1},
    {"EXTERN.h perl.h XSUB.h"_L1, "perl perl*"_L1, "libperl-dev"_L1, "perl-devel"_L1, "perl"_L1},
    {"Python.h"_L1, "python3*"_L1, "python3-dev"_L1, "python3-devel"_L1, "python3"_L1},
    {"tcl.h"_L1, "tcl*"_L1, "tcl-dev"_L1, "tcl-devel"_L1, "tcl-tk"_L1},
    {"unicode/"_L1, "icuuc icui18n icudata icu-i18n icu-uc ICU"_L1, "libicu-dev"_L1, "libicu-devel"_L1, "icu4c"_L1},
    {"llvm-c/ llvm/"_L1, "LLVM LLVM*"_L1, "llvm-dev"_L1, "llvm-devel"_L1, "llvm"_L1},
    {"libpq-fe.h libpq/ pg_config_ext.h postgres_ext.h"_L1, "pq libpq"_L1, "libpq-dev"_L1, "libpq-devel"_L1, "libpq"_L1},
    {"sodium.h sodium/"_L1, "sodium libsodium"_L1, "libsodium-dev"_L1, "libsodium-devel"_L1, "libsodium"_L1},
    {"json-c/ json.h"_L1, "json-c"_L1, "libjson-c-dev"_L1, "json-c-devel"_L1, "json-c"_L1},
    {"jansson.h"_L1, "jansson"_L1, "libjansson-dev"_L1, "jansson-devel"_L1, "jansson"_L1},
    {"hiredis/"_L1, "hiredis"_L1, "libhiredis-dev"_L1, "hiredis-devel"_L1, "hiredis"_L1},
    {"mysql.h mysql/"_L1, "mysqlclient mariadb"_L1, "default-libmysqlclient-dev"_L1, "mariadb-connector-c-devel"_L1, "mysql-client"_L1},
    {"sybdb.h sybfront.h"_L1, "sybdb"_L1, "freetds-dev"_L1, "freetds-devel"_L1, "freetds"_L1},
    {"sql.h sqlext.h sqltypes.h"_L1, "odbc"_L1, "unixodbc-dev"_L1, "unixODBC-devel"_L1, "unixodbc"_L1},
    {"sqlite3.h"_L1, "sqlite3 SQLite3"_L1, "libsqlite3-dev"_L1, "sqlite-devel"_L1, "sqlite"_L1},
    {"systemd/"_L1, "systemd libsystemd"_L1, "libsystemd-dev"_L1, "systemd-devel"_L1, ""_L1},
    {"ldap.h"_L1, "ldap ldap_r lber"_L1, "libldap-dev"_L1, "openldap-devel"_L1, "openldap"_L1},
    {"security/"_L1, "pam"_L1, "libpam0g-dev"_L1, "pam-devel"_L1, ""_L1},
    {"selinux/"_L1, "selinux"_L1, "libselinux1-dev"_L1, "libselinux-devel"_L1, ""_L1},
    {"boost/"_L1, "boost* Boost"_L1, "libboost-all-dev"_L1, "boost-devel"_L1, "boost"_L1},
    {"protobuf-c/"_L1, "protobuf-c libprotobuf-c"_L1, "libprotobuf-c-dev"_L1, "protobuf-c-devel"_L1, "protobuf-c"_L1},
    {"google/protobuf/"_L1, "protobuf Protobuf"_L1, "libprotobuf-dev"_L1, "protobuf-devel"_L1, "protobuf"_L1},
    {"maxminddb.h"_L1, "maxminddb"_L1, "libmaxminddb-dev"_L1, "libmaxminddb-devel"_L1, "libmaxminddb"_L1},
    {"event.h event2/"_L1, "event libevent"_L1, "libevent-dev"_L1, "libevent-devel"_L1, "libevent"_L1},
    {"librdkafka/"_L1, "rdkafka"_L1, "librdkafka-dev"_L1, "librdkafka-devel"_L1, "librdkafka"_L1},
    {"groonga.h groonga/"_L1, "groonga"_L1, "libgroonga-dev"_L1, "groonga-devel"_L1, "groonga"_L1},
    {"mecab.h"_L1, "mecab"_L1, "libmecab-dev"_L1, "mecab-devel"_L1, "mecab"_L1},
    {"CGAL/"_L1, "CGAL"_L1, "libcgal-dev"_L1, "CGAL-devel"_L1, "cgal"_L1},
    {"SFCGAL/"_L1, "SFCGAL"_L1, "libsfcgal-dev"_L1, "SFCGAL-devel"_L1, "sfcgal"_L1},
    {"h3/"_L1, "h3"_L1, "libh3-dev"_L1, "h3-devel"_L1, "h3"_L1},
    {"gmp.h"_L1, "gmp"_L1, "libgmp-dev"_L1, "gmp-devel"_L1, "gmp"_L1},
    {"mpfr.h"_L1, "mpfr"_L1, "libmpfr-dev"_L1, "mpfr-devel"_L1, "mpfr"_L1},
    {"pcre2.h"_L1, "pcre2-8 libpcre2-8"_L1, "libpcre2-dev"_L1, "pcre2-devel"_L1, "pcre2"_L1},
    {"pcre.h"_L1, "pcre libpcre"_L1, "libpcre3-dev"_L1, "pcre-devel"_L1, "pcre"_L1},
    {"magic.h"_L1, "magic"_L1, "libmagic-dev"_L1, "file-devel"_L1, "libmagic"_L1},
    {"yaml.h"_L1, "yaml yaml-0.1"_L1, "libyaml-dev"_L1, "libyaml-devel"_L1, "libyaml"_L1},
    {"mongoc"_L1, "mongoc-1.0 libmongoc-1.0"_L1, "libmongoc-dev"_L1, "mongo-c-driver-devel"_L1, "mongo-c-driver"_L1},
    {"bson"_L1, "bson-1.0 libbson-1.0"_L1, "libbson-dev"_L1, "libbson-devel"_L1, "mongo-c-driver"_L1},
    {"libmemcached/"_L1, "memcached"_L1, "libmemcached-dev"_L1, "libmemcached-devel"_L1, "libmemcached"_L1},
    {"stdio.h stdlib.h string.h sys/ bits/"_L1, "c m dl pthread"_L1, "libc6-dev"_L1, "glibc-devel"_L1, ""_L1},
};

struct ToolRow {
    QLatin1StringView tools;
    QLatin1StringView debian;
    QLatin1StringView redHat;
    QLatin1StringView mac;
};
constexpr ToolRow toolRows[] = {
    {"gcc cc g++ c++"_L1, "build-essential"_L1, "gcc-c++"_L1, ""_L1},
    {"make gmake"_L1, "make"_L1, "make"_L1, "make"_L1},
    {"clang clang++"_L1, "clang"_L1, "clang"_L1, "llvm"_L1},
    {"llvm-lto llvm-ar"_L1, "llvm"_L1, "llvm"_L1, "llvm"_L1},
    {"cmake"_L1, "cmake"_L1, "cmake"_L1, "cmake"_L1},
    {"ninja"_L1, "ninja-build"_L1, "ninja-build"_L1, "ninja"_L1},
    {"flex"_L1, "flex"_L1, "flex"_L1, "flex"_L1},
    {"bison yacc"_L1, "bison"_L1, "bison"_L1, "bison"_L1},
    {"perl"_L1, "perl"_L1, "perl"_L1, "perl"_L1},
    {"python3 python"_L1, "python3"_L1, "python3"_L1, "python3"_L1},
    {"xsltproc"_L1, "xsltproc"_L1, "libxslt"_L1, "libxslt"_L1},
    {"pkg-config pkgconf"_L1, "pkg-config"_L1, "pkgconf"_L1, "pkgconf"_L1},
    {"autoconf autoreconf"_L1, "autoconf"_L1, "autoconf"_L1, "autoconf"_L1},
    {"automake aclocal"_L1, "automake"_L1, "automake"_L1, "automake"_L1},
    {"libtool libtoolize"_L1, "libtool"_L1, "libtool"_L1, "libtool"_L1},
    {"m4"_L1, "m4"_L1, "m4"_L1, "m4"_L1},
    {"git"_L1, "git"_L1, "git"_L1, "git"_L1},
    {"cargo rustc"_L1, "cargo"_L1, "cargo"_L1, "rust"_L1},
    {"go"_L1, "golang-go"_L1, "golang"_L1, "go"_L1},
    {"protoc"_L1, "protobuf-compiler"_L1, "protobuf-compiler"_L1, "protobuf"_L1},
    {"protoc-c protoc-gen-c"_L1, "protobuf-c-compiler"_L1, "protobuf-c-compiler"_L1, "protobuf-c"_L1},
    {"ar ld as nm strip"_L1, "binutils"_L1, "binutils"_L1, ""_L1},
    {"bwrap"_L1, "bubblewrap"_L1, "bubblewrap"_L1, ""_L1},
};
// clang-format on

QStringList words(QLatin1StringView text)
{
    return QString(text).split(u' ', Qt::SkipEmptyParts);
}

template <typename Packages>
QString chosen(const Packages &row, SystemAdvice::System system)
{
    switch (system) {
    case SystemAdvice::System::Debian:
        return row.debian;
    case SystemAdvice::System::RedHat:
        return row.redHat;
    case SystemAdvice::System::Mac:
        return row.mac;
    default:
        return {};
    }
}

} // namespace

namespace SystemPackages {

QString forHeader(const QString &header, SystemAdvice::System system)
{
    for (const Row &row : rows) {
        for (const QString &known : words(row.headers)) {
            if (header.startsWith(known))
                return chosen(row, system);
        }
    }
    return {};
}

QString forLibrary(const QString &library, SystemAdvice::System system)
{
    for (const Row &row : rows) {
        for (const QString &known : words(row.libraries)) {
            if (known.endsWith(u'*') ? library.startsWith(known.chopped(1)) : library == known)
                return chosen(row, system);
        }
    }
    return {};
}

QString forTool(const QString &tool, SystemAdvice::System system)
{
    // clang-14 and its like are packages of that name.
    if (system == SystemAdvice::System::Debian && tool.startsWith(u"clang-"_s))
        return tool;
    for (const ToolRow &row : toolRows) {
        if (words(row.tools).contains(tool))
            return chosen(row, system);
    }
    return {};
}

} // namespace SystemPackages
