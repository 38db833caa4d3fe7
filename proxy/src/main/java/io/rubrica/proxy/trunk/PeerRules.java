package io.rubrica.proxy.trunk;

/**
 * What a peer's settings say of the messages it sends and gets.
 *
 * @param towardsTrunk headers added and removed in what a trunk gets
 * @param towardsPbx headers added and removed in what a PBX gets from a trunk
 */
public record PeerRules(HeaderChanges towardsTrunk, HeaderChanges towardsPbx) {
    /** Everything crosses as it is. */
    public static final PeerRules NONE = new PeerRules(HeaderChanges.NONE, HeaderChanges.NONE);

    static PeerRules of(TrunkSettings trunk) {
        return new PeerRules(
                new HeaderChanges(trunk.headers().towardsTrunk()),
                new HeaderChanges(trunk.headers().towardsPbx()));
    }
}
