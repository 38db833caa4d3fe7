package io.rubrica.proxy.trunk;

import org.jspecify.annotations.Nullable;

/**
 * What a peer's settings say of the messages it sends and gets.
 *
 * @param redirectClient whether its calls are only answered with a name, in a 302
 * @param rejectsRefer whether transfers on its calls are declined by us
 * @param singleFork whether all phones that its call rings have one tag towards it
 * @param towardsTrunk headers added and removed in what a trunk gets
 * @param towardsPbx headers added and removed in what a PBX gets from a trunk
 * @param credentials what its challenges are answered with
 * @param register the account that is registered there, or null
 * @param limits how many calls it takes
 * @param presentation how it wants to read the parties of calls out
 * @param calleeName whether a PBX is told the name of whom it calls
 */
public record PeerRules(
        boolean redirectClient,
        boolean rejectsRefer,
        boolean singleFork,
        HeaderChanges towardsTrunk,
        HeaderChanges towardsPbx,
        TrunkCredentials credentials,
        @Nullable RegisterSettings register,
        CallLimits limits,
        Presentation presentation,
        CalleeName calleeName) {
    /** Everything crosses as it is. */
    public static final PeerRules NONE = ofPbx(CalleeName.OFF);

    static PeerRules of(TrunkSettings trunk) {
        return new PeerRules(
                trunk.redirectClient(),
                trunk.refer() == TrunkSettings.Refer.REJECT,
                trunk.fork() == TrunkSettings.Fork.SINGLE,
                new HeaderChanges(trunk.headers().towardsTrunk()),
                new HeaderChanges(trunk.headers().towardsPbx()),
                TrunkCredentials.of(trunk.credentials()),
                trunk.register(),
                trunk.limits(),
                new Presentation(trunk.numbers(), trunk.fromDomain()),
                CalleeName.OFF);
    }

    static PeerRules of(PbxSettings pbx) {
        return ofPbx(pbx.calleeName());
    }

    private static PeerRules ofPbx(CalleeName calleeName) {
        return new PeerRules(
                false,
                false,
                false,
                HeaderChanges.NONE,
                HeaderChanges.NONE,
                TrunkCredentials.NONE,
                null,
                CallLimits.NONE,
                Presentation.AS_IT_IS,
                calleeName);
    }

    /** Whether a PBX is told the name of whom it calls. */
    public enum CalleeName {
        OFF,
        /** In P-Asserted-Identity or Remote-Party-ID of answers that have them with the called number. */
        WHERE_PRESENT,
        /** The same, and a P-Asserted-Identity is added to answers that have neither. */
        ALWAYS
    }
}
