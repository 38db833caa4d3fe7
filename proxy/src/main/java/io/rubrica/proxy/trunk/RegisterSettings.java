package io.rubrica.proxy.trunk;

import io.rubrica.directory.settings.Default;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An account that is registered at a trunk's carrier.
 *
 * @param aor the account's address of record
 * @param registrar where the registration is sent; null: to the address of record's host
 * @param expires how long a registration is asked for; the carrier may shorten it
 * @param contactUser the user part of our Contact; empty: one that nobody guesses
 */
public record RegisterSettings(
        AddressOfRecord aor,
        @Nullable ServerName registrar,
        @Default("1h") Duration expires,
        @Default("") String contactUser) {
    /** Where the registration is sent. */
    public ServerName server() {
        return registrar != null ? registrar : new ServerName(aor.host(), aor.port());
    }
}
