/**
 * Who has this number? Enter through {@link Phonebook}. Knows numbers and contacts; knows nothing of the
 * places contacts come from, and nothing of calls.
 */
@NullMarked
package io.rubrica.directory.phonebook;

import org.jspecify.annotations.NullMarked;
