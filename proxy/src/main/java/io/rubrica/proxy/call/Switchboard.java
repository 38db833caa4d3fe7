package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.Flaw;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.Ids;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.Method;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.NextHops;
import io.rubrica.proxy.sip.ServerTransaction;
import io.rubrica.proxy.sip.SipCounters;
import io.rubrica.proxy.sip.SipUri;
import io.rubrica.proxy.sip.TransactionUser;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.transport.Inbox;
import io.rubrica.proxy.transport.Listener;
import io.rubrica.proxy.trunk.HeaderChanges;
import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.Peers;
import io.rubrica.proxy.trunk.TrunkGates;
import io.rubrica.proxy.trunk.register.ContactTokens;
import io.rubrica.proxy.trunk.register.RegistrationCounters;
import io.rubrica.proxy.trunk.register.Registrations;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The B2BUA's desk: every message of the event loop comes here, and goes to the call that it belongs to. What all calls of
 * the loop share lives here; one thread alone comes in.
 */
public final class Switchboard implements Inbox, TransactionUser {
    private static final byte[] NOT_ALLOWED = Ascii.bytes("405 Method Not Allowed");
    private static final byte[] TOO_MANY_HOPS = Ascii.bytes("483 Too Many Hops");
    private static final byte[] FORBIDDEN = Ascii.bytes("403 Forbidden");
    private static final byte[] ALLOW =
            Ascii.bytes("Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE, INFO, REFER, NOTIFY, MESSAGE\r\n");
    private static final byte[] RETRY_AFTER = Ascii.bytes("Retry-After: 10\r\n");
    private static final byte[] VERSION = Ascii.bytes("SIP/2.0 ");

    private Peers peers;
    private CallSettings settings;
    private final Ids ids = new Ids();
    private final WireMessage message = new WireMessage();
    private final Transactions transactions;
    private final SipCounters sipCounters;
    private Admissions admissions;
    private Registrations registrations;
    private final NextHops hops;
    private CalleeName calleeName;
    private EnricherChoice enrichers;
    private final NameAddress contact = new NameAddress();
    private final MessageWriter scratch = new MessageWriter();
    private boolean draining;
    private int settingUp;
    private final Signature signature;

    final CallCounters counters;
    final DialogTable dialogs;
    final Lifetimes lifetimes;
    final LateAnswers lateAnswers;
    final DialogNames dialogNames;
    final HeaderPassage passage;
    final CallerHeaders callerHeaders;
    final Identities identities;
    final Destinations destinations;
    final RouteSets routes = new RouteSets();
    final TrunkGates gates = new TrunkGates();
    final WrittenNames written = new WrittenNames();
    final Challenges challenges;
    private final Questions questions = new Questions(this);
    private final InsideDialogs inside = new InsideDialogs(this);
    final UnwantedAnswers unwanted = new UnwantedAnswers(this);
    /** For reading one URI at a time. */
    final SipUri uri = new SipUri();

    private final WireMessage earlier = new WireMessage();

    /**
     * Takes up the calls that the store has.
     *
     * @param clock milliseconds since 1970, on a clock that never jumps while the process lives
     * @param hops finds the ways to hosts that have names
     * @param enrichers which rules name whose callers
     */
    public Switchboard(
            Peers peers,
            EnricherChoice enrichers,
            DialogStore store,
            CallSettings settings,
            SipCounters sipCounters,
            CallCounters counters,
            CallEvents events,
            NextHops hops,
            java.util.function.LongSupplier clock) {
        this.peers = peers;
        this.settings = settings;
        this.enrichers = enrichers;
        this.sipCounters = sipCounters;
        this.counters = counters;
        this.hops = hops;
        destinations = new Destinations(hops);
        transactions = new Transactions(this, ids, sipCounters, clock);
        challenges = new Challenges(this, counters);
        registrations = registrations(ContactTokens.passing(), new RegistrationCounters());
        callerHeaders = new CallerHeaders(written);
        identities = new Identities(callerHeaders, written, counters);
        calleeName = new CalleeName(callerHeaders, identities, written, counters, enrichers);
        admissions = new Admissions(this, peers, enrichers, new Emergency(settings.emergency()));
        signature = store.signature();
        dialogs = new DialogTable(store, new DialogCodec(DialogCodec.NamedPeers.of(() -> this.peers)), counters);
        lifetimes = new Lifetimes(dialogs, transactions, challenges, gates, settings, counters, events);
        lateAnswers = new LateAnswers(this, signature);
        dialogNames = new DialogNames(dialogs);
        passage = new HeaderPassage(dialogNames);
        dialogs.takeUp(this::takeUp);
    }

    private Registrations registrations(ContactTokens tokens, RegistrationCounters counted) {
        return new Registrations(transactions, hops, peers, tokens, counted, new SplittableRandom());
    }

    /** Goes on with a call that the last process left. */
    private void takeUp(Dialog dialog) {
        counters.dialogsTakenUp.increment();
        lifetimes.takenUp(dialog);
        callerHeaders.recall(dialog);
    }

