/// Whom a tenant trusts, and whether a chain leads there.
@NullMarked
package io.countersign.core.trust;

import org.jspecify.annotations.NullMarked;
