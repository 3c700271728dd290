/* memory_mark.h: what memory.c tells the test that started the program, in a file that both have mapped. */
#ifndef FAULTS_MEMORY_MARK_H
#define FAULTS_MEMORY_MARK_H

enum memory_role { MEMORY_MAIN, MEMORY_ZYGOTE, MEMORY_FEEDER, MEMORY_WORKER, MEMORY_ROLES };

struct memory_mark {
	long counted[MEMORY_ROLES]; /* allocations of the process of that role that made most */
	long hit;                   /* 1: one has failed */
	long crashed;               /* the signal that ended a process, or 0 */
	long ended;                 /* 1: the program came to its regular end */
	long live;                  /* with which so many blocks were still held */
};

#endif
