/*
 * teasel.h: the whole contract between the teasel program (the host) and a plugin.
 *
 * A plugin is one shared library that exports one descriptor, written with TSL_READER, TSL_STAGE or
 * TSL_WRITER at the end of its source. It links to nothing of teasel: all calls go through the `host`
 * table that every callback is given. This header is all a plugin needs.
 *
 * Invariants that every callback may rely on and must keep:
 *
 *  - Text is valid UTF-8. Offsets and lengths are bytes of the document's current text unless a name
 *    says otherwise; spans are half open and lie on code point boundaries.
 *  - A plugin never frees anything. What the host hands out lives until the callback returns, or until
 *    close() where it was asked for during open().
 *  - `config` is the plugin's own struct: zeroed, filled by the host from the pipeline, changed by
 *    fields_of() and open() only, and READ-ONLY from then on. Several processes share it.
 *  - read, process and encode are pure functions of the document and `config`: no clock, no environment,
 *    no state that outlives the call. This is what makes a run give the same bytes every time.
 *  - A layer or column is asked for once per document and then is a plain array; there is no call per row.
 *
 * When a host function may be called is said by a tag:
 *   [open]   from fields_of() and open()
 *   [doc]    from read(), process() and encode()
 *   [read]   from read() only
 *   [stage]  from read() and process()
 *   [out]    from head(), encode() and tail()
 */
#ifndef TEASEL_H
#define TEASEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TSL_ABI 1 /* raised when an older plugin can no longer be loaded; structs otherwise grow at the end */

#define TSL_PRINTF(n) __attribute__((format(printf, n, n + 1)))

/* ---- values ---- */

typedef struct {
	const char *at; /* not NUL-terminated; NULL in a text column means missing */
	size_t len;     /* bytes */
} tsl_str;

typedef struct {
	uint32_t begin, end; /* half open, bytes */
} tsl_span;

typedef struct {
	const tsl_span *at;
	uint32_t n;
} tsl_rows;

/* The value of a cell nobody wrote. A missing real is NAN: test it with x != x. */
#define TSL_NO_INTEGER INT64_MIN
#define TSL_NO_BOOLEAN ((int8_t)-1)
#define TSL_NO_ROW UINT32_MAX

/* ---- option values, as they stand in the plugin's struct ---- */

typedef struct {
	const tsl_str *at;
	size_t n;
} tsl_list; /* [a, b]; a single text is a list of one */

typedef struct {
	const tsl_str *name;
	const tsl_list *of;
	size_t n;
} tsl_groups; /* {x: [a, b], y: c}; a plain list of names makes groups with nothing in them */

typedef struct {
	tsl_str bytes; /* the whole file, mapped and hashed by the host */
	tsl_str path;  /* as it was found, for messages */
} tsl_file;

/*
 * ---- handles of fields ----
 *
 * One C type each, so that mixing them up does not compile. f == 0 says that the field is not in this
 * pipeline: possible for TSL_USES, for a column of a layer that was only used, and nowhere else. Every
 * host function accepts such a handle and answers with no rows, or NULL.
 */
typedef struct {
	uint32_t f;
} tsl_layer; /* a table whose rows are spans of the text */
typedef struct {
	uint32_t f;
} tsl_table; /* a table whose rows have no spans */
typedef struct {
	uint32_t f;
} tsl_reals; /* columns: one value a row */
typedef struct {
	uint32_t f;
} tsl_integers;
typedef struct {
	uint32_t f;
} tsl_booleans;
typedef struct {
	uint32_t f;
} tsl_texts;
typedef struct {
	uint32_t f;
} tsl_refs; /* row numbers of another table */

typedef enum {
	TSL_OK,
	TSL_FAILED,  /* the document, or at open the run, ends here; the reason was given to fail() or reject() */
	TSL_DROPPED, /* the document is left out on purpose; the reason was given to drop() */
	TSL_NOTHING, /* read() only: the record holds no document (a blank line) */
} tsl_status;

typedef enum {
	TSL_ANY, /* of a field that is read: whatever type it has */
	TSL_REAL,
	TSL_INTEGER,
	TSL_BOOLEAN,
	TSL_TEXT,
	TSL_LIST,   /* options only */
	TSL_GROUPS, /* options only */
	TSL_FILE,   /* options only */
	TSL_LAYER,  /* fields only, and so are the two below */
	TSL_TABLE,
	TSL_REF,
} tsl_type;

typedef enum {
	TSL_READ = 1, /* an earlier reader or stage must write it */
	TSL_USE,      /* bound if an earlier one writes it */
	TSL_WRITE,
} tsl_access;

