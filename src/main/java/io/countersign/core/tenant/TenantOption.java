package io.countersign.core.tenant;

/// A setting of a tenant: category, key and a text value (contract.md 3).
///
/// @param editable false if the management tenant has frozen it: the tenant may read but not change it
public record TenantOption(Name name, String value, boolean editable) {
    /// The longest value, in characters.
    public static final int VALUE_MAX = 65_536;

    /// @throws IllegalArgumentException if the value is too long
    public TenantOption {
        if (value.length() > VALUE_MAX) {
            throw new IllegalArgumentException(
                    "an option value is at most " + VALUE_MAX + " characters, not " + value.length());
        }
    }

    /// Where an option stands. Category and key are 1 to 256 characters without white space or control characters; the
    /// category holds none of the characters that contract.md 3 forbids.
    public record Name(String category, String key) {
        private static final int LENGTH_MAX = 256;
        private static final String FORBIDDEN_IN_CATEGORY = "$&+,/:;=?@\"<>#%{}|\\^~[]`";
        private static final String SECRET_PREFIX = "credentials.";

        /// @throws IllegalArgumentException if category or key breaks the rule above
        public Name {
            check("category", category, FORBIDDEN_IN_CATEGORY);
            check("key", key, "/");
        }

        /// Whether the value is kept encrypted and never shown.
        public boolean isSecret() {
            return key.startsWith(SECRET_PREFIX);
        }

        private static void check(String part, String text, String forbidden) {
            boolean wrong = text.isEmpty()
                    || text.length() > LENGTH_MAX
                    || text.chars()
                            .anyMatch(c -> Character.isWhitespace(c)
                                    || Character.isISOControl(c)
                                    || forbidden.indexOf(c) >= 0);
            if (wrong) {
                throw new IllegalArgumentException("an option's " + part + " is 1 to " + LENGTH_MAX
                        + " characters without white space, control characters or any of " + forbidden + ", not '"
                        + text + "'");
            }
        }

        @Override
        public String toString() {
            return category + " / " + key;
        }
    }
}
