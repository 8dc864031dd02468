/// What CAs publish about revoked certificates, read; and our own revocation lists, written.
@NullMarked
package io.countersign.edge.revocation;

import org.jspecify.annotations.NullMarked;
