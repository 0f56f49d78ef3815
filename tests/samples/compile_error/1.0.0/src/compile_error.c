#include "postgres.h"

#include "fmgr.h"

PG_MODULE_MAGIC;

Datum
broken(PG_FUNCTION_ARGS)
{
	return this_is_declared_nowhere;
}
