/// Which certificates were taken back.
@NullMarked
package io.countersign.core.revocation;

import org.jspecify.annotations.NullMarked;
