/// The keys we sign with and publish.
@NullMarked
package io.countersign.core.signing;

import org.jspecify.annotations.NullMarked;
