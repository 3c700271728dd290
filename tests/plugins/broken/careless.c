/* For tests: breaks the contract on one document, in the way that `how` names. */
#include <stdio.h>
#include <string.h>
#include <teasel.h>
#include <time.h>

typedef struct {
	tsl_str on, how;
	tsl_layer spans, oddities;
	tsl_reals size, weight;
	tsl_texts note;
	tsl_refs span;
} careless;

static const tsl_option options[] = {
	TSL_OPTION(careless, on, .def = "", .doc = "Id of the document to break the contract on."),
	TSL_OPTION(
		careless, how, .def = "not",
		.choices = "not begin_of_others begin_twice begin_again no_end column_too_soon ref_past_end bad_cell "
			   "bad_reason infinite bad_message bad_drop sleep_in_open",
		.doc = "What to do."),
};

static const tsl_field fields[] = {
	TSL_USES(careless, spans, "spans"),
	TSL_WRITES(careless, oddities, "oddities", .doc = "One row a document."),
	TSL_WRITES(careless, size, "oddities.size", .doc = "A number."),
	TSL_WRITES(careless, span, "oddities.span", .of = "spans", .doc = "A row of the layer it uses."),
	TSL_WRITES(careless, weight, "documents.weight", .doc = "A number."),
	TSL_WRITES(careless, note, "documents.note", .doc = "A text."),
};

static bool is(tsl_str s, const char *word)
{
	return s.len == strlen(word) && !memcmp(s.at, word, s.len);
}

/* Tells the test that open() has begun, by a file in the current folder. */
static tsl_status open_it(const tsl_host *host, tsl_setup *setup, void *config)
{
	(void)host, (void)setup;
	const careless *self = config;
	FILE *told = is(self->how, "sleep_in_open") ? fopen("opening", "w") : NULL;
	if (!told)
		return TSL_OK;
	fclose(told);
	nanosleep(&(struct timespec){ .tv_sec = 20 }, NULL);
	return TSL_OK;
}

static tsl_status write_row(const tsl_host *host, tsl_document *doc, const careless *self)
{
	tsl_span *row = host->begin(doc, self->oddities, 1);
	row[0] = (tsl_span){ 0, 1 };
	return host->end(doc, self->oddities, 1);
}

/* The layer: begun where it must not be, begun twice, never ended. */
static tsl_status break_layer(const tsl_host *host, tsl_document *doc, const careless *self)
{
	if (is(self->how, "begin_of_others")) {
		tsl_span *theirs = host->begin(doc, self->spans, 1);
		theirs[0] = (tsl_span){ 0, 1 };
		return host->end(doc, self->spans, 1);
	}
	if (is(self->how, "begin_again") && write_row(host, doc, self) != TSL_OK)
		return TSL_FAILED;
	tsl_span *row = host->begin(doc, self->oddities, 1);
	row[0] = (tsl_span){ 0, 1 };
	if (is(self->how, "no_end"))
		return TSL_OK;
	if (is(self->how, "column_too_soon"))
		(void)host->reals(doc, self->size);
	else if (is(self->how, "begin_twice"))
		host->begin(doc, self->oddities, 1)[0] = (tsl_span){ 0, 1 };
	return host->end(doc, self->oddities, 1);
}

static tsl_status break_bytes(const tsl_host *host, tsl_document *doc, const careless *self)
{
	static const tsl_edit edit = { .old = { 0, 1 }, .with = { "Z", 1 }, .reason = "caf\xE9 \xFF" };
	if (is(self->how, "bad_reason"))
		return host->edit(doc, &edit, 1);
	if (is(self->how, "bad_message"))
		return host->fail(doc, "\xFF\xFE caf\xE9 %s", "closed");
	if (is(self->how, "bad_drop"))
		return host->drop(doc, "\xFF\xFE caf\xE9 %s", "closed");
	host->texts(doc, self->note)[0] = (tsl_str){ "caf\xE9", 4 };
	return TSL_OK;
}

static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	const careless *self = config;
	tsl_str id = host->id(doc);
	if (id.len != self->on.len || memcmp(id.at, self->on.at, id.len) != 0)
		return TSL_OK;
	if (is(self->how, "not") || is(self->how, "ref_past_end")) {
		if (write_row(host, doc, self) != TSL_OK)
			return TSL_FAILED;
		host->refs(doc, self->span)[0] = is(self->how, "not") ? 0 : host->rows(doc, self->spans).n;
		return TSL_OK;
	}
	if (is(self->how, "infinite")) {
		host->reals(doc, self->weight)[0] = 1e308 * (double)id.len * 10;
		return TSL_OK;
	}
	return is(self->how, "bad_cell") || !memcmp(self->how.at, "bad_", 4) ? break_bytes(host, doc, self)
									     : break_layer(host, doc, self);
}

TSL_STAGE{
	.name = "careless",
	.version = "1.0.0",
	.summary = "Breaks the contract on one document.",
	.config_size = sizeof(careless),
	.options = TSL_ARRAY(options),
	.fields = TSL_ARRAY(fields),
	.flags = TSL_REWRITES,
	.open = open_it,
	.process = process,
};
