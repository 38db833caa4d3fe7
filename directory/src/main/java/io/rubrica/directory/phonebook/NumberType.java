package io.rubrica.directory.phonebook;

/** What a number is for; the phone columns of the CSV format, in their order. */
public enum NumberType {
    MOBILE(0),
    MOBILE2(1),
    HOME(2),
    HOME2(3),
    BUSINESS(4),
    BUSINESS2(5),
    OTHER(6),
    BUSINESS_FAX(7),
    HOME_FAX(8),
    PAGER(9);

    private static final NumberType[] BY_CODE = new NumberType[10];

    static {
        for (NumberType type : values()) BY_CODE[type.code] = type;
    }

    private final int code;

    NumberType(int code) {
        this.code = code;
    }

    /** What stands for it in the phonebook's files; never to be changed. */
    int code() {
        return code;
    }

    static NumberType ofCode(int code) {
        return BY_CODE[code];
    }
}
