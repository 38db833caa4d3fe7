package io.rubrica.proxy.settings;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** How settings are spelt in the file: words in lower case, joined by hyphens. */
final class Spelling {
    private Spelling() {}

    /** {@code maxCharacters} and {@code MAX_CHARACTERS} as {@code max-characters}. */
    static String kebab(String name) {
        if (name.equals(name.toUpperCase(Locale.ROOT)))
            return name.toLowerCase(Locale.ROOT).replace('_', '-');
        StringBuilder kebab = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (Character.isUpperCase(letter)) kebab.append('-');
            kebab.append(Character.toLowerCase(letter));
        }
        return kebab.toString();
    }

    /** {@code ; did you mean "..."?} when one of the known words is near, otherwise what the known words are. */
    static String hint(String word, Collection<String> known) {
        Optional<String> near = nearest(word, known);
        if (near.isPresent()) return "; did you mean \"" + near.get() + "\"?";
        return known.size() > 12 ? "" : "; known here: " + String.join(", ", known);
    }

    private static Optional<String> nearest(String word, Collection<String> known) {
        String bare = bare(word);
        String best = null;
        int least = 1 + (bare.length() < 3 ? 1 : Math.max(2, Math.min(3, bare.length() / 3)));
        for (String each : known) {
            int distance = distance(bare, bare(each));
            if (distance < least) {
                least = distance;
                best = each;
            }
        }
        return Optional.ofNullable(best);
    }

    // trunk_name, trunkName and trunk-name are one word to the person who typed it.
    private static String bare(String word) {
        String bounded = word.length() > 64 ? word.substring(0, 64) : word;
        return bounded.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) row[j] = j;
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
