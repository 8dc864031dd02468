package io.countersign.edge.cli;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One case of `verify-jws --batch`, in the format jws-vectors/1: a JWS in compact form and the one key to check it
/// with.
///
/// A key is for one algorithm, which it names; a token that names another is refused, whatever it is. Nothing in a
/// token's header leads to a key (RFC 8725, 3.1, 3.5 and 3.10).
final class JwsCase {
    /// The longest JWS that is looked at, in characters.
    static final int LENGTH_MAX = 1 << 20;

    private static final Map<JWSAlgorithm, Curve> CURVES = Map.of(
            JWSAlgorithm.ES256, Curve.P_256,
            JWSAlgorithm.ES384, Curve.P_384,
            JWSAlgorithm.ES512, Curve.P_521);
    private static final Set<JWSAlgorithm> RSA = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512);
    private static final Map<JWSAlgorithm, Integer> MAC_BITS =
            Map.of(JWSAlgorithm.HS256, 256, JWSAlgorithm.HS384, 384, JWSAlgorithm.HS512, 512);
    private static final int RSA_BITS_MIN = 2048;
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JwsCase() {}

    /// The answer to one case.
    static Map<String, ?> answer(JsonNode json) {
        if (!json.path("jws").isString() || !json.path("jwk").isObject()) {
            return JsonLines.rejected("unreadable", "'jws' is a text and 'jwk' an object.");
        }
        if (json.path("jwk").path("kty").asString("").equals("OKP")) {
            return Map.of("result", "unsupported", "detail", "Keys of the type OKP are not checked by this command.");
        }
        return complaint(json.path("jws").stringValue(), json.path("jwk"))
                .<Map<String, ?>>map(why -> JsonLines.rejected(why.reason(), why.detail()))
                .orElseGet(() -> Map.of("result", "accept"));
    }

    private record Complaint(String reason, String detail) {
        static Optional<Complaint> of(String reason, String detail) {
            return Optional.of(new Complaint(reason, detail));
        }
    }

    private static Optional<Complaint> complaint(String jws, JsonNode jwk) {
        try {
            JWK key = JWK.parse(jwk.toString());
            Optional<Complaint> unfit = complaintOf(key);
            if (unfit.isPresent()) {
                return unfit;
            }
            Optional<Complaint> broken = formOf(jws);
            return broken.isPresent() ? broken : check(JWSObject.parse(jws), key);
        } catch (ParseException | JacksonException | IllegalArgumentException unreadable) {
            return Complaint.of("unreadable", "The token or the key cannot be read: " + unreadable.getMessage() + ".");
        } catch (JOSEException unusable) {
            return Complaint.of("bad_key", "The key cannot be used: " + unusable.getMessage() + ".");
        }
    }

    /// A key names the algorithm that it is for, and fits it.
    private static Optional<Complaint> complaintOf(JWK key) {
        if (key.getAlgorithm() == null) {
            return Complaint.of("bad_key", "The key names no algorithm ('alg').");
        }
        JWSAlgorithm algorithm = algorithm(key);
        boolean fits = switch (key) {
            case ECKey ec -> ec.getCurve().equals(CURVES.get(algorithm));
            case RSAKey rsa -> RSA.contains(algorithm) && rsa.size() >= RSA_BITS_MIN;
            case OctetSequenceKey secret -> MAC_BITS.containsKey(algorithm) && secret.size() >= MAC_BITS.get(algorithm);
            default -> false;
        };
        if (!fits) {
            return Complaint.of("bad_key", "The key is not one for " + algorithm + ".");
        }
        boolean isForVerifying = (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (key.getKeyOperations() == null
                        || key.getKeyOperations().contains(KeyOperation.VERIFY)
                        || key.getKeyOperations().contains(KeyOperation.SIGN));
        return isForVerifying
                ? Optional.empty()
                : Complaint.of("bad_key", "The key is not meant for signatures ('use' or 'key_ops').");
    }

    private static JWSAlgorithm algorithm(JWK key) {
        return JWSAlgorithm.parse(key.getAlgorithm().getName());
    }

    /// Three parts, each the one base64url text of its bytes (RFC 7515, 2 and RFC 4648, 3.5), and a header that names
    /// no member twice.
    private static Optional<Complaint> formOf(String jws) {
        if (jws.length() > LENGTH_MAX) {
            return Complaint.of("unreadable", "A token has at most " + LENGTH_MAX + " characters.");
        }
        List<String> parts = List.of(jws.split("\\.", -1));
        if (parts.size() != 3) {
            return Complaint.of("unreadable", "A JWS in compact form has three parts, not " + parts.size() + ".");
        }
        for (String part : parts) {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return Complaint.of(
                        "unreadable", "A part of the token is not the base64url, without padding, of its bytes.");
            }
        }
        STRICT.readTree(Base64.getUrlDecoder().decode(parts.getFirst()));
        return Optional.empty();
    }

    private static Optional<Complaint> check(JWSObject token, JWK key) throws JOSEException {
        JWSAlgorithm algorithm = algorithm(key);
        if (!token.getHeader().getAlgorithm().equals(algorithm)) {
            return Complaint.of(
                    "wrong_algorithm",
                    "The token is signed by " + token.getHeader().getAlgorithm() + ", the key is for " + algorithm
                            + ".");
        }
        JWSVerifier verifier = switch (key) {
            case ECKey ec -> new ECDSAVerifier(ec);
            case RSAKey rsa -> new RSASSAVerifier(rsa);
            case OctetSequenceKey secret -> new MACVerifier(secret);
            default -> throw new JOSEException("no verifier for " + key.getKeyType());
        };
        return token.verify(verifier)
                ? Optional.empty()
                : Complaint.of(
                        "bad_signature",
                        "The signature is not that of the key, or the header asks for what is not known.");
    }
}
