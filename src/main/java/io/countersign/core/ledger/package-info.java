/// Which requests were refused, and why.
@NullMarked
package io.countersign.core.ledger;

import org.jspecify.annotations.NullMarked;
