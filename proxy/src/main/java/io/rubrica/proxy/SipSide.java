package io.rubrica.proxy;

import io.rubrica.directory.phonebook.Phonebook;
import io.rubrica.proxy.call.CallCounters;
import io.rubrica.proxy.call.CallEvents;
import io.rubrica.proxy.call.CallsFolder;
import io.rubrica.proxy.call.DialogStore;
import io.rubrica.proxy.call.EnricherChoice;
import io.rubrica.proxy.call.Rehearsal;
import io.rubrica.proxy.call.Switchboard;
import io.rubrica.proxy.sip.SipCounters;
import io.rubrica.proxy.sip.TimerWheel;
import io.rubrica.proxy.sip.dns.DnsCounters;
import io.rubrica.proxy.sip.dns.DnsNextHops;
import io.rubrica.proxy.sip.dns.DnsServers;
import io.rubrica.proxy.transport.EventLoop;
import io.rubrica.proxy.transport.Inbox;
import io.rubrica.proxy.transport.Listener;
import io.rubrica.proxy.transport.ListenerSettings;
import io.rubrica.proxy.transport.Transport;
import io.rubrica.proxy.transport.TransportCounters;
import io.rubrica.proxy.trunk.Peers;
import io.rubrica.proxy.trunk.Target;
import io.rubrica.proxy.trunk.TrunkGates;
import io.rubrica.proxy.trunk.register.ContactTokens;
import io.rubrica.proxy.trunk.register.RegistrationCounters;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Everything that speaks SIP, put together and running on its event loop. */
public final class SipSide implements AutoCloseable {
    private static final int MOST_REHEARSED = 20_000;
    /** In milliseconds. A machine that starts many proxies that carry a few calls each has better things to do. */
    private static final long REHEARSAL = Long.getLong("rubrica.rehearsal", 3_000);
    /** A number that is set aside for stories, so that no phonebook of real people is asked for a real one. */
    private static final String REHEARSED_CALLER = "+12025550100";

    private static final long STARTED = System.currentTimeMillis();
    private static final long STARTED_NANOS = System.nanoTime();

    private final EventLoop loop = new EventLoop();
    private final Map<Transport, TransportCounters> transportCounters = new EnumMap<>(Transport.class);
    private final SipCounters sipCounters = new SipCounters();
    private final CallCounters callCounters = new CallCounters();
    private final DnsCounters dnsCounters = new DnsCounters();
    private final RegistrationCounters registrationCounters = new RegistrationCounters();
    private final DnsServers dns;
    private final Map<String, Listener> listeners = new LinkedHashMap<>();
    private final Phonebook book;
    private final DialogStore dialogs;
    private final Switchboard board;

    private SipSide(Settings settings, Phonebook book, CallEvents events) throws Exception {
        this.book = book;
        for (Transport each : Transport.values()) transportCounters.put(each, new TransportCounters());
        Gateway gateway = new Gateway();
        EnricherChoice enrichers = new TrunkRules(settings, book);
        rehearse(settings, enrichers);
        ContactTokens tokens = ContactTokens.in(settings.data());
        DialogStore store = CallsFolder.open(
                settings.data().resolve("calls"), settings.calls().maxDialogs());
        dialogs = store;
        dns = new DnsServers(settings.dns());
        DnsNextHops hops =
                new DnsNextHops(dns, settings.dns(), loop, SipSide::now, new SplittableRandom(), dnsCounters);
        try {
            for (ListenerSettings one : settings.listen())
                listeners.put(
                        one.name(),
                        loop.open(one, gateway, transportCounters(one.address().transport())));
            Peers peers = Peers.of(settings.trunks(), settings.pbx(), name -> listener(listeners, name));
            board = new Switchboard(
                    peers, enrichers, store, settings.calls(), sipCounters, callCounters, events, hops, SipSide::now);
        } catch (Exception failed) {
            dns.close();
            loop.close();
            store.close();
            throw failed;
        }
        gateway.open(board, hops);
        loop.start(gateway, TimerWheel.TICK, transportCounters(Transport.UDP));
        onLoop(() -> board.register(tokens, registrationCounters));
    }

    /**
     * Opens the sockets and begins to carry calls.
     *
     * @param events told of each call that is over, on the event loop
     * @throws Exception when a socket cannot be opened
     */
    public static SipSide start(Settings settings, Phonebook book, CallEvents events) throws Exception {
        return new SipSide(settings, book, events);
    }

    private static Listener listener(Map<String, Listener> listeners, String name) {
        Listener named = name.isEmpty() ? listeners.values().iterator().next() : listeners.get(name);
        if (named == null) throw new IllegalArgumentException("no listener is called " + name);
        return named;
    }

    /** Since 1970, so that the next process understands it; but by the steady clock, so that it never jumps. */
    private static long now() {
        return STARTED + (System.nanoTime() - STARTED_NANOS) / 1_000_000;
    }

