#include "plugin/host.h"

#include "document/document.h"
#include "plugin/rows.h"
#include "plugin/setup.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Declared with the attributes that teasel.h gives these. */
static tsl_status host_reject(tsl_setup *setup, const char *option, const char *format, ...) TSL_PRINTF(3);
static tsl_status host_fail(tsl_document *doc, const char *format, ...) TSL_PRINTF(2);
static tsl_status host_drop(tsl_document *doc, const char *format, ...) TSL_PRINTF(2);

static tsl_status host_reject(tsl_setup *setup, const char *option, const char *format, ...)
{
	str sentence = STR_NEEDED;
	va_list args;
	va_start(args, format);
	str_addv(&sentence, format, args);
	va_end(args);
	setup_report(setup, option, "`%s`: %s", setup->label, sentence.at);
	str_release(&sentence);
	return TSL_FAILED;
}

static void *host_keep(tsl_setup *setup, size_t bytes)
{
	return arena_keep(setup->memory, bytes);
}

static tsl_status host_fail(tsl_document *doc, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	tsl_status status = document_failv(doc, TSL_FAILED, format, args);
	va_end(args);
	return status;
}

static tsl_status host_drop(tsl_document *doc, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	tsl_status status = document_failv(doc, TSL_DROPPED, format, args);
	va_end(args);
	return status;
}

static void host_put(tsl_out *out, const void *bytes, size_t n)
{
	str_add(&out->bytes, bytes, n);
}

static void host_put_json(tsl_out *out, tsl_str text)
{
	if (text.at)
		str_json(&out->bytes, text.at, text.len);
	else
		str_add(&out->bytes, "null", 4);
}

static void host_put_real(tsl_out *out, double x)
{
	str_real(&out->bytes, x);
}

static void host_put_integer(tsl_out *out, int64_t x)
{
	str_integer(&out->bytes, x);
}

const tsl_host teasel_host = {
	.size = sizeof(tsl_host),
	.reject = host_reject,
	.keep = host_keep,
	.declare = setup_declare,
	.wanted = setup_wanted,
	.fail = host_fail,
	.drop = host_drop,
	.alloc = document_lend,
	.text = document_text,
	.id = document_id,
	.rows = document_rows,
	.size_of = document_size_of,
	.reals = document_reals,
	.integers = document_integers,
	.booleans = document_booleans,
	.texts = document_texts,
	.refs = document_refs,
	.begin = document_begin,
	.end = document_end,
	.fill = document_fill,
	.edit = document_edit,
	.set = document_set,
	.locate = document_locate,
	.located = document_located,
	.put = host_put,
	.put_json = host_put_json,
	.put_real = host_put_real,
	.put_integer = host_put_integer,
	.header = document_header,
	.put_rows = rows_put,
};
