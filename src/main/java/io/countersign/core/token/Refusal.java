package io.countersign.core.token;

import io.countersign.core.device.DeviceId;
import io.countersign.core.tenant.Domain;
import io.countersign.core.trust.ChainFault;

/// Why a device gets no token. Every reason is one type, so that no caller can forget one.
public sealed interface Refusal {
    /// What was shown is no chain of certificates.
    ///
    /// @param why one sentence
    record Unreadable(String why) implements Refusal {}

    /// No path to a trust anchor holds.
    record Chain(ChainFault fault) implements Refusal {}

    /// Several tenants trust the leaf, and neither the host name nor a registration tells which is meant.
    record TenantAmbiguous() implements Refusal {}

    /// The device asked for the host name of another tenant than its own.
    ///
    /// @param own the host name of its own
    record Misdirected(Domain own) implements Refusal {}

    /// The tenant is not served at present.
    record TenantSuspended() implements Refusal {}

    /// The leaf names no device.
    ///
    /// @param rule what is wrong with its common name, as a sentence without the full stop
    record BadDeviceId(String rule) implements Refusal {}

    /// The tenant does not know the device, and its anchor registers none by itself.
    record NotRegistered(DeviceId device) implements Refusal {}

    /// An administrator has disabled the device.
    record DeviceDisabled(DeviceId device) implements Refusal {}

    /// The device is registered to prove itself by password.
    record PasswordDevice(DeviceId device) implements Refusal {}
}
