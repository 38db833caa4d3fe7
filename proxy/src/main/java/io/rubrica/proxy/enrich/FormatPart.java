package io.rubrica.proxy.enrich;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a {@link NameFormat} that can turn out empty. */
sealed interface FormatPart {
    boolean isFilled(FormatWords words);

    /** Whether it shows a name, and not only the number. */
    boolean namesSomebody(FormatWords words);

    void write(StringBuilder name, FormatWords words);

    /** Writes it where nothing else is written. */
    default void writeAlone(StringBuilder name, FormatWords words) {
        write(name, words);
    }

    /** The first placeholder of a name in it. */
    @Nullable
    Field firstName();

    /** A placeholder. */
    enum Field implements FormatPart {
        FIRST,
        LAST,
        COMPANY,
        NUMBER;

        private String word(FormatWords words) {
            return switch (this) {
                case FIRST -> words.first();
                case LAST -> words.last();
                case COMPANY -> words.company();
                case NUMBER -> words.number();
            };
        }

        @Override
        public boolean isFilled(FormatWords words) {
            return !word(words).isEmpty();
        }

        @Override
        public boolean namesSomebody(FormatWords words) {
            return this != NUMBER && isFilled(words);
        }

        @Override
        public void write(StringBuilder name, FormatWords words) {
            name.append(word(words));
        }

        @Override
        public @Nullable Field firstName() {
            return this == NUMBER ? null : this;
        }
    }

    /** Something in brackets or quotes, which go away with it. */
    record Bracketed(char open, Sequence inside, char close) implements FormatPart {
        @Override
        public boolean isFilled(FormatWords words) {
            return inside.isFilled(words);
        }

        @Override
        public boolean namesSomebody(FormatWords words) {
            return inside.namesSomebody(words);
        }

        @Override
        public void write(StringBuilder name, FormatWords words) {
            name.append(open);
            inside.write(name, words);
            name.append(close);
        }

        // Brackets set something apart; there is nothing left to set it apart from.
        @Override
        public void writeAlone(StringBuilder name, FormatWords words) {
            inside.writeAlone(name, words);
        }

        @Override
        public @Nullable Field firstName() {
            return inside.firstName();
        }
    }

    /**
     * Parts one after the other.
     *
     * @param before literal text before the first part
     * @param joints literal text between each part and the next: one less than parts
     * @param after literal text after the last part
     */
    record Sequence(String before, List<FormatPart> parts, List<String> joints, String after) implements FormatPart {
        public Sequence {
            parts = List.copyOf(parts);
            joints = List.copyOf(joints);
        }

        @Override
        public boolean isFilled(FormatWords words) {
            return filled(words) > 0;
        }

        private int filled(FormatWords words) {
            int filled = 0;
            for (FormatPart part : parts) if (part.isFilled(words)) filled++;
            return filled;
        }

        @Override
        public boolean namesSomebody(FormatWords words) {
            for (FormatPart part : parts) if (part.namesSomebody(words)) return true;
            return false;
        }

        @Override
        public void write(StringBuilder name, FormatWords words) {
            name.append(before);
            boolean begun = false;
            String joint = "";
            for (int i = 0; i < parts.size(); i++) {
                FormatPart part = parts.get(i);
                if (i > 0) joint = stronger(joint, joints.get(i - 1));
                if (!part.isFilled(words)) continue;
                if (begun) name.append(joint);
                part.write(name, words);
                begun = true;
                joint = "";
            }
            name.append(after);
        }

        @Override
        public void writeAlone(StringBuilder name, FormatWords words) {
            if (filled(words) > 1 || !before.isBlank() || !after.isBlank()) {
                write(name, words);
                return;
            }
            for (FormatPart part : parts) if (part.isFilled(words)) part.writeAlone(name, words);
        }

        /** Which of two joints stays when the part between them is empty: a dash says more than a space. */
        private static String stronger(String one, String other) {
            return weight(one) > weight(other) ? one : other;
        }

        private static int weight(String joint) {
            return joint.length() + joint.strip().length();
        }

        @Override
        public @Nullable Field firstName() {
            for (FormatPart part : parts) {
                Field field = part.firstName();
                if (field != null) return field;
            }
            return null;
        }
    }
}
