package io.rubrica.proxy;

import io.rubrica.proxy.admin.Metrics;
import io.rubrica.proxy.call.CallCounters;
import io.rubrica.proxy.call.Outcome;
import io.rubrica.proxy.enrich.Enrichment;
import io.rubrica.proxy.sip.Flaw;
import io.rubrica.proxy.sip.SipCounters;
import io.rubrica.proxy.sip.dns.DnsCounters;
import io.rubrica.proxy.transport.Transport;
import io.rubrica.proxy.transport.TransportCounters;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Shows what the SIP side counts; the words of outcomes, reasons and flaws are the labels' values. */
final class SipMetrics {
    private final Metrics metrics;

    private SipMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Shows all counters of a SIP side. */
    static void show(Metrics metrics, SipSide sip) {
        SipMetrics shown = new SipMetrics(metrics);
        shown.calls(sip, sip.callCounters());
        shown.messages(sip.sipCounters());
        shown.names(sip.dnsCounters());
        for (Transport each : Transport.values()) shown.transport(each, sip.transportCounters(each));
    }

    private void calls(SipSide sip, CallCounters calls) {
        metrics.gauge("rubrica.calls.active", "Calls that ring or are up.", sip::activeCalls);
        metrics.counter("rubrica.calls", "Calls that came in or went out.", calls.callsIn::sum, "direction", "in");
        metrics.counter("rubrica.calls", "Calls that came in or went out.", calls.callsOut::sum, "direction", "out");
        metrics.counter("rubrica.calls.redirected", "Calls answered 302 for their name.", calls.callsRedirected::sum);
        for (Outcome outcome : Outcome.values())
            metrics.counter(
                    "rubrica.calls.ended",
                    "Calls by how they ended.",
                    calls.outcome(outcome)::sum,
                    "outcome",
                    outcome.word());
        for (Enrichment.Reason reason : Enrichment.Reason.values())
            metrics.counter(
                    "rubrica.callers",
                    "Callers by why they got a name or none.",
                    calls.naming(reason)::sum,
                    "reason",
                    reason.word());
        for (Enrichment.Reason reason : Enrichment.Reason.values())
            metrics.counter(
                    "rubrica.callees",
                    "Called parties, where an answer had a place for their name, by why they got one or none.",
                    calls.callees(reason)::sum,
                    "reason",
                    reason.word());
        metrics.counter("rubrica.dialog.requests", "Requests within calls.", calls.inDialogRequests::sum);
        metrics.counter(
                "rubrica.transfers.declined",
                "Transfers that were declined because their trunk's settings say so.",
                calls.transfersDeclined::sum);
        metrics.gauge("rubrica.dialogs", "Dialogs, early and just finished ones included.", sip::dialogs);
        metrics.gauge(
                "rubrica.dialogs.fill", "How full the file of calls is: 1 has no room for another.", sip::dialogFill);
        metrics.counter(
                "rubrica.dialogs.taken.up", "Dialogs found at the start and gone on with.", calls.dialogsTakenUp::sum);
        metrics.counter("rubrica.dialogs.lost", "Dialogs found that could not be read.", calls.dialogsLost::sum);
        metrics.counter(
                "rubrica.dialogs.overflowed",
                "Dialogs that the file had no room for: they would end with the process.",
                calls.dialogsOnHeap::sum);
        for (Outcome why : List.of(Outcome.NO_ACK, Outcome.SESSION_EXPIRED, Outcome.DEAD, Outcome.TOO_LONG))
            metrics.counter(
                    "rubrica.dialogs.swept",
                    "Calls whose end nobody told, and that we ended.",
                    calls.swept(why)::sum,
                    "reason",
                    why.word());
        metrics.counter("rubrica.dialog.unknown", "Requests for calls that we do not know.", calls.unknownDialogs::sum);
        metrics.counter("rubrica.calls.refused", "Calls refused while stopping.", calls.refusedDraining::sum);
        metrics.counter(
                "rubrica.answers.late",
                "Answers to calls that we had given up; they were ended.",
                calls.unwantedAnswers::sum);
        metrics.counter(
                "rubrica.challenges.answered",
                "Challenges of trunks that were answered with their credentials.",
                calls.challengesAnswered::sum);
        metrics.counter(
                "rubrica.challenges.passed.on",
                "Challenges of trunks that have credentials, but none for that realm: the PBX was asked.",
                calls.challengesPassedOn::sum);
        metrics.counter(
                "rubrica.credentials.refused",
                "Requests that a trunk refused in spite of its credentials: they are wrong.",
                calls.credentialsRefused::sum);
        metrics.counter("rubrica.names.withheld", "Names kept from going back to a trunk.", calls.leaksStopped::sum);
    }

