package io.rubrica.siptests.servers;

import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.Side;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a phone is set up.
 *
 * @param number what it is called by: an extension, or a number
 * @param self where it listens; for TLS one port above
 * @param account its line in the list of accounts that baresip reads
 * @param registers whether somebody must know where it is before it can be called
 * @param identity certificate and key in one file, for TLS; null: it has none
 */
record PhoneLine(
        String number,
        InetSocketAddress self,
        String account,
        boolean registers,
        @Nullable Path identity) {
    /** An extension, registered at the PBX. */
    static PhoneLine extension(
            String number, InetSocketAddress self, InetSocketAddress pbx, Side side, @Nullable Path identity) {
        String account = "<sip:%s@%s;transport=%s>;regint=60;answermode=manual";
        return new PhoneLine(
                number, self, account.formatted(number, Network.text(pbx), side.transport()), true, identity);
    }

    /** Somebody at the trunk's end, whose calls go to the proxy. */
    static PhoneLine subscriber(
            String number, InetSocketAddress self, InetSocketAddress proxy, Side side, @Nullable Path identity) {
        String account =
                "<sip:%1$s@%2$s;transport=%3$s>;regint=0;outbound=\"sip:%2$s;transport=%3$s;lr\";answermode=manual";
        return new PhoneLine(
                number, self, account.formatted(number, Network.text(proxy), side.transport()), false, identity);
    }
}
