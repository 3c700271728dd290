/*
 * jsonl: each line is a JSON object, and each object is one document.
 *
 * A line is parsed as a whole, what the options name is copied into the document, and the rest is forgotten. The texts
 * are not checked here: the host repairs or refuses bytes that are not UTF-8 wherever a reader gave a text.
 */
#include <teasel.h>

#include "flat.h"
#include "hint.h"
#include "json.h"
#include "kept.h"
#include "layer.h"
#include "member.h"
#include "offsets.h"

#include <string.h>

typedef struct {
	tsl_str id, text, offsets, prefix;
	tsl_list keep;
	tsl_groups layers, columns;

	const char *id_path, *text_path;
	struct members kept;
	struct layers brought;
} jsonl;

static const tsl_option options[] = {
	TSL_OPTION(jsonl, id, .def = "id", .min = 1, .max = 120,
		   .doc = "The field with the document's id, a text or a number; dots lead into objects. A line "
			  "without it is named after its file and its number."),
	TSL_OPTION(jsonl, text, .def = "text", .min = 1, .max = 120, .doc = "The field with the document's text."),
	TSL_OPTION(jsonl, keep,
		   .doc = "Fields to keep as columns of `documents`, each written `field` or `field:type` (text, real, "
			  "integer, boolean); `meta.url` becomes the column `meta_url`."),
	TSL_OPTION(jsonl, layers,
		   .doc = "Layers that the lines bring: the name of each, and the field with its rows, a list of "
			  "objects with `begin` and `end`."),
	TSL_OPTION(jsonl, columns,
		   .doc = "Members of those rows to keep as columns of their layer, written like those of `keep`."),
	TSL_OPTION(jsonl, offsets, .def = OFFSETS_DEFAULT, .choices = OFFSETS_CHOICES,
		   .doc = "What `begin` and `end` of those rows count."),
	TSL_OPTION(jsonl, prefix,
		   .doc = "Put before the names of all these columns, so that they differ from those of the stages."),
};

static tsl_status fields_of(const tsl_host *host, tsl_setup *setup, void *config)
{
	jsonl *self = config;
	self->id_path = kept_text(host, setup, "", self->id, "");
	self->text_path = kept_text(host, setup, "", self->text, "");
	self->brought.unit = offsets_unit(self->offsets);
	struct member_source keep = { .option = "keep", .each = true, .prefix = self->prefix };
	tsl_status kept = members_declare(host, setup, keep, "documents", self->keep, &self->kept);
	tsl_status brought = layers_declare(host, setup, self->layers, self->columns, self->prefix, &self->brought);
	return kept == TSL_OK ? brought : kept;
}

static bool is_blank(tsl_str line)
{
	for (size_t i = 0; i < line.len; i++)
		if (line.at[i] != ' ' && line.at[i] != '\t' && line.at[i] != '\r' && line.at[i] != '\n')
			return false;
	return true;
}

static tsl_status set_document(const struct json_line *line, const jsonl *self)
{
	const tsl_host *host = line->host;
	tsl_document *doc = line->doc;
	json *id = json_find(line->value, self->id_path), *text = json_find(line->value, self->text_path);
	tsl_str name = { 0 }, body;
	if (id && !json_text(line, id, &name) && !json_number_text(id, &name))
		return host->fail(doc, "the id in `%s` is %s, not a text or a number", self->id_path,
				  json_kind_name(id));
	if (json_is_null(line->value, self->text_path))
		return host->fail(doc, "`%s` is null, not a text: leave the line out, or give it a text",
				  self->text_path);
	if (!text)
		return host->fail(doc, "the line has no `%s`; the option `text` names the field with the text",
				  self->text_path);
	if (!json_text(line, text, &body))
		return host->fail(doc, "`%s` is %s, not a text", self->text_path, json_kind_name(text));
	return host->set(doc, name, body);
}

static tsl_status read_object(const struct json_line *line, const jsonl *self)
{
	if (!json_is_object(line->value))
		return line->host->fail(line->doc, "the line is %s, not an object%s", json_kind_name(line->value),
					hint_not_object(line->value));
	if (set_document(line, self) != TSL_OK)
		return TSL_FAILED;
	void *const *cells = members_cells(line->host, line->doc, &self->kept);
	if (members_write(line, &self->kept, cells, 0, line->value, NULL) != TSL_OK)
		return TSL_FAILED;
	return layers_read(line, &self->brought);
}

/* True where the line is so plain that this is all there is to read; not where there is something to complain of. */
static bool read_flat(const tsl_host *host, tsl_document *doc, tsl_str record, const jsonl *self, tsl_status *status)
{
	struct flat wanted[] = { { .name = text_of(self->id_path) }, { .name = text_of(self->text_path) } };
	if (self->kept.n || self->brought.n || !flat_read(host, doc, record, wanted, 2) || !wanted[1].text.at)
		return false;
	*status = host->set(doc, wanted[0].text, wanted[1].text);
	return true;
}

static tsl_status read_line(const tsl_host *host, tsl_document *doc, tsl_str record, const void *config)
{
	size_t at;
	tsl_status flat;
	if (is_blank(record))
		return TSL_NOTHING;
	if (read_flat(host, doc, record, config, &flat))
		return flat;
	struct json_line line = { .host = host, .doc = doc };
	const char *wrong = json_parse(&line, record, &at);
	if (wrong)
		return host->fail(doc, "the line is not JSON: %s, after byte %zu%s", wrong, at,
				  hint_not_json(record, at));
	return read_object(&line, config);
}

TSL_READER{
	.name = "jsonl",
	.version = "0.1.0",
	.summary = "Reads JSON Lines: each line is one document.",
	.config_size = sizeof(jsonl),
	.options = TSL_ARRAY(options),
	.fields_of = fields_of,
	.flags = TSL_LINES, /* what stands in a line is read() to judge */
	.read = read_line,
};
