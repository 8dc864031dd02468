package io.countersign.core.token;

import io.countersign.core.device.DeviceId;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.AnchorId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// When each device's current token was issued. Tokens themselves are not kept (product.md 3.8).
public interface IssuedTokens {
    Optional<Issued> find(TenantId tenant, DeviceId device);

    /// Replaces what is remembered of a device, one caller at a time. On disk within a second; a crash may lose that
    /// second.
    ///
    /// @param change must have no effect of its own
    /// @return what is remembered now
    Issued update(TenantId tenant, DeviceId device, Function<Optional<Issued>, Issued> change);

    /// Replaces it likewise, and has it on disk when it returns.
    void updateDurably(TenantId tenant, DeviceId device, Function<Optional<Issued>, Issued> change);

    /// The stamp up to which all tokens of a tenant were ended together; [Stamp#NONE] if they never were.
    Stamp endedUpTo(TenantId tenant);

    /// The same, but for a stamp of a clock that was wrong.
    default Stamp endedUpTo(TenantId tenant, Instant now) {
        Stamp stamp = endedUpTo(tenant);
        return stamp.isAheadOf(now) ? Stamp.NONE : stamp;
    }

    /// Remembers another one instead, and has it on disk when it returns.
    void endUpTo(TenantId tenant, Stamp stamp);

    /// How many devices of a tenant last came through this anchor.
    long countThrough(TenantId tenant, AnchorId anchor);
}
