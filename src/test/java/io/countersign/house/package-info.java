/// The rules of this house, as code: what each forbids, why, and what to do instead.
@NullMarked
package io.countersign.house;

import org.jspecify.annotations.NullMarked;
