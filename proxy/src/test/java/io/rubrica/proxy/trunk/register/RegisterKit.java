package io.rubrica.proxy.trunk.register;

import io.rubrica.proxy.settings.SettingsText;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.HopQuery;
import io.rubrica.proxy.sip.Ids;
import io.rubrica.proxy.sip.JainSip;
import io.rubrica.proxy.sip.NextHops;
import io.rubrica.proxy.sip.ServerTransaction;
import io.rubrica.proxy.sip.SipCounters;
import io.rubrica.proxy.sip.TimerWheel;
import io.rubrica.proxy.sip.TransactionUser;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.Wire;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.transport.Listener;
import io.rubrica.proxy.transport.RecordingListener;
import io.rubrica.proxy.transport.RecordingListener.Sent;
import io.rubrica.proxy.trunk.Peers;
import io.rubrica.proxy.trunk.TrunkSettings;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Registrations with a clock that stands still until it is moved, a DNS that knows what it is told, and no network. */
final class RegisterKit implements TransactionUser {
    static final InetSocketAddress FIRST = new InetSocketAddress("192.0.2.7", 5060);
    static final InetSocketAddress SECOND = new InetSocketAddress("192.0.2.8", 5060);
    static final String MD5 = "WWW-Authenticate: Digest realm=\"carrier.example\", nonce=\"n1\", qop=\"auth\"\n";

    /** A REGISTER as the carrier sees it. */
    record Asked(Sent sent) {
        String text() {
            return sent.text().replace("\r\n", "\n");
        }

        String header(String name) {
            List<String> lines =
                    text().lines().filter(line -> line.startsWith(name + ": ")).toList();
            if (lines.size() != 1) throw new AssertionError(lines.size() + " " + name + " in\n" + text());
            return lines.get(0).substring(name.length() + 2);
        }

        boolean has(String name) {
            return text().contains("\n" + name + ": ");
        }

        long cseq() {
            return Long.parseLong(header("CSeq").split(" ")[0]);
        }

        long expires() {
            return Long.parseLong(header("Expires"));
        }

        String contactUri() {
            return header("Contact").replaceAll("^<|>$", "");
        }
    }

    final RecordingListener listener = new RecordingListener("198.51.100.1:5060");
    final RegistrationCounters counters = new RegistrationCounters();
    final TreeMap<String, List<InetSocketAddress>> dns = new TreeMap<>();
    final List<Runnable> waiting = new ArrayList<>();
    /** Whether DNS answers are still on their way. */
    boolean dnsIsSlow;

    private long now = 1_000_000;
    private final Transactions transactions = new Transactions(this, new Ids(), new SipCounters(), () -> now);
    private final WireMessage message = new WireMessage();
    private final ContactTokens tokens = ContactTokens.passing();
    Peers peers = peers(trunk("carrier", "sip:alice@carrier.example", "secret"));
    final Registrations registrations =
            new Registrations(transactions, new Names(), peers, tokens, counters, new SplittableRandom(1));

    RegisterKit() {
        dns.put("carrier.example", List.of(FIRST));
    }

    private final class Names implements NextHops {
        @Override
        public List<Hop> to(HopQuery query) {
            if (dnsIsSlow) return List.of();
            return dns.getOrDefault(query.host(), List.of()).stream()
                    .map(address -> new Hop(query.listeners().get(0), address))
                    .toList();
        }

        @Override
        public void whenKnown(HopQuery query, Runnable then) {
            if (dnsIsSlow) waiting.add(then);
            else then.run();
        }
    }

    static TrunkSettings trunk(String name, String aor, String password) {
        return SettingsText.read(
                TrunkSettings.class,
                "{name: " + name + ", addresses: [], register: {aor: \"" + aor + "\"}, credentials:"
                        + " {realm: carrier.example, username: alice, password: " + password + "}}");
    }

    Peers peers(TrunkSettings... trunks) {
        return Peers.of(List.of(trunks), List.of(), name -> listener);
    }

    /** Other settings are taken. */
    void reload(TrunkSettings... trunks) {
        peers = peers(trunks).replacing(peers);
        registrations.keep(peers);
    }

    /** The first REGISTER of the carrier's trunk. */
    Asked begun() {
        registrations.keep(peers);
        return asked();
    }

    /** A registration that holds. */
    Asked registered() {
        Asked first = begun();
        accepts(first, 3600);
        return first;
    }

    Asked asked() {
        Asked asked = new Asked(listener.only());
        JainSip.mustParse(asked.sent.bytes());
        return asked;
    }

    void isSilent() {
        List<Sent> sent = listener.taken();
        if (!sent.isEmpty()) throw new AssertionError(sent.get(0).text());
    }

    void accepts(Asked asked, long seconds) {
        answers(asked, "200 OK", "Contact: <" + asked.contactUri() + ">;expires=" + seconds + "\n");
    }

    void answers(Asked asked, String status, String further) {
        String text = "SIP/2.0 " + status + "\n"
                + asked.text()
                        .lines()
                        .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq): .*"))
                        .map(line -> line.startsWith("To: ") ? line + ";tag=z" : line)
                        .reduce("", (a, b) -> a + b + "\n")
                + further + "Content-Length: 0\n\n";
        byte[] bytes = Wire.bytes(text);
        if (message.read(bytes, 0, bytes.length) != null) throw new AssertionError(text);
        transactions.received(message, asked.sent.to(), listener);
    }

    void pass(long milliseconds) {
        for (long until = now + milliseconds; now < until; ) {
            now = Math.min(until, now + TimerWheel.TICK);
            transactions.tick();
        }
    }

    /** Lets time pass until something is sent; in milliseconds. */
    long passUntilAsked(long most) {
        long began = now;
        while (listener.isEmpty() && now < began + most) pass(TimerWheel.TICK);
        if (listener.isEmpty()) throw new AssertionError("nothing was sent for " + most + " ms");
        return now - began;
    }

    boolean isRegistered() {
        return registrations.registered("carrier") == 1;
    }

    @Override
    public void request(ServerTransaction transaction, WireMessage request, InetSocketAddress source) {
        throw new AssertionError("nobody asks us anything");
    }

    @Override
    public void ack(WireMessage ack, InetSocketAddress source, Listener on) {
        throw new AssertionError("nobody calls");
    }
}
