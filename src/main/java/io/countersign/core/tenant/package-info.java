/// Who uses the service and how it is set up.
@NullMarked
package io.countersign.core.tenant;

import org.jspecify.annotations.NullMarked;
