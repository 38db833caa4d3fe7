package io.rubrica.directory.source.csv;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.number.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that people put into one cell.
 *
 * <p>A semicolon or a line end always stands between two numbers. A slash or a comma may also stand inside one
 * ({@code 06/1234567}) or before the other last digits of the same one ({@code (06) 123 4567 / 8}), so there the number
 * of digits on both sides decides.
 *
 * @param numbers the texts that should each be a number
 * @param dropped what was left out, each with its reason
 */
record PhoneCell(List<String> numbers, List<String> dropped) {
    /** How many numbers one contact may have, and so one cell. */
    static final int MAX_NUMBERS = 40;

    private static final int MAX_LENGTH = 64;
    /** Digits from which a text after a slash is a number of its own, and not the end of the one before. */
    private static final int OWN = 6;

    private static final Pattern EXCEL_BROKE =
            Pattern.compile("[+-]?\\d{1,17}([.,]\\d{0,17})?E[+-]?\\d{1,3}", Pattern.CASE_INSENSITIVE);
    private static final Pattern DECIMALS = Pattern.compile("(\\+?\\d{6,17})[.,]0{1,2}");
    private static final Pattern FORMULA_TEXT = Pattern.compile("=\"([^\"]*)\"");

    /** Reads a cell. */
    static PhoneCell of(String cell) {
        if (isPlain(cell)) return new PhoneCell(List.of(cell.strip()), List.of());
        PhoneCell found = new PhoneCell(new ArrayList<>(), new ArrayList<>());
        int from = 0;
        for (int i = 0; i <= cell.length(); i++) {
            if (i < cell.length() && cell.charAt(i) != ';' && cell.charAt(i) != '\n' && cell.charAt(i) != '\r')
                continue;
            if (i > from) found.takePart(cell.substring(from, i));
            from = i + 1;
        }
        return found;
    }

    /** The number in one of a cell's {@link #numbers}, or null when the plan finds none. */
    static @Nullable PhoneNumber read(String typed, NumberPlan plan) {
        // A slash or a comma that is still there stands inside the number; the plan might take it for its end.
        return plan.read(typed.replace('/', ' ').replace(',', ' '));
    }

    /** Whether a text, alone in a cell, is read as itself. */
    static boolean isOneNumber(String text) {
        PhoneCell cell = of(text);
        return cell.dropped.isEmpty() && cell.numbers.equals(List.of(text));
    }

    /** Most cells: one number and nothing to decide. */
    private static boolean isPlain(String cell) {
        int digits = 0;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c >= '0' && c <= '9') digits++;
            else if (c != '+' && c != ' ' && c != '-' && c != '(' && c != ')') return false;
        }
        return digits > 0 && cell.length() <= MAX_LENGTH;
    }

    private void takePart(String raw) {
        String part = bare(raw);
        if (part.isEmpty()) return;
        if (EXCEL_BROKE.matcher(part).matches()) {
            dropped.add(
                    "the number was turned into " + Problems.quote(part) + " by a spreadsheet; its digits are lost");
            return;
        }
        List<String> pieces = pieces(part);
        if (areShortNumbers(pieces)) pieces.forEach(this::add);
        else join(part, pieces);
    }

    /** Without what spreadsheets need to keep a number a text: {@code '06...} and {@code ="06..."}; nor {@code .0}. */
    private static String bare(String raw) {
        String part = TextCell.clean(raw).strip();
        while (part.startsWith("'")) part = part.substring(1).strip();
        var formula = FORMULA_TEXT.matcher(part);
        if (formula.matches()) part = formula.group(1).strip();
        var decimals = DECIMALS.matcher(part);
        return decimals.matches() ? decimals.group(1) : part;
    }

    private void join(String part, List<String> pieces) {
        int from = 0;
        int to = pieces.get(0).length();
        for (int i = 1; i < pieces.size(); i++) {
            int start = to + 1;
            int end = start + pieces.get(i).length();
            String current = part.substring(from, to);
            if (goesOn(current, digits(pieces.get(i)))) {
                to = end;
                continue;
            }
            add(current);
            if (isTail(pieces, i)) {
                dropTail(current, pieces.get(i));
                if (++i == pieces.size()) return;
                start = end + 1;
                end = start + pieces.get(i).length();
            }
            from = start;
            to = end;
        }
        add(part.substring(from, to));
    }

    /** Whether what follows the slash, of so many digits, belongs to the number before it. */
    private static boolean goesOn(String current, int digits) {
        if (current.length() > MAX_LENGTH) return false;
        return !isComplete(current) || (digits > 2 && digits < OWN && digits(current) <= OWN);
    }

    /** Whether a piece after a whole number is too short for one of its own, and not the area code of the next. */
    private static boolean isTail(List<String> pieces, int at) {
        int digits = digits(pieces.get(at));
        if (digits >= OWN) return false;
        boolean isAreaCode = digits > 2 && at + 1 < pieces.size() && digits(pieces.get(at + 1)) >= OWN - 1;
        return !isAreaCode;
    }

    private void dropTail(String current, String tail) {
        if (isNothing(tail)) return;
        dropped.add(Problems.quote(tail.strip()) + " after " + Problems.quote(current.strip())
                + " is too short to be a number");
    }

    private void add(String text) {
        String number = text.strip();
        if (isNothing(number)) return;
        if (number.length() > MAX_LENGTH) dropped.add(Problems.quote(number) + " is too long for a number");
        else if (digits(number) == 0) dropped.add(Problems.quote(number) + " is not a number");
        else if (numbers.size() == MAX_NUMBERS) dropped.add("more than " + MAX_NUMBERS + " numbers in one cell");
        else numbers.add(number);
    }

    /** A dash, a dot, a lonely slash: people's way of saying that there is no number. */
    private static boolean isNothing(String text) {
        return text.chars().noneMatch(Character::isLetterOrDigit);
    }

    /** Extensions side by side, as in {@code 201/202}: the same few digits each, and no area code. */
    private static boolean areShortNumbers(List<String> pieces) {
        int length = digits(pieces.get(0));
        if (pieces.size() < 2 || length < 2 || length >= OWN) return false;
        for (String piece : pieces)
            if (digits(piece) != length || piece.strip().startsWith("0") || piece.indexOf('+') >= 0) return false;
        return true;
    }

    /** Whether a text has the digits of a whole number, so that what follows a slash is not the rest of it. */
    private static boolean isComplete(String text) {
        String number = text.strip();
        if (number.startsWith("+")) return digits(number) >= 9;
        if (number.startsWith("00")) return digits(number) >= 11;
        return digits(number) >= (number.startsWith("0") ? OWN + 1 : OWN);
    }

    private static List<String> pieces(String part) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= part.length(); i++) {
            if (i < part.length() && part.charAt(i) != '/' && part.charAt(i) != ',') continue;
            pieces.add(part.substring(from, i));
            from = i + 1;
        }
        return pieces;
    }

    private static int digits(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) if (Character.isDigit(text.charAt(i))) count++;
        return count;
    }
}
