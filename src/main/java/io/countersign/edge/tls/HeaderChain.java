package io.countersign.edge.tls;

import io.countersign.core.trust.ChainUnreadable;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Reads `X-Ssl-Cert-Chain`: PEM blocks whose line breaks became spaces, one after the other (contract.md 1.2).
///
/// Between and inside blocks white space and commas are ignored; anything else makes the header unreadable, as does a
/// header without a complete block.
public final class HeaderChain {
    /// The longest header, in characters.
    public static final int LENGTH_MAX = 64 * 1024;

    /// How many certificates are read, duplicates included.
    static final int CERTIFICATES_MAX = 20;

    static final String NAME = "X-Ssl-Cert-Chain";

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private HeaderChain() {}

    /// The certificates in the order of the header.
    ///
    /// @throws ChainUnreadable if the header is too long, holds no complete block or anything else, or a
    ///     block holds no certificate
    public static List<X509Certificate> parse(String header) throws ChainUnreadable {
        return parse(header, NAME);
    }

    /// Reads another text of the same form.
    ///
    /// @param source where it stood, for messages
    public static List<X509Certificate> parse(String header, String source) throws ChainUnreadable {
        var certificates = new ArrayList<X509Certificate>();
        for (EncodedCertificate certificate : split(header, source)) {
            certificates.add(certificate.read());
        }
        return certificates;
    }

    /// Finds the certificates, but does not read them.
    static List<EncodedCertificate> split(String header, String source) throws ChainUnreadable {
        if (header.length() > LENGTH_MAX) {
            throw new ChainUnreadable(
                    source + " is at most " + LENGTH_MAX + " characters, not " + header.length() + ".");
        }
        var certificates = new ArrayList<EncodedCertificate>();
        int position = skipSeparators(header, 0);
        while (position < header.length()) {
            int number = certificates.size() + 1;
            if (number > CERTIFICATES_MAX) {
                throw new ChainUnreadable(source + " holds more than " + CERTIFICATES_MAX + " certificates.");
            }
            int block = position + BEGIN.length();
            int end = header.indexOf(END, block);
            if (!header.startsWith(BEGIN, position) || end < 0) {
                throw new ChainUnreadable(
                        "Block " + number + " of " + source + " is not framed by '" + BEGIN + "' and '" + END + "'.");
            }
            certificates.add(certificate(header.substring(block, end), "Block " + number + " of " + source));
            position = skipSeparators(header, end + END.length());
        }
        if (certificates.isEmpty()) {
            throw new ChainUnreadable(source + " holds no certificate.");
        }
        return certificates;
    }

    private static EncodedCertificate certificate(String block, String place) throws ChainUnreadable {
        var base64 = new StringBuilder(block.length());
        for (int i = 0; i < block.length(); i++) {
            char c = block.charAt(i);
            if (!isSeparator(c)) {
                base64.append(c);
            }
        }
        try {
            return new EncodedCertificate(Base64.getDecoder().decode(base64.toString()), place);
        } catch (IllegalArgumentException noBase64) {
            throw new ChainUnreadable(place + " is not the base64 of a certificate.");
        }
    }

    private static int skipSeparators(String header, int from) {
        int position = from;
        while (position < header.length() && isSeparator(header.charAt(position))) {
            position++;
        }
        return position;
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',';
    }
}
