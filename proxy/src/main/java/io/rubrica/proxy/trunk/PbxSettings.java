package io.rubrica.proxy.trunk;

import io.rubrica.directory.settings.Default;
import io.rubrica.proxy.enrich.CallerIdSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A PBX that rings the phones.
 *
 * @param name the operator's word for it, in events and metrics
 * @param address where calls are sent, an address or a name; its messages come from there, any port
 * @param listener the listener that it uses; empty: the only one
 * @param alsoOn further listeners that it may use; an address that is a name decides among them by the DNS
 * @param trusted whether P-Asserted-Identity is given to it
 * @param calleeName whether it is told the name of whom it calls
 * @param priority its place in the order: the lowest number is tried first
 * @param weight its share of the calls among those of the same priority; 0: only when no other of them is left
 * @param checkInterval how often it is asked whether it is there; zero: never
 * @param largeRequests a TCP listener that requests too large for one packet leave from; empty: they leave as they are
 * @param callerId what differs from the general caller-ID rules (it outranks the trunk's), or null: nothing
 */
public record PbxSettings(
        String name,
        ServerName address,
        @Default("") String listener,
        @Default("") List<String> alsoOn,
        @Default("true") boolean trusted,
        @Default("where-present") PeerRules.CalleeName calleeName,
        @Default("1") int priority,
        @Default("1") int weight,
        @Default("30s") Duration checkInterval,
        @Default("") String largeRequests,
        CallerIdSettings.@Nullable Change callerId) {}
