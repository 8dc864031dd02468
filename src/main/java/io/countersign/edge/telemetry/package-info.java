/// What is seen of the server from outside: metrics, a log line per request, health.
@NullMarked
package io.countersign.edge.telemetry;

import org.jspecify.annotations.NullMarked;
