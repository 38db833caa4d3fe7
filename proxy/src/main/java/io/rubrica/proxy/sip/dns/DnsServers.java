package io.rubrica.proxy.sip.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.hosts.HostsFileParser;

/**
 * Real DNS servers, asked from a thread of their own. One that says nothing is asked again, then the next one is; what is
 * too long for a datagram comes over TCP. Addresses in the system's hosts file are taken from there.
 */
public final class DnsServers implements DnsLookup, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DnsServers.class);

    private static final int TRIES = 2;
    /** So long nothing stays nothing when the server does not say (RFC 2308, 5 has it from SOA). */
    private static final long NOTHING = 60;
    /** Addresses from the hosts file have no life of their own. */
    private static final long FROM_FILE = 60;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread dns = new Thread(work, "dns");
        dns.setDaemon(true);
        return dns;
    });
    private final HostsFileParser hostsFile = new HostsFileParser();
    private final ExtendedResolver resolver;

    public DnsServers(DnsSettings settings) {
        List<InetSocketAddress> servers = settings.servers().isEmpty()
                ? ResolverConfig.getCurrentConfig().servers()
                : settings.servers().stream().map(NameServer::socket).toList();
        List<Resolver> resolvers = new ArrayList<>();
        for (InetSocketAddress server : servers) {
            SimpleResolver one = new SimpleResolver(server);
            one.setTimeout(settings.timeout());
            resolvers.add(one);
        }
        resolver = new ExtendedResolver(resolvers);
        resolver.setRetries(TRIES);
        resolver.setTimeout(settings.timeout().multipliedBy((long) TRIES * Math.max(1, resolvers.size())));
    }

    @Override
    public void ask(String name, Type type, Consumer<DnsAnswer> answered) {
        try {
            thread.execute(() -> askNow(name, type, answered));
        } catch (RejectedExecutionException closed) {
            answered.accept(DnsAnswer.failed());
        }
    }

    private void askNow(String name, Type type, Consumer<DnsAnswer> answered) {
        Name full;
        try {
            full = Name.fromString(name, Name.root);
        } catch (TextParseException noName) {
            answered.accept(DnsAnswer.nothing(NOTHING));
            return;
        }
        Optional<InetAddress> written = inHostsFile(full, type);
        if (written.isPresent()) {
            answered.accept(DnsAnswer.found(FROM_FILE, List.of(new DnsRecord.Address(written.get()))));
            return;
        }
        Message question = Message.newQuery(Record.newRecord(full, code(type), DClass.IN));
        resolver.sendAsync(question, thread).whenComplete((answer, failure) -> {
            if (answer == null) LOG.debug("no answer for {} {}: {}", name, type, String.valueOf(failure));
            answered.accept(answer == null ? DnsAnswer.failed() : read(answer, type));
        });
    }

    private Optional<InetAddress> inHostsFile(Name name, Type type) {
        if (type != Type.A && type != Type.AAAA) return Optional.empty();
        try {
            return hostsFile.getAddressForHost(name, code(type));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static int code(Type type) {
        return switch (type) {
            case NAPTR -> org.xbill.DNS.Type.NAPTR;
            case SRV -> org.xbill.DNS.Type.SRV;
            case A -> org.xbill.DNS.Type.A;
            case AAAA -> org.xbill.DNS.Type.AAAA;
        };
    }

    /** The server follows aliases; the answer holds no longer than the shortest-lived of them. */
    static DnsAnswer read(Message answer, Type type) {
        int code = answer.getRcode();
        if (code == Rcode.NXDOMAIN) return DnsAnswer.nothing(lifeOfNothing(answer));
        if (code != Rcode.NOERROR) return DnsAnswer.failed();
        long seconds = Long.MAX_VALUE;
        List<DnsRecord> records = new ArrayList<>();
        for (Record record : answer.getSection(Section.ANSWER)) {
            seconds = Math.min(seconds, record.getTTL());
            if (record.getType() == code(type)) add(record, records);
        }
        return records.isEmpty() ? DnsAnswer.nothing(lifeOfNothing(answer)) : DnsAnswer.found(seconds, records);
    }

    private static void add(Record record, List<DnsRecord> records) {
        if (record instanceof ARecord a) {
            records.add(new DnsRecord.Address(plain(a.getAddress())));
        } else if (record instanceof AAAARecord aaaa) {
            records.add(new DnsRecord.Address(plain(aaaa.getAddress())));
        } else if (record instanceof SRVRecord srv) {
            records.add(new DnsRecord.Server(srv.getPriority(), srv.getWeight(), srv.getPort(), text(srv.getTarget())));
        } else if (record instanceof NAPTRRecord naptr && naptr.getFlags().equalsIgnoreCase("s")) {
            records.add(new DnsRecord.Pointer(
                    naptr.getOrder(), naptr.getPreference(), naptr.getService(), text(naptr.getReplacement())));
        }
    }

    /** Without the name that the library puts into it: over TLS that would be the name to prove. */
    private static InetAddress plain(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String text(Name name) {
        return name.toString(true);
    }

    private static long lifeOfNothing(Message answer) {
        for (Record record : answer.getSection(Section.AUTHORITY))
            if (record instanceof SOARecord soa) return Math.min(soa.getTTL(), soa.getMinimum());
        return NOTHING;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