    // --- from the sockets

    @Override
    public boolean admits(InetSocketAddress from, Listener on) {
        return peers.from(from, on) != null || peers.isRetired(from, on);
    }

    @Override
    public void stranger(byte[] bytes, int length, InetSocketAddress from, Listener on) {
        if (settings.strangers() == CallSettings.Strangers.DROP) return;
        if (message.read(bytes, 0, length) == null && message.isRequest() && message.method() != Method.ACK)
            transactions.refuse(message, from, on, 403, "Forbidden");
    }

    @Override
    public void received(byte[] bytes, int length, InetSocketAddress from, Listener on) {
        if (isKeepAlive(bytes, length)) return;
        Flaw flaw = message.read(bytes, 0, length);
        if (flaw == null) {
            transactions.received(message, peers.kept(from), on);
            return;
        }
        sipCounters.flaw(flaw).increment();
        transactions.refuse(message, from, on, flaw.status(), flaw.phrase());
    }

    /** Of a stream of which nobody can say where the message ends; the connection is closed next. */
    @Override
    public void broken(byte[] bytes, int length, InetSocketAddress from, Listener on) {
        Flaw flaw = message.read(bytes, 0, length);
        Flaw told = flaw == null ? Flaw.BAD_CONTENT_LENGTH : flaw;
        sipCounters.flaw(told).increment();
        if (message.isRequest() && message.method() != Method.ACK)
            transactions.refuse(message, from, on, told.status(), told.phrase());
    }

