/// What the operator sets: flags, environment and file become one immutable [Settings].
@NullMarked
package io.countersign.edge.config;

import org.jspecify.annotations.NullMarked;