    private void messages(SipCounters sip) {
        for (Flaw flaw : Flaw.values())
            metrics.counter(
                    "rubrica.sip.refused", "Messages refused for a flaw.", sip.flaw(flaw)::sum, "flaw", flaw.word());
        metrics.counter("rubrica.sip.unanswerable", "Flawed messages without an answer.", sip.unanswerable::sum);
        metrics.counter(
                "rubrica.sip.retransmissions",
                "Messages that were sent again.",
                sip.retransmissionsReceived::sum,
                "direction",
                "received");
        metrics.counter(
                "rubrica.sip.retransmissions",
                "Messages that were sent again.",
                sip.retransmissionsSent::sum,
                "direction",
                "sent");
        metrics.counter("rubrica.sip.stray", "Responses to nothing that we asked.", sip.strayResponses::sum);
        metrics.counter("rubrica.sip.merged", "Requests that came twice on two ways.", sip.merged::sum);
    }

    private void names(DnsCounters dns) {
        metrics.counter("rubrica.dns.lookups", "Hosts that the DNS was asked for.", dns.lookups::sum);
        metrics.counter(
                "rubrica.dns.failures",
                "Hosts that the DNS did not answer for; what was known stays.",
                dns.failures::sum);
        metrics.counter("rubrica.dns.refused", "Hosts that were no names, or too many at once.", dns.refused::sum);
    }

    private void transport(Transport transport, TransportCounters counters) {
        counter("messages", "Messages.", counters.received, transport, "direction", "received");
        counter("messages", "Messages.", counters.sent, transport, "direction", "sent");
        counter("bytes", "Bytes of messages.", counters.receivedBytes, transport, "direction", "received");
        counter("bytes", "Bytes of messages.", counters.sentBytes, transport, "direction", "sent");
        counter("strangers", "Datagrams or connections from nobody whom we know.", counters.strangers, transport);
        counter("failures", "Messages that could not be sent.", counters.sendFailures, transport);
        counter("faults", "Messages that made our own code fail.", counters.faults, transport);
        if (transport != Transport.UDP) connections(transport, counters);
    }

    private void connections(Transport transport, TransportCounters counters) {
        metrics.gauge(
                "rubrica." + transport.word() + ".connections",
                "Connections that are open.",
                counters.connections::sum);
        counter("accepted", "Connections that peers opened.", counters.accepted, transport);
        counter("refused", "Connections that were one too many.", counters.refused, transport);
        counter("opened", "Connections that we opened.", counters.opened, transport);
        counter("unreachable", "Connections that could not be opened.", counters.unreachable, transport);
        counter("broken", "Connections closed for what came, or came too slowly.", counters.broken, transport);
        counter("dead", "Connections closed because the peer was gone.", counters.dead, transport);
        if (transport == Transport.TLS)
            counter("handshake.failures", "Handshakes that failed.", counters.handshakeFailures, transport);
    }

    private void counter(String name, String help, LongAdder counted, Transport transport, String... labels) {
        metrics.counter("rubrica." + transport.word() + "." + name, help, counted::sum, labels);
    }
}
