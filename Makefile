# make: builds build/teasel and its plugins. make demo, make test: install what is missing first.
# SANITIZE=1: with AddressSanitizer and UndefinedBehaviorSanitizer, in a folder of its own. CC=clang: with clang.
# make fuzz: builds all for libFuzzer, in a folder of its own, and feeds each harness for FUZZ_SECONDS; FUZZ=NAME for one.

comma := ,
BUILD := $(if $(SANITIZE),build-sanitize,build)$(if $(findstring clang,$(CC)),-clang)
SANITIZERS := $(if $(FUZZING),fuzzer-no-link$(comma))$(if $(SANITIZE),address$(comma)undefined)
PREFIX ?= /usr/local
CC ?= cc
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wmissing-prototypes \
	-Wstrict-prototypes -Wvla -Wundef -Wformat=2 -Wcast-qual
OPTIMIZE ?= -O2
# Scores must not depend on the compiler's liberty to fuse or reorder floating-point operations.
CFLAGS ?= -g $(OPTIMIZE)
ALL_CFLAGS := -std=c11 -D_GNU_SOURCE $(CFLAGS) -ffp-contract=off -fno-math-errno -fvisibility=hidden $(WARNINGS) \
	$(if $(WERROR),-Werror) $(if $(SANITIZERS),-fsanitize=$(SANITIZERS) -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
LDFLAGS += $(if $(SANITIZERS),-fsanitize=$(SANITIZERS))

GEN := $(BUILD)/gen
CORE_SOURCES := $(sort $(wildcard core/*/*.c))
CORE_OBJECTS := $(CORE_SOURCES:%.c=$(BUILD)/obj/%.o)
CORE_LIBRARY := $(BUILD)/libcore.a
TEASEL := $(BUILD)/teasel
CORE_LIBS := -lyaml -lcrypto -lz -lzstd -ldl

# A plugin is plugins/KIND/NAME.c or all of plugins/KIND/NAME/*.c; its tables (NAME/*.tsv) become NAME_TABLE.inc, and
# its weights (NAME/NAME.model) are built in.
KINDS := readers stages writers
PLUGINS := $(foreach k,$(KINDS),$(patsubst plugins/$k/%.c,$k/%,$(wildcard plugins/$k/*.c)) \
	$(patsubst plugins/$k/%/,$k/%,$(wildcard plugins/$k/*/)))
