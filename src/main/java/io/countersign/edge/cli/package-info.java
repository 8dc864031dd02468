/// The operator's commands: what `countersign` understands on the command line.
@NullMarked
package io.countersign.edge.cli;

import org.jspecify.annotations.NullMarked;