    /** Empty lines keep a NAT's door open and say nothing (RFC 5626, 3.5.1). */
    private static boolean isKeepAlive(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) if (bytes[i] != '\r' && bytes[i] != '\n' && bytes[i] != 0) return false;
        return true;
    }

    @Override
    public void tick() {
        transactions.tick();
    }

    // --- from the transactions

    @Override
    public void request(ServerTransaction transaction, WireMessage request, InetSocketAddress source) {
        Peer peer = peers.from(source, transaction.listener());
        if (peer == null && !request.to().hasTag()) {
            refuseRetired(transaction);
        } else if (request.maxForwards() == 0 && request.method() != Method.OPTIONS) {
            transaction.answer(TOO_MANY_HOPS, newTag());
        } else if (peer == null || request.to().hasTag()) {
            inside.request(transaction, request);
        } else {
            switch (request.method()) {
                case INVITE -> admissions.invite(transaction, request, peer, source);
                case OPTIONS -> questions.answer(transaction, request, ALLOW, RETRY_AFTER);
                default -> transaction.answer(NOT_ALLOWED, newTag(), ALLOW);
            }
        }
    }

    /** Somebody who was a peer until a reload, and begins something new. */
    private void refuseRetired(ServerTransaction transaction) {
        if (settings.strangers() == CallSettings.Strangers.DROP) transactions.end(transaction);
        else transaction.answer(FORBIDDEN, newTag());
    }

    @Override
    public void ack(WireMessage ack, InetSocketAddress source, Listener on) {
        inside.ack(ack);
    }

    @Override
    public boolean stray(WireMessage response, InetSocketAddress source, Listener on) {
        return lateAnswers.take(response, source, on);
    }

    /** What the trunk's rules do to the headers of requests from one peer to the other; nothing to emergency calls. */
    HeaderChanges headerChanges(Peer from, Peer to, boolean emergency) {
        if (emergency) return HeaderChanges.NONE;
        return to.isTrunk() ? to.rules().towardsTrunk() : from.rules().towardsPbx();
    }

    /** What becomes of identities in a request inside a dialog. */
    Identity identityInside(Leg from, WireMessage request) {
        Leg to = from.other();
        CallRecord record = from.dialog().record;
        if (record.emergency) return Identity.UNTOUCHED;
        boolean drop = dropsAsserted(from.peer, to.peer, request);
        if (to.peer.isTrunk()) return identities.guarding(drop, record.isOut() ? uris(to.peer, request) : null);
        if (record.isOut()) return calleeName.inRequest(record, from.peer, to.peer, request, drop);
        byte[] name = from.isCaller() ? record.name() : null;
        return identities.naming(name, record.caller(), drop, from.remote);
    }

    /** How a trunk wants to read the parties of a call out, in this message; null: as they are. */
    @Nullable
    PartyUris uris(Peer trunk, WireMessage message) {
        return PartyUris.towards(trunk, enrichers, message);
    }

    /** Whether P-Asserted-Identity ends here: nobody believes it, or it is not for that peer (RFC 3325, 5 and 7). */
    boolean dropsAsserted(Peer from, Peer to, WireMessage message) {
        return !from.trusted() || !to.trusted() && callerHeaders.privacy.hidesIdentity(message);
    }

    // --- for the calls of this loop

    Transactions transactions() {
        return transactions;
    }

    long now() {
        return transactions.now();
    }

    byte[] newTag() {
        return Ids.hex(ids.next());
    }

    /** A Call-ID for a leg on which this is our tag; it can be told from one that is not ours. */
    byte[] newCallId(byte[] localTag) {
        byte[] first = Ids.hex(ids.next());
        return scratch()
                .put(first)
                .hex(signature.of(first, localTag, 0, localTag.length))
                .copy();
    }

    /** A writer for parts of messages, cleared; good until it is asked for again. */
    MessageWriter scratch() {
        scratch.clear();
        return scratch;
    }

    /** Reads once more a message that was read before and kept; good until the next is. */
    WireMessage reread(byte[] kept) {
        Flaw flaw = earlier.read(kept, 0, kept.length);
        if (flaw != null) throw new IllegalStateException("a message that was fine is unreadable: " + flaw);
        return earlier;
    }

    CallSettings settings() {
        return settings;
    }

    void settingUp(int more) {
        settingUp += more;
    }

    /** Begins a response on the other leg: its start line, with another status where the relay translates it. */
    MessageWriter startResponse(WireMessage response, int status) {
        MessageWriter out = transactions.writer();
        out.clear();
        if (status == response.status()) out.put(response.bytes, response.startLineFrom(), response.startLineTo());
        else out.put(VERSION).put(TRANSLATED).crlf();
        return out;
    }

    private static final byte[] TRANSLATED = Ascii.bytes("500 Server Internal Error");

    /** Who writes from there, or null: a stranger. */
    @Nullable
    Peer peerAt(InetSocketAddress source, Listener on) {
        return peers.from(source, on);
    }

    /**
     * What becomes of identities in an answer on its way to a peer.
     *
     * @param dialled To as the PBX says it, when a call out is answered
     */
    Identity identityOfAnswer(Peer from, Peer to, CallRecord record, WireMessage response, byte[] dialled) {
        if (record.emergency) return Identity.UNTOUCHED;
        boolean drop = dropsAsserted(from, to, response);
        if (to.isTrunk()) return identities.guarding(drop, record.isOut() ? uris(to, response) : null);
        return calleeName.inAnswer(record, from, to, response, dialled, drop);
    }

    /** The URI of the message's Contact, or null. */
    byte @Nullable [] contactOf(WireMessage from) {
        int header = from.first(HeaderKind.CONTACT);
        boolean readable = header >= 0 && contact.read(from.bytes, from.valueFrom(header), from.valueTo(header));
        return readable ? from.copy(contact.uriFrom, contact.uriTo) : null;
    }

    /** A peer moved: what is sent to it goes there from now on (RFC 3261, 12.2). */
    void refreshTarget(Leg leg, WireMessage from) {
        byte[] target = contactOf(from);
        if (target == null || java.util.Arrays.equals(target, leg.target)) return;
        leg.target = target;
        leg.hop = destinations.of(leg.routes, target, leg.hop);
    }

    Registrations registrations() {
        return registrations;
    }

    boolean isDraining() {
        return draining;
    }

    // --- for whoever runs the loop

    /** Takes other peers and other rules for new calls; those in progress go on as they began. */
    public void reconfigure(Peers newPeers, EnricherChoice newEnrichers, CallSettings newSettings) {
        peers = newPeers.replacing(peers);
        enrichers = newEnrichers;
        settings = newSettings;
        lifetimes.reconfigure(newSettings);
        calleeName = new CalleeName(callerHeaders, identities, written, counters, enrichers);
        admissions = new Admissions(this, peers, enrichers, new Emergency(newSettings.emergency()));
        registrations.keep(peers);
        destinations.prepare(peers.all());
    }

    /** Begins to register the trunks that want it. */
    public void register(ContactTokens tokens, RegistrationCounters counted) {
        registrations = registrations(tokens, counted);
        registrations.keep(peers);
        destinations.prepare(peers.all());
    }

    /** Takes all registrations back. */
    public void unregister() {
        registrations.end();
    }

    /** Registrations that are being taken back. */
    public int unregistering() {
        return registrations.ending();
    }

    /** 1 for a trunk that is registered, 0 for one that is not, NaN for one that does not register at all. */
    public double registered(String trunk) {
        return registrations.registered(trunk);
    }

    /** From now on new calls get 503; those in progress go on. */
    public void drain() {
        draining = true;
    }

    /** Calls that ring or are up. */
    public int activeCalls() {
        return settingUp + lifetimes.up();
    }

    /** Dialogs in the table, early and finished ones included. */
    public int dialogCount() {
        return dialogs.size();
    }

    /** Dialogs that something of is in progress; all others are only bytes. */
    public int dialogsInProgress() {
        return dialogs.heldCount();
    }

    /** How full the store of dialogs is, from 0 to 1. */
    public double dialogFill() {
        return dialogs.fill();
    }

    /** How many calls each trunk has; to be read from anywhere. */
    public TrunkGates gates() {
        return gates;
    }

    public int transactionCount() {
        return transactions.size();
    }

    /** Ends every call that is up. */
    public void hangUpAll() {
        dialogs.forEach(dialog -> {
            if (dialog.up) lifetimes.hangUp(dialog, Outcome.STOPPED);
        });
    }
}
