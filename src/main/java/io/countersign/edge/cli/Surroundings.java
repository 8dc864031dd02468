package io.countersign.edge.cli;

import io.countersign.core.device.CommonNames;
import io.countersign.core.revocation.RevocationFormats;
import io.countersign.core.trust.CertificateDetails;
import java.io.InputStream;
import java.util.Map;

/// What a command finds around it; `Main` hands over the real things.
///
/// @param environment all variables of the process
/// @param input standard input, for the commands that read it
/// @param launch starts the server for `serve` and `demo`
/// @param details reads certificates for `verify`
/// @param formats reads revocation lists and OCSP answers for `verify`
/// @param commonNames reads the names of devices for `verify`
public record Surroundings(
        Map<String, String> environment,
        InputStream input,
        Launch launch,
        CertificateDetails details,
        CommonNames commonNames,
        RevocationFormats formats) {}
