package io.countersign.edge.http;

import io.countersign.core.token.Refusal;
import java.util.Locale;

/// Refused token requests as HTTP: status and strings of contract.md 1.4, reason codes of product.md 3.
public final class TokenProblems {
    private static final String NO_CHAIN = "Invalid certificate chain!";
    private static final String NO_DATA = "Cannot process certificate data.";
    private static final String NOT_REGISTERED = "Auto registeration is failed for device/Unprocessable Entity";
    private static final String BULK_HINT = "Register it (POST /devicecontrol/bulkNewDeviceRequests with"
            + " AUTH_TYPE=CERTIFICATES) or set autoRegistrationEnabled on its trusted certificate.";

    private TokenProblems() {}

    /// The answer to a refusal.
    public static Problem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Unreadable(var why) -> chainUnreadable(why);
            case Refusal.Chain(var fault) ->
                unauthorized(fault.reason().code())
                        .detail(fault.detail())
                        .hint(fault.reason().remedy());
            case Refusal.TenantAmbiguous() ->
                unauthorized("tenant_ambiguous")
                        .detail("Several tenants trust this certificate.")
                        .hint("Register the device in one of them, or use the host name of its tenant.");
            case Refusal.Misdirected(var own) ->
                Problem.of(421, "general/Misdirected Request", "The host is not that of the tenant.", "misdirected")
                        .detail("The host name that was asked for is not that of this device's tenant.")
                        .hint("Use the host name " + own.host() + ".");
            case Refusal.TenantSuspended() ->
                forbidden("tenant_suspended")
                        .detail("The tenant of this device is suspended.")
                        .hint("Ask the operator to activate the tenant.");
            case Refusal.BadDeviceId(var rule) ->
                Problem.of(422, "Invalid Data", NO_DATA, "bad_device_id")
                        .detail("The common name of the device certificate names no device: " + rule + ".")
                        .hint("Issue a certificate whose subject has one common name, the id of the device.");
            case Refusal.NotRegistered(var device) ->
                Problem.of(422, NOT_REGISTERED, NO_DATA, "not_registered")
                        .detail("Device '" + device.value() + "' is not registered.")
                        .hint(BULK_HINT);
            case Refusal.DeviceDisabled(var device) ->
                forbidden("device_disabled")
                        .detail("Device '" + device.value() + "' is disabled.")
                        .hint("Enable its user device_" + device.value() + ".");
            case Refusal.PasswordDevice(var device) ->
                forbidden("password_device")
                        .detail("Device '" + device.value() + "' is registered to use a password.")
                        .hint(BULK_HINT);
        };
    }

    static Problem noClientCertificate() {
        return unauthorized("no_client_certificate")
                .detail("The request came without a client certificate.")
                .hint("Send it to the device port with the device's certificate and key (curl --cert and --key). Only a"
                        + " server with --tls-engine jdk takes keys of Ed25519, P-521 and RSASSA-PSS.");
    }

    /// The answer to certificates that cannot be read.
    ///
    /// @param why one sentence
    public static Problem chainUnreadable(String why) {
        return Problem.of(
                        400,
                        "Device Certificates/Bad Request",
                        "Cannot parse X509 certificate. : Incomplete data",
                        "chain_unreadable")
                .detail(why)
                .hint("Send whole PEM blocks with every line break as one space, or no X-Ssl-Cert-Chain at all.");
    }

    static Problem featureOff() {
        return Problem.of(
                404, "Not Found", "This feature is disabled, please contact system administrator.", "feature_disabled");
    }

    /// The stable code of a reason.
    static String code(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private static Problem unauthorized(String reason) {
        return Problem.of(401, "security/Unauthorized", NO_CHAIN, reason);
    }

    private static Problem forbidden(String reason) {
        return Problem.of(403, "security/Forbidden", "Access is denied.", reason);
    }
}
