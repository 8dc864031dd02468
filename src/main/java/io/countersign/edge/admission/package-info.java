/// Lets in as many new connections as can be served, and turns the others away at once.
@NullMarked
package io.countersign.edge.admission;

import org.jspecify.annotations.NullMarked;
