package io.rubrica.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.rubrica.directory.number.PhoneNumber;
import io.rubrica.directory.phonebook.Contact;
import io.rubrica.directory.phonebook.Match;
import io.rubrica.directory.phonebook.Matching;
import io.rubrica.directory.phonebook.Phonebook;
import io.rubrica.proxy.settings.SettingsText;
import io.rubrica.proxy.transport.RecordingListener;
import io.rubrica.proxy.trunk.Peer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TrunkRulesTest {
    private final TrunkRules rules = new TrunkRules(
            SettingsText.read(Settings.class, """
                    listen: {address: "udp:192.0.2.1:5060"}
                    trunks:
                      - {name: roman, addresses: 198.51.100.1, country: IT}
                      - {name: plain, addresses: 198.51.100.2}
                    pbx:
                      - {name: office, address: 192.0.2.20}
                      - {name: shop, address: 192.0.2.21}
                    country: GB
                    data: data
                    """),
            new NoBook());

    private static Peer peer(Peer.Side side, String name) {
        InetSocketAddress there = new InetSocketAddress("198.51.100.9", 5060);
        return new Peer(side, name, List.of(), there, new RecordingListener("192.0.2.1:5060"), "", true, List.of());
    }

    private static Peer trunk(String name) {
        return peer(Peer.Side.TRUNK, name);
    }

    private String dialled(String trunk) {
        return rules.plan(trunk(trunk)).dialled(PhoneNumber.international("442079460010"));
    }

    @Test
    void a_trunks_country_reads_its_numbers_and_the_general_one_those_of_others() {
        assertEquals("00442079460010", dialled("roman"));
        assertEquals("02079460010", dialled("plain"));
        assertEquals("02079460010", dialled("gone"), "a call may outlive its trunk's settings");
    }

    @Test
    void each_pair_has_its_own_rules_and_a_pair_that_is_gone_the_general_ones() {
        Peer office = peer(Peer.Side.PBX, "office");
        assertSame(rules.of(trunk("roman"), office), rules.of(trunk("roman"), office));
        assertNotSame(rules.of(trunk("roman"), office), rules.of(trunk("roman"), peer(Peer.Side.PBX, "shop")));
        assertSame(rules.of(trunk("gone"), office), rules.of(trunk("roman"), peer(Peer.Side.PBX, "closed")));
    }

    private static final class NoBook implements Phonebook {
        @Override
        public Match find(PhoneNumber number, String owner, Matching matching) {
            return new Match.Nobody(List.of());
        }

        @Override
        public void forEach(Consumer<Contact> each) {}

        @Override
        public Size size() {
            throw new UnsupportedOperationException("nobody asks");
        }
    }
}
