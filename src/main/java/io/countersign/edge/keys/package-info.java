/// The master key, and what is done with private keys and passwords.
@NullMarked
package io.countersign.edge.keys;

import org.jspecify.annotations.NullMarked;
