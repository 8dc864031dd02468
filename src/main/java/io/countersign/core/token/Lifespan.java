package io.countersign.core.token;

import io.countersign.core.tenant.OptionRule;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOption;
import io.countersign.core.tenant.TenantOptions;
import java.util.Optional;

/// How long the device tokens of a tenant live: 300 seconds to 30 days, an hour if the tenant says nothing.
public record Lifespan(int seconds) {
    /// The tenant option that sets it (contract.md 1.5).
    public static final TenantOption.Name OPTION =
            new TenantOption.Name("oauth.internal", "device-token.lifespan.seconds");

    static final int SECONDS_MIN = 300;
    static final int SECONDS_MAX = 86_400 * 30;
    static final Lifespan DEFAULT = new Lifespan(3600);

    private static final int DIGITS_MAX = 9;

    /// @throws IllegalArgumentException if shorter than 5 minutes or longer than 30 days
    public Lifespan {
        if (seconds < SECONDS_MIN || seconds > SECONDS_MAX) {
            throw new IllegalArgumentException(
                    "a device token lives " + SECONDS_MIN + " to " + SECONDS_MAX + " seconds, not " + seconds);
        }
    }

    /// The present lifespan of a tenant's tokens.
    static Lifespan of(TenantId tenant, TenantOptions options) {
        return options.find(tenant, OPTION)
                .flatMap(option -> parse(option.value()))
                .orElse(DEFAULT);
    }

    private static Optional<Lifespan> parse(String text) {
        if (text.isEmpty() || text.length() > DIGITS_MAX || !isOfDigits(text)) {
            return Optional.empty();
        }
        int seconds = Integer.parseInt(text);
        return seconds < SECONDS_MIN || seconds > SECONDS_MAX ? Optional.empty() : Optional.of(new Lifespan(seconds));
    }

    private static boolean isOfDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /// What may be written to the option: a whole number in the range.
    public static final class Rule implements OptionRule {
        @Override
        public TenantOption.Name name() {
            return OPTION;
        }

        @Override
        public Optional<String> complaint(String value) {
            return parse(value).isPresent()
                    ? Optional.empty()
                    : Optional.of(OPTION.key() + " is a whole number of seconds from " + SECONDS_MIN + " to "
                            + SECONDS_MAX + ", not '" + value + "'");
        }
    }
}
