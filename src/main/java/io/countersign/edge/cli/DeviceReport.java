package io.countersign.edge.cli;

import io.countersign.core.device.CommonNames;
import io.countersign.core.device.DeviceId;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `verify` tells of a device's chain: the decision on the chain, then which device its leaf names.
///
/// @param device the id of the device; empty if the chain is refused or the leaf names none
/// @param complaint why the leaf of an accepted chain names no device, or nothing
record DeviceReport(ChainReport chain, String device, String complaint) {
    private static final String BAD_DEVICE_ID = "bad_device_id";
    private static final String HINT = "Issue a certificate whose subject has one common name, the id of the device.";

    static DeviceReport of(ChainReport chain, X509Certificate leaf, CommonNames commonNames) {
        if (!chain.isAccepted()) {
            return new DeviceReport(chain, "", "");
        }
        try {
            DeviceId id = DeviceId.ofCommonNames(commonNames.of(leaf.getSubjectX500Principal()));
            return new DeviceReport(chain, id.value(), "");
        } catch (IllegalArgumentException namesNone) {
            return new DeviceReport(chain, "", String.valueOf(namesNone.getMessage()));
        }
    }

    boolean isAccepted() {
        return chain.isAccepted() && complaint.isEmpty();
    }

    Map<String, Object> json() {
        var answer = new LinkedHashMap<>(chain.json());
        if (!complaint.isEmpty()) {
            answer.put("result", "reject");
            answer.put("reason", BAD_DEVICE_ID);
            answer.put("detail", complaint + ".");
            answer.put("hint", HINT);
        }
        if (!device.isEmpty()) {
            answer.put("device", device);
        }
        return answer;
    }

    /// The tree, the checks, and what came of them.
    ///
    /// @param isRevocationLookedAt whether there was anything to find a revocation in
    List<String> lines(boolean isRevocationLookedAt) {
        var lines = new ArrayList<>(chain.tree());
        lines.add("");
        lines.addAll(chain.checks(isRevocationLookedAt));
        lines.add(
                isAccepted()
                        ? "✓ the certificate names a device: " + device
                        : (complaint.isEmpty() ? "– " : "✗ ") + "the certificate names a device");
        lines.add("");
        if (isAccepted()) {
            lines.add("Accepted.");
            return lines;
        }
        Map<String, Object> answer = json();
        lines.add("Refused: " + answer.get("reason"));
        lines.add("  " + answer.get("detail"));
        lines.add("What to do:");
        lines.add("  " + answer.get("hint"));
        return lines;
    }
}
