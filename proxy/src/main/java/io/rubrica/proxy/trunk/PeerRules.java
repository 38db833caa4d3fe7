package io.rubrica.proxy.trunk;

/**
 * What a peer's settings say of the messages it sends and gets.
 *
 * @param refer what becomes of REFER
 * @param fork how the forks of a call are shown to it
 * @param redirectClient whether its calls are only answered with a name, in a 302
 * @param callsOut how calls out are put to it
 * @param towardsTrunk headers added and removed in what a trunk gets
 * @param towardsPbx headers added and removed in what comes from a trunk
 * @param calleeName whether a PBX is told the name of whom it calls
 */
public record PeerRules(
        Refer refer,
        Fork fork,
        boolean redirectClient,
        CallsOutSettings callsOut,
        HeaderChanges towardsTrunk,
        HeaderChanges towardsPbx,
        CalleeName calleeName) {
    /** Everything crosses as it is. */
    public static final PeerRules NONE = new PeerRules(
            Refer.RELAY,
            Fork.TRANSPARENT,
            false,
            CallsOutSettings.NONE,
            HeaderChanges.NONE,
            HeaderChanges.NONE,
            CalleeName.WHERE_PRESENT);

    static PeerRules of(TrunkSettings trunk) {
        return new PeerRules(
                trunk.refer(),
                trunk.fork(),
                trunk.redirectClient(),
                trunk.callsOut(),
                new HeaderChanges(trunk.headers().towardsTrunk()),
                new HeaderChanges(trunk.headers().towardsPbx()),
                CalleeName.OFF);
    }

    static PeerRules of(PbxSettings pbx) {
        return new PeerRules(
                Refer.RELAY,
                Fork.TRANSPARENT,
                false,
                CallsOutSettings.NONE,
                HeaderChanges.NONE,
                HeaderChanges.NONE,
                pbx.calleeName());
    }

    /** What becomes of REFER to and from a trunk. */
    public enum Refer {
        /** It crosses, as every request in a call does. */
        RELAY,
        /** It is answered 603 here (RFC 3515, 2.4.2). */
        REJECT
    }

    /** How the forks of a call in are shown to a trunk. */
    public enum Fork {
        /** Each phone that rings has a tag of its own. */
        TRANSPARENT,
        /** All have one tag, and the first that answers has the call. */
        SINGLE
    }

    /** Whether a PBX is told the name of whom it calls. */
    public enum CalleeName {
        OFF,
        /** In P-Asserted-Identity or Remote-Party-ID of answers that have them with the called number. */
        WHERE_PRESENT,
        /** The same, and a P-Asserted-Identity is added to answers without one. */
        ALWAYS
    }
}
