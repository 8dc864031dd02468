package io.countersign.core.user;

import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.Tenants;
import java.util.Optional;

/// Who a user name and password belong to.
///
/// Every failure looks alike and takes as long, whether tenant, user or password is wrong.
public final class SignIn {
    private final Tenants tenants;
    private final Users users;
    private final Passwords passwords;
    private final String hashOfNobody;

    /// Hashes one password, which takes tens of milliseconds.
    public SignIn(Tenants tenants, Users users, Passwords passwords) {
        this.tenants = tenants;
        this.users = users;
        this.passwords = passwords;
        this.hashOfNobody = passwords.hash("nobody has this password");
    }

    /// What can be told of a login without looking at the password.
    ///
    /// @param passwordHash of the user, or of nobody if there is no such user
    public record Claimed(Optional<User> user, String passwordHash) {}

    /// The user that is claimed to log in, if the tenant is active and the user enabled.
    public Claimed claimed(TenantId tenant, String userName) {
        Optional<User> user = tenants.find(tenant)
                .filter(Tenant::isActive)
                .filter(_ -> UserName.isValid(userName))
                .flatMap(_ -> users.find(tenant, new UserName(userName)))
                .filter(User::enabled);
        return new Claimed(user, user.map(User::passwordHash).orElse(hashOfNobody));
    }

    /// Checks the password; takes tens of milliseconds.
    public Optional<Caller> check(Claimed claimed, String password) {
        boolean matches =
                password.length() <= Passwords.LENGTH_MAX && passwords.matches(password, claimed.passwordHash());
        return claimed.user().filter(_ -> matches).map(SignIn::callerOf);
    }

    /// The user as a caller, for a login that was checked before.
    public static Caller callerOf(User user) {
        return new Caller(user.tenant(), user.name().value(), user.roles(), false);
    }
}
