// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/scriptparts.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace {

const QHash<QString, QString> &parts()
{
    static const QHash<QString, QString> all{
        {u"check"_s, uR"sh(
# check BITS DIGEST FILE
check() {
    if command -v "sha${1}sum" >/dev/null; then
        digest=$("sha${1}sum" "$3")
    else
        digest=$(shasum -a "$1" "$3")
    fi
    if [ "${digest%% *}" != "$2" ]; then
        echo "$3 is not what the registry published: its SHA-$1 digest differs." >&2
        exit 1
    fi
})sh"_s},
        {u"unpack"_s, uR"sh(
# unpack ARCHIVE FOLDER
unpack() {
    mkdir -p "$2"
    case $1 in
    *.zip) unzip -q "$1" -d "$2" ;;
    *) tar -xf "$1" -C "$2" ;;
    esac
}

# source_in FOLDER: the first folder in it that holds sources
source_in() {
    for source in "$1"/*/ "$1"/; do
        for file in GNUmakefile makefile Makefile configure CMakeLists.txt *.control; do
            # shellcheck disable=SC2086 # a pattern
            for found in "$source"$file; do
                if [ -e "$found" ]; then
                    printf '%s\n' "$source"
                    return
                fi
            done
        done
    done
    echo "No Makefile, configure, CMakeLists.txt or control file in $1" >&2
    exit 1
})sh"_s},
        {u"make"_s, uR"sh(
# pg_make [ARGUMENT…]: make, for this PostgreSQL and no other; $as may hold "sudo"
as=
pg_make() {
    make='make'
    if command -v gmake >/dev/null; then make=gmake; fi
    global=$(dirname "$("$pg_config" --pgxs)")/../Makefile.global
    clang=$(sed -n 's/^CLANG *= *//p' "$global" 2>/dev/null || true)
    # Without the clang that this PostgreSQL was built with there is no bitcode for its JIT.
    command -v "${clang:-clang}" >/dev/null || set -- "$@" with_llvm=no
    [ -z "$cflags" ] || set -- "$@" CFLAGS="$cflags"
    $as env PATH="$bindir:$PATH" "$make" PG_CONFIG="$pg_config" USE_PGXS=1 "$@"
})sh"_s},
        {u"install"_s, uR"sh(
# build_and_install FOLDER
build_and_install() (
    cd "$(source_in "$1")"
    jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
    if [ -x configure ]; then
        PATH=$bindir:$PATH PG_CONFIG=$pg_config ./configure
    fi
    if [ -e GNUmakefile ] || [ -e makefile ] || [ -e Makefile ]; then
        pg_make -j "$jobs" all
        as=$sudo
        pg_make install
    elif [ -e CMakeLists.txt ]; then
        PATH=$bindir:$PATH cmake -S . -B howdah-build -DCMAKE_BUILD_TYPE=Release \
            -DPG_CONFIG="$pg_config" -DCMAKE_PREFIX_PATH="$bindir/.."
        cmake --build howdah-build --parallel "$jobs"
        $sudo cmake --install howdah-build
    else
        $sudo cp ./*.control ./*--*.sql "$("$pg_config" --sharedir)/extension/"
    fi
))sh"_s},
        {u"install-user"_s, uR"sh(
# build_and_install FOLDER: into a folder of one's own (PostgreSQL 18 and later)
build_and_install() (
    cd "$(source_in "$1")"
    mkdir -p "$folder/share/extension" "$folder/lib"
    if [ -x configure ]; then
        PATH=$bindir:$PATH PG_CONFIG=$pg_config ./configure
    fi
    if [ -e GNUmakefile ] || [ -e makefile ] || [ -e Makefile ]; then
        pg_make -j "$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)" all
        pg_make install datadir="$folder/share" pkglibdir="$folder/lib" \
            bindir="$folder/bin" docdir="$folder/share/doc" mandir="$folder/share/man" \
            includedir_server="$folder/include" pkgincludedir="$folder/include"
    elif [ -e CMakeLists.txt ]; then
        echo 'CMake projects decide themselves where they install: not into your own folder.' >&2
        exit 1
    else
        cp ./*.control ./*--*.sql "$folder/share/extension/"
    fi
))sh"_s},
        {u"search-path"_s, uR"sh(
# search_also SETTING FOLDER: adds a folder to where the server looks
search_also() {
    value=$(sql postgres "SHOW $1")
    case :$value: in
    *:"$2":*) ;;
    *) sql postgres "ALTER SYSTEM SET $1 = '$(printf '%s' "$value:$2" | sed "s/'/''/g")'" ;;
    esac
})sh"_s},
        {u"sql"_s, uR"sh(
# sql DATABASE STATEMENT
sql() {
    PGDATABASE=$1 "$bindir/psql" -X -A -q -t -v ON_ERROR_STOP=1 -c "$2"
})sh"_s},
        {u"prove"_s, uR"sh(
# prove DATABASE EXTENSION
prove() {
    version=$(sql "$1" "SELECT extversion FROM pg_extension WHERE extname = '$2'")
    if [ -z "$version" ]; then
        echo "$2 is not there in $1." >&2
        exit 1
    fi
    echo "$2 $version is there in $1."
})sh"_s},
        {u"tests"_s, uR"sh(
# run_tests FOLDER
run_tests() (
    cd "$(source_in "$1")"
    pg_make installcheck
))sh"_s},
    };
    return all;
}

} // namespace

QString ScriptParts::text(const QString &name)
{
    return parts().value(name).trimmed();
}
