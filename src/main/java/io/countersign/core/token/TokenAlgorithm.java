package io.countersign.core.token;

import io.countersign.core.signing.KeyRing;
import io.countersign.core.signing.RotateKeys;
import io.countersign.core.signing.SigningAlgorithm;
import io.countersign.core.tenant.OptionRule;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOption;
import io.countersign.core.tenant.TenantOptions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the device tokens of a tenant are signed with: as the tenant wants it, else [KeyRing#DEFAULT]. From the moment
/// of a change on tokens are signed so, those that are handed back before half life as well.
public final class TokenAlgorithm {
    /// The tenant option that sets it (product.md 4).
    public static final TenantOption.Name OPTION =
            new TenantOption.Name("oauth.internal", "device-token.signing-algorithm");

    private TokenAlgorithm() {}

    /// The present algorithm of a tenant's tokens.
    static SigningAlgorithm of(TenantId tenant, TenantOptions options) {
        return options.find(tenant, OPTION)
                .flatMap(option -> SigningAlgorithm.named(option.value()))
                .orElse(KeyRing.DEFAULT);
    }

    /// What may be written to the option: JOSE's name of an algorithm. There is a key of it before it is written.
    public static final class Rule implements OptionRule {
        private static final String NAMES = Arrays.stream(SigningAlgorithm.values())
                .map(SigningAlgorithm::jose)
                .collect(Collectors.joining(", "));

        private final RotateKeys keys;

        /// @param keys where a key is drawn for the first tenant that wants an algorithm
        public Rule(RotateKeys keys) {
            this.keys = keys;
        }

        @Override
        public TenantOption.Name name() {
            return OPTION;
        }

        @Override
        public Optional<String> complaint(String value) {
            return SigningAlgorithm.named(value).isPresent()
                    ? Optional.empty()
                    : Optional.of(OPTION.key() + " is one of " + NAMES + ", not '" + value + "'");
        }

        @Override
        public void prepare(String value, Instant now) {
            SigningAlgorithm.named(value).ifPresent(algorithm -> keys.provide(algorithm, now));
        }
    }
}
