package io.rubrica.directory.source.csv;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * Names a row by its cells: the same cells are the same contact, wherever in the file they stand. Ninety-six bits, so
 * that even among a hundred million rows no two ever share a name by chance.
 */
final class RowIdentity {
    private static final int BYTES = 12;

    private final MessageDigest digest;

    RowIdentity() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    /** Sixteen characters that stand for these cells, which come in the columns' order. */
    String of(Map<Column, String> row) {
        StringBuilder cells = new StringBuilder(128);
        // With its length before it, no cell can pass for two.
        row.forEach((column, cell) ->
                cells.append(column).append(cell.length()).append(':').append(cell));
        byte[] hash = digest.digest(cells.toString().getBytes(StandardCharsets.UTF_8));
        byte[] name = new byte[BYTES];
        System.arraycopy(hash, 0, name, 0, BYTES);
        return Base64.getUrlEncoder().encodeToString(name);
    }
}
