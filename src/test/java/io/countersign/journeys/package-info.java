/// The real server, real TLS, on loopback; each test a sentence of the manual.
@NullMarked
package io.countersign.journeys;

import org.jspecify.annotations.NullMarked;
