package io.countersign.edge.tls;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countersign.core.trust.ChainUnreadable;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import org.junit.jupiter.api.Timeout;

/// Whatever stands in `X-Ssl-Cert-Chain`, it is a chain or it is refused: nothing else is thrown, and what was read can
/// be written again (`make fuzz`; the collected inputs run with every test run).
class HeaderChainFuzzTest {
    @FuzzTest(maxDuration = "1m")
    @Timeout(90)
    void any_header_is_a_chain_or_is_refused(byte[] header) throws CertificateEncodingException {
        try {
            for (var certificate : HeaderChain.parse(new String(header, StandardCharsets.ISO_8859_1))) {
                if (certificate.getEncoded().length == 0) {
                    throw new AssertionError("a certificate without bytes");
                }
            }
        } catch (ChainUnreadable refused) {
            if (String.valueOf(refused.getMessage()).isBlank()) {
                throw new AssertionError("a refusal without a reason", refused);
            }
        }
    }
}
