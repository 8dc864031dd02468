/// The endpoints of the REST API.
@NullMarked
package io.countersign.edge.http.api;

import org.jspecify.annotations.NullMarked;
