package io.countersign.core.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PublicJwkTest {
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

    private final InMemorySigningKeys keys = new InMemorySigningKeys();

    /// RFC 7638, 3.1.
    @Test
    void the_thumbprint_of_the_rsa_key_in_the_standard() throws Exception {
        RSAKey example = RSAKey.parse("""
                {"kty":"RSA","e":"AQAB","n":"\
                0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWK\
                RXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMic\
                AtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3\
                XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"}""");

        assertThat(PublicJwk.of(SigningAlgorithm.RS256, example.toRSAPublicKey())
                        .thumbprint())
                .isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    /// RFC 8037, A.3.
    @Test
    void the_thumbprint_of_the_ed25519_key_in_the_standard() {
        var example = new PublicJwk(new TreeMap<>(
                Map.of("kty", "OKP", "crv", "Ed25519", "x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")));

        assertThat(example.thumbprint()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    /// One coordinate in 256 begins with a zero byte, which has to stay.
    @ParameterizedTest
    @EnumSource
    void another_library_gives_a_key_the_same_members_and_the_same_name(SigningAlgorithm algorithm) throws Exception {
        int count = algorithm == SigningAlgorithm.RS256 ? 2 : 600;
        for (int i = 0; i < count; i++) {
            SigningKey key = keys.add(algorithm, NOW, NOW);
            JWK other = byNimbus(key);

            assertThat(key.publicJwk().members()).isEqualTo(members(other));
            assertThat(key.kid()).isEqualTo(other.computeThumbprint().toString());
        }
    }

    private static Map<String, String> members(JWK jwk) {
        var members = new TreeMap<String, String>();
        jwk.getRequiredParams().forEach((name, value) -> members.put(name, value.toString()));
        return members;
    }

    private static JWK byNimbus(SigningKey key) {
        return switch (key.algorithm()) {
            case ES256 -> new ECKey.Builder(Curve.P_256, (ECPublicKey) key.publicKey()).build();
            case RS256 -> new RSAKey.Builder((RSAPublicKey) key.publicKey()).build();
            case EDDSA -> {
                byte[] x509 = key.publicKey().getEncoded();
                yield new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(Arrays.copyOfRange(x509, 12, 44)))
                        .build();
            }
        };
    }
}
