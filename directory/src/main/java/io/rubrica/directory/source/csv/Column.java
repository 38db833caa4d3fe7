package io.rubrica.directory.source.csv;

import io.rubrica.directory.phonebook.NumberType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a column holds; the first fourteen are the format's own, in their order. */
enum Column {
    FIRST_NAME("FirstName", "Nome"),
    LAST_NAME("LastName", "Cognome"),
    COMPANY("Company", "Azienda"),
    MOBILE(NumberType.MOBILE, "Mobile", "Cellulare"),
    MOBILE2(NumberType.MOBILE2, "Mobile2", "Cellulare2"),
    HOME(NumberType.HOME, "Home", "Casa"),
    HOME2(NumberType.HOME2, "Home2", "Casa2"),
    BUSINESS(NumberType.BUSINESS, "Business", "Ufficio"),
    BUSINESS2(NumberType.BUSINESS2, "Business2", "Ufficio2"),
    EMAIL("Email", "Email"),
    OTHER(NumberType.OTHER, "Other", "Altro"),
    BUSINESS_FAX(NumberType.BUSINESS_FAX, "BusinessFax", "Fax ufficio"),
    HOME_FAX(NumberType.HOME_FAX, "HomeFax", "Fax casa"),
    PAGER(NumberType.PAGER, "Pager", "Cercapersone"),
    TAG("Tag", "Tag"),
    /** Known from newer exports, and not kept. */
    TITLE("Title", "Title"),
    /** Known from newer exports, and not kept. */
    DEPARTMENT("Department", "Department");

    /** The format's own columns, in their order. */
    static final List<Column> STANDARD = List.of(values()).subList(0, 14);

    private static final Map<String, Column> BY_WORD = byWord();

    private final @Nullable NumberType type;
    private final String english;
    private final String italian;

    Column(String english, String italian) {
        this(null, english, italian);
    }

    Column(@Nullable NumberType type, String english, String italian) {
        this.type = type;
        this.english = english;
        this.italian = italian;
    }

    /** The column that a header cell names, whatever its case, spaces and underscores; null when none. */
    static @Nullable Column named(String header) {
        return BY_WORD.get(word(header));
    }

    /** The type of the numbers in it, or null when it holds no numbers. */
    @Nullable
    NumberType type() {
        return type;
    }

    /** Its English header. */
    String header() {
        return english;
    }

    private static Map<String, Column> byWord() {
        Map<String, Column> words = new HashMap<>();
        for (Column column : values()) {
            words.put(word(column.english), column);
            words.put(word(column.italian), column);
        }
        return Map.copyOf(words);
    }

    private static String word(String header) {
        StringBuilder letters = new StringBuilder(16);
        for (int i = 0; i < header.length(); i++)
            if (Character.isLetterOrDigit(header.charAt(i))) letters.append(header.charAt(i));
        return letters.toString().toLowerCase(Locale.ROOT);
    }
}