PLUGIN_FILES := $(PLUGINS:%=$(BUILD)/plugins/%.so)
LIBS_stages/boilerplate := -lpcre2-8
LIBS_stages/normalize := -lutf8proc
LIBS_stages/sentiment := -lm
LIBS_stages/stance := -lm
sources_of = $(wildcard plugins/$1.c plugins/$1/*.c)
objects_of = $(patsubst %.c,$(BUILD)/obj/%.o,$(call sources_of,$1)) \
	$(patsubst %,$(BUILD)/obj/%.o,$(wildcard plugins/$1/$(notdir $1).model))
TABLES := $(foreach t,$(wildcard plugins/*/*/*.tsv),$(GEN)/$(notdir $(patsubst %/,%,$(dir $t)))_$(basename $(notdir $t)).inc)

TEST_SOURCES := $(sort $(wildcard tests/unit/*/test_*.c tests/plugins/test_*.c tests/pipelines/test_*.c tests/hostile/test_*.c))
TESTS := $(TEST_SOURCES:tests/%.c=$(BUILD)/tests/%)
SUPPORT := $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard tests/support/*.c))
TEST_PLUGIN_FILES := $(patsubst tests/plugins/%.c,$(BUILD)/test-plugins/%.so,$(wildcard tests/plugins/broken/*.c))

# make V=1 shows each command.
Q := $(if $(V),,@)
say = $(if $(V)$(findstring s,$(firstword -$(MAKEFLAGS))),@:,@echo "  $1 $(patsubst $(BUILD)/%,%,$@)")

.SECONDARY:
.PHONY: all demo test lint bench install uninstall clean setup reference accept format
all: $(TEASEL) $(PLUGIN_FILES)

$(TEASEL): $(BUILD)/obj/core/command/main.o $(CORE_LIBRARY)
	$(call say,LINK)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(CORE_LIBS)

$(CORE_LIBRARY): $(filter-out %/command/main.o,$(CORE_OBJECTS))
	@rm -f $@
	$(Q)ar rcs $@ $^

$(BUILD)/obj/core/%.o: core/%.c $(GEN)/version.h
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(ALL_CFLAGS) -Icore -Iinclude -I$(GEN) -MMD -MP -c -o $@ $<

$(BUILD)/obj/plugins/%.o: plugins/%.c | $(TABLES)
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(ALL_CFLAGS) -fPIC -Iinclude -Iplugins/common -I$(GEN) -MMD -MP -c -o $@ $<

$(BUILD)/obj/plugins/%.model.o: plugins/%.model plugins/common/embed.S
	@mkdir -p $(@D)
	$(call say,EMBED)
	$(Q)$(CC) -c -DMODEL_FILE='"$<"' -o $@ plugins/common/embed.S

define plugin_rule
$(BUILD)/plugins/$1.so: $(call objects_of,$1) $(wildcard plugins/$1)
	@mkdir -p $$(@D)
	$$(call say,LINK)
	$$(Q)$$(CC) $$(LDFLAGS) -shared -o $$@ $$(filter %.o,$$^) $$(LIBS_$1)
endef
$(foreach p,$(PLUGINS),$(eval $(call plugin_rule,$p)))

define table_rule
$(GEN)/$(notdir $(patsubst %/,%,$(dir $1)))_$(basename $(notdir $1)).inc: $1 plugins/common/table.awk
	@mkdir -p $$(@D)
	$$(Q)LC_ALL=C awk -f plugins/common/table.awk $$< >$$@.new && mv $$@.new $$@
endef
$(foreach t,$(wildcard plugins/*/*/*.tsv),$(eval $(call table_rule,$t)))

# The commit that is built; written anew only where it has changed.
$(GEN)/version.h: FORCE
	@mkdir -p $(@D)
	@printf '#define TEASEL_VERSION "0.1.0"\n#define TEASEL_COMMIT "%s"\n' \
		"$$(git describe --always --dirty --abbrev=12 2>/dev/null || echo unknown)" >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@
.PHONY: FORCE
FORCE:

# ---- tests ----

$(BUILD)/obj/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(ALL_CFLAGS) -Icore -Iinclude -Itests/support -Itests/fuzz/support -I$(GEN) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(SUPPORT) $(CORE_LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(CORE_LIBS) -ljson-c -lcmocka

# Loaded before the C library, to let calls and allocations fail.
FAULTS := $(BUILD)/tests/faults.so $(BUILD)/tests/memory.so

$(FAULTS): $(BUILD)/tests/%.so: tests/support/faults/%.c $(wildcard tests/support/faults/*.h)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE -O1 $(WARNINGS) -fPIC -shared -o $@ $<

$(BUILD)/test-plugins/broken/%.so: tests/plugins/broken/%.c include/teasel.h $(wildcard tests/plugins/broken/*.h)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CC) $(ALL_CFLAGS) -fPIC -shared -Iinclude $(LDFLAGS) -o $@ $(filter %.c,$<)

setup:
	@.ci/setup

demo: setup
	@$(MAKE) --no-print-directory -s all
	@tests/demo $(TEASEL)

test: setup
	@$(MAKE) --no-print-directory -s build-tests
	@TEASEL_BUILD=$(BUILD) CC="$(CC)" tests/run $(TESTS)

.PHONY: build-tests
build-tests: all $(TESTS) $(TEST_PLUGIN_FILES) $(FAULTS)

# Three hundred kills at random moments, and one at every call that changes a file.
.PHONY: kills
kills: setup
	@$(MAKE) --no-print-directory -s build-tests
	@TEASEL_KILLS=300 TEASEL_BUILD=$(BUILD) tests/run $(BUILD)/tests/hostile/test_kills

# Every allocation of every process, failed in turn.
.PHONY: memory
memory: setup
	@$(MAKE) --no-print-directory -s build-tests
	@TEASEL_MEMORY=all TEASEL_BUILD=$(BUILD) tests/run $(BUILD)/tests/hostile/test_memory

# Harnesses for libFuzzer: tests/fuzz/NAME.c, run by tests/fuzz/run.
FUZZ ?= $(sort $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c)))
FUZZ_SECONDS ?= 60
FUZZ_SUPPORT := $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard tests/fuzz/support/*.c))

$(BUILD)/fuzz/%: $(BUILD)/obj/tests/fuzz/%.o $(FUZZ_SUPPORT) $(CORE_LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(CORE_LIBS)

.PHONY: fuzz build-fuzzers fuzz-objects
fuzz-objects: $(FUZZ_SUPPORT) $(FUZZ:%=$(BUILD)/obj/tests/fuzz/%.o)
build-fuzzers: all $(FUZZ:%=$(BUILD)/fuzz/%)
fuzz: setup
	@$(MAKE) --no-print-directory -s BUILD=build-fuzz CC=clang SANITIZE=1 FUZZING=1 build-fuzzers
	@FUZZ_SECONDS=$(FUZZ_SECONDS) tests/fuzz/run build-fuzz $(FUZZ)

lint:
	@tests/lint

format:
	clang-format -i $$(git ls-files -co --exclude-standard '*.c' '*.h')

accept: all
	tests/accept $(TEASEL)

reference: all
	tests/reference $(TEASEL) >docs/reference.md.new && mv docs/reference.md.new docs/reference.md

# Measures the stages on the gold data in ../shared and writes docs/quality.md. Needs Python and PyPI.
PYTHON := $(BUILD)/python/bin/python
$(PYTHON): tests/quality/requirements.txt
	@python3 -m venv $(BUILD)/python && $(BUILD)/python/bin/pip install --quiet -r $< && touch $@

.PHONY: quality
quality: all $(PYTHON)
	@OMP_NUM_THREADS=1 $(PYTHON) tests/quality/quality.py $(TEASEL) ../shared >docs/quality.md.new && \
		mv docs/quality.md.new docs/quality.md && cat docs/quality.md

# Compares `mode: vader` of the stage `sentiment` with the Python package on generated strings.
.PHONY: parity
parity: all $(PYTHON)
	@$(PYTHON) tests/quality/vader_parity.py $(TEASEL)

# Compares the reader and the writer `csv` with Python's module csv on random tables.
.PHONY: parity-csv
parity-csv: all
	@python3 tests/quality/csv_parity.py $(TEASEL)

# All builds, numbers of workers, locales and ways in on samples and 20 MB: some minutes. Its builds are in build-determinism/.
.PHONY: determinism
determinism: setup
	@tests/determinism

# Each hazard at each position of the chain, on 100 of 10,000 documents: up to an hour, nearly all of it for those that wait.
.PHONY: hazards
hazards: setup
	@$(MAKE) --no-print-directory -s build-tests
	@TEASEL_BUILD=$(BUILD) TEASEL_HAZARDS=10000 $(BUILD)/tests/hostile/test_hazards

# Fails where the news pipeline takes over 5 % more instructions than docs/performance.md says.
.PHONY: instructions
instructions: setup
	@$(MAKE) --no-print-directory -s all
	@tests/bench/instructions $(TEASEL) --check

bench: setup
	@$(MAKE) --no-print-directory -s all
	@tests/bench/run $(TEASEL)

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/include $(KINDS:%=$(DESTDIR)$(PREFIX)/lib/teasel/plugins/%)
	install -m 755 $(TEASEL) $(DESTDIR)$(PREFIX)/bin/teasel
	install -m 644 include/teasel.h $(DESTDIR)$(PREFIX)/include/teasel.h
	for k in $(KINDS); do install -m 755 $(BUILD)/plugins/$$k/*.so $(DESTDIR)$(PREFIX)/lib/teasel/plugins/$$k/; done

uninstall:
	rm -rf $(DESTDIR)$(PREFIX)/bin/teasel $(DESTDIR)$(PREFIX)/include/teasel.h $(DESTDIR)$(PREFIX)/lib/teasel

clean:
	rm -rf build build-sanitize build-clang build-sanitize-clang build-determinism build-fuzz

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
