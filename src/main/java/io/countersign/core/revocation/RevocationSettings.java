package io.countersign.core.revocation;

import io.countersign.core.tenant.OptionRule;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOption;
import io.countersign.core.tenant.TenantOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// How a tenant wants revocation to be looked at (contract.md 2.4, product.md 3.5).
///
/// What is taken back by hand, and uploaded lists, count unless that is switched off: an empty list refuses nobody, and
/// who fills one means it. Lists are not fetched: the option for that can only be off.
///
/// @param isLookedAt whether certificates taken back by hand and uploaded lists count
/// @param isOpen whether certificates pass whose status cannot be told
/// @param grace how long a list counts after it should have been replaced
public record RevocationSettings(boolean isLookedAt, boolean isOpen, Duration grace) {
    static final TenantOption.Name OFFLINE = option("crl.offline.check.enabled");
    static final TenantOption.Name ONLINE = option("crl.online.check.enabled");
    static final TenantOption.Name POLICY = option("crl.failure.policy");
    static final TenantOption.Name GRACE = option("crl.failure.grace.seconds");

    /// How long a list counts after it should have been replaced, unless the tenant says otherwise.
    static final Duration GRACE_DEFAULT = Duration.ofHours(1);

    static final int GRACE_SECONDS_MAX = 86_400 * 30;

    private static final String OPEN = "open";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private static TenantOption.Name option(String key) {
        return new TenantOption.Name("configuration", key);
    }

    /// The present settings of a tenant.
    public static RevocationSettings of(TenantId tenant, TenantOptions options) {
        return new RevocationSettings(
                !value(tenant, options, OFFLINE).equals("false"),
                value(tenant, options, POLICY).equals(OPEN),
                options.find(tenant, GRACE)
                        .map(TenantOption::value)
                        .filter(RevocationSettings::isGrace)
                        .map(text -> Duration.ofSeconds(Integer.parseInt(text)))
                        .orElse(GRACE_DEFAULT));
    }

    private static String value(TenantId tenant, TenantOptions options, TenantOption.Name name) {
        return options.find(tenant, name).map(TenantOption::value).orElse("");
    }

    private static boolean isGrace(String text) {
        return NUMBER.matcher(text).matches() && Integer.parseInt(text) <= GRACE_SECONDS_MAX;
    }

    /// What may be written to these options.
    public static List<OptionRule> rules() {
        return List.of(
                new Rule(OFFLINE, text -> text.equals("true") || text.equals("false"), "is true or false"),
                new Rule(ONLINE, "false"::equals, "can only be false: lists are uploaded, not fetched"),
                new Rule(POLICY, text -> text.equals(OPEN) || text.equals("closed"), "is open or closed"),
                new Rule(
                        GRACE,
                        RevocationSettings::isGrace,
                        "is a whole number of seconds from 0 to " + GRACE_SECONDS_MAX));
    }

    private record Rule(TenantOption.Name name, Predicate<String> isRight, String form) implements OptionRule {
        @Override
        public Optional<String> complaint(String value) {
            return isRight.test(value)
                    ? Optional.empty()
                    : Optional.of(name.key() + " " + form + ", not '" + value + "'");
        }
    }
}
