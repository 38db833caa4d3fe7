package io.rubrica.proxy.call;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.number.PhoneNumber;
import io.rubrica.directory.phonebook.Contact;
import io.rubrica.directory.phonebook.Match;
import io.rubrica.directory.phonebook.MatchRule;
import io.rubrica.directory.phonebook.Matching;
import io.rubrica.directory.phonebook.Phonebook;
import io.rubrica.proxy.enrich.CallerIdSettings;
import io.rubrica.proxy.enrich.Enricher;
import io.rubrica.proxy.settings.SettingsText;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.HopQuery;
import io.rubrica.proxy.sip.NextHops;
import io.rubrica.proxy.sip.SipCounters;
import io.rubrica.proxy.sip.TimerWheel;
import io.rubrica.proxy.transport.RecordingListener;
import io.rubrica.proxy.trunk.PbxSettings;
import io.rubrica.proxy.trunk.Peers;
import io.rubrica.proxy.trunk.TrunkSettings;
import io.rubrica.proxy.trunk.register.ContactTokens;
import io.rubrica.proxy.trunk.register.RegistrationCounters;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The whole switchboard in memory: a trunk on one listener, a PBX on another, a clock that moves when it is told. The
 * phonebook knows Ada Lovelace, +12025550100.
 */
final class CallKit {
    static final String ADA = "+12025550100";
    static final String BODY = "v=0\no=- 1 1 IN IP4 192.0.2.7\n";

    /** What differs from the ordinary. */
    static final class Options {
        boolean trunkTrusted = true;
        boolean pbxTrusted = true;
        boolean hasPbx = true;
        boolean redirectClient;
        /** Whether there is another PBX, for calls that the first cannot take. */
        boolean hasSecondPbx;
        /** Whether there is another trunk, which takes calls out that the first does not take. */
        boolean hasSecondTrunk;

        /** Further settings of the trunk, and of both PBXs, as the settings file has them, a line each. */
        String trunkSettings = "";

        String pbxSettings = "";
        /** How often PBXs are asked whether they are there. */
        String checkInterval = "0s";

        DialogStore store = new HeapStore();
        Duration probeInterval = Duration.ofMinutes(15);
        CallSettings.Strangers strangers = CallSettings.Strangers.DROP;
        final Map<String, String> labels = new TreeMap<>();
    }

    private final RecordingListener trunkSide = new RecordingListener("192.0.2.1:5060");
    private final RecordingListener pbxSide = new RecordingListener("198.51.100.1:5060");
    final Party trunk = new Party(this, trunkSide, new InetSocketAddress("192.0.2.7", 5060));
    final Party pbx = new Party(this, pbxSide, new InetSocketAddress("198.51.100.5", 5060));
    private final RecordingListener secondSide = new RecordingListener("198.51.100.129:5060");
    final Party pbx2 = new Party(this, secondSide, new InetSocketAddress("198.51.100.133", 5060));
    private final RecordingListener secondTrunkSide = new RecordingListener("192.0.2.129:5060");
    final Party trunk2 = new Party(this, secondTrunkSide, new InetSocketAddress("192.0.2.135", 5060));
    final Party stranger = new Party(this, trunkSide, new InetSocketAddress("203.0.113.9", 5060));
    final List<CallEvent> events = new ArrayList<>();
    final CallCounters counters = new CallCounters();
    final SipCounters sipCounters = new SipCounters();
    final Map<String, String> names = new TreeMap<>(Map.of("12025550100", "Ada Lovelace"));
    /** What the DNS says: addresses by host name. */
    final Map<String, InetSocketAddress> dns = new TreeMap<>();

    Switchboard board;
    /** Whether every message that goes out must parse strictly. */
    boolean strict = true;

    private long now = 5_000_000;
    private int calls;

    CallKit() {
        this(new Options());
    }

    private final Options options;

    CallKit(Options options) {
        this.options = options;
        board = started(options.store);
    }

    /** The process is killed, and started again with what its store had. */
    void restart(DialogStore kept) {
        board = started(kept);
    }

    void restart() {
        restart(options.store);
    }

    private List<TrunkSettings> trunks() {
        List<TrunkSettings> trunks = new ArrayList<>();
        trunks.add(SettingsText.read(
                TrunkSettings.class,
                "name: carrier\naddresses: 192.0.2.7\nlistener: trunk\ntrusted: " + options.trunkTrusted
                        + "\nredirect-client: " + options.redirectClient + "\n" + options.trunkSettings));
        if (options.hasSecondTrunk)
            trunks.add(SettingsText.read(
                    TrunkSettings.class,
                    "name: carrier2\naddresses: 192.0.2.135\nlistener: second trunk\nfail-over: true\n"));
        return trunks;
    }

    private Peers peers() {
        List<PbxSettings> pbxs = new ArrayList<>();
        if (options.hasPbx) pbxs.add(pbx("office", "198.51.100.5", "pbx", options.pbxTrusted, 1));
        if (options.hasSecondPbx) pbxs.add(pbx("spare", "198.51.100.133", "second", true, 2));
        return Peers.of(trunks(), pbxs, name -> switch (name) {
            case "pbx" -> pbxSide;
            case "second" -> secondSide;
            case "second trunk" -> secondTrunkSide;
            default -> trunkSide;
        });
    }

