/* Actors, and the choice among them. */
#include "scene.h"

#include <string.h>

void scene_init(struct scene *scene)
{
	memset(scene, 0, sizeof *scene);
	scene_open_clause(scene);
}

void scene_open_clause(struct scene *scene)
{
	scene->open = true;
	scene->open_until = UINT32_MAX;
	scene->subject = 0;
	scene->since = 0;
	scene->asks = false;
}

void scene_close_subject(struct scene *scene)
{
	if (!scene->open)
		return;
	scene->open = false;
	scene->subject = 0;
}

/* ---- the focus ---- */

static void add_to(struct actor *list, uint32_t *n, const struct actor *actor)
{
	for (uint32_t i = 0; i < *n; i++)
		if (list[i].entity == actor->entity && list[i].spoken == actor->spoken)
			return;
	if (*n < MOST_FOCUS)
		list[(*n)++] = *actor;
}

void scene_end_sentence(struct scene *scene)
{
	struct actor focus[MOST_FOCUS];
	uint32_t n = 0;
	for (unsigned role = 0; role < ROLES; role++)
		for (uint32_t i = 0; i < scene->n_here; i++)
			if (scene->here[i].role == role)
				add_to(focus, &n, &scene->here[i]);
	for (uint32_t i = 0; i < scene->n_focus; i++)
		add_to(focus, &n, &scene->focus[i]);
	if (n)
		memcpy(scene->focus, focus, n * sizeof *focus);
	scene->n_focus = n;
	scene->n_here = 0;
	scene->words = 0;
	scene->fronted = scene->parallel = false;
	scene_open_clause(scene);
}

/* Where a sentence has too many, the last gives way: the first of them are its subjects. */
struct actor *scene_add(struct scene *scene, struct actor actor)
{
	if (scene->n_here == MOST_HERE)
		scene->n_here--;
	scene->here[scene->n_here] = actor;
	return &scene->here[scene->n_here++];
}

const struct actor *scene_before(const struct scene *scene, uint32_t token)
{
	const struct actor *last = scene->n_here ? &scene->here[scene->n_here - 1] : NULL;
	return last && last->last + 1 == token ? last : NULL;
}

/* ---- the choice ---- */

struct wanted {
	unsigned gender;
	uint64_t not_these[2];
};

static bool fits(const struct wanted *wanted, const struct actor *actor)
{
	return actor->genders & wanted->gender && actor->entity != wanted->not_these[0] &&
	       actor->entity != wanted->not_these[1];
}

/* Of this sentence: the nearest subject, else the nearest owner, and so on. */
static const struct actor *nearest_here(const struct scene *scene, const struct wanted *wanted, bool spoken)
{
	const struct actor *best = NULL;
	for (uint32_t i = scene->n_here; i-- > 0;) {
		const struct actor *actor = &scene->here[i];
		if (actor->spoken != spoken || !fits(wanted, actor))
			continue;
		bool earlier = scene->parallel && best && actor->role == ROLE_SUBJECT;
		if (!best || actor->role < best->role || earlier)
			best = actor;
	}
	return best;
}

static const struct actor *first_in_focus(const struct scene *scene, const struct wanted *wanted, bool spoken)
{
	for (uint32_t i = 0; i < scene->n_focus; i++)
		if (scene->focus[i].spoken == spoken && fits(wanted, &scene->focus[i]))
			return &scene->focus[i];
	return NULL;
}

/* What is said inside of quotation marks is heard there first; outside it comes last, and not in its own sentence: in
 * "Lund is ill," he said, he is not Lund. */
static const struct actor *choose(const struct scene *scene, const struct wanted *wanted)
{
	const struct actor *found = nearest_here(scene, wanted, scene->spoken);
	if (!found && scene->spoken)
		found = first_in_focus(scene, wanted, true);
	if (!found && scene->spoken)
		found = nearest_here(scene, wanted, false);
	if (!found)
		found = first_in_focus(scene, wanted, false);
	return found || scene->spoken ? found : first_in_focus(scene, wanted, true);
}

static const struct actor *actor_of(const struct scene *scene, uint64_t entity, const struct wanted *wanted)
{
	for (uint32_t i = scene->n_here; entity && i-- > 0;)
		if (scene->here[i].entity == entity && fits(wanted, &scene->here[i]))
			return &scene->here[i];
	return NULL;
}

const struct actor *scene_resolve(const struct scene *scene, const struct form *form, enum form_kind kind, bool joined)
{
	struct wanted wanted = { form->gender, { scene->spoken ? scene->speaker : 0, 0 } };
	const struct actor *found = NULL;
	if (kind == FORM_OBJECT)
		wanted.not_these[1] = scene->subject; /* else it would be himself */
	for (uint32_t i = scene->n_here; joined && !found && i-- > 0;)
		if (fits(&wanted, &scene->here[i]))
			found = &scene->here[i];
	if (!found && (kind == FORM_OWNER || kind == FORM_SELF))
		found = actor_of(scene, scene->subject, &wanted);
	return found ? found : choose(scene, &wanted);
}
