/// What CAs publish about revoked certificates, read.
@NullMarked
package io.countersign.edge.revocation;

import org.jspecify.annotations.NullMarked;
