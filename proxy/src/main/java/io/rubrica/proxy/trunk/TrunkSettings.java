package io.rubrica.proxy.trunk;

import io.rubrica.directory.settings.Default;
import io.rubrica.proxy.enrich.CallerIdSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A carrier's trunk.
 *
 * @param name the operator's word for it, in events and metrics
 * @param addresses where its messages come from
 * @param target where calls out are sent; null: where it is registered, else the first address, port 5060 when it names
 *     none
 * @param listener the listener that it uses; empty: the only one
 * @param alsoOn further listeners that it may use; a target that is a name decides among them by the DNS
 * @param country whose rules read the numbers on it (ISO 3166, two letters); empty: the general one
 * @param trusted whether its P-Asserted-Identity is believed (RFC 3325) and given
 * @param domains Request-URI hosts that choose this trunk for a call out
 * @param redirectClient whether its calls are only answered 302, with the caller's name, and go on elsewhere
 * @param pbx the PBXs that its calls go to; empty: all
 * @param callers the callers (beginnings of their numbers, or ranges) whose calls out go over it
 * @param failOver whether it takes calls out that another trunk could not
 * @param checkInterval how often it is asked whether it is there; zero: never
 * @param tlsNames names of which its certificate must prove one; its addresses then need not be known
 * @param largeRequests a TCP listener that requests too large for one packet leave from; empty: they leave as they are
 * @param refer what becomes of transfers that one side asks the other for
 * @param fork how the phones that a PBX rings are told apart on it
 * @param headers headers added and removed on its calls
 * @param credentials a user and a password for each realm that it may ask for
 * @param register the account that is registered there, or null: it knows us without
 * @param limits how many calls it takes
 * @param numbers how numbers are written on calls out
 * @param fromDomain the host that callers have on calls out; empty: their own
 * @param outboundProxy what calls out go through, on their way to the target; null: they go straight there
 * @param callerId what differs from the general caller-ID rules, or null: nothing
 */
public record TrunkSettings(
        String name,
        List<PeerAddress> addresses,
        @Nullable ServerName target,
        @Default("") String listener,
        @Default("") List<String> alsoOn,
        @Default("") String country,
        @Default("true") boolean trusted,
        @Default("") List<String> domains,
        @Default("false") boolean redirectClient,
        @Default("") List<String> pbx,
        @Default("") List<CallerRange> callers,
        @Default("false") boolean failOver,
        @Default("0s") Duration checkInterval,
        @Default("") List<String> tlsNames,
        @Default("") String largeRequests,
        @Default("relay") Refer refer,
        @Default("transparent") Fork fork,
        @Default("") HeaderSettings headers,
        @Default("") List<CredentialSettings> credentials,
        @Nullable RegisterSettings register,
        @Default("") CallLimits limits,
        @Default("") NumberSettings numbers,
        @Default("") String fromDomain,
        @Nullable ServerName outboundProxy,
        CallerIdSettings.@Nullable Change callerId) {
    /** What becomes of a REFER inside a call (RFC 3515). */
    public enum Refer {
        /** The other side gets it, and decides. */
        RELAY,
        /** We decline it, and the other side hears nothing. */
        REJECT
    }

    /** How the phones that a PBX rings for one call are told apart (RFC 3261, 12.1). */
    public enum Fork {
        /** Each by a tag of its own, as the PBX does. */
        TRANSPARENT,
        /** Not at all: they share one tag, for a carrier that knows one answer to a call. */
        SINGLE
    }
}
