/*
 * hazards.h: what no plugin should do, done where a text says "KIND hazard: WHAT", KIND being the plugin's. For the
 * plugins of the tests.
 */
#ifndef HAZARDS_H
#define HAZARDS_H

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <teasel.h>
#include <unistd.h>

static int deep(volatile int n)
{
	volatile char room[4096];
	room[n % 4096] = (char)n;
	return n < 0 ? 0 : deep(n + 1) + room[(n + 1) % 4096];
}

static void null(void)
{
	volatile int *nowhere = NULL;
	*nowhere = 1;
}

static void ignore(int number)
{
	(void)number;
}

static void go_deeper(int number)
{
	deep(number);
}

static void loop(void)
{
	for (volatile unsigned i = 0;; i++)
		;
}

static void wait_for_ever(void)
{
	for (;;)
		pause();
}

static void overflow(void)
{
	deep(0);
}

/* At the end of the stack, and of one that stands by for that. */
static void overflow_twice(void)
{
	stack_t other = { .ss_sp = malloc(1 << 24), .ss_size = 1 << 24 };
	struct sigaction action = { .sa_handler = go_deeper, .sa_flags = SA_ONSTACK };
	sigaltstack(&other, NULL);
	sigaction(SIGSEGV, &action, NULL);
	deep(0);
}

static void swallow(void)
{
	signal(SIGSEGV, ignore);
	null();
}

static void exits(void)
{
	_exit(0);
}

static void raises(void)
{
	raise(SIGTERM);
}

static void kills_itself(void)
{
	raise(SIGKILL);
}

static void stops(void)
{
	raise(SIGSTOP);
}

static void leaves(void)
{
	exit(0);
}

/* What the host holds open, but for what it would print to. */
static void shuts(void)
{
	for (int fd = 3; fd < 1024; fd++)
		close(fd);
}

static void scribbles(void)
{
	for (int fd = 3; fd < 1024; fd++)
		if (write(fd, "scribble", 8) < 8)
			continue;
}

static void truncates(void)
{
	for (int fd = 3; fd < 1024; fd++)
		if (ftruncate(fd, 0))
			continue;
}

/* What is on standard input is not a stage's. */
static void steals(void)
{
	char line[4096];
	if (read(0, line, sizeof(line)) > 0)
		abort();
}

static void moves(void)
{
	if (chdir("/"))
		return;
}

/* For whatever the process does after it. */
static void limits(void)
{
	struct rlimit none = { 0, 0 };
	setrlimit(RLIMIT_AS, &none);
	setrlimit(RLIMIT_FSIZE, &none);
	setrlimit(RLIMIT_DATA, &none);
}

/* The host's next piece of memory comes from behind this one. */
static void corrupts(void)
{
	char *at = malloc(24);
	memset(at, 0xff, 4096);
}

static void complains(void)
{
	fprintf(stderr, "a plugin complains\n");
}

static void daemonizes(void)
{
	if (fork())
		return;
	setsid();
	if (fork())
		_exit(0);
	for (;;)
		pause();
}

static void closes(void)
{
	close(1);
}

static void prints(void)
{
	printf("a plugin speaks\n");
	fflush(stdout);
}

static void forks(void)
{
	if (fork() == 0)
		pause();
}

static void opens(void)
{
	close(open("/etc/passwd", O_RDONLY));
}

static void writes(void)
{
	char path[512];
	const char *home = getenv("HOME");
	snprintf(path, sizeof(path), "%s/teasel-hazard", home ? home : "/tmp");
	close(open(path, O_WRONLY | O_CREAT, 0600));
	unlink(path);
}

static void connects(void)
{
	close(socket(AF_INET, SOCK_STREAM, 0));
}

static void runs(void)
{
	execl("/bin/true", "true", (char *)NULL);
}

static void takes_all(void)
{
	for (;;) {
		char *more = malloc(1 << 24);
		memset(more, 1, 1 << 24); /* NULL in the end, which it does not look at */
	}
}

static const struct hazard_act {
	const char *name;
	void (*act)(void);
} hazard_acts[] = {
	{ "null", null },        { "abort", abort },        { "exit", exits },         { "stack", overflow },
	{ "loop", loop },        { "wait", wait_for_ever }, { "raise", raises },       { "close", closes },
	{ "print", prints },     { "fork", forks },         { "allocate", takes_all }, { "open", opens },
	{ "home", writes },      { "socket", connects },    { "execute", runs },       { "twice", overflow_twice },
	{ "swallow", swallow },  { "kill", kills_itself },  { "stop", stops },         { "leave", leaves },
	{ "shut", shuts },       { "scribble", scribbles }, { "truncate", truncates }, { "steal", steals },
	{ "move", moves },       { "limit", limits },       { "heap", corrupts },      { "complain", complains },
	{ "daemon", daemonizes }
};

/* What the text asks of this kind of plugin, or NULL. */
static const char *hazard_wanted(tsl_str text, const char *kind)
{
	size_t n = strlen(kind);
	const char *at = text.len ? memmem(text.at, text.len, kind, n) : NULL;
	return at && !strncmp(at + n, " hazard: ", 9) ? at + n + 9 : NULL;
}

static void hazard_do(tsl_str text, const char *kind)
{
	const char *what = hazard_wanted(text, kind);
	for (size_t i = 0; what && i < sizeof(hazard_acts) / sizeof(*hazard_acts); i++)
		if (!strncmp(what, hazard_acts[i].name, strlen(hazard_acts[i].name)))
			hazard_acts[i].act();
}

#endif
