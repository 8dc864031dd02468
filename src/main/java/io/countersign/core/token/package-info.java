/// Who gets a token, what it says, and whether it still counts.
@NullMarked
package io.countersign.core.token;

import org.jspecify.annotations.NullMarked;
