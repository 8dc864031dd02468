/// Test cases that others wrote, run through our decisions; they lie outside this repository.
@NullMarked
package io.countersign.vectors;

import org.jspecify.annotations.NullMarked;
