package io.rubrica.directory.phonebook;

/** What a number is for; the phone columns of the CSV format, in their order. */
public enum NumberType {
    MOBILE,
    MOBILE2,
    HOME,
    HOME2,
    BUSINESS,
    BUSINESS2,
    OTHER,
    BUSINESS_FAX,
    HOME_FAX,
    PAGER
}
