package io.rubrica.proxy.sip.dns;

import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.HopQuery;
import io.rubrica.proxy.transport.Listener;
import io.rubrica.proxy.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One search for a host's ways: NAPTR where several transports are possible, SRV where no port is given, then addresses
 * (RFC 3263, 4.1 and 4.2). Everything but the questions themselves happens on the event loop.
 */
final class Search {
    /** A domain with more servers than this is reached through the first of them. */
    private static final int MOST_SERVERS = 32;

    private static final int MOST_ADDRESSES = 16;
    private static final int MOST_POINTERS = 8;
    /** So many seconds what is known in part is used before the rest is asked for again. */
    private static final long BRIEFLY = 10;

    private static final InetAddress SOME_IPV4 = loopback(127, 0, 0, 1);
    private static final InetAddress SOME_IPV6 = loopback(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    /**
     * What it came to.
     *
     * @param seconds how long it holds by the shortest TTL
     * @param complete false when the DNS did not answer what had to be known
     */
    record Result(Ways ways, long seconds, boolean complete) {}

    private record Question(String name, DnsLookup.Type type) {}

    /** SRV records to ask for, and what carries the messages if they are there. */
    private record Service(String name, Transport transport) {}

    /** A server before its addresses are known. */
    private record Candidate(int weight, String host, int port, Transport transport) {}

    private final HopQuery query;
    private final DnsLookup lookup;
    private final Executor loop;
    private final Consumer<Result> done;
    private final Map<Question, DnsAnswer> answers = new HashMap<>();
    private final Set<Transport> transports = new LinkedHashSet<>();
    private final Ways before;
    private final List<List<Ways.Server>> kept = new ArrayList<>();
    private long seconds = Long.MAX_VALUE;
    private boolean complete = true;

    /**
     * @param before what was known: where the DNS fails for one transport, its ways stay
     * @param done told on the event loop, once
     */
    Search(HopQuery query, Ways before, DnsLookup lookup, Executor loop, Consumer<Result> done) {
        this.before = before;
        this.query = query;
        this.lookup = lookup;
        this.loop = loop;
        this.done = done;
        for (Listener listener : query.listeners()) transports.add(listener.transport());
    }

    void start() {
        if (query.port() >= 0) {
            addresses(List.of(itself(query.port())));
        } else if (transports.size() > 1) {
            Question pointers = new Question(query.host(), DnsLookup.Type.NAPTR);
            ask(List.of(pointers), () -> services(pointedTo(answer(pointers))));
        } else {
            services(List.of());
        }
    }

    /** The domain's own order of transports counts, as far as we can follow it (RFC 3263, 4.1). */
    private List<Service> pointedTo(DnsAnswer answer) {
        return answer.records().stream()
                .filter(DnsRecord.Pointer.class::isInstance)
                .map(DnsRecord.Pointer.class::cast)
                .filter(pointer -> HostNames.isName(pointer.target()))
                .sorted(Comparator.comparingInt(DnsRecord.Pointer::order)
                        .thenComparingInt(DnsRecord.Pointer::preference))
                .flatMap(pointer -> transports.stream()
                        .filter(transport -> pointer.service().equalsIgnoreCase(pointerWord(transport)))
                        .map(transport -> new Service(pointer.target(), transport)))
                .limit(MOST_POINTERS)
                .toList();
    }

    private void services(List<Service> pointed) {
        List<Service> services = pointed.isEmpty()
                ? transports.stream()
                        .map(transport -> new Service(prefix(transport) + query.host(), transport))
                        .toList()
                : pointed;
        List<Question> questions = services.stream()
                .map(service -> new Question(service.name(), DnsLookup.Type.SRV))
                .toList();
        ask(questions, () -> servers(services));
    }

    private void servers(List<Service> services) {
        List<List<Candidate>> tiers = new ArrayList<>();
        boolean any = false;
        boolean failed = false;
        for (Service service : services) {
            Map<Integer, List<Candidate>> byPriority = new TreeMap<>();
            int count = 0;
            DnsAnswer answer = answer(new Question(service.name(), DnsLookup.Type.SRV));
            if (answer.kind() == DnsAnswer.Kind.FAILED) {
                failed = true;
                kept.addAll(before.by(service.transport()));
            }
            for (DnsRecord record : answer.records()) {
                if (!(record instanceof DnsRecord.Server server)) continue;
                any = true;
                // A single dot as the target: the service is decidedly not there (RFC 2782).
                if (!HostNames.isName(server.target()) || ++count > MOST_SERVERS) continue;
                byPriority
                        .computeIfAbsent(server.priority(), unused -> new ArrayList<>())
                        .add(new Candidate(server.weight(), server.target(), server.port(), service.transport()));
            }
            // Those of weight 0 stand first, so that they have their small chance (RFC 2782).
            byPriority.values().forEach(tier -> tier.sort(Comparator.comparingInt(Candidate::weight)));
            tiers.addAll(byPriority.values());
        }
        // One transport's servers must not be lost, or stay as they were for ever, because another's cannot be asked
        // for.
        if (failed && any) seconds = Math.min(seconds, BRIEFLY);
        else if (failed) complete = false;
        // Without any SRV record the host itself is the server (RFC 3263, 4.2), by the transport we like best. It is
        // worth a
        // try as well where no servers can be asked for, and none were known.
        if (!any && (!failed || before.isEmpty())) tiers.add(itself(-1));
        addresses(tiers);
    }

    private List<Candidate> itself(int port) {
        Transport transport = transports.iterator().next();
        return List.of(new Candidate(1, query.host(), port < 0 ? transport.defaultPort() : port, transport));
    }

    private void addresses(List<List<Candidate>> tiers) {
        Set<Question> questions = new LinkedHashSet<>();
        for (List<Candidate> tier : tiers) {
            for (Candidate each : tier) {
                for (Listener listener : query.listeners()) {
                    if (listener.transport() != each.transport()) continue;
                    if (listener.reaches(SOME_IPV4)) questions.add(new Question(each.host(), DnsLookup.Type.A));
                    if (listener.reaches(SOME_IPV6)) questions.add(new Question(each.host(), DnsLookup.Type.AAAA));
                }
            }
        }
        ask(List.copyOf(questions), () -> finish(tiers));
    }

    private void finish(List<List<Candidate>> tiers) {
        List<List<Ways.Server>> found = new ArrayList<>();
        for (List<Candidate> tier : tiers) {
            List<Ways.Server> servers = new ArrayList<>();
            for (Candidate each : tier) {
                List<Hop> hops = hops(each);
                if (!hops.isEmpty()) servers.add(new Ways.Server(each.weight(), hops));
            }
            if (!servers.isEmpty()) found.add(servers);
        }
        found.addAll(kept);
        done.accept(new Result(new Ways(found), seconds, complete));
    }

    private List<Hop> hops(Candidate server) {
        boolean failed = false;
        List<Hop> hops = new ArrayList<>();
        for (Listener listener : query.listeners()) {
            if (listener.transport() != server.transport()) continue;
            for (DnsLookup.Type type : List.of(DnsLookup.Type.A, DnsLookup.Type.AAAA)) {
                DnsAnswer answer = answer(new Question(server.host(), type));
                failed |= answer.kind() == DnsAnswer.Kind.FAILED;
                for (DnsRecord record : answer.records()) {
                    if (!(record instanceof DnsRecord.Address found) || hops.size() >= MOST_ADDRESSES) continue;
                    if (listener.reaches(found.address()))
                        hops.add(new Hop(listener, socket(found.address(), server), query.forLarge()));
                }
            }
        }
        if (hops.isEmpty() && failed) complete = false;
        return hops;
    }

    /** A certificate must prove the domain that was asked for, not the server's name that the DNS gave (RFC 5922, 4). */
    private InetSocketAddress socket(InetAddress address, Candidate server) {
        if (server.transport() != Transport.TLS) return new InetSocketAddress(address, server.port());
        try {
            return new InetSocketAddress(InetAddress.getByAddress(query.host(), address.getAddress()), server.port());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Asks what is not answered yet, all at once, and goes on when the last answer is there. */
    private void ask(List<Question> questions, Runnable then) {
        List<Question> open = questions.stream()
                .distinct()
                .filter(question -> !answers.containsKey(question))
                .toList();
        if (open.isEmpty()) {
            then.run();
            return;
        }
        int[] left = {open.size()};
        for (Question question : open) {
            lookup.ask(
                    question.name(),
                    question.type(),
                    answer -> loop.execute(() -> {
                        answers.put(question, answer);
                        boolean failed = answer.kind() == DnsAnswer.Kind.FAILED;
                        if (!failed) seconds = Math.min(seconds, answer.seconds());
                        if (--left[0] == 0) then.run();
                    }));
        }
    }

    private DnsAnswer answer(Question question) {
        return answers.getOrDefault(question, DnsAnswer.nothing(0));
    }

    private static String pointerWord(Transport transport) {
        return switch (transport) {
            case UDP -> "SIP+D2U";
            case TCP -> "SIP+D2T";
            case TLS -> "SIPS+D2T";
        };
    }

    private static String prefix(Transport transport) {
        return switch (transport) {
            case UDP -> "_sip._udp.";
            case TCP -> "_sip._tcp.";
            case TLS -> "_sips._tcp.";
        };
    }

    private static InetAddress loopback(int... bytes) {
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) address[i] = (byte) bytes[i];
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether an address literal can be reached at all, and how: no question is asked for it (RFC 3263, 4.2). */
    static List<Hop> literal(HopQuery query, InetAddress address) {
        List<Hop> hops = new ArrayList<>(1);
        for (Listener listener : query.listeners()) {
            if (!listener.reaches(address)) continue;
            int port = query.port() < 0 ? listener.transport().defaultPort() : query.port();
            hops.add(new Hop(listener, new InetSocketAddress(address, port), query.forLarge()));
        }
        return hops;
    }
}
