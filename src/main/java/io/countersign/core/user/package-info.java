/// The people and devices that call the API, and what they may do.
@NullMarked
package io.countersign.core.user;

import org.jspecify.annotations.NullMarked;
