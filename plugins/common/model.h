/*
 * model.h: the weights of a stage, built into its library or given by the pipeline as `model:`.
 *
 * A model file is a header of MODEL_HEADER bytes followed by the weights, whose layout is the stage's own. The header
 *is text, a key, a blank and its values a line, filled up with line ends:
 *
 *	teasel-model 1
 *	stage sentences
 *	features 1
 *	scale 0.0625
 *
 * `features` numbers the stage's way of turning text into features: weights trained for another way are refused.
 * Files are written by model.py beside this header. plugins/KIND/NAME/NAME.model is built into NAME.so by embed.S, as
 * the array model_builtin, aligned to 64 bytes; a file that is given is mapped, and so aligned too.
 */
#ifndef COMMON_MODEL_H
#define COMMON_MODEL_H

#include "decimal.h"

#include <string.h>
#include <teasel.h>

#define MODEL_HEADER 1024

extern const char model_builtin[], model_builtin_end[];

struct model {
	tsl_str header;
	const char *weights; /* aligned to 64 bytes */
	size_t n;            /* bytes */
};

/* The i-th value of a key in the header, counted from 0; at == NULL where there is none. */
static inline tsl_str model_text(const struct model *m, const char *key, size_t i)
{
	size_t key_len = strlen(key);
	const char *at = m->header.at, *end = at + m->header.len;
	while (at < end) {
		const char *line_end = memchr(at, '\n', (size_t)(end - at));
		if (!line_end)
			break;
		if ((size_t)(line_end - at) > key_len && !memcmp(at, key, key_len) && at[key_len] == ' ') {
			const char *value = at + key_len + 1;
			for (;; i--) {
				const char *blank = memchr(value, ' ', (size_t)(line_end - value));
				const char *stop = blank ? blank : line_end;
				if (!i)
					return (tsl_str){ value, (size_t)(stop - value) };
				if (!blank)
					return (tsl_str){ NULL, 0 };
				value = blank + 1;
			}
		}
		at = line_end + 1;
	}
	return (tsl_str){ NULL, 0 };
}

/* Reads such a value as a number. False where there is none. */
static inline bool model_number(const struct model *m, const char *key, size_t i, double *number)
{
	tsl_str text = model_text(m, key, i);
	return text.at && decimal_read(text, number);
}

static inline bool model_says(const struct model *m, const char *key, const char *value)
{
	tsl_str text = model_text(m, key, 0);
	return text.at && text.len == strlen(value) && !memcmp(text.at, value, text.len);
}

/* Takes the file of the option `model` where it was given, and otherwise the built-in one. `weights` is the number of
 * bytes the weights must have, or 0 where the stage looks itself. TSL_FAILED where the file was refused. From open().
 */
static inline tsl_status model_open(struct model *m, const tsl_host *host, tsl_setup *setup, tsl_file file,
				    const char *stage, unsigned features, size_t weights)
{
	tsl_str bytes = { model_builtin, (size_t)(model_builtin_end - model_builtin) };
	double number;
	if (file.path.at)
		bytes = file.bytes;
	if (bytes.len < MODEL_HEADER || memcmp(bytes.at, "teasel-model 1\n", 15))
		return host->reject(setup, "model",
				    "this is no model of teasel (it does not begin with `teasel-model 1`)");
	*m = (struct model){ { bytes.at, MODEL_HEADER }, bytes.at + MODEL_HEADER, bytes.len - MODEL_HEADER };
	if (!model_says(m, "stage", stage))
		return host->reject(setup, "model", "this model is for another stage than `%s`", stage);
	if (!model_number(m, "features", 0, &number) || number != features)
		return host->reject(
			setup, "model",
			"this model was trained for other features than this version of `%s` has: train it anew",
			stage);
	if (weights && m->n != weights)
		return host->reject(setup, "model", "this model has %zu bytes of weights, and `%s` needs %zu", m->n,
				    stage, weights);
	return TSL_OK;
}

#endif
