#include "run/worker.h"

#include "base/hash.h"
#include "base/memory.h"
#include "base/pack.h"
#include "pipeline/meta.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

void worker_init(struct worker *w, const struct plan *plan, struct worker_state *state, struct stopwatch watch)
{
	*w = (struct worker){ .plan = plan, .state = state, .watch = watch };
	document_init(&w->doc, &plan->shape);
}

void worker_release(struct worker *w)
{
	document_release(&w->doc);
	str_release(&w->out.bytes);
	str_release(&w->scratch);
}

static void note_document(struct worker *w, tsl_str id)
{
	char *to = w->state->document;
	size_t n = id.len < sizeof(w->state->document) - 1 ? id.len : sizeof(w->state->document) - 1;
	memcpy(to, id.at, n);
	to[n] = 0;
}

/* The number of a step among all, as timings count them. */
static size_t ordinal(const struct plan *plan, const struct bounds *bounds, uint32_t i)
{
	size_t before = bounds == &plan->readers  ? 0
			: bounds == &plan->stages ? plan->readers.n
						  : plan->readers.n + plan->stages.n;
	return 1 + before + i;
}

static void enter(struct worker *w, const struct bounds *bounds, uint32_t i)
{
	stopwatch_enter(&w->watch, ordinal(w->plan, bounds, i));
	const struct bound *b = &bounds->list[i];
	w->state->kind = b->step->kind;
	w->state->index = i;
	w->doc.label = b->step->label;
	w->doc.step = b->setup.step;
	w->doc.may_rewrite = b->library->plugin.flags & TSL_REWRITES;
}

/* Memory was written over that is not the plugin's: in a process of its own, nothing goes on from here. */
static tsl_status damaged(struct worker *w)
{
	snprintf(w->state->damage, sizeof(w->state->damage), "%.*s", (int)sizeof(w->state->damage) - 1, w->doc.reason);
	if (w->forked)
		_exit(WORKER_EXIT_DAMAGED);
	return w->doc.status;
}

/* A callback may fail the document by its answer, by fail(), or by both; one that gives no reason gets one. */
static tsl_status settle(struct worker *w, tsl_status status)
{
	if (!document_check_guards(&w->doc))
		return damaged(w);
	if (w->doc.status != TSL_OK)
		return w->doc.status;
	if (status == TSL_OK)
		return TSL_OK;
	return status == TSL_DROPPED ? document_drop(&w->doc, "no reason was given")
				     : document_fail(&w->doc, "no reason was given");
}

/* ---- the chain ---- */

static void set_captures(struct worker *w, const struct input_file *file)
{
	const struct path_pattern *pattern = &w->plan->patterns[file->pattern];
	for (uint32_t i = 0; i < pattern->n_names; i++)
		if (pattern->columns[i].f)
			document_texts(&w->doc, pattern->columns[i])[0] = file->captures[i];
}

/* What the table of `meta` says of the document. */
static void join(struct worker *w, const struct bound *reader)
{
	const struct meta *m = reader->step->meta;
	uint32_t row = m ? meta_find(m, w->doc.id) : META_NO_ROW;
	w->no_row = m && row == META_NO_ROW;
	for (size_t i = 0; row != META_NO_ROW && i < m->table.n_columns; i++) {
		const struct table_column *c = &m->table.columns[i];
		uint32_t f = reader->joined[i];
		if (c->type == TSL_REAL)
			document_reals(&w->doc, (tsl_reals){ f })[0] = ((const double *)c->cells)[row];
		else if (c->type == TSL_INTEGER)
			document_integers(&w->doc, (tsl_integers){ f })[0] = ((const int64_t *)c->cells)[row];
		else if (c->type == TSL_BOOLEAN)
			document_booleans(&w->doc, (tsl_booleans){ f })[0] = ((const int8_t *)c->cells)[row];
		else
			document_texts(&w->doc, (tsl_texts){ f })[0] = ((const tsl_str *)c->cells)[row];
	}
}

