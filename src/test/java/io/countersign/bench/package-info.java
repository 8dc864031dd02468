/// The benchmark: fleets, the servers that are compared, the load on them and the report. `docs/performance.md` says
/// how it is run and what it found.
@NullMarked
package io.countersign.bench;

import org.jspecify.annotations.NullMarked;