    private static void rehearse(Settings settings, EnricherChoice enrichers) throws IOException {
        if (REHEARSAL == 0 || settings.trunks().isEmpty() || settings.pbx().isEmpty()) return;
        String trunk = settings.trunks().get(0).name();
        String pbx = settings.pbx().get(0).name();
        Path folder = settings.data().resolve("rehearsal");
        try (DialogStore store = CallsFolder.open(folder, MOST_REHEARSED)) {
            Rehearsal.play(trunk, pbx, enrichers, store, settings.calls(), REHEARSED_CALLER, MOST_REHEARSED, REHEARSAL);
        }
        CallsFolder.delete(folder);
    }

    /**
     * Takes changed trunks, PBXs, rules and certificates; calls in progress go on as they began.
     *
     * @throws IOException when a certificate cannot be used, with a sentence; nothing is changed then
     */
    public void reload(Settings settings) throws IOException {
        // All that takes time, and all that can fail, is done before the calls' thread is asked.
        EnricherChoice enrichers = new TrunkRules(settings, book);
        Peers peers = Peers.of(settings.trunks(), settings.pbx(), name -> listener(listeners, name));
        loop.reloadCertificates();
        onLoop(() -> board.reconfigure(peers, enrichers, settings.calls()));
    }

    /** From now on new calls get 503; those in progress go on. */
    public void drain() {
        onLoop(board::drain);
    }

    /** Calls that ring or are up. */
    public int activeCalls() {
        int[] count = {0};
        onLoop(() -> count[0] = board.activeCalls());
        return count[0];
    }

    /** Dialogs in the table, early and just finished ones included. */
    public int dialogs() {
        int[] count = {0};
        onLoop(() -> count[0] = board.dialogCount());
        return count[0];
    }

    /** How full the file of calls is, from 0 to 1. */
    public double dialogFill() {
        return board.dialogFill();
    }

    /** Ends every call that is up, with BYE to both sides. */
    public void hangUpAll() {
        onLoop(board::hangUpAll);
    }

    /** Takes the trunks' registrations back, as far as their registrars answer soon. */
    public void unregister() {
        onLoop(board::unregister);
    }

    /** Registrations that are being taken back. */
    public int unregistering() {
        int[] count = {0};
        onLoop(() -> count[0] = board.unregistering());
        return count[0];
    }

    /** 1 for a trunk that is registered, 0 for one that is not, NaN for one that does not register at all. */
    public double registered(String trunk) {
        double[] registered = {0};
        onLoop(() -> registered[0] = board.registered(trunk));
        return registered[0];
    }

    private void onLoop(Runnable task) {
        try {
            loop.ask(() -> {
                task.run();
                return true;
            });
        } catch (Exception failed) {
            throw new IllegalStateException("the event loop did not answer", failed);
        }
    }

    /** What the sockets of that transport count. */
    public TransportCounters transportCounters(Transport transport) {
        return Objects.requireNonNull(transportCounters.get(transport));
    }

    public SipCounters sipCounters() {
        return sipCounters;
    }

    public CallCounters callCounters() {
        return callCounters;
    }

    /** Every place that calls go to, and whether it is not set aside. */
    public Map<Target, Boolean> targetsUp() {
        Map<Target, Boolean> up = new HashMap<>();
        onLoop(() -> up.putAll(board.targetsUp()));
        return up;
    }

    public RegistrationCounters registrationCounters() {
        return registrationCounters;
    }

    /** How many calls each trunk has. */
    public TrunkGates trunkGates() {
        return board.gates();
    }

    public DnsCounters dnsCounters() {
        return dnsCounters;
    }

    @Override
    public void close() {
        loop.close();
        dns.close();
        dialogs.close();
    }

    /** Sockets open before the switchboard that they serve exists; until then nobody is admitted. */
    private static final class Gateway implements Inbox {
        private @Nullable DnsNextHops hops;
        private volatile @Nullable Switchboard board;

        void open(Switchboard opened, DnsNextHops names) {
            hops = names;
            board = opened;
        }

        @Override
        public boolean admits(InetSocketAddress from, Listener on) {
            Switchboard open = board;
            return open != null && open.admits(from, on);
        }

        @Override
        public void stranger(byte[] bytes, int length, InetSocketAddress from, Listener on) {
            Switchboard open = board;
            if (open != null) open.stranger(bytes, length, from, on);
        }

        @Override
        public void received(byte[] bytes, int length, InetSocketAddress from, Listener on) {
            Switchboard open = board;
            if (open != null) open.received(bytes, length, from, on);
        }

        @Override
        public void broken(byte[] bytes, int length, InetSocketAddress from, Listener on) {
            Switchboard open = board;
            if (open != null) open.broken(bytes, length, from, on);
        }

        @Override
        public void tick() {
            Switchboard open = board;
            if (open != null) open.tick();
            if (hops != null) hops.tick();
        }
    }
}
