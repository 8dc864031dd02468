/// Keys and certificates in PEM files, and the making of small CAs: shared by the TLS set-up and the commands.
@NullMarked
package io.countersign.edge.pem;

import org.jspecify.annotations.NullMarked;
