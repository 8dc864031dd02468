package io.countersign.core.tenant;

import java.util.regex.Pattern;

/// The name of a tenant: 2 to 32 characters `a-z 0-9 _ -`, beginning with a letter.
///
/// It stands in URLs, in the claim `ten` and before the slash of a Basic login, so it holds no character that one of
/// them would have to escape.
public record TenantId(String value) implements Comparable<TenantId> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_-]{1,31}");

    /// The tenant that runs the others.
    public static final TenantId MANAGEMENT = new TenantId("management");

    /// @throws IllegalArgumentException if the text is not of the form above
    public TenantId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a tenant id is 2 to 32 characters of a-z, 0-9, _ and -, beginning with"
                    + " a letter, not '" + value + "'");
        }
    }

    /// Whether the text could be a tenant id.
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /// Whether this is the tenant that runs the others.
    public boolean isManagement() {
        return equals(MANAGEMENT);
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
