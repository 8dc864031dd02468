package io.countersign.core.token;

import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.TenantId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// How one tenant vouches for a device, and the token that was written on that last: devices that ask before half life
/// get the same again, and a signature costs more than all the rest of an answer.
final class Vouching {
    private final TenantId tenant;
    private final Vouched vouched;
    private final AtomicReference<@Nullable Written> last = new AtomicReference<>();

    Vouching(TenantId tenant, Vouched vouched) {
        this.tenant = tenant;
        this.vouched = vouched;
    }

    /// What a token comes of, besides tenant, device and what vouches for it: as long as it is the same, so is the
    /// token.
    ///
    /// @param kid of the key that signs it
    record Cause(Domain domain, Issued issued, String kid) {
        /// A device's next token has another stamp, which is told sooner than that all else is equal.
        boolean isThatOf(Cause other) {
            return issued.stamp().value() == other.issued.stamp().value() && equals(other);
        }
    }

    private record Written(Cause cause, DeviceToken.Signed token) {}

    TenantId tenant() {
        return tenant;
    }

    Vouched vouched() {
        return vouched;
    }

    Optional<DeviceToken.Signed> written(Cause cause) {
        Written written = last.get();
        return written != null && written.cause().isThatOf(cause) ? Optional.of(written.token()) : Optional.empty();
    }

    DeviceToken.Signed keep(Cause cause, DeviceToken.Signed token) {
        last.set(new Written(cause, token));
        return token;
    }
}
