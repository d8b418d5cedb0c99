// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The grams are those of Lucene's own filter, with the same places.
class GramFilterTest {

    private record Token(String term, int places, int start, int end) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "an der Hundesteuersatzung",
                "die von ab zu Steuer und Amt Gebührenordnung an",
                "vier fünf",
                "𝔊𝔢𝔟𝔲𝔢𝔥𝔯 a𝔟c𝔡e 𝔟𝔟𝔟",
                "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft kurz"
            })
    void areThoseOfLucene(String text) throws IOException {
        assertThat(tokens(new GramFilter(words(text), 4)))
                .isEqualTo(tokens(new NGramTokenFilter(words(text), 4, 4, false)));
    }

    private static TokenStream words(String text) {
        WhitespaceTokenizer words = new WhitespaceTokenizer();
        words.setReader(new StringReader(text));
        return words;
    }

    private static List<Token> tokens(TokenStream stream) throws IOException {
        List<Token> tokens = new ArrayList<>();
        try (stream) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            PositionIncrementAttribute places = stream.addAttribute(PositionIncrementAttribute.class);
            OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                tokens.add(new Token(
                        term.toString(), places.getPositionIncrement(), offset.startOffset(), offset.endOffset()));
            }
            stream.end();
        }
        return tokens;
    }
}
