/// The whole program, wired by hand: [Main] and the few classes beside it are the only ones that know all others.
@NullMarked
package io.countersign;

import org.jspecify.annotations.NullMarked;