static void prepare(struct worker *w, const struct record *record, const struct bound *reader)
{
	const struct input_file *file = &w->plan->files.list[record->file];
	tsl_document *doc = &w->doc;
	w->state->documents++;
	w->no_row = false;
	document_empty(doc);
	str_clear(&w->scratch);
	str_add(&w->scratch, file->name, pack_name_length(file->name)); /* packed or not, it is the same text */
	if (reader->library->plugin.cut || reader->library->plugin.flags & TSL_LINES) {
		str_putc(&w->scratch, ':');
		str_integer(&w->scratch, (int64_t)record->number);
	}
	doc->default_id = (tsl_str){ w->scratch.at, w->scratch.len };
	doc->refuse_invalid = reader->reader.invalid.at[0] == 'f';
	note_document(w, doc->default_id);
}

/* What is said of a record that the feeder did not keep. */
static tsl_status refuse(struct worker *w, const struct record *record)
{
	long long most = (long long)w->plan->pipeline->limits.document;
	return document_fail(
		&w->doc, "the record is longer than the limit of %lld MiB (limits: {document: %lld})%s", most, most,
		record->flaw == FLAW_NO_END ? "; where it ends is not known, and what follows in the file was not read"
					    : "");
}

static tsl_status read_record(struct worker *w, struct slot *slot, const struct record *record)
{
	const struct input_file *file = &w->plan->files.list[record->file];
	const struct bound *reader = &w->plan->readers.list[file->reader];
	enter(w, &w->plan->readers, file->reader);
	tsl_str bytes = { slot->bytes.at + record->at, record->len };
	if (record->flaw)
		return refuse(w, record);
	if (w->scratch.failed)
		return document_fail(&w->doc, "out of memory for its name");
	w->doc.header = (tsl_str){ record->header_len ? slot->bytes.at + record->header_at : NULL, record->header_len };
	tsl_status status = reader->library->plugin.read(&teasel_host, &w->doc, bytes, reader->config);
	if (status == TSL_NOTHING && w->doc.status == TSL_OK && !w->doc.has_text)
		return TSL_NOTHING;
	status = settle(w, status);
	if (status != TSL_OK)
		return status;
	set_captures(w, file); /* a file's name need not be UTF-8 either */
	join(w, reader);
	if (!document_check_read(&w->doc))
		return w->doc.status;
	note_document(w, w->doc.id);
	return TSL_OK;
}

static tsl_status run_stages(struct worker *w)
{
	tsl_status status = TSL_OK;
	for (uint32_t i = 0; i < w->plan->stages.n && status == TSL_OK; i++) {
		const struct bound *b = &w->plan->stages.list[i];
		enter(w, &w->plan->stages, i);
		status = settle(w, b->library->plugin.process(&teasel_host, &w->doc, b->config));
		if (status == TSL_OK && !document_check_written(&w->doc))
			status = w->doc.status;
	}
	w->doc.may_rewrite = false;
	return status;
}

static tsl_status encode(struct worker *w, struct result *result)
{
	tsl_status status = TSL_OK;
	for (uint32_t i = 0; i < w->plan->writers.n && status == TSL_OK; i++) {
		const struct bound *b = &w->plan->writers.list[i];
		size_t before = w->out.bytes.len;
		enter(w, &w->plan->writers, i);
		status = settle(w, b->library->plugin.encode(&teasel_host, &w->doc, &w->out, b->config));
		if (w->out.bytes.failed)
			status = document_fail(&w->doc, "out of memory for its output");
		result->written[i] = w->out.bytes.len - before;
	}
	return status;
}

/* ---- results ---- */

void worker_put_record(const struct plan *plan, const struct record *record, tsl_str id, const char *label,
		       const char *cause, str *to)
{
	const char *file = plan->files.list[record->file].name;
	str_puts(to, "{\"id\": ");
	if (id.at)
		str_json(to, id.at, id.len);
	else
		str_puts(to, "null");
	str_puts(to, ", \"file\": ");
	str_json(to, file, strlen(file));
	str_addf(to, ", \"record\": %llu, \"byte\": %llu, \"stage\": ", (unsigned long long)record->number,
		 (unsigned long long)record->begin);
	str_json(to, label, strlen(label));
	str_puts(to, ", \"cause\": ");
	str_json(to, cause, strlen(cause));
	str_puts(to, "}\n");
}

