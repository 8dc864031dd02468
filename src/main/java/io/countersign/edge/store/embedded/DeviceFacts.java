package io.countersign.edge.store.embedded;

import io.countersign.core.device.Device;
import io.countersign.core.token.Issued;
import java.util.Optional;

/// What is known of one device: itself and its current token. They change together, as one value, so that a token
/// cannot outlive its device in memory.
///
/// @param device empty if there is no such device
/// @param issued empty before the first token
/// @param isDirty whether `issued` is newer than what is on disk
record DeviceFacts(Optional<Device> device, Optional<Issued> issued, boolean isDirty) {
    static final DeviceFacts NONE = new DeviceFacts(Optional.empty(), Optional.empty(), false);

    DeviceFacts with(Device changed) {
        return new DeviceFacts(Optional.of(changed), issued, isDirty);
    }

    DeviceFacts with(Issued newer) {
        return new DeviceFacts(device, Optional.of(newer), true);
    }

    /// The same, now on disk.
    DeviceFacts clean() {
        return new DeviceFacts(device, issued, false);
    }
}
