/// Tools that several tests share: certificates of every good and bad kind.
@NullMarked
package io.countersign.testing;

import org.jspecify.annotations.NullMarked;
