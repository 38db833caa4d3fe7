package io.rubrica.proxy.trunk.register;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.SipUri;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.transport.Listener;
import io.rubrica.proxy.trunk.AddressOfRecord;
import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.Peers;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which account a carrier's call is for, and whom it calls: a call that comes by our Contact carries its token where the
 * called number stood.
 */
final class Accounts {
    private final Peers peers;
    private final List<Account> all;
    private final SipUri uri = new SipUri();
    private final NameAddress address = new NameAddress();

    Accounts(Peers peers, Collection<Account> all) {
        this.peers = peers;
        this.all = new ArrayList<>(all);
    }

    /** The trunk that an INVITE is for: by our Contact's token, else by Request-URI and To where several share an address. */
    Peer trunk(Peer sender, WireMessage invite, InetSocketAddress source, Listener on) {
        if (all.isEmpty() || !sender.isTrunk()) return sender;
        String user = user(invite, invite.uriFrom(), invite.uriTo());
        for (Account each : all) {
            Peer trunk = each.token().equals(user) ? sending(each, source, on) : null;
            if (trunk != null) return trunk;
        }
        if (sender.rules().register() == null) return sender;
        Peer byUri = named(user, source, on);
        if (byUri != null) return byUri;
        NameAddress to = invite.to();
        Peer byTo = named(user(invite, to.uriFrom, to.uriTo), source, on);
        return byTo == null ? sender : byTo;
    }

    private @Nullable Peer named(String user, InetSocketAddress source, Listener on) {
        for (Account each : all) {
            Peer trunk = each.aor().user().equals(user) ? sending(each, source, on) : null;
            if (trunk != null) return trunk;
        }
        return null;
    }

    /** The account's trunk, where that sender may be it: the token alone proves nothing. */
    private @Nullable Peer sending(Account account, InetSocketAddress source, Listener on) {
        Peer trunk = peers.named(Peer.Side.TRUNK, account.trunk());
        return trunk != null && peers.writesFrom(trunk, source, on) ? trunk : null;
    }

    /**
     * The user part that stands for the called number where the Request-URI has a trunk's token: that of
     * P-Called-Party-ID (RFC 7315, 4.2), else of To, else the account's; null: the Request-URI says it itself.
     */
    byte @Nullable [] called(Peer trunk, WireMessage invite) {
        if (trunk.rules().register() == null) return null;
        AddressOfRecord account = accountBy(trunk, user(invite, invite.uriFrom(), invite.uriTo()));
        if (account == null) return null;
        byte[] in = invite.bytes;
        int header = invite.first(HeaderKind.P_CALLED_PARTY_ID);
        if (header >= 0
                && address.read(in, invite.valueFrom(header), invite.valueTo(header))
                && says(invite, address.uriFrom, address.uriTo, trunk)) return invite.copy(uri.userFrom, uri.userTo);
        NameAddress to = invite.to();
        if (says(invite, to.uriFrom, to.uriTo, trunk)) return invite.copy(uri.userFrom, uri.userTo);
        return Ascii.bytes(account.user());
    }

    private @Nullable AddressOfRecord accountBy(Peer trunk, String token) {
        for (Account each : all)
            if (each.trunk().equals(trunk.name()) && each.token().equals(token)) return each.aor();
        return null;
    }

    /** Whether a URI names somebody who is called. */
    private boolean says(WireMessage invite, int from, int to, Peer trunk) {
        String user = user(invite, from, to);
        return !user.isEmpty() && accountBy(trunk, user) == null;
    }

    private String user(WireMessage in, int from, int to) {
        return uri.read(in.bytes, from, to) ? uri.user(in.bytes) : "";
    }
}
