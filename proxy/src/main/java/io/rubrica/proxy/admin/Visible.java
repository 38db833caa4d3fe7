package io.rubrica.proxy.admin;

/** Which characters may be shown as they are. Names come from files and from the network. */
public final class Visible {
    private Visible() {}

    /** A text without anything that could steer a terminal, end its line or turn its reading direction. */
    public static String text(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(each -> visible.appendCodePoint(is(each) ? each : '\ufffd'));
        return visible.toString();
    }

    static boolean is(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
