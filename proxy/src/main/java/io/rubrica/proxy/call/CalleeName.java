package io.rubrica.proxy.call;

import io.rubrica.proxy.enrich.Caller;
import io.rubrica.proxy.enrich.CallerName;
import io.rubrica.proxy.enrich.Enrichment;
import io.rubrica.proxy.enrich.Enrichment.Reason;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.Method;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.PeerRules;
import org.jspecify.annotations.Nullable;

/**
 * Whom a call out reaches, by our name for the number that was dialled: told to the PBX in what the trunk says, never to the
 * trunk. The phonebook is asked once a call, when there is first a place for the name.
 */
final class CalleeName {
    private static final CallerHeaders.Shown NOBODY = new CallerHeaders.Shown("", new byte[0]);

    private final CallerHeaders headers;
    private final Identities identities;
    private final WrittenNames written;
    private final CallCounters counters;
    private final EnricherChoice enrichers;

    CalleeName(
            CallerHeaders headers,
            Identities identities,
            WrittenNames written,
            CallCounters counters,
            EnricherChoice enrichers) {
        this.headers = headers;
        this.identities = identities;
        this.written = written;
        this.counters = counters;
        this.enrichers = enrichers;
    }

    /**
     * What becomes of identities in an answer of the trunk's.
     *
     * @param dialled To as the PBX said it, for an identity of our own
     * @param dropAsserted whether the trunk's P-Asserted-Identity ends here
     */
    Identity inAnswer(
            CallRecord record, Peer trunk, Peer pbx, WireMessage answer, byte[] dialled, boolean dropAsserted) {
        if (isOff(record, pbx) || answer.status() >= 300) return unnamed(dropAsserted);
        boolean hidden = headers.privacy.isAskedByAnswerer(answer);
        byte[] asserted =
                hidden || !isForOurOwn(pbx, answer, dropAsserted) ? null : headers.uriOf(dialled, record.called);
        return named(record, trunk, pbx, answer, hidden, dropAsserted, asserted);
    }

    /** What becomes of identities in a request of the trunk's, inside the dialog. */
    Identity inRequest(CallRecord record, Peer trunk, Peer pbx, WireMessage request, boolean dropAsserted) {
        if (isOff(record, pbx)) return unnamed(dropAsserted);
        return named(record, trunk, pbx, request, headers.privacy.isAskedBySender(request), dropAsserted, null);
    }

    private static boolean isOff(CallRecord record, Peer pbx) {
        return !record.isOut() || pbx.rules().calleeName() == PeerRules.CalleeName.OFF;
    }

    private Identity unnamed(boolean dropAsserted) {
        return identities.namingCallee(null, "", dropAsserted, null);
    }

    /** Whether an identity of our own may be added: who is connected is not told otherwise. */
    private static boolean isForOurOwn(Peer pbx, WireMessage answer, boolean dropAsserted) {
        boolean tellsWhoIsConnected = answer.method() == Method.INVITE || answer.method() == Method.UPDATE;
        return pbx.rules().calleeName() == PeerRules.CalleeName.ALWAYS
                && tellsWhoIsConnected
                && (dropAsserted || !answer.has(HeaderKind.P_ASSERTED_IDENTITY))
                && !answer.has(HeaderKind.REMOTE_PARTY_ID);
    }

    private Identity named(
            CallRecord record,
            Peer trunk,
            Peer pbx,
            WireMessage message,
            boolean hidden,
            boolean dropAsserted,
            byte @Nullable [] asserted) {
        // RFC 3323: who was private once stays so for the whole call.
        if (hidden && !isAsked(record)) asked(record, new Enrichment.LeftAlone(Reason.PRIVACY));
        if (hidden) return unnamed(dropAsserted);
        CallerHeaders.Shown shown = headers.shownFor(record.called, message, dropAsserted);
        if (shown == null && asserted == null) return unnamed(dropAsserted);
        if (!isAsked(record)) lookUp(record, trunk, pbx, shown == null ? NOBODY : shown);
        return identities.namingCallee(record.name(), record.called, dropAsserted, asserted);
    }

    private static boolean isAsked(CallRecord record) {
        return record.naming() != Reason.NOT_FROM_TRUNK;
    }

    private void lookUp(CallRecord record, Peer trunk, Peer pbx, CallerHeaders.Shown before) {
        Caller callee = new Caller(record.called, before.text(), record.caller(), false);
        Enrichment enrichment = enrichers.of(trunk, pbx).enrichCallee(callee);
        asked(record, enrichment);
        CallerName name = enrichment.written();
        if (name != null) written.wrote(record.called, name.text(), before.standing());
    }

    private void asked(CallRecord record, Enrichment enrichment) {
        CallerName name = enrichment.written();
        record.named(enrichment, name == null ? null : name.quoted());
        counters.callees(enrichment.reason()).increment();
    }
}
