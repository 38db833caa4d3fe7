package io.rubrica.siptests.servers;

import io.rubrica.siptests.wire.Network;
import java.net.InetSocketAddress;

/**
 * How a phone is set up.
 *
 * @param number what it is called by: an extension, or a number
 * @param self where it listens
 * @param account its line in the list of accounts that baresip reads
 * @param registers whether somebody must know where it is before it can be called
 */
record PhoneLine(String number, InetSocketAddress self, String account, boolean registers) {
    /** An extension, registered at the PBX. */
    static PhoneLine extension(String number, InetSocketAddress self, InetSocketAddress pbx, String transport) {
        String account = "<sip:%s@%s;transport=%s>;regint=60;answermode=manual";
        return new PhoneLine(number, self, account.formatted(number, Network.text(pbx), transport), true);
    }

    /** Somebody at the trunk's end, whose calls go to the proxy. */
    static PhoneLine subscriber(String number, InetSocketAddress self, InetSocketAddress proxy, String transport) {
        String account =
                "<sip:%1$s@%2$s;transport=%3$s>;regint=0;outbound=\"sip:%2$s;transport=%3$s;lr\";answermode=manual";
        return new PhoneLine(number, self, account.formatted(number, Network.text(proxy), transport), false);
    }
}