bool worker_lacks_row(const struct plan *plan, const struct record *record, tsl_str id)
{
	const struct meta *m = plan->readers.list[plan->files.list[record->file].reader].step->meta;
	return m && id.at && meta_find(m, id) == META_NO_ROW;
}

const char *worker_label(const struct plan *plan, const struct worker_state *state)
{
	const struct bounds *bounds = state->kind == PLUGIN_READER   ? &plan->readers
				      : state->kind == PLUGIN_WRITER ? &plan->writers
								     : &plan->stages;
	return state->kind && state->index < bounds->n ? bounds->list[state->index].step->label : "";
}

/* Id and file stand before the payload, for the coordinator, which knows neither. */
static void put_names(struct worker *w, const struct record *record, struct result *result)
{
	const char *file = w->plan->files.list[record->file].name;
	result->id_len = (uint32_t)w->doc.id.len;
	result->file_len = (uint32_t)strlen(file);
	str_add(&w->out.bytes, w->doc.id.at, result->id_len);
	str_add(&w->out.bytes, file, result->file_len);
}

static tsl_status run_chain(struct worker *w, struct slot *slot, const struct record *record, struct result *result)
{
	jmp_buf escape; /* where the host goes when a document runs out of memory inside a plugin */
	w->doc.escape = &escape;
	if (setjmp(escape))
		return w->doc.status;
	tsl_status status = read_record(w, slot, record);
	if (status != TSL_OK)
		return status;
	put_names(w, record, result);
	if (w->named)
		w->named(w->context, w->doc.id);
	status = run_stages(w);
	return status == TSL_OK ? encode(w, result) : status;
}

enum record_end worker_record(struct worker *w, struct slot *slot, uint64_t i, struct result *result)
{
	const struct record *record = slot_record(slot, i);
	w->out.bytes.failed = false;
	str_clear(&w->out.bytes);
	w->state->record = i + 1;
	memset(result, 0, slot->result_size);
	prepare(w, record, &w->plan->readers.list[w->plan->files.list[record->file].reader]);
	tsl_status status = run_chain(w, slot, record, result);
	if (status == TSL_NOTHING)
		return RECORD_EMPTY;
	result->record = (uint32_t)i;
	result->status = (uint8_t)status;
	result->has_id = w->doc.has_text;
	result->repaired = w->doc.repaired;
	result->reader = w->plan->files.list[record->file].reader;
	result->no_row = result->has_id && w->no_row;
	if (result->has_id)
		result->id = hash_bytes128(w->doc.id.at, w->doc.id.len);
	if (status != TSL_OK) { /* what writers wrote of it is withdrawn */
		str_clear(&w->out.bytes);
		w->out.bytes.failed = false;
		put_names(w, record, result);
		worker_put_record(w->plan, record, w->doc.has_text ? w->doc.id : (tsl_str){ 0 }, w->doc.label,
				  w->doc.reason, &w->out.bytes);
	}
	result->len = w->out.bytes.len;
	return w->out.bytes.failed ? RECORD_NO_MEMORY : RECORD_DONE;
}

/* A document's bytes go into the slot while they are still in the cache. */
static void keep_result(struct worker *w, struct slot *slot, struct result *result)
{
	struct slot_head *head = slot->head;
	char *out = region_room(&slot->out, head->n_out + result->len);
	if (result->len)
		memcpy(out + head->n_out, w->out.bytes.at, result->len);
	result->at = head->n_out;
	head->n_out += result->len;
	head->n_results++;
}

void worker_run(struct worker *w, struct slot *slot)
{
	struct slot_head *head = slot->head;
	stopwatch_start(&w->watch);
	region_room(&slot->bytes, head->n_bytes);
	head->n_results = head->n_out = w->state->record = 0;
	for (uint64_t i = 0; i < head->n_records; i++) {
		struct result *result = slot_result(slot, head->n_results);
		enum record_end end = worker_record(w, slot, i, result);
		if (end == RECORD_NO_MEMORY)
			memory_out();
		if (end == RECORD_DONE)
			keep_result(w, slot, result);
		stopwatch_enter(&w->watch, 0);
	}
	w->state->kind = 0;
}
