package io.countersign.core.revocation;

import io.countersign.core.revocation.KeptCrl.Origin;
import io.countersign.core.tenant.OptionRule;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOption;
import io.countersign.core.tenant.TenantOptions;
import io.countersign.core.trust.TrustAnchor;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// How a tenant wants revocation to be looked at (contract.md 2.4, product.md 3.5).
///
/// What is taken back by hand, and uploaded lists, count unless that is switched off: an empty list refuses nobody, and
/// who fills one means it. Lists are fetched and responders asked only where that is switched on: then a status that
/// cannot be told refuses.
///
/// @param offline whether certificates taken back by hand and uploaded lists count
/// @param online whether the lists that certificates name are fetched and count
/// @param ocsp whether the OCSP responders that certificates name are asked and count
/// @param isOpen whether certificates pass whose status cannot be told
/// @param grace how long a list counts after it should have been replaced
public record RevocationSettings(boolean offline, boolean online, boolean ocsp, boolean isOpen, Duration grace) {
    static final TenantOption.Name OFFLINE = option("crl.offline.check.enabled");
    static final TenantOption.Name ONLINE = option("crl.online.check.enabled");
    static final TenantOption.Name OCSP = option("ocsp.check.enabled");
    static final TenantOption.Name POLICY = option("crl.failure.policy");
    static final TenantOption.Name GRACE = option("crl.failure.grace.seconds");

    /// How long a list counts after it should have been replaced, unless the tenant says otherwise.
    static final Duration GRACE_DEFAULT = Duration.ofHours(1);

    static final int GRACE_SECONDS_MAX = 86_400 * 30;

    /// The category of options that say where lists of an anchor are, whatever its certificates say: the key is the
    /// anchor's fingerprint, the value URIs with white space between them.
    static final String URIS_CATEGORY = "crl.urls";

    private static final String OPEN = "open";
    private static final String TRUE = "true";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private static TenantOption.Name option(String key) {
        return new TenantOption.Name("configuration", key);
    }

    /// The present settings of a tenant.
    public static RevocationSettings of(TenantId tenant, TenantOptions options) {
        return new RevocationSettings(
                !value(tenant, options, OFFLINE).equals("false"),
                value(tenant, options, ONLINE).equals(TRUE),
                value(tenant, options, OCSP).equals(TRUE),
                value(tenant, options, POLICY).equals(OPEN),
                options.find(tenant, GRACE)
                        .map(TenantOption::value)
                        .filter(RevocationSettings::isGrace)
                        .map(text -> Duration.ofSeconds(Integer.parseInt(text)))
                        .orElse(GRACE_DEFAULT));
    }

    /// Where a tenant says that the lists of an anchor are.
    static List<String> listsOf(TrustAnchor anchor, TenantOptions options) {
        var name = new TenantOption.Name(URIS_CATEGORY, anchor.fingerprint().hex());
        return options.find(anchor.tenant(), name).map(TenantOption::value).stream()
                .flatMap(text -> Arrays.stream(text.strip().split("\\s+", -1)))
                .limit(PublishedAt.URIS_MAX)
                .toList();
    }

    /// The lists that count.
    Set<Origin> lists() {
        Set<Origin> origins = EnumSet.noneOf(Origin.class);
        if (offline) {
            origins.add(Origin.UPLOADED);
        }
        if (online) {
            origins.add(Origin.FETCHED);
        }
        return origins;
    }

    /// Whether something outside is asked.
    boolean asksOutside() {
        return online || ocsp;
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
                Rule.ofSwitch(OFFLINE),
                Rule.ofSwitch(ONLINE),
                Rule.ofSwitch(OCSP),
                new Rule(POLICY, text -> text.equals(OPEN) || text.equals("closed"), "is open or closed"),
                new Rule(
                        GRACE,
                        RevocationSettings::isGrace,
                        "is a whole number of seconds from 0 to " + GRACE_SECONDS_MAX));
    }

    private record Rule(TenantOption.Name name, Predicate<String> isRight, String form) implements OptionRule {
        static Rule ofSwitch(TenantOption.Name name) {
            return new Rule(name, text -> text.equals(TRUE) || text.equals("false"), "is true or false");
        }

        @Override
        public Optional<String> complaint(String value) {
            return isRight.test(value)
                    ? Optional.empty()
                    : Optional.of(name.key() + " " + form + ", not '" + value + "'");
        }
    }
}
