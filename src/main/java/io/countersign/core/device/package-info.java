/// Which devices are registered.
@NullMarked
package io.countersign.core.device;

import org.jspecify.annotations.NullMarked;
