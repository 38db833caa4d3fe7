package io.rubrica.proxy.trunk;

import io.rubrica.directory.settings.Default;
import java.util.List;
import java.util.Map;

/**
 * Headers that are added and removed on the way between a trunk and a PBX.
 *
 * @param towardsTrunk in what the trunk gets
 * @param towardsPbx in what the PBX gets from the trunk
 */
public record HeaderSettings(
        @Default("") Change towardsTrunk, @Default("") Change towardsPbx) {
    /**
     * What one direction does.
     *
     * @param add header names and values, in each INVITE that begins a call
     * @param remove header names, in every request
     */
    public record Change(
            @Default("") Map<String, String> add,
            @Default("") List<String> remove) {}
}