typedef enum { TSL_BYTES, TSL_CODEPOINTS, TSL_UTF16 } tsl_unit; /* what offsets count, outside the program */

typedef struct tsl_document tsl_document;
typedef struct tsl_setup tsl_setup;
typedef struct tsl_out tsl_out;

/* ---- what a plugin declares ---- */

typedef struct {
	const char *name;
	tsl_type type;
	size_t at;           /* offset of the member in the plugin's struct */
	const char *doc;     /* one sentence, shown by `teasel show` */
	const char *def;     /* default, written as in YAML; items of a list are parted by commas */
	const char *choices; /* allowed words, parted by spaces; of each item where the option is a list */
	double min, max; /* allowed range, both included, where min < max; of the length where the option is a text or
			    list */
	bool required;
} tsl_option;

typedef struct {
	const char *name; /* "sentences" for a table, "sentences.tone" for a column, "documents.tone" for one value a
			     document */
	tsl_type type;
	size_t at; /* offset of the handle in the plugin's struct */
	const char *doc;
	tsl_access access;
	uint32_t flags; /* TSL_PRIVATE … */
	const char *of; /* TSL_REF: the table whose rows it names */
} tsl_field;

enum {
	TSL_PRIVATE = 1,      /* writers leave it out unless it is named */
	TSL_FLAT = 2,         /* a layer whose spans never overlap; checked by end() */
	TSL_SOURCE = 4,       /* set by the host: spans are of the text as the reader gave it (the table `removed`) */
	TSL_READER_FIELD = 8, /* set by the host: brought by the reader */
};

enum {
	TSL_REWRITES = 1, /* plugin flag: process() may call edit() */
	TSL_HEADER = 2, /* plugin flag, of a reader with cut(): its files begin with a record that tells of the others,
			   and read() may call header() */
	TSL_LINES = 4,  /* plugin flag, of a reader: each record is a line, whatever stands in it; the host finds its
			   end, and cut() is not needed */
};

#define TSL_HEADER_MOST 65536 /* bytes: each block of a file has its header with it, and each record may look at it */

typedef struct {
	const void *at;
	uint32_t n, stride;
} tsl_array;

typedef struct {
	tsl_span old;       /* what goes, in the current text */
	tsl_str with;       /* what comes in its place; may be empty */
	const char *reason; /* one word or few, shown in `removed`; must live as long as config */
} tsl_edit;

/* One part of a row that is put out: bytes, and the value behind them. */
typedef struct {
	tsl_str before;
	tsl_type type;  /* TSL_REAL, TSL_INTEGER, TSL_BOOLEAN, TSL_TEXT or TSL_REF */
	const void *at; /* the first row's value, of the type that a column of it has */
	size_t stride;  /* bytes from a row's value to the next one's; 0: all rows have the same */
} tsl_part;

struct tsl_host;

/* What put_rows() puts that is not of one row. */
typedef struct {
	tsl_str missing;                                           /* in the place of a missing value */
	tsl_str between;                                           /* between two rows */
	void (*text)(const struct tsl_host *, tsl_out *, tsl_str); /* how a text is put; NULL: as put_json() does */
} tsl_row_style;

/* ---- what the host offers ---- */

