package io.rubrica.proxy.sip.digest;

/**
 * A user and a password. Never writes the password.
 *
 * @param user without quotes, backslashes and control characters: programs disagree about how those are hashed, so
 *     that one with any of them is refused (IllegalArgumentException)
 */
public record DigestCredentials(String user, String password) {
    public DigestCredentials {
        if (!isUser(user)) throw new IllegalArgumentException("a digest user has no quotes, backslashes or controls");
    }

    /** Whether it can be the user. */
    public static boolean isUser(String user) {
        return !user.isEmpty() && user.chars().noneMatch(c -> c == '"' || c == '\\' || Character.isISOControl(c));
    }

    @Override
    public String toString() {
        return "DigestCredentials[user=" + user + ", password=***]";
    }
}
