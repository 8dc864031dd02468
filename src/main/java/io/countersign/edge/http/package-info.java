/// The HTTP face: routes, endpoints, problems.
@NullMarked
package io.countersign.edge.http;

import org.jspecify.annotations.NullMarked;
