/// The store that needs no installation: SQLite in the data folder, for one node.
@NullMarked
package io.countersign.edge.store.embedded;

import org.jspecify.annotations.NullMarked;
