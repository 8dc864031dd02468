/// Where the facts are kept, and what may go wrong there.
@NullMarked
package io.countersign.edge.store;

import org.jspecify.annotations.NullMarked;
