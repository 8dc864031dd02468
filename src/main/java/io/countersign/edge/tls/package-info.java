/// The server's handshake and the client's chain.
@NullMarked
package io.countersign.edge.tls;

import org.jspecify.annotations.NullMarked;
