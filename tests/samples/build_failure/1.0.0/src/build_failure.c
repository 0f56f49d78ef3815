#include "postgres.h"

#include <howdah-no-such-library/header.h>

#include "fmgr.h"

PG_MODULE_MAGIC;
