# The few commands of this project. "make" alone lists them.
# Every one finds a JDK 25 or newer by itself, whatever "java" on the PATH is.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Tests and checks in another folder run beside a server that was started from target: make check TARGET=/tmp/check
TARGET ?= target
MAVEN := scripts/mvn.sh -Dtarget.dir=$(abspath $(TARGET))
JAR := target/countersign.jar
# Folders too: their time changes when a file in them is deleted.
SOURCES := pom.xml $(shell find src/main)
# Where the foreign chains and tokens lie that "make vectors" runs through.
VECTORS ?= ../shared/vectors
# How much a benchmark measures, and where it writes the result: see docs/performance.md.
export QUICK WRITE ROUNDS DEVICES TENANTS WARMUP KEPT

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' Makefile

.PHONY: build
build: $(JAR) ## compile and pack, without tests and checks; nothing to do when nothing changed

$(JAR): $(SOURCES)
	@scripts/build.sh
	@touch $@

.PHONY: demo
demo: build ## from nothing to a token on this machine, then keep serving (ONCE=1: then stop; DATA=folder: keep it there)
	@./countersign demo $(if $(ONCE),--once) $(if $(DATA),--data "$(DATA)")

.PHONY: test
test: ## run the tests, without the other checks (T=HalfLifeTest: that class alone)
	@$(MAVEN) -q -Dquick $(if $(T),-Dtest='$(T)') test

.PHONY: fmt
fmt: ## format all Java code
	@scripts/wrap-comments.sh
	@$(MAVEN) -q spotless:apply

.PHONY: check
check: ## every check of this project, as CI runs it: green before you commit
	@$(MAVEN) verify

.PHONY: vectors
vectors: ## run the chains and tokens that other people collected (VECTORS=folder)
	@test -d "$(VECTORS)" || { echo "There is no folder $(VECTORS): name the folder of test vectors with VECTORS=…" >&2; exit 1; }
	@$(MAVEN) -Dquick -Dgroups=vectors -Dcountersign.vectors="$(abspath $(VECTORS))" test

.PHONY: interop
interop: build ## fetch tokens with curl and OpenSSL, verify them with José (needs curl, openssl and jose)
	@scripts/interop.sh

.PHONY: bench
bench: build ## measure against nginx (QUICK=1: 2 minutes; WRITE=1: into docs; ROUNDS, DEVICES, TENANTS, WARMUP, KEPT)
	@scripts/bench.sh compare

.PHONY: bench-growth
bench-growth: build ## measure with 100,000 tenants and 1,000,000 devices (QUICK=1, WRITE=1)
	@scripts/bench.sh growth

.PHONY: bench-storm
bench-storm: build ## measure in a storm of connections (QUICK=1, WRITE=1)
	@scripts/bench.sh storm

.PHONY: bench-revocation
bench-revocation: build ## measure how soon and at what price access is taken away (QUICK=1, WRITE=1)
	@scripts/bench.sh revocation

.PHONY: bench-start
bench-start: dist ## measure from start to first token, with the archive's cache and without (QUICK=1, WRITE=1)
	@scripts/bench.sh start

.PHONY: dist
dist: build ## the release archive with a Java of its own, into target/dist
	@scripts/dist.sh

.PHONY: dist-check
dist-check: ## unpack the release archive and run its demo where there is no Java
	@scripts/dist-check.sh

.PHONY: jmh
jmh: ## run the micro-benchmarks (JMH='-f 1 TokenIssue': arguments of JMH)
	@scripts/jmh.sh $(JMH)

.PHONY: mutate
mutate: ## change the core in small ways and see whether a test notices (minutes)
	@$(MAVEN) -Dquick test-compile pitest:mutationCoverage

.PHONY: fuzz
fuzz: ## throw random input at everything that reads text from outside (minutes; what it finds becomes a test)
	@for reader in HeaderChain CertificateText DeviceTable; do \
	  JAZZER_FUZZ=1 $(MAVEN) -q -Dquick -Dtest="$${reader}FuzzTest" test || exit 1; \
	done

.PHONY: picture
picture: build ## draw which package knows which, into target/picture
	@scripts/picture.sh

.PHONY: clean
clean: ## throw away what was built
	@rm -rf target
