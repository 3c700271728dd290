/* Gathers the targets of the pipeline. */
#include "targets.h"

#include "chars.h"
#include "decimal.h"

tsl_str targets_trim(tsl_str s)
{
	while (s.len && char_is_space((unsigned char)s.at[0])) {
		s.at++;
		s.len--;
	}
	while (s.len && char_is_space((unsigned char)s.at[s.len - 1]))
		s.len--;
	return s;
}

bool targets_is_blank(tsl_str s)
{
	unsigned size;
	for (size_t i = 0; i < s.len; i += size)
		if (!point_is_space(char_decode(s.at + i, &size)))
			return false;
	return true;
}

/* ---- targets by name ---- */

/* FNV-1a: names are compared as they stand, capitals and all. Never 0. */
static uint64_t name_key(tsl_str name)
{
	uint64_t h = 0xcbf29ce484222325u;
	for (size_t i = 0; i < name.len; i++)
		h = (h ^ (unsigned char)name.at[i]) * 0x100000001b3u;
	h ^= h >> 32;
	return h ? h : 1;
}

/* The place of a name: its number and one more, or 0 where it is new. */
static uint32_t *place_of(const struct targets *targets, tsl_str name)
{
	for (uint64_t key = name_key(name);; key = key + 1 ? key + 1 : 1) {
		struct wordmap_slot *slot = wordmap_slot(&targets->by_name, key);
		const struct target *there = slot->value ? &targets->at[slot->value - 1] : NULL;
		if (there && !bytes_equal(there->name.at, there->name.len, name.at, name.len))
			continue; /* another name with the same hash */
		slot->key = key;
		return &slot->value;
	}
}

uint32_t targets_add(struct targets *targets, tsl_str name)
{
	uint32_t *place = place_of(targets, name);
	if (!*place) {
		targets->at[targets->n++].name = name;
		*place = targets->n;
	}
	return *place - 1;
}

uint32_t targets_find(const struct targets *targets, tsl_str name)
{
	for (uint64_t key = name_key(name);; key = key + 1 ? key + 1 : 1) {
		uint32_t place = wordmap_get(&targets->by_name, key, 0);
		if (!place)
			return targets->n;
		const struct target *there = &targets->at[place - 1];
		if (bytes_equal(there->name.at, there->name.len, name.at, name.len))
			return place - 1;
	}
}

unsigned gender_of_word(tsl_str word)
{
	static const struct {
		const char *word;
		unsigned gender;
	} genders[] = { { "he", GENDER_HE }, { "she", GENDER_SHE }, { "they", GENDER_THEY }, { "none", GENDER_NONE } };
	for (size_t i = 0; i < sizeof genders / sizeof *genders; i++)
		if (bytes_equal(word.at, word.len, genders[i].word, strlen(genders[i].word)))
			return genders[i].gender;
	return 0;
}

/* ---- claims ---- */

tsl_status targets_claim(struct targets *targets, const tsl_host *host, tsl_setup *setup, const struct claim *claim)
{
	if (claim->score >= 0 && claim->score <= 1) {
		targets->claims[targets->n_claims++] = *claim;
		return TSL_OK;
	}
	return host->reject(setup, claim->place.option, "the score of the alias \"%.*s\" must be from 0 to 1",
			    (int)claim->alias.len, claim->alias.at);
}

/*
 * Parts "Kyiv = 0.6" into alias and score. An equals sign that neither stands behind a blank nor before a number is a
 * part of the alias. False where what should be a score is none.
 */
static bool part_score(struct claim *claim)
{
	tsl_str whole = claim->alias;
	size_t at = whole.len;
	while (at && whole.at[at - 1] != '=')
		at--;
	if (!at)
		return true;
	tsl_str alias = targets_trim((tsl_str){ whole.at, at - 1 });
	bool is_number = decimal_read(targets_trim((tsl_str){ whole.at + at, whole.len - at }), &claim->score);
	if (is_number)
		claim->alias = alias;
	else
		claim->score = 1;
	return is_number || alias.len == at - 1;
}

static tsl_status check_name(const struct targets *targets, const tsl_host *host, tsl_setup *setup, tsl_str name,
			     size_t group)
{
	const struct option_place place = place_of_item("targets", group);
	if (targets_is_blank(name))
		return host->reject(setup, place.option,
				    "a target has an empty name: write one, as in `Mill: [the old mill]`");
	if (targets_find(targets, name) < targets->n)
		return host->reject(setup, place.option,
				    "the target \"%.*s\" is listed twice: keep one, with all aliases", (int)name.len,
				    name.at);
	return TSL_OK;
}

static tsl_status add_group(struct targets *targets, const tsl_host *host, tsl_setup *setup, const tsl_groups *groups,
			    size_t group)
{
	const tsl_list *aliases = &groups->of[group];
	tsl_str name = targets_trim(groups->name[group]);
	tsl_status status = check_name(targets, host, setup, name, group);
	if (status != TSL_OK)
		return status;
	uint32_t target = targets_add(targets, name);
	for (size_t i = 0; i < aliases->n; i++) {
		struct claim claim = { .alias = targets_trim(aliases->at[i]),
				       .target = target,
				       .place = place_in_groups("targets", group, i),
				       .score = 1 };
		if (!part_score(&claim))
			status = host->reject(setup, claim.place.option,
					      "\"%.*s\": behind the equals sign stands an alias's score, a number from "
					      "0 to 1 as in `Kyiv = 0.6`",
					      (int)claim.alias.len, claim.alias.at);
		else if (targets_claim(targets, host, setup, &claim) != TSL_OK)
			status = TSL_FAILED;
	}
	return status;
}

static void make_room(struct targets *targets, const tsl_host *host, tsl_setup *setup, const tsl_groups *groups,
		      tsl_str bytes)
{
	size_t names = groups->n + 1, aliases = 1;
	for (size_t i = 0; i < groups->n; i++)
		aliases += groups->of[i].n;
	for (size_t i = 0; i < bytes.len; i++)
		names += bytes.at[i] == '\n';
	targets->at = host->keep(setup, names * sizeof *targets->at);
	targets->claims = host->keep(setup, (aliases + 2 * names) * sizeof *targets->claims);
	wordmap_init(&targets->by_name, host, setup, names);
}

tsl_status targets_open(struct targets *targets, const tsl_host *host, tsl_setup *setup, const tsl_groups *groups,
			const tsl_file *file)
{
	tsl_status status = TSL_OK;
	make_room(targets, host, setup, groups, file->bytes);
	for (size_t i = 0; i < groups->n; i++)
		if (add_group(targets, host, setup, groups, i) != TSL_OK)
			status = TSL_FAILED;
	if (file->path.at && targets_read_file(targets, host, setup, file->bytes) != TSL_OK)
		status = TSL_FAILED;
	for (uint32_t i = 0; i < targets->n; i++)
		targets->claims[targets->n_claims++] = (struct claim){ .alias = targets->at[i].name,
								       .target = i,
								       .place = i < groups->n
											? place_of_item("targets", i)
											: place_of_file("targets_file"),
								       .by_name = true,
								       .score = 1 };
	return status;
}
