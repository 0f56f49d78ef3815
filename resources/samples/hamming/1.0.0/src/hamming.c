/* Distances between bit patterns of equal length. */
#include "postgres.h"

#include "fmgr.h"
#include "port/pg_bitutils.h"
#include "utils/varbit.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

PG_MODULE_MAGIC;

typedef struct Counts
{
	int64		either;			/* bits set in one or both */
	int64		both;			/* bits set in both */
} Counts;

static Counts
compare(const unsigned char *a, const unsigned char *b, size_t size)
{
	Counts		counts = {0, 0};

	while (size >= sizeof(uint64))
	{
		uint64		x;
		uint64		y;

		memcpy(&x, a, sizeof(x));
		memcpy(&y, b, sizeof(y));
		counts.either += pg_popcount64(x | y);
		counts.both += pg_popcount64(x & y);
		a += sizeof(x);
		b += sizeof(y);
		size -= sizeof(x);
	}
	for (; size > 0; size--, a++, b++)
	{
		counts.either += pg_number_of_ones[*a | *b];
		counts.both += pg_number_of_ones[*a & *b];
	}
	return counts;
}

static Counts
compare_bytea(FunctionCallInfo fcinfo)
{
	bytea	   *a = PG_GETARG_BYTEA_PP(0);
	bytea	   *b = PG_GETARG_BYTEA_PP(1);

	if (VARSIZE_ANY_EXHDR(a) != VARSIZE_ANY_EXHDR(b))
		ereport(ERROR,
				(errcode(ERRCODE_STRING_DATA_LENGTH_MISMATCH),
				 errmsg("values of %d and %d bytes cannot be compared",
						(int) VARSIZE_ANY_EXHDR(a), (int) VARSIZE_ANY_EXHDR(b))));
	return compare((const unsigned char *) VARDATA_ANY(a), (const unsigned char *) VARDATA_ANY(b),
				   VARSIZE_ANY_EXHDR(a));
}

static Counts
compare_bits(FunctionCallInfo fcinfo)
{
	VarBit	   *a = PG_GETARG_VARBIT_P(0);
	VarBit	   *b = PG_GETARG_VARBIT_P(1);

	if (VARBITLEN(a) != VARBITLEN(b))
		ereport(ERROR,
				(errcode(ERRCODE_STRING_DATA_LENGTH_MISMATCH),
				 errmsg("values of %d and %d bits cannot be compared",
						(int) VARBITLEN(a), (int) VARBITLEN(b))));
	/* The bits that fill up the last byte are always zero. */
	return compare(VARBITS(a), VARBITS(b), VARBITBYTES(a));
}

static float8
jaccard(Counts counts)
{
	return counts.either == 0 ? 1.0 : (float8) counts.both / (float8) counts.either;
}

PG_FUNCTION_INFO_V1(hamming_distance_bytea);
Datum
hamming_distance_bytea(PG_FUNCTION_ARGS)
{
	Counts		counts = compare_bytea(fcinfo);

	PG_RETURN_INT64(counts.either - counts.both);
}

PG_FUNCTION_INFO_V1(hamming_distance_bits);
Datum
hamming_distance_bits(PG_FUNCTION_ARGS)
{
	Counts		counts = compare_bits(fcinfo);

	PG_RETURN_INT64(counts.either - counts.both);
}

PG_FUNCTION_INFO_V1(hamming_distance_int8);
Datum
hamming_distance_int8(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(pg_popcount64((uint64) PG_GETARG_INT64(0) ^ (uint64) PG_GETARG_INT64(1)));
}

PG_FUNCTION_INFO_V1(jaccard_similarity_bytea);
Datum
jaccard_similarity_bytea(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(jaccard(compare_bytea(fcinfo)));
}

PG_FUNCTION_INFO_V1(jaccard_similarity_bits);
Datum
jaccard_similarity_bits(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(jaccard(compare_bits(fcinfo)));
}