    private EnricherChoice enrichers() {
        Enricher enricher = new Enricher(
                new Book(),
                NumberPlan.worldwide(),
                new CallerIdSettings(
                        Matching.DEFAULT,
                        "{first}",
                        CallerIdSettings.TrunkName.REPLACE,
                        40,
                        128,
                        options.labels,
                        Map.of()));
        return (from, to) -> enricher;
    }

    private CallSettings callSettings() {
        return new CallSettings(
                List.of("112", "urn:service:sos"),
                options.strangers,
                Duration.ofHours(12),
                options.probeInterval,
                1000,
                Duration.ofSeconds(4),
                Duration.ofMinutes(3),
                Duration.ofSeconds(30));
    }

    private Switchboard started(DialogStore store) {
        Switchboard started = new Switchboard(
                peers(), enrichers(), store, callSettings(), sipCounters, counters, events::add, hops, () -> now);
        if (options.trunkSettings.contains("register:")) {
            dns.put("carrier.example", trunk.address);
            started.register(ContactTokens.passing(), new RegistrationCounters());
        }
        return started;
    }

    /** The settings are read again, with what the options say now. */
    void reload() {
        board.reconfigure(peers(), enrichers(), callSettings());
    }

    private PbxSettings pbx(String name, String address, String listener, boolean trusted, int priority) {
        return SettingsText.read(
                PbxSettings.class,
                "name: " + name + "\naddress: " + address + "\nlistener: " + listener + "\ntrusted: " + trusted
                        + "\npriority: " + priority + "\ncheck-interval: "
                        + options.checkInterval + "\n" + options.pbxSettings);
    }

    private final NextHops hops = new NextHops() {
        @Override
        public List<Hop> to(HopQuery query) {
            InetSocketAddress there = dns.get(query.host());
            return there == null ? List.of() : List.of(new Hop(query.listeners().get(0), there));
        }

        @Override
        public void whenKnown(HopQuery query, Runnable then) {
            then.run();
        }
    };

    private final class Book implements Phonebook {
        @Override
        public Match find(PhoneNumber number, String owner, Matching matching) {
            String name = names.get(number.toString().replace("+", ""));
            if (name == null) return new Match.Nobody(List.of());
            Contact contact = new Contact("customers", "1", "", name, "", "", "", "", List.of(), null);
            return new Match.Found(contact, number, MatchRule.EXACT, Instant.EPOCH, List.of());
        }

        @Override
        public void forEach(Consumer<Contact> each) {
            throw new UnsupportedOperationException("calls never go through the whole book");
        }

        @Override
        public Size size() {
            throw new UnsupportedOperationException("calls never ask how large the book is");
        }
    }

    RecordingListener pbxListener() {
        return pbxSide;
    }

    RecordingListener secondListener() {
        return secondSide;
    }

    RecordingListener trunkListener() {
        return trunkSide;
    }

    void pass(long milliseconds) {
        for (long until = now + milliseconds; now < until; ) {
            now = Math.min(until, now + TimerWheel.TICK);
            board.tick();
        }
    }

    /** Time passes in great strides, for hours. */
    void leap(long milliseconds) {
        now += milliseconds;
        board.tick();
    }

    /** An INVITE from the trunk; nothing was sent yet. */
    Sip trunkInvite(String from, String further) {
        return invite(trunk, from, "sip:+12025550123@192.0.2.1:5060", further);
    }

    Sip pbxInvite(String from, String uri, String further) {
        return invite(pbx, from, uri, further);
    }

    private Sip invite(Party by, String from, String uri, String further) {
        return Sip.message(
                "INVITE " + uri + " SIP/2.0",
                by.freshVia() + "Max-Forwards: 70\nFrom: " + from + ";tag=caller" + ++calls
                        + "\nTo: <sip:+12025550123@proxy.example>\nCall-ID: call-" + calls + "@caller.example\n"
                        + "CSeq: 20 INVITE\nContact: <sip:caller@" + by.host() + ">;x=y\n" + further
                        + "Content-Type: application/sdp\n",
                BODY);
    }

    static String from(String number) {
        return "<sip:" + number + "@trunk.example>";
    }

    /** Sends an INVITE and gives what the other side hears; the caller's 100 is looked at. */
    Sip relayed(Party caller, Sip invite) {
        caller.sends(invite);
        Sip trying = caller.hears();
        if (trying.status() != 100) throw new AssertionError(trying.text());
        return (caller == trunk ? pbx : trunk).hears();
    }

    /** A call that is answered and confirmed. */
    Call up(Party caller, Sip invite) {
        Party callee = caller == trunk ? pbx : trunk;
        Sip heard = relayed(caller, invite);
        Sip ok = heard.answer("200 OK", "callee" + ++calls, "Contact: <sip:callee@" + callee.host() + ">\n", BODY);
        callee.sends(ok);
        Sip answered = caller.hears();
        Party.Side calling = caller.calling(answered);
        caller.sends(calling.request("ACK", invite.cseq(), "", ""));
        callee.hears();
        return new Call(invite, heard, ok, answered, calling, callee.called(heard, ok));
    }

    Call up() {
        return up(trunk, trunkInvite(from(ADA), ""));
    }

    /**
     * @param sent what the caller sent
     * @param heard what the called side heard of it
     * @param ok its 200
     * @param answered what the caller heard of that
     */
    record Call(Sip sent, Sip heard, Sip ok, Sip answered, Party.Side calling, Party.Side called) {}

    CallEvent event() {
        if (events.size() != 1) throw new AssertionError("one event expected: " + events);
        return events.get(0);
    }
}