typedef struct tsl_host {
	size_t size; /* of this struct, in the host's build */

	/* Ends the set-up: prints the message at the line of that option (NULL: of the plugin; "name[2]": of the
	 * third item of a list, or name of a mapping; "name[2][0]": of the first item of that; "name:7:3": at line 7,
	 * column 3, in code points from 1, of the file that the option names; "name:7": at its line 7). More than one
	 * may be called. Returns TSL_FAILED, to be returned. [open] */
	tsl_status (*reject)(tsl_setup *, const char *option, const char *format, ...) TSL_PRINTF(3);
	/* Zeroed memory, aligned for any type, alive until close() and shared by all workers. Never NULL. [open] */
	void *(*keep)(tsl_setup *, size_t bytes);
	/* Declares a field whose name is known only from options; `option` is where an error points to. The strings of
	 * `field` must live as long as config; its `at` is ignored and the handle is stored in *handle instead.
	 * A writer may declare a name that ends in `*` as used: "*" for all public fields, "sentences.*" for all
	 * columns of a table; handle may then be NULL, and wanted() lists what there is. From fields_of() only. Returns
	 * TSL_FAILED where nobody writes a field that is READ, or the name is taken. */
	tsl_status (*declare)(tsl_setup *, const char *option, const tsl_field *field, uint32_t *handle);
	/* The i-th field that a writer's declarations brought in, in the order the pipeline writes them, under
	 * its name in this pipeline, or NULL past the last. From a writer's open(). */
	const tsl_field *(*wanted)(tsl_setup *, uint32_t i, uint32_t *handle);

	/* Loses this document, with a sentence for its record; return what it returns. [doc] */
	tsl_status (*fail)(tsl_document *, const char *format, ...) TSL_PRINTF(2);
	/* Leaves this document out on purpose, with the reason; return what it returns. [stage] */
	tsl_status (*drop)(tsl_document *, const char *format, ...) TSL_PRINTF(2);
	/* Memory aligned for any type, not zeroed, emptied after the document. Never NULL: where there is no more, the
	 * host ends the document without returning. The same holds for every function below that makes room. [doc] */
	void *(*alloc)(tsl_document *, size_t bytes);

	/* The current text, and the id. [doc] */
	tsl_str (*text)(tsl_document *);
	tsl_str (*id)(tsl_document *);
	/* Rows of a layer, in text order; no rows where f == 0 or nothing was written. [doc] */
	tsl_rows (*rows)(tsl_document *, tsl_layer);
	/* Number of rows of a table without spans. [doc] */
	uint32_t (*size_of)(tsl_document *, tsl_table);
	/* A column: as many values as its table has rows, all missing until written; documents.* has one.
	 * Ask after the rows are there. NULL only where f == 0. [doc]; only a field declared TSL_WRITE may be changed.
	 */
	double *(*reals)(tsl_document *, tsl_reals);
	int64_t *(*integers)(tsl_document *, tsl_integers);
	int8_t *(*booleans)(tsl_document *, tsl_booleans); /* 1, 0 or TSL_NO_BOOLEAN */
	tsl_str *(*texts)(tsl_document *, tsl_texts);      /* values point into the text, config or alloc()'s memory */
	uint32_t *(*refs)(tsl_document *, tsl_refs);

	/* Writing a layer: room for at most `most` spans; then end() with the number used, which checks that they
	 * are in order of begin (then of end), in range, on code points and, if TSL_FLAT, apart. Once per document.
	 * [stage] */
	tsl_span *(*begin)(tsl_document *, tsl_layer, uint32_t most);
	tsl_status (*end)(tsl_document *, tsl_layer, uint32_t n);
	/* Gives a table without spans its n rows. Once per document. [stage] */
	tsl_status (*fill)(tsl_document *, tsl_table, uint32_t n);
	/* Rewrites the text: the edits are in text order and do not overlap. The host builds the new text, moves the
	 * spans of layers that the reader brought, and adds what went to `removed`. Ask for text() again afterwards;
	 * rows keep their numbers, and their order of begin. From process() of a plugin with TSL_REWRITES. */
	tsl_status (*edit)(tsl_document *, const tsl_edit *edits, size_t n);

	/* Gives the document its text and its id; id.at == NULL: the path of the file, followed by `:` and the record's
	 * number where the reader has cut(). Checks UTF-8, and repairs or fails as the pipeline says. Call it before
	 * any layer or column. Neither is copied: both lie in the record or in alloc()'s memory. [read] */
	tsl_status (*set)(tsl_document *, tsl_str id, tsl_str text);
	/* Turns n spans that count in `unit` into bytes of the text, in place; fails the document where one is out of
	 * range. [read] */
	tsl_status (*locate)(tsl_document *, tsl_unit unit, tsl_span *spans, uint32_t n);
	/* A layer's rows counted in `unit`: of the current text, or, with `source` or for a TSL_SOURCE layer, of the
	 * text as the reader gave it. [doc] */
	tsl_rows (*located)(tsl_document *, tsl_layer, tsl_unit unit, bool source);

	/* Bytes to the writer's output; what a document put is withdrawn if it fails later. [out] */
	void (*put)(tsl_out *, const void *bytes, size_t n);
	/* A JSON string in quotes, with escapes; `null` where at is NULL. [out] */
	void (*put_json)(tsl_out *, tsl_str);
	/* A number as every output of teasel shows it: at most four decimals, no exponent, never -0. The caller has
	 * dealt with missing values. [out] */
	void (*put_real)(tsl_out *, double);
	void (*put_integer)(tsl_out *, int64_t);

	/* The first record of the record's file, as it stands there, up to TSL_HEADER_MOST bytes; at == NULL where this
	 * is the first. That one comes to read() like any: which refuses it, or answers TSL_NOTHING. From read() of a
	 * plugin with TSL_HEADER. */
	tsl_str (*header)(tsl_document *);

	/* Many rows of the same parts at once, the values as the functions above show them: much faster than they are.
	 * An offset of a span is of the type TSL_REF here. Reals are finite, or missing. [out] */
	void (*put_rows)(tsl_out *, const tsl_part *parts, uint32_t n_parts, uint32_t n, const tsl_row_style *);
} tsl_host;

