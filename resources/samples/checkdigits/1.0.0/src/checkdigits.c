/*
 * Check digits of everyday numbers. Blanks and hyphens between the characters do not count; anything
 * else that does not belong there makes a number invalid, never an error.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

PG_MODULE_MAGIC;

#define MAXIMUM_LENGTH 40

/* The characters that count, upper case. Returns their number, or -1 when one is out of place. */
static int
significant(const text *input, char *output)
{
	const char *bytes = VARDATA_ANY(input);
	int			size = VARSIZE_ANY_EXHDR(input);
	int			length = 0;

	for (int i = 0; i < size; i++)
	{
		char		c = bytes[i];

		if (c == ' ' || c == '-')
			continue;
		if (c >= 'a' && c <= 'z')
			c += 'A' - 'a';
		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) || length == MAXIMUM_LENGTH)
			return -1;
		output[length++] = c;
	}
	return length;
}

static bool
is_digits(const char *characters, int length)
{
	for (int i = 0; i < length; i++)
		if (characters[i] < '0' || characters[i] > '9')
			return false;
	return true;
}

/* The Luhn sum (ISO/IEC 7812-1); doubled says whether the last digit is one of the doubled. */
static int
luhn_sum(const char *digits, int length, bool doubled)
{
	int			sum = 0;

	for (int i = length - 1; i >= 0; i--)
	{
		int			value = digits[i] - '0';

		if (doubled)
			value = value > 4 ? 2 * value - 9 : 2 * value;
		sum += value;
		doubled = !doubled;
	}
	return sum;
}

PG_FUNCTION_INFO_V1(luhn_valid);
Datum
luhn_valid(PG_FUNCTION_ARGS)
{
	char		digits[MAXIMUM_LENGTH];
	int			length = significant(PG_GETARG_TEXT_PP(0), digits);

	PG_RETURN_BOOL(length > 1 && is_digits(digits, length)
				   && luhn_sum(digits, length, false) % 10 == 0);
}

PG_FUNCTION_INFO_V1(luhn_digit);
Datum
luhn_digit(PG_FUNCTION_ARGS)
{
	char		digits[MAXIMUM_LENGTH];
	int			length = significant(PG_GETARG_TEXT_PP(0), digits);

	if (length < 1 || !is_digits(digits, length))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a Luhn digit can be computed for 1 to %d digits only", MAXIMUM_LENGTH)));
	PG_RETURN_INT32((10 - luhn_sum(digits, length, true) % 10) % 10);
}

/* EAN-8, UPC-A, EAN-13 and GTIN-14: weights 3 and 1 from the right. */
static bool
is_ean(const char *digits, int length)
{
	int			sum = 0;

	if ((length != 8 && length != 12 && length != 13 && length != 14) || !is_digits(digits, length))
		return false;
	for (int i = 0; i < length; i++)
		sum += (digits[i] - '0') * ((length - i) % 2 == 0 ? 3 : 1);
	return sum % 10 == 0;
}

PG_FUNCTION_INFO_V1(ean_valid);
Datum
ean_valid(PG_FUNCTION_ARGS)
{
	char		digits[MAXIMUM_LENGTH];
	int			length = significant(PG_GETARG_TEXT_PP(0), digits);

	PG_RETURN_BOOL(is_ean(digits, length));
}

PG_FUNCTION_INFO_V1(isbn_valid);
Datum
isbn_valid(PG_FUNCTION_ARGS)
{
	char		digits[MAXIMUM_LENGTH];
	int			length = significant(PG_GETARG_TEXT_PP(0), digits);
	int			sum = 0;

	if (length == 13)
		PG_RETURN_BOOL(is_ean(digits, length)
					   && (strncmp(digits, "978", 3) == 0 || strncmp(digits, "979", 3) == 0));
	if (length != 10 || !is_digits(digits, 9)
		|| !(is_digits(digits + 9, 1) || digits[9] == 'X'))
		PG_RETURN_BOOL(false);
	for (int i = 0; i < 10; i++)
		sum += (digits[i] == 'X' ? 10 : digits[i] - '0') * (10 - i);
	PG_RETURN_BOOL(sum % 11 == 0);
}

/* ISO 13616: country, two check digits, then up to 30 characters; remainder 1 modulo 97. */
PG_FUNCTION_INFO_V1(iban_valid);
Datum
iban_valid(PG_FUNCTION_ARGS)
{
	char		characters[MAXIMUM_LENGTH];
	int			length = significant(PG_GETARG_TEXT_PP(0), characters);
	int			remainder = 0;

	if (length < 15 || length > 34 || is_digits(characters, 1) || is_digits(characters + 1, 1)
		|| !is_digits(characters + 2, 2))
		PG_RETURN_BOOL(false);
	for (int i = 0; i < length; i++)
	{
		char		c = characters[(i + 4) % length];

		if (c >= 'A')
			remainder = (remainder * 100 + (c - 'A' + 10)) % 97;
		else
			remainder = (remainder * 10 + (c - '0')) % 97;
	}
	PG_RETURN_BOOL(remainder == 1);
}
