/*
 * Lines and paragraphs that stood in the text before. A paragraph is a run of lines without a blank one; two are the
 * same where their lines are.
 */
#include "quality.h"

/* A set of hashes: open addressing, at most half of the slots taken. */
struct seen {
	uint64_t *slots;
	size_t mask;
};

struct share {
	uint32_t n, characters;           /* all */
	uint32_t twice, twice_characters; /* of those that stood before */
};

struct paragraph {
	uint64_t hash; /* 0: none is open */
	uint32_t characters;
};

static void seen_init(struct seen *seen, const struct task *task)
{
	size_t slots = 8;
	while (slots < (size_t)task->lines * 2)
		slots *= 2;
	seen->slots = task->host->alloc(task->doc, slots * sizeof(*seen->slots));
	memset(seen->slots, 0, slots * sizeof(*seen->slots));
	seen->mask = slots - 1;
}

/* Whether the hash, which is not 0, was there before. */
static bool seen_add(struct seen *seen, uint64_t hash)
{
	size_t i = hash & seen->mask;
	while (seen->slots[i] && seen->slots[i] != hash)
		i = (i + 1) & seen->mask;
	bool there = seen->slots[i] != 0;
	seen->slots[i] = hash;
	return there;
}

static void share_add(struct share *share, struct seen *seen, uint64_t hash, uint32_t characters)
{
	bool twice = seen_add(seen, hash);
	share->n++;
	share->characters += characters;
	share->twice += twice;
	share->twice_characters += twice ? characters : 0;
}

static void paragraph_end(struct paragraph *open, struct share *share, struct seen *seen)
{
	if (open->hash)
		share_add(share, seen, open->hash, open->characters);
	*open = (struct paragraph){ 0 };
}

void measure_repeats(struct task *task)
{
	tsl_str text = task->spaces.text;
	const char *at = text.at;
	struct seen lines, paragraphs;
	struct share line_share = { 0 }, paragraph_share = { 0 };
	struct paragraph open = { 0 };
	struct scan_line line;
	if (!task->lines)
		return;
	seen_init(&lines, task);
	seen_init(&paragraphs, task);
	while (scan_next_line(&at, text.at + text.len, &line)) {
		if (!line.text.len) {
			paragraph_end(&open, &paragraph_share, &paragraphs);
			continue;
		}
		uint64_t hash = scan_hash(line.text.at, line.text.len);
		uint32_t characters = (uint32_t)scan_characters(line.text.at, line.text.len);
		share_add(&line_share, &lines, hash, characters);
		open.hash = wordmap_pair(open.hash, hash);
		open.characters += characters;
	}
	paragraph_end(&open, &paragraph_share, &paragraphs);
	double all = line_share.characters;
	task->values[VALUE_DUPLICATE_LINES] = line_share.twice / (double)line_share.n;
	task->values[VALUE_DUPLICATE_LINE_CHARACTERS] = line_share.twice_characters / all;
	task->values[VALUE_DUPLICATE_PARAGRAPHS] = paragraph_share.twice / (double)paragraph_share.n;
	task->values[VALUE_DUPLICATE_PARAGRAPH_CHARACTERS] = paragraph_share.twice_characters / all;
}
