package io.countersign.core.token;

/// Why a token does not count; the stable reason code is the name in lower case.
public enum TokenFault {
    TOKEN_INVALID("The token is not one of ours or was changed."),
    TOKEN_NOT_YET_VALID("The token is not valid yet."),
    TOKEN_EXPIRED("The token has expired."),
    TOKEN_LOGGED_OUT("The token was logged out."),
    TENANT_SUSPENDED("The tenant of the token is not served at present."),
    NOT_REGISTERED("The device of the token is not registered."),
    DEVICE_DISABLED("The device of the token is disabled."),
    PASSWORD_DEVICE("The device of the token now proves itself by password."),
    REVOKED("The certificate of the token's device, or one above it, was revoked."),
    ANCHOR_DISABLED("The trusted certificate that vouched for the token's device is disabled."),
    ANCHOR_UNPROVEN(
            "The trusted certificate that vouched for the token's device is shared, and its owner has not proven to"
                    + " hold its key."),
    ANCHOR_DELETED("The trusted certificate that vouched for the token's device was deleted.");

    private final String sentence;

    TokenFault(String sentence) {
        this.sentence = sentence;
    }

    /// What is wrong, for a person.
    public String sentence() {
        return sentence;
    }
}