/* ---- the descriptor ---- */

typedef struct tsl_plugin {
	const char *name, *version, *summary; /* name: a-z, 0-9 and _; the library is NAME.so */
	size_t config_size;
	tsl_array options; /* of tsl_option */
	tsl_array fields;  /* of tsl_field */
	uint32_t flags;    /* TSL_REWRITES, TSL_HEADER, TSL_LINES */

	/* Optional. Options are filled; declares the fields that depend on them. */
	tsl_status (*fields_of)(const tsl_host *, tsl_setup *, void *config);
	/* Optional. Fields are bound; prepares tables, patterns, models. Called once, before the workers start. */
	tsl_status (*open)(const tsl_host *, tsl_setup *, void *config);
	/* Optional. Frees what open() took from other libraries; also called after an open() that failed. It has the
	 * rights and the time that a document has. */
	void (*close)(void *config);

	/* A stage: one document on its way. */
	tsl_status (*process)(const tsl_host *, tsl_document *, const void *config);

	/* A reader. cut: where the record that begins at `at` ends, counted in bytes, or 0 if it goes on past n; with
	 * `last` there is nothing after n. Framing only: it must not look at what the record means. NULL: each file is
	 * one record. */
	size_t (*cut)(const void *config, const char *at, size_t n, bool last);
	/* Makes a document of one record. `record` is as it stands in the file. */
	tsl_status (*read)(const tsl_host *, tsl_document *, tsl_str record, const void *config);

	/* A writer. head and tail (both optional) are called once a run, encode once a document. The host owns the
	 * file. */
	void (*head)(const tsl_host *, tsl_out *, const void *config);
	tsl_status (*encode)(const tsl_host *, tsl_document *, tsl_out *, const void *config);
	void (*tail)(const tsl_host *, tsl_out *, const void *config);

	/* Optional, a stage that holds words: tells people all it holds about a term, in lines of text through put(),
	 * put_real() and so on. `teasel show NAME --word TERM` calls it after open(). [out] */
	void (*look_up)(const tsl_host *, tsl_out *, tsl_str term, const void *config);
} tsl_plugin;

/* ---- how a plugin writes its tables ---- */

/* clang-format off */
#define TSL_TYPE_OF(x) _Generic((x), \
	double: TSL_REAL, int64_t: TSL_INTEGER, bool: TSL_BOOLEAN, tsl_str: TSL_TEXT, \
	tsl_list: TSL_LIST, tsl_groups: TSL_GROUPS, tsl_file: TSL_FILE, \
	tsl_layer: TSL_LAYER, tsl_table: TSL_TABLE, \
	tsl_reals: TSL_REAL, tsl_integers: TSL_INTEGER, tsl_booleans: TSL_BOOLEAN, \
	tsl_texts: TSL_TEXT, tsl_refs: TSL_REF)
#define TSL_MEMBER(T, m) .type = TSL_TYPE_OF(((T *)0)->m), .at = offsetof(T, m)

#define TSL_OPTION(T, m, ...) { .name = #m, TSL_MEMBER(T, m), __VA_ARGS__ }
#define TSL_READS(T, m, field) { .name = field, TSL_MEMBER(T, m), .access = TSL_READ }
#define TSL_USES(T, m, field) { .name = field, TSL_MEMBER(T, m), .access = TSL_USE }
#define TSL_WRITES(T, m, field, ...) { .name = field, TSL_MEMBER(T, m), .access = TSL_WRITE, __VA_ARGS__ }
#define TSL_ARRAY(a) { (a), sizeof(a) / sizeof *(a), sizeof *(a) }

/* The note that the host reads from the file before it loads a line of the plugin's code. */
#define TSL_EXPORT_(kind) \
	__attribute__((section(".note.teasel"), used, aligned(4))) static const struct { \
		uint32_t name_size, data_size, type; char name[8]; \
		uint32_t abi, kind_, plugin, field, option; \
	} tsl_note = { 7, 20, 1, "TEASEL", TSL_ABI, kind, sizeof(tsl_plugin), sizeof(tsl_field), sizeof(tsl_option) }; \
	__attribute__((visibility("default"))) extern const tsl_plugin tsl_this; \
	const tsl_plugin tsl_this =
#define TSL_READER TSL_EXPORT_(1)
#define TSL_STAGE TSL_EXPORT_(2)
#define TSL_WRITER TSL_EXPORT_(3)
/* clang-format on */

#endif
