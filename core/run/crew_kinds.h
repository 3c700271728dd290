/*
 * crew_kinds.h: the two kinds of crew behind crew.h. Only crew.c and they include it.
 */
#ifndef RUN_CREW_KINDS_H
#define RUN_CREW_KINDS_H

#include "run/crew.h"

enum crew_end own_open(struct crew *c, tsl_error *e);
enum crew_end own_start(struct crew *c);
enum crew_end own_next(struct crew *c, struct slot **slot, tsl_error *e);
void own_release(struct crew *c);

enum crew_end forked_open(struct crew *c, tsl_error *e);
enum crew_end forked_start(struct crew *c, tsl_error *e);
enum crew_end forked_next(struct crew *c, struct slot **slot, tsl_error *e);
void forked_release(struct crew *c);

enum crew_end crew_broken(tsl_error *e, const char *sentence);

#endif
