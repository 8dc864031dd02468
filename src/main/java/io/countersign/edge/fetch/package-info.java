/// CRLs and OCSP answers from outside: fetched with limits on all that the other side decides, from public addresses
/// and those that the operator allows.
@NullMarked
package io.countersign.edge.fetch;

import org.jspecify.annotations.NullMarked;
