/// Micro-benchmarks (JMH) of the steps of a token request.
@NullMarked
package io.countersign.bench.micro;

import org.jspecify.annotations.NullMarked;
