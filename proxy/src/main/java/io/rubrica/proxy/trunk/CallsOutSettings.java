package io.rubrica.proxy.trunk;

import io.rubrica.directory.settings.Default;
import io.rubrica.proxy.transport.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * How calls out are put to a carrier. Emergency calls are not touched by any of it.
 *
 * @param fromDomain the host of From, and of P-Asserted-Identity where that is given; empty: they stay
 * @param called how the called number is written in the Request-URI and in To
 * @param caller how the caller's number is written in From and in P-Asserted-Identity
 * @param prefix what is put before the called number, after it was written anew
 * @param outboundProxy sends the calls by way of this proxy, with a Route; null: straight to the target
 */
public record CallsOutSettings(
        @Default("") String fromDomain,
        @Default("as-is") NumberForm called,
        @Default("as-is") NumberForm caller,
        @Default("") String prefix,
        @Nullable HostPort outboundProxy) {
    static final CallsOutSettings NONE = new CallsOutSettings("", NumberForm.AS_IS, NumberForm.AS_IS, "", null);

    /** How a number is written. */
    public enum NumberForm {
        /** As it came. */
        AS_IS,
        /** {@code +390612345678} */
        E164,
        /** {@code 390612345678} */
        E164_NO_PLUS,
        /** As it is dialled in the trunk's country; numbers of other countries with {@code 00}. */
        NATIONAL
    }
}
