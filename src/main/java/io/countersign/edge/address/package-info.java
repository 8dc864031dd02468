/// Names and addresses of hosts as operators and URIs write them: literals, ranges, and lists of destinations.
@NullMarked
package io.countersign.edge.address;

import org.jspecify.annotations.NullMarked;
