// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/coreextensions.h"

#include <algorithm>
#include <string_view>

namespace {

// clang-format off
constexpr std::u16string_view names[] = {
    u"adminpack", u"amcheck", u"auth_delay", u"auto_explain", u"basebackup_to_shell",
    u"basic_archive", u"bloom", u"bool_plperl", u"btree_gin", u"btree_gist", u"chkpass", u"citext",
    u"cube", u"dblink", u"dict_int", u"dict_xsyn", u"earthdistance", u"file_fdw", u"fuzzystrmatch",
    u"hstore", u"hstore_plperl", u"hstore_plpython", u"intagg", u"intarray", u"isn",
    u"jsonb_plperl", u"jsonb_plpython", u"lo", u"ltree", u"ltree_plpython", u"oid2name",
    u"old_snapshot", u"pageinspect", u"passwordcheck", u"pg_buffercache", u"pg_freespacemap",
    u"pg_prewarm", u"pg_standby", u"pg_stat_statements", u"pg_surgery", u"pg_trgm",
    u"pg_visibility", u"pg_walinspect", u"pgcrypto", u"pgrowlocks", u"pgstattuple", u"plperl",
    u"plperlu", u"plpgsql", u"plpython", u"plpython2u", u"plpython3u", u"plpythonu", u"pltcl",
    u"pltclu", u"postgres_fdw", u"seg", u"sepgsql", u"spi", u"sslinfo", u"start-scripts",
    u"tablefunc", u"tcn", u"test_decoding", u"tsearch2", u"tsm_system_rows", u"tsm_system_time",
    u"unaccent", u"uuid-ossp", u"vacuumlo", u"xml2",
};
// clang-format on

static_assert(std::is_sorted(std::begin(names), std::end(names)));

} // namespace

bool CoreExtensions::contains(const QString &lowerCaseName)
{
    const std::u16string_view wanted(QStringView(lowerCaseName).utf16(),
                                     static_cast<size_t>(lowerCaseName.size()));
    return std::binary_search(std::begin(names), std::end(names), wanted);
}
