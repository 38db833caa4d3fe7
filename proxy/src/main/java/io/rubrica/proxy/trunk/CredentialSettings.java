package io.rubrica.proxy.trunk;

/**
 * A user and a password that a trunk asks for. Never writes the password.
 *
 * @param realm what they are for, as the carrier's challenge names it; no other realm gets them
 */
public record CredentialSettings(String realm, String username, String password) {
    @Override
    public String toString() {
        return "CredentialSettings[realm=" + realm + ", username=" + username + ", password=***]";
    }
}
